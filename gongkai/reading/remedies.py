"""Table four (政府信息公开行政复议、行政诉讼情况) from its entries: fifteen figures in three groups, however they are laid out.

Side by side as the form has them; a row a group; a column a group; or a small table a group.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from gongkai.core import editions
from gongkai.core.reports import ABSENT, State
from gongkai.reading import columns, labels, runs
from gongkai.reading.columns import Placed
from gongkai.reading.entries import Entry
from gongkai.reading.figures import Says
from gongkai.reading.fold import bare
from gongkai.reading.found import Found

TABLE = "remedies"


def find(entries: Sequence[Entry], edition: editions.Edition) -> Found:
    """Everything of table four that the entries hold."""
    table = edition.tables[TABLE]
    found = Found(edition, table)
    every = [entry for entry in entries if entry.zone == TABLE]
    mine = [entry for entry in every if not entry.is_lone]
    singly = list(_one_by_one(every, table))
    sideways = [entry for entry in mine if _of_column(entry, table) and entry.numbers == len(table.rows)]
    if len(sideways) >= 3:
        _by_columns(sideways, table, found)
    elif len(singly) >= len(table.columns):
        for cell, entry, column in singly:
            found.put([cell], columns.place(entry, [column]))
    elif grouped := list(_by_groups(mine, table)):
        for key, entry in grouped:
            found.put(table.line(key), columns.place(entry, table.columns, fits=runs.last_is_sum))
    else:
        _in_one_row(mine, table, found)
    found.note_open_cells()
    return found


# ── a row, or a small table, a group ────────────────────────────────────────────────────────────────────────────────


def _by_groups(entries: Sequence[Entry], table: editions.Table) -> Iterator[tuple[str, Entry]]:
    """Rows of five figures, each with the group that its own label or the nearest title names."""
    announced: str | None = None
    taken: set[str] = set()
    for entry in entries:
        named = _groups_in("".join([*entry.labels[-1:], *(spot.text for spot in entry.heads)]), table)
        if len(named) == 1:
            announced = named[0]
        elif named and entry.is_run and _ends_with_group(entry):
            announced = named[-1]
        elif named:
            announced = None
        if announced and announced not in taken and _is_five(entry, table):
            taken.add(announced)
            yield announced, entry


def _is_five(entry: Entry, table: editions.Table) -> bool:
    size = len(table.columns)
    if entry.is_glued:
        return False
    blank_edges = len(entry.spots) - entry.numbers
    return (
        entry.numbers == size
        or (entry.numbers >= size - 2 and len(entry.spots) == size)
        or (entry.numbers <= size < entry.numbers + blank_edges < len(table.cells) and entry.numbers >= size - 1)
    )


def _ends_with_group(entry: Entry) -> bool:
    """Whether the name of a group stands right before the figures."""
    words = bare(entry.labels[-1])
    return any(words.endswith(name) for name in _groups()[1])


@cache
def _groups() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = {bare(row.label): row.key for edition in editions.every() for row in edition.tables[TABLE].rows}
    return re.compile("|".join(sorted(rows, key=len, reverse=True))), rows


def _groups_in(text: str, table: editions.Table) -> list[str]:
    """The groups that a text names, in its order; a misspelt name counts when the text is nothing else."""
    pattern, rows = _groups()
    named = [rows[name] for name in pattern.findall(bare(text))]
    return named or list(labels.rows(text, table.key, at_least=0.7))[:1]


# ── a column a group ────────────────────────────────────────────────────────────────────────────────────────────────


def _of_column(entry: Entry, table: editions.Table) -> str | None:
    """The column of the form that is the label of a row in a table lying on its side."""
    if not entry.labels:
        return None
    word = bare(entry.labels[0])
    for column in table.columns:
        if word.endswith(bare(column.label)):
            return column.key
    name = labels.best_column(entry.labels[0], TABLE)
    return next((column.key for column in table.columns if bare(column.label) == name), None)


def _by_columns(entries: Sequence[Entry], table: editions.Table, found: Found) -> None:
    for entry in entries:
        column = _of_column(entry, table)
        figures = [spot for spot in entry.spots if spot.figure.says is not Says.BLANK]
        if column is None or len(figures) != len(table.rows):
            continue
        ids = [table.cell(row.key, column) for row in table.rows]
        kinds = [next(each for each in table.columns if each.key == column)] * len(table.rows)
        found.put(ids, columns.place(replace(entry, spots=tuple(figures)), kinds))


def _one_by_one(entries: Sequence[Entry], table: editions.Table) -> Iterator[tuple[str, Entry, editions.Column]]:
    """A line a figure: 行政复议 | 结果维持 | 0, the group named once for the lines that follow."""
    group: str | None = None
    taken: set[str] = set()
    for entry in entries:
        named = _groups_in("".join(entry.labels[-1:]), table)
        group = named[-1] if named else group
        key = _of_column(entry, table)
        if key is None or group is None or entry.pieces != 1 or not entry.spots:
            continue
        cell = table.cell(group, key)
        if cell in taken:
            group = None  # another group has begun, and its name could not be read
        else:
            taken.add(cell)
            yield cell, entry, next(column for column in table.columns if column.key == key)


# ── all side by side ────────────────────────────────────────────────────────────────────────────────────────────────


def _in_one_row(entries: Sequence[Entry], table: editions.Table, found: Found) -> None:
    ids = table.cells
    rows = [entry for entry in entries if entry.numbers and not _is_heading(entry)]
    if not rows:
        rows = [entry for entry in entries if len(entry.spots) >= len(ids) and not entry.heads]
    if not rows:
        return
    entry = rows[0]
    together = sum(row.numbers for row in rows)
    if entry.numbers < len(ids) == together and not entry.is_run:
        entry = replace(
            entry, spots=tuple(spot for row in rows for spot in row.spots if spot.figure.says is not Says.BLANK)
        )
    placed = _place_run(entry, table) if entry.is_glued else _place_row(entry, entries, table, len(ids))
    found.put(ids, placed)


def _is_heading(entry: Entry) -> bool:
    return any(labels.is_a(spot.text, "column", table=TABLE) for spot in entry.spots)


def _place_row(entry: Entry, entries: Sequence[Entry], table: editions.Table, n: int) -> Placed:
    fifteen = [column for _ in table.rows for column in table.columns]
    first = next((at for at, spot in enumerate(entry.spots) if spot.figure.says is Says.NUMBER), 0)
    keeps = len(entry.spots) == n or entry.is_grid  # words between the figures stand where a figure belongs
    spots = [s for at, s in enumerate(entry.spots) if s.figure.says is not Says.WORDS or (keeps and at >= first)]
    placed = columns.place(replace(entry, spots=tuple(spots)), fifteen)
    if not placed.is_short or not entry.is_grid:
        return placed
    header = _group_headings(entries, table)
    under = [at for spot in spots for at, (a, b) in header.items() if a <= spot.column < b]
    if len(under) != len(spots) or len(set(under)) != len(under):
        return placed
    by_heading = Placed([ABSENT] * n, [None] * n, is_short=True)
    for at, spot in zip(under, spots, strict=True):
        one = columns.place(replace(entry, spots=(spot,)), fifteen[at : at + 1])
        by_heading.cells[at], by_heading.sources[at] = one.cells[0], spot.source
    return by_heading


def _group_headings(entries: Sequence[Entry], table: editions.Table) -> dict[int, tuple[int, int]]:
    """Where the fifteen headings lie: 结果维持 … 总计, three times from left to right."""
    lowest: dict[int, str] = {}
    for entry in entries:
        for spot in entry.heads:
            if labels.is_a(spot.text, "column", table=TABLE):
                lowest.setdefault(spot.column, spot.text)
    places = sorted(lowest)
    expected = [bare(column.label) for _ in table.rows for column in table.columns]
    if [labels.best_column(lowest[at], TABLE) for at in places] != expected[: len(places)]:
        return {}
    return {number: (at, at + 1) for number, at in enumerate(places)}


def _place_run(entry: Entry, table: editions.Table) -> Placed:
    """Digits that ran together: cut group by group, each with its sum."""
    groups, size = len(table.rows), len(table.columns)
    ways = runs.group_cuts([spot.text for spot in entry.spots], groups, size)
    if not ways:
        return columns.place(entry, [column for _ in table.rows for column in table.columns])
    source = entry.spots[0].source
    cells = columns.agree(ways, groups * size)
    return Placed(cells, [source] * len(cells), cuts=ways, is_short=any(c.state is not State.READ for c in cells))
