"""Documents that are still in the house: drafts, in review with something found, referred, cleared, signed, held, discarded."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from gongkai.cli.district import parties
from gongkai.cli.district.opening import Team
from gongkai.cli.district.publishing import papers, wording
from gongkai.cli.district.publishing.calendar import moment
from gongkai.cli.district.publishing.plans import load
from gongkai.cli.district.publishing.reviewing import House, review
from gongkai.core.documents.attributes import PROACTIVE, Attribute
from gongkai.documents import actions
from gongkai.documents.actions import Draft

_STAGES = ("attributed", "screening", "cleared", "signed", "scheduled", "held")
_IN_DAYS = 4  # until what is appointed is published


def leave_open(house: House) -> None:
    """All of them, each as far as it has come."""
    for row in load("unfinished.toml")["documents"]:
        _leave(house, row)


def _leave(house: House, row: Mapping[str, Any]) -> None:
    team, on = house.teams[row["body"]], house.days.ago(row["begun"])
    uploads = [papers.paper(each) for each in row.get("papers", ())]
    key = f"demonstration-open-{row['key']}"
    made = actions.begin(team.body, _draft(house, row), uploads, by=team.one("handler"), on=on, key=key)
    house.made[f"open-{row['key']}"] = made.pk
    to = row["to"]
    if to == "discarded":
        actions.discard(made.pk, by=team.one("handler"), on=on, reason=row["reason"])
    elif to:
        _review(house, team, made.pk, row, (on, house.days.ago(row["formed"])))
    if then := row.get("then"):
        _then(team, made.pk, row, then, house.days.ago(max(row["formed"] - 2, 0)))


def _draft(house: House, row: Mapping[str, Any]) -> Draft:
    (planted,) = parties.parties("natural_person", 77)
    return Draft(
        title=row["title"],
        text=wording.text(row["text"], {"identity": planted.id_number}, row["key"]),
        kind=row["kind"],
        formed_on=house.days.ago(row["formed"]),
        column=row["column"],
    )


def _review(house: House, team: Team, number: int, row: Mapping[str, Any], days: tuple[date, date]) -> None:
    """Up to the stage of the row; what is signed waits, what is not for the public is held."""
    _, formed = days
    to = row["to"]
    given = Attribute(
        row.get("attribute", PROACTIVE), row.get("ground", ""), row.get("reason", "") if to == "held" else ""
    )
    review(team, number, days, to if to in {"attributed", "screening"} else "cleared", given)
    if _STAGES.index(to) < _STAGES.index("signed"):
        return
    actions.sign(number, by=team.one("signer"), on=formed)
    if to == "held":
        actions.hold(number, by=team.one("clerk"), on=formed)
    if to == "scheduled":
        at = max(moment(house.on), timezone.now()) + timedelta(days=_IN_DAYS)
        actions.schedule(number, at, by=team.one("clerk"), on=house.on)


def _then(team: Team, number: int, row: Mapping[str, Any], verb: str, on: date) -> None:
    if verb == "refer":
        actions.refer(number, row["refer_to"], by=team.one("head"), on=on, reason=row["reason"])
    else:
        actions.send_back(number, by=team.one("reviewer"), on=on, reason=row["reason"])
