"""Lines as entries: figures with the labels that stand before them, and the statutory table they belong to."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from gongkai.core import editions
from gongkai.reading import labels, zones
from gongkai.reading.figures import FIGURES, Figure, Says, understand
from gongkai.reading.fold import MARK, bare, fold, fold_with_places, ordinal_of
from gongkai.reading.headings import part_of
from gongkai.reading.lines import Line, Piece
from gongkai.reading.result import Source


class Spot(NamedTuple):
    """One figure, or one piece of a run of digits, at its place."""

    text: str
    figure: Figure
    place: Piece | Source
    column: int = 0
    columns: int = 1
    line: int = 0  # line of text within a run

    @property
    def source(self) -> Source:
        """Where it was read."""
        return self.place if isinstance(self.place, Source) else self.place.source


@dataclass(frozen=True, slots=True)
class Entry:
    """Figures and the labels before them (several readings of the label, the likeliest first); either may be missing."""

    zone: str  # proactive, applications, remedies
    labels: tuple[str, ...]
    spots: tuple[Spot, ...]
    table: int | None = None
    is_grid: bool = False
    is_run: bool = False
    is_glued: bool = False  # the document has lost its separators: figures of a run may stand together
    label_columns: tuple[int, ...] = ()
    remark: str = ""  # words of running text between the label and the figures
    heads: tuple[Spot, ...] = ()  # a row of words only: its cells as headings

    @property
    def is_lone(self) -> bool:
        """A number on its own in running text: too little to be a row."""
        return self.is_run and len(self.spots) == 1 and len(self.spots[0].text) < 5

    @property
    def pieces(self) -> int:
        """How many numbers it has, counting those that share a cell."""
        return sum(len(spot.figure.several) or 1 for spot in self.spots)

    @property
    def numbers(self) -> int:
        """How many figures it has."""
        return sum(spot.figure.says in FIGURES for spot in self.spots)


_NOTE = re.compile(r"\s*[（(]?备?注\d?\s*[:：]")
_SENTENCE = re.compile(r"[。；]|[，,].*[，,]")
_GLUED = re.compile(
    r"^(?P<label>.*[\u4e00-\u9fff)\"'])(?P<space>\s*)(?P<digits>[+-]?\d[\d.,\s+-]*(?:万元|元|件|项)?)$", re.DOTALL
)
_PIECES = re.compile(r"\S+")
_WIDE_PIECES = re.compile(r"\S+(?: \S+)*")  # where figures stand wide apart, a single blank parts no cells
_COMMAS = re.compile(
    r"(?<!\S)(?!\S*(?<!\d)\d{1,3}(?:,\d{3})+(?!\d))\S*\d,[+-]?\d"
)  # commas between figures, not within one
_WIDE_GAP = re.compile(r"\d[^\S\n]{2,}[+-]?\d|\d\t[+-]?\d")
_ORDINALS = re.compile(r"[一二三四五六七]、|[（(][一二三四五六七八九][)）]|\d[.．、]")
_IMPOSSIBLE = re.compile(r"0\d")
_TELLING = 2  # rows with digits that can be no number
_GLUED_END = re.compile(r"[\u4e00-\u9fff)）\"”']\s*[+-]?[\d０-９][\d０-９.,\s+-]*(?:万元|元|件|项)?$")
_NOTHING = r"(?<!\S)(?:-{1,3}|/|无)(?!\S)"
_RUN = re.compile(rf"(?:[+-]?\d|{_NOTHING})(?:[\d.,+\-\s]|{_NOTHING}|(?<=\d)[/、](?=[+-]?\d)|万元|元|件(?!次)|项)*")
# What may stand beside a figure and is none: the mark of a footnote, a page number, 见表3, a remark in brackets, 件.
_BESIDE = re.compile(
    rf"{MARK}|(?<=[见表第附])\d{{1,3}}(?![\d.])|附件\d{{1,2}}(?!\d)|(?<![\d+-])-\s?\d{{1,3}}\s?-(?!\d)|(?<=\d)-\d{{1,3}}-(?=\s|$)|"
    r"(?<=\d)\([^()\n]*[\u4e00-\u9fff][^()\n]*\)(?=\s|$)|(?<=\d)(?:件|项|个|条|宗|起|份)(?=[\s\d]|$)|"
    r"(?<=\d )(?:件|项|个|条|宗|起|份)(?=\s|$)"
)


def entries(all_lines: Iterable[Line]) -> tuple[list[Entry], list[Line]]:
    """The entries of the three tables, and the lines that are none of them (headings and running text)."""
    found: list[Entry] = []
    rest: list[Line] = []
    run: list[Line] = []
    zone: str | None = None
    announced: str | None = None
    for line in all_lines:
        if line.is_text and _NOTE.match(line.text):
            rest.append(line)
            continue
        voted = zones.vote(line)
        if line.is_text and voted is None and _is_prose(line):
            zone = None
            announced = _announced(line) or announced
        if voted and voted != zone:
            found.extend(_flush(run, found))
            run = []
        zone = voted or zone or _expected(line, announced)
        if zone is None:
            rest.append(line)
        elif line.is_text:
            run.append(line)
            continue
        found.extend(_flush(run, found))
        run = []
        if zone is not None:
            found.extend(_of_row(line, zone))
    found.extend(_flush(run, found))
    return _with_glue(found), rest


def _with_glue(found: list[Entry]) -> list[Entry]:
    """Whether the document has lost its separators: 0000000 is no number, so where such stand, figures stand together."""
    impossible = sum(
        any(_IMPOSSIBLE.match(piece) for spot in entry.spots for piece in spot.text.split())
        for entry in found
        if entry.is_run
    )
    if impossible < _TELLING:
        return found
    return [replace(entry, is_glued=True) if entry.is_run else entry for entry in found]


def _announced(line: Line) -> str | None:
    """The table whose part a heading opens."""
    part = part_of(line.text)
    return part if part in editions.TABLES else None


def _expected(line: Line, announced: str | None) -> str | None:
    """A row of figures under a heading belongs to the table of that part, even where no label says so."""
    if line.is_text or announced is None:
        return None
    return announced if sum(piece.figure.says is Says.NUMBER for piece in line.pieces) >= 3 else None


def _is_prose(line: Line) -> bool:
    """Whether a line of text is a sentence or a heading rather than a torn piece of a table."""
    text = fold(line.text).strip()
    return bool(re.match(r"^(?:#+\s*)?[一二三四五六1-6]\s*[、.,]\s*\S", text) and not labels.match(text)) or (
        bool(_SENTENCE.search(line.text)) and len(text) > 25
    )


# ── rows of tables ──────────────────────────────────────────────────────────────────────────────────────────────────


def _of_row(line: Line, zone: str) -> Iterator[Entry]:
    """The entries of one table row: usually one; two where two statutory rows stand side by side."""
    spots = [_spot(piece) for piece in line.pieces]
    if any(spot.figure.says is Says.WORDS and _GLUED_END.search(spot.text) for spot in spots):
        spots = [part for spot in spots for part in _unglue(spot)]
    while spots:
        cut = _next_label_after_figures(spots)
        yield _entry(spots[:cut], line, zone)
        spots = spots[cut:]


def _spot(piece: Piece) -> Spot:
    return Spot(piece.text, understand(piece.text), piece, piece.column, piece.columns)


def _unglue(spot: Spot) -> tuple[Spot, ...]:
    """A cell that holds a label and its figures: 政府集中采购 0 0."""
    found = _GLUED.match(fold(spot.text)) if spot.figure.says is Says.WORDS else None
    if found and (found["space"] or labels.is_a(found["label"], "row", at_least=0.95)) and labels.match(found["label"]):
        digits = found["digits"].strip()
        return spot._replace(text=found["label"]), spot._replace(text=digits, figure=understand(digits))
    return (spot,)


def _next_label_after_figures(spots: Sequence[Spot]) -> int:
    seen_figure = False
    for at, spot in enumerate(spots):
        says = spot.figure.says
        if says in FIGURES:
            seen_figure = True
        elif seen_figure and says is Says.WORDS and labels.is_a(spot.text, "row", at_least=0.8):
            return at
    return len(spots)


def _entry(spots: Sequence[Spot], line: Line, zone: str) -> Entry:
    first_figure = next((n for n, spot in enumerate(spots) if spot.figure.says in FIGURES), len(spots))
    said = [n for n, spot in enumerate(spots[:first_figure]) if spot.figure.says is Says.WORDS]
    named = _label_cells(spots, said)
    words = tuple(spots[n] for n in named)
    return Entry(
        zone,
        _readings([spot.text for spot in words]),
        tuple(spots[named[-1] + 1 :] if named else spots),
        line.table,
        line.is_grid,
        label_columns=tuple(c for spot in words for c in range(spot.column, spot.column + spot.columns)),
        heads=tuple(spots[n] for n in said) if first_figure == len(spots) else (),
    )


def _label_cells(spots: Sequence[Spot], words: list[int]) -> list[int]:
    """Which cells of words are the label: what follows it (暂无, 不涉及) stands where a figure belongs."""
    end = len(words)
    while end > 1 and not _is_label(spots[words[end - 1]].text):
        before, here = spots[words[end - 2]].text, spots[words[end - 1]].text
        if _surety(before + here) > _surety(before) + 0.02:
            break
        end -= 1
    return words[:end] if _is_label(spots[words[end - 1]].text if end else "") else words


def _is_label(text: str) -> bool:
    return bool(labels.match(text))


def _surety(text: str) -> float:
    return max((each.score for each in labels.match(text)), default=0.0)


def _readings(texts: list[str]) -> tuple[str, ...]:
    """The label of a row, likeliest reading first: the innermost cell, two cells that were one, the cells further out."""
    if not texts:
        return ()
    joined = ["".join(texts[-2:])] if len(texts) > 1 else []
    return (texts[-1], *joined, *reversed(texts[:-1]))


# ── running text ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Joined:
    """Lines of text as one folded string that remembers where each character came from."""

    folded: str
    places: Sequence[int]  # character of `original`
    original: str
    starts: list[int]  # of each line in `original`
    lines: list[Line]

    def line_at(self, place: int) -> int:
        return sum(start <= place for start in self.starts) - 1

    def source(self, begin: int, end: int) -> Source:
        first, last = self.places[begin], self.places[end - 1] + 1
        line = self.line_at(first)
        piece = self.lines[line].pieces[0]
        text = self.original[first:last]
        around = self.original[max(self.starts[line], first - 60) : last + 40].split("\n")[0]
        span = None
        if piece.start is not None:
            begins = piece.start + first - self.starts[line]
            span = (begins, begins + len(text))
        return Source(text, piece.page, span=span, passage=around)


def _join(run: Sequence[Line]) -> _Joined:
    starts, at = [], 0
    for line in run:
        starts.append(at)
        at += len(line.pieces[0].text) + 1
    original = "\n".join(line.pieces[0].text for line in run)
    folded, places = fold_with_places(original)
    folded = _BESIDE.sub(lambda found: " " * len(found.group()), folded)
    return _Joined(folded, places, original, starts, list(run))


def _flush(run: Sequence[Line], before: Sequence[Entry]) -> list[Entry]:
    """The entries of consecutive lines of text: what stands between two runs of digits is a label."""
    if not run:
        return []
    joined = _join(run)
    zone = next((each for each in map(zones.vote, run) if each), before[-1].zone if before else "applications")
    found: list[Entry] = []
    label_from = 0
    words = ""
    for digits in _RUN.finditer(joined.folded):
        words += joined.folded[label_from : digits.start()]
        label_from = digits.end()
        following = _words_after(joined.folded, digits.end())
        stop = _without_ordinal(digits.group(), following)
        if not digits.group()[:stop].strip():
            words += digits.group()
            continue
        readings = _readings_of_text(words)
        zone = _zone_of(readings) or zone
        spots = _spots(joined, digits.start(), digits.start() + stop)
        found.extend(_by_lines(Entry(zone, readings, spots, is_run=True, remark=labels.remark_after(words))))
        words = digits.group()[stop:]
    words += joined.folded[label_from:]
    return found + _stray(words, zone)


def _words_after(text: str, at: int) -> str:
    found = _RUN.search(text, at)
    return text[at : found.start() if found else len(text)]


def _without_ordinal(digits: str, following: str) -> int:
    """Where a run of digits really ends: the 2. before 其他法律行政法规禁止公开 is the ordinal of that label."""
    found = re.search(r"(\d)[^\S\n]*[.,]\s*$|\n[^\S\n]*(\d)[^\S\n]+$", digits)
    if not found:
        return len(digits)
    ordinal = found.lastindex or 1
    return found.start(ordinal) if found.group(ordinal) in _ordinals(following) else len(digits.rstrip(" \t\n.,"))


@lru_cache(maxsize=2048)
def _ordinals(words: str) -> frozenset[str]:
    """The numbers that the form prints before the label with which `words` begin."""
    first = words.strip().split("\n")[0]
    keys = labels.rows(first, "applications", at_least=0.5) or labels.rows(words, "applications", at_least=0.5)
    return frozenset(number for key in keys for number in _numbers_of(key)) or frozenset("12345678" if first else "")


@cache
def _numbers_of(key: str) -> frozenset[str]:
    return frozenset(
        ordinal_of(row.printed)
        for edition in editions.every()
        for row in edition.tables["applications"].rows
        if row.key == key
    )


def _readings_of_text(words: str) -> tuple[str, ...]:
    """The label that ends `words`: exactly, or its last lines."""
    rows = [line.strip() for line in words.strip().split("\n") if line.strip()]
    if not rows:
        return ()
    whole = "".join(rows)
    ends = labels.ending(whole)
    exact = (ends.text,) if ends else ()
    return (*exact, rows[-1], "".join(rows[-2:]), "".join(rows[-3:]), *_tails(whole), whole)


def _tails(whole: str) -> tuple[str, ...]:
    """What follows the last ordinal, and the last label that is complete, where everything runs together."""
    after_ordinal = _ORDINALS.split(whole)[-1]
    after_label = labels.after_last(after_ordinal)
    return tuple(each for each in (after_ordinal, after_label) if each and each != whole)


def _zone_of(readings: tuple[str, ...]) -> str | None:
    if not readings:
        return None
    return next((zone for each in readings if (zone := zones.table_of(each))), None) or labels.covering(
        bare(readings[-1])
    )


def _spots(joined: _Joined, begin: int, end: int) -> tuple[Spot, ...]:
    """The pieces of a run of digits between which blanks stand."""
    found = []
    run = joined.folded[begin:end]
    if _COMMAS.search(run):
        run = run.replace(",", " ")
    for piece in (_WIDE_PIECES if _WIDE_GAP.search(run) else _PIECES).finditer(run):
        source = joined.source(begin + piece.start(), begin + piece.end())
        line = joined.line_at(joined.places[begin + piece.start()])
        found.append(Spot(piece.group(), understand(piece.group()), source, line=line))
    return tuple(found)


def _by_lines(entry: Entry) -> Iterator[Entry]:
    """A run over several lines, each a whole row of figures, is several rows: only the first has the label."""
    lines = sorted({spot.line for spot in entry.spots})
    rows = [tuple(spot for spot in entry.spots if spot.line == line) for line in lines]
    if len(rows) > 1 and sum(len(spot.figure.several) or 1 for spot in rows[0]) >= 5:
        yield replace(entry, spots=rows[0])
        yield from (replace(entry, labels=(), spots=row) for row in rows[1:])
    else:
        yield entry


def _stray(words: str, zone: str) -> list[Entry]:
    """Labels after the last figure: they may belong to a row of figures that follows without one."""
    return [
        Entry(zones.table_of(line) or zone, (line.strip(),), (), is_run=True)
        for line in words.split("\n")
        if bare(line)
    ]
