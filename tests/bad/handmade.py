"""Reports written byte by byte, in as little as the format allows: an .xls and a .pdf whose every byte means something."""

import struct
from collections.abc import Iterator

from tests.bad import archives, pdfs
from tests.wild.grids import grid, places
from tests.wild.printed import Box, Document, Printed, compose
from tests.wild.truth import make

Placed = tuple[int, int, Box]  # row and column of the upper left corner, and the box


def placed(document: Document) -> Iterator[Placed]:
    """All boxes of a report one below the other: a text is a box of its own, a table as it is."""
    top = 0
    for piece in document.pieces:
        if isinstance(piece, Printed):
            yield from ((top + down, across, box) for down, across, box in places(grid(piece)))
            top += len(piece.lines)
        else:
            yield top, 0, Box(piece.text)
            top += 1


# ── Excel 97: records of a number, a length and so many bytes ───────────────────────────────────────────────────────

_BOF, _EOF, _BOUNDSHEET, _LABEL, _NUMBER, _MERGED = 0x0809, 0x000A, 0x0085, 0x0204, 0x0203, 0x00E5
_MOST_MERGED = 1000


def xls(seed: int) -> bytes:
    """A workbook of one sheet."""
    boxes = list(placed(compose(make(seed))))
    return workbook(b"".join(map(_cell, boxes)) + record(_MERGED, _merged(boxes)))


def workbook(records: bytes) -> bytes:
    """A workbook of one sheet of these records."""
    start = 20 + 4 + 8 + 5 + 4  # where the sheet begins, after what is said of the book
    book = _begin(0x0005) + record(_BOUNDSHEET, struct.pack("<IBBBB", start, 0, 0, 5, 0) + b"Sheet") + record(_EOF)
    return archives.compound({"Workbook": book + _begin(0x0010) + records + record(_EOF)})


def record(kind: int, body: bytes = b"") -> bytes:
    """One record."""
    return struct.pack("<HH", kind, len(body)) + body


def _begin(kind: int) -> bytes:
    return record(_BOF, struct.pack("<4H2I", 0x0600, kind, 0, 0, 0, 0))


def _cell(one: Placed) -> bytes:
    row, column, box = one
    if box.text.isdecimal():
        return record(_NUMBER, struct.pack("<3Hd", row, column, 0, float(box.text)))
    return record(_LABEL, struct.pack("<4HB", row, column, 0, len(box.text), 1) + box.text.encode("utf-16-le"))


def _merged(boxes: list[Placed]) -> bytes:
    wide = [(row, row + box.down - 1, column, column + box.across - 1) for row, column, box in boxes]
    wide = [each for each in wide if each[0] != each[1] or each[2] != each[3]][:_MOST_MERGED]
    return struct.pack("<H", len(wide)) + b"".join(struct.pack("<4H", *each) for each in wide)


# ── PDF: one page, its content as it is ─────────────────────────────────────────────────────────────────────────────

_WIDTH, _HEIGHT, _COLUMN, _ROW, _EDGE = 1000, 4000, 85, 20, 40
_LONGEST = 60  # characters on a line
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    "/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>]>>"
)


def pdf(seed: int) -> bytes:
    """A file of one tall page with ruled tables, nothing packed."""
    content = b"\n".join(_printed(compose(make(seed))))
    page = pdfs.PAGE.replace("0 0 595 842", f"0 0 {_WIDTH} {_HEIGHT}")
    stream = b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream"
    return pdfs.pdf([pdfs.CATALOG, pdfs.PAGES, page, stream, _FONT, "null"])


def _printed(document: Document) -> Iterator[bytes]:
    y = _HEIGHT - _EDGE
    for piece in document.pieces:
        if isinstance(piece, Printed):
            for down, across, box in places(grid(piece)):
                x, top = _EDGE + across * _COLUMN, y - down * _ROW
                width, height = box.across * _COLUMN, box.down * _ROW
                yield b"%d %d %d %d re S" % (x, top - height, width, height)
                yield _words(box.text, x + 2, top - 14, 3)
            y -= (len(piece.lines) + 1) * _ROW
        else:
            for at in range(0, len(piece.text), _LONGEST):
                yield _words(piece.text[at : at + _LONGEST], _EDGE, y - 14, 12)
                y -= _ROW


def _words(text: str, x: int, y: int, size: int) -> bytes:
    return b"BT /F %d Tf %d %d Td <%s> Tj ET" % (size, x, y, text.encode("utf-16-be").hex().encode())
