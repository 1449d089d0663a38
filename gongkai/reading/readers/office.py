"""Word files of today (.docx, .docm, and .wps saved so): the text as accepted, tables with their spans."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from gongkai.reading import unpack
from gongkai.reading.pages import Block, Box, Pages, Paragraph, Table
from gongkai.reading.result import Unreadable

# What is not text of the document as it now reads: deleted and moved text, field codes, properties, fallbacks.
_SKIPPED = frozenset(
    {
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "pPr",
        "rPr",
        "tblPr",
        "tblGrid",
        "sectPr",
        "Fallback",
        "sdtPr",
        "txbxContent",
    }
)
_HARD = re.compile(rb":(?:del|moveFrom|txbxContent|Fallback|sym|instrText|vanish|strike|dstrike|vertAlign)[ >/]")
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "softHyphen": ""}
_UNSEEN = frozenset({"vanish", "strike", "dstrike", "webHidden"})
_NOTE_MARK = re.compile(r"^\s*[\[(〔（]?[\d①-⑳*※]{1,2}[\])〕）]?\s*$")
_WITH_TEXT = tuple(f"{{*}}{name}" for name in ("t", *_BREAKS))
_PROSE = 300
TextOf = Callable[[etree._Element], str]  # noqa: SLF001 - the only name lxml has for it


def claims(data: bytes) -> bool:
    """A zip container with a word processing document in it."""
    return unpack.is_zip(data) and any(name.startswith("word/document") for name in unpack.names(data))


def pages(data: bytes) -> Pages:
    """The blocks of the document."""
    container = unpack.opened(data)
    names = container.namelist()
    main = next((name for name in names if name.startswith("word/document") and name.endswith(".xml")), None)
    if main is None:
        raise Unreadable("文件里没有正文", "请用 Word 或 WPS 打开后另存一份再试")
    data = unpack.member(container, main)
    root = unpack.xml(data, where=main)
    body = next((child for child in root if _name(child) == "body"), None)
    if body is None:
        raise Unreadable("文件里没有正文", "请用 Word 或 WPS 打开后另存一份再试")
    remarks = ("文件带有宏，没有运行，只读了文字",) if any(name.endswith("vbaProject.bin") for name in names) else ()
    text_of = _plain_text if not _HARD.search(data) else _text
    return Pages("docx", tuple(_blocks(body, text_of)), remarks=remarks)


@lru_cache(maxsize=512)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _name(element: etree._Element) -> str:
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def _value(element: etree._Element, name: str) -> str | None:
    """An attribute whatever its namespace: the strict and the usual dialect differ."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def _blocks(parent: etree._Element, text_of: TextOf) -> Iterator[Block]:
    """Paragraphs and tables in reading order; content controls, insertions and custom tags are entered."""
    for child in parent:
        name = _name(child)
        if name == "p":
            yield from _paragraphs(child, text_of)
        elif name == "tbl":
            yield from _table(child, text_of)
        elif name and name not in _SKIPPED:
            yield from _blocks(child, text_of)


def _paragraphs(paragraph: etree._Element, text_of: TextOf) -> Iterator[Paragraph]:
    text = text_of(paragraph)
    if text.strip():
        yield Paragraph(text)
    if text_of is _plain_text:
        return
    # Text boxes float beside the paragraph that holds them.
    for box in paragraph.iter("{*}txbxContent"):
        if not any(_name(above) == "Fallback" for above in box.iterancestors()):
            yield from (block for block in _blocks(box, text_of) if isinstance(block, Paragraph))


def _plain_text(element: etree._Element) -> str:
    """The text of an element in which everything that has text is to be read."""
    parts = [each.text or "" if _name(each) == "t" else _BREAKS[_name(each)] for each in element.iter(*_WITH_TEXT)]
    return "".join(parts)


def _text(element: etree._Element) -> str:
    """The text of an element, leaving out what is deleted, moved away, or said elsewhere."""
    parts: list[str] = []
    _gather(element, parts)
    return "".join(parts)


def _gather(element: etree._Element, parts: list[str]) -> None:
    for child in element:
        name = _name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        elif name == "sym":
            parts.append(_symbol(child))
        elif name == "r" and _is_unseen(child):
            continue
        elif name and name not in _SKIPPED:
            _gather(child, parts)


def _is_unseen(run: etree._Element) -> bool:
    """Text that the reader of the print does not take for the figure: hidden, struck out, the raised mark of a footnote."""
    properties = next((child for child in run if _name(child) == "rPr"), None)
    for each in () if properties is None else properties:
        name, value = _name(each), _value(each, "val")
        if name in _UNSEEN and value not in ("0", "false", "none"):
            return True
        if name == "vertAlign" and value == "superscript":
            return bool(_NOTE_MARK.match(_text(run)))
    return False


def _symbol(element: etree._Element) -> str:
    code = _value(element, "char") or ""
    return chr(int(code, 16)) if len(code) == 4 and all(c in "0123456789abcdefABCDEF" for c in code) else ""


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Grid:
    boxes: list[Box] = field(default_factory=list)
    inner: list[Block] = field(default_factory=list)  # tables and prose in cells, when the table is layout
    is_layout: bool = False
    open_at: dict[int, int] = field(default_factory=dict)  # column -> number of the box that a vertical merge continues


def _table(table: etree._Element, text_of: TextOf) -> Iterator[Block]:
    grid = _Grid()
    for number, row in enumerate(_descend(table, "tr")):
        _take_row(grid, row, number, text_of)
    if grid.is_layout:
        yield from grid.inner
    elif grid.boxes:
        yield Table(tuple(grid.boxes))


def _descend(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, through content controls and insertions; not deleted ones."""
    for child in parent:
        name = _name(child)
        if name == wanted:
            if wanted != "tr" or not _is_deleted(child):
                yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"):
            yield from _descend(child, wanted)


def _is_deleted(row: etree._Element) -> bool:
    properties = next((child for child in row if _name(child) == "trPr"), None)
    return properties is not None and any(_name(child) == "del" for child in properties)


def _take_row(grid: _Grid, row: etree._Element, number: int, text_of: TextOf) -> None:
    column = _skipped(row)
    for cell in _descend(row, "tc"):
        span, merge = _spans(cell)
        if merge == "continue" and column in grid.open_at:
            at = grid.open_at[column]
            box = grid.boxes[at]
            grid.boxes[at] = box._replace(rows=number - box.row + 1)
        else:
            _take_cell(grid, list(_blocks(cell, text_of)), Box("", number, column, 1, span))
            grid.open_at[column] = len(grid.boxes) - 1
        column += span


def _skipped(row: etree._Element) -> int:
    """Grid columns left out before the first cell."""
    for properties in (child for child in row if _name(child) == "trPr"):
        for each in properties:
            if _name(each) == "gridBefore":
                return _small(_value(each, "val"))
    return 0


def _spans(cell: etree._Element) -> tuple[int, str]:
    span, merge = 1, ""
    for properties in (child for child in cell if _name(child) == "tcPr"):
        for each in properties:
            if _name(each) == "gridSpan":
                span = max(1, _small(_value(each, "val")))
            elif _name(each) == "vMerge":
                merge = _value(each, "val") or "continue"
    return span, merge


def _small(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) <= 3 else 0


def _take_cell(grid: _Grid, blocks: Sequence[Block], box: Box) -> None:
    text = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    if any(isinstance(block, Table) for block in blocks) or (len(text) > _PROSE and "。" in text):
        grid.is_layout = True
    grid.inner.extend(blocks)
    grid.boxes.append(box._replace(text=text))
