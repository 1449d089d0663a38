"""The set that every reader is measured on: reports from fixed seeds, as files of every kind, with the figures in them."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.libreoffice import soffice
from gongkai.core.reports import Number
from gongkai.writing import write
from tests.made import EDITIONS, reconciling
from tests.wild.samples import sample

MANY = 24  # reports of each kind
FIRST_SEED = 1000
WRITTEN = ("docx", "html", "pdf", "xlsx")
WILD = {"docx, hard": "docx_hard", "text": "text_tabs", "markdown": "markdown"}  # kind -> layout of tests.wild
CONVERTED = Path(tempfile.gettempdir(), "gongkai-benchmark")  # LibreOffice's work is kept here from run to run


@dataclass(frozen=True)
class Document:
    """One file, and what stands in its cells."""

    name: str
    data: bytes
    figures: Mapping[str, Number]


def documents() -> dict[str, list[Document]]:
    """The set, by kind; without old Word files where LibreOffice is not installed."""
    reports = [reconciling(EDITIONS[n % len(EDITIONS)], FIRST_SEED + n) for n in range(MANY)]
    figures = [{cell: c.value for cell, c in each.cells.items() if c.value is not None} for each in reports]
    made = {kind: _named(kind, [write(each, kind) for each in reports], figures) for kind in WRITTEN}
    if shutil.which("soffice"):
        made["doc"] = _named("doc", _converted([each.data for each in made["docx"]]), figures)
    return made | {kind: [_wild(seed, layout) for seed in range(MANY)] for kind, layout in WILD.items()}


def _named(kind: str, files: Sequence[bytes], figures: Sequence[Mapping[str, Number]]) -> list[Document]:
    return [Document(f"{n}.{kind}", data, f) for n, (data, f) in enumerate(zip(files, figures, strict=True))]


def _wild(seed: int, layout: str) -> Document:
    found = sample(seed, layout, noises=())
    return Document(found.name, found.data, found.truth.figures)


def _converted(files: Sequence[bytes]) -> list[bytes]:
    """The Word files as Word 97 would have them; LibreOffice is started once for all."""
    folder = CONVERTED / hashlib.sha256(b"".join(files)).hexdigest()[:16]
    if not folder.is_dir():
        CONVERTED.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CONVERTED) as place:
            for number, data in enumerate(files):
                Path(place, f"{number}.docx").write_bytes(data)
            soffice(Path(place), "doc", sorted(Path(place).glob("*.docx")))
            Path(place, "doc").rename(folder)
    return [(folder / f"{number}.doc").read_bytes() for number in range(len(files))]
