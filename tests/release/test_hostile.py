"""Hostile files end in a sentence or an answer within the limits; the caller lives, and so does the next file."""

import re
import struct
import time
import zlib

import pytest

from gongkai import release
from tests.bad import archives, pdfs
from tests.release.made import ID, pdf, word_with, words, zipped

LONGEST = 60  # seconds on a busy machine
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def huge_png(side: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(side // 8 + 1)
    body = b"".join([*(packer.compress(row) for _ in range(min(side, 60_000))), packer.flush()])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def nested_zip(depth: int) -> bytes:
    data = ID.encode()
    for _ in range(depth):
        data = zipped("a.zip", data)
    return data


HOSTILE = {
    "png_60000": ("a.png", lambda: huge_png(60_000)),
    "pdf_huge_page": ("a.pdf", lambda: pdfs.page(b"", leaf=pdfs.PAGE.replace("595 842", "14400000 14400000"))),
    "pdf_wild_page": ("a.pdf", pdfs.FILES["pdf_huge_page"][1]),
    "pdf_double_flate": ("a.pdf", pdfs.FILES["pdf_double_flate"][1]),
    "pdf_nested_arrays": ("a.pdf", pdfs.FILES["pdf_nested_arrays"][1]),
    "pdf_nested_states": ("a.pdf", pdfs.FILES["pdf_nested_states"][1]),
    "pdf_20000_pages": ("a.pdf", pdfs.FILES["pdf_20000_pages"][1]),
    "pdf_form_in_itself": ("a.pdf", pdfs.FILES["pdf_form_in_itself"][1]),
    "pdf_100000_words": ("a.pdf", pdfs.FILES["pdf_100000_words_one_spot"][1]),
    "pdf_brackets": ("a.pdf", lambda: pdf(b"(" * 2_000_000)),
    "docx_laughs": ("a.docx", archives.FILES["docx_billion_laughs"][1]),
    "docx_entity": ("a.docx", archives.FILES["docx_external_entity"][1]),
    "docx_300mb": ("a.docx", archives.FILES["docx_300mb_blanks"][1]),
    "docx_nested_tables": ("a.docx", archives.FILES["docx_nested_tables"][1]),
    "docx_lying": ("a.docx", archives.FILES["docx_lying_sizes"][1]),
    "docx_zips_in_it": ("a.docx", lambda: word_with(extra={"word/embeddings/a.zip": nested_zip(9)})),
    "xlsx_20_million_cells": ("a.xlsx", archives.FILES["xlsx_20_million_cells"][1]),
    "xlsx_far_cells": ("a.xlsx", archives.FILES["xlsx_two_far_cells"][1]),
    "xlsx_laughs": ("a.xlsx", archives.FILES["xlsx_laughs"][1]),
    "doc_loop": ("a.doc", archives.FILES["doc_loop"][1]),
    "doc_wild": ("a.doc", archives.FILES["doc_wild_pieces"][1]),
    "zip_overlapping": ("a.zip", archives.overlapping),
    "jpg_torn": ("a.jpg", lambda: b"\xff\xd8\xff\xe1\xff\xff" + bytes(99)),
}


def outcome(data: bytes, name: str) -> release.Looked | release.CannotRelease:
    try:
        return release.look(data, name)
    except release.CannotRelease as error:
        return error


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_ends_in_words_or_an_answer(case):
    name, build = HOSTILE[case]
    data = build()
    start = time.monotonic()

    found = outcome(data, name)

    assert time.monotonic() - start < LONGEST
    if isinstance(found, release.CannotRelease):
        assert CHINESE.search(found.what)
        assert CHINESE.search(found.do)
    else:
        assert found.size == len(data)


@pytest.mark.parametrize("case", ["png_60000", "pdf_huge_page", "pdf_20000_pages", "jpg_torn"])
def test_a_hostile_page_is_not_drawn(case):
    name, build = HOSTILE[case]
    data = build()

    with pytest.raises(release.CannotRelease, match="请"):
        release.redact(data, name, ())
    with pytest.raises(release.CannotRelease, match="请"):
        release.pages(data, name)


def test_verify_says_of_a_torn_result_that_it_is_torn():
    data = pdf(words(ID, 100, 600))

    assert release.verify(data, b"%PDF-1.7\n", ()) != ()
