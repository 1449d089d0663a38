"""Where each figure was read, in words and with the text around it; and what the law says of its row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.core import editions, law
from gongkai.core.reports import Cell, Report, State
from gongkai.portal.notes import Anchors, Mark
from gongkai.portal.tables import MEANING, shown
from gongkai.reading import Reading, Source

_SEAM = " | "  # between the cells of a table row in a passage
_MOST_CANDIDATES = 8
_BEFORE, _AFTER = 60, 40  # characters that the reader keeps around a figure in running text


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a passage, highlighted where the figure was read."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """All that is shown when a person asks where a cell comes from."""

    id: str
    back: str
    where: str
    value: str
    state: str
    place: str
    pieces: tuple[Piece, ...]
    is_row: bool
    candidates: str
    basis: str
    notes: tuple[tuple[str, int], ...]
    was: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What passages are made from."""

    reading: Reading
    report: Report
    ids: Anchors
    marks: Mapping[str, Mark]
    corrected: Mapping[str, Cell]


def passages(given: Shown) -> Iterator[Passage]:
    """The passage of every cell, in the order of the form."""
    rows = _rows(given.reading.sources)
    for cell in given.report.cells:
        source = given.reading.sources.get(cell, Source())
        pieces = _of_row(source, rows) or _of_text(source)
        found, mark = given.report.cell(cell), given.marks.get(cell)
        yield Passage(
            id=given.ids.passage(cell),
            back=given.ids.cell(cell),
            where=given.report.where(cell),
            value=shown(found),
            state=MEANING.get(found.state, ""),
            place=str(source),
            pieces=tuple(pieces),
            is_row=_SEAM in source.passage,
            candidates=candidates(given.reading.report.cell(cell)),
            basis=basis(given.report, cell),
            notes=tuple((given.ids.note(number), number) for number in mark.numbers) if mark else (),
            was=_was(given, cell),
        )


def _was(given: Shown, cell: str) -> str:
    if cell not in given.corrected:
        return ""
    before = given.reading.report.cell(cell)
    return shown(before) if before.state is State.READ else MEANING[before.state]


def candidates(cell: Cell) -> str:
    """What else the cell may be, in words."""
    some = "、".join(str(each) for each in cell.candidates[:_MOST_CANDIDATES])
    return some + (" 等" if len(cell.candidates) > _MOST_CANDIDATES else "")


# ── a passage that is a row of a table ──


def _rows(sources: Mapping[str, Source]) -> dict[tuple[object, ...], list[Source]]:
    """The sources that were read from the same row, from left to right."""
    rows: dict[tuple[object, ...], list[Source]] = {}
    for source in sources.values():
        if source.column is not None:
            rows.setdefault(_row(source), []).append(source)
    return {row: sorted(found, key=lambda each: each.column or 0) for row, found in rows.items()}


def _row(source: Source) -> tuple[object, ...]:
    return source.page, source.table, source.row, source.passage


def _of_row(source: Source, rows: Mapping[tuple[object, ...], Sequence[Source]]) -> list[Piece]:
    """The row cut into its cells. Spans make column numbers useless here: the figures of the row are found as a run."""
    if _SEAM not in source.passage or source.column is None:
        return []
    parts = [part.strip() for part in source.passage.split(_SEAM)]
    beside = rows[_row(source)]
    texts, at = [each.text for each in beside], beside.index(source)
    starts = range(len(parts) - len(texts), -1, -1)
    start = next((start for start in starts if parts[start : start + len(texts)] == texts), None)
    hit = start + at if start is not None else _only(parts, source.text)
    return [Piece(part or "（空）", place == hit) for place, part in enumerate(parts)]


def _only(parts: Sequence[str], text: str) -> int | None:
    """The one part with this text; None when there are several or none."""
    return parts.index(text) if parts.count(text) == 1 else None


# ── a passage of running text ──


def _of_text(source: Source) -> list[Piece]:
    """The text around the figure; where its text stands there several times, the one that the reader cut around."""
    text, inner = source.passage, source.text
    if not inner or inner not in text:
        return [Piece(text)] if text else []
    start = _place(text, inner)
    cut = (Piece(text[:start]), Piece(inner, is_hit=True), Piece(text[start + len(inner) :]))
    return [piece for piece in cut if piece.text]


def _place(text: str, inner: str) -> int:
    """The reader keeps so many characters before and after; at the edges of a line only one of the two holds."""
    starts = [at for at in range(len(text)) if text.startswith(inner, at)]
    wanted = (_BEFORE, len(text) - len(inner) - _AFTER)
    exact = [at for at in wanted if at in starts]
    return exact[0] if exact else min(starts, key=lambda at: abs(at - _BEFORE))


# ── the law ──


def basis(report: Report, cell: str) -> str:
    """What the row of a cell rests on: an article of the Regulations, or the form itself."""
    table, rest = cell.split(".", 1)
    edition = report.edition(table)
    if table == "proactive":
        block = next(each for each in edition.tables[table].blocks if rest.startswith(each.key + "."))
        return f"政府信息公开条例（2019）{block.label}"
    if table == "applications":
        return articles(edition.key, report.year).get(rest.rsplit(".", 1)[0]) or f"{edition.document_number} 表三"
    return f"{edition.document_number} 表四"


@cache
def articles(edition: str, year: int | None) -> dict[str, str]:
    """For each row of table three the articles of the replies that it counts."""
    first = editions.get(edition).first_year
    found: dict[str, list[str]] = {}
    for outcome in law.outcomes(on=date(max(year or first, first), 12, 31)):
        found.setdefault(outcome.rows[edition], []).append(outcome.article)
    return {row: "；".join(dict.fromkeys(named)) for row, named in found.items()}
