"""Cases of an existing register (台账) taken over as they stand: numbers and days as given, each line marked as imported.

Who reviewed and who signed then is not in a register and is not made up: the journal says who took the case over.
"""

from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from gongkai.applications import clockwork, codes, people
from gongkai.applications.models import Applicant, Application, Consultation, Counter, Delivery, Letter, Matter
from gongkai.applications.people import Party
from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body, Person
from gongkai.core import law, privacy
from gongkai.core.applications import Clock
from gongkai.core.life import NotAllowed
from gongkai.journal import actions as journal
from gongkai.journal.actions import Author
from gongkai.journal.models import Entry

UNKNOWN = "（台账未载明）"
LETTER_TEXT = "本件由台账导入，答复书正文没有录入，见纸质或者原有电子档案。"
LAPSED = ("abandoned_no_correction", "abandoned_no_payment")
WITHDRAWN = "withdrawn_or_other"
_MAY = ("clerk", "office")


@dataclass(frozen=True, slots=True)
class History:
    """One case as a register tells it. `serial` 0 is one that the number does not give; `row` is its place in the register."""

    body: Body
    number: str
    year: int
    serial: int
    stage: str
    channel: str
    submitted_on: date
    received_on: date | None
    parties: tuple[Party, ...]
    content: str
    form_wanted: str
    delivery: str
    handler: Person | None = None
    asked_to_correct_on: date | None = None
    corrected_on: date | None = None
    consulted_on: date | None = None
    opinion_on: date | None = None
    extended_on: date | None = None
    extended_days: int | None = None
    replied_on: date | None = None
    letter_number: str = ""
    letter_serial: int = 0
    outcome: str = ""
    delivered_on: date | None = None
    closed_on: date | None = None
    remark: str = ""
    row: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal to be written."""

    verb: str
    on: date
    facts: dict[str, Any] = field(default_factory=dict)


def lines(given: History, *, consultation: int = 0, letter: int = 0) -> list[Line]:
    """What happened, verb by verb, in the order of the days of the register."""
    found = [Line("submit", given.submitted_on, {"channel": given.channel, "files": 0, "matters": 1})]
    if given.received_on is None:
        return _marked(found)
    received = given.received_on.isoformat()
    days = {"submitted": given.submitted_on.isoformat()}
    found.append(Line("receive", given.received_on, {"on": received, "days": days}))
    found.append(Line("register", given.received_on, {"handler": given.handler.pk if given.handler else None}))
    about = {"about": str(consultation)}
    found += _dated("ask_to_correct", given.asked_to_correct_on)
    found += _dated("correct", given.corrected_on, files=0)
    found += _dated("consult_third_party", given.consulted_on, **about)
    found += _dated("answer_consultation", given.opinion_on, **about, side="third_party", answer="")
    found += _dated("extend", given.extended_on, days=given.extended_days)
    found += _end(given, letter)
    return _marked(sorted(found, key=lambda line: line.on))


def _dated(verb: str, on: date | None, **facts: object) -> list[Line]:
    return [Line(verb, on, dict(facts))] if on else []


def _end(given: History, letter: int) -> list[Line]:
    on = given.closed_on or given.replied_on
    if on and given.outcome in LAPSED:
        return _dated("lapse", on, outcome=given.outcome)
    if on and given.outcome == WITHDRAWN:
        return _dated("withdraw", on, outcome=given.outcome)
    outcome, number = given.outcome, given.letter_number
    found = _dated("decide", given.replied_on, matter=1, outcome=outcome, proposed="")
    found += _dated("reply", given.replied_on, letter=letter, letter_number=number, outcome=outcome)
    if given.stage == "closed":
        sent = max(filter(None, (given.delivered_on, given.replied_on)), default=None)
        found += _dated("deliver", sent, channel=given.delivery)
    return found


def _marked(found: Sequence[Line]) -> list[Line]:
    return [replace(line, facts={**line.facts, "imported": True}) for line in found]


def clock_of(given: History) -> Clock | None:
    """The clock that these days make; None while the day of receipt is not known."""
    return clockwork.of([Entry(verb=line.verb, on=line.on, facts=line.facts) for line in lines(given)])


@transaction.atomic
def take_over(histories: Sequence[History], *, by: Actor, on: date) -> list[Application]:
    """Cases of a register, all or none. ValidationError for a number that is already there, NotAllowed for another's body."""
    _refuse_others(histories, by)
    _refuse_known(histories)
    numbered = _numbered(histories)
    cases = [_case(each) for each in numbered]
    for case, given in zip(cases, numbered, strict=True):
        clockwork.follow(case, [Entry(verb=line.verb, on=line.on, facts=line.facts) for line in lines(given)])
        case.clean_fields(exclude=("handler", "body", "received_by", "offered_to"))
    try:
        with transaction.atomic():
            made = Application.objects.bulk_create(cases, batch_size=500)
    except IntegrityError as error:
        raise ValidationError("导入的时候别人登记了同一个编号的申请，什么都没有导入；请再预览一次") from error
    _fill(made, numbered, by, on)
    _raise_counters(numbered)
    return made


