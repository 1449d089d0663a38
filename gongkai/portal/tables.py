"""The three statutory tables as they are printed: merged headings, groups of rows, and in each cell what was read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from gongkai.core import editions
from gongkai.core.reports import Cell, Report, State
from gongkai.portal.notes import Anchors, Mark

SILENT = {State.BLANK: "空", State.ABSENT: "缺", State.AMBIGUOUS: "疑"}
MEANING = {State.BLANK: "空着没有填", State.ABSENT: "文件里没有这一格", State.AMBIGUOUS: "读不准"}
_NAMES = {"proactive": "表二", "applications": "表三", "remedies": "表四"}
_WIDTH = 3  # columns of table two; shorter blocks give the rest to their last column


@dataclass(frozen=True, slots=True)
class Head:
    """A heading cell; `lines` are broken where the printed form breaks them."""

    lines: tuple[str, ...]
    scope: str
    css: str = ""
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell of figures: its text, its look, what a screen reader says, the address of its passage."""

    id: str
    href: str
    text: str
    label: str
    css: str = ""
    columns: int = 1
    references: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row."""

    heads: tuple[Head, ...]
    figures: tuple[Figure, ...] = ()
    css: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed table."""

    key: str
    name: str
    title: str
    head: tuple[Row, ...]
    body: tuple[Row, ...]


class Draws(Protocol):
    """What draws the figures of a table."""

    def table(self, key: str) -> editions.Table:
        """The form of one table."""

    def figure(self, cell: str, *, is_total: bool = False, columns: int = 1) -> Figure:
        """The cell as it is drawn."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is needed to draw the figures of one report."""

    report: Report
    ids: Anchors
    marks: Mapping[str, Mark]
    corrected: frozenset[str]

    def table(self, key: str) -> editions.Table:
        """The form of one table."""
        return self.report.table(key)

    def figure(self, cell: str, *, is_total: bool = False, columns: int = 1) -> Figure:
        """The cell as it is drawn."""
        found, mark = self.report.cell(cell), self.marks.get(cell)
        css = [_css(found), "c7" if is_total else "", mark.css if mark else "", "fix" if cell in self.corrected else ""]
        return Figure(
            id=self.ids.cell(cell),
            href="#" + self.ids.passage(cell),
            text=shown(found),
            label=self._label(cell, found, mark),
            css=" ".join(filter(None, css)),
            columns=columns,
            references=_references(mark.numbers) if mark else "",
        )

    def _label(self, cell: str, found: Cell, mark: Mark | None) -> str:
        parts = [f"{self.report.where(cell)}：{shown(found)}"]
        if found.state is not State.READ:
            parts.append(MEANING[found.state])
        if cell in self.corrected:
            parts.append("您更正过")
        if mark:
            parts.append("检查意见" + "、".join(map(str, mark.numbers)))
        return "，".join(parts)


def _references(numbers: Sequence[int]) -> str:
    """The number of the note; 4+ where there are more, which the passage names."""
    return f"{numbers[0]}+" if len(numbers) > 1 else str(numbers[0])


def shown(cell: Cell) -> str:
    """What stands in the cell: the figure with the unit printed in it, or one character for its silence."""
    return f"{cell.value}{cell.unit}" if cell.state is State.READ else SILENT[cell.state]


def _css(cell: Cell) -> str:
    if cell.state is State.READ:
        return "" if cell.value else "z"
    return {State.BLANK: "blank", State.ABSENT: "absent", State.AMBIGUOUS: "unsure"}[cell.state]


def sheet(drawing: Draws, key: str) -> Sheet:
    """The table `key` of the report."""
    table = drawing.table(key)
    draw = {"proactive": _proactive, "applications": _applications, "remedies": _remedies}[key]
    head, body = draw(drawing, table)
    return Sheet(key, _NAMES[key], table.title, tuple(head), tuple(body))


Drawn = tuple[Sequence[Row], Sequence[Row]]


