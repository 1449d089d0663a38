"""Which reader read a file: a hash of the code that reads and examines, and of the versions of the parsers it stands on."""

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from operator import itemgetter

# What `read` and `examine` stand on; tests/archive/test_versions.py holds the list against what they import.
ROOMS = ("gongkai.reading", *(f"gongkai.core.{each}" for each in ("checks", "editions", "law", "privacy", "reports")))
FILES = ("findings", "narrative", "quantities", "records")  # of gongkai.core
_PARSERS = ("lxml", "office-oxide", "olefile", "pypdfium2", "python-calamine", "rapidfuzz", "selectolax")
_LENGTH = 12


@cache
def reader() -> str:
    """Twelve signs that change when a file may be read otherwise than before.

    Nobody has to remember to count a version up. A changed remark changes it too: a file read once too often costs a
    moment, a file that keeps an old mistake costs its figures.
    """
    found = sha256(digest(ROOMS).encode())
    for name in FILES:
        found.update(resources.files("gongkai.core").joinpath(f"{name}.py").read_bytes() + b"\0")
    for name in _PARSERS:
        found.update(f"{name} {_version(name)}\0".encode())
    return found.hexdigest()[:_LENGTH]


def digest(rooms: Iterable[str]) -> str:
    """The hash of all code and data of these packages."""
    found = sha256()
    for room in rooms:
        for name, each in sorted(_sources(resources.files(room), room), key=itemgetter(0)):
            found.update(f"{name}\0".encode() + each.read_bytes() + b"\0")
    return found.hexdigest()


def _sources(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _sources(each, f"{name}/{each.name}")
        elif each.name.endswith((".py", ".toml")):
            yield f"{name}/{each.name}", each


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
