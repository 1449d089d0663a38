"""Where in a text that stands which was looked for: pieces for a template to mark, never HTML."""

import re
from collections.abc import Iterator

from gongkai.search import asking, tokens
from gongkai.search.values import Piece

MOST_READ = 200_000  # characters of a text
_SPACES = re.compile(r" +")

Span = tuple[int, int]


def mark(text: str, words: str) -> tuple[Piece, ...]:
    """The whole text."""
    return tuple(_pieces(text, _spans(text, words), 0, len(text)))


def highlight(text: str, words: str, *, around: int = 80) -> tuple[Piece, ...]:
    """The part of about twice `around` characters that has most of what was looked for, the first of equals."""
    spans = _spans(text, words)
    first, last = _window(text, spans, 2 * around)
    pieces = list(_pieces(text, spans, first, last))
    if first > 0:
        pieces.insert(0, Piece("…", is_hit=False))
    if last < len(text):
        pieces.append(Piece("…", is_hit=False))
    return tuple(pieces)


class _Folded(dict[str, str]):
    """One character folded, remembered."""

    def __missing__(self, character: str) -> str:
        self[character] = found = tokens.fold(character) or " "
        return found


_FOLDED = _Folded()


def _spans(text: str, words: str) -> list[Span]:
    """The places, in order and without overlap: whole words, and the pairs of those that stand nowhere whole."""
    folded, places = _mapped(text[:MOST_READ])
    found: list[Span] = []
    for needle in _needles(folded, words):
        at = folded.find(needle)
        while at >= 0:
            found.append((places[at], places[at + len(needle) - 1] + 1))
            at = folded.find(needle, at + 1)
    return _merged(sorted(found))


def _mapped(text: str) -> tuple[str, list[int]]:
    """The folded text without spaces between Chinese characters, and where each character of it came from."""
    parts = [_FOLDED[character] for character in text]
    places = [at for at, part in enumerate(parts) for _ in part]
    loose = "".join(parts)
    gaps = {
        at
        for gap in _SPACES.finditer(loose)
        for at in range(
            gap.start() + (not tokens.is_tight(loose[gap.start() - 1 : gap.start()], loose[gap.end() : gap.end() + 1])),
            gap.end(),
        )
    }
    if not gaps:
        return loose, places
    kept = [at for at in range(len(loose)) if at not in gaps]
    return "".join(loose[at] for at in kept), [places[at] for at in kept]


def _needles(folded: str, words: str) -> Iterator[str]:
    phrases, plain = asking.split(words.strip()[: asking.MOST_CHARACTERS])
    yield from phrases
    for word in plain:
        found = tokens.of_word(word)
        if word in folded:
            yield from [word] if found else []
        elif number := tokens.compact(word):  # with whatever brackets the text has
            written = re.compile("[\\W_]{0,2}".join(map(re.escape, number)))
            yield from dict.fromkeys(written.findall(folded)) or found
        else:
            yield from (token for token in found if len(token) > 1)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for first, last in spans:
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], last)
        else:
            merged.append((first, last))
    return merged


def _window(text: str, spans: list[Span], width: int) -> Span:
    """Where to cut: as many different hits as fit, with some text before the first."""
    if len(text) <= width or not spans:
        return 0, min(width, len(text))
    best, most = spans[0][0], 0
    for at, (first, _) in enumerate(spans):
        inside = {text[a:b] for a, b in spans[at : at + 20] if b <= first + width}
        if (weight := sum(map(len, inside))) > most:
            best, most = first, weight
    begin = max(0, min(best - width // 4, len(text) - width))
    return begin, begin + width


def _pieces(text: str, spans: list[Span], first: int, last: int) -> Iterator[Piece]:
    at = first
    for begin, end in spans:
        if end > first and begin < last:
            if begin > at:
                yield Piece(text[at:begin], is_hit=False)
            yield Piece(text[max(begin, first) : min(end, last)], is_hit=True)
            at = min(end, last)
    if at < last:
        yield Piece(text[at:last], is_hit=False)
