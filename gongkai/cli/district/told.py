"""One case while its life is told: where it stands, who acts, which letter goes out. The deeds themselves stand elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.applications import actions, letters
from gongkai.applications.models import Application, Consultation
from gongkai.applications.papers import Paper
from gongkai.bodies.actors import APPLICANT, Actor
from gongkai.cli.district.opening import Team
from gongkai.cli.district.plans import Plan


@dataclass(slots=True)
class District:
    """What all cases share: the teams, the day, the cases told so far by the key of their plan, and serial numbers."""

    teams: Mapping[str, Team]
    on: date
    cases: dict[str, int] = field(default_factory=dict)
    serials: dict[tuple[str, int], int] = field(default_factory=dict)

    def next_of(self, series: str, year: int) -> int:
        """The next number of a register that is kept outside: of the reconsideration organ, of the court, of the post."""
        self.serials[series, year] = self.serials.get((series, year), 0) + 1
        return self.serials[series, year]


@dataclass(slots=True)
class Told:
    """A case under way."""

    district: District
    plan: Plan
    number: int = 0  # of the row
    team: Team | None = None  # of the body that has the case now
    offered: Team | None = None  # of the body that has been asked to take it
    day: date = date.min
    at_step: int = 0
    consultation: Consultation | None = None
    disputes: list[int] = field(default_factory=list)
    branches: list["Told"] = field(default_factory=list)

    @property
    def case(self) -> Application:
        """The row as it is now."""
        return Application.objects.select_related("body").get(pk=self.number)

    @property
    def clerk(self) -> Actor:
        """The clerk of the case, in the body that has it now."""
        team = self.of_team
        if "clerk" in self.plan.given and team.body.slug == self.plan.body:
            return team.called(self.plan.text("clerk"))
        return team.one("clerk", self.plan.at)

    @property
    def of_team(self) -> Team:
        """Those who work for the body that has the case now."""
        return self.team or self.district.teams[self.plan.body]

    @property
    def applicant(self) -> Actor:
        """Who does what the applicant does: online the applicant, otherwise the clerk writes it down."""
        return APPLICANT if self.plan.channel == "online" else self.clerk


def paper(
    case: Application,
    key: str,
    *,
    on: date,
    filled: Mapping[str, str] | None = None,
    verb: str = "",
    typed: Mapping[str, object] | None = None,
    asked: actions.Asked | None = None,
) -> Paper:
    """A letter composed of the facts of the case and what the deed is about to fix."""
    consultation = None
    if asked:
        consultation = Consultation(
            application=case, side=asked.side, name=asked.name, about=asked.about, sent_on=on, served_on=asked.served_on
        )
    facts = letters.facts(case, on=on, consultation=consultation, filled=filled)
    facts = letters.about_to(facts, verb, typed or {}, case, on)
    return letters.compose(case, key, facts)[0]
