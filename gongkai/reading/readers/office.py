"""Word files of today (.docx, .docm, and .wps saved so): the text as accepted, tables with their spans."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
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
        "tcPr",
        "trPr",
        "tblPr",
        "tblGrid",
        "sectPr",
        "Fallback",
        "sdtPr",
        "txbxContent",
    }
)
# What has to be weighed word by word: text that may not be text of the print, former spans of cells, formulas.
_HARD = (
    "del moveFrom txbxContent Fallback sym instrText vanish strike dstrike vertAlign tcPrChange trPrChange oMathPara"
)
_IS_HARD = tuple(f"{{*}}{name}" for name in _HARD.split())
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "softHyphen": ""}
_UNSEEN = frozenset({"vanish", "strike", "dstrike", "webHidden"})
_NOTE_MARK = re.compile(r"^\s*[\[(〔（]?[\d①-⑳*※]{1,2}[\])〕）]?\s*$")
_WITH_TEXT = tuple(f"{{*}}{name}" for name in ("t", *_BREAKS))
_FRAME = ("p", "tbl", "tr", "gridBefore", "tc", "gridSpan", "vMerge")
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
    return Pages("docx", tuple(_all_blocks(body)), remarks=remarks)


def _all_blocks(body: etree._Element) -> Iterable[Block]:
    """Most files hold nothing hard; those are read in one pass, in a third of the time."""
    if next(body.iter(*_IS_HARD), None) is not None:
        return _blocks(body, _text)
    if any(_is_in_cell(table) for table in body.iter(_beside(body, "tbl"))):
        return _blocks(body, _plain_text)
    return _OnePass(body).blocks


@lru_cache(maxsize=512)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""  # comments have no name


def _name(element: etree._Element) -> str:
    return _local(element.tag)


def _beside(element: etree._Element, name: str) -> str:
    """The full tag of a name in the dialect of an element."""
    space, brace, _ = str(element.tag).rpartition("}")
    return f"{space}{brace}{name}"


def _is_in_cell(element: etree._Element) -> bool:
    return next(element.iterancestors(_beside(element, "tc")), None) is not None


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

    def take(self, box: Box, merge: str, blocks: Iterable[Block]) -> None:
        """One cell, or the continuation of the one above."""
        if merge == "continue" and box.column in self.open_at:
            at = self.open_at[box.column]
            above = self.boxes[at]
            self.boxes[at] = above._replace(rows=box.row - above.row + 1)
            return
        inside = list(blocks)
        words = [block.text for block in inside if isinstance(block, Paragraph)]
        text = words[0] if len(words) == 1 else "\n".join(words)
        if len(words) < len(inside) or (len(text) > _PROSE and "。" in text):
            self.is_layout = True
        self.inner += inside
        self.open_at[box.column] = len(self.boxes)
        self.boxes.append(Box(text, box.row, box.column, 1, box.columns))

    def blocks(self) -> Sequence[Block]:
        """The table, or what stands in it."""
        if self.is_layout:
            return self.inner
        return [Table(tuple(self.boxes))] if self.boxes else []


def _table(table: etree._Element, text_of: TextOf) -> Iterator[Block]:
    grid = _Grid()
    for number, row in enumerate(_descend(table, "tr")):
        _take_row(grid, row, number, text_of)
    yield from grid.blocks()


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
        grid.take(Box("", number, column, 1, span), merge, _blocks(cell, text_of))
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


# ── files with nothing hard in them ─────────────────────────────────────────────────────────────────────────────────


class _OnePass:
    """Paragraphs and tables as their tags come by; for files with no table in a cell, and no text to be left out."""

    def __init__(self, body: etree._Element) -> None:
        self.blocks: list[Block] = []
        self._body, self._cell = body.tag, _beside(body, "tc")
        self._words: list[str] = []  # of the open paragraph
        self._inside: list[Block] = []  # the open cell
        self._grid: _Grid | None = None
        self._row, self._column, self._span, self._merge = -1, 0, 0, ""  # no cell is open where it spans nothing
        self._run(body)
        self._end_table()

    def _run(self, body: etree._Element) -> None:
        frame = dict(
            zip(_FRAME, (self._p, self._tbl, self._tr, self._skip, self._tc, self._wide, self._high), strict=True)
        )
        words = self._words
        for element in body.iter(*_WITH_TEXT, *(_beside(body, name) for name in _FRAME)):
            name = _local(element.tag)
            if name == "t":
                words.append(element.text or "")
            elif name in frame:
                frame[name](element)
            else:
                words.append(_BREAKS[name])

    def _p(self, paragraph: etree._Element) -> None:
        self._end_paragraph()
        if self._grid is not None:
            parent = paragraph.getparent()
            above = None if parent is None else parent.tag
            if above == self._body or (above != self._cell and not _is_in_cell(paragraph)):
                self._end_table()

    def _tbl(self, _: etree._Element) -> None:
        self._end_table()
        self._grid, self._row = _Grid(), -1

    def _tr(self, _: etree._Element) -> None:
        self._end_cell()
        self._row, self._column = self._row + 1, 0

    def _skip(self, before: etree._Element) -> None:
        self._column = _small(_value(before, "val"))

    def _tc(self, _: etree._Element) -> None:
        self._end_cell()
        self._span, self._merge = 1, ""

    def _wide(self, span: etree._Element) -> None:
        self._span = max(1, _small(_value(span, "val")))

    def _high(self, merge: etree._Element) -> None:
        self._merge = _value(merge, "val") or "continue"

    def _end_paragraph(self) -> None:
        if not self._words:
            return
        text = "".join(self._words)
        self._words.clear()
        if text.strip():
            (self.blocks if self._grid is None else self._inside).append(Paragraph(text))

    def _end_cell(self) -> None:
        self._end_paragraph()
        if self._grid is not None and self._span:
            self._grid.take(Box("", self._row, self._column, 1, self._span), self._merge, self._inside)
            self._column += self._span
        self._inside, self._span = [], 0

    def _end_table(self) -> None:
        self._end_cell()
        if self._grid is not None:
            self.blocks.extend(self._grid.blocks())
        self._grid = None
