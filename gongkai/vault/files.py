"""Files sealed in the data folder: written whole, checked, flushed to the disk and only then given their name.

Django's storage does none of it: a full disk or a power cut leaves half a file under a good name.
"""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from gongkai.vault import sealing


class Missing(Exception):
    """A file that the database knows and the folder has not, or has damaged."""


def keep(data: bytes) -> str:
    """Keep `data` and give its name, 64 hexadecimal digits; the same data is kept once. OSError when the disk is full."""
    name = sealing.mark(data, "file")
    path = _path(name)
    if path.exists() and _is_whole(path, name):
        os.utime(path)  # it is wanted again: a sweep that is under way shall take it for new
        return name
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, sealing.seal(data))
    if fetch(name) != data:
        raise OSError(f"写入后核对不符：{name[:8]}")
    return name


def fetch(name: str) -> bytes:
    """The data of a name. Raises Missing when it is not there, or not what was kept."""
    try:
        data = sealing.unseal(_path(name).read_bytes())
    except FileNotFoundError as error:
        raise Missing(f"附件不在数据文件夹里（{name[:8]}），请从备份恢复") from error
    except sealing.Sealed as error:
        raise Missing(f"附件损坏或者密钥不对（{name[:8]}），请从备份恢复") from error
    if sealing.mark(data, "file") != name:
        raise Missing(f"附件内容和登记的不符（{name[:8]}），请从备份恢复")
    return data


def sweep(known: Iterable[str], *, older_than: float) -> int:
    """Remove files that no row knows, and drafts of writes that never ended; how many.

    Only those last written before the moment `older_than` (seconds since 1970): a younger one may belong to a deed that is
    not finished.
    """
    wanted, removed = set(known), 0
    for path in list(_folder().glob("??/*")):
        if path.name not in wanted and path.stat().st_mtime < older_than:
            path.unlink()
            removed += 1
    return removed


def _write(path: Path, sealed: bytes) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix="draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        if Path(draft).stat().st_size != len(sealed):
            raise OSError("磁盘没有写完整")
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _flush(path.parent)


def _flush(folder: Path) -> None:
    """The name itself has to reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_whole(path: Path, name: str) -> bool:
    try:
        return bool(path.stat().st_size) and fetch(name) is not None
    except Missing:
        return False


def _path(name: str) -> Path:
    if len(name) != 64 or not name.isalnum():
        raise Missing("没有这个附件")
    return _folder() / name[:2] / name


def _folder() -> Path:
    return Path(settings.GONGKAI_DATA) / "files"
