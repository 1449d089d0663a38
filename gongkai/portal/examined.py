"""Readings examined together: corrections applied, last year's report of the same body put beside this year's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.core.checks import Examination, examine
from gongkai.core.findings import Doubt
from gongkai.core.reports import Cell, Report, State
from gongkai.reading import Reading

Corrections = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Examined:
    """One report as it stands after the person's corrections, and what the checks say of it."""

    reading: Reading
    report: Report
    corrections: Corrections
    examination: Examination


def together(readings: Sequence[Reading], corrections: Sequence[Corrections]) -> list[Examined]:
    """Examine the reports of one upload; a year finds the year before it in the same upload."""
    reports = [
        replace(reading.report, cells={**reading.report.cells, **corrected})
        for reading, corrected in zip(readings, corrections, strict=True)
    ]
    by_year = {(report.body, report.year): report for report in reports if report.body and report.year}
    found = []
    for reading, report, corrected in zip(readings, reports, corrections, strict=True):
        last = by_year.get((report.body, (report.year or 0) - 1))
        whole = replace(report, last_year=last)
        doubts = [doubt for doubt in reading.doubts if not _is_settled(doubt, whole, corrected)]
        found.append(Examined(reading, whole, corrected, examine(whole, doubts)))
    return found


def _is_settled(doubt: Doubt, report: Report, corrected: Corrections) -> bool:
    """A doubt is over when the person has put figures where it lay."""
    return any(cell in corrected for cell in doubt.cells) and all(
        report.cell(cell).state is State.READ for cell in doubt.cells
    )
