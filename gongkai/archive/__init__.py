"""Annual reports of many bodies and years: kept as files and Parquet, asked with DuckDB. Everything in an archive is public."""

from pathlib import Path

from gongkai.archive.answers import Answer, NotInstalled
from gongkai.archive.archive import Archive
from gongkai.archive.asking import Refused
from gongkai.archive.bodies import Body, Predecessor
from gongkai.archive.bulk import files
from gongkai.archive.manifest import Damaged
from gongkai.archive.values import Added, Change, Kept, Overview, Put
from gongkai.reading import Reading
from gongkai.reading.guard import Guard

__all__ = [
    "Added",
    "Answer",
    "Archive",
    "Body",
    "Change",
    "Damaged",
    "Kept",
    "NotInstalled",
    "Overview",
    "Predecessor",
    "Put",
    "Reading",
    "Refused",
    "open",
    "read",
]


def open(folder: Path | str) -> Archive:  # noqa: A001 - archive.open(folder), as one says it
    """The archive in a folder; it is made when the first report is put."""
    return Archive(folder)


def read(path: Path | str) -> Reading:
    """The report in one file, read in a limited child. Raises Unreadable."""
    ((name, data),) = files(Path(path), Path(path).name)
    with Guard() as guard:
        return guard.read(data, name)
