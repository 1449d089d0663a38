"""In the door: submission by every channel, the day of receipt as the law computes it, registration, transfer, splitting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from gongkai.applications import clockwork, codes, papers, people
from gongkai.applications.actions.deeds import Deed, deed, edit, note, take_number, write
from gongkai.applications.models import Applicant, Application, Matter
from gongkai.applications.papers import Admitted, Upload
from gongkai.applications.people import Party
from gongkai.bodies.actors import APPLICANT, Actor
from gongkai.bodies.models import Body, Person
from gongkai.core import law, privacy
from gongkai.journal import actions as journal


@dataclass(frozen=True, slots=True)
class Intake:
    """An application as it comes in. `days` are what is known of the channel: submitted, signed, confirmed, arrived."""

    body: Body
    channel: str
    days: Mapping[str, date]
    parties: tuple[Party, ...]
    content: str
    form_wanted: str
    delivery: str
    matters: tuple[str, ...] = ()
    uploads: tuple[Upload, ...] = ()
    accessibility: str = ""
    is_written_by_officer: bool = False
    suggests_proactive: bool = False
    key: str = field(default_factory=codes.new_key)


def submit(given: Intake, *, by: Actor, on: date) -> Application:
    """A new case with its number. The same key again gives the same case: pressing twice is one application.

    A clerk who knows the day that the channel's rule asks for receives it at once; otherwise it waits to be confirmed.
    """
    known = Application.objects.filter(key=given.key).first()
    if known is not None:
        return known
    _refuse_incomplete(given, on)
    admitted = papers.admit(list(given.uploads))
    try:
        with transaction.atomic():
            case = _create(given, admitted, by=by, on=on)
            received = law.received_on(given.channel, given.days)
            if received is not None and by is not APPLICANT:
                receive(case.pk, given.days, by=by, on=on)
    except IntegrityError:
        # The same form in two requests at once: the other one won.
        return Application.objects.get(key=given.key)
    case.refresh_from_db()
    return case


def _refuse_incomplete(given: Intake, on: date) -> None:
    """Art 29: name and proof of identity, what is wanted, form and way; nothing else may be asked."""
    faults = [f"申请人：{fault}" for party in given.parties if (fault := party.fault())]
    if not any(not party.is_agent for party in given.parties):
        faults.append("请填写申请人")
    if not given.content.strip():
        faults.append("请写明申请公开的政府信息的名称、文号或者其他特征")
    if not given.body.accepts(given.channel):
        faults.append(f"{given.body.name}没有开通“{law.receipt(given.channel, on=on).label}”这一申请渠道")
    if given.body.closed_on and given.body.closed_on <= on:
        faults.append(f"{given.body.name}已于 {given.body.closed_on.isoformat()} 撤销，请向承接它职能的单位申请")
    if any(day > on for day in given.days.values()):
        faults.append("日期不能晚于今天")
    if faults:
        raise ValidationError(faults)


def _create(given: Intake, admitted: list[Admitted], *, by: Actor, on: date) -> Application:
    submitted = given.days.get("submitted") or min(given.days.values())
    serial = take_number(given.body, submitted.year, "application")
    applying = next(party for party in given.parties if not party.is_agent)
    matters = tuple(text.strip() for text in given.matters if text.strip()) or (given.content.strip(),)
    case = Application.objects.create(
        number=f"{given.body.mark}〔{submitted.year}〕{serial}号",
        year=submitted.year,
        serial=serial,
        body=given.body,
        received_by=given.body,
        stage="submitted",
        channel=given.channel,
        submitted_on=submitted,
        applicant_kind=applying.kind,
        shown_name=people.shown(given.parties)[:80],
        subject=_subject(matters, given.parties),
        content=given.content.strip(),
        form_wanted=given.form_wanted,
        delivery=given.delivery,
        accessibility=given.accessibility,
        is_written_by_officer=given.is_written_by_officer,
        suggests_proactive=given.suggests_proactive,
        code_hash=codes.hash_of(codes.code_of(given.key)),
        key=given.key,
    )
    Applicant.objects.bulk_create(people.rows(case, given.parties))
    Matter.objects.bulk_create(_matters(case, matters))
    papers.attach(case, admitted, by=by.name, on=on)
    role = "applicant" if by is APPLICANT else "clerk"
    author = by.author(role, given.body.slug)
    facts = {"channel": given.channel, "files": len(given.uploads), "matters": len(matters)}
    journal.record("submit", (clockwork.KIND, case.pk), by=author, on=submitted, facts=facts)
    return case


def _matters(case: Application, texts: tuple[str, ...]) -> list[Matter]:
    return [Matter(application=case, position=at, text=text) for at, text in enumerate(texts, start=1)]


def _subject(matters: tuple[str, ...], persons: Iterable[Party | Applicant]) -> str:
    """For lists and for searching: what is asked, with numbers of persons masked and the applicants themselves left out."""
    text = "；".join(matters)
    for person in persons:
        if person.kind == people.NATURAL and len(person.name.strip()) > 1:
            text = text.replace(person.name.strip(), people.surname_only(person.name))
        for value in (person.email.strip(), person.address.strip()):
            text = text.replace(value, "***") if value else text
    return privacy.mask(text)[:500]


def receive(number: int, days: Mapping[str, date], *, by: Actor, on: date, version: int | None = None) -> Application:
    """The day of receipt, computed from the channel's days (Art 31); ValidationError says which day is still missing."""
    with deed(number, "receive", by=by, on=on, version=version) as under_way:
        case = under_way.case
        known = {"submitted": case.submitted_on, **days}
        if any(day > on for day in known.values()):
            raise ValidationError("日期不能晚于今天")
        try:
            received = law.received_on(case.channel, known)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        rule = law.receipt(case.channel, on=min(known.values()))
        if received is None:
            raise ValidationError(
                f"“{rule.label}”以{law.receipts.DAYS[rule.day]}为收到之日，请填写这一天（{rule.article}）"
            )
        under_way.facts |= {
            "on": received.isoformat(),
            "days": {key: day.isoformat() for key, day in known.items()},
            "article": rule.article,
        }
    return under_way.case


