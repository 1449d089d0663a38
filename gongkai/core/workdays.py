"""Working days (工作日) from 2008 on: adding, counting and accounting for each day. It knows no time limits: `core.law` does."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from gongkai.core.law import shelf

FIRST_YEAR = 2008


class Kind(StrEnum):
    """Why a day counts or does not."""

    WORKDAY = "工作日"
    SWAPPED = "调休上班"
    WEEKEND = "周末"
    HOLIDAY = "节假日"


@dataclass(frozen=True, slots=True)
class Workday:
    """A day reached by counting; provisional when it depends on a year whose holiday notice is not out yet."""

    on: date
    is_provisional: bool

    def __str__(self) -> str:
        return self.on.isoformat() + ("（暂定）" if self.is_provisional else "")


@dataclass(frozen=True, slots=True)
class Counted:
    """One day of an account: what kind it is and, for a working day, its number."""

    on: date
    kind: Kind
    number: int | None


@dataclass(frozen=True, slots=True)
class _Calendar:
    off: frozenset[date]
    worked: frozenset[date]
    days: tuple[date, ...]  # every working day, in order
    every: frozenset[date]  # the same, for asking
    first_provisional: date
    last: date


@cache
def _calendar() -> _Calendar:
    listed = shelf.load("holidays.toml")
    notices, statute = listed["notices"], listed["statute"]
    assert isinstance(notices, dict)
    assert isinstance(statute, dict)
    off = frozenset(_dates(notices, "off") + _dates(statute, "off"))
    worked = frozenset(_dates(notices, "worked"))
    last = date(max(map(int, [*notices, *statute])), 12, 31)
    days = tuple(d for d in _every_day(date(FIRST_YEAR, 1, 1), last) if _is_worked(d, off, worked))
    return _Calendar(off, worked, days, frozenset(days), date(max(map(int, notices)) + 1, 1, 1), last)


def _dates(years: dict[str, dict[str, list[str]]], key: str) -> list[date]:
    return [date.fromisoformat(f"{year}-{day}") for year, notice in years.items() for day in notice.get(key, [])]


def _every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def _is_worked(day: date, off: frozenset[date], worked: frozenset[date]) -> bool:
    return day in worked or (day.weekday() < 5 and day not in off)


def _refuse_outside(day: date) -> None:
    calendar = _calendar()
    if not date(FIRST_YEAR, 1, 1) <= day <= calendar.last:
        raise ValueError(f"没有 {day.year} 年的工作日数据（有 {FIRST_YEAR} 至 {calendar.last.year} 年）")


def kind(day: date) -> Kind:
    """What kind of day `day` is; ValueError outside the years the shelf holds."""
    _refuse_outside(day)
    calendar = _calendar()
    if day in calendar.worked:
        return Kind.SWAPPED
    if day in calendar.off:
        return Kind.HOLIDAY
    return Kind.WORKDAY if day.weekday() < 5 else Kind.WEEKEND


def is_workday(day: date) -> bool:
    """Whether offices work on `day`, swapped weekends included."""
    if day in _calendar().every:
        return True
    _refuse_outside(day)
    return False


def is_provisional(day: date) -> bool:
    """Whether the holiday notice of the year of `day` is still missing, so that its kind may change."""
    _refuse_outside(day)
    return day >= _calendar().first_provisional


def add(day: date, n: int) -> Workday:
    """The n-th working day after `day`; the day itself is not counted, whether it is a working day or not.

    Provisional when the account reaches into a year without a holiday notice. ValueError for n < 1.
    """
    if n < 1:
        raise ValueError(f"工作日数要大于零：{n}")
    _refuse_outside(day)
    calendar = _calendar()
    at = bisect_right(calendar.days, day) + n - 1
    if at >= len(calendar.days):
        raise ValueError(f"从 {day.isoformat()} 起算第 {n} 个工作日超出 {calendar.last.year} 年")
    found = calendar.days[at]
    return Workday(found, is_provisional=found >= calendar.first_provisional)


def between(a: date, b: date) -> int:
    """How many working days lie after `a` and up to and including `b`; negative when `b` is before `a`."""
    _refuse_outside(a)
    _refuse_outside(b)
    days = _calendar().days
    if b < a:
        return -between(b, a)
    return bisect_right(days, b) - bisect_right(days, a)


def after(a: date, b: date) -> tuple[date, ...]:
    """The working days after `a` up to and including `b`."""
    _refuse_outside(a)
    _refuse_outside(b)
    days = _calendar().days
    return days[bisect_right(days, a) : bisect_right(days, b)]


def account(a: date, b: date) -> tuple[Counted, ...]:
    """Every day after `a` up to and including `b`, each with its kind and, if it counts, its number."""
    days = _calendar().days
    start = bisect_right(days, a)
    return tuple(
        Counted(day, kind(day), bisect_left(days, day) - start + 1 if is_workday(day) else None)
        for day in _every_day(a + timedelta(1), b)
    )


def last_notice_year() -> int:
    """The last year whose holiday notice is on the shelf."""
    return _calendar().first_provisional.year - 1
