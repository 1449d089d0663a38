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
_CHILD = "gongkai.reading.child"

Told = Callable[[int, int], None]  # pages done, pages in all


class Guard(Worker):
    """A child that reads files one after another, and a larger one that looks at scans; both start when needed."""

    def __init__(self, *, memory: int = MEMORY, seconds: float = SECONDS) -> None:
        super().__init__(_CHILD, memory=memory, seconds=seconds)
        self._eyes = Worker(_CHILD, memory=max(memory, SCAN_MEMORY), seconds=max(seconds, SCAN_SECONDS))

    def close(self) -> None:
        """End the children."""
        super().close()
        self._eyes.close()

    def read(self, data: bytes, name: str, *, scans: bool = True, told: Told | None = None) -> Reading:
        """The report in one file, as `gongkai.reading.read`. Raises Unreadable, also when the limits were exceeded.

        Where the file is a scan, `told` hears after each page how many are done; an exception of it ends the reading.
        """
        answer = _asked(self, data, name, scans=False)
        if "scanned" in answer:
            if not scans:
                raise Scanned(answer["scanned"])
            answer = _asked(self._eyes, data, name, scans=True, told=told)
        if "unreadable" in answer:
            what, do, where = answer["unreadable"]
            raise Unreadable(what, do, where=where)
        return reading_of(answer)


def _asked(child: Worker, data: bytes, name: str, *, scans: bool, told: Told | None = None) -> dict[str, Any]:
    def heard(message: bytes) -> None:
        done, _, whole = message.partition(b"/")
        if told is not None and done.isdigit() and whole.isdigit():
            told(int(done), int(whole))

    shown = name.encode("utf-8", "replace").decode()
    try:
        answer = child.ask(json.dumps({"name": shown, "scans": scans}).encode(), data, told=heard)
    except Late as error:
        what = f"读了 {child.seconds:g} 秒还没有读完{'一页' if scans else ''}，已停止"
        raise Unreadable(what, "请用 Word 或 WPS 打开，只留年度报告另存一份再试") from error
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
