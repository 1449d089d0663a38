"""PDF files with a text layer: characters and ruling lines from pdfium, tables from the lines, paragraphs from the rest."""

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import pypdfium2 as pdfium
import pypdfium2.raw as c

from gongkai.reading.grids import Grid, Rule, grids
from gongkai.reading.headings import part_of
from gongkai.reading.lines import is_furniture
from gongkai.reading.pages import Block, Box, Pages, Paragraph, Table
from gongkai.reading.result import Unreadable
from gongkai.reading.typeset import Char, Run, TextLine, cell_text, join, paragraphs, text_lines

MOST_PAGES = 300
_MOST_CHARS = 200_000  # a page
_MOST_PATHS = 30_000  # a page
_THIN = 2.5  # points: a box thinner than this is a line
_TALLEST = 16  # a character higher or wider than a sixteenth of the page is measured by its ink
_DEEPEST = 6  # drawings inside drawings
_BLANKS = (0xA0, 0x3000)
_DOUBLED = (0x2014, 0x2026, 0x2500)  # —— and …… are one sign of two characters, which some fonts draw at once
_FEW = 30  # characters in a whole file: it is a scan


def claims(data: bytes) -> bool:
    """The mark of a PDF stands within its first kilobyte."""
    return b"%PDF-" in data[:1024]


def pages(data: bytes) -> Pages:
    """The blocks of all pages."""
    document = _open(data)
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable(f"这份 PDF 有 {len(document)} 页，超过 {MOST_PAGES} 页", "请只留年度报告的页面再试")
        sheets = [_sheet(document, number) for number in range(len(document))]
    finally:
        document.close()
    if sum(len(sheet.chars) for sheet in sheets) < _FEW:
        raise Unreadable("这份 PDF 没有文字，多半是扫描件或图片", "请找原始的 Word 或文字版 PDF，或者先做文字识别")
    left, right = _margins(sheets)
    blocks = [block for number, sheet in enumerate(sheets, 1) for block in _blocks(sheet, number, left, right)]
    return Pages("pdf", tuple(_joined_over_pages(blocks)))


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("这份 PDF 加了密码", "请去掉密码后再试") from error
        raise Unreadable("这份 PDF 不完整或者已损坏", "请重新下载或者重新导出这个文件") from error


def _without_fonts_of_the_system() -> tuple[object, ...]:
    """Where fonts are not embedded, pdfium takes the machine's, and drops figures when those lack the signs: it shall see none."""
    info = c.FPDF_SYSFONTINFO(version=1)
    kinds = dict(c.FPDF_SYSFONTINFO._fields_)
    nothing = ("Release", "EnumFonts", "MapFont", "GetFont", "DeleteFont")
    zero = ("GetFontData", "GetFaceName", "GetFontCharset")
    functions = {name: kinds[name](lambda *_: None) for name in nothing}
    functions |= {name: kinds[name](lambda *_: 0) for name in zero}
    for name, function in functions.items():
        setattr(info, name, function)
    c.FPDF_SetSystemFontInfo(ctypes.byref(info))
    return info, functions  # pdfium keeps their addresses


_FONTS = _without_fonts_of_the_system()  # before the first document is opened; held as long as the program runs

