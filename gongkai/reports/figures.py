"""The figures of a report with where each comes from: tallied, entered, imported, adjusted, read from a file, merged, frozen."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gongkai.core import editions, records
from gongkai.core.editions import Edition
from gongkai.core.reports import merging
from gongkai.core.reports.life import HANDED_IN
from gongkai.core.reports.tallying import sums, with_totals
from gongkai.core.reports.values import Number
from gongkai.reading.result import Reading
from gongkai.reports import sources
from gongkai.reports.models import AnnualReport, Entered

Values = Mapping[str, Number | None]
HOWS = {
    "tallied": "按台账统计",
    "total": "合计",
    "entered": "填报",
    "imported": "导入",
    "adjusted": "人工调整",
    "read": "从文件读取",
    "corrected": "读取后更正",
    "merged": "各单位之和",
    "silent": "还没有数",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: its value, how it came about, what it was before somebody changed it, who gave how much."""

    value: Number | None
    how: str
    was: Number | None = None
    entered: Entered | None = None
    shares: tuple[merging.Share, ...] = ()
    adjustments: tuple[merging.Adjustment, ...] = ()

    @property
    def at_least(self) -> Number | None:
        """What the units that do say make together, where the sum is silent."""
        return merging.Figure(self.value, self.shares, self.adjustments).at_least if self.shares else None

    @property
    def silent(self) -> tuple[str, ...]:
        """The units that do not say."""
        return tuple(share.unit for share in self.shares if share.value is None)


@dataclass(frozen=True, slots=True)
class Figures:
    """All cells of one report, the other figures that its texts use, and kinds of reply that the form has no row for.

    Beside them what they were counted from, so that nobody has to ask again: the bodies whose cases the report counts,
    the file that was read, and for the district its units and the bodies that some of them count in files.
    """

    edition: Edition
    cells: Mapping[str, Figure]
    facts: Mapping[str, Figure] = field(default_factory=dict)
    unplaced: Mapping[str, int] = field(default_factory=dict)
    bodies: tuple[int, ...] = ()
    reading: Reading | None = None
    units: tuple[AnnualReport, ...] = ()
    by_file: tuple[int, ...] = ()

    def values(self) -> dict[str, Number | None]:
        """Cell → value."""
        return {cell: figure.value for cell, figure in self.cells.items()}


def of(report: AnnualReport) -> Figures:
    """The figures of one report as they stand now, whatever was handed in."""
    if report.is_district:
        return district(report, units(report))
    return of_units([report])[report.pk]


def as_handed_in(report: AnnualReport) -> Figures:
    """The figures that count: those frozen at handing in, or the live ones while nothing is handed in."""
    live = of(report)
    if report.stage not in HANDED_IN or not report.frozen:
        return live
    return _frozen(report, live)


def moved(report: AnnualReport, now: Figures) -> dict[str, tuple[Number | None, Number | None]]:
    """Cell → (handed in, as the registers are now), where the two differ; `now` are the figures as handed in."""
    return {
        cell: (figure.value, figure.was)
        for cell, figure in now.cells.items()
        if report.frozen and figure.was is not None and figure.entered is None
    }


def units(report: AnnualReport) -> list[AnnualReport]:
    """The units that the district merges: all that hand in, handed in or not."""
    rows = AnnualReport.objects.filter(round=report.round_id, level="unit").exclude(stage="excused")
    return list(rows.select_related("round", "body"))


def names(found: Iterable[AnnualReport]) -> dict[int, str]:
    """What each unit is called in sums, by report: its short name, or its whole one where two are short for the same."""
    listed = list(found)
    times = Counter(unit.body.short for unit in listed)
    return {unit.pk: unit.body.short if times[unit.body.short] == 1 else unit.body.name for unit in listed}


def of_units(found: Iterable[AnnualReport]) -> dict[int, Figures]:
    """The live figures of many units of one round, by report."""
    reports = list(found)
    if not reports:
        return {}
    edition = editions.get(reports[0].round.edition)
    known = sources.of(reports, edition)
    return {report.pk: _unit(report, known) for report in reports}


