"""What may be attached, and what is said of what may not."""

import re

import pytest

from gongkai import release
from tests.bad import archives, handmade, pdfs
from tests.release.made import LETTER, book, pdf, picture, word, word_with, zipped

FINE = {
    "a.pdf": pdf,
    "a.PDF": pdf,
    "a.docx": word,
    "b.wps": word,
    "a.doc": lambda: archives.compound({"WordDocument": bytes(4096), "1Table": bytes(4096)}),
    "a.wps": lambda: archives.compound({"WordDocument": bytes(4096), "1Table": bytes(4096)}),
    "a.xlsx": book,
    "a.xls": lambda: handmade.workbook(b""),
    "a.jpg": picture,
    "a.jpeg": picture,
    "a.png": lambda: picture("PNG"),
    "a.txt": LETTER.encode,
    "a.ofd": lambda: zipped("OFD.xml", b"<OFD/>"),
}
LOCKED_BOOK = handmade.workbook(b"").replace(b"\x85\0", b"\x2f\0", 1)
WRONG = {
    "empty": ("a.pdf", lambda: b"", "空的"),
    "blank": ("a.txt", lambda: b" \r\n", "空的"),
    "too_big": ("a.txt", lambda: b"a" * 20_000_001, "超过 20 MB"),
    "program": ("a.pdf", lambda: b"MZ" + bytes(99), "程序文件"),
    "program_by_name": ("a.bat", lambda: b"echo", "程序文件"),
    "script": ("a.txt", lambda: b"#!/bin/sh\n", "程序文件"),
    "macros": ("a.docx", lambda: word_with(extra={"word/vbaProject.bin": b"x"}), "有宏"),
    "macros_by_name": ("a.xlsm", book, "有宏"),
    "macros_old": ("a.doc", lambda: archives.compound({"WordDocument": bytes(4096), "VBA": b"x"}), "有宏"),
    "locked_new": ("a.docx", lambda: archives.compound(archives.ENCRYPTED), "密码"),
    "locked_members": ("a.docx", archives.FILES["docx_locked_members"][1], "密码"),
    "locked_pdf": ("a.pdf", pdfs.FILES["pdf_encrypted"][1], "密码"),
    "locked_book": ("a.xls", lambda: LOCKED_BOOK, "密码"),
    "bomb": ("a.docx", archives.FILES["docx_300mb_blanks"][1], "大得不正常"),
    "bomb_overlapping": ("a.docx", archives.overlapping, "大得不正常"),
    "bomb_of_names": ("a.docx", archives.FILES["zip_20000_members"][1], "超过 2000 个"),
    "other_name": ("a.pdf", word, "内容却是 docx"),
    "no_name": ("报告", pdf, "没有扩展名"),
    "archive": ("a.zip", lambda: zipped("a.txt", b"a"), "请解压"),
    "rar": ("a.rar", lambda: b"Rar!\x1a\x07" + bytes(99), "请解压"),
    "page": ("a.doc", lambda: b"<html><body>a</body></html>", "网页"),
    "rtf": ("a.doc", lambda: b"{\\rtf1 a}", "RTF"),
    "unknown": ("a.dat", lambda: bytes(range(256)) * 9, "认不出"),
    "torn_package": ("a.docx", lambda: word()[:3000], "已损坏"),
    "torn_pdf": ("a.pdf", lambda: b"%PDF-1.7\n", "已损坏"),
    "torn_picture": ("a.png", lambda: picture("PNG")[:200], "已损坏"),
}


@pytest.mark.parametrize("name", FINE)
def test_an_ordinary_file_is_accepted(name):
    assert release.accepts(FINE[name](), name) is None


@pytest.mark.parametrize("case", WRONG)
def test_what_is_refused_is_told_what_to_do(case):
    name, build, said = WRONG[case]

    fault = release.accepts(build(), name)

    assert fault is not None
    assert said in fault
    assert re.search("请", fault)


def test_the_limit_is_the_callers():
    assert release.accepts(LETTER.encode(), "a.txt", most_bytes=10) is not None
    assert release.accepts(LETTER.encode(), "a.txt", most_bytes=100) is None
