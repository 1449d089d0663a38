"""What people are told without asking: one digest a day by e-mail, deadlines to chat robots, deadlines as a calendar.

Digests have numbers, subjects and deadlines; robots and calendars numbers and deadlines only. No names of applicants.
"""

import json
import logging
import smtplib
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from http.client import HTTPException
from itertools import takewhile
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction
from django.db.models import Q

from gongkai.applications import clockwork, codes
from gongkai.applications.calendars import calendar_feed
from gongkai.applications.models import Application
from gongkai.applications.models import Digest as Sent
from gongkai.applications.ribbons import SOON
from gongkai.bodies.actors import Actor, actor
from gongkai.bodies.models import Person, Post
from gongkai.core import workdays
from gongkai.journal import actions as journal

__all__ = ["Digest", "Group", "Item", "calendar_feed", "digest", "robots", "send_digests"]

log = logging.getLogger("gongkai.reminders")

ON_DAYS = frozenset({5, 10, 15, 18, 20})  # working days of the clock on which a case is called to mind; our own habit
ROBOT_MINUTE = 20  # messages a minute that chat robots allow
_ROBOT_BYTES = 1_800  # of one message
_ROBOT_SECONDS = 5
_EVERYBODY = frozenset({"clerk", "handler", "office"})
_CLERK = frozenset({"clerk"})
_WORKING = ("received", "handling", "in_review", "approved")  # somebody owes the reply


