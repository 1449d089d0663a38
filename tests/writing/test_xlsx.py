"""A report as a spreadsheet: figures as numbers, words as words, never a formula."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from gongkai.core.reports import ABSENT, BLANK, read_cell
from gongkai.writing import CannotWrite, write
from gongkai.writing.xlsx import is_exact
from tests.made import reconciling
from tests.writing import hostile

REPORT = reconciling("2021-30", 1, body="青禾区教育局", year=2021)


def book(report=REPORT) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write(report, "xlsx")))


def test_there_is_one_sheet_of_text_and_one_for_each_table():
    assert book().sheetnames == ["文字", "表二", "表三", "表四"]


def test_the_text_stands_in_the_first_column_line_by_line():
    lines = [row[0].value for row in book()["文字"].iter_rows()]

    assert lines[:2] == ["青禾区教育局", "2021年政府信息公开工作年度报告"]
    assert [line for line in lines if line in [heading.text for heading in REPORT.headings]] == [
        heading.text for heading in REPORT.headings
    ]
    assert lines[-2] == "青禾区教育局"


def test_cells_are_merged_as_printed():
    merged = {str(each) for each in book()["表三"].merged_cells.ranges}

    assert {"A1:C3", "D1:J1", "E2:I2", "A6:A27", "B8:B15", "A4:C4"} <= merged


def test_figures_are_numbers_and_marks_are_words():
    cells = {
        **REPORT.cells,
        "applications.received.natural_person": read_cell(12345),
        "applications.received.commercial_enterprise": BLANK,
        "applications.received.research_institution": ABSENT,
        "proactive.art20_8.administrative_fees.fee_amount": read_cell(Decimal("24252.311082")),
    }

    found = book(replace(REPORT, cells=cells))

    assert [cell.value for cell in found["表三"][4][3:6]] == [12345, None, "〔缺〕"]
    assert found["表二"]["B14"].value == 24252.311082


@pytest.mark.parametrize(
    ("figure", "is_number"),
    [
        (0, True),
        (-18, True),
        (Decimal("26.8"), True),
        (Decimal("24252.311082"), True),
        (9_007_199_254_740_992, True),
        (9_007_199_254_740_993, False),  # not a double
        (10**16, False),  # seventeen digits
        (Decimal("13575394432.520001"), False),
        (Decimal("0.1234567890123456789"), False),
        (Decimal("0.00001"), False),  # would come back with an exponent
    ],
)
def test_a_figure_is_a_number_only_where_a_double_holds_it(figure, is_number):
    assert is_exact(figure) is is_number


def test_a_figure_that_no_double_holds_is_written_in_digits():
    cells = {**REPORT.cells, "applications.received.total": read_cell(9_007_199_254_740_993)}

    assert book(replace(REPORT, cells=cells))["表三"]["J4"].value == "9007199254740993"


def test_nothing_is_ever_a_formula_or_a_link():
    data = write(hostile.report(), "xlsx")
    sheets = [sheet for name, sheet in _parts(data) if name.startswith("xl/worksheets/")]
    cells = [cell for sheet in book(hostile.report()) for row in sheet.iter_rows() for cell in row]
    words = [cell.value for cell in cells if cell.data_type == "s"]

    assert [sheet.count("<f>") + sheet.count("<hyperlink") for sheet in sheets] == [0] * 4
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert set(hostile.FORMULAS) <= set(words)
    assert words.count(hostile.WORDS) == 2
    assert {"一二三四", "五六七", "八九"} <= set(words)


def test_words_like_formulas_stay_words_when_somebody_edits_them():
    cells = [cell for (cell,) in book(hostile.report())["文字"].iter_rows() if cell.value in hostile.FORMULAS]

    assert len(cells) == len(hostile.FORMULAS)
    assert all(cell.quotePrefix for cell in cells)


def test_a_paragraph_too_long_for_a_cell_is_refused_in_words():
    report = replace(REPORT, texts={"overview": "长" * 40_000})

    with pytest.raises(CannotWrite, match="有一段文字长 40000 字，表格的一格最多放 32767 字。请把这一段分开"):
        write(report, "xlsx")


def _parts(data: bytes) -> list[tuple[str, str]]:
    container = zipfile.ZipFile(io.BytesIO(data))
    return [(name, container.read(name).decode()) for name in container.namelist()]
