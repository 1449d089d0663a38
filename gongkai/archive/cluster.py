"""The same reading on a larger engine: files are read by Ray on all its machines, and filed by the one that asked."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from gongkai.archive import bulk
from gongkai.archive.answers import NotInstalled
from gongkai.archive.bulk import File, Outcome
from gongkai.reading.guard import Readers

Task = Callable[[str, bytes], tuple[bytes, str]]
_RETRIES = 3  # for a file whose reader's machine or process was lost
_WAITING = 8  # files a worker that are on their way


def read(name: str, data: bytes) -> tuple[bytes, str]:
    """One file in a limited child of whatever process runs this: its entry, or why there is none."""
    outcome = bulk.ask(_child(os.getpid()), File(name, data))
    return outcome.line, outcome.refusal


def in_cluster(given: Iterable[File], workers: int, *, task: Task = read) -> Iterator[Outcome]:
    """The outcomes in the order of the files. Of the cluster that `ray.init` joined, or one of `workers` on this machine.

    A task is a pure function of bytes: when a process or a machine is lost, Ray runs it again elsewhere, and since
    only the caller files what came of it, nothing is lost and nothing is there twice.
    """
    ray = _ray()
    if not ray.is_initialized():
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers of every use
        ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, configure_logging=False)
    remote = ray.remote(max_retries=_RETRIES)(task)
    waiting: deque[tuple[File, object]] = deque()
    for file in given:
        waiting.append((file, remote.remote(file.name, file.data)))
        if len(waiting) >= _WAITING * workers:
            yield _outcome(ray, *waiting.popleft())
    while waiting:
        yield _outcome(ray, *waiting.popleft())


def leave() -> None:
    """Let go of the cluster; one that was started for this is stopped."""
    _ray().shutdown()


def _outcome(ray: ModuleType, file: File, asked: object) -> Outcome:
    try:
        line, refusal = ray.get(asked)
    except ray.exceptions.RayError:
        return Outcome(file, b"", f"读这个文件的进程 {_RETRIES + 1} 次都中断了。请换一种格式再试，或者单独读这个文件")
    return Outcome(file, line, refusal)


@cache
def _child(_process: int) -> Readers:
    return bulk.child()


def _ray() -> ModuleType:
    try:
        return import_module("ray")
    except ImportError as error:
        raise NotInstalled("没有装 Ray；请装上 gongkai[cluster]，或者不用集群：改用 workers 参数") from error
