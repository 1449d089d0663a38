"""The clock of a case from its journal: lines into events, and what lists need written onto the row."""

from collections.abc import Iterable
from datetime import date

from gongkai.applications.models import Application
from gongkai.core import workdays
from gongkai.core.applications import Clock, Event, clock
from gongkai.journal import actions as journal
from gongkai.journal.models import Entry

KIND = "application"
NO_REPLY = ("", "withdrawn_or_other", "abandoned_no_correction", "abandoned_no_payment")  # ends without a reply
NOT_YET = ("submit",)  # before the day of receipt there is no clock


def events(lines: Iterable[Entry]) -> list[Event]:
    """The events of the lines that hold, mends applied."""
    return [_event(line) for line in journal.in_effect(lines) if line.verb not in NOT_YET]


def _event(line: Entry) -> Event:
    facts = line.facts
    return Event(
        line.verb,
        _day(facts.get("on")) or line.on,
        served_on=_day(facts.get("served_on")),
        until=_day(facts.get("until")),
        days=facts.get("days"),
        about=str(facts.get("about", "")),
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def of(lines: Iterable[Entry]) -> Clock | None:
    """The clock, or None while the day of receipt is not known."""
    found = events(lines)
    return clock(found) if any(event.verb == "receive" for event in found) else None


def follow(case: Application, lines: Iterable[Entry]) -> Clock | None:
    """Write onto the row what the clock says; the row is not saved here."""
    lines = list(lines)
    found = of(lines)
    if found is None:
        return None
    case.counted_on, case.counted_as = counted(lines)
    if found.ended_on is not None and found.ended_on == case.counted_on and case.counted_as not in NO_REPLY:
        days = workdays.after(found.starts_on, max(found.starts_on, found.ended_on))
        case.reply_days = sum(found.counts(day) for day in days)
        case.reply_is_late = found.is_overdue(found.ended_on)
    case.received_on = found.received_on
    case.due_on, case.is_provisional = found.due_on, found.is_provisional
    waiting = found.waiting if found.ended_on is None else ()
    case.stopped_on = min((each.since for each in waiting), default=None)
    case.waiting_for = "、".join(dict.fromkeys(each.label for each in waiting))[:80]
    ends = [each.due_on for each in waiting]
    case.waiting_until = max(filter(None, ends), default=None) if ends and None not in ends else None
    return found


ENDS = ("reply", "lapse", "withdraw")


def counted(lines: Iterable[Entry]) -> tuple[date | None, str]:
    """The day and the kind of reply under which the annual report counts the case; (None, "") while it is open.

    A reply that was annulled and given again in the same year counts as the last one; in a later year it has its place in
    the earlier report already [practice, the form says nothing of it].
    """
    ends = [line for line in journal.in_effect(lines) if line.verb in ENDS]
    same_year = [line for line in ends if line.on.year == ends[0].on.year]
    return (ends[0].on, str(same_year[-1].facts.get("outcome", ""))) if ends else (None, "")
