"""The files beside the tables: each original by its hash, each reading by its original and the reader that read it."""

import gzip
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from gongkai.archive.manifest import put_file


def hash_of(data: bytes) -> str:
    """The name of an original."""
    return sha256(data).hexdigest()


def keep_raw(folder: Path, data: bytes) -> str:
    """Keep an original, once, or again where the kept one was damaged; its hash."""
    name = hash_of(data)
    path = _raw(folder, name)
    if raw(folder, name) is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        put_file(path, data)
    return name


def raw(folder: Path, name: str) -> bytes | None:
    """The original of that hash; None when it is not there or is not what it was."""
    try:
        data = _raw(folder, name).read_bytes()
    except OSError:
        return None
    return data if hash_of(data) == name else None


def _raw(folder: Path, name: str) -> Path:
    return folder / "raw" / name[:2] / name


def keep_reading(folder: Path, report: str, version: str, line: bytes) -> None:
    """Keep an entry as it was made, to be compared with what a later reader says."""
    path = _reading(folder, report, version)
    path.parent.mkdir(parents=True, exist_ok=True)
    put_file(path, gzip.compress(line, compresslevel=6, mtime=0))


def reading(folder: Path, report: str, version: str) -> dict[str, Any] | None:
    """The entry of a report by one reader (or in one version), None when it is not there."""
    try:
        record: dict[str, Any] = json.loads(gzip.decompress(_reading(folder, report, version).read_bytes()))
    except (OSError, ValueError, EOFError):
        return None
    return record


def _reading(folder: Path, report: str, version: str) -> Path:
    name = hash_of(f"{report}\0{version}".encode())
    return folder / "readings" / name[:2] / f"{name}.json.gz"
