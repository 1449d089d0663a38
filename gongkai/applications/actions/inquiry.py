"""What an office may ask on the way to the reply, and the clock with it: correction, reasons, opinions, fees, extension, search."""

from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import ValidationError

from gongkai.applications import papers
from gongkai.applications.actions.deeds import Deed, deed, take_number
from gongkai.applications.models import Application, Consultation, Fee, LookUp
from gongkai.applications.papers import Paper, Upload
from gongkai.bodies.actors import Actor
from gongkai.core import law

_SIDES = {"third_party": "consult_third_party", "co_maker": "consult_co_maker", "organ": "consult_organ"}


def _send(under_way: Deed, paper: Paper | None, consultation: Consultation | None = None) -> None:
    """A procedural letter goes out with the deed, under its own number."""
    if paper is None:
        return
    case = under_way.case
    letter = papers.new_version(case, paper, by=under_way.by.person, on=under_way.on, consultation=consultation)
    serial = take_number(case.body, under_way.on.year, "notice")
    number = f"{case.body.mark}告〔{under_way.on.year}〕{serial}号"
    papers.issue(letter, number, by=under_way.by.name, on=under_way.on)
    under_way.facts["letter"] = letter.pk
    under_way.facts["letter_number"] = number


def _is_served(under_way: Deed, served_on: date | None) -> None:
    """When the other side had the letter, where its own term begins with it."""
    if served_on is None:
        return
    if served_on < under_way.on:
        raise ValidationError("对方收到的日期不能早于发出的日期")
    under_way.facts["served_on"] = served_on.isoformat()


def ask_to_correct(
    number: int,
    items: str,
    until: date,
    *,
    by: Actor,
    on: date,
    paper: Paper | None = None,
    version: int | None = None,
) -> Application:
    """Tell once, within seven working days, what to correct and by when (Art 30). The clock stops."""
    with deed(number, "ask_to_correct", by=by, on=on, version=version, reason=items) as under_way:
        if not items.strip():
            raise ValidationError("请写明需要补正的事项")
        if until <= on:
            raise ValidationError("补正的期限应当晚于今天，并且合理")
        under_way.facts["until"] = until.isoformat()
        _send(under_way, paper)
    return under_way.case


def correct(
    number: int,
    text: str,
    *,
    by: Actor,
    on: date,
    uploads: tuple[Upload, ...] = (),
    version: int | None = None,
) -> Application:
    """The correction has come: the whole term begins anew on the next working day."""
    admitted = papers.admit([replace(each, purpose="correction") for each in uploads])
    with deed(number, "correct", by=by, on=on, version=version) as under_way:
        if not text.strip() and not uploads:
            raise ValidationError("请填写补正的内容，或者附上材料")
        case = under_way.case
        if text.strip():
            case.content = f"{case.content}\n\n〔{on.isoformat()} 补正〕\n{text.strip()}"
        papers.attach(case, admitted, by=by.name, on=on)
        under_way.facts["files"] = len(uploads)
    return under_way.case


def ask_for_reasons(
    number: int, why: str, *, by: Actor, on: date, paper: Paper | None = None, version: int | None = None
) -> Application:
    """Ask why so many, so often (Art 35): needed before anything may be left unprocessed for that."""
    with deed(number, "ask_for_reasons", by=by, on=on, version=version, reason=why) as under_way:
        if not why.strip():
            raise ValidationError("请写明申请的数量、频次为什么明显超过合理范围")
        _send(under_way, paper)
    return under_way.case


