"""Characters on a page -> lines, cells and paragraphs, as a typesetter would read them. Points; y grows downward."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from gongkai.reading.fold import MARK

_SMALL = 0.55  # of the usual height: commas, full stops, dashes
_CJK = re.compile("[\u2e80-\u9fff\uf900-\uffef\u3000-\u303f\u2018-\u201d]")


class Char(NamedTuple):
    """One character and its box."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    is_spaced: bool = False  # the file has a blank before it

    @property
    def middle(self) -> float:
        """Half its height, for telling lines apart."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of characters, left to right."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float  # of its Chinese characters; 0 where it has none


@dataclass(frozen=True, slots=True)
class Run:
    """A paragraph, or the part of one that stands on one page."""

    text: str
    is_indented: bool
    is_full: bool  # its last line reaches the right margin: it may go on


def text_lines(chars: Iterable[Char]) -> list[TextLine]:
    """The lines that the characters form, from top to bottom. A wide gap becomes a tab, a gap a blank.

    Whole characters make the lines; commas, dots and raised marks join the line in whose height they stand.
    """
    every = sorted(chars, key=lambda each: each.y0 + each.y1)
    if len(every) < 2:
        return [_line(every)] if every else []
    usual = median(char.y1 - char.y0 for char in every)
    rows: list[list[Char]] = []
    small: list[Char] = []
    for char in every:
        height = char.y1 - char.y0
        if height < _SMALL * usual:
            small.append(char)
        elif rows and char.middle - _middle(rows[-1]) < 0.5 * max(height, rows[-1][-1].y1 - rows[-1][-1].y0):
            rows[-1].append(char)
        else:
            rows.append([char])
    _join_small(rows, small)
    return [_line(sorted(row, key=lambda each: each.x0)) for row in sorted(rows, key=_middle)]


def _join_small(rows: list[list[Char]], small: Iterable[Char]) -> None:
    spans = [(min(c.y0 for c in row), max(c.y1 for c in row), row) for row in rows]
    for char in small:
        slack = 0.25 * (char.y1 - char.y0) + 1
        home = next((row for y0, y1, row in spans if y0 - slack <= char.middle <= y1 + slack), None)
        if home is None:
            home = []
            rows.append(home)
            spans.append((char.y0, char.y1, home))
        home.append(char)


def _middle(row: Sequence[Char]) -> float:
    return row[0].middle if len(row) < 3 else row[len(row) // 2].middle


def _line(row: Sequence[Char]) -> TextLine:
    if len(row) == 1:  # most figures are 0
        text, x0, y0, x1, y1, _ = row[0]
        return TextLine(text, x0, y0, x1, y1, y1 - y0 if "\u4e00" <= text <= "\u9fff" else 0.0)
    size = max(c.y1 - c.y0 for c in row) if len(row) < 3 else median(c.y1 - c.y0 for c in row)
    chinese = [c.y1 - c.y0 for c in row if "\u4e00" <= c.text <= "\u9fff"]
    raised = _raised(row)
    parts = [row[0].text]
    for before, char in pairwise(row):
        parts += [_gap(before, char, size), MARK if char in raised else char.text]
    return TextLine(
        "".join(parts),
        row[0].x0,
        min(c.y0 for c in row),
        max(c.x1 for c in row),
        max(c.y1 for c in row),
        median(chinese) if chinese else 0.0,
    )


def _raised(row: Sequence[Char]) -> frozenset[Char]:
    """Small raised digits: the marks of footnotes, not part of the figure before them."""
    digits = [char for char in row if char.text.isdigit()]
    if len(digits) < 2:
        return frozenset()
    height, bottom = max(c.y1 - c.y0 for c in digits), max(c.y1 for c in digits)
    return frozenset(c for c in digits if c.y1 - c.y0 < 0.78 * height and bottom - c.y1 > 0.15 * height)


def _gap(before: Char, char: Char, size: float) -> str:
    gap = char.x0 - before.x1
    if gap <= 0.25 * size and not char.is_spaced:
        return ""
    if gap > 1.6 * size:
        return "\t"
    is_latin = not (_CJK.match(before.text) or _CJK.match(char.text))
    if is_latin:
        return " " if char.is_spaced or gap > 0.25 * size else ""
    return " " if gap > 0.7 * size else ""


def cell_text(lines: Sequence[TextLine], right: float) -> str:
    """The text of a cell. A line that fills the cell runs on into the next; otherwise a new line begins."""
    parts: list[str] = []
    for line in lines:
        parts.append(line.text.strip())
        if right - line.x1 > 1.2 * (line.y1 - line.y0):
            parts.append("\n")
    return "".join(parts).strip()


def paragraphs(lines: Sequence[TextLine], left: float, right: float, *, is_heading: Callable[[str], bool]) -> list[Run]:
    """Lines joined into paragraphs: an indent, a short line before, a heading, or a change of size begins a new one."""
    found: list[Run] = []
    before: TextLine | None = None
    for line in lines:
        indented, full = line.x0 - left > 0.8 * _height(line), right - line.x1 < 1.8 * _height(line)
        is_more = found and before is not None and found[-1].is_full and not indented and _is_like(before, line)
        if is_more and not is_heading(line.text) and not is_heading(found[-1].text):
            found[-1] = Run(join(found[-1].text, line.text), found[-1].is_indented, full)
        else:
            found.append(Run(line.text, indented, full and "\t" not in line.text))
        before = line
    return found


def _height(line: TextLine) -> float:
    return line.size or line.y1 - line.y0


def _is_like(before: TextLine, line: TextLine) -> bool:
    """Whether two lines are of one size and near each other."""
    is_same = not (before.size and line.size) or abs(line.size - before.size) < 0.2 * before.size
    return is_same and line.y0 - before.y1 < 2.2 * _height(line)


def join(text: str, more: str) -> str:
    """Two pieces of one paragraph: a blank between Latin words, none beside Chinese or after a sign that ends a line."""
    is_latin = not (_CJK.match(text[-1:]) or _CJK.match(more[:1]))
    return text + (" " if is_latin and text[-1:] not in "/-_@.:=&?" else "") + more
