"""The board of a round (收集看板) as values: where each unit stands, what it gives, the sums so far, the commonest faults.

A board of sixty units asks as many questions of the database as one of six.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from gongkai.bodies.models import Body
from gongkai.core import editions, records
from gongkai.core.checks import Examination, examine, get
from gongkai.core.findings import Finding, Verdict, Weight
from gongkai.core.reports.life import DONE, HANDED_IN
from gongkai.core.reports.values import Number, Report
from gongkai.reports import drafts, figures, judging
from gongkai.reports.models import AnnualReport, Opinion, Passage, Round

GROUPS = {
    "departments": ("区政府部门", ("office", "department")),
    "towns": ("镇、街道", ("township", "street")),
    "others": ("其他行政机关和公共企事业单位", ()),
}
RECEIVED, ENDED, CARRIED_OUT = "applications.received", "applications.total", "applications.carried_out"
_ROWS = {
    "一 新收": RECEIVED,
    "二 上年结转": "applications.carried_in",
    "三 办理结果": ENDED,
    "四 结转下年": CARRIED_OUT,
}
_OF_DRAFTS = ("S", "Y", "W")  # families that can speak of what is not finished; what is not yet there is no fault


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit: its report, its figures (as handed in; live while nothing is), whether it is late."""

    report: AnnualReport
    values: Mapping[str, Number | None]
    is_late: bool
    said: Report | None = None  # what it handed in

    @property
    def stage(self) -> str:
        """Where it stands."""
        return self.report.stage

    @property
    def has_handed_in(self) -> bool:
        """Whether its figures count."""
        return self.stage in HANDED_IN

    @property
    def is_waited_for(self) -> bool:
        """Whether it still has to hand in for the first time."""
        return self.stage in ("awaited", "draft")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the running sums: natural persons, organisations, all; None where a unit that has handed in is silent."""

    label: str
    natural: Number | None
    organisations: Number | None
    total: Number | None


@dataclass(frozen=True, slots=True)
class Fault:
    """What several units do not get right."""

    code: str
    title: str
    units: tuple[AnnualReport, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A round as the office sees it."""

    round: Round
    standings: tuple[Standing, ...]
    sums: tuple[Line, ...]
    faults: tuple[Fault, ...]

    @property
    def late(self) -> tuple[Standing, ...]:
        """Those who have handed in nothing yet."""
        return tuple(each for each in self.standings if each.is_waited_for)

    @property
    def unfinished(self) -> tuple[Standing, ...]:
        """Those who still have to hand in, for the first time or again: whom the office may urge."""
        return tuple(each for each in self.standings if each.stage in drafts.UNFINISHED)

    def counts(self) -> dict[str, int]:
        """How many units in each of the states of the board; those that hand in nothing of their own are no unit."""
        states = [state(each.stage) for each in self.standings]
        return {key: states.count(key) for key in ("done", "submitted", "returned", "missing", "excused")}

    def is_balanced(self) -> bool | None:
        """Whether the sums so far come out; None where one of them is silent."""
        received, carried_in, ended, carried_out = (line.total for line in self.sums)
        if received is None or carried_in is None or ended is None or carried_out is None:
            return None
        return received + carried_in == ended + carried_out


def state(stage: str) -> str:
    """The state of the board in which a stage is counted."""
    if stage in DONE:
        return "done"
    return stage if stage in ("submitted", "returned", "excused") else "missing"


def group(body: Body) -> str:
    """The heading under which a body stands."""
    return next((key for key, (_, kinds) in GROUPS.items() if body.kind in kinds), "others")


def board(this: Round, *, on: date) -> Board:
    """Everything, in a fixed number of questions."""
    reports = list(this.reports.filter(level="unit").select_related("round", "body").order_by("body_id"))
    standings = _standings(reports, on)
    handed_in = [each for each in standings if each.has_handed_in]
    edition = editions.get(this.edition)
    columns = [column.key for column in edition.tables["applications"].columns]
    sums = tuple(_line(label, row, columns, handed_in) for label, row in _ROWS.items())
    return Board(this, standings, sums, _faults(this, standings))


