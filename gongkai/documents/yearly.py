"""What the texts of the annual report say of proactive disclosure, by key of `core.reports.facts`. Only reads."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value

from gongkai.bodies.models import Body
from gongkai.channels import CHANNELS
from gongkai.documents.counting import OUT
from gongkai.documents.models import (
    Account,
    Column,
    Document,
    Finding,
    Issue,
    Opinion,
    Placement,
    Publication,
    ReadingPlace,
)
from gongkai.documents.models.documents import FORMS
from gongkai.journal.models import Entry

Bodies = Iterable[int] | None


def facts(bodies: Bodies, year: int) -> dict[str, int | None]:
    """Every fact that the registers of documents, channels, columns and reviews know, in three questions."""
    of = _of(bodies)
    rows = [*_published(of, year), *_interpreted(of, year), *_reviewed(bodies, year), *_house(of, year)]
    found: dict[str, int | None] = dict.fromkeys(_keys(), 0)
    counted = rows[0].union(*rows[1:], all=True)
    return (
        found
        | {f"{family}.{word}": many for family, word, many in counted if f"{family}.{word}" in found}
        | _dated(of, year)
    )


def _keys() -> list[str]:
    """What is counted; where nothing is, it is a real zero."""
    reviewed = ("attributed.proactive", "attributed.on_application", "attributed.refused", "screened.secrecy")
    kept = ("screened.masked", "screened.reassessed", "screened.released", "gazette.issues", "interpreted.normative")
    house = ("platform.columns", "platform.accounts", "platform.reading_places")
    channels = [f"published.{key}" for key in CHANNELS]
    columns = [f"published.column.{key}" for key in _columns()]
    return [*channels, *columns, *(f"interpreted.{form}" for form in FORMS), *reviewed, *kept, *house]


Rows = QuerySet[Any, tuple[str, str, int]]


def _by(rows: QuerySet[Any], family: str, word: str | Case, many: str = "pk") -> Rows:
    """Family, word and how many: by the values of a field, or by cases."""
    named = rows.order_by().annotate(family=Value(family), word=F(word) if isinstance(word, str) else word)
    counted: Rows = named.values_list("family", "word").annotate(many=Count(many, distinct=many != "pk"))
    return counted


def _all(rows: QuerySet[Any], family: str, word: str, many: str = "pk") -> Rows:
    """The same for all rows under one word."""
    return _by(rows, family, Case(default=Value(word), output_field=CharField()), many)


def _of(bodies: Bodies, name: str = "body") -> Q:
    return Q() if bodies is None else Q(**{f"{name}__in": list(bodies)})


def _dated(of: Q, year: int) -> dict[str, int | None]:
    new, due = Q(published_on__year=year), "document__due_on"
    counted = Publication.objects.filter(of).aggregate(
        total=Count("pk", filter=new),
        in_time=Count("pk", filter=new & Q(published_on__lte=F(due))),
        late=Count("pk", filter=new & Q(published_on__gt=F(due))),
        revised=Count("pk", filter=Q(revised_on__year=year)),
        withdrawn=Count("pk", filter=Q(withdrawn_on__year=year)),
    )
    return {f"published.{key}": many for key, many in counted.items()}


def _published(of: Q, year: int) -> Iterator[Rows]:
    placed = Placement.objects.filter(posted_at__year=year, state__in=(OUT, "taken_down", "failed"))
    yield _by(placed.filter(publication__in=Publication.objects.filter(of)), "published", "channel", "publication")
    yield _by(Publication.objects.filter(of, published_on__year=year), "published.column", "column__key")


def _columns() -> list[str]:
    return list(Column.objects.filter(is_statutory=True).values_list("key", flat=True))


def _interpreted(of: Q, year: int) -> Iterator[Rows]:
    yield _by(Publication.objects.filter(of, genre="interpretation", published_on__year=year), "interpreted", "form")
    made = Publication.objects.filter(of, is_normative=True, document__is_led_here=True)
    made = made.filter(Q(formed_on__year=year) | Q(formed_on__isnull=True, published_on__year=year))
    explained = Publication.objects.filter(pk__in=made.filter(interpretations__published_on__isnull=False).values("pk"))
    yield _all(explained, "interpreted", "normative")


def _reviewed(bodies: Bodies, year: int) -> Iterator[Rows]:
    of = _of(bodies, "document__body")
    documents = Document.objects.filter(_of(bodies)).exclude(stage="discarded").order_by()
    formed = documents.filter(Q(formed_on__year=year) | Q(formed_on__isnull=True, publication__published_on__year=year))
    yield _by(formed, "attributed", "attribute")
    journal = Entry.objects.filter(about_kind="document", on__year=year)
    if bodies is not None:
        journal = journal.filter(unit__in=Body.objects.filter(pk__in=list(bodies)).order_by().values("slug"))
    yield _all(journal.filter(verb="reassess"), "screened", "reassessed")
    yield _all(journal.filter(verb="open_up"), "screened", "released")
    yield _all(Opinion.objects.filter(of, on__year=year), "screened", "secrecy")
    masked = Finding.objects.filter(of, state="masked", document__publication__published_on__year=year)
    yield _all(masked, "screened", "masked")


def _house(of: Q, year: int) -> Iterator[Rows]:
    last = date(year, 12, 31)
    open_then = Q(closed_on__isnull=True) | Q(closed_on__gt=last)
    accounts = Account.objects.filter(of, open_then, opened_on__lte=last).exclude(status="closed")
    yield _all(Issue.objects.filter(of, published_on__year=year), "gazette", "issues")
    yield _all(Column.objects.filter(open_then, opened_on__lte=last), "platform", "columns")
    yield _all(accounts, "platform", "accounts")
    yield _all(ReadingPlace.objects.filter(of), "platform", "reading_places")
