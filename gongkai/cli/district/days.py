"""Days of the demonstration: everything lies so many working days before or after the day on which it is made."""

from datetime import date, timedelta

from gongkai.core import workdays


def back(day: date, count: int) -> date:
    """The working day that lies `count` working days before `day`; for none, `day` itself or the working day before it."""
    found = day
    while not (workdays.is_workday(found) and workdays.between(found, day) >= count):
        found -= timedelta(1)
    return found


def on_or_after(day: date) -> date:
    """`day` itself where it is a working day, else the next one."""
    return day if workdays.is_workday(day) else workdays.add(day, 1).on


def after(day: date, count: int) -> date:
    """So many working days later; the same day for none."""
    return workdays.add(day, count).on if count else day


def due_with(left: int, *, on: date) -> date:
    """The last day of a term of which `left` working days remain after `on`; a negative number has passed."""
    if left < 0:
        return back(on, -left)
    return workdays.add(on, left).on if left else on_or_after(on)
