"""Pages of the originals that were handed in, as pictures: each drawn in a limited child process of its own."""

import json
from functools import lru_cache
from threading import BoundedSemaphore

from gongkai.reading import nursery
from gongkai.reading.worker import Gone, Late, Worker
from gongkai.release import CannotRelease
from gongkai.vault import files

WIDTH = 1400  # pixels
_MEMORY = 600_000_000
_SECONDS = 20
_AT_ONCE = BoundedSemaphore(2)


@lru_cache(maxsize=512)
def size(stored: str, number: int) -> tuple[float, float]:
    """Width and height of a page, in whatever unit. What lies under a name never changes. Raises CannotRelease, Missing."""
    width, height = json.loads(_ask(stored, number=number))
    return float(width), float(height)


@lru_cache(maxsize=48)  # for those who go through a page figure by figure: browsers keep nothing of the desk
def page(stored: str, number: int) -> bytes:
    """The page as PNG in grey. Raises CannotRelease, Missing."""
    return _ask(stored, number=number, width=WIDTH)


def _ask(stored: str, **asked: int) -> bytes:
    data = files.fetch(stored)
    try:
        module = "gongkai.desk.reports.original_child"
        with _AT_ONCE, Worker(module, memory=_MEMORY, seconds=_SECONDS, start=nursery.bear) as worker:
            answer = worker.ask(json.dumps(asked).encode(), data)
    except (Late, Gone) as error:
        raise CannotRelease("这一页画不出来：超出了时间或者内存的限度", "请下载原件对照") from error
    if answer[:1] != b"\1":
        raise CannotRelease(*json.loads(answer[1:]))
    return answer[1:]
