"""Noises on what rows and columns a table has: groups as rows of their own, subtotals, a box over a whole row, titles left out."""

from random import Random

from tests.wild.figures import figure_of
from tests.wild.printed import Box, Document, Line, Printed
from tests.wild.truth import SILENT, undecided


def _applications(document: Document) -> list[Printed]:
    return [table for table in document.tables() if table.key == "applications"]


def group_rows(document: Document, rng: Random) -> None:
    """The groups of table three are rows of their own, empty or with subtotals, instead of boxes at the side."""
    has_figures = rng.random() < 0.5
    for table in _applications(document):
        lines: list[Line] = []
        for line in table.lines:
            lines += [_group_row(table, group, has_figures=has_figures) for group in _begun(line, lines)]
            lines.append(line)
        for line in lines:
            line.groups = []
        table.lines, table.labels = lines, 1
        for box in table.lines[0].boxes:
            box.across = 1 if box.down == 3 else box.across


def _begun(line: Line, before: list[Line]) -> list[str]:
    """The groups that begin with this line; lines still have their groups."""
    known = {group for each in before for group in each.groups}
    return [group for group in line.groups if group not in known]


def _group_row(table: Printed, group: str, *, has_figures: bool) -> Line:
    members = [line for line in table.rows() if group in line.groups and line.row != "total"]
    width = len(members[0].boxes)
    boxes = [Box(_sum(members, column) if has_figures else "") for column in range(width)]
    return Line("figures", boxes, label=group, row=f"group:{group}")


def _sum(members: list[Line], column: int) -> str:
    figures = [figure_of(line.boxes[column]) for line in members if line.boxes[column].cell]
    return str(sum(figures)) if figures else ""


def subtotals(document: Document, rng: Random) -> None:
    """A column 小计 behind the five kinds of organisations."""
    for table in _applications(document):
        if table.width != 7 or any(len(line.boxes) != 7 for line in table.rows()):
            continue
        table.width = 8
        table.lines[0].boxes[-1].across, table.lines[1].boxes[1].across = 8, 6
        table.lines[2].boxes.append(Box("小计", is_label=True))
        for line in table.rows():
            figures = [figure_of(box) for box in line.boxes[1:6] if box.cell]
            line.boxes.insert(6, Box(str(sum(figures)) if figures else ""))


def merged_noughts(document: Document, rng: Random) -> None:
    """One box over all columns of rows that are nought: a 0 for all, or words."""
    text = rng.choice(("0", "0", "无", "/", "本年度未收到", "不涉及"))
    for table in _applications(document):
        for line in table.rows():
            if all(box.wanted == {0} for box in line.boxes) and rng.random() < 0.4:
                wanted = undecided(0) if text == "0" else SILENT
                document.lost |= {box.cell: wanted for box in line.boxes}
                line.boxes = [Box(text, across=table.width)]


def no_block_titles(document: Document, rng: Random) -> None:
    """Table two without the lines 第二十条第（…）项."""
    for table in document.tables():
        if table.key == "proactive":
            table.lines = [line for line in table.lines if line.kind != "title"]


def lettered_heads(document: Document, rng: Random) -> None:
    """A line of column numbers below the heads, as statistical tables have it: 甲 1 2 3 4 5 6 7."""
    for table in _applications(document):
        heads = [line for line in table.lines if line.kind == "heads"]
        if len(heads) == 3 and table.width == 7:
            numbers = [Box(str(number), is_label=True) for number in range(1, 8)]
            table.lines.insert(3, Line("heads", numbers, label="甲"))


NOISES = {
    each.__name__: each for each in (group_rows, subtotals, merged_noughts, no_block_titles, lettered_heads)
}  # fmt: skip
