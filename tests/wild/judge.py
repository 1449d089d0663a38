"""How a reading of a made-up report compares with its truth: right, missed, confused, and silently wrong."""

import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai import reading
from gongkai.core.reports import Cell, State
from tests.wild.samples import Sample
from tests.wild.truth import ABSENT, Outcome, Wanted


@dataclass(frozen=True)
class Wrong:
    """A cell that was read as something it is not."""

    cell: str
    got: Outcome
    wanted: Wanted
    source: str
    printed: str

    def __str__(self) -> str:
        wanted = " | ".join(sorted(repr(_plain(each)) for each in self.wanted))
        return f"{self.cell}: got {self.got}, wanted {wanted}  [{self.source}] printed: {self.printed!r}"


@dataclass
class Score:
    """What came of one file."""

    layout: str
    seed: int
    noises: tuple[str, ...]
    right: int = 0
    decidable: int = 0  # cells with a figure that has to be read
    missed: list[str] = field(default_factory=list)
    confused: list[str] = field(default_factory=list)  # blank for absent, or the other way round
    wrong: list[Wrong] = field(default_factory=list)
    said: dict[str, tuple[object, object]] = field(default_factory=dict)  # body, year, editions: got and wanted
    unreadable: str = ""
    crash: str = ""
    doubts: int = 0
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Nothing to complain about."""
        return not (self.missed or self.wrong or self.confused or self.said or self.crash or self.unreadable)


def _plain(outcome: Outcome) -> object:
    return outcome if outcome is None or isinstance(outcome, str | int) else float(outcome)


def judge(report: Sample) -> Score:
    """Read the file and compare every cell."""
    score = Score(report.layout, report.seed, report.noises)
    begun = time.perf_counter()
    try:
        found = reading.read(report.data, report.name)
    except reading.Unreadable as error:
        score.unreadable = str(error)
    except Exception as error:  # noqa: BLE001
        score.crash = f"{type(error).__name__}: {error}"
    else:
        score.doubts = len(found.doubts)
        _compare(score, report, found)
    score.seconds = time.perf_counter() - begun
    score.decidable = sum(_is_decidable(wanted) for wanted in report.wanted.values())
    if score.unreadable or score.crash:
        score.missed = [cell for cell, wanted in report.wanted.items() if _is_decidable(wanted)]
    return score


def _is_decidable(wanted: Wanted) -> bool:
    return not wanted & {None, ""}


def _compare(score: Score, report: Sample, found: reading.Reading) -> None:
    cells = found.report.cells
    for cell, wanted in report.wanted.items():
        got = _outcome(cells[cell]) if cell in cells else None
        _count(score, Wrong(cell, got, wanted, _source(found.sources, cell), report.printed.get(cell, "")[-120:]))
    for cell in cells.keys() - report.wanted.keys():
        if cells[cell].state is State.READ:
            score.wrong.append(Wrong(cell, cells[cell].value, ABSENT, _source(found.sources, cell), ""))
    _compare_heads(score, report, found)


def _outcome(cell: Cell) -> Outcome:
    return cell.value if cell.state is State.READ else "" if cell.state is State.BLANK else None


def _count(score: Score, read: Wrong) -> None:
    if read.got in read.wanted:
        score.right += 1
    elif read.got is not None and read.got != "":
        score.wrong.append(read)
    elif _is_decidable(read.wanted):
        score.missed.append(read.cell)
    else:
        score.confused.append(read.cell)


def _source(sources: Mapping[str, object], cell: str) -> str:
    return str(sources.get(cell, ""))[:160].replace("\n", "⏎")


def _compare_heads(score: Score, report: Sample, found: reading.Reading) -> None:
    if _folded(found.report.body) not in {_folded(body) for body in report.bodies}:
        score.said["body"] = (found.report.body, sorted(report.bodies))
    if found.report.year not in report.years:
        score.said["year"] = (found.report.year, sorted(map(str, report.years)))
    for table, edition in report.editions.items():
        if found.report.editions.get(table) != edition:
            score.said[f"edition of {table}"] = (found.report.editions.get(table), edition)


def _folded(text: str) -> str:
    shown = unicodedata.normalize("NFKC", text or "")
    return "".join(char for char in shown if not char.isspace() and unicodedata.category(char) != "Cf")
