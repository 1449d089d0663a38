"""Very many spoilt reports through the reader: `python -m tests.bad.fuzz --count 100000 --jobs 2`.

Each input comes from a number, so `--first N --count 1` makes the same file again. Workers are processes with a bound on memory;
one that dies or does not come back is a failure of the number it was at, and is replaced.
"""

import argparse
import json
import multiprocessing as mp
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from typing import NamedTuple

from gongkai.core.checks import examine
from gongkai.reading import Unreadable, read
from gongkai.reading.guard import SECONDS
from gongkai.reading.records import reading_of, reading_record
from tests.bad.mutations import KINDS, is_there, mutated

MEMORY = 700_000_000  # bytes of a worker: what the guard allows its child, and the reports that are spoilt
# How often each kind is drawn: by how often it is published, and a .pdf takes long.
WEIGHTS = {
    "text": 18,
    "markdown": 8,
    "html": 22,
    "mht": 3,
    "docx": 18,
    "xlsx": 8,
    "xls": 6,
    "doc": 6,
    "pdf": 6,
    "json": 5,
}
NAME = "2021年政府信息公开工作年度报告"
FAILED, HIDDEN = "! ", "~ "  # signs before outcomes: not allowed; refused because a reader broke on it
SAVED = Path(tempfile.gettempdir()) / "gongkai-fuzz"

Numbers = range


class Came(NamedTuple):
    """What came of one input."""

    number: int
    kind: str
    outcome: str
    seconds: float


@dataclass
class Result:
    """What came of all inputs."""

    seconds: float = 0.0
    kinds: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    first: dict[tuple[str, str], int] = field(default_factory=dict)  # kind and outcome -> the first number that gave it
    slowest: Came = field(default_factory=lambda: Came(0, "", "", 0.0))

    def take(self, came: Came) -> None:
        """Count one more."""
        self.kinds[came.kind][came.outcome] += 1
        self.first.setdefault((came.kind, came.outcome), came.number)
        self.slowest = max(self.slowest, came, key=lambda each: each.seconds)

    @property
    def count(self) -> int:
        """Inputs in all."""
        return sum(map(Counter.total, self.kinds.values()))

    def outcomes(self, sign: str) -> list[tuple[str, str, int, int]]:
        """Kind, outcome, how often, and the first number, of outcomes that begin with the sign."""
        found = [(kind, each, n) for kind, counts in self.kinds.items() for each, n in counts.most_common()]
        return [(kind, each, n, self.first[kind, each]) for kind, each, n in found if each.startswith(sign)]


def made(seed: int, number: int, kinds: Sequence[str]) -> tuple[str, bytes]:
    """The input of a number: its kind and its bytes."""
    random = Random(f"{seed}/{number}")
    (kind,) = random.choices(kinds, [WEIGHTS[kind] for kind in kinds])
    return kind, mutated(kind, random)


def outcome_of(data: bytes) -> str:
    """What comes of reading these bytes, in a few words."""
    try:
        found = read(data, NAME)
    except Unreadable as error:
        if error.__cause__ is not None and error.what.startswith(("文件已损坏，或者", "读这个文件需要的内存")):
            return f"{HIDDEN}{_place(error.__cause__)}"
        return f"unreadable: {error.what}"
    except Exception as error:  # noqa: BLE001 - it is what we look for
        return f"{FAILED}{_place(error)}"
    try:
        if reading_of(json.loads(json.dumps(reading_record(found)))) != found:
            return f"{FAILED}the reading is another after its way through JSON"
        examine(found.report, found.doubts)
    except Exception as error:  # noqa: BLE001
        return f"{FAILED}with the reading: {_place(error)}"
    return "reading"


def _place(error: BaseException) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno} {last.name}: {str(error)[:80]}"


