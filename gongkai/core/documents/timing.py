"""When a document has to be out (条例第二十六条), and when what was refused has to be looked at again (第十八条)."""

from dataclasses import dataclass
from datetime import date

from gongkai.core import law, workdays


@dataclass(frozen=True, slots=True)
class Due:
    """A last day, and whether the calendar of that year is still unknown."""

    on: date
    is_provisional: bool
    article: str


def publish_by(formed_on: date) -> Due:
    """The last day for a document formed or changed on `formed_on`: so many working days, the day itself not counted."""
    limit = law.limit("proactive", on=formed_on)
    last = workdays.add(formed_on, limit.days)
    return Due(last.on, last.is_provisional, limit.article)


def review_by(decided_on: date) -> date:
    """The day by which a refusal is assessed again: a year after the last decision (Art 18 says regularly; yearly is ours)."""
    return _years_later(decided_on, 1)


def annulled_by(annulled_on: date) -> Due:
    """The last day on which a published penalty that was annulled is taken down, with public reasons (行政处罚法第四十八条)."""
    limit = law.limit("withdraw_penalty", on=annulled_on)
    return Due(date.fromordinal(annulled_on.toordinal() + limit.days), is_provisional=False, article=limit.article)


def expiry(effective_from: date, *, years: int) -> date:
    """The last day of a period of validity of so many years."""
    return date.fromordinal(_years_later(effective_from, years).toordinal() - 1)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