def lines(label: str) -> tuple[str, ...]:
    """商业企业 stands in two lines of a narrow column, （三）不予公开 too."""
    if label.startswith("（") and "）" in label:
        number, rest = label.split("）", 1)
        return (number + "）", rest)
    return (label[:-2], label[-2:]) if 4 <= len(label) <= 6 else (label,)


# ── table two: a block after the other ──


def _proactive(drawing: Draws, table: editions.Table) -> Drawn:
    body: list[Row] = []
    for block in table.blocks:
        body.append(Row((Head((block.label,), "colgroup", "sec", _WIDTH + 1),)))
        spans = [1] * (len(block.columns) - 1) + [_WIDTH + 1 - len(block.columns)]
        heads = [Head((c.label,), "col", "hd", n) for c, n in zip(block.columns, spans, strict=True)]
        body.append(Row((Head((table.corner,), "col", "hd"), *heads)))
        for row in block.rows:
            cells = zip(table.line(row.key, block.key), spans, strict=True)
            figures = tuple(drawing.figure(cell, columns=n) for cell, n in cells)
            body.append(Row((Head((row.label,), "row"),), figures))
    return (), body


# ── table three: groups of rows to the left, groups of columns above ──


def _applications(drawing: Draws, table: editions.Table) -> Drawn:
    depth = 1 + max(len(row.groups) for row in table.rows)
    return tuple(_heads_of_columns(table, depth)), tuple(_rows(drawing, table, depth))


def _heads_of_columns(table: editions.Table, depth: int) -> Iterator[Row]:
    corner = Head((table.corner.strip("（）"),), "col", "rule", depth, 3)
    yield Row((corner, Head((table.columns_title,), "colgroup", "", len(table.columns))))
    second = []
    for column in table.columns:
        if not column.group:
            second.append(Head(lines(column.label), "col", "", 1, 2))
        elif not any(head.lines == (column.group,) for head in second):
            wide = sum(each.group == column.group for each in table.columns)
            second.append(Head((column.group,), "colgroup", "", wide))
    yield Row(tuple(second))
    yield Row(tuple(Head(lines(column.label), "col") for column in table.columns if column.group))


def _rows(drawing: Draws, table: editions.Table, depth: int) -> Iterator[Row]:
    before: tuple[str, ...] = ()
    for row in table.rows:
        opened = [level for level, group in enumerate(row.groups) if before[level : level + 1] != (group,)]
        heads = [_group(table, row.groups[: level + 1]) for level in opened]
        before = row.groups
        label = Head((row.printed,), "row", "", depth - len(row.groups))
        figures = tuple(
            drawing.figure(cell, is_total=column.sums_columns)
            for cell, column in zip(table.line(row.key), table.columns, strict=True)
        )
        yield Row((*heads, label), figures, "tot" if not row.groups or row.sums_results else "")


def _group(table: editions.Table, groups: tuple[str, ...]) -> Head:
    high = sum(row.groups[: len(groups)] == groups for row in table.rows)
    if len(groups) == 1:
        return Head((groups[0],), "rowgroup", "g v", 1, high)
    return Head(lines(groups[-1]), "rowgroup", "lv2", 1, high)


# ── table four: one row of figures ──


def _remedies(drawing: Draws, table: editions.Table) -> Drawn:
    wide = len(table.columns)
    first, second = [], []
    for row in table.rows:
        if not row.groups:
            first.append(Head((row.label,), "colgroup", "", wide, 2))
        else:
            if not any(head.lines == row.groups for head in first):
                inside = sum(each.groups == row.groups for each in table.rows)
                first.append(Head(row.groups, "colgroup", "", wide * inside))
            second.append(Head((row.label,), "colgroup", "", wide))
    third = [Head(lines(column.label), "col") for _ in table.rows for column in table.columns]
    figures = [
        drawing.figure(cell, is_total=column.sums_columns)
        for row in table.rows
        for cell, column in zip(table.line(row.key), table.columns, strict=True)
    ]
    return (Row(tuple(first)), Row(tuple(second)), Row(tuple(third))), (Row((), tuple(figures)),)
