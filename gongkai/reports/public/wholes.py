"""Whole tables of the archive as files: each made once for a state of the archive, in the background, one after the other."""

import hashlib
import shutil
from concurrent.futures import Future
from pathlib import Path
from threading import Lock, Thread

from django.conf import settings

from gongkai.reports.public import archived

KINDS = ("csv", "json", "parquet")
PATIENCE = 20.0  # seconds that somebody waits before being told to come again
_lock, _turn = Lock(), Lock()
_under_way: dict[Path, Future[Path]] = {}


class BeingMade(Exception):
    """The file takes longer than anybody waits; it is being made all the same."""


def table(name: str, kind: str) -> Path:
    """The file of one table as the archive is now. Raises BeingMade, Refused for another table."""
    path = _home() / f"{name}.{kind}"
    if path.is_file():
        return path
    with _lock:
        future = _under_way.get(path)
        if future is None:
            future = _under_way[path] = Future()
            Thread(target=_make, args=(path, name, kind, future), name="exporting", daemon=True).start()
    try:
        return future.result(timeout=PATIENCE)
    except TimeoutError as error:
        raise BeingMade from error


def size(name: str, kind: str) -> int | None:
    """Bytes of a file that has been made already."""
    try:
        return (_home() / f"{name}.{kind}").stat().st_size
    except OSError:
        return None


def mark() -> str:
    """Another one whenever the archive has changed."""
    return hashlib.sha256(repr(archived.state()).encode()).hexdigest()[:20]


def _home() -> Path:
    return Path(settings.GONGKAI_DATA) / "open-data" / f"archive-{mark()}"


def _make(path: Path, name: str, kind: str, future: Future[Path]) -> None:
    try:
        with _turn:
            _sweep(path.parent)
            if not path.is_file():
                archived.export(name, kind, path)
        future.set_result(path)
    except Exception as error:  # noqa: BLE001 - told to whoever waits
        future.set_exception(error)
    finally:
        with _lock:
            _under_way.pop(path, None)


def _sweep(kept: Path) -> None:
    """What was made of an earlier state goes: it may hold what was taken down. Whoever reads it just now reads on."""
    for each in kept.parent.glob("archive-*"):
        if each != kept:
            shutil.rmtree(each, ignore_errors=True)
