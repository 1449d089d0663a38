"""A unit's straight way through a January: filled in, handed in, looked at, published. Other ways stand in `turns`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.bodies.actors import Actor
from gongkai.cli.district.opening import Team
from gongkai.cli.district.publishing.calendar import moment
from gongkai.cli.district.reporting import composing, entering
from gongkai.cli.district.reporting.calendar import Years, load
from gongkai.cli.district.told import District
from gongkai.reports import actions
from gongkai.reports.models import AnnualReport, Round


@dataclass(frozen=True, slots=True)
class January:
    """One round while it is told."""

    district: District
    years: Years
    round: Round

    @property
    def year(self) -> int:
        """The year of the reports."""
        return self.round.year

    @property
    def collector(self) -> Actor:
        """Who collects: the district's disclosure office."""
        return self.district.teams["office"].by_role["office"][0]

    def report(self, slug: str) -> AnnualReport:
        """A unit's report as it stands."""
        return self.round.reports.select_related("round", "body").get(body__slug=slug, level="unit")

    @property
    def whole(self) -> AnnualReport:
        """The district's own report as it stands."""
        return self.round.reports.select_related("round", "body").get(level="district")

    def team(self, slug: str) -> Team:
        """Who works for the unit."""
        return self.district.teams[slug]

    @property
    def slugs(self) -> list[str]:
        """The units that hand in."""
        rows = self.round.reports.filter(level="unit").exclude(stage="excused")
        return list(rows.order_by("body_id").values_list("body__slug", flat=True))


def fill_in(january: January, slug: str, on: date) -> None:
    """Figures with their source, and a text in each part that wants one."""
    enter(january, slug, moment(on, 20))
    write(january, slug, moment(on, 140))


def enter(january: January, slug: str, at: datetime) -> None:
    """The figures that no register knows."""
    report = january.report(slug)
    ago = january.years.live - january.year
    given = entering.given(report.body, january.year, ago=ago)
    actions.enter(report.pk, given, by=january.team(slug).one("clerk"), at=at)


def write(january: January, slug: str, at: datetime, parts: Iterable[str] = (), *, base: int = 0) -> None:
    """The texts, one part after the other, on the version that stands."""
    report = january.report(slug)
    by, facts = january.team(slug).one("clerk"), composing.facts(report)
    for part in parts or load("texts.toml")["parts"]:
        actions.save_text(report.pk, part, composing.text(report, part, facts), base=base, by=by, at=at)


def hand_in(january: January, slug: str, on: date) -> None:
    """Handed in by the clerk."""
    actions.submit(january.report(slug).pk, by=january.team(slug).one("clerk"), at=moment(on, 200))


def accept(january: January, slug: str, on: date, note: str = "") -> None:
    """Looked at and taken."""
    actions.accept(january.report(slug).pk, by=january.collector, at=moment(on, 30), note=note)


def publish(january: January, slug: str, on: date) -> None:
    """The unit signs and publishes its own."""
    report, team = january.report(slug), january.team(slug)
    actions.sign(report.pk, by=team.one("signer"), at=moment(on, 60))
    actions.publish(report.pk, by=team.one("clerk"), at=moment(on, 120))