# ── workers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Worker:
    """A process that goes through its numbers, and what the parent knows of it."""

    def __init__(self, seed: int, numbers: Numbers, kinds: Sequence[str]) -> None:
        self.seed, self.numbers, self.kinds = seed, numbers, kinds
        self.answers, theirs = mp.Pipe(duplex=False)
        self.process = mp.get_context("fork").Process(target=_work, args=(seed, numbers, kinds, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.since = time.monotonic()

    def heard(self) -> Came | None:
        """The next answer; None when the process has gone."""
        try:
            came: Came = self.answers.recv()
        except EOFError:
            return None
        self.numbers, self.since = self.numbers[1:], time.monotonic()
        return came

    def gone(self) -> Came:
        """What to say of the number at which the process died or was ended."""
        is_late = self.process.is_alive() and time.monotonic() - self.since > SECONDS
        self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        how = "too long" if is_late else signal.Signals(-code).name if code < 0 else f"ended with {code}"
        kind, _ = made(self.seed, self.numbers[0], self.kinds)
        return Came(self.numbers[0], kind, f"{FAILED}the process: {how}", time.monotonic() - self.since)


def _work(seed: int, numbers: Numbers, kinds: Sequence[str], answers: Connection) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # native libraries say there what Python then says too
    os.environ["PATH"] = ""  # no LibreOffice: in the child of the guard it cannot write its files either
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in numbers:
        kind, data = made(seed, number, kinds)
        begun = time.perf_counter()
        outcome = outcome_of(data)
        answers.send(Came(number, kind, outcome, time.perf_counter() - begun))


def run(numbers: Numbers, *, seed: int = 0, jobs: int = 2, kinds: Sequence[str] = KINDS) -> Result:
    """Read the inputs of these numbers and count what came of them."""
    kinds = [kind for kind in kinds if is_there(kind)]
    for kind in kinds:
        made(seed, 0, [kind])  # so that the workers inherit the reports
    result, begun = Result(), time.monotonic()
    for came in _all(seed, [numbers[job::jobs] for job in range(jobs)], kinds):
        result.take(came)
        if came.outcome.startswith(FAILED) or result.count % 5000 == 0:
            print(f"{result.count:,}: {came}", file=sys.stderr, flush=True)
    result.seconds = time.monotonic() - begun
    return result


def _all(seed: int, shares: Sequence[Numbers], kinds: Sequence[str]) -> Iterator[Came]:
    workers = [_Worker(seed, share, kinds) for share in shares if share]
    while workers:
        ready = wait([worker.answers for worker in workers], timeout=1)
        for worker in list(workers):
            came = worker.heard() if worker.answers in ready else None
            if came:
                yield came
            elif worker.answers in ready or time.monotonic() - worker.since > SECONDS:
                workers.remove(worker)
                if worker.numbers:
                    yield worker.gone()
                    if len(worker.numbers) > 1:
                        workers.append(_Worker(seed, worker.numbers[1:], kinds))


# ── the command ─────────────────────────────────────────────────────────────────────────────────────────────────────


def main() -> int:
    """Run and report; 1 when there were failures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bad.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kinds", type=lambda text: text.split(","), default=KINDS)
    parser.add_argument("--save", type=Path, default=SAVED, help="folder for an input of each failure")
    options = parser.parse_args()
    numbers = range(options.first, options.first + options.count)
    result = run(numbers, seed=options.seed, jobs=options.jobs, kinds=options.kinds)
    kinds = [kind for kind in options.kinds if is_there(kind)]
    _print(result, options.jobs)
    for sign, title in ((FAILED, "failures"), (HIDDEN, "refused because a reader broke")):
        found = result.outcomes(sign)
        print(f"\n{title}: {sum(n for _, _, n, _ in found)}")
        for kind, outcome, n, number in found:
            options.save.mkdir(parents=True, exist_ok=True)
            path = options.save / f"{options.seed}-{number}.{kind}"
            path.write_bytes(made(options.seed, number, kinds)[1])
            print(f"  {n:6} {kind:8} {outcome}  {path}")
    return 1 if result.outcomes(FAILED) else 0


def _print(result: Result, jobs: int) -> None:
    print(f"{result.count:,} inputs, {result.seconds:,.0f} s in {jobs} processes, ", end="")
    print(f"slowest {result.slowest.seconds:.1f} s (number {result.slowest.number}, {result.slowest.kind})")
    print(f"{'kind':10}{'inputs':>10}{'readings':>10}{'refused':>10}{'broke':>10}{'failed':>10}")
    for kind, counts in sorted(result.kinds.items()):
        failed, broke = (sum(n for each, n in counts.items() if each.startswith(sign)) for sign in (FAILED, HIDDEN))
        refused = counts.total() - counts["reading"] - broke - failed
        print(f"{kind:10}{counts.total():10,}{counts['reading']:10,}{refused:10,}{broke:10,}{failed:10,}")
    missing = [kind for kind in KINDS if not is_there(kind)]
    if missing:
        print(f"not here: {' '.join(missing)}")


if __name__ == "__main__":
    sys.exit(main())
