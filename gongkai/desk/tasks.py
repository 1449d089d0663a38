"""What a person has to do today, in groups: each a question to the database, each item a link with its verb."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from gongkai.applications import access
from gongkai.applications.models import Application
from gongkai.applications.ribbons import SOON, said, tone_of, weekday
from gongkai.bodies.actors import Actor
from gongkai.core import law, workdays
from gongkai.desk import listing
from gongkai.disputes import access as disputes
from gongkai.disputes.models import Dispute

MOST = 30  # of one group; the register has the rest


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
    where: Q
    verb: str  # the errand that it leads to; "" for the case page


def _sorts(on: date) -> tuple[_Sort, ...]:
    clerk, everybody = frozenset({"clerk"}), frozenset({"clerk", "handler", "office"})
    working = Q(stage__in=("handling", "in_review", "approved", "signed", "received"))
    soon = workdays.add(on, SOON).on
    runs = ~listing.is_stopped(on)
    return (
        _Sort("已超期", everybody, working & runs & Q(due_on__lt=on), ""),
        _Sort("今天到期", everybody, working & runs & Q(due_on=on), ""),
        _Sort("待签发", frozenset({"signer"}), Q(stage="approved"), "reply"),
        _Sort("待审核", frozenset({"reviewer"}), Q(stage="in_review"), "approve"),
        _Sort("待认领", clerk, Q(stage="offered"), "claim"),
        _Sort("待确认收到", clerk, Q(stage="submitted"), "receive"),
        _Sort("待登记", clerk, Q(stage="received"), "register"),
        _Sort("待送达", clerk, Q(stage="signed"), "deliver"),
        _Sort("补正、缴费、征求意见期满", clerk, Q(waiting_until__lt=on), ""),
        _Sort("3个工作日内到期", everybody, working & runs & Q(due_on__gt=on, due_on__lte=soon), ""),
    )


def tasks(by: Actor, *, on: date) -> list[Group]:
    """The groups that have anything in them; a case stands in the first that fits."""
    found, seen = [], set[int]()
    mine = access.visible(by) if by.sees_all else access.of_own_bodies(by)
    base = mine.defer("content").select_related("body", "offered_to")
    for sort in _sorts(on):
        bodies = [body for body, held in by.roles_by_body.items() if held & sort.roles]
        whole = bool(by.everywhere & sort.roles)
        if not bodies and not whole:
            continue
        cases = [case for case in _of(base, bodies, sort.where, whole=whole) if case.pk not in seen]
        seen |= {case.pk for case in cases}
        if cases:
            found.append(Group(sort.label, tuple(_task(case, sort.verb, on) for case in cases)))
    return [*found, *_others(by, on)]


def _of(base: QuerySet[Application], bodies: list[int], where: Q, *, whole: bool) -> QuerySet[Application]:
    mine = Q() if whole else Q(body__in=bodies, offered_to__isnull=True) | Q(offered_to__in=bodies)
    return base.filter(where & mine, closed_on__isnull=True).order_by("due_on", "pk")[:MOST]


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
    """Extensions to approve, answers in disputes, complaints."""
    for label, items in (
        ("待批延期", _extensions(by, on)),
        ("复议诉讼", _disputes(by, on)),
        ("投诉、建议和记录更正", _feedback(by, on)),
    ):
        if items:
            yield Group(label, tuple(items))


def _extensions(by: Actor, on: date) -> list[Task]:
    bodies = [body for body, held in by.roles_by_body.items() if "head" in held]
    if not bodies:
        return []
    asked = access.visible(by).filter(
        body__in=bodies, stage__in=("handling", "in_review", "approved"), wants_extension=True
    )
    return [_task(case, "extend", on) for case in asked.order_by("due_on")[:MOST]]


def _disputes(by: Actor, on: date) -> list[Task]:
    if not by.has("clerk") and not by.has("reviewer") and not by.sees_all:
        return []
    open_: Callable[[Dispute], Task] = lambda case: Task(  # noqa: E731
        f"{case.number} 提交答复（答辩）和证据",
        f"{case.organ}　{case.application.number}",
        reverse("desk-dispute", args=(case.pk,)),
        *_tag(case.answer_due_on, on),
    )
    rows = disputes.visible(by).select_related("application").filter(stage="filed").order_by("answer_due_on")
    return [open_(case) for case in rows[:MOST]]


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
