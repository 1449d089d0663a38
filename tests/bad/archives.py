"""Hostile and broken archives: Word and Excel files, zip bombs, containers of encrypted files."""

# ruff: noqa: E501 (long lines are what files hold, to be compared with them)

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator

from tests.wild import samples as wild
from tests.wild.docx import NAMESPACES, RELATIONS, TYPES, paragraph, run

EITHER, UNREADABLE = "either", "unreadable"
Bad = tuple[str, Callable[[], bytes], str]  # file name, how to build it, what may come of it

MEGA = 1_000_000
SHEET_TYPES = TYPES.replace("/word/document.xml", "/xl/workbook.xml").replace(
    "wordprocessingml.document.main", "spreadsheetml.sheet.main"
)
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET_RELATIONS = RELATIONS.replace('officeDocument"', 'worksheet"').replace(
    "word/document.xml", "worksheets/sheet1.xml"
)


def zipped(members: Iterable[tuple[str, bytes | Iterator[bytes]]], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive; long members are given in pieces."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", method) as archive:
        warnings.simplefilter("ignore")  # a name that stands twice is meant to
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            with archive.open(info, "w", force_zip64=True) as member:
                for piece in [data] if isinstance(data, bytes) else data:
                    member.write(piece)
    return file.getvalue()


def docx(document: bytes | Iterator[bytes], *extra: tuple[str, bytes]) -> bytes:
    """A Word file around any document.xml."""
    return zipped(
        [
            ("[Content_Types].xml", TYPES.encode()),
            ("_rels/.rels", RELATIONS.encode()),
            *extra,
            ("word/document.xml", document),
        ]
    )


def xlsx(sheet: bytes | Iterator[bytes], *extra: tuple[str, bytes]) -> bytes:
    """An Excel file around any sheet1.xml."""
    heads = [
        ("[Content_Types].xml", SHEET_TYPES),
        ("_rels/.rels", RELATIONS.replace("word/document.xml", "xl/workbook.xml")),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", SHEET_RELATIONS),
    ]
    return zipped([*((name, text.encode()) for name, text in heads), *extra, ("xl/worksheets/sheet1.xml", sheet)])


def good(layout: str = "docx", seed: int = 5) -> bytes:
    """A report that is in order."""
    return wild.sample(seed, layout, ()).data


