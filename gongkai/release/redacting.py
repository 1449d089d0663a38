"""Redaction for good: every page becomes pixels, boxes burnt in, in a new PDF that holds nothing else. In the child only."""

import io
import math
import zlib
from collections import defaultdict
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from gongkai.release import paper
from gongkai.release.sheets import Sheet, sheets
from gongkai.release.values import CannotRelease, Mark, Redacted

DPI = 180
PRODUCER = "gongkai"
_COLOURFUL = 12  # of 255: a scan of black on white has a tinge
_MOST_BYTES_A_PAGE = 1_200_000  # without loss; photographs take more and lose a little
_QUALITY = 88


def redact(data: bytes, marks: Sequence[Mark], dpi: float = DPI) -> Redacted:
    """The file as pictures, with a black box at every mark."""
    by_page = defaultdict[int, list[Mark]](list)
    for mark in marks:
        by_page[mark.page].append(mark)
    book = _Book()
    for number, sheet in enumerate(sheets(data, dpi)):
        _burn(sheet, number, by_page.pop(number, []))
        book.add(sheet)
    if by_page:
        raise CannotRelease(f"文件只有 {book.pages} 页，标记却在第{min(by_page) + 1}页", "请刷新页面后重新标记")
    return Redacted(book.closed(), book.pages, tuple(marks))


def dots(mark: Mark, sheet: Sheet) -> tuple[int, int, int, int]:
    """The dots that a mark covers, those it only touches too: first and last column and row."""
    across, down = sheet.image.width / sheet.width, sheet.image.height / sheet.height
    left, top = max(0, math.floor(mark.left * across)), max(0, math.floor(mark.top * down))
    right = min(sheet.image.width, math.ceil(mark.right * across)) - 1
    bottom = min(sheet.image.height, math.ceil(mark.bottom * down)) - 1
    return left, top, right, bottom


def _burn(sheet: Sheet, number: int, marks: Sequence[Mark]) -> None:
    pen = ImageDraw.Draw(sheet.image)
    for mark in marks:
        edges = (mark.left, mark.top, mark.right, mark.bottom)
        if not all(map(math.isfinite, edges)):
            raise CannotRelease(f"第{number + 1}页的标记没有位置", "请重新标记")
        left, top, right, bottom = dots(mark, sheet)
        if left > right or top > bottom:
            raise CannotRelease(f"第{number + 1}页的标记在页面以外", "请重新标记")
        pen.rectangle((left, top, right, bottom), fill=(0, 0, 0))


# ── a PDF of pictures ───────────────────────────────────────────────────────────────────────────────────────────────


class _Book:
    """A PDF written object by object: the catalogue, the list of pages, the producer, then three objects a page."""

    def __init__(self) -> None:
        self.pages = 0
        self._bodies: list[bytes] = []

    def add(self, sheet: Sheet) -> None:
        """One more page."""
        first = 4 + 3 * self.pages
        size = f"{sheet.width:.3f} {sheet.height:.3f}"
        self._bodies += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size}]/Contents {first + 1} 0 R"
            f"/Resources<</XObject<</P {first + 2} 0 R>>>>>>".encode(),
            _stream(b"", f"{sheet.width:.3f} 0 0 {sheet.height:.3f} 0 0 cm /P Do".encode()),
            _picture(sheet.image),
        ]
        self.pages += 1

    def closed(self) -> bytes:
        """The whole file."""
        kids = " ".join(f"{4 + 3 * number} 0 R" for number in range(self.pages))
        bodies = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Kids[{kids}]/Count {self.pages}>>".encode(),
            f"<</Producer({PRODUCER})>>".encode(),
            *self._bodies,
        ]
        out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
        for number, body in enumerate(bodies, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer<</Size %d/Root 1 0 R/Info 3 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start)
        return bytes(out)


def _stream(head: bytes, body: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n" % (head, len(body)) + body + b"\nendstream"


def _picture(image: Image.Image) -> bytes:
    """Black and white without loss; photographs as JPEG, the boxes being burnt in before."""
    if _is_grey(image):
        image = image.convert("L")
    space = b"/DeviceGray" if image.mode == "L" else b"/DeviceRGB"
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace%s" % (*image.size, space)
    packed = zlib.compress(image.tobytes(), 6)
    if len(packed) <= _MOST_BYTES_A_PAGE:
        return _stream(head + b"/Filter/FlateDecode", packed)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=_QUALITY, subsampling=0)
    return _stream(head + b"/Filter/DCTDecode", target.getvalue())


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return all(paper.spread(ImageChops.difference(red, other))[0][1] <= _COLOURFUL for other in (green, blue))
