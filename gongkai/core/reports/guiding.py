"""Guided writing: texts whose figures are tokens that follow the data, for print, pages and the editor; sentences to begin with."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

from gongkai.core.law import shelf
from gongkai.core.quantities import fold
from gongkai.core.reports import facts as catalogue
from gongkai.core.reports.facts import Facts

GAP = "____"

# {key} in a stored text, {label=value} in the editor. A backslash behind the opening brace takes away the meaning:
# {\key} prints {key}. Braces around anything else are braces.
_TOKEN = re.compile(r"\{(\\*)([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}")
_TYPED = re.compile(r"\{(\\*)([^{}=\n]+)=([^{}\n]*)\}")
_EITHER = re.compile(f"{_TOKEN.pattern}|{_TYPED.pattern}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or one figure with the key of its token; `is_gap` where nothing is known."""

    text: str
    key: str | None = None
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Detached:
    """A figure that was changed by hand: the sentence no longer follows the data."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What came back from the editor: the text to keep, the figures changed by hand, the labels that nobody knows."""

    text: str
    detached: tuple[Detached, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A sentence to begin with. `missing` are the facts it still lacks; `basis` the article, or the evidence that suggests it."""

    key: str
    subject: str
    text: str
    missing: tuple[str, ...]
    basis: str


def tokens(text: str) -> tuple[str, ...]:
    """The keys of the tokens of a stored text, each once, in order."""
    return tuple(dict.fromkeys(found[2] for found in _TOKEN.finditer(text) if not found[1]))


def typed_keys(text: str) -> set[str]:
    """The keys of the tokens that a text of the editor names by their labels."""
    keys = (catalogue.labelled(found[2].strip()) for found in _TYPED.finditer(text))
    return {key for key in keys if key is not None}


def escape(text: str) -> str:
    """Text from elsewhere as a stored text: what looks like a token stays what it is."""
    return _TOKEN.sub(lambda found: "{\\" + found[0][1:], text)


def lacking(text: str, facts: Facts) -> tuple[str, ...]:
    """The keys of tokens that cannot be written: not in the catalogue, not known, or 未 where it is not so."""
    known = catalogue.complete(facts)
    return tuple(key for key in tokens(text) if _said(key, known) is None)


def fill(text: str, facts: Facts, *, gap: str | None = None) -> str:
    """The text as it is printed. What is not known becomes `gap`; without one, ValueError names it."""
    if gap is None and (missing := lacking(text, facts)):
        raise ValueError(f"还不能成文，这些数据没有：{'、'.join(_why(key, facts) for key in missing)}")
    return "".join(piece.text for piece in pieces(text, facts, gap=gap or ""))


def pieces(text: str, facts: Facts, *, gap: str = GAP) -> tuple[Piece, ...]:
    """The text in stretches, each figure one of its own, so that a page can link it to what it counts."""
    return tuple(_pieces(text, catalogue.complete(facts), gap))


def _pieces(text: str, facts: Facts, gap: str) -> Iterator[Piece]:
    done, plain = 0, ""
    for found in _TOKEN.finditer(text):
        plain += text[done : found.start()]
        done = found.end()
        if found[1]:
            plain += _without_a_backslash(found[0])
            continue
        if plain:
            yield Piece(plain)
        value, plain = _said(found[2], facts), ""
        yield Piece(gap if value is None else value, found[2], value is None)
    if plain := plain + text[done:]:
        yield Piece(plain)


def _said(key: str, facts: Facts) -> str | None:
    return catalogue.said(key, facts) if catalogue.is_known(key) else None


def _why(key: str, facts: Facts) -> str:
    if not catalogue.is_known(key):
        return f"{key}（没有这个数据项）"
    form, of = catalogue.parted(key)
    if form == "none" and (value := facts.get(of)) is not None:
        fact = catalogue.get(of)
        return f"{fact.label}（这一句说没有，现在是{catalogue.written(value)}{fact.unit}）"
    return catalogue.label(key)


def _without_a_backslash(braced: str) -> str:
    return braced[0] + braced[2:]


# ── the editor ──────────────────────────────────────────────────────────────────────────────────────────────────────


def typed(text: str, facts: Facts) -> str:
    """The stored text as the editor shows it: 收到{新收申请=151}件."""
    known = catalogue.complete(facts)

    def shown(found: re.Match[str]) -> str:
        key = found[2]
        if key is None:  # only looks like a token of the editor
            return "{\\" + found[0][1:]
        if found[1] or not catalogue.is_known(key):
            return found[0]
        return f"{{{catalogue.label(key)}={_shown(key, known)}}}"

    return _EITHER.sub(shown, text)


def stored(text: str, facts: Facts) -> Stored:
    """The editor's text as it is kept. `facts` are those that `typed` was given, or a newer figure seems changed by hand."""
    facts = catalogue.complete(facts)
    detached: list[Detached] = []
    unknown: list[str] = []

    def kept(found: re.Match[str]) -> str:
        backslashes, name, value = found.groups()
        if backslashes:
            return _without_a_backslash(found[0])
        key = catalogue.labelled(name.strip())
        if key is None:
            unknown.append(name)
            return found[0]
        was = _shown(key, facts)
        if _plain(value) == _plain(was):
            return f"{{{key}}}"
        detached.append(Detached(name.strip(), was, value))
        return value

    return Stored(_TYPED.sub(kept, text), tuple(detached), tuple(unknown))


def _shown(key: str, facts: Facts) -> str:
    value = catalogue.said(key, facts)
    return GAP if value is None else value


def _plain(value: str) -> str:
    return fold(value).replace(" ", "")


# ── sentences to begin with ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the shelf, with what has to be so for it to be offered."""

    key: str
    part: str
    subject: str
    text: str
    basis: str
    evidence: str
    instead_of: str
    kinds: tuple[str, ...]
    above: Mapping[str, int]
    below: Mapping[str, int]

    @property
    def rests_on(self) -> tuple[str, ...]:
        """What has to be known before the sentence is offered at all."""
        needed = [key for key in tokens(self.text) if catalogue.parted(key)[0] in ("none", "compared")]
        if self.evidence:
            needed += [*self.above, *self.below, *tokens(self.evidence)]
        return tuple(dict.fromkeys(needed))


@cache
def sentences() -> tuple[Sentence, ...]:
    """All sentences, in the order of the shelf."""
    return tuple(_sentence(row) for row in shelf.rows("report_sentences.toml", "sentences"))


@cache
def in_common() -> tuple[str, ...]:
    """The sentences as anybody's text has them, with some figure or other: alike without being copied."""
    words = {"": "1", "last": "1", "none": "未", "compared": "与上年持平"}
    return tuple(_TOKEN.sub(lambda found: words[catalogue.parted(found[2])[0]], each.text) for each in sentences())


def _sentence(row: Mapping[str, object]) -> Sentence:
    return Sentence(
        **{name: str(row[name]) for name in ("key", "part", "subject", "text", "basis")},
        evidence=str(row.get("evidence", "")),
        instead_of=str(row.get("instead_of", "")),
        kinds=tuple(cast("list[str]", row.get("kinds", []))),
        above=MappingProxyType(cast("dict[str, int]", row.get("above", {}))),
        below=MappingProxyType(cast("dict[str, int]", row.get("below", {}))),
    )


def offers(part: str, facts: Facts, *, kind: str, last: Facts | None = None) -> tuple[Offer, ...]:
    """The sentences for one part that the facts allow, for a body of this kind; `last` are the facts of the year before."""
    known = catalogue.with_last(facts, last)
    fitting = [each for each in sentences() if each.part == part and _fits(each, known, kind)]
    replaced = {each.instead_of for each in fitting}
    return tuple(_offer(each, known) for each in fitting if each.key not in replaced)


def _fits(sentence: Sentence, facts: Facts, kind: str) -> bool:
    if sentence.kinds and kind not in sentence.kinds:
        return False
    if any(catalogue.said(key, facts) is None for key in sentence.rests_on):
        return False
    values = [(facts.get(key), least) for key, least in sentence.above.items()]
    limits = [(facts.get(key), most) for key, most in sentence.below.items()]
    return all(value is None or value > least for value, least in values) and all(
        value is None or value < most for value, most in limits
    )


def _offer(sentence: Sentence, facts: Facts) -> Offer:
    basis = f"{fill(sentence.evidence, facts)}；{sentence.basis}" if sentence.evidence else sentence.basis
    missing = tuple(dict.fromkeys(catalogue.parted(key)[1] for key in lacking(sentence.text, facts)))
    return Offer(sentence.key, sentence.subject, sentence.text, missing, basis)
