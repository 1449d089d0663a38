"""What every deed goes through: the report held, the version compared, the life asked, the journal written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.bodies.actors import Actor
from gongkai.core.life import NotAllowed
from gongkai.core.reports.life import LIFE
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry
from gongkai.reports import access
from gongkai.reports.actions import locking
from gongkai.reports.models import AnnualReport

KIND = "report"


class Stale(Exception):
    """Somebody else has changed the same thing since the page was opened; nothing was overwritten."""


@dataclass(slots=True)
class Deed:
    """One deed under way: the caller changes the report and puts what the journal shall remember into `facts`."""

    report: AnnualReport
    by: Actor
    role: str
    on: date
    facts: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


@contextmanager
def deed(
    number: int, verb: str, *, by: Actor, at: datetime, version: int | None = None, reason: str = ""
) -> Iterator[Deed]:
    """A deed on a report, all or nothing. Raises Absent, Stale, NotAllowed or ValidationError, and nothing has happened."""
    with transaction.atomic():
        found = access.lock(by, number)
        if version is not None and version != found.version:
            raise Stale("您打开这一页以后，别人改动了这份年报。您填的内容还在下面；请看过新的情况再提交一次")
        if locking.is_due(found, localdate(at)):
            locking.lock(found, localdate(at))
        role = _role(by, found, verb)
        stage = LIFE.after(found.stage, verb, role=role)
        under_way = Deed(found, by, role, localdate(at), reason=reason.strip())
        yield under_way
        found.stage = stage
        found.version += 1
        found.touched_at = at
        found.clean_fields()
        found.save()
        _write(under_way, verb)


def _write(under_way: Deed, verb: str) -> Entry:
    author = under_way.by.author(under_way.role, under_way.report.body.slug)
    about = (KIND, under_way.report.pk)
    return journal.record(verb, about, by=author, on=under_way.on, facts=under_way.facts, reason=under_way.reason)


def _role(by: Actor, found: AnnualReport, verb: str) -> str:
    held, move = access.roles(by, found), LIFE.move(verb)
    if by.number == "system":
        return move.roles[0]
    if not held:
        raise NotAllowed("您可以查看这份年报，不能填报")
    return next((role for role in move.roles if role in held), min(held))


def history(found: AnnualReport) -> list[Entry]:
    """What was done to the report, in order."""
    return journal.entries(KIND, found.pk)


def refuse_unless_office(by: Actor) -> None:
    """Rounds are the business of the district's office."""
    if not access.is_office(by):
        raise NotAllowed("这一步由区公开办办理")
