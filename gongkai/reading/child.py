"""The child process of `guard`: limits itself, then answers one file after another on its standard streams."""

import json
import resource
import sys
from typing import Any, BinaryIO

from gongkai.reading import read
from gongkai.reading.guard import HEAD, TAIL
from gongkai.reading.records import reading_record
from gongkai.reading.result import Unreadable


def main() -> None:
    """Read requests until the parent closes the pipe."""
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    _limit(memory)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while (head := source.read(HEAD.size)) and len(head) == HEAD.size:
        name_length, data_length = HEAD.unpack(head)
        name = source.read(name_length).decode("utf-8", "replace")
        data = source.read(data_length)
        _allow_time(seconds)
        _answer(target, _reading(data, name))


def _limit(memory: int) -> None:
    """Memory as given, no files written, no core left behind."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_time(seconds: float) -> None:
    """Processor time for one more file; the parent watches the clock."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard))


def _reading(data: bytes, name: str) -> dict[str, Any]:
    try:
        return reading_record(read(data, name))
    except Unreadable as error:
        return {"unreadable": [error.what, error.do, error.where]}
    except (MemoryError, RecursionError):
        return {"unreadable": ["读这个文件需要的内存超出限度", "请只留年度报告的内容再试", ""]}


def _answer(target: BinaryIO, record: dict[str, Any]) -> None:
    body = json.dumps(record, ensure_ascii=False).encode()
    target.write(TAIL.pack(len(body)) + body)
    target.flush()


if __name__ == "__main__":
    main()
