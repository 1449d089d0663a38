"""The words that tell what stands beside them (`words.toml`), and patterns made of them."""

import re
from collections.abc import Iterable, Mapping

from gongkai.core.privacy.kinds import read

_ALL = read("words.toml")


def plain(key: str) -> str:
    """A string of the file without its line breaks."""
    return "".join(str(_ALL[key]).split())


def listed(key: str) -> tuple[str, ...]:
    """A list of the file."""
    found = _ALL[key]
    assert isinstance(found, list)
    return tuple(found)


def section(key: str) -> Mapping[str, tuple[str, ...]]:
    """A section of the file: lists by key."""
    found = _ALL[key]
    assert isinstance(found, dict)
    return {name: tuple(words) for name, words in found.items()}


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


def label(words: Iterable[str]) -> str:
    """A pattern for any of the labels; those of two characters are often set with blanks between (姓　　名)."""
    listed = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(" {0,4}".join(word) if len(word) == 2 else re.escape(word) for word in listed) + ")"


LABELS = section("labels")
TABLE = section("table")
SENSITIVE = section("sensitive")
CONTEXT = section("context")
# 「中心」 is an office, 「中心路」 is a road.
_ROAD = "(?!.?[路街])"
CONTEXT_PATTERNS: Mapping[str, re.Pattern[str]] = {
    key: re.compile(one_of(words) + (_ROAD if key == "office_place" else "")) for key, words in CONTEXT.items()
}
SERIAL_BEFORE = re.compile(one_of(CONTEXT["serial"]) + r"[^\u4e00-\u9fff0-9]{0,3}$")


def has(text: str, key: str) -> bool:
    """Whether one of the words of a context stands in `text`."""
    return CONTEXT_PATTERNS[key].search(text) is not None
