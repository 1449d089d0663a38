"""How many ways there are to cut a run of digits into the figures of a row: one way is decidable, more are not."""

from collections.abc import Iterator
from itertools import islice

LONGEST = 6  # digits of a count


def solutions(digits: str, groups: tuple[int, ...], *, has_totals: bool) -> Iterator[tuple[int, ...]]:
    """Every way to read `digits` as groups of figures; with totals, the last of a group adds up the others."""
    for row, rest in _groups(digits, groups, has_totals=has_totals):
        if not rest.strip():
            yield row


def is_decidable(digits: str, groups: tuple[int, ...], *, has_totals: bool) -> bool:
    """Whether there is exactly one way."""
    return len(list(islice(solutions(digits, groups, has_totals=has_totals), 2))) == 1


def _groups(digits: str, groups: tuple[int, ...], *, has_totals: bool) -> Iterator[tuple[tuple[int, ...], str]]:
    if not groups:
        yield (), digits
        return
    for first, rest in _group(digits, groups[0], has_totals=has_totals):
        for others, left in _groups(rest, groups[1:], has_totals=has_totals):
            yield first + others, left


def _group(digits: str, size: int, *, has_totals: bool) -> Iterator[tuple[tuple[int, ...], str]]:
    for parts, rest in _parts(digits, size - 1 if has_totals else size):
        if not has_totals:
            yield parts, rest
            continue
        total = str(sum(parts))
        if rest.startswith(total):
            yield (*parts, sum(parts)), rest.removeprefix(total).lstrip()


def _parts(digits: str, count: int) -> Iterator[tuple[tuple[int, ...], str]]:
    if count == 0:
        yield (), digits
        return
    for number, rest in _numbers(digits):
        for others, left in _parts(rest, count - 1):
            yield (number, *others), left


def _numbers(digits: str) -> Iterator[tuple[int, str]]:
    """The numbers that may stand at the beginning: no leading nought, no blank inside."""
    whole = digits.split(maxsplit=1)[0] if digits.strip() else ""
    for length in range(1, min(len(whole), LONGEST) + 1):
        if length == 1 or whole[0] != "0":
            yield int(whole[:length]), digits[length:].lstrip()
