"""A limited child process that answers one request after another; whatever a file does to it, the caller goes on.

The child has a bound on memory, on processor time and on the clock, and may write no files. A request is a head and
data, an answer is bytes, and before it may come words on how far the work is; what they mean is between the two modules
that use this one.
"""

import contextlib
import os
import resource
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from types import TracebackType
from typing import Any, BinaryIO, Protocol, Self

_FAREWELL = 1  # seconds that a child which has closed its pipe may take to end
_HEAD = struct.Struct(">IQ")  # length of the head, length of the data
_TAIL = struct.Struct(">?Q")  # whether it is the answer, and its length
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")


class Late(Exception):
    """The child took longer than it may, and was ended; `seconds` is how long that was."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Gone(Exception):
    """The child ended without an answer: by its limits, or (`has_failed`) by a mistake in the program."""

    def __init__(self, *, has_failed: bool) -> None:
        super().__init__(has_failed)
        self.has_failed = has_failed


class Process(Protocol):
    """What is asked of a child, however it was started."""

    returncode: Any
    stdin: Any
    stdout: Any

    def poll(self) -> int | None: ...
    def wait(self, timeout: float = ...) -> int: ...
    def kill(self) -> None: ...
    def communicate(self) -> object: ...


Answer = Callable[[bytes, bytes], bytes]
Told = Callable[[bytes], None]
Start = Callable[[str, int, float], Process]


class Worker:
    """One child process that runs `module`; it is started when first needed and replaced when it dies."""

    def __init__(self, module: str, *, memory: int, seconds: float, start: "Start | None" = None) -> None:
        self._module, self._memory, self._start = module, memory, start or spawn
        self.seconds = seconds  # by the clock, for one answer or until the next word of it
        self._child: Process | None = None
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

    def ask(self, head: bytes, data: bytes, *, told: Told | None = None) -> bytes:
        """The answer of the child. Raises Late or Gone.

        `told` hears how far it is, and may end it by an exception; each time the child has as long again.
        """
        with self._lock:
            child = self._started()
            deadline = time.monotonic() + self.seconds
            with self._watched(child):
                _write(child, _HEAD.pack(len(head), len(data)) + head, deadline)
                _write(child, data, deadline)
            while True:
                with self._watched(child):
                    is_answer, length = _TAIL.unpack(_read(child, _TAIL.size, deadline))
                    body = _read(child, length, deadline)
                if is_answer:
                    return body
                self._tell(told, body)
                deadline = time.monotonic() + self.seconds

    @contextlib.contextmanager
    def _watched(self, child: Process) -> Iterator[None]:
        """What goes wrong with the child, as Late or Gone."""
        try:
            yield
        except TimeoutError as error:
            self.close()
            raise Late(self.seconds) from error
        except (OSError, EOFError, ValueError) as error:
            raise self._ended(child) from error

    def _tell(self, told: Told | None, message: bytes) -> None:
        try:
            if told is not None:
                told(message)
        except BaseException:
            self.close()  # it is in the midst of an answer that nobody waits for
            raise

    def _ended(self, child: Process) -> Gone:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(_FAREWELL)
        self.close()
        return Gone(has_failed=(child.returncode or 0) > 0)

    def _started(self) -> Process:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = self._start(self._module, self._memory, self.seconds)
        return self._child


def spawn(module: str, memory: int, seconds: float) -> subprocess.Popen[bytes]:
    """A process from nothing, for one that will answer many requests."""
    return subprocess.Popen(
        [sys.executable, "-I", "-m", module, str(memory), str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        bufsize=0,
    )


def environment() -> dict[str, str]:
    """What a child may know of the surroundings: no address, no key."""
    return {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}


def _write(child: Process, data: bytes, deadline: float) -> None:
    assert child.stdin is not None
    pipe = child.stdin.fileno()
    os.set_blocking(pipe, False)
    view = memoryview(data)
    while view:
        _, ready, _ = select.select([], [pipe], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        view = view[os.write(pipe, view[: 1 << 16]) :]


def _read(child: Process, length: int, deadline: float) -> bytes:
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


# ── in the child ────────────────────────────────────────────────────────────────────────────────────────────────────

_told: ContextVar[Told] = ContextVar("told", default=lambda _: None)  # nobody listens outside of a child


def serve(answer: Answer) -> None:
    """Limit this process as its arguments say, then answer requests until the parent closes the pipe."""
    answer_all(answer, int(sys.argv[1]), float(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)


def answer_all(answer: Answer, memory: int, seconds: float, source: BinaryIO, target: BinaryIO) -> None:
    """Limited so, answer what comes from `source` until it is closed."""
    _limit(memory)

    def told(message: bytes) -> None:
        _send(target, message, is_answer=False)
        _allow_time(seconds)

    _told.set(told)
    while (lengths := source.read(_HEAD.size)) and len(lengths) == _HEAD.size:
        head_length, data_length = _HEAD.unpack(lengths)
        head, data = source.read(head_length), source.read(data_length)
        _allow_time(seconds)
        _send(target, answer(head, data), is_answer=True)


def tell(message: bytes) -> None:
    """How far the work on this answer is, to whoever waits for it; there is as much time again from here."""
    _told.get()(message)


def _send(target: BinaryIO, body: bytes, *, is_answer: bool) -> None:
    target.write(_TAIL.pack(is_answer, len(body)))
    target.write(body)
    target.flush()


def _limit(memory: int) -> None:
    """Memory as given, no files written, no core left behind."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_time(seconds: float) -> None:
    """Processor time for one more request; the parent watches the clock."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard))
