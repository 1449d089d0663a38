"""The reader against named peers and against what no reader can avoid, in one run on one set of files: make bench.

Peers only take the text of all cells out of a file, so targets are judged on that ("text cells"); the whole path, to the
statutory cells with their sources and doubts, stands beside it: there our own recogniser is counted for the peers, too.
With --strict the targets are judged on the whole path.
"""

import argparse
import sys
import time
import warnings
from collections.abc import Iterable, Mapping

from benchmarks.candidates import CELLS, EVERY, FLOOR, Candidate
from benchmarks.documents import documents
from benchmarks.measured import Key, Measured, measure
from benchmarks.targets import Target, floors, targets, times_faster

HEAD = f"{'':12}{'':22}{'cells right':>12}{'ms CPU':>10}{'docs/s/core':>13}{'MB':>7}{'x cells':>10}{'x whole':>10}{'floors':>9}"
SIGNS = {True: "met", False: "MISSED", None: "-"}


def main() -> None:
    """Measure, print the table and the targets; exit status 1 if one is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true", help="judge the peers' targets on the whole path")
    whole = parser.parse_args().strict
    warnings.simplefilter("ignore")  # of other people's parsers
    begun = time.monotonic()
    measured = measure(documents())
    _print_table(measured)
    found = list(targets(measured, whole=whole))
    _print_targets(found, whole=whole)
    print(f"\n{time.monotonic() - begun:.0f} s")
    sys.exit(any(target.is_met is False for target in found))


def _print_table(measured: Mapping[Key, Measured]) -> None:
    print("\nMedian CPU milliseconds a document, rounds interleaved; each memory peak in a process of its own.")
    print(
        "x cells, x whole: CPU against ours, for text cells and for the whole path; floors: ours as a multiple of it.\n"
    )
    print(HEAD)
    kind = ""
    for candidate in EVERY:
        print(_row(candidate, measured, is_first=candidate.kind != kind))
        kind = candidate.kind


def _row(candidate: Candidate, measured: Mapping[Key, Measured], *, is_first: bool) -> str:
    label = f"{candidate.kind if is_first else '':12}{candidate.name:22}"
    found = measured.get((candidate.kind, candidate.name))
    if found is None:
        return f"{label}{'not installed':>14}"
    accuracy = "" if candidate.name in (CELLS, FLOOR) else f"{found.accuracy:.1%}"
    line = f"{label}{accuracy:>12}{found.time:>10.2f}{1000 / found.time:>13.0f}{found.peak:>7.0f}"
    return line + _ratios(candidate, measured)


def _ratios(candidate: Candidate, measured: Mapping[Key, Measured]) -> str:
    kind, name = candidate.kind, candidate.name
    if candidate.is_peer:
        cells, whole = (times_faster(measured, kind, name, whole=each) for each in (False, True))
        return f"{cells:>10.1f}{whole:>10.1f}"
    if name == FLOOR or (kind, FLOOR) not in measured:
        return ""
    return f"{'':20}{floors(measured, kind, name):>9.1f}"


def _print_targets(found: Iterable[Target], *, whole: bool) -> None:
    print(
        f"\nTargets; peers by {'the whole path' if whole else 'text cells'}, floors by text cells, memory by the whole path"
    )
    for target in found:
        print(f"  {target.says:44}{target.found:>18}  {SIGNS[target.is_met]}")


if __name__ == "__main__":
    main()