def register(
    number: int,
    *,
    by: Actor,
    on: date,
    handler: Person | None = None,
    matters: tuple[str, ...] = (),
    same_as: Application | None = None,
    version: int | None = None,
) -> Application:
    """Into the register: who handles it, and the matters one by one (一事一申请)."""
    with deed(number, "register", by=by, on=on, version=version) as under_way:
        case = under_way.case
        case.handler = handler or by.person
        case.same_as = same_as
        texts = tuple(text.strip() for text in matters if text.strip())
        if texts:
            case.matters.all().delete()
            Matter.objects.bulk_create(_matters(case, texts))
            case.subject = _subject(texts, case.applicants.all())
        under_way.facts |= {"handler": case.handler_id, "matters": case.matters.count()}
        if same_as:
            under_way.facts["same_as"] = same_as.number
    return under_way.case


def transfer(number: int, to: Body, *, by: Actor, on: date, reason: str, version: int | None = None) -> Application:
    """Offer the case to another body of the same government, which claims it or says that it is not theirs."""
    with deed(number, "transfer", by=by, on=on, version=version, reason=reason) as under_way:
        if to == under_way.case.body:
            raise ValidationError("不能转给本单位")
        if not under_way.reason:
            raise ValidationError("请写明转办的理由")
        under_way.case.offered_to = to
        under_way.facts |= {"to": to.slug, "to_name": to.name}
    return under_way.case


def claim(number: int, *, by: Actor, on: date, version: int | None = None) -> Application:
    """The case becomes ours; the clock does not start again."""
    with deed(number, "claim", by=by, on=on, version=version) as under_way:
        case = under_way.case
        assert case.offered_to is not None
        case.body, case.offered_to, case.handler = case.offered_to, None, by.person
        under_way.facts |= {"body": case.body.slug, "body_name": case.body.name}
    return under_way.case


