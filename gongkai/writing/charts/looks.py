"""How pictures look: colours of the pages, sizes of type, and how wide words are where no canvas can measure them."""

import re
from decimal import Decimal
from math import ceil

from gongkai.writing import figures
from gongkai.writing.charts.values import Number
from gongkai.writing.layout import clean

INK, INK_2, INK_3, LINE, LINE_2, WASH = "#1b2431", "#47525f", "#626d7b", "#d5dae1", "#e9edf2", "#eef1f5"
INDIGO, INDIGO_LIGHT, SEAL = "#1b4a7e", "#b9cde4", "#a9281d"
# In this order they differ in print without colours too: dark, light, middle, and then by hatching (see `safe`).
COLOURS = (INDIGO, "#9dbbdd", "#3c9a72", "#e6b95c", "#5d6b7c", "#b7a6cf")
ON_COLOURS = ("#ffffff", INK, INK, INK, "#ffffff", INK)  # of figures inside the bars
DASHES = ("solid", "dashed", "dotted", [10, 3, 2, 3], "solid", "dashed")
SYMBOLS = ("circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect")
SANS = (
    '"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei UI","Microsoft YaHei","Noto Sans CJK SC",'
    '"Source Han Sans SC","Noto Sans SC",sans-serif'
)
TITLE, TEXT, SMALL = 16, 12, 11  # sizes of type in pixels
LINE_HEIGHT = 16  # of labels

BORDERED = {"color": INK, "textBorderColor": "#ffffff", "textBorderWidth": 3}  # figures that a line may cross

GAP = "—"  # what stands where a figure is not known
_TOKENS = re.compile(r"[0-9A-Za-z.%+\-]+|\s+|.")
_NOT_FIRST = "，。；：、！？）】》〉」』”’%％"
_NOT_LAST = "（【《〈「『“‘"
_NARROW = frozenset("ijlrtfI.,;:'|!()[] ")


def figure(value: Number | None) -> str:
    """A figure in digits, with two places at most; a dash where it is not known."""
    if value is None:
        return GAP
    if isinstance(value, int):
        return figures.plain(value)
    return figures.plain(round(Decimal(str(value)), 2).normalize() + 0)


def plain(value: Number | None) -> int | float | None:
    """A figure as the drawing takes it."""
    return float(value) if isinstance(value, Decimal) else value


def words(text: str) -> str:
    """`text` on one line, without what cannot be printed."""
    return " ".join(clean(text).split())


def width(text: str, size: float = TEXT) -> float:
    """The width of a line in pixels, on the safe side."""
    return size * sum(_ems(char) for char in text)


def fold(text: str, room: float, size: float = TEXT, most: int = 3) -> list[str]:
    """`text` in lines of `room` pixels, about equally long; what `most` lines do not hold ends in an ellipsis."""
    lines = _broken(text, room, size)
    if len(lines) > most:
        return [*lines[: most - 1], cut("".join(lines[most - 1 :]), room, size)]
    even = max(room / 3, width(text, size) / max(1, len(lines)) + size)
    balanced = _broken(text, min(room, even), size)
    return balanced if len(balanced) == len(lines) else lines


def cut(text: str, room: float, size: float = TEXT) -> str:
    """`text` if it fits, otherwise its beginning and an ellipsis."""
    if width(text, size) <= room:
        return text
    while text and width(text, size) + size > room:
        text = text[:-1]
    return f"{text}…"


def height(lines: list[str], line: float = LINE_HEIGHT) -> int:
    """The height of folded words."""
    return ceil(len(lines) * line)


def _broken(text: str, room: float, size: float) -> list[str]:
    lines: list[list[str]] = [[]]
    for token in _TOKENS.findall(text):
        for piece in [token] if width(token, size) <= room else list(token):
            line = lines[-1]
            if not line or width("".join(line) + piece, size) <= room:
                line.append(piece)
            elif _belong_together(line[-1], piece) and len(line) > 1 and width(line[-1] + piece, size) <= room:
                lines.append([line.pop(), piece])
            else:
                lines.append([piece.lstrip()])
    return ["".join(line).strip() for line in lines]


def _belong_together(before: str, after: str) -> bool:
    """Whether no line may end between the two."""
    return after in _NOT_FIRST or before in _NOT_LAST


def _ems(char: str) -> float:
    if char >= "\u2e80" or char in "—…“”‘’":
        return 1.0
    if char in _NARROW:
        return 0.36
    return 0.72 if char.isupper() or char in "mwMW@%" else 0.57
