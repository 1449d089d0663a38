"""Measure the reader on made-up reports: python -m tests.wild.measure --seeds 200 [--layout NAME] [--noise NAME] [--show N].

--clean is without noises, --slow adds the layouts that pass through LibreOffice and Chromium, --bad runs the hostile files.
Files on which the reader fails are saved under /tmp/wild/<layout>/ with a note of what is wrong.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable
from multiprocessing import Pool
from pathlib import Path

from tests.bad.measure import measure_bad
from tests.wild import samples as wild
from tests.wild.judge import Score, judge

SAVED = Path("/tmp/wild")
Job = tuple[int, str, tuple[str, ...] | None]


def one(job: Job) -> Score:
    """Make, read and judge one report; keep it if something is wrong."""
    seed, layout, noises = job
    report = wild.sample(seed, layout, noises)
    score = judge(report)
    label = f"{seed}" if noises is None else f"{seed}-{'-'.join(noises) or 'clean'}"
    file, note = (SAVED / layout / f"{label}-{end}" for end in (report.name, "note.txt"))
    if score.is_clean:
        file.unlink(missing_ok=True)
        note.unlink(missing_ok=True)
        return score
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(report.data)
    note.write_text("\n".join([f"noises: {' '.join(score.noises)}", *complaints(score)]), "utf-8")
    return score


def complaints(score: Score) -> list[str]:
    """What is wrong, the worst first."""
    lines = [f"CRASH {score.crash}"] if score.crash else []
    lines += [f"UNREADABLE {score.unreadable}"] if score.unreadable else []
    lines += [f"WRONG {wrong}" for wrong in score.wrong]
    lines += [f"SAID {what}: got {got!r}, wanted {wanted!r}" for what, (got, wanted) in score.said.items()]
    lines += [f"MISSED {cell}" for cell in score.missed]
    return lines + [f"CONFUSED {cell}" for cell in score.confused]


TITLES = "files clean right% missed of conf. WRONG in body year ed. unr. crash ms max"
WIDTHS = (6, 6, 8, 8, 8, 7, 7, 5, 5, 5, 5, 5, 6, 6, 7)
HEAD = " " * 18 + "".join(f"{title:>{width}}" for title, width in zip(TITLES.split(), WIDTHS, strict=True))


def row(name: str, scores: list[Score]) -> str:
    """One line of the table: files with wrong body, year, edition are counted, the rest are cells."""
    cells = sum(score.right + len(score.missed) + len(score.confused) + len(score.wrong) for score in scores)
    said = [
        sum(any(what.startswith(key) for what in score.said) for score in scores) for key in ("body", "year", "edition")
    ]
    seconds = sorted(score.seconds for score in scores)
    figures = (
        len(scores), sum(score.is_clean for score in scores), f"{100 * sum(s.right for s in scores) / max(cells, 1):.2f}",
        sum(len(score.missed) for score in scores), sum(score.decidable for score in scores),
        sum(len(score.confused) for score in scores), sum(len(score.wrong) for score in scores),
        sum(bool(score.wrong) for score in scores), *said, sum(bool(score.unreadable) for score in scores),
        sum(bool(score.crash) for score in scores), f"{1000 * sum(seconds) / len(seconds):.0f}", f"{1000 * seconds[-1]:.0f}",
    )  # fmt: skip
    return f"{name:18}" + "".join(f"{figure:>{width}}" for figure, width in zip(figures, WIDTHS, strict=True))


def print_scores(scores: Iterable[Score], show: int) -> None:
    """A table by layout, a table by noise, and the first complaints of each layout."""
    by_layout, by_noise = defaultdict(list), defaultdict(list)
    for score in scores:
        by_layout[score.layout].append(score)
        for noise in score.noises or ("(none)",):
            by_noise[noise].append(score)
    for groups in (by_layout, by_noise):
        print("\n" + HEAD)
        print("\n".join(row(name, group) for name, group in sorted(groups.items())))
    print(row("ALL", [score for group in by_layout.values() for score in group]))
    for name, group in by_layout.items():
        _show(name, group, show)


def _show(name: str, scores: list[Score], show: int) -> None:
    failed = sorted(
        (s for s in scores if not s.is_clean), key=lambda s: (-bool(s.crash), -len(s.wrong), -len(s.missed))
    )
    for score in failed[:show]:
        print(f"\n{name} seed {score.seed}  noises: {' '.join(score.noises) or '-'}  doubts: {score.doubts}")
        lines = complaints(score)
        print(
            "\n".join(f"    {line}" for line in lines[:6]) + (f"\n    … {len(lines)} in all" if len(lines) > 6 else "")
        )


def _chosen(options: argparse.Namespace) -> list[str]:
    if options.layout:
        return [
            name
            for name in wild.LAYOUTS
            if any(name == each or (each.endswith("*") and name.startswith(each[:-1])) for each in options.layout)
        ]
    return [name for name, layout in wild.LAYOUTS.items() if options.slow or not layout.is_slow]


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--layout", action="append", help="a name, or the beginning of one with *")
    parser.add_argument("--noise", action="append", help="only this noise; may be repeated")
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--bad", action="store_true")
    options = parser.parse_args()
    if options.bad:
        measure_bad(options.layout)
        return
    noises = () if options.clean else tuple(options.noise) if options.noise else None
    seeds, layouts = range(options.first, options.first + options.seeds), _chosen(options)
    wild.prepare(seeds, layouts, noises)
    with Pool(options.jobs) as pool:
        jobs = [(seed, layout, noises) for layout in layouts for seed in seeds]
        print_scores(pool.imap_unordered(one, jobs, chunksize=8), options.show)


if __name__ == "__main__":
    main()