def district(report: AnnualReport, found: Iterable[AnnualReport]) -> Figures:
    """The merged figures. A unit counts with what it has handed in; one that has not is silent (未报)."""
    listed = list(found)
    called = names(listed)
    handed = {called[unit.pk]: _handed(unit) for unit in listed}
    entered = sources.entered_of(report)
    adjustments = [
        merging.Adjustment(each.key, _number(each.value), each.reason)
        for each in entered.values()
        if each.how == "adjusted" and each.value is not None and "." in each.key
    ]
    edition = editions.get(report.round.edition)
    merged = merging.merge(handed, edition, adjustments)
    cells = {
        cell: Figure(
            each.value,
            "adjusted" if each.adjustments else "merged",
            was=_unadjusted(each) if cell in entered else None,
            entered=entered.get(cell),
            shares=each.shares,
            adjustments=each.adjustments,
        )
        for cell, each in merged.items()
    }
    facts = {key: _given(each) for key, each in entered.items() if key not in cells}
    bodies = sources.bodies_of_each(listed)
    counting = {body for unit in listed if unit.way == "platform" for body in bodies[unit.pk]}
    by_file = {body for unit in listed if unit.way == "file" for body in bodies[unit.pk]}
    return Figures(
        edition, cells, facts, bodies=tuple(sorted(counting)), units=tuple(listed), by_file=tuple(sorted(by_file))
    )


def _unadjusted(figure: merging.Figure) -> Number | None:
    """What the units make together, without what the district adds or takes away."""
    if figure.value is None:
        return None
    return figure.value - sum((each.change for each in figure.adjustments), start=0)


def frozen_values(report: AnnualReport) -> dict[str, Number | None]:
    """Cell → value as handed in; {} when nothing was."""
    if not report.frozen:
        return {}
    return {cell: found.value for cell, found in records.report_of(report.frozen).cells.items()}


def _handed(unit: AnnualReport) -> dict[str, Number | None]:
    return frozen_values(unit) if unit.stage in HANDED_IN else {}


def _frozen(report: AnnualReport, live: Figures) -> Figures:
    values = frozen_values(report)
    cells = {
        cell: figure
        if figure.value == values.get(cell)
        else replace(figure, value=values.get(cell), was=figure.value, entered=None)
        for cell, figure in live.cells.items()
    }
    return replace(live, cells=cells)


def _unit(report: AnnualReport, known: sources.Sources) -> Figures:
    entered = known.entered.get(report.pk, {})
    facts = {key: _given(each) for key, each in entered.items()}
    unplaced: Mapping[str, int] = {}
    base: dict[str, Number | None]
    now: dict[str, Number | None] = {}
    if report.way == "file":
        base, how = dict(sources.read_values(known.readings.get(report.pk))), "read"
        base = {cell: base.get(cell) for table in known.edition.tables.values() for cell in table.cells}
    else:
        now, how, unplaced = known.counted(report), "tallied", known.tally(report).unplaced
        base = known.as_locked(report) or now
    cells = {cell: _figure(base[cell], how, entered.get(cell)) for cell in base}
    if how == "tallied":
        cells = _moved(_totals(cells, known.edition), base, now)
    others = {key: figure for key, figure in facts.items() if key not in cells}
    reading = known.readings.get(report.pk)
    return Figures(known.edition, cells, others, unplaced, tuple(known.bodies(report)), reading)


def _moved(cells: dict[str, Figure], locked: Mapping[str, Number | None], now: Values) -> dict[str, Figure]:
    """Figures that are locked, with what the registers would count today where that is something else."""
    return {
        cell: replace(figure, was=now[cell]) if figure.entered is None and locked[cell] != now[cell] else figure
        for cell, figure in cells.items()
    }


def _figure(value: Number | None, how: str, entered: Entered | None) -> Figure:
    if entered is None:
        return Figure(value, how if value is not None else "silent")
    given = _given(entered)
    if how == "read":
        return Figure(given.value, "corrected", was=value, entered=entered)
    return Figure(given.value, given.how, was=value, entered=entered)


def _given(entered: Entered) -> Figure:
    value = _number(entered.value) if entered.value is not None else None
    return Figure(value, entered.how, entered=entered)


def _totals(cells: Mapping[str, Figure], edition: Edition) -> dict[str, Figure]:
    """Totals follow what was adjusted, unless they were adjusted themselves."""
    wholes = {whole for whole, _ in sums(edition) if cells[whole].entered is None}
    added = with_totals({cell: figure.value for cell, figure in cells.items() if cell not in wholes}, edition)
    return {cell: Figure(added[cell], "total") if cell in wholes else figure for cell, figure in cells.items()}


def _number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value.normalize()
