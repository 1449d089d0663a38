"""How words fit into the narrow columns of the statutory tables: a figure is never broken, a label between its words."""

import re

_PIECES = re.compile(r"(?<=[〕/])")  # a mark and its candidates may stand on lines of their own
_SMALLEST = 4.5  # points: smaller is no longer print


def pieces(figure: str) -> list[str]:
    """The parts of a printed figure that must each stay on one line."""
    return [piece for piece in _PIECES.split(figure) if piece]


def size(figure: str, width: float, usual: float) -> float:
    """The size of type, `usual` or smaller, at which every piece of a printed figure stays on one line."""
    longest = max(map(_ems, pieces(figure)), default=0.0)
    return usual if longest * usual <= width else max(_SMALLEST, int(20 * width / longest) / 20)


def room_beside(label: str, width: float, size: float) -> float:
    """The room to leave on both sides of a label, so that 社会公益组织 is broken after every word of two characters."""
    per_line = int(width / size)
    if len(label) <= per_line or len(label) % 2 or per_line % 2 == 0:
        return 0.0
    return (width - (per_line - 0.5) * size) / 2


def _ems(text: str) -> float:
    """Width in squares of type, on the safe side: digits are 0.5 wide in Song, 0.64 in what may stand in for it."""
    return sum(0.64 if char < "\u2e80" else 1.0 for char in text)
