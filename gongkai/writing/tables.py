"""The three statutory tables as printed grids: which cell stands where, what it spans, which headings it is under.

The grids follow the editions; the figures of a report are laid into them. Nothing of any one kind of file is here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from math import lcm

from gongkai.core import editions
from gongkai.core.editions import Block, Edition
from gongkai.core.reports import Report
from gongkai.writing.figures import printed


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell. `role` is corner, block, column, group, row or figure; a figure has a `cell` instead of a text."""

    row: int
    column: int
    text: str
    role: str
    rows: int = 1
    columns: int = 1
    cell: str = ""
    block: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether a figure stands here, and no label."""
        return self.role == "figure"

    @property
    def name(self) -> str:
        """Its name within the table, for those that refer to it."""
        return f"r{self.row}c{self.column}"


@dataclass(frozen=True)
class Form:
    """The printed grid of one table of one edition. `title_rows` stand at the top of every page."""

    key: str
    caption: str
    columns: int
    title_rows: int
    boxes: tuple[Box, ...]

    @cached_property
    def rows(self) -> tuple[tuple[tuple[Box, bool], ...], ...]:
        """For each row the boxes in it, left to right, and whether each continues from the row above."""
        last = max(box.row + box.rows for box in self.boxes)
        return tuple(
            tuple(
                (box, box.row < row)
                for box in sorted(self.boxes, key=lambda each: each.column)
                if box.row <= row < box.row + box.rows
            )
            for row in range(last)
        )

    @cached_property
    def headings(self) -> Mapping[str, tuple[Box, ...]]:
        """For each cell the labels that say what its figure is: block, column headings from the top, groups, row."""
        return {box.cell: tuple(self._over(box)) for box in self.boxes if box.is_figure}

    def stays(self, row: int) -> bool:
        """Whether a row has to stand on the same page as the next: titles, and the rows of one block."""
        blocks = [line[0][0].block for line in self.rows[row : row + 2]]
        return row < self.title_rows or (len(blocks) == 2 and blocks[0] == blocks[1] != "")

    def _over(self, figure: Box) -> Iterator[Box]:
        for box in self.boxes:
            is_beside = box.row <= figure.row < box.row + box.rows and box.role in ("group", "row")
            is_above = box.column <= figure.column < box.column + box.columns and box.role in ("block", "column")
            if is_beside or (is_above and box.row < figure.row and box.block == figure.block):
                yield box


@dataclass(frozen=True)
class Table:
    """A form with the figures of one report in it."""

    form: Form
    figures: Mapping[str, str]

    def text(self, box: Box) -> str:
        """What is printed in a box."""
        return self.figures[box.cell] if box.is_figure else box.text


def table(report: Report, key: str) -> Table:
    """One table of a report, in the form of that table's own edition."""
    shape = form(report.editions[key], key)
    return Table(shape, {box.cell: printed(report.cell(box.cell)) for box in shape.boxes if box.is_figure})


@cache
def form(edition: str, key: str) -> Form:
    """The printed grid of one table of one edition."""
    return {"proactive": _proactive, "applications": _applications, "remedies": _remedies}[key](editions.get(edition))


# ── table two ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _proactive(edition: Edition) -> Form:
    """Block under block; blocks of one, two and three columns share one grid."""
    table = edition.tables["proactive"]
    width = lcm(*(len(block.columns) for block in table.blocks))
    boxes: list[Box] = []
    for block in table.blocks:
        top = boxes[-1].row + 1 if boxes else 0
        boxes += _block(block, table, top, width)
    return Form("proactive", table.title, 1 + width, 0, tuple(boxes))


def _block(block: Block, table: editions.Table, top: int, width: int) -> Iterator[Box]:
    span = width // len(block.columns)
    yield Box(top, 0, block.label, "block", columns=1 + width, block=block.key)
    yield Box(top + 1, 0, table.corner, "corner", block=block.key)
    for at, column in enumerate(block.columns):
        yield Box(top + 1, 1 + at * span, column.label, "column", columns=span, block=block.key)
    for down, row in enumerate(block.rows, top + 2):
        yield Box(down, 0, row.printed, "row", block=block.key)
        for at, column in enumerate(block.columns):
            cell = table.cell(row.key, column.key, block.key)
            yield Box(down, 1 + at * span, "", "figure", columns=span, cell=cell, block=block.key)


# ── table three ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _applications(edition: Edition) -> Form:
    """Three rows of headings over the applicants; up to three columns of labels, groups merged downward."""
    table = edition.tables["applications"]
    deep = 1 + max(len(row.groups) for row in table.rows)
    boxes = [Box(0, 0, table.corner, "corner", rows=3, columns=deep)]
    boxes.append(Box(0, deep, table.columns_title, "column", columns=len(table.columns)))
    boxes += _applicants(table, deep)
    boxes += _groups(table, deep)
    for down, row in enumerate(table.rows, 3):
        boxes.append(Box(down, len(row.groups), row.printed, "row", columns=deep - len(row.groups)))
        for at, column in enumerate(table.columns, deep):
            boxes.append(Box(down, at, "", "figure", cell=table.cell(row.key, column.key)))
    return Form("applications", table.title, deep + len(table.columns), 3, _in_order(boxes))


def _applicants(table: editions.Table, left: int) -> Iterator[Box]:
    """The headings of the columns: alone over two rows, or one of several under a common heading."""
    for group, numbered in groupby(enumerate(table.columns, left), key=lambda each: each[1].group):
        columns = list(numbered)
        if group:
            yield Box(1, columns[0][0], group, "column", columns=len(columns))
        for at, column in columns:
            yield Box(2 if group else 1, at, column.label, "column", rows=1 if group else 2)


def _groups(table: editions.Table, deep: int) -> Iterator[Box]:
    """The labels left of several rows, outermost first."""
    for depth in range(deep - 1):
        rows = enumerate(table.rows, 3)
        for groups, members in groupby(rows, key=lambda each: each[1].groups[: depth + 1]):
            numbers = [number for number, _ in members]
            if len(groups) > depth:
                yield Box(numbers[0], depth, groups[depth], "group", rows=len(numbers))


# ── table four ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _remedies(edition: Edition) -> Form:
    """One row of fifteen figures under three rows of headings: what are rows in the data lies side by side in print."""
    table = edition.tables["remedies"]
    many = len(table.columns)
    boxes: list[Box] = []
    for number, row in enumerate(table.rows):
        left = number * many
        if row.groups and row.groups != table.rows[number - 1].groups:
            wide = many * sum(each.groups == row.groups for each in table.rows)
            boxes.append(Box(0, left, row.groups[0], "column", columns=wide))
        under = 1 if row.groups else 0
        boxes.append(Box(under, left, row.printed, "column", columns=many))
        for at, column in enumerate(table.columns, left):
            boxes.append(Box(under + 1, at, column.label, "column", rows=2 - under))
            boxes.append(Box(3, at, "", "figure", cell=table.cell(row.key, column.key)))
    return Form("remedies", table.title, many * len(table.rows), 3, _in_order(boxes))


def _in_order(boxes: Iterable[Box]) -> tuple[Box, ...]:
    return tuple(sorted(boxes, key=lambda box: (box.row, box.column)))