_Part = Table | tuple[Run, int]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page, turned upright: its characters, its tables, the lines outside of them, its width."""

    chars: tuple[Char, ...]
    tables: tuple[Grid, ...]
    lines: tuple[TextLine, ...]
    width: float


def _sheet(document: pdfium.PdfDocument, number: int) -> _Sheet:
    try:
        page = document[number]
    except pdfium.PdfiumError as error:
        raise Unreadable("这份 PDF 有一页打不开", "请重新导出这个文件", where=f"第{number + 1}页") from error
    text = page.get_textpage()
    width, height = page.get_size()
    turn = _Turn(width, height, _rotation(text.raw))
    chars = tuple(_chars(text.raw, turn))
    rules = [rule for path in _paths(page) for rule in _rules(path, turn)]
    text.close()
    page.close()
    tables = tuple(grids(rules))
    return _Sheet(chars, tables, tuple(text_lines(_outside(chars, tables))), width)


# ── from pdfium's numbers to upright pages ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Turn:
    """Page coordinates to upright ones with y growing downward. `width` and `height` are of the page as shown."""

    width: float
    height: float
    quarter: int  # turns clockwise, 0 to 3, from the page's coordinates to how it is read

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        if self.quarter == 0:
            return x, self.height - y
        if self.quarter == 1:
            return y, x
        if self.quarter == 2:
            return self.width - x, y
        return self.width - y, self.height - x

    def corners(self, rect: c.FS_RECTF) -> tuple[float, float, float, float]:
        """Two opposite corners of a box, x and y of each."""
        if self.quarter == 0:
            return rect.left, self.height - rect.top, rect.right, self.height - rect.bottom
        return *self(rect.left, rect.top), *self(rect.right, rect.bottom)


def _rotation(text: c.FPDF_TEXTPAGE) -> int:
    """Quarter turns clockwise by which the text has to be turned to stand upright."""
    count = c.FPDFText_CountChars(text)
    quarters = [0, 0, 0, 0]
    for at in range(0, min(count, 2000), 7):
        angle = c.FPDFText_GetCharAngle(text, at)
        if angle >= 0:
            quarters[round(angle / 1.5707963) % 4] += 1
    return max(range(4), key=lambda n: quarters[n])


def _chars(text: c.FPDF_TEXTPAGE, turn: _Turn) -> Iterator[Char]:
    """The printed characters; those that pdfium made up, and those printed twice to look bold, are left out."""
    count = min(c.FPDFText_CountChars(text), _MOST_CHARS)
    rect = c.FS_RECTF()
    pointer = ctypes.byref(rect)
    unicode_of, box_of, corners = c.FPDFText_GetUnicode, c.FPDFText_GetLooseCharBox, turn.corners
    size = min(turn.width, turn.height) / _TALLEST
    seen: set[tuple[int, int, int]] = set()
    spaced = False
    for at in range(count):
        code = unicode_of(text, at)
        if code <= 32 or code in _BLANKS:
            spaced = spaced or (code == 32 and not c.FPDFText_IsGenerated(text, at))
            continue
        if not box_of(text, at, pointer):
            continue
        if rect.top - rect.bottom > size or rect.right - rect.left > size:
            _tighten(text, at, rect)
        x0, y0, x1, y1 = corners(rect)
        here = (code, int(x0 / 1.5), int(y0 / 1.5))
        if (here in seen and code not in _DOUBLED) or code > 0x10FFFF or 0xD800 <= code < 0xE000:
            continue
        seen.add(here)
        yield Char(chr(code), min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), spaced)
        spaced = False


def _tighten(text: c.FPDF_TEXTPAGE, at: int, rect: c.FS_RECTF) -> None:
    """Fonts for upright writing claim boxes of a whole column: the ink itself tells where such a character is."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if c.FPDFText_GetCharBox(text, at, *map(ctypes.byref, (left, right, bottom, top))):
        rect.left, rect.right, rect.bottom, rect.top = left.value, right.value, bottom.value, top.value


@dataclass(frozen=True, slots=True)
class _Path:
    points: tuple[tuple[float, float, int, bool], ...]  # x, y, kind of segment, closes
    is_stroked: bool


def _paths(page: pdfium.PdfPage) -> Iterator[_Path]:
    objects = page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH], max_depth=_DEEPEST)
    for number, each in enumerate(objects):
        if number > _MOST_PATHS:
            return
        yield _path(each)


def _path(each: pdfium.PdfObject) -> _Path:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(each, ctypes.byref(fill), ctypes.byref(stroke))
    a, b, cc, d, e, f = _whole_matrix(each)
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for number in range(min(c.FPDFPath_CountSegments(each), 4000)):
        segment = c.FPDFPath_GetPathSegment(each, number)
        c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        kind = c.FPDFPathSegment_GetType(segment)
        closes = bool(c.FPDFPathSegment_GetClose(segment))
        points.append((a * x.value + cc * y.value + e, b * x.value + d * y.value + f, kind, closes))
    return _Path(tuple(points), bool(stroke.value))


def _whole_matrix(each: pdfium.PdfObject) -> tuple[float, ...]:
    """The matrix of an object, with those of the forms it is drawn in."""
    matrix = each.get_matrix()
    container = each.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    return tuple(matrix.get())


