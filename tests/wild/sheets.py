"""Reports as spreadsheets: numbers as text, formulas with and without results, hidden sheets, all on one sheet or apart."""

import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal
from random import Random

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests.wild.grids import grid, places
from tests.wild.printed import Box, Document, Printed
from tests.wild.texts import Rendered
from tests.wild.truth import undecided


def _value(box: Box, rng: Random, as_text: float) -> str | int | float:
    plain = re.fullmatch(r"-?\d+(\.\d+)?", box.text)
    if not plain or rng.random() < as_text:
        return box.text
    return float(Decimal(box.text)) if "." in box.text else int(box.text)


def as_xlsx_loose(document: Document, rng: Random) -> Rendered:
    """A workbook somebody made: sheets apart or together, merged boxes, numbers here and text there, an old sheet hidden."""
    book = openpyxl.Workbook()
    sheet, top = book.active, 1
    assert isinstance(sheet, Worksheet)
    apart, left, as_text = rng.random() < 0.4, rng.choice((1, 1, 2)), rng.choice((0.0, 0.3, 1.0))
    for piece in document.pieces:
        if isinstance(piece, Printed):
            if apart:
                sheet, top = book.create_sheet(f"表{len(book.sheetnames) + 1}"), 1
            top = _fill(sheet, piece, (top, left), (rng, as_text)) + rng.choice((0, 1, 2))
        else:
            sheet.cell(top, left, piece.text if piece.text[:1] != "=" else " " + piece.text)
            top += 1
    if rng.random() < 0.3:
        _hide_old(book, document, rng)
    return _saved(book), rng.choice(("report.xlsx", "report.xlsx", "report.xls"))


def _fill(sheet: Worksheet, table: Printed, corner: tuple[int, int], how: tuple[Random, float]) -> int:
    top, left = corner
    rng, as_text = how
    for down, across, box in places(grid(table)):
        row, column = top + down, left + across
        cell = sheet.cell(row, column, _value(box, rng, as_text) if box.text else None)
        _format(cell, box, rng)
        if box.across > 1 or box.down > 1:
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + box.down - 1, end_column=column + box.across - 1
            )
    return top + len(table.lines)


def _format(cell, box: Box, rng: Random) -> None:
    """Number formats that show 0 as a dash, or a unit that is not in the value; a sum that was never computed."""
    if not box.cell or not isinstance(cell.value, int):
        return
    cell.number_format = rng.choice(("General", "General", "General", '0"件"', "#,##0", "0_ ", '0;-0;"-"', "0.00"))
    if '"-"' in cell.number_format and cell.value == 0:
        box.wanted = undecided(0)
    if box.cell.endswith("received.total") and rng.random() < 0.3:
        figure = cell.value
        cell.value, box.wanted = f"=SUM(A{cell.row}:A{cell.row})+{figure}", undecided(figure)


def _hide_old(book: openpyxl.Workbook, document: Document, rng: Random) -> None:
    """A hidden sheet with the figures of the year before."""
    old = book.create_sheet("Sheet_old")
    for index, table in enumerate(document.tables()):
        for down, across, box in places(grid(table)):
            text = str(rng.randint(100, 999)) if box.cell else box.text
            old.cell(1 + down + index * 40, 1 + across, int(text) if box.cell else text)
    old.sheet_state = "hidden"


def _saved(book: openpyxl.Workbook) -> bytes:
    """The file with its numbers as Excel writes them: seventeen digits."""
    first, second = io.BytesIO(), io.BytesIO()
    book.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if "worksheets/" in name:
                data = re.sub(
                    rb"<v>(-?\d+\.\d+)</v>", lambda m: b"<v>%s</v>" % format(float(m[1]), ".17g").encode(), data
                )
            elif name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2022-01-20T08:00:00Z", data)
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return second.getvalue()


def as_xlsx_formulas(document: Document, rng: Random) -> Rendered:
    """A workbook whose totals are formulas with results; every text and table below each other on one sheet."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime(2022, 1, 20)})
    sheet, top = book.add_worksheet("年报"), 0
    for piece in document.pieces:
        if not isinstance(piece, Printed):
            sheet.write_string(top, 0, piece.text)
            top += 1
            continue
        for down, across, box in places(grid(piece)):
            _write(sheet, top + down, across, box)
        top += len(piece.lines)
    book.close()
    return file.getvalue(), "report.xlsx"


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, box: Box) -> None:
    value = _value(box, Random(0), 0.0)
    if box.cell and box.cell.endswith(".total") and isinstance(value, int):
        sheet.write_formula(row, column, f"=SUM(A{row + 1}:B{row + 1})", None, value)
    elif box.across > 1 or box.down > 1:
        sheet.merge_range(row, column, row + box.down - 1, column + box.across - 1, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)
