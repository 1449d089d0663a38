"""The people of the district and the review that every document passes, shared by all that is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.cli.district.opening import Team
from gongkai.cli.district.publishing.calendar import Calendar
from gongkai.core.documents import screening
from gongkai.core.documents.attributes import PROACTIVE, Attribute
from gongkai.documents import actions

_WORDS = (
    "逐项对照，没有不得公开的内容，同意公开。",
    "已核对正文和附件，可以公开。",
    "不涉及国家秘密、商业秘密和个人隐私，同意公开。",
    "个人信息已经处理，可以公开。",
)
_PROACTIVE = Attribute(PROACTIVE)


@dataclass(slots=True)
class House:
    """What all documents share: the teams, the calendar, and the row numbers of what was made, by the key of the plan."""

    teams: Mapping[str, Team]
    days: Calendar
    made: dict[str, int] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day of the demonstration."""
        return self.days.on


def review(
    team: Team, number: int, days: tuple[date, date], to: str = "cleared", given: Attribute = _PROACTIVE
) -> None:
    """Attribute, submission, opinions, clearance: on the day of the draft and the day before the signature."""
    first, last = days
    actions.attribute(number, given, by=team.one("handler"), on=first)
    if to == "attributed":
        return
    actions.submit(number, by=team.one("clerk"), on=first)
    if to == "cleared":
        _clear(team, number, last)


def _clear(team: Team, number: int, on: date) -> None:
    for step in screening.steps(on=on):
        if step.verb == "give_opinion" and step.when == "always":
            answers = {item.key: "no" for item in screening.items(on=on)} if step.is_item_by_item else {}
            said = actions.Said(step.key, actions.CLEAR, answers, _WORDS[(number + len(step.key)) % len(_WORDS)])
            actions.give_opinion(number, said, by=team.one(step.role), on=on)
    actions.clear(number, by=team.one("head"), on=on)
