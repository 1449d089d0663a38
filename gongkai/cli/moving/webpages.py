"""The saved pages of an older portal: where each stood, what it says, and the files that it links to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from gongkai.reading.encodings import decode
from gongkai.reading.official import Drafted, Guard, Unreadable

PAGES = (".html", ".htm", ".shtml", ".mht", ".mhtml")
FILES = frozenset(".doc .docx .wps .pdf .xls .xlsx .et .ofd .txt .rtf .zip .ppt .pptx".split())  # noqa: SIM905
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp"})
_SMALLEST_PICTURE = 20_000  # bytes; smaller ones are icons and lines of the portal's dress
_LINK = re.compile(r"<(?:a|img)\s[^<>]*?(?:href|src)\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_MOST_FILES = 30


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read, or why it could not be."""

    path: Path
    address: str  # below the folder
    drafted: Drafted | None
    fault: str
    files: tuple[Path, ...]


def pages(folder: Path) -> list[Path]:
    """The pages in a folder, in order."""
    return sorted(each for each in folder.rglob("*") if each.suffix.lower() in PAGES and each.is_file())


def read(path: Path, folder: Path, guard: Guard) -> Page:
    """One page."""
    address = "/" + path.relative_to(folder).as_posix()
    try:
        data = path.read_bytes()
        return Page(path, address, guard.read(data, path.name), "", tuple(_files(data, path, folder)))
    except Unreadable as error:
        return Page(path, address, None, str(error), ())
    except OSError as error:
        return Page(path, address, None, f"打不开：{error.strerror}", ())


def is_document(drafted: Drafted) -> bool:
    """A list or a home page has neither number nor day; a document has a title, a text and one of them at least."""
    has_mark = drafted.index_number or drafted.document_number or drafted.published_on or drafted.formed_on
    return bool(drafted.title and drafted.text and has_mark)


def addresses(page: Page) -> tuple[str, ...]:
    """Under which a visitor may ask for it: the index of a folder stands for the folder too."""
    path = PurePosixPath(page.address)
    is_index = path.stem.lower() in ("index", "default")
    return (page.address, f"{path.parent.as_posix().rstrip('/')}/") if is_index else (page.address,)


def _files(data: bytes, path: Path, folder: Path) -> Iterator[Path]:
    """Files beside the page that it links to; a link can never lead out of the folder."""
    root, seen = folder.resolve(), set[Path]()
    for found in _LINK.finditer(decode(data)):
        link = unquote(urlsplit(found[1].replace("&amp;", "&")).path)
        target = (root / link.lstrip("/") if link.startswith("/") else path.parent / link).resolve()
        if target not in seen and target.is_relative_to(root) and _is_wanted(target) and len(seen) < _MOST_FILES:
            seen.add(target)
            yield target


def _is_wanted(path: Path) -> bool:
    kind = path.suffix.lower()
    if kind not in FILES | PICTURES or not path.is_file():
        return False
    return kind in FILES or path.stat().st_size >= _SMALLEST_PICTURE
