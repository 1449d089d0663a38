"""The one question behind everything public: which publications are shown. Every other module of this package starts here."""

from datetime import date

from django.db.models import QuerySet

from gongkai.core.documents import validity
from gongkai.documents.models import Publication
from gongkai.documents.public.values import Row
from gongkai.journal import actions as journal


def shown() -> QuerySet[Publication]:
    """What is published and not taken down."""
    return Publication.objects.filter(withdrawn_on__isnull=True)


def listed() -> QuerySet[Publication]:
    """The same for lists: without the texts."""
    return shown().select_related("column", "body").defer("text")


def row(found: Publication, *, on: date) -> Row:
    """As a plain value, with its validity on day `on`."""
    state = validity.validity(found.dates, on=on)
    ends = validity.ends_on(found.dates)
    return Row(
        key=found.key,
        index_number=found.index_number,
        title=found.title,
        document_number=found.document_number,
        genre=found.genre,
        form=found.get_form_display(),
        kind=found.kind,
        theme=found.theme,
        column=found.column.key,
        column_label=found.column.label,
        body=found.body.slug,
        issuer=found.issuer,
        summary=found.summary,
        keywords=found.keywords,
        formed_on=found.formed_on,
        published_at=found.published_at,
        published_on=found.published_on,
        effective_from=found.effective_from,
        expires_on=found.expires_on,
        ended_on=ends if ends and ends <= on else None,
        revised_on=found.revised_on,
        is_normative=found.is_normative,
        filing_number=found.filing_number,
        validity=state,
        validity_label=validity.label(state),
    )


def state() -> int | None:
    """The number of the present state of everything: the same number, the same pages; None where there is none yet."""
    return journal.pulse()
