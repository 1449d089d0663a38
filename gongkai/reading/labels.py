"""Which label of the form a piece of text is: by the letter pairs that tell the labels apart, so typos and cuts do no harm.

The labels come from the editions; nothing of any one form is written here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log

from gongkai.core import editions
from gongkai.reading.fold import bare


@dataclass(frozen=True, slots=True)
class Label:
    """One label of the form. `role` is row, column, block, group or corner; `key` is the id within its table."""

    role: str
    table: str
    key: str
    text: str  # bare


@dataclass(frozen=True, slots=True)
class Match:
    """A label that a text may be, and how sure that is, from 0 to 1."""

    label: Label
    score: float


@cache
def labels() -> tuple[Label, ...]:
    """Every label of every edition, each spelling once."""
    found: dict[tuple[str, str, str, str], Label] = {}
    for edition in editions.every():
        for table in edition.tables.values():
            for label in _of_table(table):
                if label.text:
                    found.setdefault((label.role, label.table, label.key, label.text), label)
    return tuple(found.values())


def _of_table(table: editions.Table) -> Iterator[Label]:
    for text in (table.corner, table.columns_title):
        yield Label("corner", table.key, "corner", bare(text))
    for block in table.blocks:
        yield Label("block", table.key, block.key, bare(block.label))
        for column in block.columns:
            yield Label("column", table.key, column.key, bare(column.label))
            yield Label("group", table.key, column.group, bare(column.group))
        for row in block.rows:
            yield from _of_row(table.key, row)


def _of_row(table: str, row: editions.Row) -> Iterator[Label]:
    for spelling in (row.label, *row.aliases):
        yield Label("row", table, row.key, bare(spelling))
    for group in row.groups:
        yield Label("group", table, bare(group), bare(group))


def _pairs(text: str) -> frozenset[str]:
    """Letter pairs, with marks for the beginning and the end."""
    return frozenset(a + b for a, b in pairwise(f"^{text}$")) if text else frozenset()


@cache
def _index() -> tuple[dict[str, float], dict[str, list[int]], list[float]]:
    """Weight of each pair (rare pairs tell more), which labels have it, and the whole weight of each label."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, label in enumerate(labels()):
        for pair in _pairs(label.text):
            having[pair].append(number)
    distinct = {pair: len({labels()[n].text for n in numbers}) for pair, numbers in having.items()}
    weights = {pair: 1.0 + log(len(labels()) / count) for pair, count in distinct.items()}
    whole = [sum(weights[pair] for pair in _pairs(label.text)) for label in labels()]
    return weights, dict(having), whole


_UNKNOWN_PAIR = 4.0  # weight of a pair that no label has: as telling as a rare one
_LONGEST = 60  # no label of the form is longer


@lru_cache(maxsize=16384)
def match(text: str) -> tuple[Match, ...]:
    """The labels that `text` may be, best first; nothing for running text."""
    word = bare(text)
    if not word or len(word) > _LONGEST or word.isdigit():
        return ()
    weights, having, whole = _index()
    pairs = _pairs(word)
    shared: dict[int, float] = defaultdict(float)
    for pair in pairs:
        for number in having.get(pair, ()):
            shared[number] += weights[pair]
    mine = sum(weights.get(pair, _UNKNOWN_PAIR) for pair in pairs)
    scored = [(_score(common, mine, whole[n], word, labels()[n].text), n) for n, common in shared.items()]
    best = sorted(((s, n) for s, n in scored if s > 0), key=lambda each: -each[0])
    return tuple(Match(labels()[n], s) for s, n in best[:6])


def _score(common: float, mine: float, whole: float, word: str, label: str) -> float:
    """How much of the text is the label, and of the label in the text; a cut label is all label but not all of it."""
    if word == label:
        return 1.0
    of_text, of_label = common / mine, common / whole
    if len(word) >= 3 and label.startswith(word):
        return 0.75 + 0.25 * of_label
    if max(of_text, of_label) < 0.55 or min(of_text, of_label) < 0.2:
        return 0.0
    return min(0.99, 0.75 * max(of_text, of_label) + 0.25 * min(of_text, of_label))


def rows(text: str, table: str, *, at_least: float = 0.6) -> dict[str, float]:
    """The rows of `table` that `text` may be, and how sure each is. A label of another kind that fits better hides them."""
    matches = match(text)
    top = max((each.score for each in matches), default=0.0)
    found: dict[str, float] = {}
    for each in matches:
        if each.label.role == "row" and each.label.table == table and each.score >= max(at_least, top - 0.25):
            found.setdefault(each.label.key, each.score)
    return found


def is_a(text: str, *roles: str, table: str | None = None, at_least: float = 0.6) -> bool:
    """Whether the best that `text` may be is a label of one of these roles."""
    matches = match(text)
    return bool(matches) and any(
        each.label.role in roles and (table is None or each.label.table == table)
        for each in matches
        if each.score >= max(at_least, matches[0].score - 0.001)
    )


@cache
def _endings() -> tuple[Label, ...]:
    return tuple(sorted(labels(), key=lambda label: -len(label.text)))


@lru_cache(maxsize=16384)
def ending(text: str) -> Label | None:
    """The longest row label that `text` ends with, where labels and headings have run together."""
    word = bare(text)
    for label in _endings():
        if word.endswith(label.text):
            return label if label.role == "row" else None
    return None


def best_column(text: str, table: str) -> str | None:
    """The heading of `table` that `text` is, as the form spells it."""
    for each in match(text):
        if each.label.role == "column" and each.label.table == table and each.score >= 0.75:
            return each.label.text
    return None


@cache
def _spellings() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    tables: dict[str, set[str]] = defaultdict(set)
    for label in labels():
        tables[label.text].add(label.table)
    pattern = "|".join(map(re.escape, sorted(tables, key=len, reverse=True)))
    return re.compile(pattern), {text: frozenset(owners) for text, owners in tables.items()}


def after_last(text: str) -> str:
    """What follows the last complete label in a text."""
    word = bare(text)
    ends = [found.end() for found in _spellings()[0].finditer(word)]
    return word[ends[-1] :] if ends else ""


def remark_after(text: str) -> str:
    """What follows the last complete label and is no piece of a label itself: 持平, 见表."""
    rest = after_last(text)
    return "" if any(rest in label.text for label in labels()) else rest


def covering(word: str) -> str | None:
    """The table of which a text is made up: most of it is labels (a long one may abbreviate), most of them of this table."""
    pattern, owners = _spellings()
    letters = sum(not char.isdigit() for char in word)
    share: dict[str, int] = defaultdict(int)
    covered = 0
    for found in pattern.findall(word):
        covered += len(found)
        for table in owners[found]:
            share[table] += len(found)
    if not letters or covered < (0.6 if len(word) < _LONGEST else 0.45) * letters:
        return None
    first, *rest = sorted(share.values(), reverse=True)
    return None if rest and first < 1.2 * rest[0] else max(share, key=lambda table: share[table])
