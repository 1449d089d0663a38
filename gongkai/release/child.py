"""The child process of `guard`: does one thing with one file and answers with JSON, followed by bytes where there are any."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from gongkai.reading.result import Unreadable
from gongkai.reading.worker import serve
from gongkai.release import accepting, looking, marking, rebuilding, redacting, sheets, verifying
from gongkai.release.guard import pack, unpack
from gongkai.release.values import CannotRelease, Mark

_Answer = tuple[object, list[bytes]]


def _look(files: list[bytes], name: str) -> _Answer:
    return asdict(looking.look(files[0], name)), []


def _accepts(files: list[bytes], name: str, most_bytes: int) -> _Answer:
    return accepting.accepts(files[0], name, most_bytes), []


def _admit(files: list[bytes], name: str, most_bytes: int) -> _Answer:
    fault = accepting.accepts(files[0], name, most_bytes)
    return [fault or "", None if fault else asdict(looking.look(files[0], name))], []


def _pages(files: list[bytes], dpi: float) -> _Answer:
    found = list(sheets.pages(files[0], dpi))
    return [[each.width, each.height] for each in found], [each.png for each in found]


def _words(files: list[bytes]) -> _Answer:
    return [[asdict(word) for word in page] for page in marking.words(files[0])], []


def _find_boxes(files: list[bytes], needles: list[str]) -> _Answer:
    return [asdict(mark) for mark in marking.find_boxes(files[0], needles)], []


def _personal_boxes(files: list[bytes]) -> _Answer:
    return [asdict(mark) for mark in marking.personal_boxes(files[0])], []


def _redact(files: list[bytes], marks: list[dict[str, Any]]) -> _Answer:
    found = redacting.redact(files[0], [Mark(**mark) for mark in marks])
    return found.pages, [found.data]


def _verify(files: list[bytes], marks: list[dict[str, Any]]) -> _Answer:
    return verifying.verify(files[0], files[1], [Mark(**mark) for mark in marks]), []


def _clean_picture(files: list[bytes]) -> _Answer:
    return None, [sheets.clean_picture(files[0])]


def _rebuild(files: list[bytes], name: str) -> _Answer:
    made = rebuilding.rebuild(files[0], name)
    record = {
        "kind": made.kind,
        "name_suffix": made.name_suffix,
        "removed": [asdict(each) for each in made.removed],
        "notes": made.notes,
    }
    return record, [made.data]


def _visible_text(files: list[bytes], name: str) -> _Answer:
    return rebuilding.visible_text(files[0], name), []


_DEEDS: Mapping[str, Callable[..., _Answer]] = MappingProxyType(
    {
        "look": _look,
        "accepts": _accepts,
        "admit": _admit,
        "pages": _pages,
        "words": _words,
        "find_boxes": _find_boxes,
        "personal_boxes": _personal_boxes,
        "redact": _redact,
        "verify": _verify,
        "clean_picture": _clean_picture,
        "rebuild": _rebuild,
        "visible_text": _visible_text,
    }
)


def answer(head: bytes, data: bytes) -> bytes:
    asked = json.loads(head)
    try:
        found, files = _DEEDS[asked["deed"]](unpack(data), **asked["with"])
    except (CannotRelease, Unreadable) as error:
        return pack([_refusal(error.what, error.do)])
    except (MemoryError, RecursionError):
        return pack([_refusal("处理这个文件需要的内存超出限度", "请拆成几个文件再试")])
    except Exception:  # noqa: BLE001 - the deeds stand on other people's parsers; whatever those say, the file is torn
        return pack([_refusal("文件已损坏，或者不是它看起来的那种文件", "请用原来的软件打开后另存一份再试")])
    return pack([json.dumps({"found": found}, ensure_ascii=False).encode(), *files])


def _refusal(what: str, do: str) -> bytes:
    return json.dumps({"refused": [what, do]}, ensure_ascii=False).encode()


if __name__ == "__main__":
    serve(answer)
