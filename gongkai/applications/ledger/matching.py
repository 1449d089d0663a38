"""HEADER -> COLUMNS: which column of a sheet is which of the register, how sure, and the clerk's changes to it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from gongkai.applications.ledger.columns import BY_KEY, COLUMNS

SURE, LIKELY = 1.0, 0.75
BELOW = "/"  # between the two rows of a heading: 补正情况/收到日期
_STEM = re.compile(r"(基本)?(情况|信息|环节|阶段|日期|时间)$")
_ASIDE = re.compile(r"[(（〔\[].*?[)）〕\]]")
_NO_COLUMNS = frozenset({"序号", "行号", "no", "年份", "年度", "月份"})


@dataclass(frozen=True, slots=True)
class Matching:
    """The places of columns, from 0, with how sure each is (1 is certain); `unmatched` are labels that stand for nothing."""

    positions: Mapping[str, int]
    confidence: Mapping[str, float] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()

    def __getitem__(self, key: str) -> int:
        return self.positions[key]

    def __contains__(self, key: object) -> bool:
        return key in self.positions


def match(header: Sequence[str]) -> Matching:
    """The likeliest place of every column, each place once."""
    taken: dict[str, int] = {}
    sure: dict[str, float] = {}
    used: set[int] = set()
    for likeness, place, key in sorted(_pairs(header), key=lambda each: (-each[0], each[1])):
        if place not in used and key not in taken:
            taken[key], sure[key] = place, round(likeness, 2)
            used.add(place)
    left = tuple(label for place, label in enumerate(header) if label and place not in used)
    return Matching(taken, sure, left)


def chosen(header: Sequence[str], positions: Mapping[str, int]) -> Matching:
    """What the clerk has chosen. ValueError for a column that does not exist, or a place given twice."""
    if unknown := [key for key in positions if key not in BY_KEY]:
        raise ValueError(f"台账没有这一列：{'、'.join(unknown)}")
    if wrong := [BY_KEY[key].label for key, place in positions.items() if not 0 <= place < len(header)]:
        raise ValueError(f"表里没有这一列，请重新选择：{'、'.join(wrong)}")
    if len(set(positions.values())) < len(positions):
        raise ValueError("同一列不能对应两个项目，请重新选择")
    left = tuple(label for place, label in enumerate(header) if label and place not in positions.values())
    return Matching(dict(positions), dict.fromkeys(positions, SURE), left)


def score(header: Sequence[str]) -> float:
    """How many columns of the register a row names: what makes it the heading."""
    return sum(match(header).confidence.values())


def _pairs(header: Sequence[str]) -> Iterator[tuple[float, int, str]]:
    for place, label in enumerate(header):
        for key, likeness in _likenesses(label[:60]):
            yield likeness, place, key


@cache
def _likenesses(label: str) -> tuple[tuple[str, float], ...]:
    """The columns that a label may stand for."""
    plain, bare = _plain(label), _plain(_ASIDE.sub("", label))
    if not plain or plain in _NO_COLUMNS or len(plain) > 24:
        return ()
    names = _names()
    if plain in names:
        return ((names[plain], SURE),)
    if bare in names:
        return ((names[bare], 0.95),)
    group, _, low = label.partition(BELOW)
    for word, likeness in ((_STEM.sub("", group) + low, 0.95), (low, 0.85)):
        if low and _plain(word) in names:
            return ((names[_plain(word)], likeness),)
    found: dict[str, float] = {}
    for name, key in names.items():
        likeness = fuzz.ratio(bare, name) / 100
        if len(bare) > 2 and likeness >= LIKELY:
            found[key] = max(found.get(key, 0.0), likeness * 0.9)
    return tuple(found.items())


@cache
def _names() -> dict[str, str]:
    """Labels before aliases: what is one column's label is no other's alias."""
    names = {_plain(column.label): column.key for column in COLUMNS}
    for column in COLUMNS:
        for word in (*column.aliases, column.key):
            names.setdefault(_plain(word), column.key)
    return names


def _plain(label: str) -> str:
    folded = unicodedata.normalize("NFKC", label).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LN" or char == "@")
