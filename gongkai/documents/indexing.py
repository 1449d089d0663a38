"""The search index follows what is published: written in the transaction of the deed itself."""

from collections.abc import Iterator

from django.db import connection

from gongkai import search
from gongkai.core.documents import text, validity
from gongkai.documents.models import Publication

_NORMATIVE, _PLAIN = 1.5, 1.0  # normative documents stand before others that fit as well
_AT_ONCE = 500


def put(found: Publication) -> None:
    """What is published, or has changed, is found at the next search."""
    search.index(connection, [entry(found)])


def take_out(found: Publication) -> None:
    """What was taken down is no longer found at the next search."""
    search.remove(connection, found.genre, [found.pk])


def rebuild() -> int:
    """The whole index anew, while the old one goes on serving; how many documents it has."""
    return search.rebuild(connection, entries())


def entries() -> Iterator[search.Entry]:
    """Everything that is shown, as the index wants it."""
    rows = Publication.objects.filter(withdrawn_on__isnull=True).select_related("column", "document").order_by("pk")
    for found in rows.iterator(chunk_size=_AT_ONCE):
        yield entry(found)


def entry(found: Publication) -> search.Entry:
    """One document as the index wants it."""
    attached = found.document.files.filter(is_withdrawn=False).exclude(purpose="original")
    return search.Entry(
        number=found.pk,
        area=found.genre,
        title=found.title,
        document_number=" ".join(filter(None, (found.document_number, found.filing_number, found.index_number))),
        keywords=f"{found.keywords} {found.summary}".strip(),
        body=text.plain(text.from_record(found.text)),
        attachments="\n".join(f"{each.name}\n{each.plain}" for each in attached),
        issuer=found.issuer,
        kind=found.kind,
        theme=found.theme.split("\\")[0],
        column=found.column.key,
        year=found.published_on.year,
        published_on=found.published_on,
        starts_on=found.effective_from,
        ends_on=validity.ends_on(found.dates),
        weight=_NORMATIVE if found.is_normative else _PLAIN,
    )
