"""Where on a page stands what has to go: boxes of words, of given texts, of personal information. In the child only."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from gongkai.core import privacy
from gongkai.release import paper
from gongkai.release.values import Mark, Word

_ROOM = 0.8  # points beyond the characters on every side
_BLANK = re.compile(r"\s+")


def words(data: bytes) -> list[list[Word]]:
    """The pieces of text between blanks, page after page."""
    return [list(_words(signs)) for signs, _, _ in _pages(data)]


def find_boxes(data: bytes, needles: Sequence[str]) -> tuple[Mark, ...]:
    """A box for every place of every text; blanks and line ends within it do not matter."""
    wanted = [bare for needle in needles if (bare := _BLANK.sub("", needle))]

    def places(text: str) -> Iterator[tuple[int, int, str]]:
        for bare in wanted:
            at = text.find(bare)
            while at >= 0:
                yield at, at + len(bare), ""
                at = text.find(bare, at + 1)

    return _marks(data, places, joins=True)


def personal_boxes(data: bytes) -> tuple[Mark, ...]:
    """A box for every number that is personal information; the reason is its name, never the number."""

    def places(text: str) -> Iterator[tuple[int, int, str]]:
        return ((each.start, each.end, privacy.NAMES[each.kind]) for each in privacy.find(text))

    def broken_places(text: str) -> Iterator[tuple[int, int, str]]:
        # Numbers over two lines: only where a check digit tells them from figures that happen to stand side by side.
        return (each for each in places(text) if each[2] != privacy.NAMES["mobile"])

    found = dict.fromkeys((*_marks(data, places, joins=False), *_marks(data, broken_places, joins=True)))
    return tuple(sorted(found, key=lambda mark: (mark.page, mark.top, mark.left)))


def _pages(data: bytes) -> Iterator[tuple[list[paper.Sign], float, float]]:
    """The characters of each page, and its width and height."""
    with paper.opened(data) as document:
        for page in paper.pages(document):
            text = page.get_textpage()
            yield list(paper.signs(page, text)), *page.get_size()
            text.close()


def _words(signs: Iterable[paper.Sign]) -> Iterator[Word]:
    for is_blank, group in groupby(signs, lambda sign: sign.text.isspace() or not sign.text.isprintable()):
        for line in [] if is_blank else _lines(list(group)):
            yield Word("".join(sign.text for sign in line), *_bounds(line))


_Places = Callable[[str], Iterable[tuple[int, int, str]]]


def _marks(data: bytes, places: _Places, *, joins: bool) -> tuple[Mark, ...]:
    """The boxes of the places that are found in the text of each page, which is read with its blanks or joined."""
    marks = dict[Mark, None]()
    for number, (signs, width, height) in enumerate(_pages(data)):
        kept = [sign for sign in signs if not (joins and (sign.text.isspace() or not sign.text.isprintable()))]
        for start, end, reason in places("".join(sign.text for sign in kept)):
            for line in _lines([sign for sign in kept[start:end] if not sign.text.isspace()]):
                left, top, right, bottom = _bounds(line)
                left, top = max(0.0, left - _ROOM), max(0.0, top - _ROOM)
                right, bottom = min(width, right + _ROOM), min(height, bottom + _ROOM)
                if left < right and top < bottom:  # what lies beyond the edge of the page is not drawn anyway
                    marks.setdefault(Mark(number, left, top, right, bottom, reason))
    return tuple(marks)


def _lines(signs: Sequence[paper.Sign]) -> Iterator[list[paper.Sign]]:
    """Signs that follow each other without a jump, along the page or down it."""
    line: list[paper.Sign] = []
    for sign in signs:
        if line and not _follows(line[-1], sign):
            yield line
            line = []
        line.append(sign)
    if line:
        yield line


def _follows(before: paper.Sign, after: paper.Sign) -> bool:
    """Whether two signs are so near that one box may hold both."""
    size = max(before.right - before.left, before.bottom - before.top, after.right - after.left, 1)
    across = max(before.left, after.left) - min(before.right, after.right)
    down = max(before.top, after.top) - min(before.bottom, after.bottom)
    is_beside = min(before.bottom, after.bottom) - max(before.top, after.top) > 0 and across < 2 * size
    is_below = min(before.right, after.right) - max(before.left, after.left) > 0 and down < 0.5 * size
    return is_beside or is_below


def _bounds(signs: Sequence[paper.Sign]) -> tuple[float, float, float, float]:
    return (
        min(sign.left for sign in signs),
        min(sign.top for sign in signs),
        max(sign.right for sign in signs),
        max(sign.bottom for sign in signs),
    )
