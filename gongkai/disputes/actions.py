"""The deeds of the area: the only place that writes its rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai import release
from gongkai.applications import actions as applications
from gongkai.applications.models import Application
from gongkai.bodies.actors import Actor
from gongkai.core import disputes as rules
from gongkai.core.life import NotAllowed
from gongkai.disputes import access
from gongkai.disputes.models import Dispute, Paper
from gongkai.journal import actions as journal
from gongkai.vault import files

KIND = "dispute"


@dataclass(slots=True)
class Deed:
    """One deed under way."""

    case: Dispute
    by: Actor
    role: str
    on: date
    facts: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


@contextmanager
def _deed(number: int, verb: str, *, by: Actor, on: date, version: int | None, reason: str = "") -> Iterator[Deed]:
    with transaction.atomic():
        case = access.lock(by, number)
        if version is not None and version != case.version:
            raise applications.Stale("您打开这一页以后，别人改动了这件案件；请看过新的情况再提交一次")
        held, move = access.roles(by, case), rules.LIFE.move(verb)
        if not held:
            raise NotAllowed("您可以查看这件案件，不能办理")
        role = next((role for role in move.roles if role in held), min(held))
        stage = rules.LIFE.after(case.stage, verb, role=role)
        if on < case.served_on:
            raise ValidationError(f"日期不能早于收到副本之日（{case.served_on.isoformat()}）")
        under_way = Deed(case, by, role, on, reason=reason.strip())
        yield under_way
        case.stage = stage
        case.version += 1
        case.save()
        author = by.author(role, case.application.body.slug)
        journal.record(verb, (KIND, case.pk), by=author, on=on, facts=under_way.facts, reason=under_way.reason)


@dataclass(frozen=True, slots=True)
class Filing:
    """A case as its copy came in."""

    kind: str
    number: str
    organ: str
    served_on: date
    against: str = "reply"
    filed_on: date | None = None
    procedure: str = "ordinary"
    grounds: str = ""
    agent: str = ""
    after: Dispute | None = None


def file(application: Application, given: Filing, *, by: Actor, on: date) -> Dispute:
    """A new case on an application. ValidationError where it does not fit the reply that it attacks."""
    _refuse_unfit(application, given, on)
    with transaction.atomic():
        due = rules.answer_by(given.kind, given.served_on, is_simplified=given.procedure == "simplified")
        case = Dispute(
            application=application,
            kind=given.kind,
            after=given.after,
            number=given.number.strip(),
            organ=given.organ.strip(),
            against=given.against,
            outcome_attacked=application.outcome if given.against == "reply" else "",
            grounds=given.grounds.strip(),
            procedure=given.procedure,
            filed_on=given.filed_on,
            served_on=given.served_on,
            answer_due_on=due.due.on,
            agent=given.agent.strip(),
        )
        case.full_clean()
        case.save()
        role = min(access.roles(by, case) or {"office"})
        facts = {"kind": case.kind, "application": application.number, "answer_due_on": case.answer_due_on.isoformat()}
        author = by.author(role, application.body.slug)
        journal.record("file", (KIND, case.pk), by=author, on=given.served_on, facts=facts)
        facts = {"dispute": str(case.pk), "number": case.number, "kind": case.kind}
        journal.record("dispute", ("application", application.pk), by=author, on=given.served_on, facts=facts)
    return case


def _refuse_unfit(application: Application, given: Filing, on: date) -> None:
    if given.served_on > on:
        raise ValidationError("收到副本的日期不能晚于今天")
    if given.against == "reply" and not application.replied_on:
        raise ValidationError("这件申请还没有答复，请选择针对“逾期未答复”")
    if application.replied_on and given.against == "reply" and given.served_on < application.replied_on:
        raise ValidationError("收到副本的日期早于答复的日期")
    if given.after and given.after.application_id != application.pk:
        raise ValidationError("复议和起诉针对的不是同一件申请")


def warnings(case: Dispute) -> tuple[str, ...]:
    """What the register has to say about a case: a lawsuit that came before reconsideration, a term that has passed."""
    found = []
    application = case.application
    attacked = case.outcome_attacked
    if attacked and application.replied_on:
        if rules.is_filed_too_early(attacked, case.kind, replied_on=application.replied_on):
            found.append("这类答复应当先申请行政复议（行政复议法2023第二十三条），答辩时可以指出起诉不符合法定条件")
        found += _too_late(case, attacked)
    return tuple(found)


def _too_late(case: Dispute, attacked: str) -> list[str]:
    delivery = case.application.deliveries.exclude(delivered_on=None).last()
    replied_on = case.application.replied_on
    if delivery is None or delivery.delivered_on is None or case.filed_on is None or replied_on is None:
        return []
    if case.kind == "litigation_after_reconsideration":
        if case.after and case.after.decision_received_on:
            terms: tuple[rules.Term, ...] = (rules.sue_by(case.after.decision_received_on),)
        else:
            terms = ()
    else:
        wanted = "reconsideration_apply" if case.kind == "reconsideration" else "lawsuit_direct"
        terms = tuple(
            term
            for term in rules.apply_by(attacked, delivery.delivered_on, replied_on=replied_on)
            if term.limit.term == wanted
        )
    return [
        f"提出的日期（{case.filed_on.isoformat()}）超过期限（{term.due.on.isoformat()}，{term.limit.article}）"
        for term in terms
        if case.filed_on > term.due.on
    ]


def answer(number: int, *, by: Actor, on: date, version: int | None = None, reason: str = "") -> Dispute:
    """The answer and the evidence are handed in."""
    with _deed(number, "answer", by=by, on=on, version=version, reason=reason) as under_way:
        under_way.case.answered_on = on
        if on > under_way.case.answer_due_on:
            under_way.facts["late"] = True
    return under_way.case


def hear(number: int, hearing_on: date, *, by: Actor, on: date, version: int | None = None) -> Dispute:
    """A hearing is set or held."""
    with _deed(number, "hear", by=by, on=on, version=version) as under_way:
        under_way.case.hearing_on = hearing_on
        under_way.facts["hearing_on"] = hearing_on.isoformat()
    return under_way.case


def suspend(number: int, *, by: Actor, on: date, reason: str, version: int | None = None) -> Dispute:
    """The organ or the court suspends the case."""
    with _deed(number, "suspend", by=by, on=on, version=version, reason=reason) as under_way:
        if not under_way.reason:
            raise ValidationError("请写明中止的原因")
    return under_way.case


def resume(number: int, *, by: Actor, on: date, version: int | None = None) -> Dispute:
    """The case goes on."""
    with _deed(number, "resume", by=by, on=on, version=version) as under_way:
        pass
    return under_way.case


@dataclass(frozen=True, slots=True)
class Ruling:
    """How the case ended, when, when we had it, and by when we have to answer again."""

    result: str
    decided_on: date
    received_on: date
    answer_again_by: date | None = None
    lesson: str = ""


def decide(number: int, ruling: Ruling, *, by: Actor, on: date, version: int | None = None) -> Dispute:
    """The result, which is a column of table four."""
    with _deed(number, "decide", by=by, on=on, version=version) as under_way:
        case = under_way.case
        try:
            result = rules.result(case.kind, ruling.result)
        except LookupError as error:
            raise ValidationError(str(error)) from error
        if not case.served_on <= ruling.decided_on <= ruling.received_on <= on:
            raise ValidationError("日期的先后应当是：收到副本、作出决定（判决）、收到决定（判决）、今天")
        case.result, case.decided_on, case.decision_received_on = result.key, ruling.decided_on, ruling.received_on
        case.answer_again_by, case.lesson = ruling.answer_again_by, ruling.lesson.strip()
        under_way.facts |= {"result": result.key, "decided_on": ruling.decided_on.isoformat()}
    return under_way.case


def answer_again(number: int, *, by: Actor, on: date, version: int | None = None) -> Dispute:
    """The application is opened again, within the ordered day: what a correction obliges to."""
    with _deed(number, "answer_again", by=by, on=on, version=version) as under_way:
        case = under_way.case
        if not rules.result(case.kind, case.result).answers_again:
            raise NotAllowed("这一结果不要求重新答复")
        _oblige(case, by=by, on=case.decision_received_on or on)
    return under_way.case


def _oblige(case: Dispute, *, by: Actor, on: date) -> None:
    """The application is opened again; where it was never answered, it has an ordered day from now on."""
    until, number = case.answer_again_by, case.number
    if not case.application.is_open:
        reason = f"{case.organ}{number}"
        applications.reopen(case.application_id, by=by, on=on, until=until, ordered_by=number, reason=reason)
    elif until is not None:
        applications.order(case.application_id, until, by=by, on=on, ordered_by=number)


def close(number: int, *, by: Actor, on: date, lesson: str = "", version: int | None = None) -> Dispute:
    """Nothing is left to do. A case that obliges to answer again is closed after the new reply."""
    with _deed(number, "close", by=by, on=on, version=version) as under_way:
        case = under_way.case
        if case.stage == "answering_again" and case.application.stage != "closed":
            raise NotAllowed("重新答复还没有办结")
        case.closed_on = on
        case.lesson = lesson.strip() or case.lesson
    return under_way.case


def add_paper(number: int, kind: str, name: str, data: bytes, *, by: Actor, on: date) -> Paper:
    """A file into the case."""
    if fault := release.accepts(data, name):
        raise ValidationError(f"{name}：{fault}")
    with transaction.atomic():
        case = access.lock(by, number)
        if not access.roles(by, case):
            raise NotAllowed("您可以查看这件案件，不能办理")
        row = Paper.objects.create(
            dispute=case, kind=kind, name=name[-120:], size=len(data), stored=files.keep(data), added_on=on
        )
        author = by.author(min(access.roles(by, case)), case.application.body.slug)
        journal.record("add_paper", (KIND, case.pk), by=author, on=on, facts={"paper": row.pk, "kind": kind})
    return row
