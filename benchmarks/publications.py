"""A platform of many documents, made at once in a throw-away database: the load that the public pages are measured under."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db import connection
from django.utils import timezone

from benchmarks.documents_made import Maker
from gongkai import search
from gongkai.bodies.actors import SYSTEM
from gongkai.bodies.models import Body
from gongkai.core.documents import index_numbers
from gongkai.core.documents.text import Block, to_record
from gongkai.documents import actions
from gongkai.documents.models import Column, Document, Publication

_AT_ONCE = 5_000


def make(many: int, *, today: date) -> str:
    """`many` documents of sixty bodies in the statutory columns; the key of one in the middle."""
    actions.seed_columns(on=today)
    bodies = Body.objects.bulk_create(
        Body(slug=f"b{n}", name=f"青禾区第{n}局", short=f"{n}局", kind="department", mark=f"青{n}") for n in range(60)
    )
    columns = list(Column.objects.filter(holds="documents"))
    batch: list[search.Entry] = []
    for entry in Maker().entries(many):
        batch.append(entry)
        if len(batch) == _AT_ONCE:
            _put(batch, bodies, columns)
            batch = []
    _put(batch, bodies, columns)
    actions.recount()
    actions.keep_column(Column.objects.get(key="policies"), {"note": "一处说明"}, by=SYSTEM, on=today)
    return Publication.objects.get(document_id=many // 2).key


def _put(batch: list[search.Entry], bodies: list[Body], columns: list[Column]) -> None:
    Document.objects.bulk_create(_documents(batch, bodies, columns))
    Publication.objects.bulk_create(_publications(batch, bodies, columns))
    search.index(connection, batch)


def _documents(batch: list[search.Entry], bodies: list[Body], columns: list[Column]) -> Iterator[Document]:
    for entry in batch:
        yield Document(
            pk=entry.number, body=bodies[entry.number % 60], column=columns[entry.number % len(columns)],
            title=entry.title, stage="published", attribute="proactive", key=f"k{entry.number}", issuer=entry.issuer,
            index_number=_index(entry),
        )  # fmt: skip


def _publications(batch: list[search.Entry], bodies: list[Body], columns: list[Column]) -> Iterator[Publication]:
    for entry in batch:
        number = _index(entry)
        yield Publication(
            pk=entry.number, document_id=entry.number, key=number.replace("/", "-"), body=bodies[entry.number % 60],
            column=columns[entry.number % len(columns)], genre="document", index_number=number, title=entry.title,
            document_number=entry.document_number, kind=entry.kind, theme=entry.theme, issuer=entry.issuer,
            text=to_record(Block("paragraph", part) for part in entry.body.split("。")), formed_on=entry.published_on,
            published_on=entry.published_on, effective_from=entry.published_on, lapsed_on=entry.ends_on,
            published_at=timezone.make_aware(datetime.combine(entry.published_on, time(9))),
        )  # fmt: skip


def _index(entry: search.Entry) -> str:
    """Ten bodies' worth of serials: a year has no more than 99,999 of one code."""
    front = f"{entry.number // 90_000:08}"
    code = front + index_numbers.organisation_check(front)
    return f"{code}/{entry.published_on.year}-{entry.number % 90_000 + 1:05}"
