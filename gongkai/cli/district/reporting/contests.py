"""Disputes over replies of the two years before, so that table four has something in every column."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from gongkai.applications.models import Application
from gongkai.cli.district.days import after
from gongkai.cli.district.reporting.calendar import Years, load
from gongkai.cli.district.told import District
from gongkai.disputes import actions
from gongkai.disputes.actions import Filing, Ruling


def tell(district: District, years: Years) -> None:
    """Each on a reply that was taken over, from the copy to the decision."""
    for name, year in (("before", years.before), ("last", years.last)):
        free = _attackable(year)
        for row in load("contests.toml")[name]:
            case = next((each for each in free if each.outcome in row["of"].split()), None)
            if case is not None:
                free.remove(case)
                _tell(district, case, row)


def _attackable(year: int) -> list[Application]:
    """Replies from the registers of that year, the first ones first."""
    rows = Application.objects.filter(replied_on__year=year, letters__template="imported", disputes__isnull=True)
    return list(rows.select_related("body").order_by("replied_on", "pk"))


def _tell(district: District, case: Application, row: dict[str, Any]) -> None:
    team = district.teams[case.body.slug]
    clerk, reviewer = team.one("clerk"), team.one("reviewer")
    assert case.replied_on is not None
    served_on = after(case.replied_on, row["after"])
    made = actions.file(case, _filing(district, case, row, served_on), by=clerk, on=served_on)
    days = _days(served_on, row)
    actions.answer(made.pk, by=reviewer, on=next(days))
    decided_on = next(days)
    actions.decide(made.pk, Ruling(row["result"], decided_on, decided_on), by=reviewer, on=decided_on)
    actions.close(made.pk, by=clerk, on=next(days), lesson=row.get("lesson", ""))


def _days(served_on: date, row: dict[str, Any]) -> Iterator[date]:
    """Of the answer, the decision and the end."""
    yield after(served_on, 7)
    yield after(served_on, row["takes"])
    yield after(served_on, row["takes"] + 3)


def _filing(district: District, case: Application, row: dict[str, Any], served_on: date) -> Filing:
    year, is_court = served_on.year, row["kind"] != "reconsideration"
    organ = case.body.court if is_court else case.body.reconsideration_organ
    serial = district.next_of(organ, year)
    number = f"（{year}）青0399行初{serial}号" if is_court else f"{organ[:1]}政复〔{year}〕{serial}号"
    return Filing(
        row["kind"], number, organ, served_on, filed_on=served_on - timedelta(5), grounds=row["grounds"],
        agent="法律顾问" if is_court else "",
    )  # fmt: skip
