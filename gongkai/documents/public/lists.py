"""Lists of what is published: columns with their counts, documents by filter, and everything in turn for feeds and exports."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from gongkai.documents.models import Column, Publication
from gongkai.documents.public.shown import listed, row
from gongkai.documents.public.values import ColumnNode, Listed, Row, Wanted

ON_A_PAGE = 20
MOST_COUNTED = 10_000  # beyond that a list says "more than"
_AT_ONCE = 500


def columns(*, kind: str = "") -> tuple[ColumnNode, ...]:
    """The columns of the platform as a tree, in the order of 国办公开办函〔2019〕61号; topics are apart."""
    rows = list(Column.objects.filter(closed_on__isnull=True).exclude(holds="topic"))
    fitting = [each for each in rows if not kind or not each.kinds or kind in each.kinds]
    return tuple(_node(each, fitting) for each in fitting if each.above_id is None)


def topics() -> tuple[ColumnNode, ...]:
    """The special topics (专题专栏)."""
    rows = Column.objects.filter(closed_on__isnull=True, holds="topic")
    in_it = Count("topic_publications", filter=Q(topic_publications__withdrawn_on__isnull=True))
    return tuple(_topic(each, each.many) for each in rows.annotate(many=in_it))


def _topic(found: Column, many: int) -> ColumnNode:
    """A document stands in a column of its own; in a topic it only stands as well, and is counted there when asked."""
    return ColumnNode(found.key, found.label, found.holds, found.article, found.note, many)


def many() -> int:
    """How many documents are shown, as their columns have counted them."""
    return int(Column.objects.aggregate(many=Sum("published", default=0))["many"])


def column(key: str) -> ColumnNode | None:
    """One column, with those under it."""
    found = Column.objects.filter(key=key, closed_on__isnull=True).select_related("above").first()
    if found is None:
        return None
    if found.holds == "topic":
        return _topic(found, found.topic_publications.filter(withdrawn_on__isnull=True).count())
    return _node(found, list(Column.objects.filter(above=found, closed_on__isnull=True)))


def _node(found: Column, rows: list[Column]) -> ColumnNode:
    below = tuple(_node(each, rows) for each in rows if each.above_id == found.pk)
    above = next((each.key for each in rows if each.pk == found.above_id), "")
    many = found.published + sum(each.published for each in below)
    return ColumnNode(found.key, found.label, found.holds, found.article, found.note, many, above, below)


def documents(wanted: Wanted, *, on: date, page: int = 1, on_a_page: int = ON_A_PAGE) -> Listed:
    """One page of the documents that fit, the newest first."""
    found = fitting(wanted, on)
    many = _many(wanted, found)
    is_more = many > MOST_COUNTED
    many = min(many, MOST_COUNTED)
    pages = max(1, -(-many // on_a_page))
    page = min(max(1, page), pages)
    first = (page - 1) * on_a_page
    rows = tuple(row(each, on=on) for each in found[first : first + on_a_page])
    return Listed(rows, page, pages, many, is_more)


def every(wanted: Wanted, *, on: date, skip: int = 0) -> Iterator[Row]:
    """Every document that fits but the first `skip`, the oldest first, for exports, site maps and harvesters."""
    found = fitting(wanted, on).order_by("pk")
    before = found.values_list("pk", flat=True)[skip - 1 : skip].first() if skip else 0
    if before is None:
        return
    last = before
    while True:
        batch = list(found.filter(pk__gt=last)[:_AT_ONCE])
        if not batch:
            return
        yield from (row(each, on=on) for each in batch)
        last = batch[-1].pk


def latest(wanted: Wanted, *, on: date, most: int) -> tuple[Row, ...]:
    """The newest that fit, without counting."""
    return tuple(row(each, on=on) for each in fitting(wanted, on)[:most])


def _many(wanted: Wanted, found: QuerySet[Publication]) -> int:
    """A column by itself knows its number; everything else is counted, up to the limit."""
    if wanted == Wanted(column=wanted.column) and wanted.column:
        own = Column.objects.filter(key=wanted.column).values_list("published", flat=True).first()
        below = Column.objects.filter(above__key=wanted.column).values_list("published", flat=True)
        return (own or 0) + sum(below)
    return found.order_by()[: MOST_COUNTED + 1].count()


def fitting(wanted: Wanted, on: date) -> QuerySet[Publication]:
    """The rows that fit, the newest first; for this package only."""
    found = listed()
    if wanted.column:
        inside = list(
            Column.objects.filter(Q(key=wanted.column) | Q(above__key=wanted.column)).values_list("pk", flat=True)
        )
        found = found.filter(column_id=inside[0]) if len(inside) == 1 else found.filter(column_id__in=inside)
    if wanted.topic:
        found = found.filter(topics__key=wanted.topic)
    if wanted.body:
        found = found.filter(body__slug=wanted.body)
    plain = {"genre": wanted.genre, "kind": wanted.kind, "is_normative": wanted.is_normative}
    found = found.filter(**{key: value for key, value in plain.items() if value not in {"", None}})
    if wanted.theme:
        found = found.filter(theme__startswith=wanted.theme)
    if wanted.year:
        found = _of_year(found, wanted.year)
    return _by_validity(found, wanted.validity, on)


def _of_year(found: QuerySet[Publication], year: int) -> QuerySet[Publication]:
    """By the day; the moment, with a day to spare, leads every index of a list to the place."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    since, until = (timezone.make_aware(datetime.combine(day, time())) for day in (first, last + timedelta(1)))
    near = found.filter(published_at__gte=since - timedelta(1), published_at__lt=until + timedelta(1))
    return near.filter(published_on__gte=first, published_on__lte=last)


def _by_validity(found: QuerySet[Publication], wanted: str, on: date) -> QuerySet[Publication]:
    over = Q(repealed_on__lte=on) | Q(lapsed_on__lte=on) | Q(expires_on__lt=on)
    if wanted == "ended":
        return found.filter(over)
    if wanted == "in_force":
        return found.exclude(over).exclude(effective_from__gt=on)
    return found
