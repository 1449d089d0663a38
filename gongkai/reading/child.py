"""The child process of `guard`: answers one file after another with a reading or a refusal, in JSON."""

import json
from typing import Any

from gongkai.reading import read
from gongkai.reading.records import reading_record
from gongkai.reading.result import Scanned, Unreadable
from gongkai.reading.worker import serve


def _answer(head: bytes, data: bytes) -> bytes:
    asked = json.loads(head)
    return json.dumps(_reading(data, asked["name"], scans=asked["scans"]), ensure_ascii=False).encode()


def _reading(data: bytes, name: str, *, scans: bool) -> dict[str, Any]:
    try:
        return reading_record(read(data, name, scans=scans))
    except Unreadable as error:
        if isinstance(error, Scanned) and not scans:
            return {"scanned": error.what}
        return {"unreadable": [error.what, error.do, error.where]}
    except (MemoryError, RecursionError):
        return {"unreadable": ["读这个文件需要的内存超出限度", "请只留年度报告的内容再试", ""]}


if __name__ == "__main__":
    serve(_answer)
