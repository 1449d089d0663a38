"""How much of a text stands in another: the sentences a body writes for itself, figures left out, and the passages they share."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_SENTENCES = re.compile(r"[。；！？\n]")
# What everybody has to write, or writes of itself.
_BOILERPLATE = re.compile(
    r"根据.{0,40}(?:条例|规定|通知|要求)|(?:本报告|报告)(?:由|所列|全文|包括|中)|统计期限|编制|如(?:对本报告)?有(?:任何)?疑问|"
    r"联系(?:电话|地址|方式)|电话|邮编|习近平|党的[一二三四五六七八九十]+大|无其他|没有其他"
)
_NOTHING = re.compile(r"(?:未|没有|无|零|(?<!\d)0)[^，。；]{0,12}(?:收到|发生|收取|申请|复议|诉讼|情况|件|项|元)|^无$")
_NUMBERS = re.compile(
    r"[\d０-９]+(?:\.\d+)?|[（(][一二三四五六七八九十\d][）)]|^[一二三四五六七八九十\d]+[、是.]|"
    r"与上年持平|比上年(?:增加|减少)[\d.]+[^\d，。；]*(?:，(?:增长|下降)[\d.]+%)?"
)
_SHORTEST = 12  # characters: shorter sentences are alike by nature
_SHINGLE = 8  # characters compared at a time
_PASSAGE = 2 * _SHINGLE - 1  # characters: a run of so many holds one of every eighth shingle, wherever it begins


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text that the other has as well."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Alike:
    """What a text shares with the one of this name: the share of its telling sentences, and the places."""

    name: str
    share: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    begin: int
    end: int
    plain: str  # without blanks and figures


@dataclass(frozen=True, slots=True)
class _Other:
    """A text to compare with: its sentences whole, and every eighth shingle, which is enough to see that there is more."""

    sentences: frozenset[str]
    shingles: frozenset[str]
    joined: str


@lru_cache(maxsize=2048)
def _telling(text: str) -> tuple[_Sentence, ...]:
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[_Sentence]:
    """The sentences that a body writes for itself: no boilerplate, no statement of nothing, not short."""
    begin = 0
    for end in [*(mark.start() for mark in _SENTENCES.finditer(text)), len(text)]:
        whole = "".join(text[begin:end].split())
        plain = _NUMBERS.sub("", whole)
        if len(plain) >= _SHORTEST and not _BOILERPLATE.search(plain) and not _NOTHING.search(whole):
            yield _Sentence(begin, end, plain)
        begin = end + 1


@lru_cache(maxsize=2048)
def _other(text: str) -> _Other:
    plains = [sentence.plain for sentence in _telling(text)]
    shingles = frozenset(shingle for plain in plains for shingle in _shingles(plain, _SHINGLE))
    return _Other(frozenset(plains), shingles, "\n".join(plains))


def telling_size(text: str) -> int:
    """How many characters of a text can be compared at all."""
    return sum(len(sentence.plain) for sentence in _telling(text))


def alike(text: str, others: Mapping[str, str], *, known: tuple[str, ...] = ()) -> tuple[Alike, ...]:
    """The other texts that share passages with this one, the most alike first. Sentences of `known` are everybody's."""
    common = _plains(known)
    mine = [sentence for sentence in _telling(text) if sentence.plain not in common]
    parts = [(sentence, frozenset(_shingles(sentence.plain))) for sentence in mine]
    every = frozenset().union(*(shingles for _, shingles in parts))
    size = sum(len(sentence.plain) for sentence in mine)
    found = []
    for name, written in others.items():
        other = _other(written)
        if every.isdisjoint(other.shingles):
            continue
        shared = [(sentence, run) for sentence, shingles in parts for run in _runs(sentence.plain, shingles, other)]
        if shared:
            passages = tuple(_passage(text, sentence, run) for sentence, run in shared)
            found.append(Alike(name, sum(last - first for _, (first, last) in shared) / size, passages))
    return tuple(sorted(found, key=lambda each: -each.share))


@lru_cache(maxsize=64)
def _plains(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(sentence.plain for text in texts for sentence in _telling(text))


def _shingles(plain: str, step: int = 1) -> Iterator[str]:
    return (plain[at : at + _SHINGLE] for at in range(0, len(plain) - _SHINGLE + 1, step))


def _runs(plain: str, shingles: frozenset[str], other: _Other) -> Iterator[tuple[int, int]]:
    """Begin and end of what a sentence has in common with the other text: all of it, or runs that are long enough."""
    if plain in other.sentences:
        yield 0, len(plain)
    elif not shingles.isdisjoint(other.shingles):
        begin = 0
        while begin + _PASSAGE <= len(plain):
            end = begin + _SHINGLE
            while end <= len(plain) and plain[begin:end] in other.joined:
                end += 1
            if end - 1 - begin >= _PASSAGE:
                yield begin, end - 1
                begin = end - 1
            else:
                begin += 1


def _passage(text: str, sentence: _Sentence, run: tuple[int, int]) -> Passage:
    """Where the run stands in the text, with the blanks and figures between."""
    return _cut(text, sentence.begin, sentence.end, *run)


@lru_cache(maxsize=4096)
def _cut(text: str, begin: int, end: int, first: int, last: int) -> Passage:
    places = [at for at in range(begin, end) if not text[at].isspace()]
    whole = "".join(text[at] for at in places)
    masked = {at for found in _NUMBERS.finditer(whole) for at in range(*found.span())}
    kept = [place for at, place in enumerate(places) if at not in masked]
    return Passage(kept[first], kept[last - 1] + 1, text[kept[first] : kept[last - 1] + 1])
