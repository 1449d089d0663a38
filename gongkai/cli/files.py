"""From the names on the command line to readings: folders and archives opened, files read in limited children, in order."""

import errno
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gongkai.core.checks import Examination, examine
from gongkai.reading import Reading, Unreadable, several, sniff, unpack
from gongkai.reading.guard import Guard

MOST_TOGETHER = 1_000  # files held at once, so that the years of one body can be compared
_KINDS = frozenset(
    ".txt .md .html .htm .mht .mhtml .docx .docm .doc .wps .xlsx .xlsm .xls .pdf .zip .json".split()  # noqa: SIM905
)


_MOST_IN_ARCHIVE = 1_000_000_000  # bytes of a zip of reports
_WHY = {
    errno.ENOENT: "没有这个文件或者文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径当中有一段不是文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘只能读",
    errno.ENAMETOOLONG: "名字太长",
    errno.EADDRINUSE: "已经有别的程序在用",
    errno.EADDRNOTAVAIL: "这台机器没有这个地址",
}


class Problem(Exception):
    """What is wrong with the command as given, in one sentence."""


def why(error: OSError) -> str:
    """What the system says, in Chinese where it is usual."""
    return _WHY.get(error.errno or 0) or error.strerror or str(error)


@dataclass(frozen=True, slots=True)
class Read:
    """One file: its reading and examination, or why there is none."""

    name: str
    reading: Reading | None = None
    examination: Examination | None = None
    unreadable: Unreadable | None = None


def read_all(names: Sequence[str]) -> Iterator[Read]:
    """Every report in the named files, in order. Years of one body are compared when there are few enough files."""
    paths = _paths(names)
    together: list[Read] = []
    for each in _read_each(paths):
        if len(paths) > MOST_TOGETHER:
            yield _examined(each)
        else:
            together.append(each)
    yield from map(_examined, _with_last_year(together))


def _paths(names: Sequence[str]) -> list[Path]:
    found: list[Path] = []
    for name in names:
        try:
            found.extend(_inside(Path(name)))
        except OSError as error:
            raise Problem(f"打不开 {name:.100}：{why(error)}") from error
    return found


def _inside(path: Path) -> list[Path]:
    """The reports in a folder, or the one file."""
    if not path.is_dir():
        path.stat()
        if not path.is_file():
            raise Problem(f"{path} 不是文件，也不是文件夹")
        return [path]
    found = sorted(each for each in path.rglob("*") if _is_report(each))
    if not found:
        raise Problem(f"文件夹 {path} 里没有可读的报告（{' '.join(sorted(_KINDS))}）")
    return found


def _is_report(path: Path) -> bool:
    """By its name: a file that may be a report, and none that Office or the system left beside one."""
    return path.suffix.lower() in _KINDS and not path.name.startswith((".", "~$")) and path.is_file()


def _read_each(paths: Sequence[Path]) -> Iterator[Read]:
    workers = min(os.cpu_count() or 1, 4, len(paths))
    guards: SimpleQueue[Guard] = SimpleQueue()
    for _ in range(workers):
        guards.put(Guard())

    def work(path: Path) -> list[Read]:
        guard = guards.get()
        try:
            return _read_path(path, guard)
        finally:
            guards.put(guard)

    try:
        with _progress(len(paths)) as bar, ThreadPoolExecutor(workers) as pool:
            task = bar.add_task("读取", total=len(paths))
            for found in pool.map(work, paths):
                bar.advance(task)
                yield from found
    finally:
        while not guards.empty():
            guards.get().close()


def _progress(count: int) -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=count < 2 or not sys.stderr.isatty())


def _read_path(path: Path, guard: Guard) -> list[Read]:
    name = str(path)
    found: list[Read] = []
    try:
        data = _bytes(path)
        for inner_name, inner in several(data, name):
            found.append(_read_one(inner_name, inner, guard))
    except Unreadable as error:
        found.append(Read(name, unreadable=error))
    return found or [Read(name, unreadable=Unreadable("压缩包里没有文件", "请确认选对了文件"))]


def _bytes(path: Path) -> bytes:
    """The whole file; Unreadable when it is too large to be one, or cannot be opened."""
    try:
        with path.open("rb") as file:
            most = _MOST_IN_ARCHIVE if unpack.is_zip(file.read(4)) else sniff.MOST_BYTES
            if path.stat().st_size > most:
                size = path.stat().st_size // 1_000_000
                raise Unreadable(f"文件有 {size} MB，超过 {most // 1_000_000} MB", "请只留年度报告再试")
            file.seek(0)
            return file.read()
    except OSError as error:
        raise Unreadable(f"打不开文件：{why(error)}", "请检查文件和它的权限") from error


def _read_one(name: str, data: bytes, guard: Guard) -> Read:
    try:
        return Read(name, guard.read(data, name))
    except Unreadable as error:
        return Read(name, unreadable=error)


def _with_last_year(reads: Sequence[Read]) -> Iterator[Read]:
    """Each report with last year's of the same body, where both were given."""
    years: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for each in reads:
        if each.reading and each.reading.report.body and each.reading.report.year:
            years[(each.reading.report.body, each.reading.report.year)].append(each.reading)
    for each in reads:
        if each.reading is None:
            yield each
            continue
        report = each.reading.report
        before = years.get((report.body, (report.year or 0) - 1), [])
        if len(before) == 1:
            report = replace(report, last_year=before[0].report)
        yield replace(each, reading=replace(each.reading, report=report))


def _examined(read: Read) -> Read:
    if read.reading is None:
        return read
    return replace(read, examination=examine(read.reading.report, read.reading.doubts))
