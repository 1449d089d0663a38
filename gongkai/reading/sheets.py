"""Pages as they are printed -> blocks: tables where they stand, the running text between them, paragraphs over page breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from gongkai.reading.grids import Grid
from gongkai.reading.headings import part_of
from gongkai.reading.lines import is_furniture
from gongkai.reading.pages import Block, Paragraph, Table
from gongkai.reading.typeset import Run, TextLine, join, paragraphs

_Part = Table | tuple[Run, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, upright: its tables with the lines that rule them, the lines of text outside of them, its width."""

    tables: tuple[tuple[Grid, Table], ...]
    lines: tuple[TextLine, ...]
    width: float


def blocks(sheets: Sequence[Sheet]) -> tuple[Block, ...]:
    """The blocks of all pages in reading order."""
    left, right = _margins(sheets)
    parts = [part for number, sheet in enumerate(sheets, 1) for part in _parts(sheet, number, left, right)]
    return tuple(_joined_over_pages(parts))


def _margins(sheets: Sequence[Sheet]) -> tuple[float, float]:
    """The edges of the running text, over all pages; tables reach from edge to edge too."""
    lines = [line for sheet in sheets for line in sheet.lines if len(line.text) > 12]
    tables = [grid for sheet in sheets for grid, _ in sheet.tables if grid.x1 - grid.x0 > 0.5 * sheet.width]
    lefts = [*(line.x0 for line in lines), *(table.x0 for table in tables)]
    rights = [*(line.x1 for line in lines), *(table.x1 for table in tables)]
    return min(lefts, default=0.0), max(rights, default=max((sheet.width for sheet in sheets), default=0.0))


def _parts(sheet: Sheet, page: int, left: float, right: float) -> Iterator[_Part]:
    """Tables and the text between them, from top to bottom."""
    lines = [line for line in sheet.lines if not is_furniture(line.text)]
    for grid, table in sheet.tables:
        above = [line for line in lines if line.y1 <= grid.y0 + 2]
        lines = lines[len(above) :]
        yield from _running(above, page, left, right)
        yield table
    yield from _running(lines, page, left, right)


def _running(lines: Sequence[TextLine], page: int, left: float, right: float) -> Iterator[_Part]:
    yield from (
        (run, page) for run in paragraphs(lines, left, right, is_heading=lambda text: part_of(text) is not None)
    )


def _joined_over_pages(parts: Sequence[_Part]) -> Iterator[Block]:
    """Running text that a page break cut, made one paragraph again: the page was full, and the next begins unindented."""
    held: list[tuple[Run, int]] = []
    for part in parts:
        if isinstance(part, Table):
            yield from _closed(held)
            held = []
            yield part
        elif held and _goes_on(held[-1], part):
            held.append(part)
        else:
            yield from _closed(held)
            held = [part]
    yield from _closed(held)


def _closed(held: Sequence[tuple[Run, int]]) -> Iterator[Paragraph]:
    if held:
        yield Paragraph(reduce(join, (run.text for run, _ in held)), held[0][1])


def _goes_on(before: tuple[Run, int], after: tuple[Run, int]) -> bool:
    (run, page), (following, next_page) = before, after
    return next_page == page + 1 and run.is_full and not following.is_indented and part_of(following.text) is None
