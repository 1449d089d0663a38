"""To the reply and beyond: what is decided on each matter, the letter through review and signature, delivery, other ends."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.applications import clockwork, papers
from gongkai.applications.actions.deeds import Deed, deed, edit, note, take_number
from gongkai.applications.models import Application, Comment, Delivery, Letter, Matter
from gongkai.applications.papers import Paper, Upload
from gongkai.bodies.actors import Actor
from gongkai.core import law
from gongkai.core.applications import judging
from gongkai.core.life import NotAllowed
from gongkai.journal import actions as journal

REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is answered on one matter, and where it differs from the questions, why."""

    outcome: str
    reason: str = ""
    details: Mapping[str, str] = field(default_factory=dict)  # the fields of applications.letters.DETAILS
    differs_because: str = ""


def judge(
    matter: Matter, answers: Mapping[str, str], *, by: Actor, on: date, done: frozenset[str]
) -> judging.Judgement:
    """Keep the answers to the questions (研判) and what they lead to; the decision may differ, with a reason."""
    with edit(matter.application_id, by=by, version=None) as case:
        received = case.received_on or case.submitted_on
        found = judging.judge(answers, received_on=received, on=on, done=done)
        matter.answers = dict(answers)
        matter.proposed = found.outcome.key if found.outcome else ""
        matter.save(update_fields=["answers", "proposed"])
    return found


def decide(matter: Matter, decision: Decision, *, by: Actor, on: date, version: int | None = None) -> Matter:
    """The answer to one matter. It must have been in force on the day of receipt; against the questions only with a reason."""
    with edit(matter.application_id, by=by, version=version) as case:
        if case.stage not in ("handling", "in_review", "approved"):
            raise NotAllowed("办理中的申请才能拟定答复")
        outcome = law.outcome(decision.outcome, on=case.received_on or case.submitted_on)
        if matter.proposed and matter.proposed != outcome.key and not decision.differs_because.strip():
            raise ValidationError("与研判得出的答复类型不同，请写明理由")
        matter.outcome = outcome.key
        matter.reason = decision.reason.strip()
        matter.details = json.dumps({key: text.strip() for key, text in decision.details.items()}, ensure_ascii=False)
        matter.differs_because = decision.differs_because.strip()
        matter.save()
        case.outcome = counted(list(case.matters.values_list("outcome", flat=True)))
        facts = {"matter": matter.position, "outcome": outcome.key, "proposed": matter.proposed}
        note(case, "decide", by=by, on=on, facts=facts, reason=matter.differs_because)
    return matter


GIVEN = frozenset({"granted", "already_public", "partial"})


def counted(outcomes: list[str]) -> str:
    """The one kind under which a case of several matters is counted: the common one, or 部分公开 where some is given.

    Where none is given, the first matter decides [practice, not text of the form]. "" while a matter is undecided.
    """
    if not outcomes or "" in outcomes:
        return ""
    if len(set(outcomes)) == 1:
        return outcomes[0]
    given = GIVEN & set(outcomes)
    if not given:
        return outcomes[0]
    return "granted" if set(outcomes) <= {"granted", "already_public"} else "partial"


def draft(number: int, paper: Paper, *, by: Actor, on: date, version: int | None = None) -> Letter:
    """A new version of the reply, or of another letter that is not signed with its own deed."""
    with edit(number, by=by, version=version) as case:
        if not paper.text.strip():
            raise ValidationError("正文是空的")
        letter = papers.new_version(case, paper, by=by.person, on=on)
        note(case, "draft", by=by, on=on, facts={"letter": letter.pk, "key": letter.key, "version": letter.version})
    return letter


def reply_letter(case: Application) -> Letter | None:
    """The newest version of the reply of this round, signed or not."""
    return case.letters.filter(key=REPLY).order_by("-round", "-version").first()


def _open_reply(under_way: Deed) -> Letter:
    letter = reply_letter(under_way.case)
    if letter is None or letter.state == "signed":
        raise ValidationError("还没有起草答复书")
    return letter


