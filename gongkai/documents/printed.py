"""An issue of the gazette as the writer wants it: its documents as the public has them."""

from datetime import date
from itertools import groupby

from django.conf import settings

from gongkai.documents.models import Entry, Issue
from gongkai.documents.public.pages import document
from gongkai.documents.public.sheets import official
from gongkai.documents.public.values import Page
from gongkai.writing.documents import OfficialDocument
from gongkai.writing.gazette import GazetteIssue, Section


def issue(found: Issue) -> GazetteIssue:
    """An issue with its documents in their order; one that was taken down since is not printed."""
    assert found.published_on is not None
    day = found.published_on
    entries = found.entries.select_related("publication").order_by("position")
    sections = (
        Section(section, tuple(each for each in (_official(line, day) for line in lines) if each))
        for section, lines in groupby(entries, key=lambda each: each.section)
    )
    return GazetteIssue(
        title=found.title,
        year=found.year,
        number=found.number,
        total_number=found.total_number,
        published_on=day,
        publisher=found.body.name,
        sections=tuple(each for each in sections if each.entries),
    )


def _official(line: Entry, day: date) -> OfficialDocument | None:
    page = document(line.publication.key, on=day)
    if not isinstance(page, Page):
        return None
    return official(page, f"{settings.SITE_ADDRESS}/documents/{page.row.key}/")
