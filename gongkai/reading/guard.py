"""Reading in a limited child process: a hostile or broken file may end the child, never the caller.

The child has a bound on memory, on processor time and on the clock, may write no files, and answers in JSON.
"""

import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import Self

from gongkai.reading.records import reading_of
from gongkai.reading.result import Reading, Unreadable

MEMORY = 450_000_000  # bytes that the child may hold
SECONDS = 20  # for one file, by the clock
_FAREWELL = 1  # seconds that a child which has closed its pipe may take to end
HEAD = struct.Struct(">IQ")  # length of the name, length of the data
TAIL = struct.Struct(">Q")  # length of the answer
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")


class Guard:
    """One child process that reads files one after another; it is started when first needed and replaced when it dies."""

    def __init__(self, *, memory: int = MEMORY, seconds: float = SECONDS) -> None:
        self._memory, self._seconds = memory, seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            with contextlib.suppress(OSError):
                self._child.kill()
            self._child.communicate()
            self._child = None

    def read(self, data: bytes, name: str) -> Reading:
        """The report in one file, as `gongkai.reading.read`. Raises Unreadable, also when the limits were exceeded."""
        with self._lock:
            answer = self._ask(data, name)
        if "unreadable" in answer:
            what, do, where = answer["unreadable"]
            raise Unreadable(what, do, where=where)
        return reading_of(answer)

    def _ask(self, data: bytes, name: str) -> dict:  # type: ignore[type-arg]
        child = self._started()
        deadline = time.monotonic() + self._seconds
        encoded = name.encode("utf-8", "replace")
        try:
            _write(child, HEAD.pack(len(encoded), len(data)) + encoded + data, deadline)
            (length,) = TAIL.unpack(_read(child, TAIL.size, deadline))
            found = json.loads(_read(child, length, deadline))
        except TimeoutError as error:
            self.close()
            raise Unreadable(
                f"读了 {self._seconds:g} 秒还没有读完，已停止", "请用 Word 或 WPS 打开，只留年度报告另存一份再试"
            ) from error
        except (OSError, EOFError, ValueError) as error:
            raise self._ended(child) from error
        return dict(found)

    def _ended(self, child: subprocess.Popen[bytes]) -> Unreadable:
        """Why the child has gone, as far as its end tells."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(_FAREWELL)
        self.close()
        if child.returncode > 0:
            return Unreadable("读这个文件时程序出了错，已停止", "请换一种格式再试，并把这个文件交给程序的维护者")
        return Unreadable(
            "读这个文件超出了内存或时间的限度，或者文件损坏得让程序中断，已停止",
            "请用 Word 或 WPS 打开，只留年度报告另存一份再试",
        )

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            environment = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
            self._child = subprocess.Popen(
                [sys.executable, "-I", "-m", "gongkai.reading.child", str(self._memory), str(self._seconds)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                bufsize=0,
            )
        return self._child


def _write(child: subprocess.Popen[bytes], data: bytes, deadline: float) -> None:
    assert child.stdin is not None
    pipe = child.stdin.fileno()
    os.set_blocking(pipe, False)
    view = memoryview(data)
    while view:
        _, ready, _ = select.select([], [pipe], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        view = view[os.write(pipe, view[: 1 << 16]) :]


def _read(child: subprocess.Popen[bytes], length: int, deadline: float) -> bytes:
    assert child.stdout is not None
    pipe = child.stdout.fileno()
    found = bytearray()
    while len(found) < length:
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        more = os.read(pipe, min(1 << 20, length - len(found)))
        if not more:
            raise EOFError
        found += more
    return bytes(found)