def _rules(path: _Path, turn: _Turn) -> Iterator[Rule]:
    """The straight lines that a path draws: strokes, and fills so thin that they are lines."""
    xs, ys = [p[0] for p in path.points], [p[1] for p in path.points]
    if not xs:
        return
    (left, top), (right, bottom) = turn(min(xs), max(ys)), turn(max(xs), min(ys))
    left, right, top, bottom = min(left, right), max(left, right), min(top, bottom), max(top, bottom)
    if bottom - top <= _THIN or right - left <= _THIN:
        if max(bottom - top, right - left) > _THIN:
            yield from _straight(left, top, right, bottom)
        return
    if path.is_stroked or len(path.points) > 6:
        yield from _segments(path, turn)


def _straight(left: float, top: float, right: float, bottom: float) -> Iterator[Rule]:
    if right - left >= bottom - top:
        middle = (top + bottom) / 2
        yield Rule(left, middle, right, middle)
    else:
        middle = (left + right) / 2
        yield Rule(middle, top, middle, bottom)


def _segments(path: _Path, turn: _Turn) -> Iterator[Rule]:
    start = last = None
    for x, y, kind, closes in path.points:
        here = turn(x, y)
        if kind == c.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == c.FPDF_SEGMENT_LINETO and last is not None:
            yield from _line(last, here)
        last = here
        if closes and start is not None:
            yield from _line(last, start)


def _line(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rule]:
    wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
    if (wide <= 1.0) != (high <= 1.0):
        yield from _straight(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


# ── from a page to blocks ───────────────────────────────────────────────────────────────────────────────────────────


def _margins(sheets: Sequence[_Sheet]) -> tuple[float, float]:
    """The edges of the running text, over all pages; tables reach from edge to edge too."""
    lines = [line for sheet in sheets for line in sheet.lines if len(line.text) > 12]
    tables = [table for sheet in sheets for table in sheet.tables if table.x1 - table.x0 > 0.5 * sheet.width]
    lefts = [*(line.x0 for line in lines), *(table.x0 for table in tables)]
    rights = [*(line.x1 for line in lines), *(table.x1 for table in tables)]
    return min(lefts, default=0.0), max(rights, default=max((sheet.width for sheet in sheets), default=0.0))


def _outside(chars: Sequence[Char], tables: Sequence[Grid]) -> Sequence[Char]:
    for grid in tables:
        chars = [char for char in chars if not _inside(char, grid)]
    return chars


def _inside(char: Char, grid: Grid) -> bool:
    _, x0, y0, x1, y1, _ = char
    return grid.x0 <= (x0 + x1) / 2 <= grid.x1 and grid.y0 <= (y0 + y1) / 2 <= grid.y1


def _blocks(sheet: _Sheet, page: int, left: float, right: float) -> Iterator[_Part]:
    """Tables and the text between them, from top to bottom."""
    lines = [line for line in sheet.lines if not is_furniture(line.text)]
    for grid in sheet.tables:
        above = [line for line in lines if line.y1 <= grid.y0 + 2]
        lines = lines[len(above) :]
        yield from _running(above, page, left, right)
        yield _table(grid, sheet.chars, page)
    yield from _running(lines, page, left, right)


def _running(lines: Sequence[TextLine], page: int, left: float, right: float) -> Iterator[_Part]:
    yield from (
        (run, page) for run in paragraphs(lines, left, right, is_heading=lambda text: part_of(text) is not None)
    )


def _table(grid: Grid, chars: Iterable[Char], page: int) -> Table:
    boxes = []
    for area, inside in zip(grid.areas, _by_area(grid, chars), strict=True):
        text = cell_text(text_lines(inside), area.x1) if inside else ""
        boxes.append(Box(text, area.row, area.column, area.rows, area.columns, page))
    return Table(tuple(boxes))


def _by_area(grid: Grid, chars: Iterable[Char]) -> list[list[Char]]:
    """The characters in each cell of a table. Every place of the grid belongs to one cell."""
    xs = sorted({area.x0 for area in grid.areas})
    ys = sorted({area.y0 for area in grid.areas})
    found: list[list[Char]] = [[] for _ in grid.areas]
    owners: dict[tuple[int, int], list[Char]] = {}
    for area, inside in zip(grid.areas, found, strict=True):
        columns = range(bisect_left(xs, area.x0), bisect_left(xs, area.x1))
        for row in range(bisect_left(ys, area.y0), bisect_left(ys, area.y1)):
            owners.update(((row, column), inside) for column in columns)
    for char in chars:
        if _inside(char, grid):
            _, x0, y0, x1, y1, _ = char
            owners[bisect_right(ys, (y0 + y1) / 2) - 1, bisect_right(xs, (x0 + x1) / 2) - 1].append(char)
    return found


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
