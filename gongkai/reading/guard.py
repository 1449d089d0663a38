"""Reading in limited child processes: a hostile or broken file may end the child, never the caller. A child answers in JSON."""

import json
from collections.abc import Callable
from typing import Any

from gongkai.reading.records import reading_of
from gongkai.reading.result import Reading, Scanned, Unreadable
from gongkai.reading.worker import Gone, Late, Worker

MEMORY = 450_000_000  # bytes that the child may hold
SECONDS = 20  # for one file, by the clock
SCAN_MEMORY = 1_500_000_000  # bytes: the eyes alone are 600 million
SCAN_SECONDS = 120  # for one page, by the clock of a busy machine
_SCANNED = b'{"scanned"'

Told = Callable[[int, int], None]  # pages done, pages in all


class Readers(Worker):
    """A child that reads files one after another, and a larger one that looks at scans; both start when needed.

    `module` answers a head of JSON (`name`, `scans`) and the bytes of a file; `{"scanned": …}` where it must look.
    """

    def __init__(self, module: str, *, memory: int, seconds: float) -> None:
        super().__init__(module, memory=memory, seconds=seconds)
        self._eyes = Worker(module, memory=max(memory, SCAN_MEMORY), seconds=max(seconds, SCAN_SECONDS))

    def close(self) -> None:
        """End the children."""
        super().close()
        self._eyes.close()

    def answer(self, data: bytes, name: str, *, scans: bool = True, told: Told | None = None) -> bytes:
        """What the module says of one file. Raises Late or Gone."""
        found = self.ask(_head(name, scans=False), data)
        if not (scans and found.startswith(_SCANNED)):
            return found

        def heard(message: bytes) -> None:
            done, _, whole = message.partition(b"/")
            if told is not None and done.isdigit() and whole.isdigit():
                told(int(done), int(whole))

        return self._eyes.ask(_head(name, scans=True), data, told=heard)


class Guard(Readers):
    """Reads annual reports in the children."""

    def __init__(self, *, memory: int = MEMORY, seconds: float = SECONDS) -> None:
        super().__init__("gongkai.reading.child", memory=memory, seconds=seconds)

    def read(self, data: bytes, name: str, *, scans: bool = True, told: Told | None = None) -> Reading:
        """The report in one file, as `gongkai.reading.read`. Raises Unreadable, also when the limits were exceeded.

        Where the file is a scan, `told` hears how many pages are done, before the first and after each; an exception of it
        ends the reading. Without `scans` they are not looked at, and Scanned is raised.
        """
        found = _values(self, data, name, scans=scans, told=told)
        if "scanned" in found:
            raise Scanned(found["scanned"])
        if "unreadable" in found:
            what, do, where = found["unreadable"]
            raise Unreadable(what, do, where=where)
        return reading_of(found)


def _head(name: str, *, scans: bool) -> bytes:
    return json.dumps({"name": name.encode("utf-8", "replace").decode(), "scans": scans}).encode()


def _values(guard: Guard, data: bytes, name: str, *, scans: bool, told: Told | None) -> dict[str, Any]:
    try:
        answer = guard.answer(data, name, scans=scans, told=told)
    except Late as error:
        raise Unreadable(
            f"读了 {error.seconds:g} 秒还没有读完，已停止", "请用 Word 或 WPS 打开，只留年度报告另存一份再试"
        ) from error
    except Gone as error:
        raise _refusal(error) from error
    try:
        return dict(json.loads(answer))
    except ValueError as error:
        raise _refusal(Gone(has_failed=True)) from error


def _refusal(gone: Gone) -> Unreadable:
    """Why the child has gone, as far as its end tells."""
    if gone.has_failed:
        return Unreadable("读这个文件时程序出了错，已停止", "请换一种格式再试，并把这个文件交给程序的维护者")
    return Unreadable(
        "读这个文件超出了内存或时间的限度，或者文件损坏得让程序中断，已停止",
        "请用 Word 或 WPS 打开，只留年度报告另存一份再试",
    )
