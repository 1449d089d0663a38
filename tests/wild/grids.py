"""Lines of a printed table laid out as a grid of boxes with spans, and as a plain rectangle of texts."""

from copy import copy

from tests.wild.printed import Box, Line, Printed

Grid = list[list[Box]]


def grid(table: Printed) -> Grid:
    """The rows of the table as HTML would have them: boxes covered by a span are left out."""
    return [_boxes(table, index) for index in range(len(table.lines))]


def rectangle(table: Printed) -> list[list[Box]]:
    """The rows as a full rectangle: a covered position is an empty box."""
    width = table.labels + table.width
    taken: dict[tuple[int, int], Box] = {}
    rows = grid(table)
    for down, row in enumerate(rows):
        _place(taken, down, row)
    return [[taken.get((down, across), Box("")) for across in range(width)] for down in range(len(rows))]


def places(rows: Grid) -> list[tuple[int, int, Box]]:
    """Each box with the row and the column of its upper left corner."""
    taken: dict[tuple[int, int], Box] = {}
    found = []
    for down, row in enumerate(rows):
        found += _place(taken, down, row)
    return found


def _place(taken: dict[tuple[int, int], Box], down: int, row: list[Box]) -> list[tuple[int, int, Box]]:
    across, found = 0, []
    for box in row:
        while (down, across) in taken:
            across += 1
        for i in range(box.down):
            taken |= {(down + i, across + j): Box("") for j in range(box.across)}
        taken[down, across] = box
        found.append((down, across, box))
    return found


def _boxes(table: Printed, index: int) -> list[Box]:
    line = table.lines[index]
    if line.kind in ("title", "stray"):
        return [_spread(line.boxes[0], across=table.labels + table.width)]
    if line.kind == "heads":
        return [*_labels(table, line), *_widened(table, line)]
    return [*_groups(table, index), *_labels(table, line), *_widened(table, line)]


def _spread(box: Box, *, across: int = 1, down: int = 1) -> Box:
    wide = copy(box)
    wide.across, wide.down = across, down
    return wide


def _labels(table: Printed, line: Line) -> list[Box]:
    if not line.label:
        return []
    return [Box(line.label, across=table.labels - len(line.groups), is_label=True)]


def _widened(table: Printed, line: Line) -> list[Box]:
    """The last box takes the columns that the line has no use for, as Word tables do."""
    if table.key != "proactive" or len(line.boxes) == table.width or not line.boxes:
        return line.boxes
    line.boxes[-1].across = table.width - len(line.boxes) + 1
    return line.boxes


def _groups(table: Printed, index: int) -> list[Box]:
    """The group labels that begin at this line."""
    line, begun = table.lines[index], []
    above = table.lines[index - 1] if index else None
    for depth, group in enumerate(line.groups):
        same = above is not None and above.kind == "figures" and above.groups[: depth + 1] == line.groups[: depth + 1]
        if not same:
            begun.append(Box(group, down=_run(table, index, depth), is_label=True))
    return begun


def _run(table: Printed, index: int, depth: int) -> int:
    wanted, length = table.lines[index].groups[: depth + 1], 0
    for line in table.lines[index:]:
        if line.kind != "figures" or line.groups[: depth + 1] != wanted:
            break
        length += 1
    return length
