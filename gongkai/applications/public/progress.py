"""The progress page as a value: the day of the reply first, then what is asked now, what happened, and what was asked for."""

import re
from dataclasses import dataclass
from datetime import date

from gongkai.applications import clockwork, people, ribbons
from gongkai.applications.models import DELIVERIES, FORMS, Applicant, Application, Fee
from gongkai.applications.public import served
from gongkai.applications.public.offices import Office, office
from gongkai.applications.public.served import Paper
from gongkai.applications.public.steps import NOW, TO_COME, Step, said, steps
from gongkai.applications.ribbons import Ribbon
from gongkai.core import law
from gongkai.core.applications import LIFE, Clock
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry

_MINE = ("correct", "give_reasons", "withdraw")
_WORK = ("received", "offered", "handling", "in_review", "approved")
_GIVEN_UP = ("abandoned_no_correction", "abandoned_no_payment")
_NOW = {
    "submitted": ("等待确认收到", "受理单位会按您留的联系方式与您确认，确认之日就是收到申请之日。"),
    "received": ("正在登记", ""),
    "offered": ("正在核实由哪个单位负责", ""),
    "handling": ("正在办理", ""),
    "awaiting_correction": ("等您补正", ""),
    "awaiting_payment": ("等您缴费", ""),
    "in_review": ("答复书正在审核", ""),
    "approved": ("答复书等待签发", ""),
    "signed": ("正在送达", "答复已经作出。"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the applicant now, and by when."""

    verb: str  # correct, pay, give_reasons
    title: str
    says: str
    until: str
    button: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """All that the applicant's own page shows, with name, telephone and address masked."""

    number: str
    headline: str
    lead: str  # while no day is due
    due_on: date | None
    due: str
    left: int | None
    late: int | None  # working days over the last day
    is_provisional: bool
    is_open: bool
    ribbon: Ribbon | None
    steps: tuple[Step, ...]
    asked: Asked | None
    matters: tuple[str, ...]
    applicant: str
    phone: str
    form: str
    way: str
    form_key: str
    way_key: str
    papers: tuple[Paper, ...]
    may: frozenset[str]
    office: Office
    branches: tuple[str, ...]  # the numbers of cases that were split from it
    remedy: str  # what may be done against the reply, once it was sent


def progress(case: Application, *, on: date) -> Progress:
    """The page of a case that has been proved."""
    lines = journal.entries(clockwork.KIND, case.pk)
    clock = clockwork.of(lines)
    persons = list(case.applicants.all())
    asked = _asked(case, lines, clock, on)
    due = clock.due_on if clock and case.is_open else None
    left = clock.left(on) if clock and due else None
    return Progress(
        number=case.number,
        headline=_headline(case, asked, is_late=left is not None and left < 0),
        lead=_lead(case, clock, on),
        due_on=due,
        due=f"{said(due, on=on)}（星期{'一二三四五六日'[due.weekday()]}）" if due else "",
        left=left,
        late=-left if left is not None and left < 0 else None,
        is_provisional=bool(clock and clock.is_provisional),
        is_open=case.is_open,
        ribbon=ribbons.ribbon(clock, on) if clock else None,
        steps=(*steps(lines, on=on), *_ahead(case, persons)),
        asked=asked,
        matters=tuple(matter.text for matter in case.matters.all()),
        applicant="、".join(_shown(person) for person in persons if not person.is_agent),
        phone=_phone(persons),
        form=FORMS[case.form_wanted],
        way=DELIVERIES[case.delivery],
        form_key=case.form_wanted,
        way_key=case.delivery,
        papers=served.papers(case, lines),
        may=_may(case, asked),
        office=office(case.body, on=on),
        branches=tuple(branch.number for branch in branches(case)),
        remedy=_remedy(case),
    )


def branches(case: Application) -> list[Application]:
    """The cases that were split from it: the applicant's too, under numbers of their own."""
    return list(case.split_into.order_by("pk"))


def _may(case: Application, asked: Asked | None) -> frozenset[str]:
    """The applicant's deeds now; reasons are given only where they were asked for."""
    open_now = {move.verb for move in LIFE.open_to(case.stage, role="applicant")} & set(_MINE)
    if asked is None or asked.verb != "give_reasons":
        open_now.discard("give_reasons")
    return frozenset(open_now | ({"change_delivery"} if case.is_open else set()))


def _headline(case: Application, asked: Asked | None, *, is_late: bool) -> str:
    if asked and asked.verb in ("correct", "pay"):
        return "请您补正申请" if asked.verb == "correct" else "请您缴纳信息处理费"
    if case.stage == "submitted":
        return "您的申请已经提交"
    if case.stage in _WORK:
        return "您的申请到期还没有答复" if is_late else "您的申请正在办理"
    if case.stage == "signed":
        return "答复已经作出，正在送达"
    if case.outcome in _GIVEN_UP:
        return "您的申请已按放弃处理"
    return "您的申请已经答复" if case.replied_on else "您已经撤回这件申请"


def _lead(case: Application, clock: Clock | None, on: date) -> str:
    """The sentence in the place of the date, where there is no date yet or no more."""
    if case.replied_on:
        return f"{said(case.replied_on, on=on)}已经答复。"
    if not case.is_open:
        return f"{said(case.closed_on or on, on=on)}办结，不再答复。"
    if clock is None:
        term = law.days("reply", on=case.submitted_on)
        return f"受理单位与您确认收到以后，{term} 个工作日以内答复；确认之日就是收到申请之日。"
    if clock.due_on is None and clock.waiting:
        whom = {"ask_to_correct": "等您补正", "charge": "等您缴费"}.get(clock.waiting[0].verb, clock.waiting[0].label)
        return f"{whom}，期限暂停；之后重新计算，{clock.quota} 个工作日以内答复。"
    return ""


def _asked(case: Application, lines: list[Entry], clock: Clock | None, on: date) -> Asked | None:
    waiting = {each.verb: each.due_on for each in clock.waiting} if clock else {}
    until = {verb: said(day, on=on) if day else "" for verb, day in waiting.items()}
    if case.stage == "awaiting_correction":
        items = _last(lines, "ask_to_correct")
        silence = "无正当理由逾期不补正的，视为放弃申请。"
        says = f"{items.reason}" if items else ""
        return Asked("correct", "请补正以下内容", says, f"{until.get('ask_to_correct', '')}以前。{silence}", "去补正")
    if case.stage == "awaiting_payment":
        return _payment(case, until.get("charge", ""))
    asked, given = _last(lines, "ask_for_reasons"), _last(lines, "give_reasons")
    if case.is_open and asked and (given is None or given.pk < asked.pk):
        return Asked("give_reasons", "请说明理由", asked.reason, "", "去说明理由")
    return None


def _payment(case: Application, until: str) -> Asked:
    fee = Fee.objects.filter(application=case).first()
    amount = f"{fee.yuan} 元" if fee else "费用"
    basis = f"（{fee.get_basis_display()}，{fee.units} {'件' if fee.basis == 'by_item' else '页'}）" if fee else ""
    how = "请按收费通知写明的办法缴纳。" + (f"咨询电话 {case.body.phone}。" if case.body.phone else "")
    return Asked("pay", f"请缴纳信息处理费 {amount}{basis}", how, f"{until}以前。逾期未缴纳的，视为放弃申请。")


def _last(lines: list[Entry], verb: str) -> Entry | None:
    found = [line for line in journal.in_effect(lines) if line.verb == verb]
    return found[-1] if found else None


def _ahead(case: Application, persons: list[Applicant]) -> list[Step]:
    """Where it stands now, and how the reply will come."""
    if not case.is_open:
        return []
    title, says = _NOW[case.stage]
    now = [Step(title, "", says, NOW)]
    if case.stage == "signed":
        return now
    how = {"post": f"邮寄到 {_address(persons)}", "email": "发到您留的电子邮箱", "online": "在这一页下载"}
    call = f"，联系电话 {_phone(persons)}" if _phone(persons) else ""
    says = f"按您选的方式：{how.get(case.delivery, DELIVERIES[case.delivery])}{call}。"
    return [*now, Step("答复", "", says, TO_COME)]


def _shown(person: Applicant) -> str:
    return people.masked(person.name) if person.kind == people.NATURAL else person.name


def _phone(persons: list[Applicant]) -> str:
    digits = next((people.digits(person.phone) for person in persons if person.phone), "")
    return digits[: max(0, len(digits) - 8)] + "****" + digits[-4:] if len(digits) >= 4 else ""


def _address(persons: list[Applicant]) -> str:
    """Street only: numbers of houses and rooms as stars."""
    found = next((person.address for person in persons if person.address), "")
    return re.sub(r"[0-9０-９一二三四五六七八九十]+(?=[号栋幢楼单室弄层座])|\d+", "**", found)


def _remedy(case: Application) -> str:
    """What the law gives against a reply of this kind, from the day it was sent."""
    if not case.replied_on or not case.outcome or case.is_open:
        return ""
    try:
        found = law.remedy(case.outcome, on=case.replied_on)
    except law.NotInForce:
        return ""
    if found.reconsideration_days is None:
        return ""
    where = f"向{case.body.reconsideration_organ}" if case.body.reconsideration_organ else "依法"
    first = f"收到答复之日起 {found.reconsideration_days} 日内，可以{where}申请行政复议"
    if found.lawsuit_months:
        court = f"向{case.body.court}" if case.body.court else "依法"
        return f"对答复不服的，{first}，也可以在 {found.lawsuit_months} 个月内{court}提起行政诉讼。"
    return f"对答复不服的，{first}；对复议决定仍然不服的，再提起行政诉讼。"
