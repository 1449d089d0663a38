"""Every deed with a file happens in a limited child process of its own, which ends with the deed."""

import json
import struct
from collections.abc import Sequence

from gongkai.reading import nursery
from gongkai.reading.worker import Gone, Late, Worker
from gongkai.release.values import CannotRelease

MEMORY = 800_000_000  # bytes that the child may hold
SECONDS = 30  # for looking at one file, by the clock
SECONDS_TO_DRAW = 240  # for drawing every page of one file
_LENGTH = struct.Struct(">Q")
_DRAWN = frozenset({"redact", "verify", "pages", "rebuild", "visible_text"})


def do(deed: str, files: Sequence[bytes], **said: object) -> tuple[object, list[bytes]]:
    """What the child found, and the files it made. Raises CannotRelease, also when the limits were exceeded."""
    seconds = SECONDS_TO_DRAW if deed in _DRAWN else SECONDS
    head = json.dumps({"deed": deed, "with": said}, ensure_ascii=False).encode("utf-8", "replace")
    try:
        with Worker("gongkai.release.child", memory=MEMORY, seconds=seconds, start=nursery.bear) as worker:
            answer, *made = unpack(worker.ask(head, pack(files)))
        record = json.loads(answer)
    except Late as error:
        raise CannotRelease(f"处理了 {seconds} 秒还没有完成，已停止", "请拆成几个文件，或者另存一份再试") from error
    except Gone as error:
        raise _refusal(error) from error
    except (ValueError, struct.error) as error:
        raise _refusal(Gone(has_failed=True)) from error
    if "refused" in record:
        raise CannotRelease(*record["refused"])
    return record["found"], made


def _refusal(gone: Gone) -> CannotRelease:
    if gone.has_failed:
        return CannotRelease("处理这个文件时程序出了错，已停止", "请把这个文件交给程序的维护者")
    return CannotRelease(
        "处理这个文件超出了内存或时间的限度，或者文件损坏得让程序中断，已停止", "请拆成几个文件，或者另存一份再试"
    )


def pack(files: Sequence[bytes]) -> bytes:
    """Several files as one, each after its length."""
    return b"".join(part for file in files for part in (_LENGTH.pack(len(file)), file))


def unpack(data: bytes) -> list[bytes]:
    """The files that `pack` joined."""
    files, at = [], 0
    while at < len(data):
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size + length
        files.append(data[at - length : at])
    return files
