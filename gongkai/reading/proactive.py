"""Table two (主动公开政府信息情况) from its entries: rows by their labels, columns by order or by the headings of their block."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from gongkai.core import editions
from gongkai.core.reports import read_cell
from gongkai.reading import columns, labels
from gongkai.reading.columns import Placed, number
from gongkai.reading.entries import Entry
from gongkai.reading.fold import bare
from gongkai.reading.found import Found

TABLE = "proactive"


def edition_of(entries: Sequence[Entry]) -> str | None:
    """The edition of table two by its own headings and rows; None when nothing tells them apart."""
    votes: Counter[str] = Counter()
    for entry in entries:
        if entry.zone == TABLE:
            for text in {*entry.labels, *(spot.text for spot in entry.heads)}:
                votes.update(_editions_of(bare(text)))
    if not votes:
        return None
    (first, count), *rest = votes.most_common()
    return None if rest and rest[0][1] == count else first


@lru_cache(maxsize=4096)
def _editions_of(text: str) -> list[str]:
    """The editions that alone have the labels in this text."""
    if not text:
        return []
    return [key for key, own in _own_labels().items() if any(label in text or _is_cut(text, label) for label in own)]


def _is_cut(text: str, label: str) -> bool:
    return len(text) >= 4 and label.startswith(text)


@cache
def _own_labels() -> dict[str, frozenset[str]]:
    """The labels of table two that only one edition has."""
    by_edition = {
        edition.key: {
            bare(spelling)
            for block in edition.tables[TABLE].blocks
            for spelling in (*(c.label for c in block.columns), *(r.label for r in block.rows))
        }
        for edition in editions.every()
    }
    return {
        key: frozenset(
            text
            for text in own
            if not any(text in other for k, others in by_edition.items() if k != key for other in others)
        )
        for key, own in by_edition.items()
    }


@dataclass(slots=True)
class _Row:
    block: editions.Block
    row: editions.Row
    placed: Placed


def find(entries: Sequence[Entry], edition: editions.Edition) -> Found:
    """Everything of table two that the entries hold."""
    table = edition.tables[TABLE]
    found = Found(edition, table)
    rows = _rows([entry for entry in entries if entry.zone == TABLE], table)
    guessed = _cut_by_pattern(rows)
    for each in rows:
        ids = table.line(each.row.key, each.block.key)
        found.put(ids, each.placed)
        if id(each) in guessed:
            found.doubt("R102", ids, _printed(each), "、".join(str(cell.value) for cell in each.placed.cells))
    found.note_open_cells()
    return found


def _printed(row: _Row) -> str:
    return next((source.text for source in row.placed.sources if source), "")


def _rows(entries: Sequence[Entry], table: editions.Table) -> list[_Row]:
    headers: dict[str, dict[int, tuple[int, int]]] = {}
    found: list[_Row] = []
    taken: set[str] = set()
    for entry in entries:
        if not entry.numbers and entry.heads:
            headers |= {
                block.key: header
                for block in table.blocks
                if (header := columns.header_columns(entry, block.columns, TABLE))
            }
        named = _named(entry, table)
        if named is None or named[1].key in taken or not entry.spots:
            continue
        block, row = named
        taken.add(row.key)
        found.append(_Row(block, row, columns.place(entry, block.columns, header=headers.get(block.key))))
    return found


def _named(entry: Entry, table: editions.Table) -> tuple[editions.Block, editions.Row] | None:
    for text in entry.labels:
        keys = labels.rows(text, TABLE, at_least=0.7)
        for block in table.blocks:
            for row in block.rows:
                if keys.get(row.key, 0) > 0 and keys[row.key] == max(keys.values()):
                    return block, row
    return None


# ── digits that ran together, without a sum to tell ─────────────────────────────────────────────────────────────────


def _cut_by_pattern(rows: Sequence[_Row]) -> set[int]:
    """Cut what no sum can cut where the whole table shows one pattern; each such row is doubted aloud.

    Two patterns are telling enough: every row of items reads with 本年增/减 0, or one figure is printed three times over.
    """
    guessed: set[int] = set()
    items = [row for row in rows if any(column.is_signed for column in row.block.columns)]
    unchanged = [_with_no_change(row) for row in items]
    if len(items) >= 3 and all(len(ways) == 1 for ways in unchanged):
        for row, (way,) in zip(items, unchanged, strict=True):
            guessed |= _choose(row, way)
    for row in rows:
        same = [way for way in row.placed.cuts if len(way) == 3 and len(set(way)) == 1]
        if len(row.placed.cuts) > 1 and len(same) == 1 and len(same[0][0]) >= 2:
            guessed |= _choose(row, same[0])
    return guessed


def _with_no_change(row: _Row) -> list[tuple[str, ...]]:
    at = next(n for n, column in enumerate(row.block.columns) if column.is_signed)
    if row.placed.cuts:
        return [way for way in row.placed.cuts if way[at] == "0"]
    values = tuple(str(cell.value) for cell in row.placed.cells)
    return [values] if values[at] == "0" else []


def _choose(row: _Row, way: tuple[str, ...]) -> set[int]:
    if len(row.placed.cuts) <= 1:
        return set()
    ways = row.placed.cuts
    row.placed.cells = [
        read_cell(number(text), candidates=sorted({number(other[at]) for other in ways} - {number(text)})[:20])
        for at, text in enumerate(way)
    ]
    return {id(row)}
