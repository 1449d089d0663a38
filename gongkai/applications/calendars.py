"""The deadlines of a person as a calendar to subscribe to (RFC 5545): numbers and days only, no subject, no name."""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q

from gongkai.applications import access
from gongkai.applications.models import Application
from gongkai.bodies.actors import actor
from gongkai.bodies.models import Person
from gongkai.core import law
from gongkai.core.applications import STAGES

_LINE = 75  # octets of a line, its end left out (RFC 5545, 3.1)
_MOST = 1_000  # cases of one calendar
_AHEAD = 366  # days of statutory dates
_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//gongkai//disclosure on application//ZH",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "X-WR-CALNAME:政府信息公开期限",
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
)


def calendar_feed(person: Person, on: date) -> str:
    """The open cases that the person works on, at their last days, and what the law wants of every body."""
    by = actor(person, on=on)
    open_cases = access.visible(by).exclude(stage="closed").filter(due_on__isnull=False)
    mine = open_cases.filter(Q(handler=person) | Q(body__in=by.body_ids)).order_by("due_on", "pk")
    lines = [*_HEAD]
    for case in mine.only("pk", "number", "due_on", "stage", "is_provisional")[:_MOST]:
        lines += _case(case, on)
    for day, says, article in statutory(on):
        lines += _event(f"law-{day.isoformat()}-{article}", day, says, article, "", on)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def statutory(on: date) -> list[tuple[date, str, str]]:
    """The days of the next year by which every body has to publish its report: the day, what, the article."""
    found = set()
    for year in (on.year, on.year + 1):
        for kind in ("department", "government"):
            rule = law.report_day(kind, on=on)
            says = f"{rule.label}公布 {year - 1} 年度政府信息公开工作年度报告"
            found.add((date(year, rule.month, rule.day), says, rule.article))
    return sorted(each for each in found if 0 <= (each[0] - on).days <= _AHEAD)


def _case(case: Application, on: date) -> Iterator[str]:
    assert case.due_on is not None
    provisional = "（暂定）" if case.is_provisional else ""
    address = f"{settings.SITE_ADDRESS}/desk/cases/{case.pk}/"
    says = f"答复期限{provisional}：{case.number}"
    yield from _event(f"case-{case.pk}", case.due_on, says, STAGES[case.stage], address, on)


def _event(uid: str, day: date, says: str, more: str, address: str, on: date) -> Iterator[str]:
    """One whole day, which keeps nobody busy, with a reminder at nine in the morning of the day before."""
    host = urlsplit(settings.SITE_ADDRESS).hostname or "gongkai"
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(uid)}@{host}"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{_text(says)}"
    yield f"DESCRIPTION:{_text(more)}"
    if address:
        yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(says)}", "TRIGGER:-PT15H", "END:VALARM")
    yield "END:VEVENT"


def _text(plain: str) -> str:
    """A text value with what would end it made harmless (RFC 5545, 3.3.11)."""
    escaped = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> str:
    """A line in pieces of 75 octets, never within a character."""
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    return "\r\n".join([*pieces, piece])
