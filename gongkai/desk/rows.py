"""A case as a row of a list: days left, ribbon, stage, and the one next step for whoever looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai.applications import access, clockwork
from gongkai.applications.models import CHANNELS, Application
from gongkai.applications.ribbons import Ribbon, ribbon, said, weekday
from gongkai.bodies.actors import Actor
from gongkai.bodies.roles import WATCHING
from gongkai.core.applications import LIFE, STAGES, Clock
from gongkai.journal import actions as journal

# The one step that a list offers, in this order; the case page offers every other.
_FIRST = {
    "submitted": ("receive",),
    "received": ("register",),
    "offered": ("claim",),
    "awaiting_correction": ("correct",),
    "awaiting_payment": ("pay",),
    "in_review": ("approve",),
    "approved": ("reply",),
    "signed": ("deliver",),
}
_WAITS_FOR_A_COLLEAGUE = {"in_review", "approved", "offered"}
_PRESSING = {"receive", "register", "claim", "approve", "reply", "deliver", "lapse"}


@dataclass(frozen=True, slots=True)
class Step:
    """A link with a verb."""

    label: str
    address: str
    is_pressing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of a case."""

    case: Application
    ribbon: Ribbon | None
    due: str
    stage: str
    note: str
    channel: str
    step: Step


def rows(cases: Iterable[Application], *, by: Actor, on: date) -> list[Row]:
    """The rows of some cases, with one question to the journal."""
    listed = list(cases)
    lines = journal.entries_of(clockwork.KIND, [case.pk for case in listed])
    return [row(case, clockwork.of(lines[str(case.pk)]), by=by, on=on) for case in listed]


def row(case: Application, clock: Clock | None, *, by: Actor, on: date) -> Row:
    """One row."""
    return Row(
        case=case,
        ribbon=ribbon(clock, on) if clock else None,
        due=_due(clock),
        stage=STAGES[case.stage],
        note=note(case, on),
        channel=CHANNELS[case.channel],
        step=next_step(case, by=by, on=on),
    )


def _due(clock: Clock | None) -> str:
    if clock is None:
        return "确认收到后起算"
    if clock.ended_on:
        return f"{said(clock.ended_on)}答复"
    if clock.due_on is None:
        until = clock.waiting[0].due_on if clock.waiting else None
        return f"等到{said(until)}" if until else f"{said(clock.waiting[0].since)}起停表" if clock.waiting else ""
    return f"{said(clock.due_on)} {weekday(clock.due_on)}到期" + ("（暂定）" if clock.is_provisional else "")


def note(case: Application, on: date) -> str:
    """A few words behind the stage."""
    if case.offered_to:
        return f"转{case.offered_to.short}，等待认领"
    if case.waiting_for and case.is_open:
        if case.waiting_until and on > case.waiting_until:
            return f"{case.waiting_for}，{said(case.waiting_until)}已到期"
        until = f"，到{said(case.waiting_until)}" if case.waiting_until else ""
        return f"{case.waiting_for}{until}"
    return f"经办 {case.handler}" if case.handler else ""


def next_step(case: Application, *, by: Actor, on: date) -> Step:
    """What this person would do next; looking, where it is not theirs to do."""
    held = access.roles(by, case)
    wanted = _FIRST.get(case.stage, ())
    if case.stage in ("awaiting_correction", "awaiting_payment") and case.waiting_until and on > case.waiting_until:
        wanted = ("lapse",)
    allowed = {move.verb for role in held if role in LIFE.roles for move in LIFE.open_to(case.stage, role=role)}
    for verb in wanted:
        if verb in allowed:
            return Step(LIFE.move(verb).label, reverse("desk-deed", args=(case.pk, verb)), verb in _PRESSING)
    if case.stage == "handling" and "propose" in allowed:
        return _towards_the_reply(case, on)
    if case.stage in _WAITS_FOR_A_COLLEAGUE and case.due_on and on >= case.due_on and held - WATCHING:
        return Step("催办", reverse("desk-deed", args=(case.pk, "urge")), is_pressing=True)
    return Step("查看", reverse("desk-case", args=(case.pk,)))


def _towards_the_reply(case: Application, on: date) -> Step:
    is_late = case.due_on is not None and on >= case.due_on
    if not case.outcome:
        return Step("研判", reverse("desk-judge", args=(case.pk,)), is_late)
    return Step("写答复书", reverse("desk-letter", args=(case.pk,)), is_pressing=True)
