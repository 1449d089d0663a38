"""Annual reports of many bodies and years: kept as files and Parquet, asked with DuckDB. Everything in an archive is public."""

from pathlib import Path

from gongkai.archive.allowed import Refused
from gongkai.archive.answers import Answer, NotInstalled
from gongkai.archive.archive import Archive
from gongkai.archive.bodies import Body, Predecessor
from gongkai.archive.manifest import Damaged
from gongkai.archive.notebook import Report, read
from gongkai.archive.values import Added, Change, Kept, Overview, Put
from gongkai.reading import Reading

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
    "Report",
    "open",
    "read",
]


def open(folder: Path | str) -> Archive:  # noqa: A001 - archive.open(folder), as one says it
    """The archive in a folder; it is made when the first report is put."""
    return Archive(folder)