@dataclass(frozen=True, slots=True)
class Item:
    """One case, as far as a reminder tells of it."""

    pk: int
    number: str
    subject: str
    due_on: date | None
    waiting_for: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of one sort."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person should know on a day, in the order of urgency; a case stands once."""

    on: date
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many cases it tells of."""
        return sum(len(group.items) for group in self.groups)

    @property
    def subject(self) -> str:
        """The heading of the e-mail."""
        parts = "，".join(f"{group.label} {len(group.items)} 件" for group in self.groups)
        return f"依申请公开：{parts}"[:120]

    @property
    def text(self) -> str:
        """The e-mail itself."""
        lines = [f"{self.on.month}月{self.on.day}日的提醒", ""]
        for group in self.groups:
            lines.append(f"【{group.label}】")
            lines += [f"  {item.number}{_due(item)}  {item.subject}" for item in group.items]
            lines.append("")
        return "\n".join([*lines, f"办理：{settings.SITE_ADDRESS}/desk/"])


@dataclass(frozen=True, slots=True)
class _Case:
    """A row that may have to be told: plain values, one question to the database for all of them."""

    pk: int
    number: str
    subject: str
    acting: int  # the body that has to act
    stage: str
    due_on: date | None
    stopped_on: date | None
    waiting_for: str
    waiting_until: date | None
    wants_extension: bool
    day: int | None = None  # which working day of its clock this is, where it is one of ON_DAYS

    def runs(self, on: date) -> bool:
        """Whether the clock runs on that day: not stopped, or the term of what it waits for is over."""
        return self.stopped_on is None or (self.waiting_until is not None and self.waiting_until < on)


# ── the digest ──


def digest(person: Person, on: date) -> Digest:
    """What a person should know on a day."""
    by = actor(person, on=on)
    bodies = None if by.everywhere & _EVERYBODY else by.body_ids
    return _digest(by, _by_body(_cases(on, bodies)), on)


def _cases(on: date, bodies: Collection[int] | None = None) -> list[_Case]:
    """The open cases that somebody may have to be told of, with their day of the clock: three questions for all."""
    fields = (
        "pk",
        "number",
        "subject",
        "stage",
        "due_on",
        "stopped_on",
        "waiting_for",
        "waiting_until",
        "wants_extension",
    )
    rows = Application.objects.exclude(stage="closed").order_by("due_on", "pk")
    if bodies is not None:
        rows = rows.filter(Q(body__in=bodies) | Q(offered_to__in=bodies))
    found = []
    for *values, body, offered in rows.values_list(*fields, "body", "offered_to"):
        pk, number, subject, stage, *rest = values
        found.append(_Case(pk, number, subject, offered if stage == "offered" else body, stage, *rest))
    days = _days([case for case in found if case.due_on and case.stage in _WORKING and case.runs(on)], on)
    return [_on_day(case, days.get(case.pk)) for case in found]


def _on_day(case: _Case, day: int | None) -> _Case:
    if day not in ON_DAYS:
        return case
    values = {name: getattr(case, name) for name in _Case.__slots__}
    return _Case(**{**values, "day": day})


def _days(cases: list[_Case], on: date) -> dict[int, int]:
    """Which working day of its own clock `on` is, for cases that it may be one of ON_DAYS for."""
    if not workdays.is_workday(on):
        return {}
    lines = journal.entries_of(clockwork.KIND, [case.pk for case in cases])
    found = {}
    for case in cases:
        clock = clockwork.of(lines[str(case.pk)])
        left = clock.left(on) if clock else None
        if clock and left is not None and left >= 0 and not clock.fixed_on:
            found[case.pk] = clock.quota - left
    return found


def _by_body(cases: Iterable[_Case]) -> dict[int, list[_Case]]:
    found: dict[int, list[_Case]] = defaultdict(list)
    for case in cases:
        found[case.acting].append(case)
    return found


def _digest(by: Actor, cases: Mapping[int, list[_Case]], on: date) -> Digest:
    """Sorted into groups; the first that fits and whose role the person has, has the case."""
    groups: dict[str, list[Item]] = {label: [] for label in _LABELS}
    soon = workdays.add(on, SOON).on
    for body in cases if by.everywhere & _EVERYBODY else by.body_ids:
        roles = by.roles(body)
        for case in cases.get(body, ()):
            label = next((label for label, who in _sorts(case, on, soon) if roles & who), "")
            if label:
                groups[label].append(Item(case.pk, case.number, case.subject, case.due_on, case.waiting_for))
    return Digest(on, tuple(Group(label, tuple(items)) for label, items in groups.items() if items))


_LABELS = (
    "已超期",
    "今天到期",
    f"{SOON} 个工作日内到期",
    "停表期满",
    "停表今天期满",
    "待签发",
    "待审核",
    "待批延期",
    "待认领",
    "待确认收到",
    "待登记",
    "待送达",
    *(f"第 {day} 个工作日" for day in sorted(ON_DAYS)),
)
_WAITS = {
    "approved": ("待签发", frozenset({"signer"})),
    "in_review": ("待审核", frozenset({"reviewer"})),
    "offered": ("待认领", _CLERK),
    "submitted": ("待确认收到", _CLERK),
    "received": ("待登记", _CLERK),
    "signed": ("待送达", _CLERK),
}


def _sorts(case: _Case, on: date, soon: date) -> Iterator[tuple[str, frozenset[str]]]:
    """The groups that a case fits into, the most urgent first, with the roles that are told."""
    if case.due_on and case.stage in _WORKING and case.runs(on) and case.due_on <= soon:
        yield _LABELS[0] if case.due_on < on else _LABELS[1] if case.due_on == on else _LABELS[2], _EVERYBODY
    if case.waiting_until and case.waiting_until <= on:
        yield "停表期满" if case.waiting_until < on else "停表今天期满", _CLERK
    if case.stage in _WAITS:
        yield _WAITS[case.stage]
    if case.wants_extension:
        yield "待批延期", frozenset({"head"})
    if case.day is not None:
        yield f"第 {case.day} 个工作日", _EVERYBODY


def _due(item: Item) -> str:
    return f"  {item.due_on.isoformat()} 到期" if item.due_on else ""


# ── e-mail ──


def send_digests(on: date, at: datetime) -> int:
    """The digest of everybody who wants one, once a person and day; how many went out. On working days only."""
    if not workdays.is_workday(on):
        return 0
    had = Sent.objects.filter(on=on).values("person")
    in_office = Post.objects.filter(since__lte=on).exclude(until__lt=on).values("person")
    people = Person.objects.filter(is_active=True, wants_email=True, pk__in=in_office).exclude(email="")
    cases, sent = _by_body(_cases(on)), 0
    for person in people.exclude(pk__in=had).order_by("pk"):
        found = _digest(actor(person, on=on), cases, on)
        sent += bool(found.groups) and _send(person, found, at)
    return sent


def _send(person: Person, found: Digest, at: datetime) -> bool:
    """One e-mail. Whoever puts the row down sends it; when the mailbox fails, the row goes and the next run tries again."""
    try:
        with transaction.atomic():
            row = Sent.objects.create(person=person, on=found.on)
    except IntegrityError:
        return False
    headers = {"Date": format_datetime(at), "Auto-Submitted": "auto-generated"}
    try:
        mail.EmailMessage(found.subject, found.text, None, [person.email], headers=headers).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        log.warning("a digest could not be sent", extra={"person": person.pk, "error": type(error).__name__})
        row.delete()
        return False
    return True


# ── chat robots ──


def robots(on: date, at: datetime) -> int:
    """Numbers and deadlines of what is overdue or due soon, to each robot once a day; how many messages went out."""
    soon = workdays.add(on, SOON).on
    if not settings.ROBOTS or not workdays.is_workday(on):
        return 0
    rows = Application.objects.filter(stage__in=_WORKING, due_on__lte=soon)
    running = rows.filter(Q(stopped_on__isnull=True) | Q(waiting_until__lt=on))
    due = list(running.order_by("due_on", "pk").values_list("number", "due_on"))
    lines = [f"{number}  {_when(day, on)}" for number, day in due if day]
    return sum(_tell(address, messages, on, at) for address in settings.ROBOTS if (messages := _messages(lines)))


def _when(day: date, on: date) -> str:
    said = f"{day.month}月{day.day}日"
    return f"{said}到期，已超期" if day < on else "今天到期" if day == on else f"{said}到期"


def _messages(lines: Iterable[str]) -> list[str]:
    """As few messages as hold the lines, and never more than a minute allows."""
    found: list[str] = []
    for line in lines:
        if found and len(f"{found[-1]}\n{line}".encode()) <= _ROBOT_BYTES:
            found[-1] = f"{found[-1]}\n{line}"
        else:
            found.append(f"依申请公开到期提醒\n{line}")
    return found[:ROBOT_MINUTE]


def _tell(address: str, messages: list[str], on: date, at: datetime) -> int:
    if not _is_safe(address):
        log.warning("a robot has no https address and was not told")
        return 0
    try:
        codes.count("robot", f"{on.isoformat()} {address}", at=at, most=1, window=timedelta(1))
    except codes.TooMany:
        return 0
    # The first that is not taken ends it: a robot that is away is not waited for twenty times.
    return sum(1 for _ in takewhile(lambda text: _post(address, text), messages))


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname == "127.0.0.1")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A robot that sends us elsewhere is not followed."""

    def redirect_request(self, *given: object) -> None:
        """Never."""


def _post(address: str, text: str) -> bool:
    body = json.dumps({"msgtype": "text", "text": {"content": text}}, ensure_ascii=False).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 - _is_safe
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=_ROBOT_SECONDS) as answer:
            return bool(200 <= answer.status < 300)
    except (OSError, HTTPException, ValueError) as error:
        log.warning("a robot could not be told", extra={"error": type(error).__name__})
        return False
