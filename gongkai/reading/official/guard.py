"""Reading in a limited child process: a hostile or broken file may end the child, never the caller."""

import json

from gongkai.reading import nursery
from gongkai.reading.official.drafted import Drafted, drafted_of
from gongkai.reading.result import Unreadable
from gongkai.reading.worker import Gone, Late, Start, Worker

MEMORY = 450_000_000  # bytes that the child may hold
SECONDS = 20  # for one file, by the clock


def read_in_child(data: bytes, name: str, *, memory: int = MEMORY, seconds: float = SECONDS) -> Drafted:
    """The official document in one file, as `gongkai.reading.official.read`, by a child that ends with it.

    Raises Unreadable, also when the limits were exceeded.
    """
    with Guard(memory=memory, seconds=seconds, start=nursery.bear) as guard:
        return guard.read(data, name)


class Guard(Worker):
    """One child process that reads many files one after another, as a migration does; replaced when it dies."""

    def __init__(self, *, memory: int = MEMORY, seconds: float = SECONDS, start: Start | None = None) -> None:
        super().__init__("gongkai.reading.official.child", memory=memory, seconds=seconds, start=start)

    def read(self, data: bytes, name: str) -> Drafted:
        """The official document in one file. Raises Unreadable, also when the limits were exceeded."""
        try:
            answer = json.loads(self.ask(name.encode("utf-8", "replace"), data))
        except Late as error:
            raise Unreadable(
                f"读了 {self.seconds:g} 秒还没有读完，已停止", "请用 Word 或 WPS 打开，只留公文另存一份再试"
            ) from error
        except Gone as error:
            raise _refusal(error) from error
        except ValueError as error:
            raise _refusal(Gone(has_failed=True)) from error
        if "unreadable" in answer:
            what, do, where = answer["unreadable"]
            raise Unreadable(what, do, where=where)
        return drafted_of(answer)


def _refusal(gone: Gone) -> Unreadable:
    if gone.has_failed:
        return Unreadable("读这个文件时程序出了错，已停止", "请换一种格式再试，并把这个文件交给程序的维护者")
    return Unreadable(
        "读这个文件超出了内存或时间的限度，或者文件损坏得让程序中断，已停止",
        "请用 Word 或 WPS 打开，只留公文另存一份再试",
    )
