"""Numbers in running text: value, unit, whether approximate, and the words around. It does not know what they mean."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gongkai.core.reports import Number

_CHINESE = "零〇一二两三四五六七八九十百千"
_UNITS = "亿元|万元|元|件次|人次|件|条|期|次|人|个|项|篇|份|场|部|家|名|起|宗|%|％"
_QUANTITY = re.compile(
    rf"(?<![\d.A-Za-z第（(])(?P<lead>近|约|大约|超过|超|逾|不足)?(?P<number>\d[\d,]*(?:\.\d+)?|[{_CHINESE}]+)"
    rf"(?P<scale>万(?!元)|千|百)?(?P<more>余|多)?\s*(?P<unit>{_UNITS})(?P<after>以上|左右|余)?"
)
_ENDS = re.compile(r"[。；;！!？?\n]")
_IDIOMS = re.compile(
    r"^[一二两三四五六七八九十][个次项条件份家场部篇名人](?:性|方面|是|律|致|体|定|般|样|直|切|些|旦|起)"
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with its unit. `before` and `after` are the words of its sentence on either side."""

    value: Number
    unit: str
    is_approximate: bool
    start: int
    end: int
    before: str
    after: str
    sentence: int  # number of the sentence in the text

    @property
    def written(self) -> str:
        """As a person would write it: 151件."""
        return f"{self.value}{self.unit}"


def fold(text: str) -> str:
    """Full-width digits and signs narrow, letter for letter, so that places hold."""
    return "".join(_narrow(char) for char in text)


@lru_cache(maxsize=4096)
def _narrow(char: str) -> str:
    narrow = unicodedata.normalize("NFKC", char) if char > "\x7f" else char
    return narrow if len(narrow) == 1 else char


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each sentence; a semicolon ends one too."""
    begin = 0
    for found in _ENDS.finditer(text):
        if found.end() > begin + 1:
            yield begin, found.end()
        begin = found.end()
    if begin < len(text):
        yield begin, len(text)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number with a unit in `text` (Arabic, Chinese or full-width), in order."""
    folded = fold(text)
    return tuple(
        _quantity(match, folded[begin : match.start()], folded[match.end() : end], number)
        for number, (begin, end) in enumerate(sentences(folded))
        for match in _QUANTITY.finditer(folded, begin, end)
        if not _IDIOMS.match(folded, match.start())
    )


def _quantity(match: re.Match[str], before: str, after: str, sentence: int) -> Quantity:
    return Quantity(
        value=_value(match["number"], match["scale"]),
        unit=match["unit"].replace("％", "%"),
        is_approximate=bool(match["lead"] or match["more"] or match["after"]) or bool(match["scale"]),
        start=match.start("number"),
        end=match.end(),
        before=before + (match["lead"] or ""),
        after=after,
        sentence=sentence,
    )


def _value(written: str, scale: str | None) -> Number:
    digits = written.replace(",", "")
    value: Number
    value = (
        chinese(digits)
        if digits[0] in _DIGITS or digits[0] in _SCALES
        else Decimal(digits)
        if "." in digits
        else int(digits)
    )
    scaled = value * _SCALES[scale] if scale else value
    return int(scaled) if scaled == int(scaled) else scaled


def chinese(text: str) -> int:
    """A Chinese numeral below ten thousand: 一百二十三, 十二, 二〇."""
    if not any(char in _SCALES for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in _SCALES:
            total += (digit or 1) * _SCALES[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