def _document(body: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'.encode()


def _long(start: str, piece: str, size: int, end: str) -> Iterator[bytes]:
    """A long text in pieces of a megabyte."""
    block = piece.encode() * (MEGA // len(piece.encode()) + 1)
    yield start.encode()
    for _ in range(size // len(block)):
        yield block
    yield end.encode()


def _docx_long(piece: str, size: int) -> bytes:
    head, _, tail = _document("|").decode().partition("|")
    return docx(_long(head, piece, size, tail))


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "哈">' + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12)) + "]>"
)
SECRET = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'
TEMPLATE = RELATIONS.replace('officeDocument"', 'attachedTemplate"').replace(
    'Target="word/document.xml"', 'Target="http://127.0.0.1:9/t.dotm" TargetMode="External"'
)


def _nested_tables(depth: int) -> bytes:
    start, end = "<w:tbl><w:tr><w:tc>", f"{paragraph('')}</w:tc></w:tr></w:tbl>"
    return docx(_document(start * depth + paragraph(run("0")) + end * depth))


def _wide(grid_span: int) -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{grid_span}"/></w:tcPr>{paragraph(run("规章"))}</w:tc>'
    return docx(_document(f"<w:tbl>{f'<w:tr>{cell * 3}</w:tr>' * 50}</w:tbl>"))


def _without(member: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good())) as archive:
        return zipped([(name, archive.read(name)) for name in archive.namelist() if name != member])


def _locked(data: bytes) -> bytes:
    """The archive with the flag of encryption set on every member."""
    changed = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        while start >= 0:
            changed[start + at] |= 1
            start = data.find(sign, start + 4)
    return bytes(changed)


def _wrong_sum() -> bytes:
    data = bytearray(good())
    data[data.find(b"PK\x01\x02", data.find(b"word/document.xml")) + 16] ^= 0xFF
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    return bytes(data)


def overlapping(count: int = 2000, size: int = 20 * MEGA) -> bytes:
    """One compressed member that `count` entries of the directory all claim: Fifield's bomb in its plainest form."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = body.compress(bytes(size)) + body.flush()
    crc = zlib.crc32(bytes(size))
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), size, 1, 0) + b"a" + packed
    names = [f"{i}.xml".encode() for i in range(count)]
    entries = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, 0
        )
        + name
        for name in names
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(entries), len(local), 0)
    return local + entries + end


def _nested(depth: int, copies: int) -> bytes:
    if depth == 0:
        return zipped([("report.docx", bytes(10 * MEGA))])
    inner = _nested(depth - 1, copies)
    return zipped([(f"{depth}-{i}.zip", inner) for i in range(copies)])


def _lying_sizes() -> bytes:
    """A member of 300 MB whose directory says it has none."""
    data = bytearray(_docx_long(" ", 300 * MEGA))
    start = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[start + 24 : start + 28] = struct.pack("<I", 1000)
    return bytes(data)


SECTOR, END, FREE = 512, 0xFFFFFFFE, 0xFFFFFFFF
HEAD = struct.pack("<8s16s5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (OLE) with a few streams, as encrypted Office files and old Word files are."""
    chain: list[int] = []
    bodies, entries = b"", [b""]
    for name, data in streams.items():
        body = data.ljust(-(-max(len(data), 4096) // SECTOR) * SECTOR, b"\0")
        left = len(entries) - 1 or FREE
        entries.append(_entry(name, 2, len(chain), len(body), left))
        chain += _run(len(chain), len(body) // SECTOR)
        bodies += body
    entries[0] = _entry("Root Entry", 5, END, 0, FREE, child=len(streams))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * SECTOR, b"\0")
    head = HEAD + struct.pack("<9I", 0, 1, len(chain), 0, 4096, END, 0, END, 0)
    chain += [*_run(len(chain), len(directory) // SECTOR), 0xFFFFFFFD]
    head += struct.pack("<I", len(chain) - 1) + b"\xff" * 432
    return head + bodies + directory + struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")


def _run(start: int, count: int) -> list[int]:
    """The chain of sectors that follow each other."""
    return [*range(start + 1, start + count), END]


def _entry(name: str, kind: int, start: int, size: int, left: int, child: int = FREE) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack("<64sHBB3I36xIII", text, len(text) + 2, kind, 1, left, FREE, child, start, size, 0)


ENCRYPTED = {"EncryptionInfo": b"\x04\x00\x04\x00\x40\0\0\0<encryption/>", "EncryptedPackage": bytes(range(256)) * 40}
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
TWO_CELLS = SHEET.format(
    '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
)
MANY_CELLS = SHEET.partition("{}")[0] + "<sheetData>"
MERGED = SHEET.format(
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
)

FILES: dict[str, Bad] = {
    "docx_300mb_blanks": ("a.docx", lambda: _docx_long(" ", 300 * MEGA), UNREADABLE),
    "docx_300mb_paragraphs": ("a.docx", lambda: _docx_long("<w:p><w:r><w:t>0</w:t></w:r></w:p>", 300 * MEGA), UNREADABLE),
    "docx_40mb_paragraphs": ("a.docx", lambda: _docx_long("<w:p/>", 40 * MEGA), EITHER),
    "docx_billion_laughs": ("a.docx", lambda: docx(_document(paragraph(run("X").replace("X", "&l11;")), LAUGHS)), EITHER),
    "docx_external_entity": ("a.docx", lambda: docx(_document(paragraph(run("X").replace("X", "&x;")), SECRET)), EITHER),
    "docx_remote_template": ("a.docx", lambda: zipped([*members(good()).items(), ("word/_rels/document.xml.rels", TEMPLATE.encode())]), EITHER),
    "docx_macros": ("a.docx", lambda: zipped([*members(good()).items(), ("word/vbaProject.bin", compound({"VBA": b"x"}))]), EITHER),
    "docx_nested_tables": ("a.docx", lambda: _nested_tables(10_000), EITHER),
    "docx_nested_60": ("a.docx", lambda: _nested_tables(60), EITHER),
    "docx_grid_span": ("a.docx", lambda: _wide(1_000_000_000), EITHER),
    "docx_grid_span_negative": ("a.docx", lambda: _wide(-7), EITHER),
    "docx_encrypted": ("a.docx", lambda: compound(ENCRYPTED), UNREADABLE),
    "docx_locked_members": ("a.docx", lambda: _locked(good()), UNREADABLE),
    "docx_wrong_sum": ("a.docx", _wrong_sum, EITHER),
    "docx_no_document": ("a.docx", lambda: _without("word/document.xml"), UNREADABLE),
    "docx_no_types": ("a.docx", lambda: _without("[Content_Types].xml"), EITHER),
    "docx_other_root": ("a.docx", lambda: docx(b"<html><body>0</body></html>"), UNREADABLE),
    "docx_no_xml": ("a.docx", lambda: docx(bytes(range(256)) * 99), UNREADABLE),
    "docx_lying_sizes": ("a.docx", _lying_sizes, EITHER),
    "docx_twice_document": ("a.docx", lambda: docx(_document(""), ("word/document.xml", _document(paragraph(run("9"))))), EITHER),
    "zip_overlapping": ("a.zip", overlapping, UNREADABLE),
    "zip_overlapping_docx": ("a.docx", overlapping, UNREADABLE),
    "zip_20000_members": ("a.docx", lambda: zipped((f"{i}.txt", b"") for i in range(20_000)), UNREADABLE),
    "zip_nested": ("a.zip", lambda: _nested(4, 8), UNREADABLE),
    "zip_outside": ("a.zip", lambda: zipped([("../../etc/cron.d/x", b"0"), ("/etc/y.docx", b"1"), ("..\\z.docx", b"2")]), UNREADABLE),
    "zip_empty": ("a.docx", lambda: zipped([]), UNREADABLE),
    "zip_end_only": ("a.docx", lambda: b"PK\x05\x06" + bytes(18), UNREADABLE),
    "xlsx_two_far_cells": ("a.xlsx", lambda: xlsx(TWO_CELLS.encode()), EITHER),
    "xlsx_20_million_cells": ("a.xlsx", lambda: xlsx(_long(MANY_CELLS, f"<row>{'<c><v>1</v></c>' * 100}</row>", 320 * MEGA, "</sheetData></worksheet>")), EITHER),
    "xlsx_merged_all": ("a.xlsx", lambda: xlsx(MERGED.encode()), EITHER),
    "xlsx_many_merges": ("a.xlsx", lambda: xlsx(SHEET.format("<sheetData/><mergeCells>" + "".join(f'<mergeCell ref="A{i}:XFD{i}"/>' for i in range(1, 40_000)) + "</mergeCells>").encode()), EITHER),
    "xlsx_long_strings": ("a.xlsx", lambda: xlsx(SHEET.format("<sheetData/>").encode(), ("xl/sharedStrings.xml", b"<sst><si><t>" + b"9" * 150 * MEGA + b"</t></si></sst>")), EITHER),
    "xlsx_laughs": ("a.xlsx", lambda: xlsx((LAUGHS + SHEET.format('<sheetData><row><c t="str"><v>&l11;</v></c></row></sheetData>')).encode()), EITHER),
    "xlsx_encrypted": ("a.xlsx", lambda: compound(ENCRYPTED), UNREADABLE),
    "xlsx_other_sheet": ("a.xlsx", lambda: xlsx(b"<x/>"), EITHER),
    "doc_head_only": ("a.doc", lambda: compound({})[:512], UNREADABLE),
    "doc_no_text": ("a.doc", lambda: compound({"WordDocument": bytes(4096), "1Table": bytes(4096)}), UNREADABLE),
    "doc_wild_pieces": ("a.doc", lambda: compound({"WordDocument": b"\xec\xa5\xc1\0" + b"\xff" * 4092, "1Table": b"\xff" * 4096, "0Table": b"\x02" + b"\xff" * 4095}), UNREADABLE),
    "xls_no_records": ("a.xls", lambda: compound({"Workbook": b"\x09\x08" + b"\xff" * 4094}), UNREADABLE),
    "doc_loop": ("a.doc", lambda: compound({"WordDocument": bytes(4096)})[:-512] + struct.pack("<128I", *[0] * 128), UNREADABLE),
    "ofd_empty": ("a.ofd", lambda: zipped([("OFD.xml", b"<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>")]), UNREADABLE),
    "tar": ("a.tar.gz", lambda: zlib.compress(bytes(50 * MEGA), 9, 31), UNREADABLE),
    "gz_300mb": ("a.gz", lambda: _gz(300), UNREADABLE),
    "rar": ("a.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(500), UNREADABLE),
    "seven": ("a.7z", lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(500), UNREADABLE),
}  # fmt: skip


def _gz(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(bytes(MEGA)) for _ in range(megabytes)), packer.flush()])


def members(data: bytes) -> dict[str, bytes]:
    """The members of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
