"""A file read in a thread of its own, with how far it is: two scans at once, the others wait in line. No database here."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gongkai.reading.result import Reading, Scanned, Unreadable

Told = Callable[[int, int], None]
Read = Callable[[bytes, str, Told | None], Reading]  # without a listener it looks at no scans

AT_ONCE = 2  # scans: a page keeps a processor busy for many seconds
_log = logging.getLogger("gongkai.desk.reports.reading")
_changed = threading.Condition()
_line: list["Work"] = []


class _GivenUp(Exception):
    """Nobody waits for this file any more."""


class Work:
    """One file being read. `finished` is set at the end, with `found` or `error`; with neither where it was given up."""

    def __init__(self, read: Read, data: bytes, name: str) -> None:
        self.data, self.name, self._read = data, name, read
        self.done: int | None = None
        self.total: int | None = None
        self.found: Reading | None = None
        self.error: Unreadable | None = None
        self.finished = threading.Event()
        self._is_given_up = False

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, name="reading", daemon=True).start()

    def give_up(self) -> None:
        """Stop at the next page."""
        with _changed:
            self._is_given_up = True
            _changed.notify_all()

    @property
    def ahead(self) -> int:
        """How many have to end before it is this one's turn."""
        with _changed:
            return max(0, _line.index(self) + 1 - AT_ONCE) if self in _line else 0

    def _run(self) -> None:
        try:
            self.found = self._read_at_once_or_in_turn()
        except Unreadable as error:
            self.error = error
        except _GivenUp:
            pass
        except Exception:  # noqa: BLE001 - nobody else would hear of it
            _log.exception("a reading failed")
            self.error = Unreadable("读这个文件时程序出了错，已停止", "请换一种格式再试，并把这个文件交给程序的维护者")
        finally:
            self.finished.set()

    def _read_at_once_or_in_turn(self) -> Reading:
        try:
            return self._read(self.data, self.name, None)
        except Scanned:
            with self._turn():
                return self._read(self.data, self.name, self._told)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        try:
            with _changed:
                _line.append(self)
                _changed.wait_for(lambda: self._is_given_up or self not in _line[AT_ONCE:])
            if self._is_given_up:
                raise _GivenUp
            yield
        finally:
            with _changed:
                if self in _line:
                    _line.remove(self)
                _changed.notify_all()

    def _told(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self._is_given_up:
            raise _GivenUp
