"""Which lines are headings of the six parts: by their titles, whatever their numbering."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz import fuzz

from gongkai.core import editions
from gongkai.reading.fold import bare, fold

_NUMBERED = re.compile(r"^[#*\s]*第?[一二三四五六七八1-8](?:部分)?\s*[、.,:)]\s*")
_LONGEST = 45


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    return tuple(
        dict.fromkeys(
            (part.key, bare(spelling))
            for edition in editions.every()
            for part in edition.parts
            for spelling in (part.label, *part.aliases)
        )
    )


@lru_cache(maxsize=4096)
def part_of(text: str) -> str | None:
    """The part that a numbered line is the heading of; typos and stray words do no harm. None for any other line."""
    folded = fold(text).strip()
    numbered = _NUMBERED.match(folded)
    if not numbered or len(folded) > _LONGEST:
        return None
    word = bare(folded[numbered.end() :])
    score, part = max((fuzz.ratio(word, title), part) for part, title in _titles())
    if score >= 78:
        return part
    begun = [(len(title), part) for part, title in _titles() if word.startswith(title)]
    return max(begun)[1] if begun else None


@lru_cache(maxsize=4096)
def _by_title_alone(text: str) -> str | None:
    """The part whose exact title a line is, without a number or with one in brackets."""
    if len(text) > _LONGEST:
        return None
    word = bare(text)
    return next((part for part, title in _titles() if word == title), None)


class Headings:
    """The headings of one report. A title without a number counts only for a part that has no numbered heading."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._numbered = {part for text in texts if (part := part_of(text))}

    def of(self, text: str) -> str | None:
        """The part that this line is the heading of, or None."""
        if part := part_of(text):
            return part
        alone = _by_title_alone(text)
        return alone if alone not in self._numbered else None
