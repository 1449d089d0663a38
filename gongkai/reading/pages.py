"""Pages, blocks, tables: the little document model that every reader fills and `recognize` reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text. `start` is its place in a text file, in characters; `page` counts from 1 where pages exist."""

    text: str
    page: int | None = None
    start: int | None = None


class Box(NamedTuple):
    """One cell of a table as found: its text, its place in the grid, how many rows and columns it spans.

    `area` is where it lies on its page as shown: x0, y0, x1, y1 in parts of the page, from the top left.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    page: int | None = None
    start: int | None = None
    area: tuple[float, float, float, float] | None = None
    is_unsure: bool = False  # the eyes saw it, but not well


@dataclass(frozen=True, slots=True)
class Table:
    """Boxes in reading order. `is_grid` says that columns can be trusted; a squeezed text table keeps only the order."""

    boxes: tuple[Box, ...]
    is_grid: bool = True

    def rows(self) -> Iterator[tuple[int, tuple[Box, ...]]]:
        """The boxes that begin in each row, left to right."""
        ordered = sorted(self.boxes, key=itemgetter(1, 2))
        for row, boxes in groupby(ordered, key=itemgetter(1)):
            yield row, tuple(boxes)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Pages:
    """What a reader found in one file. `title` and `dated` come from the file's own description, where it has one."""

    kind: str
    blocks: tuple[Block, ...]
    title: str = ""
    dated: str = ""
    remarks: tuple[str, ...] = ()  # what the reader had to do to get at the text, for the person to know


def grid(
    rows: list[list[str]], *, is_grid: bool, page: int | None = None, starts: list[list[int]] | None = None
) -> Table:
    """A table from plain rows of text, one box a cell."""
    boxes = tuple(
        Box(text, r, c, page=page, start=starts[r][c] if starts else None)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Table(boxes, is_grid)
