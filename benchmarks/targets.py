"""What the reader is held to, as ratios within one run."""

from collections.abc import Iterator, Mapping
from statistics import median
from typing import NamedTuple

from benchmarks.candidates import CELLS, FLOOR, WHOLE
from benchmarks.measured import Key, Measured

PEERS = (
    ("docx", "python-docx", 8),
    ("docx", "docling", 20),
    ("pdf", "pdfplumber", 5),
    ("html", "pandas.read_html", 4),
    ("doc", "LibreOffice alone", 100),
)
MOST_FLOORS = 4
MOST_MEGABYTES = 80


class Target(NamedTuple):
    """One target, what was measured, and whether it is met; None where it could not be measured."""

    says: str
    found: str
    is_met: bool | None


def times_faster(measured: Mapping[Key, Measured], kind: str, name: str, *, whole: bool) -> float:
    """How many times the CPU of ours a candidate takes; on the whole path our recogniser is counted for both."""
    ours, all_of_ours = measured[kind, CELLS], measured[kind, WHOLE]
    recognising = max(0.0, all_of_ours.time - ours.time) if whole else 0.0
    pairs = zip(measured[kind, name].times, ours.times, strict=False)  # of one round, when the machine was as busy
    return median((theirs + recognising) / (own + recognising) for theirs, own in pairs)


def floors(measured: Mapping[Key, Measured], kind: str, name: str) -> float:
    """One of ours as a multiple of what no reader can avoid."""
    pairs = zip(measured[kind, name].times, measured[kind, FLOOR].times, strict=True)
    return median(own / least for own, least in pairs)


def targets(measured: Mapping[Key, Measured], *, whole: bool) -> Iterator[Target]:
    """Every target, met or missed."""
    yield from _accuracy(measured)
    for kind, name, least in PEERS:
        says = f"{kind}: at least {least} x {name}"
        if (kind, name) in measured:
            ratio = times_faster(measured, kind, name, whole=whole)
            yield Target(says, f"{ratio:.1f} x", ratio >= least)
        else:
            yield Target(says, "not installed", None)
    for kind, name in measured:
        if name == FLOOR:
            ratio = floors(measured, kind, CELLS)
            yield Target(f"{kind}: within {MOST_FLOORS} x of the floor", f"{ratio:.1f} x", ratio <= MOST_FLOORS)
    peak = max(each.peak for (_, name), each in measured.items() if name == WHOLE)
    yield Target(f"less than {MOST_MEGABYTES} MB for any kind", f"{peak:.0f} MB", peak < MOST_MEGABYTES)


def _accuracy(measured: Mapping[Key, Measured]) -> Iterator[Target]:
    for (kind, name), each in measured.items():
        if name == WHOLE:
            yield Target(f"{kind}: every cell right", f"{each.right} of {each.cells}", each.right == each.cells)
