"""The list of what an archive consists of: written last and replaced as a whole, so that there is no half archive."""

import contextlib
import fcntl
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

FORMAT = "gongkai-archive/1"
_FILE = "manifest.json"


class Damaged(Exception):
    """The folder is no archive, or one of another format; says which and what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """Tables of some reports, in a folder of their own that is never changed."""

    name: str
    reports: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts in order; the numbers that come next; the parts that were merged into others and may be deleted."""

    parts: tuple[Part, ...] = ()
    next_number: int = 1
    next_part: int = 1
    retired: tuple[str, ...] = ()
    bodies: tuple[dict[str, Any], ...] = ()

    def named(self) -> tuple["Manifest", str]:
        """The manifest with one more part name used, and that name."""
        return replace(self, next_part=self.next_part + 1), f"{self.next_part:06}"


def load(folder: Path) -> Manifest:
    """The manifest; an empty one where there is no archive yet. Raises Damaged."""
    try:
        record = json.loads((folder / _FILE).read_text("utf-8"))
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError) as error:
        raise Damaged(f"打不开报告库的清单 {folder / _FILE}：{error}；请从备份恢复这个文件") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise Damaged(f"{folder} 不是 {FORMAT} 格式的报告库；请换一个文件夹，或者升级程序")
    return Manifest(
        parts=tuple(Part(each["name"], each["reports"]) for each in record["parts"]),
        next_number=record["next_number"],
        next_part=record["next_part"],
        retired=tuple(record["retired"]),
        bodies=tuple(record["bodies"]),
    )


def save(folder: Path, manifest: Manifest) -> None:
    """From now on this is the archive."""
    record = {
        "format": FORMAT,
        "parts": [{"name": part.name, "reports": part.reports} for part in manifest.parts],
        "next_number": manifest.next_number,
        "next_part": manifest.next_part,
        "retired": list(manifest.retired),
        "bodies": list(manifest.bodies),
    }
    put_file(folder / _FILE, json.dumps(record, ensure_ascii=False, indent=1).encode())


def put_file(path: Path, data: bytes) -> None:
    """The whole file or nothing, also when the power goes."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        sync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """What was renamed in it stays renamed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        sync(handle)
    finally:
        os.close(handle)


def sync(handle: int) -> None:
    """What was written is on the disk."""
    os.fsync(handle)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """One writer at a time; the others wait. The lock goes with the process that holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                fcntl.flock(file, fcntl.LOCK_UN)
