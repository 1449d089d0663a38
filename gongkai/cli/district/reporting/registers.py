"""Registers on paper of the years before, taken over each January: cases of every kind, some open at the turn of the year."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from gongkai.applications.actions import importing
from gongkai.applications.actions.importing import LAPSED, WITHDRAWN, History
from gongkai.applications.models import Application
from gongkai.cli.district.days import after
from gongkai.cli.district.opening import Team
from gongkai.cli.district.parties import parties
from gongkai.cli.district.publishing.wording import draw
from gongkai.cli.district.reporting.calendar import Years, load
from gongkai.core import workdays

_AT_THE_TURN = 6  # cases that come in so late that they are answered in January only
_LATE = 61  # of so many cases, one is answered after its term
_ORGANISATIONS = 10  # of so many cases, one comes from an organisation
_CHANNELS = ("in_person", "registered_post", "in_person", "email", "ordinary_post")
_DELIVERIES = {"in_person": "in_person", "registered_post": "post", "ordinary_post": "post", "email": "email"}
_FORMS = {"in_person": "paper", "post": "paper", "email": "electronic"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a register before it has its days."""

    key: str
    body: str
    outcome: str
    asks: str


def take_over(teams: Mapping[str, Team], years: Years) -> None:
    """The registers of both years; what the platform itself received in a year counts towards the number of the district."""
    letters = Letters()
    early = rows(years.before - 1)[: _AT_THE_TURN - 1]  # what was open when the first year began
    _take_over(teams, early, years.before - 1, years, letters)
    for name, year in (("before", years.before), ("last", years.last)):
        wanted = load("registers.toml")["received"][name]
        missing = wanted - Application.objects.filter(received_on__year=year).count()
        _take_over(teams, rows(year)[: max(missing, 0)], year, years, letters)


def rows(year: int) -> list[Row]:
    """Every line that there could be in a year: one of each sort, then the rest, mixed."""
    found = [row for sort in load("registers.toml")["sorts"] for row in _of_sort(sort, year)]
    return sorted(found, key=lambda row: (not row.key.endswith("/0"), draw(f"mix/{row.key}", 1_000_003)))


def _of_sort(sort: Mapping[str, Any], year: int) -> Iterator[Row]:
    weighted = [slug for each in sort["bodies"].split() for slug in [each.split(":")[0]] * int(each.split(":")[1])]
    data = load("registers.toml")
    for at in range(sort["many"]):
        key = f"{year}/{sort['outcome']}/{at}"
        named = {name: data[words][draw(f"{key}/{name}", len(data[words]))] for name, words in _NAMES.items()}
        asks = sort["asks"][(at + draw(str(year), 7)) % len(sort["asks"])].format(year=year, **named)
        yield Row(key, weighted[draw(key, len(weighted))], sort["outcome"], asks)


_NAMES = {"place": "places", "road": "roads", "company": "companies"}


class Letters(Counter[tuple[str, int]]):
    """The last number of the letters of each body and year."""

    def number(self, given: History) -> History:
        """The case with the number of its letter, if there was one."""
        if given.replied_on is None:
            return given
        year = given.replied_on.year
        self[given.body.mark, year] += 1
        return replace(given, letter_number=f"{given.body.mark}窗答〔{year}〕{self[given.body.mark, year]}号")


def _take_over(teams: Mapping[str, Team], chosen: Sequence[Row], year: int, years: Years, letters: Letters) -> None:
    """One register a body, its lines in the order of receipt, its letters in the order of the replies."""
    by_body: dict[str, list[tuple[date, Row]]] = {}
    for received_on, row in sorted(_dated(chosen, year), key=lambda each: each[0]):
        by_body.setdefault(row.body, []).append((received_on, row))
    for slug, listed in by_body.items():
        team = teams[slug]
        histories = [_history(team, row, day, serial) for serial, (day, row) in enumerate(listed, 1)]
        lettered = [letters.number(each) for each in sorted(histories, key=lambda each: each.closed_on or date.max)]
        lettered.sort(key=lambda each: each.row)
        importing.take_over(lettered, by=team.one("clerk"), on=years.january(year, 19))


def _dated(chosen: Sequence[Row], year: int) -> Iterator[tuple[date, Row]]:
    """Evenly over the year; the last ones in the days before the turn of the year."""
    many = len(chosen)
    for at, row in enumerate(chosen):
        late, even = date(year, 12, 22) + timedelta(2 * at % 9), date(year, 1, 4) + timedelta(at * 340 // many)
        yield _workday(late if at >= many - _AT_THE_TURN else even), row


def _workday(day: date) -> date:
    """The day, or the working day before it."""
    while not workdays.is_workday(day):
        day -= timedelta(1)
    return day


def _history(team: Team, row: Row, received_on: date, serial: int) -> History:
    at = draw(row.key, 100_000)
    kinds = load("registers.toml")["kinds"]
    kind = "natural_person" if at % _ORGANISATIONS else kinds[at // _ORGANISATIONS % len(kinds)]
    channel = _CHANNELS[at % len(_CHANNELS)]
    delivery = _DELIVERIES[channel]
    is_at_the_turn = (received_on.month, received_on.day) >= (12, 19)
    used = 8 + at % 4 if is_at_the_turn else 24 if at % _LATE == 0 else 6 + at % 13
    ended_on = after(received_on, used)
    given: dict[str, Any] = {
        "body": team.body,
        "number": f"{team.body.mark}窗〔{received_on.year}〕{serial}号",
        "year": received_on.year,
        "serial": 0,
        "stage": "closed",
        "channel": channel,
        "submitted_on": received_on,
        "received_on": received_on,
        "parties": tuple(parties(kind, at % 700 + 160)),
        "content": row.asks,
        "form_wanted": _FORMS[delivery],
        "delivery": delivery,
        "handler": team.one("clerk", at).person,
        "outcome": row.outcome,
        "closed_on": ended_on,
        "remark": "窗口收到的申请，由纸质台账录入",
        "row": serial,
    }
    return History(**(given | _answered(row, received_on, ended_on)))


def _answered(row: Row, received_on: date, ended_on: date) -> dict[str, date]:
    """What was asked on the way, and the day of the reply; who gives up or withdraws gets none."""
    if row.outcome == WITHDRAWN:
        return {}
    asked = {"asked_to_correct_on": after(received_on, 3)}
    if row.outcome in LAPSED:
        return asked
    found = {"replied_on": ended_on, "delivered_on": ended_on}
    if row.outcome == "still_unclear":
        found |= asked | {"corrected_on": after(received_on, 5)}
    if row.outcome in ("third_party_rights", "partial"):
        found |= {"consulted_on": after(received_on, 2), "opinion_on": after(received_on, 5)}
    return found
