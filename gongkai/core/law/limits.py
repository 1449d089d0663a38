"""How many days the law gives, and by which day a report is due."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.core.law import shelf


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit: so many days of a unit, counted from the day after an event."""

    term: str
    label: str
    days: int
    unit: str  # workday or calendar_day
    counts_from: str
    article: str
    starts_on: date
    ends_on: date | None
    is_verified: bool


@dataclass(frozen=True, slots=True)
class ReportDay:
    """The day of the following year by which a kind of body publishes its annual report."""

    body: str
    label: str
    month: int
    day: int
    article: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Excluded:
    """Time that is not counted into the term of the reply."""

    what: str  # third_party, co_maker, organ: who is asked
    label: str
    article: str
    starts_on: date
    ends_on: date | None


@cache
def _limits() -> tuple[Limit, ...]:
    return tuple(_limit(row) for row in shelf.rows("deadlines.toml", "limits"))


def _limit(row: dict[str, object]) -> Limit:
    starts, ends = shelf.span(row)
    return Limit(
        term=str(row["term"]),
        label=str(row["label"]),
        days=int(str(row["days"])),
        unit=str(row["unit"]),
        counts_from=str(row["counts_from"]),
        article=str(row["article"]),
        starts_on=starts,
        ends_on=ends,
        is_verified=bool(row.get("verified", True)),
    )


@cache
def _report_days() -> tuple[ReportDay, ...]:
    found = []
    for row in shelf.rows("deadlines.toml", "reports"):
        month, day = str(row["day"]).split("-")
        starts, ends = shelf.span(row)
        found.append(
            ReportDay(str(row["body"]), str(row["label"]), int(month), int(day), str(row["article"]), starts, ends)
        )
    return tuple(found)


@cache
def _excluded() -> tuple[Excluded, ...]:
    rows = shelf.rows("deadlines.toml", "excluded")
    return tuple(Excluded(str(r["what"]), str(r["label"]), str(r["article"]), *shelf.span(r)) for r in rows)


def excluded(what: str, *, on: date) -> Excluded | None:
    """That the time of asking a `third_party`, a `co_maker` or another `organ` is not counted; None where it was counted."""
    return next((each for each in shelf.in_force(_excluded(), on) if each.what == what), None)


def terms() -> tuple[str, ...]:
    """Every term the shelf knows, in the order of the file."""
    return tuple(dict.fromkeys(each.term for each in _limits()))


def limit(term: str, *, on: date) -> Limit:
    """The limit of `term` under the law in force on day `on`; NotInForce says which law had none."""
    of_term = [each for each in _limits() if each.term == term]
    if not of_term:
        raise shelf.NotInForce(f"没有“{term}”这个期限；可以用的有：{'、'.join(terms())}")
    found = shelf.in_force(of_term, on)
    if not found:
        first = min(each.starts_on for each in of_term)
        raise shelf.NotInForce(
            f"{on.isoformat()} 时施行的规定没有“{of_term[-1].label}”的日数；最早的规定自 {first.isoformat()} 起施行"
        )
    return found[0]


def days(term: str, *, on: date) -> int:
    """How many days `term` has under the law in force on day `on`."""
    return limit(term, on=on).days


def report_day(body: str, *, on: date) -> ReportDay:
    """By which day a `department` or a `government` publishes its report, under the law in force on day `on`."""
    found = [each for each in shelf.in_force(_report_days(), on) if each.body == body]
    if not found:
        raise shelf.NotInForce(f"{on.isoformat()} 时施行的规定没有“{body}”公布年度报告的日期")
    return found[0]
