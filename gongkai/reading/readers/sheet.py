"""Spreadsheets (.xlsx, .xls, .xlsm): each sheet a table, a line with one filled cell a paragraph."""

import io
import struct
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

import olefile
import python_calamine as calamine

from gongkai.reading import unpack
from gongkai.reading.headings import part_of
from gongkai.reading.pages import Block, Box, Pages, Paragraph, Table
from gongkai.reading.result import Unreadable

_MOST_ROWS, _MOST_COLUMNS = 5_000, 200
_MOST_PLACES = 5_000_000  # rows by columns that an Excel 97 sheet may say it has: whole columns are often formatted
# Kinds of Excel 97 records: the extent of a sheet, the lock of an encrypted file, and cells with a value.
_EXTENT, _LOCKED, _CELLS = 0x0200, 0x002F, frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})
_MOST_BLANK_ROWS = 3  # at the end of a sheet: a table whose figures are all blank, but not a page of formatted nothing
_LONGEST_LABEL = 45
_TELLING = 2  # filled cells that make a line a row of a table


def claims(data: bytes) -> bool:
    """A zip container with a workbook in it, or an OLE container with one."""
    if unpack.is_zip(data):
        return any(name.startswith("xl/workbook") for name in unpack.names(data))
    return unpack.is_ole(data) and bool(unpack.streams(data) & {"Workbook", "Book"})


def pages(data: bytes) -> Pages:
    """The blocks of all visible sheets."""
    printed: dict[str, int] = {}
    if unpack.is_zip(data):
        printed = _printed_rows(data)
    else:
        _refuse_wide_records(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [sheet.name for sheet in book.sheets_metadata if _is_shown(sheet)]
        blocks = [block for name in shown for block in _sheet(book, name, printed.get(name, 0))]
    except calamine.PasswordError as error:
        raise Unreadable("表格文件加了密码", "请去掉密码后再试") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _torn() from error
    except BaseException as error:
        # On some torn files the library panics; what Python then gets is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _torn() from error
    return Pages("sheet", tuple(blocks))


def _torn() -> Unreadable:
    return Unreadable("这个表格文件不完整或者已损坏", "请用 Excel 或 WPS 打开后另存一份再试")


def _printed_rows(data: bytes) -> dict[str, int]:
    """The last row of each sheet that has formatted cells, blank ones too: the library drops blank rows at the end.

    Refuses sheets that are too wide: two cells at opposite corners make the library ask for more memory than there is.
    """
    found: dict[str, int] = {}
    with unpack.opened(data) as container:
        names = _sheet_names(container)
        for file in container.namelist():
            if not (file.startswith("xl/worksheets/sheet") and file.endswith(".xml")):
                continue
            root = unpack.xml(unpack.member(container, file), where=file)
            if any(_is_far(str(each.get("r") or "")) for each in root.iter("{*}c")):
                raise _too_wide(file)
            rows = [
                row.get("r") or ""
                for row in root.iter("{*}row")
                if sum(c.get("s") is not None for c in row) >= _TELLING
            ]
            found[names.get(file, "")] = max((int(row) for row in rows if row.isdecimal() and len(row) < 8), default=0)
    return found


def _sheet_names(container: zipfile.ZipFile) -> dict[str, str]:
    """The names of the sheets by the files they stand in; nothing where the workbook does not say."""
    parts = ("xl/_rels/workbook.xml.rels", "xl/workbook.xml")
    if not set(parts) <= set(container.namelist()):
        return {}
    relations, book = (unpack.xml(unpack.member(container, part), where=part) for part in parts)
    targets = {each.get("Id"): str(each.get("Target") or "").removeprefix("/xl/") for each in relations}
    return {
        f"xl/{targets.get(str(value))}": str(sheet.get("name") or "")
        for sheet in book.iter("{*}sheet")
        for key, value in sheet.items()
        if str(key).endswith("}id")
    }


def _refuse_wide_records(data: bytes) -> None:
    """The same for the records of Excel 97 ([MS-XLS] 2.4); torn ones are left to the library."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            name = "Workbook" if container.exists("Workbook") else "Book"
            book = container.openstream(name).read()
    except Exception:  # noqa: BLE001 - olefile raises many kinds on torn containers
        return
    for kind, body in _records(book):
        if kind == _LOCKED:
            return
        if kind == _EXTENT and len(body) >= 10:
            _, last_row, first, last = struct.unpack_from("<IIHH" if len(body) >= 12 else "<HHHH", body)
            if last_row * max(0, last - first) > _MOST_PLACES:
                raise _too_wide(name)
        elif kind in _CELLS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            if row >= _MOST_ROWS or column >= _MOST_COLUMNS:
                raise _too_wide(name)


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _too_wide(where: str) -> Unreadable:
    return Unreadable(f"工作表超过 {_MOST_ROWS} 行或 {_MOST_COLUMNS} 列", "请只留年度报告的内容再试", where=where)


def _is_far(cell: str) -> bool:
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    column = 0
    for letter in letters.upper()[:8]:
        column = column * 26 + ord(letter) - 64
    return column > _MOST_COLUMNS or (digits.isdecimal() and int(digits[:9]) > _MOST_ROWS)


def _is_shown(sheet: calamine.SheetMetadata) -> bool:
    return bool(sheet.visible == calamine.SheetVisibleEnum.Visible)


def _sheet(book: calamine.CalamineWorkbook, name: str, printed: int) -> Iterator[Block]:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > _MOST_ROWS or sheet.total_width > _MOST_COLUMNS:
        raise _too_wide(name)
    rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    width = max(map(len, rows), default=0)
    rows += [[""] * width for _ in range(len(rows), min(printed, len(rows) + _MOST_BLANK_ROWS))]
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
