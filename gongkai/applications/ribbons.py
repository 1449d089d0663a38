"""The ribbon of working days: one cell a working day, with what it is; and how a number of days left is called and coloured."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from gongkai.core import workdays
from gongkai.core.applications import Clock

SOON = 3  # working days; our own habit, no term of the law


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Cells: d passed, t today, "" still to come, p stopped, o overdue, w the gap of a weekend."""

    cells: tuple[str, ...]
    tone: str  # r, a, g, p
    label: str
    left: int | None
    says: str  # the words behind the number
    first: str
    last: str

    @property
    def html(self) -> SafeString:
        """The cells as marks of the page; there is nothing of anybody's in them."""
        return SafeString("".join(_MARKS[cell] for cell in self.cells))


_MARKS = {cell: f'<i class="{cell}"></i>' if cell else "<i></i>" for cell in ("", "d", "t", "p", "o", "w")}


def ribbon(clock: Clock, on: date) -> Ribbon:
    """How a case stands on day `on`."""
    is_stopped = _is_stopped(clock, on)
    left = clock.left(on)
    shown = clock.quota if left is None else left
    tone = "p" if is_stopped or clock.ended_on else tone_of(left)
    return Ribbon(
        cells=tuple(_cells(clock, on)),
        tone=tone,
        label=_label(clock, on, left, is_stopped),
        left=None if clock.ended_on else shown,
        says=_says(clock, left, on, is_stopped),
        first=f"{said(clock.received_on)}收到",
        last=said(clock.due_on) if clock.due_on else "",
    )


def tone_of(left: int | None) -> str:
    """Red for nothing left, amber for three or fewer, green otherwise."""
    if left is None:
        return "p"
    return "r" if left <= 0 else "a" if left <= SOON else "g"


def said(day: date) -> str:
    """11月24日."""
    return f"{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """周二."""
    return "周" + "一二三四五六日"[day.weekday()]


def _is_stopped(clock: Clock, on: date) -> bool:
    return clock.ended_on is None and any(not each.is_over(on) for each in clock.waiting)


def _cells(clock: Clock, on: date) -> Iterator[str]:
    last = max(clock.due_on or on, on if clock.ended_on is None else clock.ended_on)
    week = None
    for day in workdays.after(clock.starts_on, max(last, clock.starts_on)):
        of_week = (
            day.toordinal() // 7
        )  # weeks begin on Sunday here: no working week is torn, swapped Sundays go with theirs
        if week is not None and week != of_week:
            yield "w"
        week = of_week
        yield _cell(clock, day, on, is_counted=clock.counts(day))
    if clock.due_on is None and clock.ended_on is None:
        yield from _still_to_come(clock.quota)


def _still_to_come(days: int) -> Iterator[str]:
    """The term that begins anew when the other side has done its part, in weeks of five."""
    for at in range(days):
        if at % 5 == 0:
            yield "w"
        yield ""


def _cell(clock: Clock, day: date, on: date, *, is_counted: bool) -> str:
    now = clock.ended_on or on
    if clock.due_on is not None and day > clock.due_on:
        return "o" if day <= now else ""
    if day == on and clock.ended_on is None:
        return "t"
    if not is_counted or any(each.due_on is None or clock.due_on is None for each in clock.waiting if day > each.since):
        return "p"
    return "d" if day <= now else ""


def _says(clock: Clock, left: int | None, on: date, is_stopped: bool) -> str:  # noqa: FBT001
    if clock.ended_on:
        return "已办结"
    if left is None:
        return "天，补正后重算" if "补正" in clock.waiting[0].label else "天，缴费后重算" if clock.waiting else "天"
    if is_stopped:
        return "天，停表中"
    if clock.due_on is not None and on > clock.due_on:
        return "天，已超期"  # on a day off after the last day it is 0
    return "天，今天到期" if left == 0 else "个工作日"


def _label(clock: Clock, on: date, left: int | None, is_stopped: bool) -> str:  # noqa: FBT001
    """The ribbon in words, for those who do not see it."""
    if clock.ended_on:
        return f"{said(clock.ended_on)}办结" + ("，超过期限" if clock.is_overdue(on) else "，在期限内")
    stopped = f"，停表 {clock.days_stopped} 个工作日" if clock.days_stopped else ""
    if left is None:
        return f"{clock.waiting[0].label if clock.waiting else '停表'}，没有到期日{stopped}"
    if clock.due_on is not None and on > clock.due_on:
        return f"超期 {-left} 个工作日{stopped}"
    return f"{'停表中，' if is_stopped else ''}还有 {left} 个工作日{stopped}"
