"""Search among many documents: a page of ten with counts, rare and commonest words, on SQLite and PostgreSQL, against the targets.

The targets are for 1,000,000 documents: p99 <= 60 ms for words in fewer than 1 % of the documents, <= 150 ms for the commonest;
a published document is found, and a withdrawn one gone, at the next question; recall 1.0 for words of two characters.
"""

import argparse
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import psycopg

from benchmarks.documents_made import LAST, Maker
from gongkai import search
from gongkai.search import Query

RARE, COMMON = 60, 150  # milliseconds, p99
ASKED = 200


class Lite:
    """SQLite as Django opens it."""

    vendor = "sqlite"

    def __init__(self, path: Path) -> None:
        self.raw = sqlite3.connect(path, isolation_level=None)
        self.raw.execute("PRAGMA journal_mode=WAL")
        self.raw.execute("PRAGMA synchronous=FULL")

    @contextmanager
    def cursor(self) -> Iterator["LiteCursor"]:
        yield LiteCursor(self.raw.cursor())

    def size(self) -> int:
        (pages,), (size,) = (self.raw.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
        return pages * size


class LiteCursor:
    """Parameters as %s."""

    def __init__(self, raw: sqlite3.Cursor) -> None:
        self.raw = raw
        self.fetchall, self.fetchone = raw.fetchall, raw.fetchone

    def execute(self, sql, params=None):
        self.raw.execute(sql.replace("%s", "?"), params or ())

    def executemany(self, sql, params):
        self.raw.executemany(sql.replace("%s", "?"), params)


class Large:
    """PostgreSQL as Django opens it."""

    vendor = "postgresql"

    def __init__(self, address: str) -> None:
        self.raw = psycopg.connect(address, autocommit=True, cursor_factory=psycopg.ClientCursor)

    def cursor(self):
        return self.raw.cursor()

    def size(self) -> int:
        return self.raw.execute(
            "SELECT pg_total_relation_size('search_entry') + pg_total_relation_size('search_text')"
        ).fetchone()[0]


def main() -> None:
    """Make, measure, print; exit status 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--postgresql", action="store_true", help="PostgreSQL instead of SQLite")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("GONGKAI_BENCHMARK_FOLDER")) as folder:
        if given.postgresql:
            with cluster() as address:
                missed = measure(Large(address), given.many)
        else:
            missed = measure(Lite(Path(folder) / "search.sqlite3"), given.many)
    sys.exit(missed)


@contextmanager
def cluster() -> Iterator[str]:
    """A throw-away PostgreSQL."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    folder = Path(tempfile.mkdtemp(prefix="gongkai-search-"))
    user = "postgres" if os.getuid() == 0 else None
    if user:
        shutil.chown(folder, user, user)

    def run(program: str, *arguments: object) -> None:
        subprocess.run(
            [programs / program, *map(str, arguments)], check=True, capture_output=True, user=user, cwd="/tmp"
        )

    run("initdb", "-D", folder / "data", "-U", "gongkai", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c shared_buffers=512MB -c jit=off -c max_wal_size=8GB"
    run("pg_ctl", "-D", folder / "data", "-w", "-o", options, "-l", folder / "log", "start")
    try:
        yield f"postgresql:///postgres?host={folder}&user=gongkai"
    finally:
        run("pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def measure(connection, many: int) -> bool:
    """One index, every kind of question."""
    search.create(connection)
    maker, spread, sample = Maker(), Counter(), []
    begun = time.monotonic()

    def watched() -> Iterator[search.Entry]:
        step = max(1, many // 5_000)
        for entry in maker.entries(many):
            if entry.number % step == 0:
                text = f"{entry.title}\n{entry.body}"
                spread.update({text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalpha()})
                sample.append(entry)
            yield entry

    search.rebuild(connection, watched())
    print(
        f"{connection.vendor}: {many:,} documents in {time.monotonic() - begun:.0f} s, {connection.size() / 1e9:.2f} GB"
    )
    made = questions(spread, sample)
    missed = False
    for name, (asked, most) in made.items():
        missed |= report(connection, name, asked, most)
    missed |= follows(connection, sample[-1])
    return missed


def questions(spread: Counter, sample: list) -> dict:
    """Pairs by how many documents have them; titles; numbers; sentences."""
    dice = random.Random(1)
    rare = [pair for pair, times in spread.items() if 2 <= times < len(sample) / 100]
    middle = [pair for pair, times in spread.items() if len(sample) / 100 <= times < len(sample) / 10]
    common = [pair for pair, _ in spread.most_common(60)]
    near = sorted(rare, key=lambda pair: -spread[pair])[:ASKED]
    chosen = dice.choices(sample, k=ASKED)
    return {
        "rare words (< 1 %)": (dice.sample(rare, min(ASKED, len(rare))), RARE),
        "the most common of these (about 1 %)": (near, RARE),
        "1 % to 10 %": (dice.sample(middle, min(ASKED, len(middle))), COMMON),
        "the 60 commonest": (common, COMMON),
        "two common words": ([f"{a} {b}" for a, b in zip(common, reversed(common), strict=True)], COMMON),
        "a document number": ([each.document_number for each in chosen], RARE),
        "eight characters of a text": ([each.body[9:17] for each in chosen], RARE),
        "the same as a phrase": ([f"“{each.body[9:13]}”" for each in chosen], RARE),
        "a sentence nobody wrote": (
            [a.body[9:16] + b.body[9:16] for a, b in pairwise(chosen)][:60],
            None,
        ),
        "a common word of one issuer": ([(word, sample[0].issuer) for word in common], COMMON),
        "a common word, ended": ([(word, None) for word in common], COMMON),
        "one character": ([pair[0] for pair in common[:30]], None),
        "nothing (the newest)": ([""] * 30, COMMON),
        "as one types": (sorted({each.title[2 : 4 + at % 4] for at, each in enumerate(chosen)}), None),
    }


def report(connection, name: str, asked: list, most: float | None) -> bool:
    """One line; whether it is missed."""
    ask: Callable = search.suggest if name == "as one types" else search.find
    times, worked, found = [], [], []
    for words in asked:
        query = words if name == "as one types" else questioned(words)
        begun, started = time.perf_counter(), time.process_time()
        answer = ask(connection, query, on=LAST) if name == "as one types" else ask(connection, query)
        times.append((time.perf_counter() - begun) * 1_000)
        worked.append((time.process_time() - started) * 1_000)
        found.append(len(answer) if name == "as one types" else answer.total)
    p99, p99_cpu = (sorted(each)[min(len(each) - 1, round(len(each) * 0.99))] for each in (times, worked))
    verdict = "" if most is None else f"target {most} ms: {'met' if p99 <= most else 'MISSED'}"
    print(
        f"  {name:40} {len(times):4} asked, p50 {statistics.median(times):7.1f} ms, p99 {p99:7.1f} ms"
        f" (CPU {statistics.median(worked):5.1f}, {p99_cpu:5.1f}),"
        f" median hits {statistics.median(found):8,.0f}  {verdict}",
        flush=True,
    )
    return most is not None and p99 > most


def questioned(words) -> Query:
    """Words, or words and an issuer (None: what has ended)."""
    if isinstance(words, str):
        return Query(words=words, on=LAST)
    words, issuer = words
    return Query(words=words, on=LAST, issuers=(issuer,)) if issuer else Query(words=words, on=LAST, validity="ended")


def follows(connection, entry: search.Entry) -> bool:
    """One document in and out."""
    word, times, right = "龘靐", [], True
    for number in range(10**9, 10**9 + 20):
        begun = time.perf_counter()
        search.index(connection, [replace(entry, number=number, title=word)])
        times.append((time.perf_counter() - begun) * 1_000)
        right &= search.find(connection, Query(words=word, on=LAST)).total == 1
        search.remove(connection, "document", [number])
        right &= search.find(connection, Query(words=word, on=LAST)).total == 0
    print(
        f"  found at the next question, gone at the next: {right}; to put one in: median {statistics.median(times):.1f} ms"
    )
    return not right


if __name__ == "__main__":
    main()