def give_reasons(number: int, text: str, *, by: Actor, on: date, version: int | None = None) -> Application:
    """The applicant's reasons have come."""
    with deed(number, "give_reasons", by=by, on=on, version=version) as under_way:
        if not text.strip():
            raise ValidationError("请填写申请人说明的理由")
        case = under_way.case
        case.content = f"{case.content}\n\n〔{on.isoformat()} 说明理由〕\n{text.strip()}"
    return under_way.case


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked for an opinion, about what."""

    side: str  # third_party, co_maker, organ
    name: str
    about: str
    contact: str = ""
    served_on: date | None = None
    is_person: bool = False


def consult(
    number: int, asked: Asked, *, by: Actor, on: date, paper: Paper | None = None, version: int | None = None
) -> Consultation:
    """Ask for an opinion; the days until the answer, or until its term ends, are not counted (Art 32, 33, 34)."""
    with deed(number, _SIDES[asked.side], by=by, on=on, version=version) as under_way:
        if not asked.name.strip() or not asked.about.strip():
            raise ValidationError("请写明征求谁的意见、征求哪些内容的意见")
        made = Consultation.objects.create(
            application=under_way.case,
            side=asked.side,
            name=asked.name.strip(),
            is_person=asked.is_person,
            contact=asked.contact.strip(),
            about=asked.about.strip(),
            sent_on=on,
            served_on=asked.served_on,
        )
        under_way.facts["about"] = str(made.pk)
        _is_served(under_way, asked.served_on)
        _send(under_way, paper, made)
    return made


@dataclass(frozen=True, slots=True)
class Opinion:
    """What was answered. Silence of a co-maker is consent (Art 34); after that of a third party the organ decides (Art 32)."""

    answer: str  # agree, object, partly, silent
    reasons: str = ""
    decision: str = ""


def answer_consultation(
    consultation: Consultation, opinion: Opinion, *, by: Actor, on: date, version: int | None = None
) -> Application:
    """The answer has come, or its term has passed in silence."""
    with deed(consultation.application_id, "answer_consultation", by=by, on=on, version=version) as under_way:
        if consultation.answer:
            raise ValidationError("这份征求意见书已经登记过答复")
        if on < consultation.sent_on:
            raise ValidationError("答复的日期不能早于发出的日期")
        if opinion.answer == "silent":
            _refuse_early_silence(under_way, consultation)
        consultation.answer, consultation.answered_on = opinion.answer, on
        consultation.reasons, consultation.decision = opinion.reasons.strip(), opinion.decision.strip()
        consultation.save()
        under_way.facts |= {"about": str(consultation.pk), "answer": opinion.answer, "side": consultation.side}
    return under_way.case


def _refuse_early_silence(under_way: Deed, consultation: Consultation) -> None:
    waiting = under_way.clock.waiting if under_way.clock else ()
    due = next((each.due_on for each in waiting if each.about == str(consultation.pk)), None)
    if due is not None and under_way.on <= due:
        raise ValidationError(f"答复的期限到 {due.isoformat()}，还没有过，不能登记为逾期未答复")


@dataclass(frozen=True, slots=True)
class Charge:
    """By item over the calendar month or by page of this application: one of the two."""

    basis: str  # by_item, by_page
    units: int
    served_on: date | None = None


def yuan(given: Charge, *, on: date) -> int:
    """What this application costs under the tariff of that day: by item, the fee of the last of them alone."""
    if given.basis == "by_page":
        return law.fee(pages=given.units, on=on)
    return law.fee(items=given.units, on=on) - law.fee(items=max(0, given.units - 1), on=on)


def charge(
    number: int, given: Charge, *, by: Actor, on: date, paper: Paper | None = None, version: int | None = None
) -> Fee:
    """The fee notice (109号): the clock stops, and begins anew with the payment."""
    with deed(number, "charge", by=by, on=on, version=version) as under_way:
        amount = yuan(given, on=on)
        if amount <= 0:
            raise ValidationError("没有超过免费的件数或者页数，不收费")
        fee = Fee.objects.update_or_create(
            application=under_way.case,
            defaults={
                "basis": given.basis,
                "units": given.units,
                "yuan": amount,
                "charged_on": on,
                "served_on": given.served_on,
                "paid_on": None,
            },
        )[0]
        under_way.facts |= {"yuan": amount, "basis": given.basis, "units": given.units}
        _is_served(under_way, given.served_on)
        _send(under_way, paper)
    return fee


def pay(number: int, receipt: str, *, by: Actor, on: date, version: int | None = None) -> Application:
    """The fee is paid: the whole term begins anew on the next working day."""
    with deed(number, "pay", by=by, on=on, version=version) as under_way:
        Fee.objects.filter(application=under_way.case).update(paid_on=on, receipt=receipt.strip())
        under_way.facts["receipt"] = receipt.strip()
    return under_way.case


def ask_to_extend(
    number: int, days: int, *, by: Actor, on: date, reason: str, version: int | None = None
) -> Application:
    """Put an extension before the head of the disclosure body (Art 33)."""
    with deed(number, "ask_to_extend", by=by, on=on, version=version, reason=reason) as under_way:
        _refuse_extension(under_way, days)
        if not under_way.reason:
            raise ValidationError("请写明需要延期的理由")
        under_way.facts["days_wanted"] = days
        under_way.case.wants_extension = True
    return under_way.case


def extend(
    number: int, days: int, *, by: Actor, on: date, paper: Paper | None = None, version: int | None = None
) -> Application:
    """Approved by the head and told to the applicant, before the last day, once (Art 33)."""
    with deed(number, "extend", by=by, on=on, version=version) as under_way:
        _refuse_extension(under_way, days)
        under_way.facts["days"] = days
        under_way.case.wants_extension = False
        _send(under_way, paper)
    return under_way.case


def _refuse_extension(under_way: Deed, days: int) -> None:
    clock = under_way.clock
    if clock is None:
        raise ValidationError("还没有收到申请之日，不能延期")
    limit = law.limit("extension", on=clock.received_on)
    if not 1 <= days <= limit.days:
        raise ValidationError(f"延长的日数是 1 到 {limit.days} 个工作日（{limit.article}）")
    if clock.due_on is not None and under_way.on > clock.due_on:
        raise ValidationError(f"答复期限已于 {clock.due_on.isoformat()} 届满，届满以后不能再延长（{limit.article}）")


def delay(
    number: int,
    until: date,
    *,
    by: Actor,
    on: date,
    reason: str,
    paper: Paper | None = None,
    version: int | None = None,
) -> Application:
    """Reasonable reasons, but not to be done in time: tell until when (Art 35)."""
    with deed(number, "delay", by=by, on=on, version=version, reason=reason) as under_way:
        if "give_reasons" not in under_way.done:
            raise ValidationError("延迟答复以申请人说明了合理的理由为前提（条例第三十五条），请先登记申请人的理由")
        if until <= on:
            raise ValidationError("延迟的期限应当晚于今天")
        under_way.facts["until"] = until.isoformat()
        _send(under_way, paper)
    return under_way.case


@dataclass(frozen=True, slots=True)
class Looked:
    """One place searched: the system or the archive, the words, what came of it."""

    system: str
    words: str
    found: int
    scope: str = ""
    files: str = ""


def search(number: int, looked: Looked, *, by: Actor, on: date, version: int | None = None) -> LookUp:
    """A line in the log of searches."""
    with deed(number, "search", by=by, on=on, version=version) as under_way:
        if not looked.system.strip() or not looked.words.strip():
            raise ValidationError("请写明在哪里检索、用什么词检索")
        made = LookUp.objects.create(
            application=under_way.case,
            on=on,
            system=looked.system.strip(),
            words=looked.words.strip(),
            scope=looked.scope.strip(),
            found=looked.found,
            files=looked.files.strip(),
            by=by.person,
        )
        under_way.facts |= {"system": made.system, "found": made.found}
    return made
