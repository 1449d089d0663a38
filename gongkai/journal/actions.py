"""The deeds of the journal: writing a line, and reading the lines of one thing with their mends applied."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from gongkai.core import privacy
from gongkai.journal.models import Entry, Pulse


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes the line, as it shall be read in ten years: the number, the name and the role of that day."""

    number: str
    name: str
    role: str
    unit: str = ""


def record(
    verb: str,
    about: tuple[str, object],
    *,
    by: Author,
    on: date,
    facts: Mapping[str, Any] | None = None,
    reason: str = "",
    mends: Entry | None = None,
) -> Entry:
    """Append one line, inside the transaction of the deed itself. Numbers of persons in the reason are masked."""
    kind, number = about
    transaction.on_commit(_beat)
    return Entry.objects.create(
        on=on,
        unit=by.unit,
        actor=by.number,
        actor_name=by.name,
        role=by.role,
        verb=verb,
        about_kind=kind,
        about_id=str(number),
        facts=dict(facts or {}),
        reason=privacy.mask(reason),
        mends=mends,
    )


def append(lines: Iterable[Entry]) -> None:
    """Append many lines at once, inside the transaction of the deed: a register that is taken over."""
    transaction.on_commit(_beat)
    Entry.objects.bulk_create(lines, batch_size=1000)


def pulse() -> int | None:
    """The number of the present state: another one where anything was done since; None before the first deed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM journal_pulse WHERE id = 1")
        found = cursor.fetchone()
    return int(found[0]) if found else None


def _beat() -> None:
    """After the deed is really there: who looks in between sees the new state under the old number, which does no harm."""
    if not Pulse.objects.filter(pk=1).update(number=F("number") + 1):
        Pulse.objects.get_or_create(pk=1, defaults={"number": time.time_ns()})  # never one that was before


def entries(kind: str, number: object) -> list[Entry]:
    """The lines about one thing in the order of writing."""
    return list(Entry.objects.filter(about_kind=kind, about_id=str(number)))


def entries_of(kind: str, numbers: Iterable[object]) -> dict[str, list[Entry]]:
    """The lines about many things, with one question to the database."""
    found: dict[str, list[Entry]] = {str(number): [] for number in numbers}
    for entry in Entry.objects.filter(about_kind=kind, about_id__in=list(found)):
        found[entry.about_id].append(entry)
    return found


def in_effect(lines: Iterable[Entry]) -> list[Entry]:
    """The lines that hold: a mended line is replaced by what mends it, at its own place; the mended one stays in the journal."""
    ordered = list(lines)
    mends = {line.mends_id: line for line in ordered if line.mends_id}
    found = []
    for line in (line for line in ordered if not line.mends_id):
        last = line
        while last.pk in mends:
            last = mends[last.pk]
        if not last.facts.get("is_void"):
            found.append(last)
    return found
