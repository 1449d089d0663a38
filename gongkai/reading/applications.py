"""Table three (收到和处理政府信息公开申请情况) from its entries: which row each line of figures is, and the joint sums.

A row is known by its label; the order of the form is the second signal. A row without a label is taken for the one that
is missing between two known rows only when no other row could stand there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from math import prod

from gongkai.core import editions
from gongkai.core.reports import Cell, State, read_cell
from gongkai.reading import columns, labels, runs
from gongkai.reading.columns import Placed
from gongkai.reading.entries import Entry
from gongkai.reading.fold import bare
from gongkai.reading.found import Found

TABLE = "applications"
_FULL = 7  # figures of a row that needs no label to be one
_OTHER = "其他处理"
_SIXTH = re.compile(r"^[（(]?六[）)、]")
_NEW_ROWS = ("other_handling.abandoned_no_correction", "other_handling.abandoned_no_payment")


@dataclass(slots=True)
class _Row:
    """An entry, the rows of the form that its label may be, and the row it was taken for."""

    entry: Entry
    may_be: dict[str, float]
    key: str | None = None
    pending: tuple[str, ...] = ()  # labels without figures that stand right before it


def edition_of(entries: Sequence[Entry]) -> str | None:
    """The edition of table three by its own rows: only the form of 2021 divides 其他处理. None when neither shows."""
    texts = [text for entry in entries if entry.zone == TABLE for text in entry.labels]
    keys = {key for text in texts for key, score in labels.rows(text, TABLE).items() if score >= 0.68}
    if any(key in keys for key in _NEW_ROWS):
        return "2021-30"
    for entry in entries:
        if entry.zone == TABLE and len(entry.spots) >= 5 and entry.labels and _is_old_other(entry):
            return "2019-60"
    return None


def _is_old_other(entry: Entry) -> bool:
    """A row of figures that is itself called 其他处理, or （六）其他, is of the form of 2019."""
    label = bare(entry.labels[0])
    is_sixth = bool(_SIXTH.match(entry.labels[0].strip()))
    if len(entry.labels) > 1 and label != _OTHER:
        return False
    return label == _OTHER or (is_sixth and labels.rows(label, TABLE).get("other_handling", 0) >= 0.9)


def find(entries: Sequence[Entry], edition: editions.Edition) -> Found:
    """Everything of table three that the entries hold."""
    table = edition.tables[TABLE]
    found = Found(edition, table)
    entries = _without_subtotals(entries, len(table.columns))
    rows = _rows([entry for entry in entries if entry.zone == TABLE], table)
    _name_by_label(rows, [row.key for row in table.rows])
    _name_in_step(rows, [row.key for row in table.rows])
    _name_by_gap(rows, [row.key for row in table.rows])
    placed = _place_rows(rows, entries, table)
    _settle(placed, table)
    for key, row in placed.items():
        ids = table.line(key)
        found.put(ids, row)
    _take_displaced(found, rows)
    found.note_open_cells()
    return found


def _without_subtotals(entries: Sequence[Entry], n: int) -> list[Entry]:
    """Rows of text with one cell more than the form: a column 小计 of the five kinds of organisation.

    It is one where a heading says so, or where it always adds up.
    """
    loose = [entry for entry in entries if entry.zone == TABLE and not entry.is_grid]
    is_said = any(bare(spot.text) == "小计" for entry in loose for spot in entry.heads)
    longer = [entry for entry in loose if (len(entry.spots) if is_said else entry.numbers) == n + 1]
    if not is_said and (len(longer) < 3 or not all(_has_subtotal(entry, n) for entry in longer)):
        return list(entries)
    return [
        replace(entry, spots=entry.spots[: n - 1] + entry.spots[n:]) if entry in longer else entry for entry in entries
    ]


def _has_subtotal(entry: Entry, n: int) -> bool:
    values = [spot.figure.value for spot in entry.spots[: n + 1]]
    if len(values) != n + 1 or not all(isinstance(value, int) for value in values):
        return False
    person, *organisations, subtotal, total = [value for value in values if isinstance(value, int)]
    return sum(organisations) == subtotal and person + subtotal == total


# ── which row is which ──────────────────────────────────────────────────────────────────────────────────────────────


def _rows(entries: Sequence[Entry], table: editions.Table) -> list[_Row]:
    """Entries with figures, each with the labels that stand loose before it."""
    known = {row.key for row in table.rows}
    rows: list[_Row] = []
    loose: list[str] = []
    for entry in entries:
        may_be = {} if entry.is_lone else _may_be(entry, known)
        if entry.is_lone or _has_row_of_figures(entry, may_be):
            rows.append(_Row(entry, may_be, pending=tuple(loose)))
            loose = []
        elif may_be and not entry.spots:
            loose.append(max(may_be, key=lambda key: may_be[key]))
    return _first_table(rows)


def _has_row_of_figures(entry: Entry, may_be: dict[str, float]) -> bool:
    if _is_heading(entry):
        return False
    if entry.is_run:
        return bool(may_be and entry.spots) or entry.pieces >= 5
    cells = sum(spot.columns for spot in entry.spots)  # 无 may be one cell over all columns
    return entry.numbers >= 5 or bool(may_be and (cells >= 5 or entry.numbers >= 1))


def _is_heading(entry: Entry) -> bool:
    """A row of column headings: 总计 is one of them, and no row then."""
    return sum(labels.is_a(spot.text, "column", table=TABLE) for spot in entry.heads) >= 2


def _may_be(entry: Entry, known: set[str]) -> dict[str, float]:
    """The rows that the label may be: by its likeliest reading that is any row at all."""
    for text in entry.labels:
        keys = {key: score for key, score in labels.rows(text, TABLE).items() if key in known}
        if keys:
            return keys
    return {}


def _first_table(rows: list[_Row]) -> list[_Row]:
    """Where a report prints table three twice, the first: after a 总计, a new 本年新收 or a second 总计 begins another."""
    total: _Row | None = None
    for at, row in enumerate(rows):
        if total is not None and row.may_be.get("received", 0) >= 0.9:
            return rows[:at]
        if row.may_be.get("total", 0) >= 0.9:
            if total is not None and row.entry.table != total.entry.table:
                return [each for each in rows[:at] if each.entry.table != row.entry.table]
            total = total or row
    return rows


def _name_by_label(rows: list[_Row], order: list[str]) -> None:
    """The surest choice of rows that keeps the order of the form; a sure label out of order still counts."""
    if _is_plain(rows, order):
        for row in rows:
            (row.key,) = row.may_be
        return
    at = {key: number for number, key in enumerate(order)}
    best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{-1: (0.0, ())}]
    for row in rows:
        states = dict(best[-1])
        for last, (score, path) in best[-1].items():
            for key, sure in row.may_be.items():
                number = at[key]
                if number > last and score + sure > states.get(number, (0.0, ()))[0]:
                    states[number] = (score + sure, (*path, len(best) - 1, number))
        best.append(states)
    _, path = max(best[-1].values(), key=lambda each: each[0])
    for row_number, key_number in zip(path[::2], path[1::2], strict=True):
        rows[row_number].key = order[key_number]
    taken = {row.key for row in rows}
    for row in rows:
        sure_keys = [key for key, sure in row.may_be.items() if sure >= 0.9 and key not in taken]
        if row.key is None and len(sure_keys) == 1:
            row.key = sure_keys[0]
            taken.add(row.key)


def _is_plain(rows: list[_Row], order: list[str]) -> bool:
    """Whether every row has one label, surely, and they come in the order of the form."""
    if not all(len(row.may_be) == 1 and max(row.may_be.values()) >= 0.9 for row in rows):
        return False
    places = [order.index(next(iter(row.may_be))) for row in rows]
    return all(before < after for before, after in pairwise(places))


def _name_in_step(rows: list[_Row], order: list[str]) -> None:
    """Labels that slipped by one row: a label alone, a row beside the next label, then a row without one.

    Both labels and both rows are there in the order of the form, so they belong together in that order.
    """
    taken = {row.key for row in rows}
    for row, following in pairwise(rows):
        if row.key is None or following.key is not None or following.may_be or not _may_fill(following, order):
            continue
        at = order.index(row.key)
        before = order[at - 1] if at else None
        if before and before not in taken and before in row.pending[-2:]:
            row.key, following.key = before, row.key
            taken.add(before)


def _name_by_gap(rows: list[_Row], order: list[str]) -> None:
    """Rows without a label between two known rows: taken when exactly so many rows of the form are missing there."""
    taken = {row.key for row in rows if row.key}
    if not taken:
        return
    ends = [-1, *(n for n, row in enumerate(rows) if row.key), len(rows)]
    for left, right in pairwise(ends):
        first = order.index(rows[left].key or "") + 1 if left >= 0 else 0
        last = order.index(rows[right].key or "") if right < len(rows) else len(order)
        missing = [key for key in order[first:last] if key not in taken]
        gap = [row for row in rows[left + 1 : right] if row.key is None and _may_fill(row, missing)]
        _fill(gap, missing)


def _may_fill(row: _Row, missing: list[str]) -> bool:
    """Whether a row could be one of the missing: it has no label, or that of one of them."""
    if row.entry.is_lone or (row.entry.is_run and not row.entry.is_glued and row.entry.pieces < _FULL):
        return False
    return not row.may_be or any(key in missing for key in row.may_be)


def _fill(gap: list[_Row], missing: list[str]) -> None:
    if gap and len(gap) == len(missing):
        for row, key in zip(gap, missing, strict=True):
            row.key = key
        return
    # Otherwise a label that stands right before the figures must say it, and say it alone.
    for row in gap:
        said = [key for key in row.pending if key in missing]
        if len(said) == 1 and sum(said[0] in other.pending for other in gap) == 1:
            row.key = said[0]


# ── which column is which, and the sums ─────────────────────────────────────────────────────────────────────────────


def _place_rows(rows: Iterable[_Row], entries: Sequence[Entry], table: editions.Table) -> dict[str, Placed]:
    headers = _headers(entries, table)
    usual: dict[int | None, columns.Usual | None] = {}
    placed: dict[str, Placed] = {}
    named = sorted(rows, key=lambda row: row.key is None)  # what has a name first, what says one again after it
    for row in named:
        number = row.entry.table
        key = row.key or _said_again(row, placed)
        if key is None or (key in placed and row.key is not None):
            continue
        if number not in usual:
            same = [each for each in entries if each.table == number and each.zone == TABLE]
            usual[number] = columns.usual_columns(same, len(table.columns)) if number else None
        placed[key] = columns.place(
            row.entry, table.columns, header=headers.get(number), usual=usual[number], fits=runs.last_is_sum
        )
    return placed


def _said_again(row: _Row, placed: dict[str, Placed]) -> str | None:
    """A row that a page break cut in two: its label stands twice, its figures beside only one of them."""
    sure = [key for key, score in row.may_be.items() if score >= 0.75 and key in placed]
    if len(sure) == 1 and row.entry.numbers and not any(_is_read(cell) for cell in placed[sure[0]].cells):
        return sure[0]
    return None


def _headers(entries: Sequence[Entry], table: editions.Table) -> dict[int | None, dict[int, tuple[int, int]]]:
    """The columns of each table by its headings, over all its rows of headings."""
    found: dict[int | None, dict[int, tuple[int, int]]] = {}
    for entry in entries:
        if entry.zone == TABLE and entry.is_grid and entry.numbers == 0:
            header = columns.header_columns(entry, table.columns, TABLE)
            found.setdefault(entry.table, {}).update({k: v for k, v in header.items() if k not in found[entry.table]})
    return found


def _settle(placed: dict[str, Placed], table: editions.Table) -> None:
    """Rows whose digits can be cut in several ways: the sums of the columns choose, if they leave one choice."""
    open_rows = [key for key, row in placed.items() if len(row.cuts) > 1]
    if not open_rows or prod(len(placed[key].cuts) for key in open_rows) > 50_000:
        return
    good = [
        choice
        for choice in product(*(placed[key].cuts for key in open_rows))
        if _adds_up({**_values(placed), **dict(zip(open_rows, map(_numbers, choice), strict=True))}, table)
    ]
    for at, key in enumerate(open_rows):
        ways = sorted({choice[at] for choice in good})
        if ways:
            placed[key].cells = columns.agree(ways, len(table.columns))
            placed[key].cuts = ways


def _numbers(cut: runs.Cut) -> list[int | None]:
    return [int(text) for text in cut]


def _values(placed: dict[str, Placed]) -> dict[str, list[int | None]]:
    return {key: [c.value if isinstance(c.value, int) else None for c in row.cells] for key, row in placed.items()}


def _adds_up(values: dict[str, list[int | None]], table: editions.Table) -> bool:
    """Whether every column adds up, as far as the rows are there: results to their total, and the printed balance."""
    if any(row.key not in values for row in table.rows):
        return False
    results = [row.key for row in table.rows if row.is_result]
    total = next(row.key for row in table.rows if row.sums_results)
    left, right = table.balance
    return all(
        _same([values[key][at] for key in results], [values[total][at]])
        and _same([values[key][at] for key in left], [values[key][at] for key in right])
        for at in range(len(table.columns))
    )


def _same(left: Sequence[int | None], right: Sequence[int | None]) -> bool:
    if None in left or None in right:
        return True
    return sum(each for each in left if each is not None) == sum(each for each in right if each is not None)


# ── a figure that slipped out of its row ────────────────────────────────────────────────────────────────────────────


def _take_displaced(found: Found, rows: Sequence[_Row]) -> None:
    """A lone number beside the table and one cell that lacks exactly it: the number belongs there, and a doubt says so."""
    lone = [spot for row in rows if row.entry.is_lone for spot in row.entry.spots]
    if len(lone) != 1:
        return
    open_cells = [row for row in found.table.rows if _lacks_total(found, row.key)]
    if len(open_cells) != 1:
        return
    key, spot = open_cells[0].key, lone[0]
    cell = found.table.cell(key, found.table.total.key)
    parts = [found.cells[found.table.cell(key, column.key)].value for column in found.table.summands]
    if spot.figure.value is not None and spot.figure.value == sum(part for part in parts if part is not None):
        found.cells[cell] = read_cell(spot.figure.value)
        found.sources[cell] = spot.source
        found.doubt("R103", [cell], spot.text)


def _lacks_total(found: Found, key: str) -> bool:
    *parts, total = [found.cells.get(cell) for cell in found.table.line(key)]
    return all(_is_read(part) for part in parts) and total is not None and not _is_read(total)


def _is_read(cell: Cell | None) -> bool:
    return cell is not None and cell.state is State.READ
