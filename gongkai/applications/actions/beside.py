"""Registers beside the cases: complaints and corrections of records, and a district's own words for letters."""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from gongkai.applications import codes
from gongkai.applications.actions.deeds import take_number
from gongkai.applications.models import Feedback, PublishedReply, Spared, Template
from gongkai.applications.models.registers import FEEDBACK_KINDS
from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body
from gongkai.core import letters
from gongkai.core.life import NotAllowed
from gongkai.journal import actions as journal

KIND = "feedback"
_SERIES = {
    "record_correction": ("correction", "更正"),
    "complaint": ("complaint", "投诉"),
    "suggestion": ("suggestion", "建议"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """A correction of one's own record (Art 41), a complaint (Art 47, 51) or a suggestion (Art 9)."""

    kind: str
    body: Body
    text: str
    name: str = ""
    contact: str = ""
    answer_by: date | None = None
    key: str = field(default_factory=codes.new_key)


def hear(given: Voice, *, by: Actor, on: date) -> Feedback:
    """Into the register, with a number of its own; it is no application and is counted in no table."""
    if given.kind not in FEEDBACK_KINDS or not given.text.strip():
        raise ValidationError("请选择类别，并写明内容")
    if given.kind == "record_correction" and not (given.name.strip() and given.contact.strip()):
        raise ValidationError("更正与自身有关的记录，请写明姓名和联系方式，以便核对身份")
    known = Feedback.objects.filter(key=given.key).first()
    if known:
        return known
    try:
        with transaction.atomic():
            series, word = _SERIES[given.kind]
            serial = take_number(given.body, on.year, series)
            row = Feedback.objects.create(
                kind=given.kind,
                body=given.body,
                number=f"{given.body.mark}{word}〔{on.year}〕{serial}号",
                name=given.name.strip(),
                contact=given.contact.strip(),
                text=given.text.strip(),
                received_on=on,
                answer_by=given.answer_by,
                code_hash=codes.hash_of(codes.code_of(given.key)),
                key=given.key,
            )
            role = min(by.everywhere or by.roles(given.body.pk) or {"clerk"})
            facts = {"kind": row.kind}
            journal.record("hear", (KIND, row.pk), by=by.author(role, given.body.slug), on=on, facts=facts)
    except IntegrityError:
        return Feedback.objects.get(key=given.key)
    return row


def spare(reply: PublishedReply, *, on: date) -> None:
    """A visitor found the information in a published reply before applying: an application saved."""
    Spared.objects.create(on=on, body=reply.application.body, found=reply.title[:120])


@transaction.atomic
def answer_feedback(row: Feedback, answer: str, *, is_upheld: bool, by: Actor, on: date) -> None:
    """The answer, once."""
    roles = by.roles(row.body_id) & {"clerk", "head", "signer", "office"}
    if not roles:
        raise NotAllowed("您可以查看，不能答复")
    if row.answered_on:
        raise ValidationError("已经答复过")
    if not answer.strip():
        raise ValidationError("请填写答复")
    row.answer, row.answered_on, row.is_upheld = answer.strip(), on, is_upheld
    row.save()
    author = by.author(min(roles), row.body.slug)
    journal.record("answer_feedback", (KIND, row.pk), by=author, on=on, facts={"is_upheld": is_upheld})


@transaction.atomic
def change_template(key: str, text: str, note: str, *, by: Actor, on: date) -> Template:
    """A new version of a letter's words for the whole district; earlier ones stay. Only known names may stand in braces."""
    if not (by.has("office") or by.has("keeper")):
        raise NotAllowed("文书模板由区公开办或者系统管理员修改")
    letters.get(key)
    strange = letters.unknown(text)
    if strange:
        raise ValidationError(f"这些花括号里的名称系统不认识：{'、'.join(strange)}；请用右边列出的名称，或者去掉花括号")
    last = Template.objects.filter(body=None, key=key).order_by("-version").first()
    if last and last.text == text.strip():
        raise ValidationError("和现在的版本一样，没有需要保存的改动")
    row = Template.objects.create(
        key=key,
        version=last.version + 1 if last else 1,
        text=text.strip(),
        since=on,
        made_by=by.person,
        note=note.strip(),
    )
    author = by.author("office" if by.has("office") else "keeper", "")
    journal.record("change_template", ("template", key), by=author, on=on, facts={"version": row.version}, reason=note)
    return row