def _refuse_others(histories: Iterable[History], by: Actor) -> None:
    for body in {each.body for each in histories}:
        if not by.roles(body.pk) & set(_MAY):
            raise NotAllowed(f"您不是{body.name}的经办人，不能导入它的台账")


def _refuse_known(histories: Sequence[History]) -> None:
    numbers = Tally(each.number for each in histories if each.number)
    twice = {number for number, times in numbers.items() if times > 1}
    known = set(Application.objects.filter(number__in=list(numbers)).values_list("number", flat=True))
    if twice | known:
        raise ValidationError([f"编号 {number} 已经有了，什么都没有导入" for number in sorted(twice | known)])


def _numbered(histories: Sequence[History]) -> list[History]:
    """Every case with a serial of its own, that of its number where it is free; and with a number where it has none."""
    taken = _taken_serials(histories)
    last = _last_serials(histories, taken)
    serials: dict[int, int] = {}
    # Numbers in our own form keep their serial before others that end in the same figures.
    for place in sorted(range(len(histories)), key=lambda place: (not _is_own(histories[place]), place)):
        each = histories[place]
        key = each.body.pk, each.year
        used, serial = taken.setdefault(key, set()), each.serial
        if not serial or serial in used:
            serial = last[key] = last.get(key, 0) + 1
        used.add(serial)
        serials[place] = serial
    return [
        replace(each, serial=serials[place], number=each.number or _number(each, serials[place]))
        for place, each in enumerate(histories)
    ]


def _number(given: History, serial: int) -> str:
    return f"{given.body.mark}〔{given.year}〕{serial}号"


def _is_own(given: History) -> bool:
    return bool(given.serial) and given.number == _number(given, given.serial)


def _taken_serials(histories: Sequence[History]) -> dict[tuple[int, int], set[int]]:
    bodies, years = {each.body.pk for each in histories}, {each.year for each in histories}
    taken: dict[tuple[int, int], set[int]] = {}
    rows = Application.objects.filter(received_by__in=bodies, year__in=years).order_by()
    for body, year, serial in rows.values_list("received_by", "year", "serial"):
        taken.setdefault((body, year), set()).add(serial)
    return taken


def _last_serials(histories: Sequence[History], taken: dict[tuple[int, int], set[int]]) -> dict[tuple[int, int], int]:
    """The last number of every body and year: given by us, or standing in the register."""
    last = {key: max(serials) for key, serials in taken.items()}
    counters = Counter.objects.filter(body__in={each.body.pk for each in histories}, series="application")
    found = [((body, year), serial) for body, year, serial in counters.values_list("body", "year", "last")]
    found += [((each.body.pk, each.year), each.serial) for each in histories]
    for key, serial in found:
        last[key] = max(serial, last.get(key, 0))
    return last


def _case(given: History) -> Application:
    return Application(
        number=given.number,
        year=given.year,
        serial=given.serial,
        body=given.body,
        received_by=given.body,
        handler=given.handler,
        stage=given.stage,
        channel=given.channel,
        submitted_on=given.submitted_on,
        received_on=given.received_on,
        replied_on=given.replied_on,
        closed_on=given.closed_on,
        outcome=given.outcome,
        applicant_kind=given.parties[0].kind,
        shown_name=people.shown(given.parties)[:80],
        subject=privacy.mask(given.content)[:500],
        content=given.content,
        form_wanted=given.form_wanted,
        delivery=given.delivery,
        key=codes.new_key(),
    )