def _standings(reports: list[AnnualReport], on: date) -> tuple[Standing, ...]:
    live = figures.of_units(each for each in reports if each.stage in ("draft", "returned"))
    return tuple(_standing(each, live.get(each.pk), on) for each in reports)


def _standing(report: AnnualReport, live: figures.Figures | None, on: date) -> Standing:
    late = _is_late(report, on)
    if live is not None:
        return Standing(report, live.values(), late)
    if report.stage not in HANDED_IN or not report.frozen:
        return Standing(report, {}, late)
    said = records.report_of(report.frozen)
    return Standing(report, {cell: found.value for cell, found in said.cells.items()}, late, said)


def _is_late(report: AnnualReport, on: date) -> bool:
    if report.stage == "excused":
        return False
    return (report.submitted_on or on) > report.round.hand_in_by


def _line(label: str, row: str, columns: Iterable[str], handed_in: Iterable[Standing]) -> Line:
    organisations = [column for column in columns if column not in ("natural_person", "total")]
    values = [each.values for each in handed_in]
    return Line(
        label,
        _sum(each.get(f"{row}.natural_person") for each in values),
        _sum(each.get(f"{row}.{column}") for each in values for column in organisations),
        _sum(each.get(f"{row}.total") for each in values),
    )


def _sum(values: Iterable[Number | None]) -> Number | None:
    found = list(values)
    known = [value for value in found if value is not None]
    return sum(known, start=0) if found and len(known) == len(found) else None  # nobody yet is silence too


# ── the commonest faults ────────────────────────────────────────────────────────────────────────────────────────────


def _faults(this: Round, standings: Iterable[Standing]) -> tuple[Fault, ...]:
    begun = [each for each in standings if each.stage not in ("awaited", "excused")]
    before = _last_year(this)
    written = _written([each.report for each in begun if not each.has_handed_in])
    settled = _settled([each.report for each in begun])
    found: dict[str, list[AnnualReport]] = {}
    for each in begun:
        report = _report(each, written.get(each.report.pk, {}), before.get(each.report.body_id))
        for code in _codes(examine(report), each, settled):
            found.setdefault(code, []).append(each.report)
    faults = [Fault(code, get(code).title, tuple(units)) for code, units in found.items()]
    return tuple(sorted(faults, key=lambda fault: (-len(fault.units), fault.code)))


def _last_year(this: Round) -> dict[int, Report]:
    rows = AnnualReport.objects.filter(round__year=this.year - 1, level="unit", stage__in=HANDED_IN)
    return {body: records.report_of(frozen) for body, frozen in rows.values_list("body_id", "frozen") if frozen}


def _written(reports: list[AnnualReport]) -> dict[int, dict[str, str]]:
    """The newest text of each part of each draft."""
    found: dict[int, dict[str, str]] = {}
    for each in Passage.objects.filter(report__in=reports).order_by("version"):
        found.setdefault(each.report_id, {})[each.part] = each.text
    return found


def _settled(reports: list[AnnualReport]) -> set[tuple[int, str, str]]:
    """Report, fingerprint and words of what was explained or let stand."""
    rows = Opinion.objects.filter(report__in=reports)
    return set(rows.values_list("report_id", "fingerprint", "says"))


def _report(each: Standing, texts: Mapping[str, str], before: Report | None) -> Report:
    if each.said is not None:
        return replace(each.said, last_year=before)
    facts = {"report.year": each.report.year, **each.values}
    cells = {cell: figures.Figure(value, "tallied") for cell, value in each.values.items()}
    now = figures.Figures(editions.get(each.report.round.edition), cells)
    return replace(drafts.compose(each.report, now, facts, texts), last_year=before)


def _codes(examination: Examination, each: Standing, settled: set[tuple[int, str, str]]) -> set[str]:
    return {
        finding.code
        for finding in examination.findings
        if _counts(finding, each) and (each.report.pk, judging.fingerprint(finding), finding.says[:500]) not in settled
    }


def _counts(finding: Finding, each: Standing) -> bool:
    is_fault = finding.verdict is Verdict.FAIL and finding.weight is not Weight.NOTE
    return is_fault and (each.has_handed_in or finding.code.startswith(_OF_DRAFTS))
