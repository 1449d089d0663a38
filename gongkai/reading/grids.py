"""Ruling lines -> the cells of a table: where lines are missing, cells are merged. Coordinates in points, y grows downward."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SNAP = 2.0  # lines closer than this are one
_SLACK = 3.0  # a line may stop this short of its corner
_SMALLEST = 4.0  # a cell is at least this wide and high


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: horizontal when `y0 == y1`, vertical when `x0 == x1`."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_horizontal(self) -> bool:
        """Whether it runs from left to right."""
        return self.y0 == self.y1


@dataclass(frozen=True, slots=True)
class Area:
    """One cell: its place in the grid, its span, its edges."""

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Grid:
    """One ruled table."""

    x0: float
    y0: float
    x1: float
    y1: float
    areas: tuple[Area, ...]


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The ruled tables, from top to bottom; lines that enclose nothing (underlines, red heads) give none."""
    snapped = _merge(rules)
    found = [grid for group in _connected(snapped) if (grid := _grid(group))]
    return sorted(found, key=lambda grid: (grid.y0, grid.x0))


def _merge(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line joined, doubled lines made one."""
    by_axis: dict[bool, list[tuple[float, float, float]]] = defaultdict(list)
    for rule in rules:
        if rule.is_horizontal:
            by_axis[True].append((rule.y0, min(rule.x0, rule.x1), max(rule.x0, rule.x1)))
        else:
            by_axis[False].append((rule.x0, min(rule.y0, rule.y1), max(rule.y0, rule.y1)))
    return [
        Rule(a, at, b, at) if is_horizontal else Rule(at, a, at, b)
        for is_horizontal, spans in by_axis.items()
        for at, a, b in _joined(spans)
    ]


def _joined(spans: Sequence[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    places = _clusters([at for at, _, _ in spans])
    by_place: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for at, a, b in spans:
        by_place[places[at]].append((a, b))
    for at, pieces in by_place.items():
        pieces.sort()
        start, end = pieces[0]
        for a, b in pieces[1:]:
            if a <= end + _SLACK:
                end = max(end, b)
            else:
                yield at, start, end
                start, end = a, b
        yield at, start, end


def _clusters(values: Iterable[float]) -> dict[float, float]:
    """Each value -> the middle of the values within SNAP of each other."""
    found: dict[float, float] = {}
    group: list[float] = []
    for value in [*sorted(set(values)), float("inf")]:
        if group and value - group[-1] > SNAP:
            middle = sum(group) / len(group)
            found.update(dict.fromkeys(group, middle))
            group = []
        group.append(value)
    return found


def _touch(h: Rule, v: Rule) -> bool:
    return h.x0 - _SLACK <= v.x0 <= h.x1 + _SLACK and v.y0 - _SLACK <= h.y0 <= v.y1 + _SLACK


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of lines that touch each other."""
    flat = [rule for rule in rules if rule.is_horizontal]
    upright = [rule for rule in rules if not rule.is_horizontal]
    owner = list(range(len(flat) + len(upright)))

    def root(n: int) -> int:
        while owner[n] != n:
            owner[n] = owner[owner[n]]
            n = owner[n]
        return n

    for i, h in enumerate(flat):
        for j, v in enumerate(upright):
            if _touch(h, v):
                owner[root(i)] = root(len(flat) + j)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for n, rule in enumerate([*flat, *upright]):
        groups[root(n)].append(rule)
    return list(groups.values())


def _grid(rules: Sequence[Rule]) -> Grid | None:
    flat = [rule for rule in rules if rule.is_horizontal]
    upright = [rule for rule in rules if not rule.is_horizontal]
    ys, xs = _edges(rule.y0 for rule in flat), _edges(rule.x0 for rule in upright)
    if len(ys) < 2 or len(xs) < 2:
        return None
    open_ends = _open_ends(ys, xs, upright)
    ys = _edges([*ys, *(rule.y0 for rule in open_ends)])
    flat = [*flat, *open_ends]
    cells = _unite(xs, ys, flat, upright)
    if len(cells) < 2:
        return None
    return Grid(xs[0], ys[0], xs[-1], ys[-1], tuple(cells))


def _open_ends(ys: Sequence[float], xs: Sequence[float], upright: Sequence[Rule]) -> list[Rule]:
    """The lines missing where a page break cut a table: most upright lines go on beyond the last row."""
    above = [rule.y0 for rule in upright if ys[0] - rule.y0 > _SMALLEST]
    below = [rule.y1 for rule in upright if rule.y1 - ys[-1] > _SMALLEST]
    ends = []
    if len(above) > 0.6 * len(xs):
        ends.append(min(above))
    if len(below) > 0.6 * len(xs):
        ends.append(max(below))
    return [Rule(xs[0], y, xs[-1], y) for y in ends]


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(set(values)):
        if not edges or value - edges[-1] >= _SMALLEST:
            edges.append(value)
    return edges


def _covers(spans: Sequence[tuple[float, float]], a: float, b: float) -> bool:
    """Whether lines cover most of the way from a to b."""
    return sum(max(0.0, min(b, end) - max(a, start)) for start, end in spans) >= 0.6 * (b - a)


def _lines_at(rules: Sequence[Rule], edges: Sequence[float]) -> list[list[tuple[float, float]]]:
    """For each edge of the grid, the stretches that are drawn on it."""
    drawn: list[list[tuple[float, float]]] = [[] for _ in edges]
    for rule in rules:
        at, a, b = (rule.y0, rule.x0, rule.x1) if rule.is_horizontal else (rule.x0, rule.y0, rule.y1)
        after = min(max(bisect_left(edges, at), 1), len(edges) - 1)
        nearest = after if edges[after] - at < at - edges[after - 1] else after - 1
        drawn[nearest].append((a, b))
    return drawn


def _unite(xs: Sequence[float], ys: Sequence[float], flat: Sequence[Rule], upright: Sequence[Rule]) -> list[Area]:
    """Elementary cells between which no line is drawn, united into rectangles."""
    across, down = _lines_at(flat, ys), _lines_at(upright, xs)
    rows, columns = len(ys) - 1, len(xs) - 1
    right = [[not _covers(down[c + 1], ys[r], ys[r + 1]) for c in range(columns)] for r in range(rows)]
    below = [[not _covers(across[r + 1], xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows)]
    taken = [[False] * columns for _ in range(rows)]
    found: list[Area] = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            width = 1
            while c + width < columns and right[r][c + width - 1] and not taken[r][c + width]:
                width += 1
            height = 1
            while (
                r + height < rows
                and all(below[r + height - 1][c : c + width])
                and not any(taken[r + height][c : c + width])
            ):
                height += 1
            for y in range(r, r + height):
                taken[y][c : c + width] = [True] * width
            found.append(Area(r, c, height, width, xs[c], ys[r], xs[c + width], ys[r + height]))
    return found
