"""S4, everything that the page of one case shows, gathered with few questions to the database."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Prefetch
from django.urls import reverse

from gongkai.applications import access, clockwork, letters
from gongkai.applications.models import Application, Delivery, Letter
from gongkai.applications.ribbons import Ribbon, ribbon
from gongkai.applications.sentences import sentence
from gongkai.bodies.actors import Actor
from gongkai.core import law
from gongkai.core.applications import LIFE, Clock, Event
from gongkai.core.applications import clock as clock_of
from gongkai.desk import rows
from gongkai.desk.errands import ERRANDS
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry

# How the verbs are laid out on the page.
_GROUPS = (
    ("登记和分派", ("receive", "register", "claim", "decline", "transfer", "split")),
    ("查明情况", ("search", "ask_to_correct", "correct", "ask_for_reasons", "give_reasons")),
    ("征求意见", ("consult_third_party", "consult_co_maker", "consult_organ", "answer_consultation")),
    ("期限和收费", ("ask_to_extend", "extend", "delay", "charge", "pay")),
    ("审核和答复", ("propose", "comment", "return", "approve", "reply", "deliver")),
    ("其他", ("lapse", "withdraw", "reopen")),
)
_PEOPLE_VERBS = ("look_at_people", "open_file")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list of tasks: what a reply needs, and how far it is."""

    label: str
    state: str  # done, open, none, later
    says: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """The working days written out."""

    steps: tuple[tuple[date, str, str], ...]
    summary: str
    flaws: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """The page."""

    case: Application
    row: rows.Row
    clock: Clock | None
    account: Account | None
    groups: list[tuple[str, list[rows.Step]]]
    tasks: list[Item]
    timeline: list[tuple[date, list[str]]]
    letters: list[Letter]
    done: frozenset[str]
    outcome: law.Outcome | None


def load(by: Actor, number: int) -> Application:
    """The case with all that hangs on it."""
    found = access.visible(by).select_related(
        "body", "received_by", "offered_to", "handler", "fee", "same_as", "split_from"
    )
    hanging = ("matters", "consultations", "look_ups", "attachments", "disputes", "letters")
    deliveries = Prefetch("deliveries", Delivery.objects.select_related("letter"))
    one = found.prefetch_related(*hanging, deliveries).filter(pk=number).first()
    if one is None:
        raise access.Absent
    return one


def page(case: Application, *, by: Actor, on: date) -> CasePage:
    """The page of a case for one who may see it."""
    lines = journal.entries(clockwork.KIND, case.pk)
    clock = clockwork.of(lines)
    done = frozenset(line.verb for line in lines)
    outcome = law.outcome(case.outcome, on=case.received_on or on) if case.outcome else None
    return CasePage(
        case=case,
        row=rows.row(case, clock, by=by, on=on),
        clock=clock,
        account=_account(clock) if clock else None,
        groups=_groups(case, by, lines),
        tasks=_tasks(case, done),
        timeline=_timeline(lines),
        letters=_newest(case),
        done=done,
        outcome=outcome,
    )


def _account(clock: Clock) -> Account:
    return Account(
        tuple((step.on, step.says, step.article) for step in clock.steps),
        clock.summary,
        tuple((flaw.says, flaw.article) for flaw in clock.flaws),
    )


def _groups(case: Application, by: Actor, lines: list[Entry]) -> list[tuple[str, list[rows.Step]]]:
    """What this person may do now, drawn from the life."""
    held = access.roles(by, case)
    this_round: set[str] = set()
    for line in journal.in_effect(lines):
        this_round = set() if line.verb == "reopen" else this_round | {line.verb}
    allowed = {
        move.verb: move.label
        for role in held
        if role in LIFE.roles
        for move in LIFE.open_to(case.stage, role=role, done=this_round)
    }
    if "give_reasons" in allowed and "ask_for_reasons" not in this_round:
        del allowed["give_reasons"]
    if "answer_consultation" in allowed and not any(not each.answer for each in case.consultations.all()):
        del allowed["answer_consultation"]
    found = []
    for label, verbs in _GROUPS:
        steps = [rows.Step(allowed[verb], _address(case, verb)) for verb in verbs if verb in allowed]
        if steps:
            found.append((label, steps))
    return found


def _address(case: Application, verb: str) -> str:
    if verb in ("propose", "approve", "return", "comment", "reply"):
        return reverse("desk-letter", args=(case.pk,))
    assert verb in ERRANDS
    return reverse("desk-deed", args=(case.pk, verb))


def _tasks(case: Application, done: frozenset[str]) -> list[Item]:
    """The way to the reply as a list: 未开始, 已打开, 完成, 不适用."""
    matters = list(case.matters.all())
    decided = [matter for matter in matters if matter.outcome]
    asked = list(case.consultations.all())
    open_asked = [each for each in asked if not each.answer]
    reply = next((each for each in reversed(_newest(case)) if each.key == letters.REPLY), None)
    judge = reverse("desk-judge", args=(case.pk,))
    return [
        Item("登记", "done" if "register" in done else "open", case.handler.name if case.handler else ""),
        Item(
            "检索",
            "done" if case.look_ups.all() else "later",
            f"{len(case.look_ups.all())} 处" if case.look_ups.all() else "还没有检索记录",
        ),
        Item(
            "征求意见",
            "none" if not asked else "open" if open_asked else "done",
            "没有需要" if not asked else f"{len(asked)} 份，{len(open_asked)} 份未答复",
        ),
        Item(
            "研判和拟定答复",
            "done" if decided and len(decided) == len(matters) else "open" if decided else "later",
            f"{len(decided)}/{len(matters)} 项",
            judge,
        ),
        Item(
            "答复书",
            "later" if reply is None else "done" if reply.state == "signed" else "open",
            "未起草" if reply is None else f"第{reply.version}稿，{reply.get_state_display()}",
            reverse("desk-letter", args=(case.pk,)),
        ),
        Item("送达", "done" if case.deliveries.all() else "later", _delivered(case)),
    ]


def _delivered(case: Application) -> str:
    sent = list(case.deliveries.all())
    if not sent:
        return "未送达"
    last = sent[-1]
    return f"{last.delivered_on} 送达" if last.delivered_on else f"{last.sent_on} 发出，等待送达日期"


def _timeline(lines: list[Entry]) -> list[tuple[date, list[str]]]:
    """What happened, the newest day first; who looked at what is in the full history only."""
    shown = [line for line in lines if line.verb not in _PEOPLE_VERBS]
    shown.sort(key=lambda line: (line.on, line.pk), reverse=True)
    return [
        (day, [sentence(line, with_day=False) for line in group])
        for day, group in groupby(shown, key=lambda line: line.on)
    ]


def _newest(case: Application) -> list[Letter]:
    """The newest version of each letter."""
    found: dict[tuple[str, int, int | None], Letter] = {}
    for letter in case.letters.all():
        found[letter.key, letter.round, letter.consultation_id] = letter
    return list(found.values())


def after(lines: list[Entry], event: Event, on: date) -> Ribbon | None:
    """The clock as it would be after one more event: what a page shows before the deed is done."""
    events = clockwork.events(lines)
    if not any(each.verb == "receive" for each in events):
        return None
    return ribbon(clock_of([*events, event]), on)
