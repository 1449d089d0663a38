"""Where the figures of reports come from: one look at the cases, disputes, documents and entries of any number of reports.

A board of sixty units asks as many questions of the database as one unit does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from gongkai.applications import counting as applications
from gongkai.core import editions
from gongkai.core.editions import Edition
from gongkai.core.reports.tallying import Contest, Group, Tally, sums, tally, with_totals
from gongkai.core.reports.values import Number, Report
from gongkai.disputes import counting as disputes
from gongkai.documents import counting as documents
from gongkai.reading.records import reading_of
from gongkai.reading.result import Reading
from gongkai.reports.models import AnnualReport, Entered, HandedIn, Line, Round

NORMATIVE = "proactive.art20_1.normative_documents."
RULES = "proactive.art20_1.rules."
# Columns of table two that the register of documents answers, in the words of `documents.counting.Normative`.
COLUMNS = {
    "made": "made",
    "repealed": "repealed",
    "in_force": "in_force",
    "newly_made": "made",
    "newly_disclosed": "disclosed",
    "total_disclosed": "disclosed_in_all",
}


@dataclass(slots=True)
class Sources:
    """What lies behind the reports of one round, by body or by report."""

    round: Round
    edition: Edition
    groups: Mapping[int, list[Group]]
    contests: Mapping[int, list[Contest]]
    normative: Mapping[int, documents.Normative]
    covers: Mapping[int, list[int]]
    entered: Mapping[int, dict[str, Entered]]
    readings: Mapping[int, Reading] = field(default_factory=dict)
    locked: Mapping[int, Mapping[str, int]] = field(default_factory=dict)  # cell → how many, as it was on the day

    def counted(self, report: AnnualReport) -> dict[str, Number | None]:
        """All cells as the registers are now; what they do not know is silent."""
        return self.proactive(report) | dict(self.tally(report).cells)

    def as_locked(self, report: AnnualReport) -> dict[str, Number | None] | None:
        """All cells as they were on the day on which the figures were locked; None while they are not."""
        if report.locked_on is None:
            return None
        lines = self.locked.get(report.pk, {})
        wholes = {whole for whole, _ in sums(self.edition)}
        known = {cell for cell, value in self.proactive(report).items() if value is not None}
        cells: dict[str, Number | None] = dict.fromkeys(self.edition.tables["proactive"].cells)
        cells |= {cell: lines.get(cell, 0) for cell in known}
        for key in ("applications", "remedies"):
            cells |= {cell: lines.get(cell, 0) for cell in self.edition.tables[key].cells if cell not in wholes}
        return with_totals(cells, self.edition)

    def tally(self, report: AnnualReport) -> Tally:
        """Tables three and four of a report."""
        bodies = self.bodies(report)
        return tally(
            (group for body in bodies for group in self.groups.get(body, ())),
            (contest for body in bodies for contest in self.contests.get(body, ())),
            self.edition,
        )

    def bodies(self, report: AnnualReport) -> list[int]:
        """The bodies that a report covers; its own where nothing else is said."""
        return self.covers.get(report.pk) or [report.body_id]

    def proactive(self, report: AnnualReport) -> dict[str, Number | None]:
        """Table two as far as the register of documents knows it; the rest is silent until somebody enters it.

        A district and its organs make no rules (规章; 立法法): a real zero.
        """
        table = self.edition.tables["proactive"]
        cells: dict[str, Number | None] = dict.fromkeys(table.cells)
        found = [self.normative.get(body, documents.NOTHING) for body in self.bodies(report)]
        for cell in cells:
            column = COLUMNS.get(cell.rsplit(".", 1)[1])
            if column and cell.startswith(NORMATIVE):
                cells[cell] = sum(getattr(each, column) for each in found)
            elif column and cell.startswith(RULES):
                cells[cell] = 0
        return cells


def edition(report: AnnualReport) -> Edition:
    """The form of a report's year."""
    return editions.get(report.round.edition)


def bodies(report: AnnualReport) -> list[int]:
    """The bodies whose cases a report counts; for the district, those of all its units."""
    if not report.is_district:
        return _covers([report]).get(report.pk) or [report.body_id]
    units = AnnualReport.objects.filter(round=report.round_id, level="unit", way="platform").exclude(stage="excused")
    return sorted({body for bodies in bodies_of_each(units).values() for body in bodies})


def bodies_of_each(units: Iterable[AnnualReport]) -> dict[int, list[int]]:
    """The bodies whose cases each of some units counts, by report."""
    listed = list(units)
    covers = _covers(listed)
    return {unit.pk: covers.get(unit.pk) or [unit.body_id] for unit in listed}


def of(found: Iterable[AnnualReport], edition: Edition) -> Sources:
    """The sources of some reports of one round."""
    reports = list(found)
    (this,) = {report.round for report in reports}
    covers = _covers(reports)
    bodies = {body for report in reports for body in covers.get(report.pk) or [report.body_id]}
    groups: dict[int, list[Group]] = defaultdict(list)
    for body, group in applications.groups(bodies, this.year):
        groups[body].append(group)
    contests: dict[int, list[Contest]] = defaultdict(list)
    for body, contest in disputes.groups(bodies, this.year, this.disputes_counted):
        contests[body].append(contest)
    return Sources(
        this,
        edition,
        groups,
        contests,
        documents.normative_of_each(bodies, this.year),
        covers,
        _entered(reports),
        _readings([report for report in reports if report.way == "file"]),
        _locked([report for report in reports if report.locked_on is not None]),
    )


def _covers(reports: Iterable[AnnualReport]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    pairs = AnnualReport.covers.through.objects.filter(annualreport__in=[report.pk for report in reports])
    for report, body in pairs.order_by("pk").values_list("annualreport_id", "body_id"):
        found[report].append(body)
    return found


def _entered(reports: Iterable[AnnualReport]) -> dict[int, dict[str, Entered]]:
    """The entries that hold, by report and key: the newest, unless it was dropped."""
    found: dict[int, dict[str, Entered]] = defaultdict(dict)
    for entered in Entered.objects.filter(report__in=[report.pk for report in reports]):
        found[entered.report_id][entered.key] = entered
    return {number: {k: e for k, e in keys.items() if not e.is_dropped} for number, keys in found.items()}


def entered_of_each(reports: Iterable[AnnualReport]) -> dict[int, dict[str, Entered]]:
    """The entries that hold of many reports, by report and key, in one question."""
    return _entered(list(reports))


def entered_of(report: AnnualReport) -> dict[str, Entered]:
    """The entries of one report that hold, by key."""
    return _entered([report]).get(report.pk, {})


def reading(report: AnnualReport) -> Reading | None:
    """What was read from the file that holds."""
    return _readings([report]).get(report.pk)


def _readings(reports: Iterable[AnnualReport]) -> dict[int, Reading]:
    rows = HandedIn.objects.filter(report__in=[report.pk for report in reports], replaced_on__isnull=True)
    return {row.report_id: reading_of(row.record) for row in rows}


def _locked(reports: Iterable[AnnualReport]) -> dict[int, dict[str, int]]:
    numbers = [report.pk for report in reports]
    found: dict[int, dict[str, int]] = {number: {} for number in numbers}
    rows = Line.objects.filter(report__in=numbers).order_by() if numbers else Line.objects.none()
    for report, cell, many in rows.values_list("report_id", "cell").annotate(many=Count("pk")):
        found[report][cell] = many
    return found


def read_values(reading: Reading | None) -> Mapping[str, Number | None]:
    """The figures of a file handed in; what was not read is silent."""
    report: Report | None = reading.report if reading else None
    return {cell: found.value for cell, found in report.cells.items()} if report else {}