def propose(number: int, *, by: Actor, on: date, version: int | None = None, reason: str = "") -> Application:
    """Hand the reply in for review: every matter is decided, the letter is written."""
    with deed(number, "propose", by=by, on=on, version=version, reason=reason) as under_way:
        letter = _open_reply(under_way)
        if not under_way.case.outcome:
            raise ValidationError("还有申请事项没有拟定答复类型")
        letter.state = "proposed"
        letter.made_by = by.person
        letter.save(update_fields=["state", "made_by"])
        under_way.facts |= {"letter": letter.pk, "version": letter.version, "outcome": under_way.case.outcome}
    return under_way.case


def comment(number: int, text: str, *, by: Actor, on: date, quote: str = "", version: int | None = None) -> Comment:
    """A remark on the text of the reply."""
    with deed(number, "comment", by=by, on=on, version=version) as under_way:
        if not text.strip():
            raise ValidationError("请填写意见")
        letter = _open_reply(under_way)
        made = Comment.objects.create(letter=letter, by=by.person, on=on, quote=quote.strip(), text=text.strip())
        under_way.facts |= {"letter": letter.pk, "comment": made.pk}
    return made


@transaction.atomic
def settle(found: Comment, *, by: Actor, on: date) -> None:
    """A remark has been dealt with."""
    with edit(found.letter.application_id, by=by, version=None) as case:
        found.is_settled = True
        found.save(update_fields=["is_settled"])
        note(case, "settle", by=by, on=on, facts={"comment": found.pk})


def send_back(number: int, *, by: Actor, on: date, reason: str, version: int | None = None) -> Application:
    """Back to the clerk, with what has to change."""
    with deed(number, "return", by=by, on=on, version=version, reason=reason) as under_way:
        if not under_way.reason:
            raise ValidationError("请写明退回修改的理由")
        letter = _open_reply(under_way)
        letter.state = "returned"
        letter.save(update_fields=["state"])
        under_way.facts["letter"] = letter.pk
    return under_way.case


def approve(number: int, *, by: Actor, on: date, version: int | None = None, reason: str = "") -> Application:
    """Legal review passed; not by the one who wrote it."""
    with deed(number, "approve", by=by, on=on, version=version, reason=reason) as under_way:
        letter = _open_reply(under_way)
        _refuse_own(letter, by, "审核")
        letter.state = "approved"
        letter.save(update_fields=["state"])
        under_way.facts |= {"letter": letter.pk, "version": letter.version}
    return under_way.case


def reply(
    number: int, *, by: Actor, on: date, waived: Mapping[str, str] | None = None, version: int | None = None
) -> Application:
    """Signed: the letter has its number and the clock ends. `waived` are checks passed over by name, each with a reason."""
    with deed(number, "reply", by=by, on=on, version=version) as under_way:
        letter = _open_reply(under_way)
        _refuse_own(letter, by, "签发")
        if any(not why.strip() for why in (waived or {}).values()):
            raise ValidationError("放行一项检查要写明理由")
        case = under_way.case
        serial = take_number(case.body, on.year, "reply")
        letter.waived = dict(waived or {})
        papers.issue(letter, f"{case.body.mark}答〔{on.year}〕{serial}号", by=by.name, on=on)
        case.replied_on = on
        under_way.facts |= {"letter": letter.pk, "letter_number": letter.number, "outcome": case.outcome}
        if waived:
            under_way.facts["waived"] = sorted(waived)
    return under_way.case


def _refuse_own(letter: Letter, by: Actor, what: str) -> None:
    """Nobody lets information out alone."""
    if by.person is not None and letter.made_by_id == by.person.pk:
        raise NotAllowed(f"起草人不能{what}自己起草的答复书")


@dataclass(frozen=True, slots=True)
class Sent:
    """How the reply went out."""

    channel: str
    sent_on: date
    tracking: str = ""
    delivered_on: date | None = None
    proof: Upload | None = None


def deliver(number: int, sent: Sent, *, by: Actor, on: date, version: int | None = None) -> Delivery:
    """The reply is on its way: the case is closed. The day it arrives may be added later (arrive)."""
    admitted = papers.admit([replace(sent.proof, purpose="proof")] if sent.proof else [])
    with deed(number, "deliver", by=by, on=on, version=version) as under_way:
        case = under_way.case
        letter = reply_letter(case)
        assert letter is not None
        _refuse_days(sent, letter, on)
        made = Delivery.objects.create(
            application=case,
            letter=letter,
            channel=sent.channel,
            sent_on=sent.sent_on,
            tracking=sent.tracking.strip(),
            delivered_on=sent.delivered_on,
        )
        if admitted:
            made.proof = papers.attach(case, admitted, by=by.name, on=on)[0]
            made.save(update_fields=["proof"])
        case.closed_on = case.replied_on
        under_way.facts |= {"channel": sent.channel, "sent_on": sent.sent_on.isoformat()}
    return made


