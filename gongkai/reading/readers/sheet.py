"""Spreadsheets (.xlsx, .xls, .xlsm): each sheet a table, a line with one filled cell a paragraph."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

import python_calamine as calamine

from gongkai.reading import unpack
from gongkai.reading.headings import part_of
from gongkai.reading.pages import Block, Box, Pages, Paragraph, Table
from gongkai.reading.result import Unreadable

_MOST_ROWS, _MOST_COLUMNS = 5_000, 200
_LONGEST_LABEL = 45
_TELLING = 2  # filled cells that make a line a row of a table


def claims(data: bytes) -> bool:
    """A zip container with a workbook in it, or an OLE container with one."""
    if unpack.is_zip(data):
        return any(name.startswith("xl/workbook") for name in unpack.names(data))
    return unpack.is_ole(data) and bool(unpack.streams(data) & {"Workbook", "Book"})


def pages(data: bytes) -> Pages:
    """The blocks of all visible sheets."""
    if unpack.is_zip(data):
        unpack.opened(data).close()
        _refuse_wide_ranges(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        blocks = [block for sheet in book.sheets_metadata if _is_shown(sheet) for block in _sheet(book, sheet.name)]
    except calamine.PasswordError as error:
        raise Unreadable("表格文件加了密码", "请去掉密码后再试") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable("这个表格文件不完整或者已损坏", "请用 Excel 或 WPS 打开后另存一份再试") from error
    return Pages("sheet", tuple(blocks))


def _refuse_wide_ranges(data: bytes) -> None:
    """Two cells at opposite corners of a sheet make the library ask for more memory than there is."""
    container = unpack.opened(data)
    for name in container.namelist():
        if name.startswith("xl/worksheets/sheet") and name.endswith(".xml"):
            root = unpack.xml(unpack.member(container, name), where=name)
            cells = [str(each.get("r") or "") for each in root.iter("{*}c")]
            if any(_is_far(cell) for cell in cells):
                raise Unreadable(
                    f"工作表超过 {_MOST_ROWS} 行或 {_MOST_COLUMNS} 列", "请只留年度报告的内容再试", where=name
                )


def _is_far(cell: str) -> bool:
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    column = 0
    for letter in letters.upper()[:8]:
        column = column * 26 + ord(letter) - 64
    return column > _MOST_COLUMNS or (digits.isdecimal() and int(digits[:9]) > _MOST_ROWS)


def _is_shown(sheet: calamine.SheetMetadata) -> bool:
    return bool(sheet.visible == calamine.SheetVisibleEnum.Visible)


def _sheet(book: calamine.CalamineWorkbook, name: str) -> Iterator[Block]:
    sheet = book.get_sheet_by_name(name)
    rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    spans = _spans(sheet)
    table: list[Box] = []
    for number, row in enumerate(rows):
        filled = [column for column, text in enumerate(row) if text]
        if len(filled) >= _TELLING or (table and _goes_on(row, filled)):
            table.extend(_boxes(row, number, spans))
        elif filled:
            yield from _close(table)
            table = []
            yield from (Paragraph(line) for line in row[filled[0]].splitlines() if line.strip())
    yield from _close(table)


def _close(table: Sequence[Box]) -> Iterator[Block]:
    if table:
        yield Table(tuple(table))


def _goes_on(row: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether a line with one filled cell, or none, is a row of the table above: a label whose figures are all blank."""
    if not filled:
        return True
    text = row[filled[0]]
    return part_of(text) is None and len(text) <= _LONGEST_LABEL and "。" not in text


def _spans(sheet: calamine.CalamineSheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Where merged cells begin, and how many rows and columns they span."""
    merged = sheet.merged_cell_ranges or []
    return {(a[0], a[1]): (b[0] - a[0] + 1, b[1] - a[1] + 1) for a, b in merged}


def _boxes(row: Sequence[str], number: int, spans: dict[tuple[int, int], tuple[int, int]]) -> Iterator[Box]:
    covered = {
        column
        for (first_row, first), (rows, columns) in spans.items()
        if first_row <= number < first_row + rows
        for column in range(first, first + columns)
        if (first_row, first) != (number, column)
    }
    for column, text in enumerate(row):
        if column not in covered:
            rows, columns = spans.get((number, column), (1, 1))
            yield Box(text, number, column, rows, columns)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    if isinstance(value, datetime | date):
        return value.strftime("%Y年%-m月%-d日")
    return "" if value is None else str(value).strip()
