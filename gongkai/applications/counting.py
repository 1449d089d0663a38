"""What the annual report asks of the cases: groups of those that concern a year, and the cases behind one group.

A case belongs to the body that has it; a case that was handed on counts there, and over the district once.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, BooleanField, Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast

from gongkai.applications.clockwork import NO_REPLY
from gongkai.applications.models import Application, Fee
from gongkai.core.reports.tallying import Group
from gongkai.journal.models import Entry


def concerned(bodies: Iterable[int] | None, year: int) -> QuerySet[Application]:
    """The cases that have a place in table three of the year; of every body when `bodies` is None."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = Application.objects.filter(Q(counted_on__isnull=True) | Q(counted_on__gte=first), received_on__lte=last)
    return rows if bodies is None else rows.filter(body__in=list(bodies))


def groups(bodies: Iterable[int] | None, year: int) -> Iterator[tuple[int, Group]]:
    """How many cases of each sort, by body: one question to the database, whatever the number of bodies."""
    is_new = _flag(received_on__gte=date(year, 1, 1))
    is_ended = _flag(counted_on__isnull=False, counted_on__lte=date(year, 12, 31))
    rows = concerned(bodies, year).order_by().annotate(is_new=is_new, is_ended=is_ended)
    keys = ("body_id", "applicant_kind", "counted_as", "is_new", "is_ended")
    for body, kind, outcome, new, ended, many in rows.values_list(*keys).annotate(many=Count("pk")):
        yield body, Group(kind, outcome if ended else "", is_new=new, is_ended=ended, many=many)


def behind(bodies: Iterable[int] | None, year: int, group: Group | None = None, **only: Any) -> QuerySet[Application]:  # noqa: ANN401
    """The cases of one sort, or all that concern the year, by number."""
    rows = concerned(bodies, year).filter(**only).select_related("body")
    if group is not None:
        rows = rows.filter(**_of(group, year))
    return rows.order_by("body_id", "year", "serial")


def _of(group: Group, year: int) -> dict[str, Any]:
    wanted: dict[str, Any] = {"applicant_kind": group.kind}
    wanted["received_on__gte" if group.is_new else "received_on__lt"] = date(year, 1, 1)
    if group.is_ended:
        wanted |= {"counted_as": group.outcome, "counted_on__lte": date(year, 12, 31)}
    return wanted


def _flag(**condition: Any) -> Case:  # noqa: ANN401
    return Case(When(**condition, then=Value(True)), default=Value(False), output_field=BooleanField())  # noqa: FBT003


def lines(bodies: Iterable[int] | None, year: int) -> Iterator[tuple[int, str, Group]]:
    """Every case that concerns the year as a group of one: its row, its number, its sort. For what is frozen and proved."""
    rows = concerned(bodies, year).order_by("body_id", "year", "serial")
    last = date(year, 12, 31)
    keys = ("pk", "number", "applicant_kind", "received_on", "counted_on", "counted_as")
    for number, printed, kind, received_on, counted_on, counted_as in rows.values_list(*keys).iterator(2000):
        is_ended = counted_on is not None and counted_on <= last
        outcome = counted_as if is_ended else ""
        yield number, printed, Group(kind, outcome, is_new=received_on.year == year, is_ended=is_ended, many=1)


_CHANNELS = {
    "in_person": "in_person",
    "registered_post": "post",
    "ordinary_post": "post",
    "online": "online",
    "email": "email",
    "fax": "fax",
}
_FORMS = {
    "electronic": "electronic",
    "disc": "electronic",
    "paper": "paper",
    "read": "reading",
    "copy_by_hand": "reading",
}


_VERBS = {
    "asked.corrections": ("ask_to_correct",),
    "asked.third_parties": ("consult_third_party",),
    "asked.organs": ("consult_co_maker", "consult_organ"),
    "pace.extended": ("extend",),
}
_WORDS = {"applied": _CHANNELS, "delivered": _FORMS}
_KEYS = (*(f"{family}.{word}" for family, words in _WORDS.items() for word in words.values()), *_VERBS)


