"""Children that are born in a moment: a process that has loaded its module once forks itself for each deed with a file.

Each child is as alone, as limited and as short-lived as one that was started from nothing, at a hundredth of the cost. The
process that bears them opens no file itself and has no secret: a child knows the module and what it is asked.
"""

import atexit
import contextlib
import gc
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
from importlib import import_module
from typing import BinaryIO

from gongkai.reading import worker

_ASKED = struct.Struct(">Qd")  # memory, seconds
_BORN = struct.Struct(">q")  # its number
_ENDED = struct.Struct(">i")  # as subprocess tells it: negative for a signal
_FAREWELL = 10.0  # seconds
_lock = threading.Lock()


class Child:
    """A child of the nursery, with as much of the face of subprocess.Popen as a Worker needs."""

    def __init__(self, pid: int, stdin: BinaryIO, stdout: BinaryIO, status: int) -> None:
        self.pid, self.stdin, self.stdout, self._status = pid, stdin, stdout, status
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended; None while it lives."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float = _FAREWELL) -> int:
        """How it ended. Raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            ready, _, _ = select.select([self._status], [], [], timeout)
            if not ready:
                raise subprocess.TimeoutExpired("child", timeout)
            told = os.read(self._status, _ENDED.size)
            self.returncode = _ENDED.unpack(told)[0] if len(told) == _ENDED.size else -signal.SIGKILL
            os.close(self._status)
        return self.returncode

    def kill(self) -> None:
        """End it, unless it has ended: its number may be another's by then."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def communicate(self) -> None:
        """Close what leads to it, and see it end."""
        self.stdin.close()
        self.stdout.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait()


class _Nursery:
    """The process that bears the children of one module."""

    def __init__(self, module: str) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-m", "gongkai.reading.nursery", module],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=worker.environment(),
            )

    def bear(self, memory: int, seconds: float) -> Child:
        """A new child. Raises OSError when the nursery is gone."""
        source, stdin = os.pipe()
        stdout, target = os.pipe()
        status, told = os.pipe()
        try:
            socket.send_fds(self._control, [_ASKED.pack(memory, seconds)], [source, target, told])
            answer = self._control.recv(_BORN.size)
            if len(answer) != _BORN.size:
                raise ConnectionError("the nursery is gone")
        except OSError:
            for end in (stdin, stdout, status):
                os.close(end)
            raise
        finally:
            for end in (source, target, told):
                os.close(end)
        return Child(_BORN.unpack(answer)[0], os.fdopen(stdin, "wb", 0), os.fdopen(stdout, "rb", 0), status)

    def close(self) -> None:
        """It ends when nobody can ask it any more."""
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL)


_nurseries: dict[tuple[int, str], _Nursery] = {}  # by the number of this process: one that was forked has its own


def bear(module: str, memory: int, seconds: float) -> Child:
    """A child that answers for `module`, limited as asked."""
    with _lock:
        place = (os.getpid(), module)
        for _ in range(2):
            if place not in _nurseries:
                _nurseries[place] = _Nursery(module)
            try:
                return _nurseries[place].bear(memory, seconds)
            except OSError:
                _nurseries.pop(place).close()
        raise OSError("没有能开始处理文件的进程")


@atexit.register
def _close() -> None:
    for (number, _), each in _nurseries.items():
        if number == os.getpid():
            each.close()


# ── in the nursery ──────────────────────────────────────────────────────────────────────────────────────────────────


def _run(name: str) -> None:
    """Bear children until the other end of the socket is closed, and tell how each of them ended."""
    answer = import_module(name).answer
    gc.freeze()
    control = socket.socket(fileno=0)
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    statuses: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([control.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
        _tell(statuses)
        if control.fileno() not in ready:
            continue
        message, ends, _, _ = socket.recv_fds(control, _ASKED.size, 3)
        if not message:
            return
        memory, seconds = _ASKED.unpack(message)
        pid = os.fork()
        if not pid:
            _live(answer, memory, seconds, ends, [control.fileno(), woken, wake, *statuses.values()])
        statuses[pid] = ends[2]
        os.close(ends[0])
        os.close(ends[1])
        control.send(_BORN.pack(pid))


def _tell(statuses: dict[int, int]) -> None:
    while statuses:
        pid, how = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        end = statuses.pop(pid)
        with contextlib.suppress(OSError):
            os.write(end, _ENDED.pack(os.waitstatus_to_exitcode(how)))
        os.close(end)


def _live(answer: worker.Answer, memory: int, seconds: float, ends: list[int], others: list[int]) -> None:
    """The life of a child; it never returns."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for end in (*others, ends[2]):
            os.close(end)
        with os.fdopen(ends[0], "rb") as source, os.fdopen(ends[1], "wb") as target:
            worker.answer_all(answer, memory, seconds, source, target)
    except BaseException:  # noqa: BLE001 - whatever it was, the parent is told by the number
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    _run(sys.argv[1])
