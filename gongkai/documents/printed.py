"""A published document as the writers want it: for the files that the public takes, and for the gazette."""

from itertools import groupby

from django.conf import settings
from django.utils import timezone

from gongkai.core.documents import attributes, text, validity
from gongkai.documents.models import Issue, Publication
from gongkai.writing.documents import OfficialDocument
from gongkai.writing.gazette import GazetteIssue, Section


def official(found: Publication) -> OfficialDocument:
    """One document with what a copy of it has to say about itself: where it stands, and whether it is still in force."""
    today = timezone.localdate()
    state = validity.validity(found.dates, on=today)
    ended = validity.label(state) if state in validity.ENDED else ""
    return OfficialDocument(
        issuer=found.issuer,
        joint_issuers=tuple(found.joint_issuers),
        document_number=found.document_number,
        title=found.title,
        text=text.from_record(found.text),
        formed_on=found.formed_on or found.published_on,
        note=attributes.PRINTED[attributes.PROACTIVE],
        source=f"{settings.SITE_ADDRESS}/documents/{found.key}/",
        validity_label="，".join(filter(None, (ended, found.validity_note if ended else ""))),
        index_number=found.index_number,
    )


def issue(found: Issue) -> GazetteIssue:
    """An issue with its documents in their order."""
    assert found.published_on is not None
    entries = found.entries.select_related("publication__body").order_by("position")
    return GazetteIssue(
        title=found.title,
        year=found.year,
        number=found.number,
        total_number=found.total_number,
        published_on=found.published_on,
        publisher=found.body.name,
        sections=tuple(
            Section(section, tuple(official(each.publication) for each in lines))
            for section, lines in groupby(entries, key=lambda each: each.section)
        ),
    )
