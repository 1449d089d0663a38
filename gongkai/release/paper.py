"""PDF and pictures as sheets of paper: pages drawn, and where their characters stand as shown. Runs in the child only.

Coordinates are points from the top left corner of the visible page: cropped as the file says, and turned.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import cast

import pypdfium2 as pdfium
import pypdfium2.raw as c
from PIL import Image

from gongkai.reading.readers import pdf as reader
from gongkai.release.values import CannotRelease

MOST_PAGES = 500
MOST_PIXELS = 20_000_000  # of one page
_MOST_CHARS = 100_000  # a page
_LEAST_DPI = 20
_LARGEST = 20_000.0  # points: six times the longest side of A0
_FINE = 100  # hundredths of a point
Box = tuple[float, float, float, float]  # left, top, right, bottom

# The reader of reports shows pdfium no fonts of the machine; what is drawn for release must look as it does elsewhere.
assert reader.claims(b"%PDF-")  # the reader was loaded before
c.FPDF_SetSystemFontInfo(c.FPDF_GetDefaultSystemFontInfo())


@dataclass(frozen=True, slots=True)
class Sign:
    """One character, its box as shown, and the number it has in the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    number: int


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document; CannotRelease when it does not open, has no pages or too many."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise CannotRelease("这份 PDF 加了密码", "请去掉密码后再试") from error
        raise CannotRelease("这份 PDF 不完整或者已损坏", "请重新下载或者重新导出这个文件") from error
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise CannotRelease(f"这份 PDF 有 {len(document)} 页，只能处理 1 至 {MOST_PAGES} 页", "请拆分后再试")
        document.init_forms()  # so that filled fields are drawn
        yield document
    finally:
        document.close()


def pages(document: pdfium.PdfDocument) -> Iterator[pdfium.PdfPage]:
    """The pages one after another, each closed when the next is asked for."""
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError as error:
            raise CannotRelease(f"第{number + 1}页打不开", "请重新导出这个文件") from error
        width, height = page.get_size()
        if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
            raise CannotRelease(f"第{number + 1}页的尺寸不正常", "请按 A4 或者 A3 重新导出这个文件")
        yield page
        page.close()


def drawn(page: pdfium.PdfPage, dpi: float) -> Image.Image:
    """The page as a picture, annotations too; a very large page gets fewer dots an inch."""
    width, height = page.get_size()
    inches = width * height / 72 / 72
    dpi = min(dpi, (MOST_PIXELS / inches) ** 0.5)
    if dpi < _LEAST_DPI:
        raise CannotRelease("有一页的尺寸太大", "请按 A4 或者 A3 重新导出这个文件")
    bitmap = page.render(scale=dpi / 72, may_draw_forms=True)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    return image


def signs(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Iterator[Sign]:
    """The characters of a page, blanks too, each with the whole place it takes on its line."""
    rect = c.FS_RECTF()
    for sign, ink in _placed(page, text):
        box = ink
        if c.FPDFText_GetLooseCharBox(text.raw, sign.number, ctypes.byref(rect)):
            box = _around(ink, shown(page, rect.left, rect.bottom, rect.right, rect.top))
        yield replace(sign, left=box[0], top=box[1], right=box[2], bottom=box[3])


def inked(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Iterator[Sign]:
    """The characters of a page, blanks too, each with the place of its ink only."""
    return (sign for sign, _ in _placed(page, text))


def _placed(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Iterator[tuple[Sign, Box]]:
    edges = [ctypes.c_double() for _ in range(4)]
    for number in range(min(c.FPDFText_CountChars(text.raw), _MOST_CHARS)):
        code = c.FPDFText_GetUnicode(text.raw, number)
        char = chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"
        if c.FPDFText_GetCharBox(text.raw, number, *map(ctypes.byref, edges)):
            left, right, bottom, top = (edge.value for edge in edges)
            box = shown(page, left, bottom, right, top)
            yield Sign(char, *box, number), box


def _around(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def shown(page: pdfium.PdfPage, left: float, bottom: float, right: float, top: float) -> Box:
    """A box of the page's own coordinates as it is shown: left, top, right, bottom."""
    width, height = page.get_size()
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for at in ((left, top), (right, bottom)):
        size = (round(width * _FINE), round(height * _FINE))
        c.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, *at, ctypes.byref(x), ctypes.byref(y))
        corners.append((x.value / _FINE, y.value / _FINE))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def spread(image: Image.Image) -> list[tuple[int, int]]:
    """The least and the greatest value of every band of a picture, 0 to 255."""
    return [cast("tuple[int, int]", band.getextrema()) for band in image.split()]
