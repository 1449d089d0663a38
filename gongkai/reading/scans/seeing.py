"""The leaves seen: tables from their ruling lines, each cell looked at twice, and the text between the tables."""

import re
from collections.abc import Sequence
from itertools import pairwise

from gongkai.reading import worker
from gongkai.reading.grids import Area, Grid, grids
from gongkai.reading.pages import Box, Pages, Table
from gongkai.reading.readers import pdf
from gongkai.reading.result import Unreadable
from gongkai.reading.scans import cells, eyes
from gongkai.reading.scans.leaves import POINT, Grey, leaves
from gongkai.reading.scans.ruled import ruled
from gongkai.reading.scans.straight import Straight, straight
from gongkai.reading.sheets import Sheet, blocks
from gongkai.reading.typeset import TextLine

_NARROW = 0.15  # of the width of a leaf: a smaller grid is a stamp or a character
_WIDE_MARKS = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_NARROW_MARK = re.compile(r"(?<=[\u4e00-\u9fff”）〕》])[,;:!?()]|[,;:!?()](?=[\u4e00-\u9fff“（〔《])")
_FEW = 30  # characters in the whole
_REMARK = "这是识别扫描件或图片得来的，数字可能看错；请对照原件逐格核对"


def pages(data: bytes) -> Pages:
    """The blocks of all leaves; pages of a PDF file that have text are read, not seen. Raises Unreadable."""
    every = leaves(data)
    texts = list(pdf.sheets(data)) if pdf.claims(data) else [None] * len(every)
    sheets: list[Sheet] = []
    worker.tell(f"0/{len(every)}".encode())
    for number, (leaf, text) in enumerate(zip(every, texts, strict=True), start=1):
        is_read = text is not None and text.many >= _FEW
        sheets.append(text.sheet if text is not None and is_read else _sheet(straight(leaf()), number))
        worker.tell(f"{number}/{len(every)}".encode())
    if sum(len(line.text) for sheet in sheets for line in sheet.lines) < _FEW and not any(s.tables for s in sheets):
        raise Unreadable("图片上几乎没有可以辨认的文字", "请确认选对了文件，并按 200 到 300 点每英寸重新扫描")
    return Pages("scan", blocks(sheets), remarks=(_REMARK,))


def _sheet(page: Straight, number: int) -> Sheet:
    drawn = ruled(page.leaf)
    width = page.leaf.shape[1] * POINT
    found = [grid for grid in grids(drawn.rules) if grid.x1 - grid.x0 > _NARROW * width]
    within = [[quad for quad in page.quads if _is_in(quad, grid)] for grid in found]
    tables = tuple(
        (grid, _table(grid, cells.said(grid, page.leaf, drawn.ink, inside), page, number))
        for grid, inside in zip(found, within, strict=True)
    )
    taken = {quad for inside in within for quad in inside}
    return Sheet(tables, tuple(_text(page.leaf, [quad for quad in page.quads if quad not in taken])), width)


def _is_in(quad: eyes.Quad, grid: Grid) -> bool:
    x, y = (quad.x0 + quad.x1) / 2 * POINT, (quad.y0 + quad.y1) / 2 * POINT
    return grid.x0 <= x <= grid.x1 and grid.y0 <= y <= grid.y1


def _table(grid: Grid, said: Sequence[cells.Said], page: Straight, number: int) -> Table:
    return Table(tuple(_box(area, each, page, number) for area, each in zip(grid.areas, said, strict=True)))


def _box(area: Area, said: cells.Said, page: Straight, number: int) -> Box:
    shown = page.back(*(each / POINT for each in (area.x0, area.y0, area.x1, area.y1)))
    return Box(said.text, area.row, area.column, area.rows, area.columns, number, area=shown, is_unsure=said.is_unsure)


def _text(leaf: Grey, quads: Sequence[eyes.Quad]) -> list[TextLine]:
    """The lines of text, from top to bottom."""
    seen = eyes.say([leaf[quad.y0 : quad.y1, quad.x0 : quad.x1] for quad in quads])
    pieces = [_line(quad, _chinese(each.text)) for quad, each in zip(quads, seen, strict=True) if each.text]
    return [_joined(row) for row in _rows(pieces)]


def _chinese(text: str) -> str:
    """Marks beside Chinese characters in their Chinese shape: the eyes do not tell one from the other."""
    return _NARROW_MARK.sub(lambda found: _WIDE_MARKS[found.group()], text)


def _line(quad: eyes.Quad, text: str) -> TextLine:
    """The eyes leave a little paper above and below: characters are smaller than their box."""
    x0, y0, x1, y1 = (each * POINT for each in quad[:4])
    return TextLine(text, x0, y0, x1, y1, 0.8 * (y1 - y0))


def _rows(pieces: Sequence[TextLine]) -> list[list[TextLine]]:
    """Pieces that stand on one line together."""
    rows: list[list[TextLine]] = []
    for piece in sorted(pieces, key=lambda each: each.y0 + each.y1):
        middle = (piece.y0 + piece.y1) / 2
        if rows and rows[-1][0].y0 < middle < rows[-1][0].y1 and abs(middle - _middle(rows[-1][0])) < 0.5 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda each: each.x0) for row in rows]


def _middle(line: TextLine) -> float:
    return (line.y0 + line.y1) / 2


def _joined(row: Sequence[TextLine]) -> TextLine:
    """One line; pieces that stand wide apart are parted by a tab."""
    text = row[0].text
    for before, piece in pairwise(row):
        text += ("\t" if piece.x0 - before.x1 > 1.6 * piece.size else "") + piece.text
    y0, y1 = min(each.y0 for each in row), max(each.y1 for each in row)
    return TextLine(text, row[0].x0, y0, row[-1].x1, y1, max(each.size for each in row))
