"""What a person has to do today, in groups: each a question to the database, each item a link with its verb."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import F, Q
from django.urls import reverse

from gongkai.applications import access
from gongkai.applications.models import Application
from gongkai.applications.ribbons import SOON, said, tone_of, weekday
from gongkai.bodies.actors import Actor
from gongkai.bodies.roles import DISTRICT
from gongkai.core import law, workdays
from gongkai.disputes import access as disputes
from gongkai.disputes.models import Dispute

MOST = 30  # of one group; the register has the rest
MOST_CASES = 400


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do."""

    title: str
    note: str
    address: str
    tag: str
    tone: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one sort."""

    label: str
    items: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class _Sort:
    label: str
    roles: frozenset[str]
    fits: Callable[[Application], bool]
    verb: str  # the errand that it leads to; "" for the case page


def _sorts(on: date) -> tuple[_Sort, ...]:
    clerk, everybody = frozenset({"clerk"}), frozenset({"clerk", "handler", "office"})
    soon = workdays.add(on, SOON).on

    def runs(case: Application) -> bool:
        is_stopped = case.stopped_on and (case.waiting_until is None or case.waiting_until >= on)
        return case.due_on is not None and not is_stopped

    def at(stage: str) -> Callable[[Application], bool]:
        return lambda case: case.stage == stage

    return (
        _Sort("已超期", everybody, lambda case: runs(case) and _due(case) < on, ""),
        _Sort("今天到期", everybody, lambda case: runs(case) and case.due_on == on, ""),
        _Sort("待签发", frozenset({"signer"}), at("approved"), "reply"),
        _Sort("待审核", frozenset({"reviewer"}), at("in_review"), "approve"),
        _Sort("待批延期", frozenset({"head"}), lambda case: case.wants_extension, "extend"),
        _Sort("待认领", clerk, at("offered"), "claim"),
        _Sort("待确认收到", clerk, at("submitted"), "receive"),
        _Sort("待登记", clerk, at("received"), "register"),
        _Sort("待送达", clerk, at("signed"), "deliver"),
        _Sort("补正、缴费、征求意见期满", clerk, lambda case: bool(case.waiting_until and case.waiting_until < on), ""),
        _Sort(f"{SOON}个工作日内到期", everybody, lambda case: runs(case) and on < _due(case) <= soon, ""),
    )


def _due(case: Application) -> date:
    assert case.due_on is not None
    return case.due_on


def tasks(by: Actor, *, on: date) -> list[Group]:
    """The groups that have anything in them; a case stands in the first that fits."""
    cases = _cases(by, on)
    found: dict[str, list[Task]] = {}
    for case in cases:
        for sort in _sorts_of(case, by, on):
            if sort.fits(case):
                found.setdefault(sort.label, []).append(_task(case, sort.verb, on))
                break
    groups = [Group(sort.label, tuple(found[sort.label][:MOST])) for sort in _sorts(on) if sort.label in found]
    return [*groups, *_others(by, on)]


def _cases(by: Actor, on: date) -> list[Application]:
    """Open cases that may be something to do: all of the own bodies; of the district those that are due."""
    soon = workdays.add(on, SOON).on
    own = Q(body__in=by.body_ids) | Q(offered_to__in=by.body_ids)
    due = Q(due_on__lte=soon) if by.everywhere & DISTRICT else Q(pk__in=())
    rows = access.visible(by).filter(own | due, closed_on__isnull=True)
    ordered = rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    return list(ordered.defer("content", "code_hash", "key").select_related("offered_to")[:MOST_CASES])


def _sorts_of(case: Application, by: Actor, on: date) -> Iterator[_Sort]:
    """The sorts that concern somebody with the roles that this person has for the case."""
    held = access.roles(by, case)
    return (sort for sort in _all_sorts(on) if sort.roles & held)


@lru_cache(maxsize=8)
def _all_sorts(on: date) -> tuple[_Sort, ...]:
    return _sorts(on)


def _task(case: Application, verb: str, on: date) -> Task:
    address = reverse("desk-deed", args=(case.pk, verb)) if verb else reverse("desk-case", args=(case.pk,))
    return Task(case.subject, f"{case.number}　{case.shown_name}", address, *_tag(case.due_on, on))


def _tag(due: date | None, on: date) -> tuple[str, str]:
    if due is None:
        return "", ""
    left = workdays.between(on, due)
    if due < on:
        return f"超期{-left}天", "r"
    return ("今天" if due == on else f"{said(due)}{weekday(due)}"), tone_of(left)


def _others(by: Actor, on: date) -> Iterable[Group]:
    """Answers in disputes, complaints."""
    for label, items in (
        ("复议诉讼", _disputes(by, on)),
        ("投诉、建议和记录更正", _feedback(by, on)),
    ):
        if items:
            yield Group(label, tuple(items))


def _disputes(by: Actor, on: date) -> list[Task]:
    if not by.has("clerk") and not by.has("reviewer") and not by.sees_all:
        return []
    rows = disputes.visible(by).select_related("application").filter(stage="filed").order_by("answer_due_on")
    return [_answer_to(case, on) for case in rows[:MOST]]


def _answer_to(case: Dispute, on: date) -> Task:
    return Task(
        f"{case.number} 提交答复（答辩）和证据",
        f"{case.organ}　{case.application.number}",
        reverse("desk-dispute", args=(case.pk,)),
        *_tag(case.answer_due_on, on),
    )


def _feedback(by: Actor, on: date) -> list[Task]:
    rows = access.feedback(by).filter(answered_on__isnull=True).order_by("received_on")
    return [
        Task(
            row.get_kind_display(),
            f"{row.number}　{said(row.received_on)}收到",
            reverse("desk-feedback", args=(row.pk,)),
            *_tag(row.answer_by, on),
        )
        for row in rows[:MOST]
    ]


def statutory(on: date) -> list[tuple[date, str, str]]:
    """What the law wants of every body in the next weeks: the day, what, the article."""
    found = []
    for year in (on.year, on.year + 1):
        for kind in ("department", "government"):
            rule = law.report_day(kind, on=on)
            found.append(
                (date(year, rule.month, rule.day), f"{rule.label}公布上一年度政府信息公开工作年度报告", rule.article)
            )
        found.append((date(year, 12, 31), "年度报告统计期限截止", "政府信息公开条例（2019）第五十条"))
    # A quarter ahead: the reports are prepared long before they are due.
    return sorted(each for each in found if 0 <= (each[0] - on).days <= 92)
