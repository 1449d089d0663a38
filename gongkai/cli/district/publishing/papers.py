"""Attachments of the demonstration, made on the spot: workbooks, forms, printed pages, and pictures that explain."""

import io
import zipfile
from datetime import date
from functools import cache

import xlsxwriter
from PIL import Image, ImageDraw

from gongkai.cli.district.publishing import wording
from gongkai.cli.district.publishing.plans import load
from gongkai.vault.admission import Upload
from gongkai.writing.documents import OfficialDocument, write_document

_COMMENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:comment w:id="1" w:author="起草人" w:date="2026-11-16T09:00:00Z" w:initials="起">'
    "<w:p><w:r><w:t>这一条分管领导还没有同意，发文以前删掉这句批注</w:t></w:r></w:p></w:comment></w:comments>"
)
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def paper(key: str) -> Upload:
    """The attachment of this key; the same bytes each time, so that the vault keeps them once."""
    row = load("papers.toml")["papers"][key]
    name, kind = row["name"], row["kind"]
    return Upload(f"{name}.{kind}", _bytes(key, kind), row.get("purpose", "annex"))


@cache
def _bytes(key: str, kind: str) -> bytes:
    row = load("papers.toml")["papers"][key]
    if kind == "xlsx":
        return _workbook(row["name"], row["rows"])
    if kind == "png":
        return _picture(row["steps"])
    made = write_document(_document(row), kind)
    return _with_comment(made) if row.get("has_comment") else made


def _document(row: dict[str, str]) -> OfficialDocument:
    return OfficialDocument(
        issuer=row.get("issuer", "青禾区人民政府办公室"),
        document_number="",
        title=row["name"],
        text=wording.text(row["text"], {}, row["name"]),
        formed_on=date(2026, 6, 12),
    )


def _workbook(name: str, rows: list[str]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, head = book.add_worksheet(name[:31]), book.add_format({"bold": True})
        sheet.set_column(0, 8, 22)
        (block,) = wording.text("\n".join(f"|{row}" for row in rows), {}, name)
        for at, cells in enumerate(block.rows):
            for column, cell in enumerate(cells):
                sheet.write(at, column, cell, None if at else head)
    return out.getvalue()


def _picture(steps: int) -> bytes:
    """A drawing without words: so many steps one below the other. What it says stands in its caption."""
    page = Image.new("RGB", (720, 200 + 150 * steps), "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 0, 720, 120), fill="#1f5fa8")
    for at in range(steps):
        top = 160 + 150 * at
        pen.rounded_rectangle((60, top, 660, top + 100), 16, outline="#1f5fa8", width=4)
        pen.ellipse((90, top + 25, 140, top + 75), fill="#c8102e")
        for line in range(3):
            pen.rectangle(
                (180, top + 24 + 22 * line, 620 - 60 * ((at + line) % 3), top + 34 + 22 * line), fill="#c9d3e0"
            )
        if at + 1 < steps:
            pen.polygon(((340, top + 104), (380, top + 104), (360, top + 144)), fill="#1f5fa8")
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _with_comment(data: bytes) -> bytes:
    """A docx with a note in its margin, as it is left behind by those who drafted it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, _commented(name, old.read(name).decode("utf-8")))
        new.writestr("word/comments.xml", _COMMENT)
    return out.getvalue()


def _commented(name: str, xml: str) -> str:
    if name == "[Content_Types].xml":
        return xml.replace("</Types>", f'<Override PartName="/word/comments.xml" ContentType="{_PART}"/></Types>')
    if name == "word/_rels/document.xml.rels":
        relation = f'<Relationship Id="rIdNote" Type="{_RELATION}" Target="comments.xml"/>'
        return xml.replace("</Relationships>", f"{relation}</Relationships>")
    return xml
