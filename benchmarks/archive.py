"""The archive with many reports: how fast they are filed, how large the tables are, how soon questions are answered; and how
much two readers are faster than one.

Generated reports go through the archive's own writer, merging included. Held to: a question over 200,000 reports in 5 seconds,
a report in 2,500 bytes of tables, 8 GB of memory, two readers 1.5 times as fast as one where two processors are idle.
"""

import argparse
import os
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median

from gongkai.archive import Archive, bulk, entries, parts
from gongkai.archive import manifest as manifests
from gongkai.archive.filing import Entry
from gongkai.reading import Reading
from gongkai.writing import write
from tests.made import reconciling

SECONDS, BYTES, TIMES, MEMORY = 5.0, 2_500, 1.5, 8.0
YEARS = range(2019, 2026)
TEMPLATES = 400
BATCH = 5_000
CELLS = """
    SELECT * FROM cells WHERE ($body = '' OR body = $body) AND ($year::INTEGER IS NULL OR year = $year)
        AND ($cell = '' OR cell = $cell) ORDER BY body NULLS LAST, year, report, cell LIMIT 501
"""
BODY, ID = "@BODY@", "@ID@"
OFTEN = 3
FIGURE = re.compile(rb'"value":[1-9][0-9.]*')  # zeros stay zeros
SIGNS = [chr(0x4E00 + number) for number in range(2000)]
KINDS = ("docx", "html", "pdf", "xlsx")


def main() -> None:
    """Make, measure, print; exit status 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--files", type=int, default=60, help="files read by one and by two readers")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("GONGKAI_BENCHMARK_FOLDER")) as folder:
        missed = [*filing(Path(folder) / "many", given.many), *reading(Path(folder) / "files", given.files)]
    print("\n".join(f"MISSED {each}" for each in missed) or "every target met")
    sys.exit(bool(missed))


def filing(folder: Path, many: int) -> Iterator[str]:
    """The tables of many generated reports."""
    begun = time.process_time()
    manifest = filed(folder, many)
    taken = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    size = sum(path.stat().st_size for part in manifest.parts for path in (folder / "tables" / part.name).iterdir())
    print(f"{many} reports filed in {taken:.0f} s of processors, {many / taken:.0f} a second")
    print(f"{len(manifest.parts)} parts, {size / 1e6:.0f} MB")
    print(f"{size / many:.0f} bytes a report; {peak:.1f} GB of memory at most")
    if peak > MEMORY:
        yield f"memory: {peak:.1f} GB, more than {MEMORY}"
    if size / many > BYTES:
        yield f"size: {size / many:.0f} bytes a report, more than {BYTES}"
    for name, taken in questions(Archive(folder)):
        print(f"{name:<40}{taken:8.2f} s of processors")
        if taken > SECONDS:
            yield f"{name}: {taken:.1f} s, more than {SECONDS}"


def filed(folder: Path, many: int) -> manifests.Manifest:
    """So many reports in the archive; how far it is goes to the error stream."""
    lines, manifest = templates(), manifests.Manifest()
    begun = time.monotonic()
    with manifests.writing(folder):
        for first in range(0, many, BATCH):
            last = min(first + BATCH, many)
            batch = [made(number, lines) for number in range(first, last)]
            manifest = parts.merge(folder, parts.append(folder, replace(manifest, retired=()), batch))
            manifests.save(folder, manifest)
            parts.sweep(folder, manifest)
            taken = time.monotonic() - begun
            left = taken / last * (many - last)
            print(f"{last} of {many} filed, {taken:.0f} s, about {left:.0f} s more", file=sys.stderr, flush=True)
    return manifest


def templates() -> dict[int, list[bytes]]:
    """Entries of whole reports by year, with a mark where the body stands."""
    found: dict[int, list[bytes]] = {year: [] for year in YEARS}
    for number in range(TEMPLATES):
        year = YEARS[number % len(YEARS)]
        report = reconciling("2019-60" if year < 2021 else "2021-30", number, body=BODY, year=year)
        found[year].append(entries.line(entries.entry(Reading("made", "made", report, {}, ()))))
    return found


def made(number: int, lines: dict[int, list[bytes]]) -> Entry:
    """One report: another body every seven, each year once."""
    year, body = YEARS[number % len(YEARS)], f"某市第{number // len(YEARS)}局"
    random = Random(number)
    line = lines[year][number // len(YEARS) % len(lines[year])].replace(BODY.encode(), body.encode())
    line = FIGURE.sub(lambda _: b'"value":%d' % random.randint(1, 400), line)
    line = line.replace(b'"overview":"', f'"overview":"{"".join(random.choices(SIGNS, k=500))}'.encode(), 1)
    known = {
        "id": f"{number:064x}",
        "source": "read",
        "version": None,
        "reader": "made",
        "origin": "",
        "published": None,
    }
    return Entry({**known, "put_at": None, "files": {}, "changes": []}, line)


def questions(archive: Archive) -> Iterator[tuple[str, float]]:
    """What each takes, the median of a few; the first one opens the tables."""
    asked: dict[str, Callable[[], object]] = {
        "opening, and the totals of all years": lambda: archive.ask("years"),
        "grounds of refusal in 2024": lambda: archive.ask("grounds", year=2024),
        "overview of 2024": lambda: archive.overview(2024),
        "ranking of 2024 by refusals": lambda: archive.ranking(2024, "refused"),
        "outliers of 2024": lambda: archive.outliers(2024),
        "one body over the years": lambda: archive.series("某市第7局"),
        "breaks of one body": lambda: archive.breaks("某市第7局"),
        "breaks of all bodies": archive.breaks,
        "figures of every body in 2024": lambda: archive.figures(2024),
        "a page of cells of one body": lambda: archive.ask(CELLS, body="某市第7局", year=None, cell=""),
        "a page of one cell in one year": lambda: archive.ask(
            CELLS, body="", year=2024, cell="applications.received.total"
        ),
        "a word in the texts of 2024": lambda: archive.ask("words", word="一", year=2024),
    }
    for name, ask in asked.items():
        yield name, median(worked(ask) for _ in range(1 if name.startswith("opening") else OFTEN))


def timed(ask: Callable[[], object]) -> float:
    """Seconds by the clock."""
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun


def worked(ask: Callable[[], object]) -> float:
    """Seconds of processors, which neighbours on the machine do not lengthen."""
    begun = time.process_time()
    ask()
    return time.process_time() - begun


def reading(folder: Path, many: int) -> Iterator[str]:
    """Files read by one and by two readers."""
    folder.mkdir()
    for number in range(many):
        kind = KINDS[number % len(KINDS)]
        (folder / f"{number:04}.{kind}").write_bytes(write(reconciling("2021-30", number), kind))
    rates = {}
    for workers in (1, 2):
        files = [file for path, name in bulk.paths([folder]) for file in bulk.files(path, name)]
        taken = timed(lambda files=files, workers=workers: list(bulk.in_children(files, workers)))
        rates[workers] = many / taken
        print(f"{workers} reader(s): {rates[workers]:.1f} files a second")
    idle = (os.cpu_count() or 1) - os.getloadavg()[0]
    print(f"two are {rates[2] / rates[1]:.2f} times as fast as one; {max(idle, 0):.1f} processors were idle before")
    if rates[2] / rates[1] < TIMES and idle > 1:
        yield f"two readers: {rates[2] / rates[1]:.2f} times one, less than {TIMES}"


if __name__ == "__main__":
    main()
