"""What somebody would use who had no reader: each peer takes the text of all cells out of a file, in its own plain way.

Peers are imported when they are used, so that the memory of one does not count for another.
"""

import io
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.libreoffice import soffice

Rows = list[list[str | None]]  # None where a cell is covered by another


class Extracted(NamedTuple):
    """Running text and tables as a peer gives them."""

    paragraphs: list[str]
    tables: list[Rows]


def python_docx(data: bytes) -> Extracted:
    """Every paragraph and every cell of every table."""
    import docx

    document = docx.Document(io.BytesIO(data))
    tables = [[_texts_of_cells(row.cells) for row in table.rows] for table in document.tables]
    return Extracted([paragraph.text for paragraph in document.paragraphs], tables)


def _texts_of_cells(cells) -> list[str | None]:
    """A wide cell is given once for every column that it covers."""
    return [None if n and cell is cells[n - 1] else cell.text for n, cell in enumerate(cells)]


def pandas(data: bytes) -> list[object]:
    """Every table of a page, as a data frame; running text is not given."""
    import pandas as pd

    return list(pd.read_html(io.BytesIO(data)))


def pdfplumber(data: bytes) -> Extracted:
    """The text and the tables of every page."""
    import pdfplumber as plumber

    with plumber.open(io.BytesIO(data)) as document:
        pages = [(page.extract_text(), page.extract_tables()) for page in document.pages]
    return Extracted([text for text, _ in pages], [table for _, tables in pages for table in tables])


def openpyxl(data: bytes) -> Extracted:
    """The value of every cell of every sheet."""
    import openpyxl as pyxl

    book = pyxl.load_workbook(io.BytesIO(data))
    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    return Extracted([], [[[None if v is None else str(v) for v in row] for row in rows] for rows in sheets])


def markitdown(data: bytes) -> str:
    """The file as Markdown."""
    return str(_markitdown().convert_stream(io.BytesIO(data)).markdown)


@cache
def _markitdown():
    from markitdown import MarkItDown

    return MarkItDown()


def docling(data: bytes) -> str:
    """The file as Markdown."""
    from docling.datamodel.base_models import DocumentStream

    stream = DocumentStream(name="report.docx", stream=io.BytesIO(data))
    return str(_docling().convert(stream).document.export_to_markdown())


@cache
def _docling():
    from docling.document_converter import DocumentConverter

    return DocumentConverter()


def libreoffice(data: bytes) -> bytes:
    """The file as a Word file of today, by one process a document."""
    place = Path(_place().name)
    (place / "report.doc").write_bytes(data)
    soffice(place, "docx", [place / "report.doc"])
    return (place / "docx" / "report.docx").read_bytes()


@cache
def _place() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()