def decline(number: int, *, by: Actor, on: date, reason: str, version: int | None = None) -> Application:
    """Not ours: back to the body that offered it, with the reason and, if known, whose it is (Art 36(5))."""
    with deed(number, "decline", by=by, on=on, version=version, reason=reason) as under_way:
        if not under_way.reason:
            raise ValidationError("请写明不属于本单位的理由；知道由谁负责的，一并写明")
        under_way.case.offered_to = None
    return under_way.case


def split(
    number: int, groups: tuple[tuple[int, ...], ...], *, by: Actor, on: date, version: int | None = None
) -> list[Application]:
    """Every group of matters becomes a case of its own with the same day of receipt; the first group stays.

    ValidationError unless each matter stands in exactly one group.
    """
    with deed(number, "split", by=by, on=on, version=version) as under_way:
        case = under_way.case
        matters = {matter.position: matter for matter in case.matters.all()}
        if len(groups) < 2 or sorted(at for group in groups for at in group) != sorted(matters):
            raise ValidationError("分案要分成两件以上，并且每一项只能分到一件里")
        made = [_branch(under_way, [matters[at] for at in group]) for group in groups[1:]]
        for position, at in enumerate(groups[0], start=1):
            Matter.objects.filter(pk=matters[at].pk).update(position=position)
        case.subject = _subject(tuple(matters[at].text for at in groups[0]), case.applicants.all())
        under_way.facts["into"] = [each.number for each in made]
    return [under_way.case, *made]


def _branch(under_way: Deed, matters: list[Matter]) -> Application:
    """A case that begins where its origin stands: same people, same receipt, own number and code."""
    origin = under_way.case
    serial = take_number(origin.received_by, origin.year, "application")
    branch = Application.objects.get(pk=origin.pk)
    branch.pk, branch.version = None, 1
    branch.serial, branch.number = serial, f"{origin.received_by.mark}〔{origin.year}〕{serial}号"
    branch.key = codes.new_key()
    branch.split_from = origin
    branch.subject = _subject(tuple(matter.text for matter in matters), origin.applicants.all())
    branch.content = "\n".join(matter.text for matter in matters)
    branch.save(force_insert=True)
    for row in Applicant.objects.filter(application=origin):
        row.pk, row.application = None, branch
        row.save(force_insert=True)
    for position, matter in enumerate(matters, start=1):
        Matter.objects.filter(pk=matter.pk).update(application=branch, position=position)
    _copy_journal(under_way, branch)
    return branch


def _copy_journal(under_way: Deed, branch: Application) -> None:
    """The clock of the branch needs the receipt; what else happened before is read in the origin."""
    origin = under_way.case
    for line in journal.in_effect(journal.entries(clockwork.KIND, origin.pk)):
        if line.verb in ("submit", "receive", "register", "correct", "ask_to_correct"):
            copied = replace(under_way, case=branch, verb=line.verb, on=line.on, facts=dict(line.facts), reason="")
            copied.facts["copied_from"] = origin.number
            write(copied)
    write(replace(under_way, case=branch, verb="split_off", facts={"from": origin.number}, reason=""))


def ask_help(number: int, body: Body, *, by: Actor, on: date, reason: str) -> None:
    """Another body of the district sees the case and answers in the file; who answers the applicant does not change."""
    with edit(number, by=by, version=None) as case:
        case.helpers.add(body)
        note(case, "ask_help", by=by, on=on, facts={"body": body.slug, "body_name": body.name}, reason=reason)


@transaction.atomic
def hand_over(numbers: list[int], to: Person, *, by: Actor, on: date) -> int:
    """Cases to a colleague of the same body, many at once; how many."""
    moved = 0
    for number in numbers:
        with edit(number, by=by, version=None) as case:
            if not to.posts.filter(body=case.body, until__isnull=True).exists():
                raise ValidationError(f"{to}不在{case.body.name}任职，不能办理 {case.number}")
            case.handler = to
            note(case, "hand_over", by=by, on=on, facts={"handler": to.pk, "handler_name": str(to)})
            moved += 1
    return moved
