"""The text of the parts with its telling numbers: those that notes speak of, and those that agree with a cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.core import privacy
from gongkai.core.narrative import agrees, mentions
from gongkai.core.quantities import fold, quantities
from gongkai.core.reports import Report
from gongkai.portal.notes import Anchors, Note

_QUOTED = re.compile(r"“([^”]{2,})”")


@dataclass(frozen=True, slots=True)
class Run:
    """Text on end with one look: plain, marked by a note, or agreeing with a cell."""

    text: str
    id: str = ""
    href: str = ""
    tone: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    id: str
    href: str
    tone: str = ""
    number: int = 0


def paragraphs(report: Report, part: str, notes: Sequence[Note], ids: Anchors) -> tuple[tuple[Run, ...], ...]:
    """The paragraphs of a part, each cut into runs."""
    text = report.texts.get(part, "")
    spans = _apart([*_of_notes(text, notes, ids), *_of_cells(report, part, ids)])
    found, begin = [], 0
    for line in text.split("\n"):
        end = begin + len(line)
        found.append(tuple(_runs(text, begin, end, spans)))
        begin = end + 1
    return tuple(runs for runs in found if runs)


def _runs(text: str, begin: int, end: int, spans: Sequence[_Span]) -> Iterator[Run]:
    last = begin
    for span in spans:
        if begin <= span.start and span.end <= end:
            if last < span.start:
                yield Run(text[last : span.start])
            yield Run(text[span.start : span.end], span.id, span.href, span.tone, span.number)
            last = span.end
    if last < end:
        yield Run(text[last:end])


def _apart(spans: Sequence[_Span]) -> list[_Span]:
    """The spans in order; of two that overlap the first given stays, and an id is given once."""
    kept: list[_Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _of_notes(text: str, notes: Sequence[Note], ids: Anchors) -> Iterator[_Span]:
    for note in notes:
        for order, (start, end) in enumerate(_places(text, note)):
            anchor = ids.mark(note.number) if order == 0 else ""
            yield _Span(start, end, anchor, "#" + note.anchor, note.tone, note.number)


def _places(text: str, note: Note) -> list[tuple[int, int]]:
    """Where a note's words stand in the text: what it quotes, else the numbers it names, else what it masks."""
    folded = fold(text)
    quoted = [(at, at + len(each)) for each in _QUOTED.findall(note.says) if (at := folded.find(each)) >= 0]
    if quoted:
        return quoted
    masked = [(each.start, each.end) for each in privacy.find(text) if each.masked in note.says]
    if masked:
        return masked
    return [(each.start, each.end) for each in quantities(text) if _names(note.says, each.written)]


def _names(says: str, written: str) -> bool:
    return bool(re.search(rf"(?<![\d.]){re.escape(written)}", says))


def _of_cells(report: Report, part: str, ids: Anchors) -> Iterator[_Span]:
    """Numbers that say what a cell says: each leads to the cell's passage."""
    for mention in mentions(report):
        if mention.part != part:
            continue
        for way in mention.ways:
            figure = report.total(*way)
            if figure is not None and agrees(mention.quantity, figure):
                yield _Span(mention.quantity.start, mention.quantity.end, "", "#" + ids.passage(way[0]))
                break
