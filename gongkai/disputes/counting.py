"""What the annual report asks of the disputes: groups for table four, and the cases behind one of its figures."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from gongkai.core.disputes import KINDS, results
from gongkai.core.reports.tallying import Contest
from gongkai.disputes.models import Dispute

PENDING = "pending"


def concerned(bodies: Iterable[int] | None, year: int, counted: str) -> QuerySet[Dispute]:
    """The cases of the year; `counted` is the district's choice (`core.reports.tallying.DISPUTES_COUNTED`)."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = Dispute.objects.filter(served_on__lte=last)
    if counted == "filed":
        rows = rows.filter(served_on__gte=first)
    else:
        rows = rows.filter(Q(decided_on__isnull=True) | Q(decided_on__gte=first))
    return rows if bodies is None else rows.filter(application__body__in=list(bodies))


def groups(bodies: Iterable[int] | None, year: int, counted: str) -> Iterator[tuple[int, Contest]]:
    """How many cases of each sort, by body."""
    last = date(year, 12, 31)
    rows = concerned(bodies, year, counted).order_by()
    found = Case(When(_pending(last), then=Value("")), default=F("result"))
    counts = rows.annotate(found=found).values_list("application__body_id", "kind", "found").annotate(many=Count("pk"))
    for body, kind, key, many in counts:
        yield body, Contest(kind, column(kind, key) if key else PENDING, many)


def column(kind: str, found: str) -> str:
    """The column of table four of a result."""
    return next(each.column for each in results(kind) if each.key == found)


def behind(
    bodies: Iterable[int] | None, year: int, counted: str, *, kind: str = "", place: str = ""
) -> QuerySet[Dispute]:
    """The cases behind a figure: of one kind, of one column; all of them when neither is named."""
    last = date(year, 12, 31)
    rows = concerned(bodies, year, counted).select_related("application__body")
    if kind:
        rows = rows.filter(kind=kind)
    if place == PENDING:
        rows = rows.filter(_pending(last))
    elif place:
        keys = [(each, found.key) for each in KINDS for found in results(each) if found.column == place]
        of = Q(pk__in=())
        for each, key in keys:
            of |= Q(kind=each, result=key)
        rows = rows.filter(of, decided_on__lte=last)
    return rows.order_by("application__body_id", "served_on", "pk")


def _pending(last: date) -> Q:
    return Q(decided_on__isnull=True) | Q(decided_on__gt=last)


def facts(bodies: Iterable[int] | None, year: int) -> dict[str, int | None]:
    """What the texts of the report say of disputes beside table four, by key of `core.reports.facts`."""
    rows = Dispute.objects.filter(answered_on__year=year, answered_on__lte=F("answer_due_on"))
    if bodies is not None:
        rows = rows.filter(application__body__in=list(bodies))
    return {"disputes.answered_in_time": rows.count()}
