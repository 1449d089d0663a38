"""Many files into the archive: known ones are passed over, each batch of what was read is appended as one part."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from gongkai.archive import bulk, entries, keeping, versions
from gongkai.archive.bulk import File, Outcome, Progress, Through
from gongkai.archive.filing import Desk, Entry, Standing, version_name
from gongkai.archive.values import Added, Change
from gongkai.reading import Unreadable

BATCH = 200  # reports in one part as they come; a process that is killed loses no more than these
MOST_TOLD = 10_000  # changes that are given back; all are in the table `changes`
_LARGEST = 64_000_000  # bytes of one batch


class Adding:
    """One run over many files."""

    def __init__(self, desk: Desk, progress: Progress | None, through: Through, workers: int) -> None:
        self._desk, self._through, self._workers = desk, through, max(1, workers)
        self._progress = progress or (lambda _done, _total, _name: None)
        self._done, self._total = 0, 0
        self._read, self._known = 0, 0
        self._refused: list[tuple[str, str]] = []
        self._changed: list[Change] = []
        self._changed_many = 0
        self._batch: list[Outcome] = []
        self._size = 0
        self._seen: set[str] = set()

    def add(self, given: Iterable[Path | str]) -> Added:
        """Every report in these files and folders."""
        paths = bulk.paths(given)
        self._total = len(paths)
        return self._run(self._new(paths, self._desk.now()))

    def reread(self) -> Added:
        """Every file that another reader read."""
        standing = self._desk.now()
        old = [name for name, (reader, version) in standing.items() if version is None and reader != versions.reader()]
        self._total = len(old)
        return self._run(self._again(old))

    def _run(self, files: Iterable[File]) -> Added:
        for outcome in self._through(files, self._workers):
            if outcome.refusal:
                self._refused.append((outcome.file.name, outcome.refusal))
                continue
            self._batch.append(outcome)
            self._size += len(outcome.line) + len(outcome.file.data)
            if len(self._batch) >= BATCH or self._size >= _LARGEST:
                self._file()
        self._file()
        return Added(self._read, self._known, tuple(self._refused), tuple(self._changed), self._changed_many)

    def _new(self, paths: Iterable[tuple[Path, str]], standing: Standing) -> Iterator[File]:
        for path, name in paths:
            try:
                for file in bulk.files(path, name):
                    if file.id in self._seen or standing.get(file.id, ("",))[0] == versions.reader():
                        self._known += 1
                    else:
                        self._seen.add(file.id)
                        yield file
            except Unreadable as error:
                self._refused.append((name, str(error)))
            self._tick(name)

    def _again(self, names: Iterable[str]) -> Iterator[File]:
        for name in names:
            data = keeping.raw(self._desk.folder, name)
            if data is None:
                self._refused.append((name, "原件不在了，或者已经损坏；请从备份恢复 raw 文件夹"))
            else:
                yield File(name, data)
            self._tick(name)

    def _tick(self, name: str) -> None:
        self._done += 1
        self._progress(self._done, self._total, name)

    def _file(self) -> None:
        """Append what was gathered, except what another process filed meanwhile."""
        gathered, self._batch, self._size = self._batch, [], 0
        for outcome in gathered:
            keeping.keep_raw(self._desk.folder, outcome.file.data)
        self._file_all(gathered)

    def _file_all(self, outcomes: Sequence[Outcome]) -> None:
        """What no table takes is found by halves and refused; the others are filed."""
        changed: list[Change] = []
        try:
            filed = self._desk.file(lambda standing: self._entries(outcomes, standing, changed))
        except duckdb.Error:
            if len(outcomes) == 1:
                self._refused.append((outcomes[0].file.name, "读出来的内容存不进报告库。请把这个文件交给程序的维护者"))
                return
            half = len(outcomes) // 2
            self._file_all(outcomes[:half])
            self._file_all(outcomes[half:])
            return
        self._read += len(filed)
        self._known += len(outcomes) - len(filed)
        self._changed_many += len(changed)
        self._changed.extend(changed[: MOST_TOLD - len(self._changed)])

    def _entries(self, outcomes: Iterable[Outcome], standing: Standing, told: list[Change]) -> list[Entry]:
        found = []
        for file, line, _ in outcomes:
            before = standing.get(file.id)
            if before and before[0] == versions.reader():
                continue
            last = keeping.reading(self._desk.folder, file.id, version_name(*before)) if before else None
            changed = entries.changes(file.id, last, bulk.record(line)) if last else ()
            told.extend(changed)
            found.append(_entry(file, line, [entries.change_record(each, before[0]) for each in changed if before]))
        return found


def _entry(file: File, line: bytes, changes: list[dict[str, Any]]) -> Entry:
    known = {
        "id": file.id,
        "source": "read",
        "version": None,
        "reader": versions.reader(),
        "origin": file.name,
        "published": None,
        "put_at": None,
        "files": {file.name: file.id},
        "changes": changes,
    }
    return Entry(known, line)