def facts(bodies: Iterable[int] | None, year: int) -> dict[str, int | None]:
    """What the texts of the report say of applications, by key of `core.reports.facts`; None where a clock is not known."""
    new = concerned(bodies, year).filter(received_on__year=year)
    ended = concerned(bodies, year).filter(counted_on__year=year).exclude(counted_as__in=NO_REPLY).order_by()
    given = ended.filter(counted_as__in=("granted", "partial"))
    rows = [_by(new, "applied", "channel"), _by(given, "delivered", "form_wanted"), *_asked(bodies, year)]
    found: dict[str, int | None] = dict.fromkeys(_KEYS, 0)
    for family, word, many in rows[0].union(*rows[1:], all=True):
        key = f"{family}.{_WORDS.get(family, {}).get(word, word)}"
        found[key] = (found[key] or 0) + many
    return found | _pace(ended) | _fees(bodies, year)


def _by(rows: QuerySet[Application], family: str, word: str) -> QuerySet[Application, tuple[str, str, int]]:
    """Family, word and how many, by the values of a field."""
    named = rows.order_by().annotate(family=Value(family), word=F(word))
    return named.values_list("family", "word").annotate(many=Count("pk"))


def _pace(ended: QuerySet[Application]) -> dict[str, int | None]:
    """Replies in time, and the working days that half and nine tenths of them took; None while a clock is not known."""
    known = list(ended.values_list("reply_days", "reply_is_late"))
    names = ("pace.in_time", "pace.late", "pace.median_days", "pace.ninety_days")
    if any(many is None for many, _ in known):
        return dict.fromkeys(names)
    days, late = sorted(many for many, _ in known if many is not None), sum(is_late is True for _, is_late in known)
    return dict(zip(names, (len(days) - late, late, _at(days, 50), _at(days, 90)), strict=True))


def _at(days: list[int], per_cent: int) -> int | None:
    """The smallest of the figures within which that share of all lies."""
    return days[max(0, -(-len(days) * per_cent // 100) - 1)] if days else None


def _asked(bodies: Iterable[int] | None, year: int) -> Iterator[QuerySet[Application, tuple[str, str, int]]]:
    """Cases in which something was asked for in the year, from the journal."""
    rows = concerned(bodies, year).order_by()
    for key, wanted in _VERBS.items():
        lines_of = Entry.objects.filter(about_kind="application", verb__in=wanted, on__year=year)
        numbers = lines_of.annotate(case=Cast("about_id", BigIntegerField())).order_by().values("case")
        family, word = key.split(".")
        named = rows.filter(pk__in=numbers).annotate(family=Value(family), word=Value(word))
        yield named.values_list("family", "word").annotate(many=Count("pk"))


def _fees(bodies: Iterable[int] | None, year: int) -> dict[str, int | None]:
    rows = Fee.objects.filter(paid_on__year=year)
    if bodies is not None:
        rows = rows.filter(application__body__in=list(bodies))
    counted = rows.aggregate(cases=Count("pk"), yuan=Sum("yuan"))
    return {"fees.information.cases": counted["cases"], "fees.information.charged": counted["yuan"] or 0}


def by_month(bodies: Iterable[int] | None, year: int) -> dict[str, list[int]]:
    """Received and ended in each month of the year."""
    found = {"received": [0] * 12, "ended": [0] * 12}
    rows = []
    for key, column in (("received", "received_on"), ("ended", "counted_on")):
        dated = concerned(bodies, year).filter(**{f"{column}__year": year}).order_by()
        named = dated.annotate(family=Value(key), month=F(f"{column}__month"))
        rows.append(named.values_list("family", "month").annotate(many=Count("pk")))
    for key, month, many in rows[0].union(rows[1], all=True):
        found[key][month - 1] = many
    return found
