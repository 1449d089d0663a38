"""Not applications: correcting one's own record (Art 41), complaints (Art 47, 51), suggestions (Art 9), and their answers.

The Regulations set no term for these, so that `answer_by` stays empty: who answers sets it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from gongkai.applications import codes
from gongkai.applications.actions.deeds import take_number
from gongkai.applications.models import Feedback
from gongkai.applications.public.attempts import plain_code, plain_number
from gongkai.applications.public.offices import open_body
from gongkai.applications.public.tickets import NotProved, limited
from gongkai.bodies.actors import APPLICANT
from gongkai.journal import actions as journal

_SERIES = {
    "record_correction": ("correction", "更正"),
    "complaint": ("complaint", "投诉"),
    "suggestion": ("suggestion", "建议"),
}
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
    known = Feedback.objects.select_related("body").filter(key=given.key).first()
    if known is None:
        try:
            known = _create(given, kind, on)
        except IntegrityError:
            known = Feedback.objects.select_related("body").get(key=given.key)
    return FeedbackReceipt(known.number, codes.code_of(known.key), known.body.name)


@transaction.atomic
def _create(given: Said, kind: str, on: date) -> Feedback:
    if not given.text.strip():
        raise ValidationError("请写明内容")
    try:
        body = open_body(given.body, on)
    except LookupError as error:
        raise ValidationError("请选择单位") from error
    series, word = _SERIES[kind]
    made = Feedback.objects.create(
        kind=kind,
        body=body,
        number=f"{body.mark}{word}〔{on.year}〕{take_number(body, on.year, series)}号",
        name=given.name.strip(),
        contact=given.contact.strip(),
        text=given.text.strip(),
        received_on=on,
        code_hash=codes.hash_of(codes.code_of(given.key)),
        key=given.key,
    )
    author = APPLICANT.author("applicant", body.slug)
    journal.record("hand_in_feedback", ("feedback", made.pk), by=author, on=on, facts={"kind": kind})
    return made


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
