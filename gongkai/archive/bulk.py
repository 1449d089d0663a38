"""Many files: found in folders and archives, read in limited children, several at once; one bad file never stops the rest."""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

from gongkai.archive.keeping import hash_of
from gongkai.reading import Unreadable, several, sniff, unpack
from gongkai.reading.guard import MEMORY, SECONDS, Readers
from gongkai.reading.worker import Gone, Late

# Pictures in a folder are mostly ornaments: one that is a scan is named by itself.
KINDS = frozenset({".txt", ".md", ".html", ".htm", ".mht", ".mhtml", ".docx", ".docm", ".doc", ".wps"}) | {
    ".xlsx",
    ".xlsm",
    ".xls",
    ".pdf",
    ".zip",
    ".json",
}
_MOST_IN_ARCHIVE = 1_000_000_000  # bytes of a zip of reports
_WAITING = 4  # files a worker that are held in memory


class File(NamedTuple):
    """One file to be read."""

    name: str
    data: bytes

    @property
    def id(self) -> str:
        """Its hash."""
        return hash_of(self.data)


class Outcome(NamedTuple):
    """What came of one file: its entry on one line, or why there is none."""

    file: File
    line: bytes
    refusal: str


Through = Callable[[Iterable[File], int], Iterator[Outcome]]
Progress = Callable[[int, int, str], None]


def paths(given: Iterable[Path | str]) -> list[tuple[Path, str]]:
    """The reports in folders, and files as they are named, in order, each with the name it is kept by: none of this machine."""
    found: list[tuple[Path, str]] = []
    for each in map(Path, given):
        if each.is_dir():
            inside = sorted(filter(_is_report, each.rglob("*")))
            found.extend((path, f"{each.resolve().name}/{path.relative_to(each).as_posix()}") for path in inside)
        else:
            found.append((each, each.name))
    return found


def others(given: Iterable[Path | str]) -> int:
    """How many files in these folders are of no kind that is read."""
    folders = [each for each in map(Path, given) if each.is_dir()]
    return sum(path.is_file() and not _is_report(path) for folder in folders for path in folder.rglob("*"))


def _is_report(path: Path) -> bool:
    return path.suffix.lower() in KINDS and not path.name.startswith((".", "~$")) and path.is_file()


def files(path: Path, shown: str) -> Iterator[File]:
    """The file, or the files in a zip. Raises Unreadable, also in the middle of a zip."""
    try:
        with path.open("rb") as file:
            most = _MOST_IN_ARCHIVE if unpack.is_zip(file.read(4)) else sniff.MOST_BYTES
            if path.stat().st_size > most:
                raise Unreadable(f"文件超过 {most // 1_000_000} MB", "请只留年度报告再试")
            file.seek(0)
            data = file.read()
    except OSError as error:
        raise Unreadable(f"打不开文件：{error.strerror or error}", "请检查文件和它的权限") from error
    for name, inner in several(data, shown):
        yield File(name, inner)


def child() -> Readers:
    """A limited child process that makes entries, and a larger one for scans."""
    return Readers("gongkai.archive.child", memory=MEMORY, seconds=SECONDS)


def ask(readers: Readers, file: File) -> Outcome:
    """One file through a child; whatever it does to the child, the answer is an outcome."""
    try:
        line = readers.answer(file.data, file.name)
    except Late as error:
        late = f"读了 {error.seconds:g} 秒还没有读完，已停止。请用 Word 或 WPS 打开，只留年度报告另存一份再试"
        return Outcome(file, b"", late)
    except Gone as error:
        why = "读这个文件时程序出了错" if error.has_failed else "读这个文件超出了内存或时间的限度，或者文件损坏"
        return Outcome(file, b"", f"{why}，已停止。请换一种格式再试，并把这个文件交给程序的维护者")
    return Outcome(file, line, _refusal(line))


def _refusal(line: bytes) -> str:
    if not line.startswith(b'{"unreadable"'):
        return ""
    what, do, where = json.loads(line)["unreadable"]
    return str(Unreadable(what, do, where=where))


def in_children(given: Iterable[File], workers: int) -> Iterator[Outcome]:
    """The outcomes in the order of the files, with `workers` children reading at once."""
    children: SimpleQueue[Readers] = SimpleQueue()
    for _ in range(workers):
        children.put(child())

    def work(file: File) -> Outcome:
        worker = children.get()
        try:
            return ask(worker, file)
        finally:
            children.put(worker)

    waiting: deque[Future[Outcome]] = deque()
    try:
        with ThreadPoolExecutor(workers) as pool:
            for file in given:
                waiting.append(pool.submit(work, file))
                if len(waiting) >= _WAITING * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
    finally:
        while not children.empty():
            children.get().close()


def record(line: bytes) -> dict[str, Any]:
    """An entry as values."""
    found: dict[str, Any] = json.loads(line)
    return found
