"""Working days before the day of the demonstration, counted once for all documents."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gongkai.core import workdays


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day of the demonstration, and the working days up to it, the newest first."""

    on: date
    days: tuple[date, ...]

    def ago(self, many: int) -> date:
        """The working day that lies so many working days back; for 0 the day itself or the one before it."""
        return self.days[many]

    def before(self, day: date, many: int) -> date:
        """So many working days before `day`."""
        at = next(place for place, each in enumerate(self.days) if each <= day)
        return self.days[at + many]


def calendar(*, on: date, many: int = 700) -> Calendar:
    """The calendar of a demonstration."""
    days, day = list[date](), on
    while len(days) <= many:
        if workdays.is_workday(day):
            days.append(day)
        day -= timedelta(1)
    return Calendar(on, tuple(days))


def moment(day: date, minutes: int = 0) -> datetime:
    """A moment of a working day, so many minutes after nine, in the time of the district."""
    return timezone.make_aware(datetime.combine(day, time(9)) + timedelta(minutes=minutes))


def printed(day: date) -> str:
    """As it stands in a text."""
    return f"{day.year}年{day.month}月{day.day}日"