def _refuse_days(sent: Sent, letter: Letter, on: date) -> None:
    assert letter.signed_on is not None
    if sent.sent_on < letter.signed_on or sent.sent_on > on:
        raise ValidationError(f"发出的日期应当在签发之日（{letter.signed_on.isoformat()}）到今天之间")
    if sent.delivered_on and not sent.sent_on <= sent.delivered_on <= on:
        raise ValidationError("送达的日期应当在发出之日到今天之间")


def arrive(delivery: Delivery, delivered_on: date, *, by: Actor, on: date, proof: Upload | None = None) -> None:
    """The day the applicant had the reply; the terms of reconsideration and lawsuit run from it."""
    admitted = papers.admit([replace(proof, purpose="proof")] if proof else [])
    with edit(delivery.application_id, by=by, version=None) as case:
        _refuse_days(Sent(delivery.channel, delivery.sent_on, delivered_on=delivered_on), delivery.letter, on)
        delivery.delivered_on = delivered_on
        if admitted:
            delivery.proof = papers.attach(case, admitted, by=by.name, on=on)[0]
        delivery.save()
        note(case, "arrive", by=by, on=on, facts={"delivered_on": delivered_on.isoformat()})


def lapse(number: int, *, by: Actor, on: date, reason: str = "", version: int | None = None) -> Application:
    """Not corrected or not paid in time without good reason: taken as given up (Art 30; 109号)."""
    with deed(number, "lapse", by=by, on=on, version=version, reason=reason) as under_way:
        case = under_way.case
        waiting = under_way.clock.waiting[0] if under_way.clock and under_way.clock.waiting else None
        if waiting and waiting.due_on and on <= waiting.due_on:
            raise ValidationError(f"期限到 {waiting.due_on.isoformat()}，还没有过，不能作为放弃处理")
        is_unpaid = case.stage == "awaiting_payment"
        _end(under_way, "abandoned_no_payment" if is_unpaid else "abandoned_no_correction")
    return under_way.case


def withdraw(number: int, *, by: Actor, on: date, reason: str = "", version: int | None = None) -> Application:
    """The applicant takes the application back."""
    with deed(number, "withdraw", by=by, on=on, version=version, reason=reason) as under_way:
        _end(under_way, "withdrawn_or_other")
    return under_way.case


def _end(under_way: Deed, outcome: str) -> None:
    case = under_way.case
    case.outcome, case.closed_on, case.offered_to = outcome, under_way.on, None
    case.matters.update(outcome=outcome)
    under_way.facts["outcome"] = outcome


def order(number: int, until: date, *, by: Actor, on: date, ordered_by: str) -> Application:
    """A decision or judgement against silence: the case is open already, and now has an ordered day."""
    with edit(number, by=by, version=None) as case:
        facts = {"until": until.isoformat(), "ordered_by": ordered_by}
        note(case, "order", by=by, on=on, facts=facts)
        clockwork.follow(case, journal.entries(clockwork.KIND, case.pk))
    return case


def reopen(
    number: int,
    *,
    by: Actor,
    on: date,
    reason: str,
    until: date | None = None,
    ordered_by: str = "",
    version: int | None = None,
) -> Application:
    """Answer again, after a decision or a judgement; within the ordered day, or in the whole term of the law."""
    with deed(number, "reopen", by=by, on=on, version=version, reason=reason) as under_way:
        if not under_way.reason:
            raise ValidationError("请写明重新答复的依据")
        case = under_way.case
        case.closed_on, case.replied_on, case.outcome = None, None, ""
        case.matters.update(outcome="", answers={}, proposed="", details="{}")
        if until:
            under_way.facts["until"] = until.isoformat()
        if ordered_by:
            under_way.facts["ordered_by"] = ordered_by
    return under_way.case
