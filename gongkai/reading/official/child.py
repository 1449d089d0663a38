"""The child process of `guard`: answers one file after another with what was recognised or a refusal, in JSON."""

import json
from typing import Any

from gongkai.reading.official import read
from gongkai.reading.official.drafted import drafted_record
from gongkai.reading.result import Unreadable
from gongkai.reading.worker import serve


def answer(name: bytes, data: bytes) -> bytes:
    return json.dumps(_drafted(data, name.decode("utf-8", "replace")), ensure_ascii=False).encode("utf-8", "replace")


def _drafted(data: bytes, name: str) -> dict[str, Any]:
    try:
        return drafted_record(read(data, name))
    except Unreadable as error:
        return {"unreadable": [error.what, error.do, error.where]}
    except (MemoryError, RecursionError):
        return {"unreadable": ["读这个文件需要的内存超出限度", "请只留公文再试", ""]}


if __name__ == "__main__":
    serve(answer)