def _fill(cases: Sequence[Application], given: Sequence[History], by: Actor, on: date) -> None:
    """What hangs on the cases, and their lines in the journal."""
    pairs = list(zip(cases, given, strict=True))
    Applicant.objects.bulk_create([row for case, each in pairs for row in people.rows(case, each.parties)])
    Matter.objects.bulk_create([_matter(case, each) for case, each in pairs])
    asked = {row.application_id: row.pk for row in Consultation.objects.bulk_create(_consultations(pairs))}
    letters = {row.application_id: row for row in Letter.objects.bulk_create(_letters(pairs))}
    Delivery.objects.bulk_create(_deliveries(pairs, letters))
    journal.append(entry for case, each in pairs for entry in _entries(case, each, asked, letters, (by, on)))


def _entries(
    case: Application, given: History, asked: dict[int, int], letters: dict[int, Letter], taken: tuple[Actor, date]
) -> Iterator[Entry]:
    """The lines of one case; thousands at once, so that the register is not locked for minutes."""
    by, on = taken
    author, letter = _author(by, given.body), letters.get(case.pk)
    told = lines(given, consultation=asked.get(case.pk, 0), letter=letter.pk if letter else 0)
    last = Line("take_over", on, {"imported": True, "row": given.row, "fingerprint": given.fingerprint})
    for line in (*told, last):
        yield Entry(
            on=line.on,
            unit=author.unit,
            actor=author.number,
            actor_name=author.name,
            role=author.role,
            verb=line.verb,
            about_kind=clockwork.KIND,
            about_id=str(case.pk),
            facts=line.facts,
            reason=privacy.mask(given.remark) if line is last else "",
        )


def _author(by: Actor, body: Body) -> Author:
    role = next(role for role in _MAY if role in by.roles(body.pk))
    return by.author(role, body.slug)


def _matter(case: Application, given: History) -> Matter:
    return Matter(application=case, position=1, text=given.content, outcome=given.outcome)


def _consultations(pairs: Iterable[tuple[Application, History]]) -> list[Consultation]:
    return [
        Consultation(
            application=case,
            side="third_party",
            name=UNKNOWN,
            about=UNKNOWN,
            sent_on=each.consulted_on,
            answered_on=each.opinion_on,
        )
        for case, each in pairs
        if each.consulted_on
    ]


def _letters(pairs: Iterable[tuple[Application, History]]) -> list[Letter]:
    return [
        Letter(
            application=case,
            key="reply",
            version=1,
            number=each.letter_number,
            title=law.outcome(each.outcome, on=each.received_on or each.submitted_on).letter[:60],
            text=LETTER_TEXT,
            addressee="；".join(party.name for party in each.parties),
            state="signed",
            template="imported",
            made_on=each.replied_on,
            signed_on=each.replied_on,
        )
        for case, each in pairs
        if each.replied_on
    ]


def _deliveries(pairs: Iterable[tuple[Application, History]], letters: dict[int, Letter]) -> list[Delivery]:
    """A register knows the day of arrival; the day of sending is then not known, and the same is put down."""
    return [
        Delivery(
            application=case,
            letter=letters[case.pk],
            channel=each.delivery,
            sent_on=each.delivered_on,
            delivered_on=each.delivered_on,
        )
        for case, each in pairs
        if each.delivered_on and case.pk in letters
    ]


def _raise_counters(histories: Iterable[History]) -> None:
    """The next number that is given follows all that were taken over."""
    last: dict[tuple[Body, int, str], int] = {}
    for each in histories:
        keys = [((each.body, each.year, "application"), each.serial)]
        if each.letter_serial and each.replied_on:
            keys.append(((each.body, each.replied_on.year, "reply"), each.letter_serial))
        for key, serial in keys:
            last[key] = max(serial, last.get(key, 0))
    for (body, year, series), serial in last.items():
        row, _ = Counter.objects.get_or_create(body=body, year=year, series=series, defaults={"last": serial})
        Counter.objects.filter(pk=row.pk, last__lt=serial).update(last=serial)
