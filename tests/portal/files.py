"""Files to hand in: reports of 青禾区 written by our own writer, whole or with a planted mistake."""

from collections.abc import Mapping
from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai import writing
from gongkai.core.reports import Cell, Number, Report, read_cell
from gongkai.portal import examined, sheets
from gongkai.portal.sheets import ReportSheet
from gongkai.reading import Reading, read
from tests.made import reconciling

BODY = "青禾区教育局"
EDITION = "2021-30"
TOTAL = "applications.total.natural_person"


def whole(*, year: int = 2024, seed: int = 3, body: str = BODY, edition: str = EDITION) -> Report:
    """A report without a mistake."""
    return reconciling(edition, seed, body=body, year=year)


def planted(cells: Mapping[str, Number | Cell], report: Report | None = None) -> Report:
    """The report with some cells overwritten."""
    base = report or whole()
    figures = {cell: value if isinstance(value, Cell) else read_cell(value) for cell, value in cells.items()}
    return replace(base, cells={**base.cells, **figures})


def off_by_one(report: Report | None = None) -> Report:
    """The report with one too many in the total of natural persons: two sums fail, S101 in a column, S102, S103."""
    base = report or whole()
    value = base.value(TOTAL)
    assert value is not None
    return planted({TOTAL: value + 1}, base)


def upload(report: Report, kind: str = "docx", name: str = "年度报告") -> SimpleUploadedFile:
    """The report as a file to hand in."""
    return SimpleUploadedFile(f"{name}.{kind}", writing.write(report, kind))


def reading(report: Report, kind: str = "docx") -> Reading:
    """The report written and read again."""
    return read(writing.write(report, kind), f"年度报告.{kind}")


def sheet(report: Report, kind: str = "docx") -> ReportSheet:
    """The report laid out for the page."""
    (one,) = examined.together([reading(report, kind)], [{}])
    return sheets.report_sheet(one, 1)
