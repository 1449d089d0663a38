"""Who is measured on which kind of file, and how often."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from benchmarks import floors, peers

CELLS, WHOLE, FLOOR = "gongkai, text cells", "gongkai, whole path", "floor"
OFTEN, SELDOM = 7, 2  # rounds


@dataclass(frozen=True)
class Candidate:
    """One reader on one kind of file. `needs` is a module or, with a slash before it, a program."""

    kind: str
    name: str
    work: Callable[[bytes], object]
    needs: str = ""
    rounds: int = OFTEN
    documents: int | None = None  # as many of the set; None for all

    def read(self, data: bytes) -> object:
        """What it makes of a file; None where it fails, as some do on files that Word opens."""
        try:
            return self.work(data)
        except Exception:
            return None

    @property
    def is_here(self) -> bool:
        """Whether what it stands on is installed."""
        if self.needs.startswith("/"):
            return shutil.which(self.needs[1:]) is not None
        return not self.needs or find_spec(self.needs) is not None

    @property
    def is_peer(self) -> bool:
        """Whether it is neither our own reader nor a floor."""
        return self.name not in (CELLS, WHOLE, FLOOR)


def text_cells(data: bytes) -> object:
    """Bytes to text cells: the part of our reader that peers have too."""
    from gongkai.reading import sniff

    return sniff.reader(data).pages(data)


def whole_path(data: bytes) -> object:
    """Bytes to the statutory cells, with their sources and doubts."""
    from gongkai import reading

    return reading.read(data, "report")


def _own(kind: str, *others: Candidate) -> list[Candidate]:
    return [Candidate(kind, CELLS, text_cells), Candidate(kind, WHOLE, whole_path), *others]


EVERY = (
    *_own(
        "docx",
        Candidate("docx", FLOOR, floors.docx),
        Candidate("docx", "python-docx", peers.python_docx, "docx"),
        Candidate("docx", "markitdown", peers.markitdown, "markitdown", SELDOM, 4),
        Candidate("docx", "docling", peers.docling, "docling", SELDOM),
    ),
    *_own("docx, hard", Candidate("docx, hard", "python-docx", peers.python_docx, "docx")),
    *_own(
        "html",
        Candidate("html", FLOOR, floors.html),
        Candidate("html", "pandas.read_html", peers.pandas, "pandas"),
    ),
    *_own(
        "pdf",
        Candidate("pdf", FLOOR, floors.pdf),
        Candidate("pdf", "pdfplumber", peers.pdfplumber, "pdfplumber", SELDOM, 12),
        Candidate("pdf", "markitdown", peers.markitdown, "markitdown", SELDOM, 4),
    ),
    *_own(
        "doc",
        Candidate("doc", FLOOR, floors.doc),
        Candidate("doc", "LibreOffice alone", peers.libreoffice, "/soffice", SELDOM, 3),
    ),
    *_own(
        "xlsx",
        Candidate("xlsx", FLOOR, floors.xlsx),
        Candidate("xlsx", "openpyxl", peers.openpyxl, "openpyxl"),
    ),
    *_own("text"),
    *_own("markdown"),
)
