"""How long a candidate takes, how many cells it gets right, how much memory it holds."""

import gc
import resource
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.candidates import EVERY, FLOOR, OFTEN, Candidate
from benchmarks.documents import Document
from benchmarks.mapping import figures
from benchmarks.memory import peak_of

Key = tuple[str, str]  # kind of file, name of the candidate


@dataclass
class Measured:
    """What came of one candidate on one kind of file."""

    times: list[float] = field(default_factory=list)  # CPU milliseconds a document, of each round
    right: int = 0
    cells: int = 0
    peak: float = 0.0  # megabytes

    @property
    def time(self) -> float:
        """CPU milliseconds a document."""
        return median(self.times)

    @property
    def accuracy(self) -> float:
        """The share of cells that are right."""
        return self.right / self.cells


def measure(every: Mapping[str, Sequence[Document]]) -> dict[Key, Measured]:
    """All candidates that are installed, on the documents of their kinds."""
    present = [each for each in EVERY if each.is_here and each.kind in every]
    found = {(each.kind, each.name): Measured() for each in present}
    _take_peaks(found, every)
    for each in present:
        _judge(found[each.kind, each.name], each, every[each.kind])
    gc.collect()
    gc.freeze()
    for number in range(OFTEN):
        for each in _turned(present, number):
            if number < each.rounds:
                found[each.kind, each.name].times.append(_time(each, every[each.kind]))
    return found


def _turned(candidates: Sequence[Candidate], number: int) -> Iterator[Candidate]:
    """Another first in each round; those of a kind stay beside each other, for the machine has quiet and busy moments."""
    yield from candidates[number:]
    yield from candidates[:number]


def _time(candidate: Candidate, documents: Sequence[Document]) -> float:
    chosen = documents[: candidate.documents]
    gc.collect()
    begun = _cpu()
    for each in chosen:
        candidate.read(each.data)
    return 1000 * (_cpu() - begun) / len(chosen)


def _cpu() -> float:
    """Processor seconds of this process and of those it started and saw end."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _judge(measured: Measured, candidate: Candidate, documents: Sequence[Document]) -> None:
    """Compare every cell; this also warms the candidate up."""
    for each in documents[: candidate.documents]:
        extracted = candidate.read(each.data)
        found = figures(extracted) if candidate.name != FLOOR else {}
        measured.cells += len(each.figures)
        measured.right += sum(found.get(cell) == figure for cell, figure in each.figures.items())


def _take_peaks(found: Mapping[Key, Measured], every: Mapping[str, Sequence[Document]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        for kind, documents in every.items():
            folder = Path(place, kind)
            folder.mkdir()
            for number, each in enumerate(documents):
                (folder / f"{number:03}").write_bytes(each.data)
        for number, each in enumerate(EVERY):
            if (each.kind, each.name) in found:
                found[each.kind, each.name].peak = peak_of(number, Path(place, each.kind))
