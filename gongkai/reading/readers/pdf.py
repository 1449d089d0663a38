"""PDF files with a text layer: characters and ruling lines from pdfium, tables from the lines, paragraphs from the rest."""

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as c

from gongkai.reading import unpack
from gongkai.reading.grids import Area, Grid, Rule, grids
from gongkai.reading.pages import Box, Pages, Table
from gongkai.reading.result import Scanned, Unreadable
from gongkai.reading.sheets import Sheet, blocks
from gongkai.reading.typeset import Char, cell_text, text_lines

MOST_PAGES = 300
_MOST_CHARS = 200_000  # a page
_MOST_PATHS = 30_000  # a page
_THIN = 2.5  # points: a box thinner than this is a line
_TALLEST = 16  # a character higher or wider than a sixteenth of the page is measured by its ink
_DEEPEST = 6  # drawings inside drawings
_BLANKS = (0xA0, 0x3000)
_DOUBLED = (0x2014, 0x2026, 0x2500)  # —— and …… are one sign of two characters, which some fonts draw at once
_FEW = 30  # characters in a whole file: it is a scan
_MOSTLY = 0.5  # of a page that a scan of it covers
_MOST_PICTURES = 400  # on a page, and pieces of text, that are looked at
_EMPTY = Sheet((), (), 0.0)  # in place of a picture, so that pages keep their numbers
_HIDDEN = "这份 PDF 是扫描件，文字是扫描时识别的，数字可能认错；请对照原件逐格核对"


def claims(data: bytes) -> bool:
    """The mark of a PDF stands within its first kilobyte; a zip of files that are not packed shows theirs."""
    return b"%PDF-" in data[:1024] and not unpack.is_zip(data)


def pages(data: bytes) -> Pages:
    """The blocks of all pages with text; a remark names those that are pictures. Raises Scanned where they hold the tables."""
    leaves = list(sheets(data))
    found = [leaf for leaf in leaves if leaf is not None]
    unseen = [str(number) for number, leaf in enumerate(leaves, 1) if leaf is None]
    if unseen and not any(leaf.sheet.tables for leaf in found):
        raise Scanned("这份 PDF 没有文字，或者表格所在的页是扫描的图片")
    if sum(leaf.many for leaf in found) < _FEW:
        raise Scanned("这份 PDF 没有文字，多半是扫描件或图片")
    remarks = [_HIDDEN] if any(leaf.is_hidden for leaf in found) else []
    remarks += [f"第{'、'.join(unseen)}页是图片，上面的内容没有读"] if unseen else []
    return Pages("pdf", blocks([leaf.sheet if leaf else _EMPTY for leaf in leaves]), remarks=tuple(remarks))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with text: how many characters it has, and whether they stand unseen behind a picture."""

    sheet: Sheet
    many: int
    is_hidden: bool


def sheets(data: bytes) -> Iterator[Leaf | None]:
    """Every page; None for one that is a picture."""
    document = _open(data)
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable(f"这份 PDF 有 {len(document)} 页，超过 {MOST_PAGES} 页", "请只留年度报告的页面再试")
        for number in range(len(document)):
            yield _leaf(document, number)
    finally:
        document.close()


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


def _leaf(document: pdfium.PdfDocument, number: int) -> Leaf | None:
    try:
        page = document[number]
    except pdfium.PdfiumError as error:
        raise Unreadable("这份 PDF 有一页打不开", "请重新导出这个文件", where=f"第{number + 1}页") from error
    text = page.get_textpage()
    width, height = page.get_size()
    quarter, origin = _rotation(text.raw), page.get_cropbox()[:2]
    is_shown_upright = quarter == c.FPDFPage_GetRotation(page) and (not quarter or not any(origin))
    turn = _Turn(width, height, quarter, origin if is_shown_upright else None)
    chars = tuple(_chars(text.raw, turn))
    is_picture = _has_large_picture(page)
    is_hidden = is_picture and _is_unseen(page)
    rules = [rule for path in _paths(page) for rule in _rules(path, turn)]
    text.close()
    page.close()
    if is_picture and len(chars) < _FEW:
        return None
    found = grids(rules)
    tables = tuple((grid, _table(grid, chars, number + 1, turn)) for grid in found)
    return Leaf(Sheet(tables, tuple(text_lines(_outside(chars, found))), width), len(chars), is_hidden)


def _has_large_picture(page: pdfium.PdfPage) -> bool:
    """Whether a picture fills most of the page: then it is a scan."""
    width, height = page.get_size()
    covered = 0.0
    for number, each in enumerate(page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST)):
        left, bottom, right, top = each.get_bounds()
        covered += (right - left) * (top - bottom)
        if number > _MOST_PICTURES or covered > _MOSTLY * width * height:
            break
    return bool(covered > _MOSTLY * width * height)


def _is_unseen(page: pdfium.PdfPage) -> bool:
    """Whether no text is drawn: what a scanner's own recogniser saw lies behind its picture."""
    texts = page.get_objects(filter=[c.FPDF_PAGEOBJ_TEXT], max_depth=_DEEPEST)
    modes = {c.FPDFTextObj_GetTextRenderMode(each) for _, each in zip(range(_MOST_PICTURES), texts, strict=False)}
    return modes == {c.FPDF_TEXTRENDERMODE_INVISIBLE}


# ── from pdfium's numbers to upright pages ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Turn:
    """Page coordinates to upright ones with y growing downward. `width` and `height` are of the page as shown."""

    width: float
    height: float
    quarter: int  # turns clockwise, 0 to 3, from the page's coordinates to how it is read
    origin: tuple[float, float] | None = (
        0.0,
        0.0,
    )  # of the page as shown; None where it is shown another way than read

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

    def shown(self, area: Area) -> tuple[float, float, float, float] | None:
        """Where a cell lies on the page as shown, in parts of its width and height."""
        if self.origin is None:
            return None
        x, y = self.origin[0], -self.origin[1]
        edges = (area.x0 - x, area.y0 - y, area.x1 - x, area.y1 - y)
        across, down, right, bottom = (
            each / whole for each, whole in zip(edges, (self.width, self.height) * 2, strict=True)
        )
        return (
            round(max(0.0, across), 4),
            round(max(0.0, down), 4),
            round(min(1.0, right), 4),
            round(min(1.0, bottom), 4),
        )


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


# ── the cells of a table ────────────────────────────────────────────────────────────────────────────────────────────


def _outside(chars: Sequence[Char], tables: Sequence[Grid]) -> Sequence[Char]:
    for grid in tables:
        chars = [char for char in chars if not _inside(char, grid)]
    return chars


def _inside(char: Char, grid: Grid) -> bool:
    _, x0, y0, x1, y1, _ = char
    return grid.x0 <= (x0 + x1) / 2 <= grid.x1 and grid.y0 <= (y0 + y1) / 2 <= grid.y1


def _table(grid: Grid, chars: Iterable[Char], page: int, turn: _Turn) -> Table:
    boxes = []
    for area, inside in zip(grid.areas, _by_area(grid, chars), strict=True):
        text = cell_text(text_lines(inside), area.x1) if inside else ""
        boxes.append(Box(text, area.row, area.column, area.rows, area.columns, page, area=turn.shown(area)))
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
