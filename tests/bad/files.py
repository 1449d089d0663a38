"""Files that are hostile, broken or no reports at all: each must end as a reading or as Unreadable, soon and in little memory.

for name, file_name, build, expected in every(): guard.read(build(), file_name)
"""

# ruff: noqa: E501 (long lines are what files hold, to be compared with them)

import struct
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.bad import archives, handmade, pdfs, texts
from tests.bad.archives import EITHER, UNREADABLE, Bad, zipped


class BadFile(NamedTuple):
    """A file by its name here, the name it is given in with, how to build it, and what may come of it."""

    name: str
    file_name: str
    build: Callable[[], bytes]
    expected: str


def good(layout: str = "docx") -> bytes:
    """A report that is in order; where another program would have to make it, one made by hand, except for a .doc."""
    return {"xls": handmade.xls, "pdf": handmade.pdf}[layout](5) if layout in ("xls", "pdf") else archives.good(layout)


def _cut(layout: str, share: float) -> Callable[[], bytes]:
    return lambda: (data := good(layout))[: int(len(data) * share)]


def _flipped(layout: str, step: int) -> Callable[[], bytes]:
    """A report with every so many bytes turned around."""

    def build() -> bytes:
        data = bytearray(good(layout))
        for at in range(step, len(data), step):
            data[at] ^= 0x55
        return bytes(data)

    return build


def _png(width: int, height: int) -> bytes:
    """A picture of one colour, one bit a point."""
    row = b"\0" + bytes(-(-width // 8))
    packer = zlib.compressobj(9)
    body = b"".join([*(packer.compress(row) for _ in range(height)), packer.flush()])
    chunks = ((b"IHDR", struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)), (b"IDAT", body), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


CUTS = {
    f"{layout}_cut_{int(share * 1000)}": (f"a.{suffix}", _cut(layout, share), EITHER)
    for layout, suffix in (("docx", "docx"), ("xlsx_formulas", "xlsx"), ("html_word", "html"), ("pdf", "pdf"), ("doc", "doc"), ("xls", "xls"), ("mht", "mht"))
    for share in (0.001, 0.1, 0.5, 0.9, 0.999)
}  # fmt: skip

FLIPS = {
    f"{layout}_flipped_{step}": (f"a.{suffix}", _flipped(layout, step), EITHER)
    for layout, suffix in (("docx", "docx"), ("pdf", "pdf"), ("doc", "doc"), ("xls", "xls"), ("xlsx_formulas", "xlsx"), ("html_word", "html"))
    for step in (97, 1013)
}  # fmt: skip

WRONG_NAMES = {
    f"{layout}_named_{suffix or 'nothing'}": (f"a.{suffix}" if suffix else "", lambda layout=layout: good(layout), EITHER)
    for layout, suffix in (
        ("docx", "pdf"), ("docx", "txt"), ("docx", "xls"), ("docx", ""), ("xlsx_formulas", "docx"), ("html_word", "doc"),
        ("html_word", "xls"), ("html_cms", "pdf"), ("text_tabs", "docx"), ("text_tabs", "pdf"), ("pdf", "docx"), ("pdf", "html"),
        ("doc", "docx"), ("xls", "xlsx"), ("xls", "doc"), ("mht", "doc"), ("markdown", "html"), ("doc", "wps"),
    )
}  # fmt: skip

NAMES = {
    "name_long": ("长" * 10_000 + ".docx", good, EITHER),
    "name_outside": ("../../../../etc/passwd.docx", good, EITHER),
    "name_turned": ("report\u202excod.exe", good, EITHER),
    "name_null": ("a\0.docx", good, EITHER),
    "name_surrogate": ("a\udcff.docx", good, EITHER),
    "name_lines": ("a\r\nX: y.docx", good, EITHER),
}

MIXED: dict[str, Bad] = {
    "own_json_cut": ("a.json", lambda: b'{"format": "gongkai-report/1", "body": "', UNREADABLE),
    "own_json_nested": ("a.json", lambda: b'{"format": "gongkai-report/1", "cells": ' + b"[" * 1_000_000, UNREADABLE),
    "own_json_bare": ("a.json", lambda: b'{"format": "gongkai-report/1"}', UNREADABLE),
    "pdf_and_zip": ("a.pdf", lambda: good("pdf") + good(), EITHER),
    "zip_behind_html": ("a.html", lambda: good("html_plain") + good(), EITHER),
    "html_behind_pdf_head": ("a.html", lambda: b"%PDF-1.7\n" + good("html_plain"), EITHER),
    "docx_in_zip": ("a.zip", lambda: zipped([("年报.docx", good()), ("读我.txt", b"x")]), EITHER),
    "docx_in_docx": ("a.docx", lambda: zipped([("word/document.xml", good())]), UNREADABLE),
    "png": ("a.png", lambda: _png(800, 600), UNREADABLE),
    "png_60000": ("a.png", lambda: _png(60_000, 60_000), UNREADABLE),
    "png_as_pdf": ("a.pdf", lambda: _png(60_000, 600), UNREADABLE),
    "jpeg": ("a.jpg", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(999) + b"\xff\xd9", UNREADABLE),
    "gif": ("a.gif", lambda: b"GIF89a\xff\xff\xff\xff\0\0\0" + bytes(99) + b";", UNREADABLE),
    "tiff": ("a.tif", lambda: b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 500, UNREADABLE),
    "exe": ("a.exe", lambda: b"MZ\x90\0" + bytes(60) + b"PE\0\0" + bytes(5000), UNREADABLE),
    "exe_as_docx": ("a.docx", lambda: b"MZ\x90\0" + bytes(60) + b"PE\0\0" + bytes(5000), UNREADABLE),
    "elf": ("a.doc", lambda: b"\x7fELF\x02\x01\x01" + bytes(5000), UNREADABLE),
    "sqlite": ("a.xls", lambda: b"SQLite format 3\0" + bytes(5000), UNREADABLE),
    "mp4": ("a.pdf", lambda: b"\0\0\0\x18ftypmp42" + bytes(5000), UNREADABLE),
}


def every() -> Iterator[BadFile]:
    """All bad files; nothing is built before it is asked for."""
    for group in (texts.FILES, archives.FILES, pdfs.FILES, MIXED, NAMES, WRONG_NAMES, CUTS, FLIPS):
        for name, (file_name, build, expected) in group.items():
            yield BadFile(name, file_name, build, expected)
