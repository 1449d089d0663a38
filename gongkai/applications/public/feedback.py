"""Not applications: correcting one's own record (Art 41), complaints (Art 47, 51), suggestions (Art 9), and their answers.

The Regulations set no term for these, so that `answer_by` stays empty: who answers sets it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from gongkai.applications import actions, codes
from gongkai.applications.models import Feedback
from gongkai.applications.public.attempts import plain_code, plain_number
from gongkai.applications.public.offices import open_body
from gongkai.applications.public.tickets import NotProved, limited
from gongkai.bodies.actors import APPLICANT

_NOBODYS = codes.hash_of("")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody hands in. The same key again is the same one."""

    key: str
    kind: str
    body: str
    text: str
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackReceipt:
    """The number and the code to ask with."""

    number: str
    code: str
    body: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How it stands."""

    number: str
    kind: str
    body: str
    received_on: date
    answer_by: date | None
    answered_on: date | None
    answer: str


def record_correction(given: Said, *, on: date) -> FeedbackReceipt:
    """A record about oneself is wrong: needs who asks and how to reach them."""
    if not given.name.strip() or not given.contact.strip():
        raise ValidationError("请填写姓名和联系方式：更正的是与您自身有关的记录，要能与您核实")
    return _hand_in(given, "record_correction", on)


def complain(given: Said, *, on: date) -> FeedbackReceipt:
    """An office does not do what the Regulations want of it."""
    return _hand_in(given, "complaint", on)


def suggest(given: Said, *, on: date) -> FeedbackReceipt:
    """Criticism and suggestions."""
    return _hand_in(given, "suggestion", on)


def _hand_in(given: Said, kind: str, on: date) -> FeedbackReceipt:
    try:
        body = open_body(given.body, on)
    except LookupError as error:
        raise ValidationError("请选择单位") from error
    voice = actions.Voice(kind, body, given.text, given.name, given.contact, key=given.key)
    made = actions.hear(voice, by=APPLICANT, on=on)
    return FeedbackReceipt(made.number, codes.code_of(made.key), made.body.name)


def feedback(number: str, code: str, *, address: str, at: datetime) -> Answer:
    """How a complaint, a suggestion or a correction stands. Raises NotProved, alike for every reason, or codes.TooMany."""
    plain = plain_number(number)
    with limited("look-feedback", plain, address=address, at=at) as tried:
        row = Feedback.objects.select_related("body").filter(number=plain).first()
        is_right = codes.is_right(plain_code(code), row.code_hash if row and row.code_hash else _NOBODYS)
        tried.is_right = bool(row and row.code_hash and is_right)
    if row is None or not tried.is_right:
        raise NotProved
    return Answer(
        row.number,
        row.get_kind_display(),
        row.body.name,
        row.received_on,
        row.answer_by,
        row.answered_on,
        row.answer if row.answered_on else "",
    )
