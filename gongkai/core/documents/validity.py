"""Whether a document is in force (有效性): derived from its dates and from what was done to it, never stored."""

from dataclasses import dataclass
from datetime import date

LABELS = {
    "in_force": "现行有效",
    "amended": "已修改",
    "partly_ended": "部分失效",
    "expired": "失效",
    "repealed": "废止",
    "not_yet": "尚未生效",
}
ENDED = frozenset({"expired", "repealed"})


@dataclass(frozen=True, slots=True)
class Dates:
    """The days that decide. None: the document does not say, or it has not happened."""

    effective_from: date | None = None
    expires_on: date | None = None  # the last day in force
    lapsed_on: date | None = None  # declared lapsed (宣布失效) from this day
    repealed_on: date | None = None
    partly_ended_on: date | None = None
    amended_on: date | None = None


def validity(dates: Dates, *, on: date) -> str:
    """The key of LABELS for day `on`. What ends a document outweighs what changes it."""
    if dates.repealed_on and dates.repealed_on <= on:
        return "repealed"
    if (dates.lapsed_on and dates.lapsed_on <= on) or (dates.expires_on and dates.expires_on < on):
        return "expired"
    if dates.effective_from and on < dates.effective_from:
        return "not_yet"
    if dates.partly_ended_on and dates.partly_ended_on <= on:
        return "partly_ended"
    return "amended" if dates.amended_on and dates.amended_on <= on else "in_force"


def ends_on(dates: Dates) -> date | None:
    """The first day on which the document is no longer in force; None as far as is known."""
    after_expiry = date.fromordinal(dates.expires_on.toordinal() + 1) if dates.expires_on else None
    known = [day for day in (dates.repealed_on, dates.lapsed_on, after_expiry) if day]
    return min(known, default=None)


def label(key: str) -> str:
    """What is printed."""
    return LABELS[key]
