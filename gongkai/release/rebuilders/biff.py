"""Sheets of a workbook before 2007 (.xls) as their readers see them: what is hidden, merged or white is told by its records."""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import olefile
from python_calamine import CalamineWorkbook

from gongkai.release.hidden import old
from gongkai.release.rebuilders.grid import Place, Sheet, Value, numeral
from gongkai.release.rebuilders.numbers import PLAIN, Look, code_of, is_harmless, is_same, shows_nothing
from gongkai.release.values import CannotRelease

_BOF, _END, _BOUNDSHEET = 0x0809, 0x000A, 0x0085
_FONT, _FORMAT, _XF = 0x0031, 0x041E, 0x00E0
_ROW, _COLUMNS, _MERGED = 0x0208, 0x007D, 0x00E5
_DRAWING = 0x00EC
_CELLS = frozenset({0x0201, 0x0203, 0x0204, 0x0205, 0x0006, 0x00FD, 0x027E, 0x00D6})  # row, column, format, …
_MANY = {0x00BD: 6, 0x00BE: 2}  # MULRK, MULBLANK: bytes a cell, its format first
_COLOURS = {0: "000000", 1: "FFFFFF", 8: "000000", 9: "FFFFFF", 0x7FFF: "000000", 64: "000000", 65: "FFFFFF"}
_LEAST_WIDTH = 100  # of 256 a character
_START = datetime(1899, 12, 30, tzinfo=UTC).replace(tzinfo=None)
_MOST_CELLS = 400_000
_TORN = ("这个工作簿不完整或者已损坏", "请用 Excel 或 WPS 打开，另存为 xlsx 后再上传")
_Record = tuple[int, int, bytes]  # offset, kind, body


@dataclass(frozen=True, slots=True)
class _Page:
    """What the records say of one sheet."""

    sheet: Sheet
    formats: dict[Place, int]


def sheets(data: bytes) -> Iterator[Sheet]:
    """The sheets in their order."""
    if old.is_encrypted(data):
        raise CannotRelease("文件加了密码", "请去掉密码后再上传")
    records = list(_records(data))
    looks = _looks(records)
    starts = [each for each in records if each[1] == _BOUNDSHEET and len(each[2]) > 8]
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
    except Exception as error:  # another's parser; whatever it says, the file did not open
        raise CannotRelease(*_TORN) from error
    if len(names) != len(starts):
        raise CannotRelease("工作簿里有图表页或者宏表", "请用 Excel 或 WPS 打开，另存为 xlsx 后再上传")
    for name, (_, _, body) in zip(names, starts, strict=True):
        page = _page(records, name, struct.unpack_from("<I", body)[0], is_hidden=bool(body[4] & 3))
        _fill(page, book, looks)
        yield page.sheet


def _records(data: bytes) -> Iterator[_Record]:
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        if not container.exists("Workbook"):
            raise CannotRelease("这是 Excel 95 或更早的工作簿", "请用 Excel 或 WPS 打开，另存为 xlsx 后再上传")
        body = container.openstream("Workbook").read()
    at = 0
    while at + 4 <= len(body):
        kind, length = struct.unpack_from("<HH", body, at)
        yield at, kind, body[at + 4 : at + 4 + length]
        at += 4 + length


def _looks(records: list[_Record]) -> list[Look]:
    codes, fonts, looks = dict[int, str](), list[tuple[int, int]](), list[Look]()
    for _, kind, body in records:
        if kind == _FORMAT and len(body) > 5:
            codes[struct.unpack_from("<H", body)[0]] = _text(body[2:])
        elif kind == _FONT and len(body) >= 6:
            height, _, colour = struct.unpack_from("<3H", body)
            fonts.append((height, colour))
        elif kind == _XF and len(body) >= 20:
            looks.append(_look(body, codes, fonts))
    return looks


def _text(body: bytes) -> str:
    count, wide = struct.unpack_from("<HB", body)
    return body[3 : 3 + count * 2].decode("utf-16-le", "replace") if wide & 1 else body[3 : 3 + count].decode("latin-1")


