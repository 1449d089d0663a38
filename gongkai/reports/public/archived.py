"""The archive as the public doors ask it: an answer is kept until the archive changes, and is worked out once for all who wait."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

from gongkai import archive
from gongkai.archive import Answer, Archive, Kept, Overview, questions
from gongkai.reports.archiving import folder as archive_folder

MOST_KEPT = 200  # answers
_AT_ONCE = 2  # questions: a slow one leaves the other pages their threads
_PATIENCE = 20.0  # seconds
_Found = TypeVar("_Found")


class Busy(Exception):
    """Too many are asking the archive just now."""


class _Shelf:
    """The answers of one state of the archive; those asked for last stay longest."""

    def __init__(self) -> None:
        self._state: object = None
        self._found: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = Lock()
        self._turns = BoundedSemaphore(_AT_ONCE)

    def get(self, state: object, key: Hashable, make: Callable[[], _Found]) -> _Found:
        """What is kept under the key, or what `make` gives. Whoever asks meanwhile waits for the same answer."""
        with self._lock:
            if self._state != state:
                self._state = state
                self._found.clear()
            future = self._found.get(key)
            is_first = future is None
            if future is None:
                future = self._found[key] = Future()
            self._found.move_to_end(key)
            while len(self._found) > MOST_KEPT:
                self._found.popitem(last=False)
        if is_first:
            self._work_out(key, future, make)
        found: _Found = future.result(timeout=None)
        return found

    def once(self, make: Callable[[], _Found]) -> _Found:
        """What `make` gives, in its turn and not kept."""
        if not self._turns.acquire(timeout=_PATIENCE):
            raise Busy
        try:
            return make()
        finally:
            self._turns.release()

    def _work_out(self, key: Hashable, future: Future[Any], make: Callable[[], object]) -> None:
        try:
            future.set_result(self.once(make))
        except BaseException as error:
            # A failure is told to all who waited, and not kept.
            with self._lock:
                if self._found.get(key) is future:
                    del self._found[key]
            future.set_exception(error)
            if not isinstance(error, Exception):
                raise


_SHELF = _Shelf()


def state() -> object:
    """Another one whenever the archive has changed: its list of parts is replaced as a whole."""
    try:
        found = (archive_folder() / "manifest.json").stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def _archive() -> Archive:
    return _opened(archive_folder())


@cache
def _opened(folder: Path) -> Archive:
    return archive.open(folder)


def _asked(key: Hashable, make: Callable[[Archive], _Found]) -> _Found:
    folder = archive_folder()
    return _SHELF.get((folder, state()), key, lambda: make(_archive()))


def ask(question: str, **parameters: Any) -> Answer:  # noqa: ANN401 - what a question takes
    """A named question; or one SELECT, the answer to which is not kept, for there may be any number of them."""
    if question not in questions.every():
        return _SHELF.once(lambda: _archive().ask(question, **parameters))
    key = ("ask", question, tuple(sorted(parameters.items())))
    return _asked(key, lambda found: found.ask(question, **parameters))


def bodies() -> Answer:
    """Every body with its reports and years."""
    return _asked("bodies", lambda found: found.bodies())


def series(body: str) -> Answer:
    """A body over the years."""
    return _asked(("series", body), lambda found: found.series(body))


def breaks(body: str) -> Answer:
    """Where a body's years do not follow from each other."""
    return _asked(("breaks", body), lambda found: found.breaks(body))


def compare(bodies: tuple[str, ...], year: int, cells: tuple[str, ...]) -> Answer:
    """Bodies beside each other."""
    return _asked(("compare", bodies, year, cells), lambda found: found.compare(bodies, year, cells))


def overview(year: int, parent: str | None, kind: str | None) -> Overview:
    """One year as a whole."""
    return _asked(("overview", year, parent, kind), lambda found: found.overview(year, parent, kind))


def figures(year: int, parent: str | None, kind: str | None) -> Answer:
    """The figures of each body of a year."""
    return _asked(("figures", year, parent, kind), lambda found: found.figures(year, parent, kind))


def outliers(year: int, parent: str | None, kind: str | None) -> Answer:
    """Whose rates are far from the median."""
    return _asked(("outliers", year, parent, kind), lambda found: found.outliers(year, parent=parent, kind=kind))


def ranking(year: int, measure: str, parent: str | None, kind: str | None) -> Answer:
    """Bodies by a rate."""
    key = ("ranking", year, measure, parent, kind)
    return _asked(key, lambda found: found.ranking(year, measure, parent=parent, kind=kind))


def report(number: str) -> Kept:
    """One report whole; it is large and not kept."""
    return _SHELF.once(lambda: _archive().report(number))


def raw(digest: str) -> bytes | None:
    """An original file; it is not kept in memory."""
    return _archive().raw(digest)


def columns(table: str) -> tuple[str, ...]:
    """The names of the columns of one of the archive's tables."""
    return _asked(("columns", table), lambda found: found.ask(f"SELECT * FROM {table} LIMIT 0").columns)  # noqa: S608 - a name of ours


def export(table: str, kind: str, to: Path) -> None:
    """One whole table into a file. Raises Refused."""
    _archive().export(kind, table, to=to)
