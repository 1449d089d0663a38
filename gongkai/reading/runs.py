"""Numbers that ran together: all the ways a run of digits can be cut into so many figures, and which of them can be.

The row's own sum may choose among the cuts; it never makes a figure. Where more than one cut remains, nothing is chosen.
"""

from collections.abc import Callable, Iterator, Sequence

from gongkai.reading.figures import LONGEST

Cut = tuple[str, ...]
MANY = 4_096  # more ways than this decide nothing, and are not listed


def cuts(pieces: Sequence[str], n: int, *, fits: Callable[[Cut], bool] | None = None) -> list[Cut] | None:
    """The ways to cut `pieces` (between which blanks stood, so no figure crosses them) into n figures.

    A figure begins with 0 only if it is 0. With `fits`, only the ways it accepts. None when there are too many to list.
    """
    found: list[Cut] = []
    try:
        for cut in _cuts(tuple(pieces), n, _Patience()):
            if fits is None or fits(cut):
                found.append(cut)
                if len(found) > MANY:
                    return None
    except _TooManyError:
        return None
    return found


class _TooManyError(Exception):
    """More was tried than is worth it, whether anything was found or not."""


class _Patience:
    """How many beginnings of figures are tried: dead ends count as well, for there may be far more of them than of ways."""

    def __init__(self) -> None:
        self._left = MANY * 64

    def spend(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise _TooManyError


def _cuts(pieces: tuple[str, ...], n: int, patience: _Patience) -> Iterator[Cut]:
    if not pieces:
        if n == 0:
            yield ()
        return
    first, rest = pieces[0], pieces[1:]
    # Every other piece needs at least one figure and can give at most one a character.
    least, most = n - sum(map(len, rest)), n - len(rest)
    for count in range(max(1, least), min(len(first), most) + 1):
        for head in _split(first, count, patience):
            for tail in _cuts(rest, n - count, patience):
                yield head + tail


def _split(piece: str, count: int, patience: _Patience) -> Iterator[Cut]:
    patience.spend()
    if len(piece) > count * (LONGEST + 1):  # a sign may stand before the digits
        return
    if count == 1:
        if _is_figure(piece):
            yield (piece,)
        return
    for size in range(1, len(piece) - count + 2):
        head = piece[:size]
        if not _is_figure(head):
            continue
        for tail in _split(piece[size:], count - 1, patience):
            yield (head, *tail)


def _is_figure(text: str) -> bool:
    digits = text.lstrip("+-")
    if not digits or len(text) - len(digits) > 1 or digits[0] == "." or digits[-1] == ".":
        return False
    if digits.count(".") > 1 or len(digits) > LONGEST or not digits.replace(".", "").isdecimal():
        return False
    return not (digits[0] == "0" and len(digits) > 1 and digits[1] != ".")


def last_is_sum(cut: Cut) -> bool:
    """Whether the last figure adds up the ones before it: the rule of every row of table three and every group of four."""
    return int(cut[-1]) == sum(int(each) for each in cut[:-1])


def group_cuts(pieces: Sequence[str], groups: int, size: int) -> list[Cut] | None:
    """The ways to cut `pieces` into `groups` groups of `size` figures, each group's last figure its sum.

    Found group by group, so that forty digits are no harder than five. None when there are too many.
    """
    text = "\x00".join(pieces)
    found: list[Cut] = []
    for cut in _groups(text, groups, size):
        found.append(cut)
        if len(found) > MANY:
            return None
    return found


def _groups(text: str, groups: int, size: int) -> Iterator[Cut]:
    if groups == 0:
        if not text.strip("\x00"):
            yield ()
        return
    for used, group in _one_group(text.lstrip("\x00"), size, 0):
        for rest in _groups(used, groups - 1, size):
            yield group + rest


def _one_group(text: str, size: int, so_far: int) -> Iterator[tuple[str, Cut]]:
    """One group from the beginning of `text`: what is left of the text, and the figures."""
    stop = text.find("\x00") if "\x00" in text else len(text)
    for length in range(1, min(stop, 7) + 1):
        figure = text[:length]
        if not figure.isdecimal() or not _is_figure(figure):
            continue
        rest = text[length:].lstrip("\x00")
        if size > 1:
            yield from ((left, (figure, *tail)) for left, tail in _one_group(rest, size - 1, so_far + int(figure)))
        elif int(figure) == so_far:
            yield rest, (figure,)
