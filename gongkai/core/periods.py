"""The last day of a term of the law, whatever its unit: working days, natural days, months.

Natural days and months are those of the Litigation Law and of most of the Reconsideration Law: the day of the event is not
counted, and a term that would end on a day off ends on the first working day after it. Working days are `core.workdays`.
"""

import calendar
from datetime import date, timedelta

from gongkai.core import workdays
from gongkai.core.law import Limit
from gongkai.core.workdays import Workday


def ends(event: date, limit: Limit) -> Workday:
    """The last day of a limit that runs from the day after `event`; provisional where a holiday notice is still missing."""
    if limit.unit == "workday":
        return workdays.add(event, limit.days)
    if limit.unit == "calendar_day":
        return _first_workday(event + timedelta(limit.days))
    if limit.unit == "month":
        return _first_workday(_months_after(event, limit.days))
    raise ValueError(f"unknown unit {limit.unit}")


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has none such."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _first_workday(day: date) -> Workday:
    while not workdays.is_workday(day):
        day += timedelta(1)
    return Workday(day, is_provisional=workdays.is_provisional(day))
