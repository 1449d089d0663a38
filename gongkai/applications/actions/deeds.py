"""What every deed goes through: the case held, the version compared, the life asked, the journal written, the clock followed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from gongkai.applications import access, clockwork
from gongkai.applications.models import Application, Counter
from gongkai.bodies.actors import Actor
from gongkai.bodies.models import Body
from gongkai.core.applications import LIFE, Clock
from gongkai.core.life import NotAllowed
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry


class Stale(Exception):
    """Somebody else has changed the case since the page was opened; nothing was overwritten."""


@dataclass(slots=True)
class Deed:
    """One deed under way: the caller changes the case and puts what the journal shall remember into `facts`."""

    case: Application
    by: Actor
    role: str
    verb: str
    on: date
    done: frozenset[str]
    clock: Clock | None
    facts: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


@contextmanager
def deed(
    number: int, verb: str, *, by: Actor, on: date, version: int | None = None, reason: str = ""
) -> Iterator[Deed]:
    """A deed on a case, all or nothing. Raises Absent, Stale, NotAllowed or ValidationError, and then nothing has happened."""
    with transaction.atomic():
        case = access.lock(by, number)
        _refuse_stale(case, version)
        lines = journal.entries(clockwork.KIND, case.pk)
        done = verbs_since_reopening(lines)
        role = _role(by, case, verb)
        stage = LIFE.after(case.stage, verb, role=role, done=done)
        _refuse_before(case, on)
        under_way = Deed(case, by, role, verb, on, done, clockwork.of(lines), reason=reason.strip())
        yield under_way
        case.stage = stage
        lines.append(write(under_way))
        clockwork.follow(case, lines)
        case.version += 1
        if not case.is_open and case.closed_on is None:
            case.closed_on = on
        case.clean_fields()
        case.save()


def verbs_since_reopening(lines: list[Entry]) -> frozenset[str]:
    """The verbs of this round: a case that is answered again may be corrected, extended and charged again."""
    found: set[str] = set()
    for line in journal.in_effect(lines):
        found = set() if line.verb == "reopen" else found | {line.verb}
    return frozenset(found)


def write(under_way: Deed) -> Entry:
    """The line of the journal."""
    return journal.record(
        under_way.verb,
        (clockwork.KIND, under_way.case.pk),
        by=under_way.by.author(under_way.role, under_way.case.body.slug),
        on=under_way.on,
        facts=under_way.facts,
        reason=under_way.reason,
    )


@transaction.atomic
def note(
    case: Application, verb: str, *, by: Actor, on: date, facts: dict[str, Any] | None = None, reason: str = ""
) -> None:
    """A line about a case that is no move of its life: a file added, a comment settled, a number looked at."""
    role = min(access.roles(by, case) or by.roles(case.body_id) or {"office"})
    author = by.author(role, case.body.slug)
    journal.record(verb, (clockwork.KIND, case.pk), by=author, on=on, facts=facts, reason=reason)


@contextmanager
def edit(number: int, *, by: Actor, version: int | None) -> Iterator[Application]:
    """A change that is no move: the case held, the version compared and raised."""
    with transaction.atomic():
        case = access.lock(by, number)
        _refuse_stale(case, version)
        if not access.is_worker(by, case):
            raise NotAllowed("您可以查看这件申请，不能办理")
        yield case
        case.version += 1
        case.save()


def take_number(body: Body, year: int, series: str) -> int:
    """The next number of a series, in the transaction of the deed: given back when the deed fails, never given twice."""
    Counter.objects.get_or_create(body=body, year=year, series=series, defaults={"last": 0})
    Counter.objects.filter(body=body, year=year, series=series).update(last=F("last") + 1)
    return Counter.objects.get(body=body, year=year, series=series).last


def _role(by: Actor, case: Application, verb: str) -> str:
    held, move = access.roles(by, case), LIFE.move(verb)
    if not held:
        raise NotAllowed("您可以查看这件申请，不能办理")
    return next((role for role in move.roles if role in held), min(held))


def _refuse_stale(case: Application, version: int | None) -> None:
    if version is not None and version != case.version:
        raise Stale("您打开这一页以后，别人改动了这件申请。您填的内容还在下面；请看过新的情况再提交一次")


def _refuse_before(case: Application, on: date) -> None:
    if on < case.submitted_on:
        raise ValidationError(f"日期不能早于申请提交之日（{case.submitted_on.isoformat()}）")
