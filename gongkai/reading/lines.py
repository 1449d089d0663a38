"""Pages as lines: table rows and lines of text in one sequence, each piece with its place; page furniture left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.core import editions
from gongkai.reading.figures import Figure, understand
from gongkai.reading.fold import bare, fold, fold_with_places
from gongkai.reading.pages import Box, Pages, Paragraph, Table
from gongkai.reading.result import Source

_FURNITURE = re.compile(
    r"^(?:[-·]+\s*\d{1,4}\s*[-·]+|第\s*\d+\s*页(?:\s*[/,共]*\s*\d*\s*页?)?|\d+\s*/\s*\d+|<!--.*-->)$"
)
_RULE = re.compile(r"^[\s|:\-+=_*#]*$")
_TABS = 2  # tabs in a line that make it a row
_PASSAGE = 400  # characters of surrounding text kept with a figure


class Piece(NamedTuple):
    """One cell of a row, or a whole line of text. There are hundreds in a report, so places become a Source when asked."""

    text: str
    column: int
    columns: int
    page: int | None
    table: int | None
    row: int | None
    start: int | None
    passage: str
    area: tuple[float, float, float, float] | None = None
    is_unsure: bool = False

    @property
    def figure(self) -> Figure:
        """What the piece says as a figure."""
        return understand(self.text)

    @property
    def source(self) -> Source:
        """Where the piece stands."""
        span = None if self.start is None else (self.start, self.start + len(self.text))
        column = None if self.table is None else self.column + 1
        return Source(
            self.text[:80], self.page, self.table, self.row, column, span, self.passage, self.area, self.is_unsure
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, or one line of text (then `table` is None and there is one piece)."""

    pieces: tuple[Piece, ...]
    table: int | None = None
    is_grid: bool = False

    @property
    def text(self) -> str:
        """The whole line, for reading as words."""
        return " ".join(piece.text for piece in self.pieces if piece.text)

    @property
    def is_text(self) -> bool:
        """Whether it is a line of running text."""
        return self.table is None


def lines(pages: Pages) -> Iterator[Line]:
    """Every line of the document in reading order."""
    number = 0
    tabbed: list[Paragraph] = []
    for block in pages.blocks:
        if isinstance(block, Paragraph) and block.text.strip().count("\t") >= _TABS:
            tabbed.append(block)
            continue
        if tabbed:
            number += 1
            yield from _table_lines(_of_tabs(tabbed), number)
            tabbed = []
        if isinstance(block, Paragraph):
            yield from _text_lines(block)
        else:
            number += 1
            yield from _table_lines(block, number)
    if tabbed:
        yield from _table_lines(_of_tabs(tabbed), number + 1)


def _of_tabs(paragraphs: list[Paragraph]) -> Table:
    """Lines of text in which tabs stand for the lines of a table."""
    rows = [[(cell, p) for cell in p.text.split("\t")] for p in paragraphs]
    boxes = [Box(cell, r, c, page=p.page) for r, row in enumerate(rows) for c, (cell, p) in enumerate(row)]
    return Table(tuple(boxes), is_grid=False)


def _text_lines(paragraph: Paragraph) -> Iterator[Line]:
    place = 0
    for raw in paragraph.text.splitlines(keepends=True):
        start, place = place, place + len(raw)
        for begin, end in _between_headings(raw):
            text = raw[begin:end]
            if not text.strip() or is_furniture(text):
                continue
            at = None if paragraph.start is None else paragraph.start + start + begin
            yield Line((Piece(text, 0, 1, paragraph.page, None, None, at, text[:_PASSAGE]),))


def is_furniture(text: str) -> bool:
    """Whether a line is a page number or a drawn rule."""
    folded = fold(text).strip()
    return bool(_FURNITURE.match(folded) or _RULE.match(folded))


def _without_furniture(text: str) -> str:
    """The text of a cell; nothing where a page number fell into it."""
    return "" if text and not text.isdigit() and _FURNITURE.match(fold(text).strip()) else text


def _headings() -> re.Pattern[str]:
    """A numbered title of one of the six parts, wherever it stands in a line."""
    titles = {bare(spelling) for e in editions.every() for p in e.parts for spelling in (p.label, *p.aliases)}
    body = "|".join(r"[\s、,]*".join(map(re.escape, title)) for title in sorted(titles, key=len, reverse=True))
    return re.compile(rf"(?:(?<![第(十])[一二三四五六]|(?<![\d第(.])[1-6])\s*[、.,:]\s*(?:{body})")


_HEADING = _headings()
_MAY_HOLD_HEADING = re.compile(r"[一二三四五六1-6１-６][\s　]*[、.,:．，：､][\s　]*[总總主收政因存其]")


def _between_headings(raw: str) -> Iterator[tuple[int, int]]:
    """Where to part a line that has run together, so that every heading of a part begins a line of its own and ends it."""
    if len(raw) < 60 or not _MAY_HOLD_HEADING.search(raw):
        yield 0, len(raw)
        return
    folded, places = fold_with_places(raw)
    last = 0
    for found in _HEADING.finditer(folded):
        begin, end = places[found.start()], places[found.end() - 1] + 1
        yield last, begin
        yield begin, end
        last = end
    yield last, len(raw)


def _table_lines(table: Table, number: int) -> Iterator[Line]:
    for order, (_, boxes) in enumerate(table.rows(), start=1):
        texts = [_without_furniture(box.text.strip()) for box in boxes]
        if not any(texts) and any(box.text.strip() for box in boxes):
            continue
        passage = " | ".join(text if text.isalnum() else " ".join(text.split()) for text in texts)[:_PASSAGE]
        pieces = [
            Piece(text, box.column, box.columns, box.page, number, order, box.start, passage, box.area, box.is_unsure)
            for text, box in zip(texts, boxes, strict=True)
        ]
        yield Line(tuple(pieces), table=number, is_grid=table.is_grid)
