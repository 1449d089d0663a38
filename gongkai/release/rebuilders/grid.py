"""Sheets as their readers see them: the visible cells, closed up where hidden rows and columns stood; .xlsx is read here."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongkai.reading import unpack
from gongkai.release.hidden import package
from gongkai.release.rebuilders.numbers import PLAIN, Look, looks_of
from gongkai.release.values import CannotRelease

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_CELLS = 400_000
_LEAST_WIDTH, _LEAST_HEIGHT = 0.4, 2.0  # characters, points: less is not seen
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
Place = tuple[int, int]  # row, column, from 1
Span = tuple[int, int, int, int]  # first row, first column, last row, last column
Value = str | float | bool


@dataclass(slots=True)
class Sheet:
    """One sheet with all its cells, and which of its rows and columns are not shown."""

    name: str
    is_hidden: bool = False
    cells: dict[Place, tuple[Value, Look]] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    widths: list[tuple[int, int, float]] = field(default_factory=list)
    hides_other_columns: bool = False
    has_drawings: bool = False

    def shows_column(self, column: int) -> bool:
        """Whether the column is shown."""
        if any(first <= column <= last for first, last in self.hidden_columns):
            return False
        return not self.hides_other_columns or any(first <= column <= last for first, last, _ in self.widths)

    def shows(self, place: Place) -> bool:
        """Whether the row and the column are shown."""
        return place[0] not in self.hidden_rows and self.shows_column(place[1])


def sheets(data: bytes) -> Iterator[Sheet]:
    """The sheets of an .xlsx in their order."""
    container = package.opened(data)
    strings = _strings(container)
    looks = looks_of(package.tree(container, "xl/styles.xml"))
    book = package.tree(container, "xl/workbook.xml")
    relations = package.tree(container, "xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        raise CannotRelease("这个工作簿不完整", "请用 Excel 或 WPS 打开后另存一份再试")
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations if isinstance(each.tag, str)}
    for each in book.iter("{*}sheet"):
        name = posixpath.normpath(posixpath.join("/xl", targets.get(each.get(_RELATION, ""), "")))[1:]
        sheet = Sheet(each.get("name", ""), each.get("state", "visible") != "visible")
        if "worksheets/" in name and name in container.namelist():
            _fill(sheet, unpack.member(container, name), strings, looks)
        elif not sheet.is_hidden:
            raise CannotRelease(f"“{sheet.name}”是图表页，不是表格", "请把图表另存为图片或 PDF，把这一页删去后再上传")
        yield sheet


def _walk(body: bytes, *tags: str) -> Iterator[etree._Element]:
    if b"<!DOCTYPE" in body[:4096] or b"<!ENTITY" in body[:4096]:
        raise CannotRelease("文件里夹带了外部实体声明，已拒绝打开", "请确认文件来源；正常的办公文件没有这种内容")
    try:
        for _, element in etree.iterparse(
            io.BytesIO(body), tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False, no_network=True
        ):
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise CannotRelease("文件内容不完整或者已损坏", "请用 Excel 或 WPS 打开后另存一份再试") from error


def _strings(container: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in container.namelist():
        return []
    return [_text(item) for item in _walk(unpack.member(container, "xl/sharedStrings.xml"), "si")]


def _text(item: etree._Element) -> str:
    """The text of a cell, without the readings of its signs; pieces in the colour of the paper are left out."""
    pieces = []
    for each in item:
        name = etree.QName(each).localname if isinstance(each.tag, str) else ""
        if name == "t":
            pieces.append(each.text or "")
        elif name == "r" and not _is_pale(each.find("{*}rPr/{*}color")):
            pieces.append(each.findtext("{*}t") or "")
    return "".join(pieces)


def _is_pale(color: etree._Element | None) -> bool:
    return color is not None and (
        re.fullmatch(r"(?i)..(?:[EF][C-F]|F.){3}", color.get("rgb", "")) is not None or color.get("theme") == "0"
    )


def _fill(sheet: Sheet, body: bytes, strings: list[str], looks: list[Look]) -> None:
    row, hides_others = 0, False
    for element in _walk(body, "sheetFormatPr", "col", "row", "mergeCell", "drawing", "legacyDrawing"):
        name = etree.QName(element).localname
        if name == "sheetFormatPr":
            hides_others = element.get("zeroHeight") in ("1", "true")
            sheet.hides_other_columns = _measure(element.get("defaultColWidth")) < _LEAST_WIDTH
        elif name == "col":
            _column_of(sheet, element)
        elif name == "row":
            row = _number(element.get("r")) or row + 1
            is_low = _measure(element.get("ht")) < _LEAST_HEIGHT or (hides_others and element.get("ht") is None)
            if element.get("hidden") in ("1", "true") or is_low:
                sheet.hidden_rows.add(row)
            _cells(sheet, element, row, strings, looks)
        elif name == "mergeCell":
            span = _span(element.get("ref", ""))
            sheet.merged += [span] if span else []
        else:
            sheet.has_drawings = sheet.has_drawings or name == "drawing"


def _column_of(sheet: Sheet, element: etree._Element) -> None:
    first, last = _number(element.get("min")), min(_number(element.get("max")), _LAST_COLUMN)
    width = _measure(element.get("width"), 8.43)
    if element.get("hidden") in ("1", "true") or width < _LEAST_WIDTH:
        sheet.hidden_columns.append((first, last))
    else:
        sheet.widths.append((first, last, min(width, 255.0)))


def _measure(text: str | None, otherwise: float = 99.0) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _cells(sheet: Sheet, row: etree._Element, number: int, strings: list[str], looks: list[Look]) -> None:
    column = 0
    for element in row.iterfind("{*}c"):
        address = _ADDRESS.match(element.get("r", ""))
        column = column_of(address[1]) if address else column + 1
        if number > _LAST_ROW or column > _LAST_COLUMN:
            raise CannotRelease(f"工作表“{sheet.name}”有单元格在表格以外", "请用 Excel 或 WPS 打开后另存一份再试")
        style = _number(element.get("s"))
        look = looks[style] if style < len(looks) else PLAIN
        value = _value(sheet, element, strings, number)
        if value != "" or look.has_border or look.fill:
            sheet.cells[number, column] = value, look
        if len(sheet.cells) > _MOST_CELLS:
            raise CannotRelease(f"工作表“{sheet.name}”的单元格太多", "请只留要公开的部分，或者存成 csv 再试")


def _value(sheet: Sheet, cell: etree._Element, strings: list[str], row: int) -> Value:
    kind, text = cell.get("t", "n"), cell.findtext("{*}v") or ""
    if kind == "inlineStr":
        inner = cell.find("{*}is")
        return _text(inner) if inner is not None else ""
    if kind == "s":
        return strings[int(text)] if text.isdecimal() and int(text) < len(strings) else ""
    if kind == "b":
        return text == "1"
    if not text and kind == "n" and cell.find("{*}f") is not None:
        raise CannotRelease(
            f"工作表“{sheet.name}”第{row}行有公式，文件里却没有算出的值", "请用 Excel 或 WPS 打开，保存一次后再上传"
        )
    return numeral(text) if kind == "n" else text


def numeral(text: str) -> Value:
    """A number; long ones, which may be identity numbers, stay text with all their figures."""
    try:
        value = float(text)
    except ValueError:
        return text
    if abs(value) < 1e15:
        return value
    return text if text.isdecimal() else f"{value:.0f}" if abs(value) < 1e22 else text


def column_of(letters: str) -> int:
    """The number of a column."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _span(text: str) -> Span | None:
    ends = [_ADDRESS.match(each) for each in text.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    return int(ends[0][2]), column_of(ends[0][1]), int(ends[1][2]), column_of(ends[1][1])
