"""A text as the patterns see it: full-width signs are narrow, invisible ones gone; and the way back to its places."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import chain

_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Ideographs, Hangul, surrogates and private signs are themselves. Raised and encircled figures are marks of notes, not digits.
_PLAIN_RANGES = (
    range(0x80, 0x2070),
    range(0x20A0, 0x2460),
    range(0x2500, 0x3400),
    range(0xA000, 0xAC00),
    range(0xF900, 0x10000),
    range(0x1D400, 0x1D800),
)
_RAISED = frozenset("²³¹")


class Folded:
    """A folded text and the places of its characters in the text it came from."""

    __slots__ = ("_places", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self._places: Sequence[int] | None = None
        if source.isascii():
            self.text = source
            return
        if _INVISIBLE.search(source):
            kept = [i for i, char in enumerate(source) if not _INVISIBLE.match(char)]
            self._places, source = kept, "".join(source[i] for i in kept)
        self.text = source.translate(_narrow())

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A place of the folded text in the text it came from."""
        if self._places is None or end <= start:
            return start, end
        return self._places[start], self._places[end - 1] + 1


@cache
def _narrow() -> dict[int, str]:
    """Every sign with a plain form of one character, so that places hold."""
    found = {}
    for code in chain.from_iterable(_PLAIN_RANGES):
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        digit = unicodedata.decimal(char, None)
        if digit is not None:
            found[code] = str(digit)
        elif plain != char and len(plain) == 1 and char not in _RAISED:
            found[code] = plain
    return found
