"""What somebody typed -> what the index is asked: words, phrases and filters as groups of tokens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.search import tokens
from gongkai.search.values import Query

MOST_CHARACTERS = 200  # of what was typed are read
MOST_TOKENS = 64
_LONG = 4  # pairs: from here on it is a sentence rather than a word, and most of it may do
_PHRASE = re.compile(r"[“\"「『《]([^“”\"「」『』《》]*)[”\"」』》]")
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_QUOTES = re.compile(r"[“”\"「」『』《》]")

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A record must have one token of each group, and each phrase as it stands."""

    words: tuple[str, ...]  # tokens of short words and phrases: all of them
    sentence: tuple[str, ...]  # tokens of long words: all, or else most
    phrases: tuple[str, ...]
    filters: tuple[Group, ...]
    whole: str  # all of it as it was typed
    number: str  # what was typed as a document number; "" where it cannot be one
    is_blank: bool  # no words were asked for

    @property
    def all_tokens(self) -> tuple[str, ...]:
        """Of words and sentence."""
        return tuple(dict.fromkeys(self.words + self.sentence))[:MOST_TOKENS]

    @property
    def is_empty(self) -> bool:
        """Something was typed, and there is nothing in it to look for."""
        return not self.is_blank and not self.all_tokens


def plan(query: Query) -> Plan:
    """Quoted text must stand as it is; words between spaces must all be there."""
    typed = query.words.strip()[:MOST_CHARACTERS]
    phrases, words = split(typed)
    sure = [token for phrase in phrases for token in tokens.of_word(phrase)]
    sentence: list[str] = []
    for word in words:
        found = tokens.of_word(word)
        (sentence if len(found) >= _LONG else sure).extend(found)
    return Plan(
        words=tuple(dict.fromkeys(sure)),
        sentence=tuple(dict.fromkeys(sentence)),
        phrases=tuple(phrase for phrase in phrases if len(phrase) > 2),
        filters=tuple(_filters(query)),
        whole=tokens.fold(_written(typed)),
        number=tokens.compact(typed),
        is_blank=not typed,
    )


def split(typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Phrases and words, folded. A quotation mark without its pair is a space."""
    typed = _written(typed)
    phrases = tuple(filter(None, (tokens.fold(text).strip() for text in _PHRASE.findall(typed))))
    rest = _QUOTES.sub(" ", _PHRASE.sub(" ", typed))
    words = tuple(tokens.fold(word) for word in rest.split())
    return tuple(dict.fromkeys(phrases)), tuple(dict.fromkeys(words))


def _written(typed: str) -> str:
    """Brackets with spaces about them are one number; full-width quotation marks are quotation marks; NUL is a space."""
    typed = _NO_TEXT.sub(" ", typed)
    return re.sub(r"\s*([〔【\[（(])\s*(\d{4})\s*([〕】\]）)])\s*", r"\1\2\3", typed.replace("＂", '"'))


def _filters(query: Query) -> Iterator[Group]:
    if query.area:
        yield (tokens.of_facet("area", query.area),)
    chosen = {
        "issuer": query.issuers,
        "kind": query.kinds,
        "theme": query.themes,
        "column": query.columns,
        "year": query.years,
    }
    for facet, values in chosen.items():
        if values:
            yield tuple(tokens.of_facet(facet, value) for value in values)
    if query.validity == "ended":
        yield (tokens.of_facet("ends", "some day"),)
