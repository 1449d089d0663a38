"""What one cell of a table says: a number, nothing, or something that is no figure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from gongkai.core.quantities import chinese
from gongkai.core.reports import Number
from gongkai.reading.fold import MARK, fold

LONGEST = 18  # digits: no count of an office is longer


class Says(StrEnum):
    """The four things a cell can say."""

    NUMBER = "number"
    BLANK = "blank"
    SEVERAL = "several"  # numbers with blanks between them
    WORDS = "words"
    LOST = "lost"  # our own mark 〔缺〕 for a cell that was not in the original
    DOUBTFUL = "doubtful"  # our own mark 〔疑〕 and what the cell may be


FIGURES = frozenset({Says.NUMBER, Says.SEVERAL, Says.LOST, Says.DOUBTFUL})  # what stands where a figure belongs


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell understood: `value` for a number, `several` for numbers in one cell, the unit printed with it."""

    says: Says
    value: Number | None = None
    unit: str = ""
    several: tuple[str, ...] = ()
    is_lookalike: bool = False  # a letter stood for the digit


BLANK = Figure(Says.BLANK)
WORDS = Figure(Says.WORDS)

# The marks that `gongkai.writing` prints for cells that hold no figure and are not blank, as folding leaves them.
LOST_MARK, DOUBTFUL_MARK = "〔缺〕", "〔疑〕"
_LOST, _DOUBTFUL = "(缺)", "(疑)"

_NOTE_MARKS = f"{MARK}* \t\n"
_CHINESE = re.compile(r"^(?:[零〇]|[一二三四五六七八九十百千零〇]{2,})$")
# What offices print for nothing: see report_forms, cell_forms.
_NOTHING = frozenset({"", "/", "-", "--", "---", "—", "无", "空", "/ /", "\\", "·", ".", "N/A", "n/a", "nil", "&nbsp;"})
_UNIT = "亿元|万元|千元|百元|元|万|件次|件|项|条|个|次|份|部|人|起|宗"
_UP_DOWN = "增加|减少|新增|增|减|上升|下降|\\+|-|↑|↓"
_PLAIN = re.compile(rf"^(?P<sign>{_UP_DOWN})?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<unit>{_UNIT})?$")
_REMARK = re.compile(r"\((?P<remark>[^()]*[\u4e00-\u9fff][^()]*)\)$")
_SEVERAL = re.compile(r"^[+-]?\d[\d,]*(?:\.\d+)?(?:\s+[+-]?\d[\d,]*(?:\.\d+)?)+$")
_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_DOWN = frozenset({"减少", "减", "下降", "-", "↓"})
# Letters that a scanner or a typist puts for a digit; only where the whole cell is one such letter.
_LOOKALIKE = {"O": "0", "o": "0", "〇": "0", "○": "0", "Ο": "0", "l": "1", "I": "1"}


@lru_cache(maxsize=8192)
def understand(text: str) -> Figure:
    """What a cell says. Never raises; a number with a remark keeps the number, words are no number."""
    folded = fold(text).strip().rstrip(_NOTE_MARKS).removeprefix("'")  # the mark of a number typed as text
    squeezed = "".join(folded.split())
    if squeezed in _NOTHING:
        return BLANK
    if squeezed == _LOST:
        return Figure(Says.LOST)
    if squeezed.startswith(_DOUBTFUL):
        return Figure(Says.DOUBTFUL, several=tuple(filter(None, squeezed.removeprefix(_DOUBTFUL).split("/"))))
    if _SEVERAL.match(folded):
        return Figure(Says.SEVERAL, several=tuple(folded.split()))
    if _CHINESE.match(squeezed):
        return Figure(Says.NUMBER, chinese(squeezed))
    if squeezed in _LOOKALIKE:
        return Figure(Says.NUMBER, int(_LOOKALIKE[squeezed]), is_lookalike=True)
    found = _PLAIN.match(_REMARK.sub("", squeezed))
    if not found:
        return WORDS
    return _number(found)


def _number(found: re.Match[str]) -> Figure:
    digits = found["digits"]
    if "," in digits and not _THOUSANDS.match(digits):
        return WORDS
    digits = digits.replace(",", "")
    if len(digits) > LONGEST:
        return Figure(Says.DOUBTFUL)
    value: Number = Decimal(digits) if "." in digits else int(digits)
    if found["sign"] in _DOWN:
        value = -value
    return Figure(Says.NUMBER, value, found["unit"] or "")
