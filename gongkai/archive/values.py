"""What the archive takes and gives as plain values: what was put, added, changed, kept, and an overview of one year."""

from dataclasses import dataclass, field

from gongkai.archive.answers import Answer
from gongkai.core.findings import Finding
from gongkai.core.reports import Cell
from gongkai.reading import Reading


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that another reading, or a newer version, says otherwise."""

    report: str
    cell: str
    place: str  # 表三/总计/自然人
    old: Cell
    new: Cell


@dataclass(frozen=True, slots=True)
class Put:
    """What came of putting one report: its id, whether anything was kept, the cells that are not as they were."""

    id: str
    is_new: bool
    changed: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What came of many files: how many were read, how many were known already, which were refused and why.

    `changed` holds the first changes of a large run; all of them are in the archive's table `changes`.
    """

    read: int = 0
    known: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    changed: tuple[Change, ...] = ()
    changed_many: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """One report as it is kept: its reading, the body it was found to be of, its findings, its files by name and hash."""

    id: str
    version: int | None  # of a report tallied here; None for a file that was read
    body: str | None
    name: str | None
    origin: str
    reading: Reading
    findings: tuple[Finding, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    versions: tuple[int, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Overview:
    """One year: how many bodies are summed, which known bodies did not report, every measure with how many are silent on it."""

    year: int
    reports: int
    missing: tuple[str, ...]
    measures: Answer
    wholes: Answer  # governments whose reports contain those of others that are here: in no sum