def _look(body: bytes, codes: dict[int, str], fonts: list[tuple[int, int]]) -> Look:
    font, number = struct.unpack_from("<2H", body)
    font -= font > 4  # there is no font 4
    height, colour = fonts[font] if font < len(fonts) else (200, 8)
    pattern = struct.unpack_from("<I", body, 14)[0] >> 26
    ground = _COLOURS.get(struct.unpack_from("<H", body, 18)[0] & 0x7F, "?") if pattern else "FFFFFF"
    code = code_of(number, codes)
    return replace(
        PLAIN,
        code=code if is_harmless(code) else "General",
        is_kept=is_harmless(code),
        is_unseen=shows_nothing(code) or height <= 40 or is_same(_COLOURS.get(colour, "?"), ground),
    )


def _page(records: list[_Record], name: str, start: int, *, is_hidden: bool) -> _Page:
    page = _Page(Sheet(name, is_hidden), {})
    depth = 0
    for offset, kind, body in records:
        if offset < start:
            continue
        depth += (kind == _BOF) - (kind == _END)
        if kind == _END and depth <= 0:
            break
        if depth == 1:  # deeper are charts in the sheet
            _take(page, kind, body)
    return page


def _take(page: _Page, kind: int, body: bytes) -> None:
    sheet = page.sheet
    if kind == _ROW and len(body) >= 16:
        row, _, _, height = struct.unpack_from("<4H", body)
        if struct.unpack_from("<H", body, 12)[0] & 0x20 or 0 < height & 0x7FFF < 40:
            sheet.hidden_rows.add(row + 1)
    elif kind == _COLUMNS and len(body) >= 10:
        _columns(sheet, body)
    elif kind == _MERGED:
        for at in range(2, len(body) - 7, 8):
            top, bottom, left, right = struct.unpack_from("<4H", body, at)
            sheet.merged.append((top + 1, left + 1, bottom + 1, right + 1))
    elif kind in _CELLS and len(body) >= 6:
        row, column, look = struct.unpack_from("<3H", body)
        page.formats[row + 1, column + 1] = look
    elif kind in _MANY:
        _many(page, body, _MANY[kind])
    elif kind == _DRAWING:
        sheet.has_drawings = True


def _columns(sheet: Sheet, body: bytes) -> None:
    first, last, width, _, flags = struct.unpack_from("<5H", body)
    if flags & 1 or width < _LEAST_WIDTH:
        sheet.hidden_columns.append((first + 1, last + 1))
    else:
        sheet.widths.append((first + 1, last + 1, width / 256))


def _many(page: _Page, body: bytes, size: int) -> None:
    """Several cells in a row, each its format first."""
    row, first = struct.unpack_from("<2H", body)
    for number, offset in enumerate(range(4, len(body) - 1 - size, size)):
        page.formats[row + 1, first + 1 + number] = struct.unpack_from("<H", body, offset)[0]


def _fill(page: _Page, book: CalamineWorkbook, looks: list[Look]) -> None:
    """The values by calamine, the looks by the records; a value without a record would be a mistake, and is refused."""
    found = book.get_sheet_by_name(page.sheet.name)
    top, left = found.start or (0, 0)
    rows = found.to_python(skip_empty_area=True)
    if sum(map(len, rows)) > _MOST_CELLS:
        raise CannotRelease(f"工作表“{page.sheet.name}”的单元格太多", "请只留要公开的部分再试")
    for down, row in enumerate(rows, top + 1):
        for across, value in enumerate(row, left + 1):
            if value == "":
                continue
            if (down, across) not in page.formats:
                raise CannotRelease(*_TORN)
            number = page.formats[down, across]
            look = looks[number] if number < len(looks) else PLAIN
            page.sheet.cells[down, across] = _value(value), look


def _value(value: object) -> Value:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, datetime):
        return (value - _START) / timedelta(days=1)
    if isinstance(value, date):
        return float((datetime.combine(value, time()) - _START).days)
    if isinstance(value, time):
        return (datetime.combine(_START, value) - _START) / timedelta(days=1)
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    assert isinstance(value, int | float)
    return numeral(repr(value))
