"""An Excel workbook (.xlsx): what its readers see, and what stays in it unseen."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from gongkai.reading import unpack
from gongkai.release.hidden import package
from gongkai.release.hidden.labels import Seen, hidden
from gongkai.release.hidden.styles import Styles, styles_of
from gongkai.release.values import CannotRelease, Hidden

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LEAST_ID, _MOST_ID = 1.1e17, 8.3e17  # resident IDs taken for numbers
_MOST_CELLS = 5_000_000
_SAMPLES = 5
_PARTS = (
    ("xlsx.comments", re.compile(r"xl/(?:comments\d*|comments/.+|threadedComments/.+)\.xml$")),
    ("xlsx.pivot_cache", re.compile(r"xl/pivotCache/pivotCache(?:Definition|Records)\d*\.xml$")),
    ("xlsx.external_links", re.compile(r"xl/externalLinks/externalLink\d*\.xml$")),
    ("xlsx.connections", re.compile(r"xl/(?:connections\.xml|queryTables/.+\.xml|model/.+|customData/.+)$")),
)
_BUILT_IN = re.compile(r"^_xlnm\.|^_xlfn|^_xlpm")
_CONSTANT = re.compile(r'"[^"]+"|\[|^\{|^=?\d{8,}$|file:|https?:', re.IGNORECASE)
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)$")


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    text: str
    is_number: bool
    style: int
    string: int | None  # the place in the shared strings


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    is_hidden: bool
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]
    cells: tuple[_Cell, ...]

    def is_in_hidden_column(self, column: int) -> bool:
        """Whether the column is not shown."""
        return any(first <= column <= last for first, last in self.hidden_columns)


def look(data: bytes) -> Seen:
    """The visible cells, and everything unseen."""
    container = package.opened(data)
    strings = _strings(container)
    styles = styles_of(package.tree(container, "xl/styles.xml"))
    sheets = list(_sheets(container, strings))
    found = [*package.look(container), *_parts(container), *_names(container)]
    for sheet in sheets:
        found += _unseen(sheet, styles)
    used = {cell.string for sheet in sheets for cell in sheet.cells}
    left = [text for at, text in enumerate(strings) if at not in used and text.strip()]
    if left:
        found.append(hidden("xlsx.unused_strings", "xl/sharedStrings.xml", "；".join(left)))
    return Seen(tuple(_visible(sheet, styles) for sheet in sheets if not sheet.is_hidden), tuple(found))


# ── reading the parts ───────────────────────────────────────────────────────────────────────────────────────────────


def _strings(container: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in container.namelist():
        return []
    body = unpack.member(container, "xl/sharedStrings.xml")
    return ["".join(each.text or "" for each in item.iter("{*}t")) for item in _each(body, "si")]


def _each(body: bytes, *tags: str) -> Iterator[etree._Element]:
    """The elements of these names one after another, each forgotten when it was seen."""
    if b"<!DOCTYPE" in body[:4096] or b"<!ENTITY" in body[:4096]:
        raise CannotRelease("文件里夹带了外部实体声明，已拒绝打开", "请确认文件来源；正常的办公文件没有这种内容")
    names = [f"{{*}}{tag}" for tag in tags]
    try:
        for _, element in etree.iterparse(io.BytesIO(body), tag=names, resolve_entities=False, no_network=True):
            yield element
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                if parent is None:
                    break
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise CannotRelease("文件内容不完整或者已损坏", "请用 Excel 或 WPS 打开后另存一份再试") from error


def _sheets(container: zipfile.ZipFile, strings: list[str]) -> Iterator[_Sheet]:
    book = package.tree(container, "xl/workbook.xml")
    relations = package.tree(container, "xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        raise CannotRelease("这个工作簿不完整", "请用 Excel 或 WPS 打开后另存一份再试")
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations if isinstance(each.tag, str)}
    for each in book.iter("{*}sheet"):
        name = posixpath.normpath(posixpath.join("/xl", targets.get(each.get(_RELATION, ""), "")))[1:]
        if "worksheets/" in name and name in container.namelist():
            is_hidden = each.get("state", "visible") != "visible"
            yield _sheet(unpack.member(container, name), each.get("name", ""), strings, is_hidden=is_hidden)


def _sheet(body: bytes, name: str, strings: list[str], *, is_hidden: bool) -> _Sheet:
    rows, columns, cells = set[int](), list[tuple[int, int]](), list[_Cell]()
    row = 0
    for element in _each(body, "col", "row"):
        is_unseen = element.get("hidden") in ("1", "true")
        if etree.QName(element).localname == "col":
            if is_unseen or element.get("width") == "0":
                columns.append((_number(element.get("min")), _number(element.get("max"))))
            continue
        row = _number(element.get("r")) or row + 1
        if is_unseen or element.get("ht") == "0":
            rows.add(row)
        cells += _cells(element, row, strings)
        if len(cells) > _MOST_CELLS:
            raise CannotRelease(f"工作表“{name}”的单元格太多", "请只留要公开的部分再试")
    return _Sheet(name, is_hidden, frozenset(rows), tuple(columns), tuple(cells))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _cells(row: etree._Element, number: int, strings: list[str]) -> Iterator[_Cell]:
    column = 0
    for element in row.iterfind("{*}c"):
        address = _ADDRESS.match(element.get("r", ""))
        column = _column(address[1]) if address else column + 1
        kind = element.get("t", "n")
        value = element.findtext("{*}v") or ""
        at = int(value) if kind == "s" and value.isdecimal() else None
        if kind == "inlineStr":
            value = "".join(each.text or "" for each in element.iter("{*}t"))
        elif at is not None:
            value = strings[at] if at < len(strings) else ""
        if value:
            yield _Cell(number, column, value, kind == "n", _number(element.get("s")), at)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


# ── what is seen, and what not ──────────────────────────────────────────────────────────────────────────────────────


def _visible(sheet: _Sheet, styles: Styles) -> tuple[str, str]:
    lines = [
        cell.text
        for cell in sheet.cells
        if cell.row not in sheet.hidden_rows
        and not sheet.is_in_hidden_column(cell.column)
        and not styles.hides(cell.style)
    ]
    return f"工作表“{sheet.name}”", "\n".join(lines)


def _unseen(sheet: _Sheet, styles: Styles) -> Iterator[Hidden]:
    where = f"工作表“{sheet.name}”"
    if sheet.is_hidden:
        yield hidden("xlsx.hidden_sheet", where, _sample(sheet.cells))
    groups = (
        ("xlsx.hidden_rows", [cell for cell in sheet.cells if cell.row in sheet.hidden_rows]),
        ("xlsx.hidden_columns", [cell for cell in sheet.cells if sheet.is_in_hidden_column(cell.column)]),
        ("xlsx.hidden_cells", [cell for cell in sheet.cells if styles.hides(cell.style)]),
        ("xlsx.white_text", [cell for cell in sheet.cells if styles.is_white(cell.style)]),
    )
    for code, cells in groups:
        if cells:
            yield hidden(code, where, _sample(cells))
    numbers = [cell for cell in sheet.cells if cell.is_number and _is_like_an_id(cell.text)]
    if numbers:
        yield hidden("xlsx.numeric_id", f"{where}第{numbers[0].row}行", f"{len(numbers)} 个单元格")


def _sample(cells: Iterable[_Cell]) -> str:
    return " ".join(cell.text for _, cell in zip(range(_SAMPLES), cells, strict=False))


def _is_like_an_id(text: str) -> bool:
    try:
        return _LEAST_ID <= float(text) < _MOST_ID
    except ValueError:
        return False


def _parts(container: zipfile.ZipFile) -> Iterator[Hidden]:
    for name in sorted(set(container.namelist())):
        for code, pattern in _PARTS:
            if pattern.match(name):
                yield hidden(code, name, _words(container, name))


def _words(container: zipfile.ZipFile, name: str) -> str:
    """The texts and the cached values of a part, as a sample."""
    if not name.endswith(".xml"):
        return ""
    body = unpack.member(container, name)
    texts = []
    for element in _each(body, "t", "text", "s", "v"):
        texts.append(element.text or element.get("v") or "")
        if len(texts) > _SAMPLES:
            break
    return " ".join(texts)


def _names(container: zipfile.ZipFile) -> Iterator[Hidden]:
    """Names that hold data themselves; a name of a range in the book holds none."""
    book = package.tree(container, "xl/workbook.xml")
    for each in [] if book is None else book.iter("{*}definedName"):
        name, text = each.get("name", ""), each.text or ""
        if _BUILT_IN.match(name):
            continue
        if _CONSTANT.search(text) or each.get("comment"):
            yield hidden("xlsx.defined_names", f"名称“{name}”", f"{text} {each.get('comment', '')}")
        elif each.get("hidden") in ("1", "true"):
            yield hidden("xlsx.hidden_names", f"名称“{name}”", text)
