"""Beside the life of a case: mending a day, changing how to deliver, files, the reply shown to everybody, looking at people."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction

from gongkai import release
from gongkai.applications import access, clockwork, papers
from gongkai.applications.actions.deeds import edit, note
from gongkai.applications.models import DELIVERIES, FORMS, Application, Attachment, PublishedReply
from gongkai.applications.papers import Upload
from gongkai.bodies.actors import SYSTEM, Actor
from gongkai.core import privacy
from gongkai.core.life import NotAllowed
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry
from gongkai.vault import files


@dataclass(frozen=True, slots=True)
class Mend:
    """The right facts of a line that was entered wrongly: its day, when it was served, until when, how many days."""

    on: date
    served_on: date | None = None
    until: date | None = None


def mend(line: Entry, given: Mend, *, by: Actor, on: date, reason: str, version: int | None = None) -> Application:
    """Put a wrongly entered day right: a line that replaces the other; both stay in the journal, and the clock follows.

    The clock itself is never set by hand. The day of receipt is mended through the days it is computed from.
    """
    if not reason.strip():
        raise ValidationError("请写明更正的理由")
    with edit(int(line.about_id), by=by, version=version) as case:
        if given.on > on or given.on < case.submitted_on:
            raise ValidationError("更正后的日期应当在申请提交之日到今天之间")
        facts = dict(line.facts)
        if line.verb == "receive":
            facts["on"] = given.on.isoformat()
        for key, day in (("served_on", given.served_on), ("until", given.until)):
            if day:
                facts[key] = day.isoformat()
        role = min(access.roles(by, case))
        author = by.author(role, case.body.slug)
        about = (clockwork.KIND, case.pk)
        journal.record(line.verb, about, by=author, on=given.on, facts=facts, reason=reason, mends=line)
        clockwork.follow(case, journal.entries(clockwork.KIND, case.pk))
    return case


_COUNTED = ("due_on", "is_provisional", "stopped_on", "waiting_for", "waiting_until")


def recount(*, on: date) -> int:
    """Count every open case anew, after a holiday notice or a rule has changed; how many moved. Each leaves a line."""
    moved = 0
    for case in Application.objects.filter(closed_on__isnull=True, received_on__isnull=False).iterator(500):
        with transaction.atomic():
            held = access.lock(SYSTEM, case.pk)
            before = {name: getattr(held, name) for name in _COUNTED}
            clockwork.follow(held, journal.entries(clockwork.KIND, held.pk))
            if all(getattr(held, name) == before[name] for name in _COUNTED):
                continue
            held.version += 1
            held.save(update_fields=[*_COUNTED, "version"])
            facts = {"from": str(before["due_on"] or ""), "to": str(held.due_on or "")}
            note(held, "recount", by=SYSTEM, on=on, facts=facts)
            moved += 1
    return moved


@transaction.atomic
def change_delivery(number: int, form: str, way: str, *, by: Actor, on: date, version: int | None = None) -> None:
    """Another form or another way, as the applicant wishes, while nothing has been sent."""
    case = access.lock(by, number)
    if version is not None and version != case.version:
        raise ValidationError("这件申请刚刚有了变化，请看过以后再改一次")
    if not access.is_worker(by, case):
        raise NotAllowed("您可以查看这件申请，不能办理")
    if form not in FORMS or way not in DELIVERIES:
        raise ValidationError("请选择提供的形式和方式")
    if not case.is_open:
        raise ValidationError("这件申请已经办结，不能再改提供方式")
    case.form_wanted, case.delivery = form, way
    case.version += 1
    case.save()
    note(case, "change_delivery", by=by, on=on, facts={"form": form, "delivery": way})


def add_files(number: int, uploads: list[Upload], *, by: Actor, on: date) -> list[Attachment]:
    """Files into the case."""
    admitted = papers.admit(uploads)
    with edit(number, by=by, version=None) as case:
        added = papers.attach(case, admitted, by=by.name, on=on)
        note(case, "add_files", by=by, on=on, facts={"files": [each.pk for each in added]})
    return added


def redact(attachment: Attachment, marks: tuple[release.Mark, ...], *, by: Actor, on: date) -> Attachment:
    """The released version of a file: boxes burnt in, everything hidden gone, and looked through again before it is kept."""
    original = files.fetch(attachment.stored)
    try:
        made = release.redact(original, attachment.name, marks)
    except release.CannotRelease as error:
        raise ValidationError(str(error)) from error
    problems = release.verify(original, made.data, marks)
    if problems:
        raise ValidationError([f"处理后的文件没有通过核对，没有保存：{each}" for each in problems])
    stem = attachment.name.rsplit(".", 1)[0]
    admitted = papers.admit([Upload(f"{stem}（区分处理）.pdf", made.data, "released")])
    with edit(attachment.application_id, by=by, version=None) as case:
        row = papers.attach(case, admitted, by=by.name, on=on)[0]
        row.redacted_from = attachment
        row.save(update_fields=["redacted_from"])
        note(case, "redact", by=by, on=on, facts={"from": attachment.pk, "to": row.pk, "marks": len(marks)})
    return row


def fetch(attachment: Attachment, *, by: Actor, on: date) -> bytes:
    """The bytes of a file; that it was opened is remembered."""
    note(attachment.application, "open_file", by=by, on=on, facts={"file": attachment.pk})
    return files.fetch(attachment.stored)


def look_at_people(case: Application, *, by: Actor, on: date) -> None:
    """That identity numbers and telephones were shown to somebody is remembered (规定: who saw what)."""
    note(case, "look_at_people", by=by, on=on)


def publish_reply(number: int, title: str, question: str, answer: str, *, by: Actor, on: date) -> PublishedReply:
    """Show a signed reply to everybody, without its applicant (答复选登). Refused while any personal information is left."""
    with edit(number, by=by, version=None) as case:
        if case.is_open or case.outcome in ("", "withdrawn_or_other"):
            raise ValidationError("已经答复并办结的申请才能选登")
        left = _left(case, f"{title}\n{question}\n{answer}")
        if left:
            raise ValidationError(f"还有个人信息：{'、'.join(left)}；请去掉以后再公布")
        row = PublishedReply.objects.update_or_create(
            application=case,
            defaults={
                "title": title.strip(),
                "question": question.strip(),
                "answer": answer.strip(),
                "published_on": on,
                "withdrawn_on": None,
            },
        )[0]
        note(case, "publish_reply", by=by, on=on)
    return row


def _left(case: Application, text: str) -> list[str]:
    """What of the people of the case, or of anybody, is still in a text."""
    found = [privacy.NAMES[each.kind] for each in privacy.find(text)]
    for person in case.applicants.all():
        values = (person.name, person.id_number, person.phone, person.email, person.address)
        found += [f"申请人的信息“{value[:1]}…”" for value in values if len(value) > 1 and value in text]
    return list(dict.fromkeys(found))


def withdraw_reply(row: PublishedReply, *, by: Actor, on: date, reason: str) -> None:
    """Take a published reply down; that it was there stays on record."""
    with edit(row.application_id, by=by, version=None) as case:
        row.withdrawn_on = on
        row.save(update_fields=["withdrawn_on"])
        note(case, "withdraw_reply", by=by, on=on, reason=reason)


_WAITING_FOR = {"in_review": "reviewer", "approved": "signer", "offered": "clerk"}


def urge(number: int, *, by: Actor, on: date, reason: str = "") -> int:
    """Remind those who have to act on a case now, by e-mail, with number and deadline only; how many people."""
    case = access.case(by, number)
    if not case.is_open:
        raise NotAllowed("已经办结的申请不用催办")
    role = _WAITING_FOR.get(case.stage, "head" if case.wants_extension else "clerk")
    body = case.offered_to or case.body
    posts = body.posts.filter(role=role, until__isnull=True, person__is_active=True).select_related("person")
    people = {post.person for post in posts} - {by.person}
    if case.handler and role == "clerk":
        people = {case.handler} - {by.person}
    due = f"，{case.due_on.isoformat()} 到期" if case.due_on else ""
    text = f"{case.number}{due}，请尽快办理。{reason}\n{settings.SITE_ADDRESS}/desk/cases/{case.pk}/"
    note(case, "urge", by=by, on=on, facts={"role": role, "people": sorted(each.pk for each in people)}, reason=reason)
    to = [each.email for each in people if each.email]
    if to:
        transaction.on_commit(lambda: send_mail(f"催办：{case.number}", text, None, to, fail_silently=True))
    return len(people)
