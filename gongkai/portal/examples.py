"""Example reports: the specimen that comes with the software, and those that lie in the data folder."""

import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from django.conf import settings

SPECIMEN = "青禾区行政审批服务局2025年度报告.txt"


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its file, body and year, what was planted in it."""

    file: str
    title: str
    shows: str

    @property
    def kind(self) -> str:
        """The kind of file."""
        return Path(self.file).suffix[1:].upper()


def folder() -> Path:
    """Where the examples of this installation lie."""
    return Path(settings.GONGKAI_DATA) / "examples"


def specimen() -> bytes:
    """The example that is always there."""
    return resources.files(__package__).joinpath("specimen.txt").read_bytes()


def listed() -> tuple[Example, ...]:
    """The specimen first, then those of the data folder; a folder without a list has none."""
    own = Example(SPECIMEN, "青禾区行政审批服务局 2025年度报告", "表三收进来的和办出去的差一件；文字与表不一致")
    return own, *_of_folder()


def _of_folder() -> tuple[Example, ...]:
    try:
        index = json.loads((folder() / "index.json").read_text("utf-8"))
        found = tuple(Example(str(each["file"]), str(each["title"]), str(each["shows"])) for each in index)
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(each for each in found if Path(each.file).name == each.file and (folder() / each.file).is_file())


def data(file: str) -> bytes | None:
    """The bytes of an example; None for anything that is not on the list."""
    if file == SPECIMEN:
        return specimen()
    return (folder() / file).read_bytes() if any(each.file == file for each in _of_folder()) else None
