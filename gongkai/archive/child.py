"""The limited child process of bulk reading: answers one file after another with its entry or a refusal, in JSON."""

import json

from gongkai.archive import entries
from gongkai.reading import Unreadable
from gongkai.reading.result import Scanned
from gongkai.reading.worker import serve


def answer(head: bytes, data: bytes) -> bytes:
    """The entry of one file on one line, `unreadable` with what, what to do, where, or `scanned`: it must be looked at."""
    asked = json.loads(head)
    try:
        return entries.line(entries.read(data, asked["name"], scans=asked["scans"]))
    except Unreadable as error:
        if isinstance(error, Scanned) and not asked["scans"]:
            return entries.line({"scanned": error.what})
        return entries.line({"unreadable": [error.what, error.do, error.where]})
    except (MemoryError, RecursionError):
        return entries.line({"unreadable": ["读这个文件需要的内存超出限度", "请只留年度报告的内容再试", ""]})


if __name__ == "__main__":
    serve(answer)
