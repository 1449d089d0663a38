"""Text of a PDF that nobody sees: drawn once with its text and once without, a page tells which characters make no difference.

Text beneath a box, in the colour of the paper, without ink, or beyond the edge of the page is found by this one question.
"""

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as c
from PIL import ImageChops

from gongkai.release import paper
from gongkai.release.hidden.labels import hidden
from gongkai.release.values import Hidden

_DPI = 110
_FAINT = 14  # of 255: less makes no difference
_PALE = 225
_DARK = 60
_EDGE = 0.15  # of the place of a character, where its neighbours may reach
_LEAST_SIGNS = 2  # letters or digits: a lost bullet is no secret
_LEAST_BOX = (8.0, 4.0)  # points: a line is no box
_BEYOND = 0.9  # of a picture has to be on the page
_WITHOUT_INK = (c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of a page that is seen, and what of the page is not."""

    text: str
    hidden: tuple[Hidden, ...]


def sheet(page: pdfium.PdfPage, number: int) -> Sheet:
    """One page looked through; its text is no longer drawn afterwards."""
    text = page.get_textpage()
    judge = _Judge(page, text)
    seen, by_code = list[str](), defaultdict[str, list[str]](list)
    for sign in judge.signs:
        code = "" if sign.text.isspace() else judge.verdict(sign)
        if not code or code == "pdf.recognized_text":
            seen.append(sign.text)
        if code:
            by_code[code].append(sign.text)
    text.close()
    where = f"第{number}页"
    found = [
        hidden(code, where, "".join(signs))
        for code, signs in by_code.items()
        if sum(sign.isalnum() for sign in signs) >= _LEAST_SIGNS
    ]
    return Sheet("".join(seen), (*found, *_pictures(page, where)))


class _Judge:
    """Holds the two drawings of a page."""

    def __init__(self, page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> None:
        self._text, (self._width, self._height) = text.raw, page.get_size()
        self.signs = list(paper.inked(page, text))
        self._places = {sign.number: sign for sign in paper.signs(page, text)}
        self._with = paper.drawn(page, _DPI)
        self._scale = self._with.width / self._width
        _switch_off(text.raw)
        without = paper.drawn(page, _DPI)
        # The greatest difference of the three colours.
        red, green, blue = ImageChops.difference(self._with, without).split()
        self._difference = ImageChops.lighter(ImageChops.lighter(red, green), blue)

    def verdict(self, sign: paper.Sign) -> str:
        """Why the character is not seen; empty when it is."""
        across, down = (sign.left + sign.right) / 2, (sign.top + sign.bottom) / 2
        if not (0 <= across <= self._width and 0 <= down <= self._height):
            return "pdf.outside"
        box = self._box(sign)
        each = c.FPDFText_GetTextObject(self._text, sign.number)
        if each and c.FPDFTextObj_GetTextRenderMode(each) in _WITHOUT_INK:
            return "pdf.invisible_text" if self._is_even(box) else "pdf.recognized_text"
        if self._makes_a_difference(box) or self._makes_a_difference(self._box(_inner(self._places[sign.number]))):
            return ""
        *colour, alpha = self._colour(sign.number)
        if alpha == 0:
            return "pdf.invisible_text"
        paper_here = self._with.getpixel((min(box[0], self._with.width - 1), min(box[1], self._with.height - 1)))
        assert isinstance(paper_here, tuple)
        is_white = min(colour) >= _PALE and min(paper_here) >= _PALE
        return "pdf.white_text" if is_white else "pdf.covered_text"

    def _box(self, sign: paper.Sign) -> tuple[int, int, int, int]:
        """The dots of the ink, one at least."""
        left, top = (max(0, int(value * self._scale)) for value in (sign.left, sign.top))
        right, bottom = (int(value * self._scale) + 1 for value in (sign.right, sign.bottom))
        right, bottom = min(right, self._with.width), min(bottom, self._with.height)
        return min(left, right - 1), min(top, bottom - 1), right, bottom

    def _makes_a_difference(self, box: tuple[int, int, int, int]) -> bool:
        return paper.spread(self._difference.crop(box))[0][1] > _FAINT

    def _is_even(self, box: tuple[int, int, int, int]) -> bool:
        return all(high - low <= _FAINT for low, high in paper.spread(self._with.crop(box)))

    def _colour(self, number: int) -> tuple[int, int, int, int]:
        values = [ctypes.c_uint() for _ in range(4)]
        if not c.FPDFText_GetFillColor(self._text, number, *map(ctypes.byref, values)):
            return 0, 0, 0, 255
        red, green, blue, alpha = (value.value for value in values)
        return red, green, blue, alpha


def _inner(sign: paper.Sign) -> paper.Sign:
    """The place of a sign without its edge: fonts that stand in for others do not draw where the file says."""
    across, down = (sign.right - sign.left) * _EDGE, (sign.bottom - sign.top) * _EDGE
    return paper.Sign(
        sign.text, sign.left + across, sign.top + down, sign.right - across, sign.bottom - down, sign.number
    )


def _switch_off(text: c.FPDF_TEXTPAGE) -> None:
    seen = set[int]()
    for number in range(c.FPDFText_CountChars(text)):
        each = c.FPDFText_GetTextObject(text, number)
        address = ctypes.cast(each, ctypes.c_void_p).value if each else None
        if address and address not in seen:
            seen.add(address)
            c.FPDFPageObj_SetIsActive(each, False)  # noqa: FBT003 - pdfium's own face


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pictures(page: pdfium.PdfPage, where: str) -> Iterator[Hidden]:
    """Pictures that lie under a black box, or reach far beyond the page."""
    width, height = page.get_size()
    pictures, covered, beyond = list[paper.Box](), 0, 0
    for each in page.get_objects(max_depth=1):
        if each.type == c.FPDF_PAGEOBJ_IMAGE:
            box = paper.shown(page, *each.get_bounds())
            pictures.append(box)
            beyond += _common(box, (0, 0, width, height)) < _BEYOND * _area(box)
        elif each.type == c.FPDF_PAGEOBJ_PATH and pictures and _is_black(each):
            box = paper.shown(page, *each.get_bounds())
            covered += _is_over(box, pictures)
    if covered:
        yield hidden("pdf.covered_picture", where, f"{covered} 处")
    if beyond:
        yield hidden("pdf.cropped_picture", where, f"{beyond} 张")


def _is_over(box: paper.Box, pictures: Iterable[paper.Box]) -> bool:
    if box[2] - box[0] < _LEAST_BOX[0] or box[3] - box[1] < _LEAST_BOX[1]:
        return False
    return any(_common(box, each) > _area(box) / 2 and _area(box) < _area(each) for each in pictures)


def _is_black(path: pdfium.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    values = [ctypes.c_uint() for _ in range(4)]
    if not fill.value or not c.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, values)):
        return False
    return max(value.value for value in values[:3]) <= _DARK and values[3].value >= 250


def _area(box: paper.Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _common(a: paper.Box, b: paper.Box) -> float:
    return _area((max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])))
