"""The cells of a ruled table: what stands in each, by two looks where it is one line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

import cv2
import numpy as np

from gongkai.reading.figures import FIGURES, understand
from gongkai.reading.fold import fold
from gongkai.reading.grids import Area, Grid
from gongkai.reading.scans import eyes
from gongkai.reading.scans.leaves import POINT, Grey

_EDGE = 3  # dots of a cell that belong to its lines
_SPECK = 6  # dots of ink: less is dust
_LEAST_INK = 14  # dots in a cell that is not empty
_MARGIN = 6  # dots around the ink of a strip
_USUAL = 36  # dots: the height of a line of text where nothing tells it
_ONE_LINE = 1.7  # times the usual height
_MISSED = 0.5  # times the usual height: ink that the first look left out
_SURE = 0.9


@dataclass(slots=True)
class _Cell:
    """One cell with its first look (lines found on the leaf) and its second (all its ink as one strip)."""

    box: tuple[int, int, int, int]
    lines: list[eyes.Quad] = field(default_factory=list)
    ink: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says; `is_unsure` where two looks differ or neither is good."""

    text: str
    is_unsure: bool


def said(grid: Grid, leaf: Grey, ink: Grey, quads: Sequence[eyes.Quad]) -> list[Said]:
    """What each area of the grid says."""
    every = [_cell(area, ink) for area in grid.areas]
    usual = median([quad.y1 - quad.y0 for quad in quads] or [_USUAL])
    for quad in quads:
        _give(quad, every)
    first = _first_look(every, leaf)
    again = [cell for cell, seen in zip(every, first, strict=True) if _needs_another(cell, seen, usual)]
    second = dict(zip(map(id, again), eyes.say([_strip(leaf, cell) for cell in again]), strict=True))
    return [_decided(cell, seen, second.get(id(cell)), usual) for cell, seen in zip(every, first, strict=True)]


def _first_look(every: Sequence[_Cell], leaf: Grey) -> list[list[eyes.Seen]]:
    """What each line of each cell says."""
    seen = iter(eyes.say([leaf[y0:y1, x0:x1] for cell in every for x0, y0, x1, y1, _ in cell.lines]))
    return [[next(seen) for _ in cell.lines] for cell in every]


def _needs_another(cell: _Cell, seen: Sequence[eyes.Seen], usual: float) -> bool:
    """Whether the ink of a cell is looked at as one strip: figures always, words where some of them were left out."""
    if cell.ink is None or cell.ink[3] - cell.ink[1] > _ONE_LINE * usual:
        return False
    return _is_missed(cell, usual) or _is_figure("".join(_in_rows(cell, seen)))


def _is_missed(cell: _Cell, usual: float) -> bool:
    """Whether there is ink that the first look left out."""
    assert cell.ink
    covered = sum(quad.x1 - quad.x0 for quad in cell.lines)
    return cell.ink[2] - cell.ink[0] - covered > _MISSED * usual or not cell.lines


def _cell(area: Area, ink: Grey) -> _Cell:
    x0, y0 = round(area.x0 / POINT) + _EDGE, round(area.y0 / POINT) + _EDGE
    x1, y1 = round(area.x1 / POINT) - _EDGE, round(area.y1 / POINT) - _EDGE
    box = (max(0, x0), max(0, y0), max(0, x0, x1), max(0, y0, y1))
    return _Cell(box, ink=_inked(ink, box))


def _inked(ink: Grey, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Where the ink of a cell stands, without dust."""
    x0, y0, x1, y1 = box
    inside = ink[y0:y1, x0:x1]
    if not inside.size:
        return None
    _, _, stats, _ = cv2.connectedComponentsWithStats(inside)
    solid = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= _SPECK]
    if not len(solid) or solid[:, cv2.CC_STAT_AREA].sum() < _LEAST_INK:
        return None
    left, top = solid[:, 0].min(), solid[:, 1].min()
    right, bottom = (solid[:, 0] + solid[:, 2]).max(), (solid[:, 1] + solid[:, 3]).max()
    return int(x0 + left), int(y0 + top), int(x0 + right), int(y0 + bottom)


def _give(quad: eyes.Quad, every: Sequence[_Cell]) -> None:
    """A line of text to the cell it stands in; one that runs over several cells is cut at their edges."""
    for cell in every:
        x0, y0, x1, y1 = cell.box
        if not y0 <= (quad.y0 + quad.y1) / 2 <= y1 or cell.ink is None:
            continue
        left, right = max(x0, quad.x0), min(x1, quad.x1)
        if right - left > 0.4 * (quad.y1 - quad.y0) and right > cell.ink[0] and left < cell.ink[2]:
            top, bottom = max(quad.y0, y0 - 1), min(quad.y1, y1 + 1)
            cell.lines.append(quad._replace(x0=left, x1=right, y0=top, y1=bottom))


def _strip(leaf: Grey, cell: _Cell) -> Grey:
    """All the ink of a cell on paper of its own, so that no ruling line stands beside it."""
    assert cell.ink
    x0, y0, x1, y1 = cell.ink
    inside = leaf[y0:y1, x0:x1]
    paper = int(np.percentile(leaf[cell.box[1] : cell.box[3], cell.box[0] : cell.box[2]], 90))
    return np.pad(inside, _MARGIN, constant_values=paper)


def _decided(cell: _Cell, first: Sequence[eyes.Seen], second: eyes.Seen | None, usual: float) -> Said:
    if cell.ink is None:
        return Said("", is_unsure=False)
    joined = "".join(_in_rows(cell, first))
    least = min((each.sure for each in first), default=0.0)
    if second is None:
        return Said(joined, is_unsure=not joined or (_is_figure(joined) and least < _SURE))
    if fold(joined) == fold(second.text):
        return Said(joined, is_unsure=not joined or max(least, second.sure) < _SURE)
    best = second.text if _is_missed(cell, usual) or second.sure >= least else joined
    return Said(best or joined, is_unsure=not first or _is_figure(best) or _is_figure(joined))


def _in_rows(cell: _Cell, seen: Sequence[eyes.Seen]) -> Iterator[str]:
    """The lines of a cell from top to bottom, pieces of one line from left to right."""
    pairs = sorted(zip(cell.lines, seen, strict=True), key=lambda pair: pair[0].y0)
    row: list[tuple[eyes.Quad, eyes.Seen]] = []
    for quad, each in pairs:
        if row and (quad.y0 + quad.y1) / 2 > row[0][0].y1:
            yield from (piece.text for _, piece in sorted(row, key=lambda pair: pair[0].x0))
            row = []
        row.append((quad, each))
    yield from (piece.text for _, piece in sorted(row, key=lambda pair: pair[0].x0))


def _is_figure(text: str) -> bool:
    return understand(text).says in FIGURES
