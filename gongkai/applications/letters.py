"""Letters of a case: its rows and its journal as the facts of `core.letters`, composed, examined and printed.

A stored letter holds the paragraphs that were sent; what stands around them (heading, addressee, signature) is put there
when it is printed.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Q

from gongkai.applications import clockwork, people
from gongkai.applications.models import (
    CHANNELS,
    Applicant,
    Application,
    Consultation,
    Fee,
    Letter,
    LookUp,
    Matter,
    Template,
)
from gongkai.applications.papers import Paper
from gongkai.core import law, letters, workdays
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry
from gongkai.writing import letters as printer

DETAILS = {
    "way": "获取的方式、途径",
    "found": "找到并提供的文件（一行一份）",
    "withheld": "不公开的部分",
    "ground": "不公开部分依据的答复类型",
    "organ": "负责公开的机关",
    "organ_contact": "该机关的联系方式",
    "law": "禁止公开或者另有规定的法律、行政法规和条款",
    "earlier": "此前答复的日期和文号",
    "search": "检索情况",
}
REPLY = "reply"
_TOLD_BY = {
    "获取途径": ("way",),
    "提供方式": ("way",),
    "查找结果": ("found",),
    "公开内容": ("found",),
    "检索情况": ("search",),
    "不公开部分": ("withheld",),
    "不公开条款": ("ground",),
    "特别规定": ("law",),
    "前次答复": ("earlier",),
    "负责机关告知": ("organ", "organ_contact"),
    "理由": ("reason",),
}


def needed(outcome: str) -> tuple[str, ...]:
    """What the letter of an outcome has to be told about a matter: "reason" and keys of DETAILS, as its text names them."""
    names = letters.placeholders.used(letters.get(outcome).text)
    return tuple(dict.fromkeys(key for name in names for key in _TOLD_BY.get(name, ())))


def facts(
    case: Application,
    *,
    on: date,
    consultation: Consultation | None = None,
    filled: Mapping[str, str] | None = None,
    events: list[Entry] | None = None,
) -> letters.Facts:
    """All that a letter of this case may have to say on that day."""
    lines = journal.in_effect(journal.entries(clockwork.KIND, case.pk) if events is None else events)
    body, fee = case.body, getattr(case, "fee", None)
    found = letters.Facts(
        organ=body.name,
        seal_holder=body.seal_name if body.seal_holder_id else "",
        applicant=_applicant(case),
        received_on=case.received_on or case.submitted_on,
        letter_on=on,
        case_number=case.number,
        channel=CHANNELS[case.channel],
        content="；".join(matter.text for matter in case.matters.all()),
        matters=tuple(_matter(case, matter) for matter in case.matters.all()),
        due_on=case.due_on,
        consulted=tuple(letters.Consulted(each.side, each.sent_on, each.reasons) for each in case.consultations.all()),
        contact=letters.Contact(telephone=body.phone, address=body.address, postcode=body.postcode),
        reconsideration=letters.Reconsideration(body.reconsideration_organ, address=body.reconsideration_contact)
        if body.reconsideration_organ
        else None,
        court=body.court,
        fee=_fee(fee) if fee else None,
        charged_on=fee.charged_on if fee else None,
        paid_on=fee.paid_on if fee else None,
        filled=dict(filled or {}),
    )
    found = _with_events(found, lines)
    return _with_consultation(found, consultation, on) if consultation else found


def _applicant(case: Application) -> letters.Applicant:
    applying = [person for person in case.applicants.all() if not person.is_agent]
    first = applying[0]
    return letters.Applicant(
        name="、".join(person.name for person in applying),
        is_natural_person=first.kind == people.NATURAL,
        telephone=first.phone,
        address=first.address,
        postcode=first.postcode,
        own=tuple(value for person in applying for value in (person.phone, person.id_number) if value),
    )


def details(matter: Matter) -> dict[str, str]:
    """What was typed for a matter, by the names of DETAILS."""
    return {key: str(text) for key, text in json.loads(matter.details or "{}").items() if key in DETAILS}


def _matter(case: Application, matter: Matter) -> letters.Matter:
    typed = details(matter)
    found = tuple(line.strip() for line in typed.get("found", "").splitlines() if line.strip())
    is_other = matter.outcome == "other_organ"
    return letters.Matter(
        text=matter.text,
        outcome=matter.outcome,
        reason=matter.reason,
        way=typed.get("way", ""),
        organ=(typed.get("organ") or None) if is_other else "",
        organ_contact=typed.get("organ_contact", ""),
        search=typed.get("search") or searched(list(case.look_ups.all())),
        found=found,
        withheld=typed.get("withheld", ""),
        ground=typed.get("ground", ""),
        law=typed.get("law", ""),
        earlier=typed.get("earlier", ""),
        annexes=found if matter.outcome in ("granted", "partial") else (),
    )


def searched(log: list[LookUp]) -> str:
    """The log of searches as one sentence of the letter: which systems, which words, which scope."""
    parts = []
    for each in log:
        scope = f"、范围“{each.scope}”" if each.scope else ""
        parts.append(f"在{each.system}以“{each.words}”为检索词{scope}检索")
    return "，".join(parts)


def _fee(fee: Fee) -> letters.Fee:
    days = law.days("payment", on=fee.charged_on)
    return letters.Fee(fee.basis, fee.units, fee.yuan, workdays.add(fee.served_on or fee.charged_on, days).on)


_DAYS = {
    "ask_to_correct": "asked_to_correct_on",
    "correct": "corrected_on",
    "ask_for_reasons": "asked_for_reasons_on",
}


def _with_events(found: letters.Facts, lines: list[Entry]) -> letters.Facts:
    """What happened, as far as a letter tells it."""
    days = {_DAYS[line.verb]: line.on for line in lines if line.verb in _DAYS}
    found = replace(found, **days)  # type: ignore[arg-type]
    for line in lines:
        until = line.facts.get("until")
        if line.verb == "ask_to_correct" and until:
            found = replace(found, correct_by=date.fromisoformat(until))
        elif line.verb == "extend":
            found = replace(found, extended_days=line.facts["days"], extended_to=found.due_on)
        elif line.verb == "delay" and until:
            found = replace(found, delayed_to=date.fromisoformat(until))
    return found


def _with_consultation(found: letters.Facts, asked: Consultation, on: date) -> letters.Facts:
    days = None
    if asked.side in ("third_party", "co_maker"):
        days = workdays.add(asked.served_on or on, law.days(asked.side, on=on)).on
    other = letters.Other(asked.name, is_natural_person=asked.is_person)
    filled = {"征求意见内容": asked.about, "协办事项": asked.about, **found.filled}
    return replace(found, other=other, answer_by=days, filled=filled)


def own_texts(case: Application) -> dict[str, str]:
    """The district's and the body's own texts in force, the body's before the district's."""
    chosen: dict[str, str] = {}
    rows = Template.objects.filter(Q(body=None) | Q(body=case.body)).order_by("body_id", "version")
    for row in sorted(rows, key=lambda each: (each.body_id is not None, each.version)):
        chosen[row.key] = row.text
    return chosen


def compose(case: Application, key: str, given: letters.Facts) -> tuple[Paper, letters.Composed]:
    """A letter ready to be edited, and what is still missing in it. LookupError for a reply without decisions."""
    own = own_texts(case)
    composed = letters.compose(key, given, own=own)
    letter = composed.letter
    used = "district" if set(composed.used) & set(own) else "shipped"
    return Paper(key, letter.title, "\n".join(letter.paragraphs), letter.addressee, used), composed


def examine(letter: Letter, *, on: date, given: letters.Facts | None = None) -> tuple[letters.Remark, ...]:
    """The checks before signing, on the words as they would be printed."""
    case = letter.application
    given = given or facts(case, on=on)
    others = _other_people(case)
    return letters.examine(
        printed(letter, given).text, given, on=on, other_people=others, due_on=case.due_on, key=letter.key
    )


def _other_people(case: Application) -> tuple[str, ...]:
    """Names that have no business in a letter to this applicant: those who were consulted, and agents of others."""
    own = {person.name for person in case.applicants.all()}
    return tuple(each.name for each in case.consultations.all() if each.side == "third_party" and each.name not in own)


def printed(letter: Letter, given: letters.Facts | None = None) -> letters.Letter:
    """A stored letter as it is printed; `given` are the facts where they are known already."""
    if given is None:
        given = facts(letter.application, on=letter.signed_on or letter.made_on, consultation=letter.consultation)
    annexes = tuple(annex for matter in given.matters for annex in matter.annexes) if letter.key == REPLY else ()
    around = _around(letter, given)
    return replace(
        around,
        title=letter.title,
        number=letter.number,
        addressee=letter.addressee,
        paragraphs=tuple(line for line in letter.text.splitlines() if line.strip()),
        annexes=annexes,
    )


def _around(letter: Letter, given: letters.Facts) -> letters.Letter:
    if letter.key == REPLY:
        body = letter.application.body
        contact = f"（联系电话：{body.phone}）" if body.phone else ""
        return letters.Letter(
            letter.key,
            "",
            given.organ,
            "",
            "",
            (),
            (),
            given.seal_holder or given.organ,
            given.letter_on,
            contact=contact,
        )
    return letters.compose(letter.key, given).letter


def sheet(case: Application, key: str, *, on: date, filled: Mapping[str, str] | None = None) -> letters.Letter:
    """A sheet that is not kept: the receipt, the register sheet, the delivery slip, the envelope."""
    return letters.compose(key, facts(case, on=on, filled=filled), own=own_texts(case)).letter


def print_(letter: letters.Letter, kind: str) -> bytes:
    """The bytes of a docx or a pdf. Raises writing.CannotWrite, and says what to do."""
    return printer.write(letter, kind)


def applicants(case: Application) -> list[Applicant]:
    """Those who apply, without agents."""
    return [person for person in case.applicants.all() if not person.is_agent]


def about_to(
    given: letters.Facts, verb: str, typed: Mapping[str, object], case: Application, on: date
) -> letters.Facts:
    """The facts with what a deed is about to fix: an extension's last day, a delay, a fee; before it is in the journal."""
    until, days = typed.get("until"), typed.get("days")
    if verb == "extend" and isinstance(days, int) and case.due_on:
        return replace(given, extended_days=days, extended_to=workdays.add(case.due_on, days).on)
    if verb == "delay" and isinstance(until, date):
        return replace(given, delayed_to=until)
    if verb == "ask_to_correct" and isinstance(until, date):
        return replace(given, correct_by=until, answer_by=until)
    if isinstance(until, date):
        return replace(given, answer_by=until)
    if verb == "charge":
        served = typed.get("served_on")
        fee = Fee(
            basis=str(typed["basis"]),
            units=int(str(typed["units"])),
            yuan=int(str(typed["yuan"])),
            charged_on=on,
            served_on=served if isinstance(served, date) else None,
        )
        return replace(given, fee=_fee(fee))
    return given
