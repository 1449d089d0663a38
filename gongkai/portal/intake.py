"""Files in, readings out: zips opened, every file read in the guarded child, names made safe to show."""

import atexit
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from queue import SimpleQueue

from gongkai.reading import Reading, Unreadable, several
from gongkai.reading.guard import Guard
from gongkai.reading.visible import plain_name, visible

MOST_REPORTS = 20

_AT_ONCE = min(4, os.cpu_count() or 1)  # children that read at the same time: a slow file keeps nobody waiting

_guards: SimpleQueue[Guard] = SimpleQueue()
for _each in range(_AT_ONCE):
    _guards.put(Guard())


@contextmanager
def _guard() -> Iterator[Guard]:
    """One of the children that read, for as long as one file takes."""
    guard = _guards.get()
    try:
        yield guard
    finally:
        _guards.put(guard)


@atexit.register
def _close() -> None:
    while not _guards.empty():
        _guards.get().close()


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read."""

    reading: Reading
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read: what is wrong, where, what to do now."""

    name: str
    what: str
    do: str
    where: str = ""

    @property
    def says(self) -> str:
        """All of it in one line."""
        place = f"（{self.where}）" if self.where else ""
        return f"{self.what}{place}。{self.do}。"


@dataclass(slots=True)
class Taking:
    """What came of one upload."""

    taken: list[Taken] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def take(files: Iterable[tuple[str, bytes]]) -> Taking:
    """Read every file; those that cannot be read do not hinder the others."""
    taking = Taking()
    for name, data in _opened(files, taking):
        if len(taking.taken) + len(taking.refused) >= MOST_REPORTS:
            taking.refused.append(Refused(name, f"一次最多读 {MOST_REPORTS} 份报告，这一份没有读", "请分几次再试"))
            break
        try:
            with _guard() as guard:
                reading = guard.read(data, name, scans=False)  # minutes of work that anybody could ask for
        except Unreadable as error:
            taking.refused.append(Refused(name, error.what, error.do, error.where))
        else:
            taking.taken.append(Taken(visible(replace(reading, name=name)), data))
    return taking


def _opened(files: Iterable[tuple[str, bytes]], taking: Taking) -> Iterator[tuple[str, bytes]]:
    """Each file, or the files in it when it is a zip of reports."""
    for raw, data in files:
        name = plain_name(raw)
        try:
            for inner, member in several(data, name):
                yield plain_name(inner), member
        except Unreadable as error:
            taking.refused.append(Refused(name, error.what, error.do, error.where))
