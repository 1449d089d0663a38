"""The limited child process of bulk reading: answers one file after another with its entry or a refusal, in JSON."""

from gongkai.archive import entries
from gongkai.reading import Unreadable
from gongkai.reading.worker import serve


def answer(name: bytes, data: bytes) -> bytes:
    """The entry of one file on one line, or `unreadable` with what, what to do, where."""
    try:
        return entries.line(entries.read(data, name.decode("utf-8", "replace")))
    except Unreadable as error:
        return entries.line({"unreadable": [error.what, error.do, error.where]})
    except (MemoryError, RecursionError):
        return entries.line({"unreadable": ["读这个文件需要的内存超出限度", "请只留年度报告的内容再试", ""]})


if __name__ == "__main__":
    serve(answer)
