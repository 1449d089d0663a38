"""The figures of one row set against the columns of the form: by order, by the header, by the other rows, or not at all.

Never by counting alone: a row that is short keeps only what every way of placing it agrees on.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations

from gongkai.core.editions import Column
from gongkai.core.reports import ABSENT, BLANK, Cell, Number, State, read_cell
from gongkai.reading import labels, runs
from gongkai.reading.entries import Entry, Spot
from gongkai.reading.figures import Says, understand
from gongkai.reading.fold import bare
from gongkai.reading.result import Source

Fits = Callable[[runs.Cut], bool]


_NOT_OF_THE_FORM = frozenset({"小计", "合计", "备注", "序号", "说明", "单位"})


@dataclass(slots=True)
class Placed:
    """One row placed: a cell and its source for each column; `cuts` are the ways to cut digits that ran together."""

    cells: list[Cell]
    sources: list[Source | None]
    cuts: list[runs.Cut] = field(default_factory=list)
    is_short: bool = False
    has_lookalike: bool = False


def header_columns(entry: Entry, columns: Sequence[Column], table: str) -> dict[int, tuple[int, int]]:
    """Where a row of headings says that each column lies: column of the form -> columns of the grid.

    Columns that offices add (小计, 备注) have negative numbers: what stands under them belongs nowhere.
    """
    found: dict[int, tuple[int, int]] = {}
    keys = [column.key for column in columns]
    for spot in entry.heads:
        for each in labels.match(spot.text)[:4]:
            if (
                each.label.role == "column"
                and each.label.table == table
                and each.label.key in keys
                and each.score > 0.75
            ):
                found.setdefault(keys.index(each.label.key), (spot.column, spot.column + spot.columns))
                break
        else:
            if found and bare(spot.text) in _NOT_OF_THE_FORM:
                found[-1 - spot.column] = (spot.column, spot.column + spot.columns)
    return found


@dataclass(frozen=True, slots=True)
class Usual:
    """In which grid columns a table keeps its figures: `full` those of its full rows (or none), `any` all of them."""

    full: tuple[int, ...]
    any: frozenset[int]


def usual_columns(entries: Sequence[Entry], n: int) -> Usual:
    """Where the rows of one table keep their figures."""
    full = Counter(
        tuple(spot.column for spot in entry.spots if spot.figure.says is Says.NUMBER)
        for entry in entries
        if entry.numbers == n
    )
    columns, times = full.most_common(1)[0] if full else ((), 0)
    used = {spot.column for entry in entries for spot in entry.spots if spot.figure.says is Says.NUMBER}
    return Usual(columns if times >= 2 else (), frozenset(used))


def place(
    entry: Entry,
    columns: Sequence[Column],
    *,
    header: dict[int, tuple[int, int]] | None = None,
    usual: Usual | None = None,
    fits: Fits | None = None,
) -> Placed:
    """The figures of `entry` in the columns of the form. `fits` says which cuts of digits run together can be."""
    n = len(columns)
    spots = _opened(_without_words_before(entry, usual), n, usual)
    if entry.is_run:
        return _place_run(entry, spots, columns, fits)
    is_exact = len(spots) == n
    if is_exact and spots[0].text and spots[-1].text:
        return _in_order(spots, entry)
    if header and entry.is_grid and (placed := _by_columns(spots, header, n)):
        return placed
    knows = usual is not None and usual.full and not set(usual.full) & set(entry.label_columns)
    if usual and knows and (placed := _by_usual(spots, usual.full, entry, n)):
        return placed
    window = spots if is_exact else _without_blank_edges(spots, n)
    if window and _can_be_in_order(window, entry, usual):
        return _in_order(window, entry)
    return _short(entry, spots, columns, fits)


def _can_be_in_order(spots: Sequence[Spot], entry: Entry, usual: Usual | None) -> bool:
    """Whether an empty cell at the edge of a row can be a printed blank rather than the end of its label or a lost cell."""
    if spots[0].text and spots[-1].text:
        return True
    if not entry.is_grid and any(spot.figure.value for spot in spots):
        return False
    return bool(spots[0].text) or usual is None or not usual.any or spots[0].column in usual.any


def _without_words_before(entry: Entry, usual: Usual | None) -> Entry:
    """Words left of all columns in which the table keeps figures are a rest of the label, however they read."""
    if not entry.is_grid or usual is None or not usual.any:
        return entry
    first = min(usual.any)
    label = [spot for spot in entry.spots if spot.column < first and spot.figure.says is Says.WORDS]
    return replace(entry, spots=tuple(spot for spot in entry.spots if spot not in label)) if label else entry


def _opened(entry: Entry, n: int, usual: Usual | None) -> list[Spot]:
    """Cells with several numbers opened into one spot a number, where the row has too few figures otherwise."""
    said = [spot for spot in entry.spots if spot.figure.says is not Says.BLANK]
    several = [spot for spot in said if spot.figure.says is Says.SEVERAL]
    has_enough = len(said) == n or (entry.is_grid and len(entry.spots) >= n)
    is_like_others = usual is not None and len(said) >= len(usual.any) > 0
    if not several or has_enough or is_like_others:
        return list(entry.spots)
    flat: list[Spot] = []
    for spot in said:
        if spot.figure.says is Says.SEVERAL:
            flat.extend(
                Spot(text, understand(text), spot.place, spot.column, spot.columns) for text in spot.figure.several
            )
        else:
            flat.append(spot)
    return flat if entry.is_run or len(flat) == n else list(entry.spots)


def _cell(spot: Spot) -> Cell:
    figure = spot.figure
    if figure.says is Says.NUMBER and figure.value is not None:
        return read_cell(figure.value, figure.unit)
    if figure.says in (Says.DOUBTFUL, Says.SEVERAL):
        return Cell(State.AMBIGUOUS, candidates=tuple(map(number, filter(_is_number, figure.several))))
    return {Says.BLANK: BLANK, Says.LOST: ABSENT}.get(figure.says, Cell(State.AMBIGUOUS))


def _is_number(text: str) -> bool:
    return understand(text).says is Says.NUMBER


def _in_order(spots: Sequence[Spot], entry: Entry) -> Placed:
    """One figure a column. In a squeezed text table a blank at the edge of a row of numbers is layout, not a printed blank."""
    cells = [_cell(spot) for spot in spots]
    if not entry.is_grid and any(cell.state is State.READ for cell in cells):
        for edge in (range(len(cells)), range(len(cells) - 1, -1, -1)):
            for at in edge:
                if cells[at].state is not State.BLANK:
                    break
                cells[at] = ABSENT
    return Placed(cells, [spot.source for spot in spots], has_lookalike=any(s.figure.is_lookalike for s in spots))


def _without_blank_edges(spots: Sequence[Spot], n: int) -> Sequence[Spot] | None:
    """The n spots left when blank cells are taken from the edges, if only one way to take them keeps every figure."""
    if len(spots) < n:
        return None
    said = [at for at, spot in enumerate(spots) if spot.text]  # a printed dash is something said
    if not said:
        return spots[:n]
    first, last = said[0], said[-1]
    windows = [at for at in range(len(spots) - n + 1) if at <= first and last < at + n]
    if len(windows) == 1 or (windows and spots[0].text):
        return spots[windows[0] : windows[0] + n]
    return _merged(spots, n) if n == 1 else None


def _merged(spots: Sequence[Spot], n: int) -> Sequence[Spot] | None:
    """A merged cell that a program wrote out once for each column it spans."""
    return spots[:n] if len({spot.text for spot in spots}) == 1 else None


def _by_columns(spots: Sequence[Spot], header: dict[int, tuple[int, int]], n: int) -> Placed | None:
    """Each figure under the heading above it; nothing when a heading has two figures, or a figure no heading."""
    cells: list[Cell] = [ABSENT] * n
    sources: list[Source | None] = [None] * n
    for spot in spots:
        under = [at for at, (a, b) in header.items() if spot.column < b and a < spot.column + spot.columns]
        if len(under) != 1:
            if spot.figure.says is Says.BLANK:
                continue
            return None
        (at,) = under
        if at < 0:
            continue
        if spot.figure.says is not Says.BLANK and cells[at].state not in (State.ABSENT, State.BLANK):
            return None
        if cells[at].state in (State.ABSENT, State.BLANK):
            cells[at], sources[at] = _cell(spot), spot.source
    return Placed(cells, sources, is_short=ABSENT in cells)


def _by_usual(spots: Sequence[Spot], usual: tuple[int, ...], entry: Entry, n: int) -> Placed | None:
    """Each figure in the grid column in which the full rows of the same table keep theirs."""
    at = {column: number for number, column in enumerate(usual)}
    if not entry.is_grid and usual[-1] not in {spot.column for spot in spots if spot.text}:
        return None  # a squeezed row that ends early has lost a cell somewhere
    if any(spot.column not in at for spot in spots if spot.figure.says is not Says.BLANK):
        return None
    cells: list[Cell] = [ABSENT] * n
    sources: list[Source | None] = [None] * n
    for spot in spots:
        if spot.column in at:
            cell = _cell(spot)
            if cell.state is State.BLANK and not entry.is_grid:
                cell = ABSENT
            cells[at[spot.column]], sources[at[spot.column]] = cell, spot.source
    return Placed(cells, sources, is_short=ABSENT in cells)


def _short(entry: Entry, spots: Sequence[Spot], columns: Sequence[Column], fits: Fits | None) -> Placed:
    """Fewer figures than columns and no telling which are lost: only what every possible placing agrees on is read.

    A row of nothing but zeros that lacks one in seven is the exception: whichever is lost, the others are zero. Not so
    where words stand before the zeros: they may fill the place of one.
    """
    numbers = [spot for spot in spots if spot.figure.says is Says.NUMBER]
    n = len(columns)
    if not numbers or len(numbers) > n or len(numbers) != sum(s.figure.says is not Says.BLANK for s in spots):
        return Placed([Cell(State.AMBIGUOUS) if numbers else ABSENT] * n, [None] * n, is_short=True)
    values = [spot.figure.value for spot in numbers]
    if not any(values) and len(numbers) >= n - n // 7 and not entry.remark:
        zeros = [read_cell(0)] * len(numbers) + [ABSENT] * (n - len(numbers))
        return Placed(zeros, [*(spot.source for spot in numbers), *([None] * (n - len(numbers)))], is_short=True)
    placings = [places for places in combinations(range(n), len(numbers)) if fits is None or _can_be(places, values, n)]
    return _agreed(placings, numbers, n)


def _agreed(placings: Sequence[tuple[int, ...]], numbers: Sequence[Spot], n: int) -> Placed:
    """A column that has the same figure in every placing is read; one that has none in all is absent; the rest is open."""
    cells: list[Cell] = []
    sources: list[Source | None] = []
    for at in range(n):
        seen = {places.index(at) if at in places else None for places in placings}
        if len(seen) == 1 and (place := next(iter(seen))) is not None:
            cells.append(_cell(numbers[place]))
            sources.append(numbers[place].source)
            continue
        known = {numbers[place].figure.value for place in seen if place is not None}
        values = sorted(value for value in known if value is not None)
        cells.append(Cell(State.AMBIGUOUS, candidates=tuple(values)) if values else ABSENT)
        sources.append(None)
    return Placed(cells, sources, is_short=True)


def _can_be(places: tuple[int, ...], values: Sequence[Number | None], n: int) -> bool:
    """Whether the figures that are lost could make a row with a total right."""
    placed = dict(zip(places, values, strict=True))
    whole = placed.get(n - 1)
    parts = sum(value for at, value in placed.items() if at < n - 1 and value is not None)
    return whole is None or (parts == whole if len(placed) == n else parts <= whole)


# ── digits that ran together ────────────────────────────────────────────────────────────────────────────────────────


def _place_run(entry: Entry, spots: Sequence[Spot], columns: Sequence[Column], fits: Fits | None) -> Placed:
    n = len(columns)
    plain = all(spot.figure.says is Says.NUMBER and _is_plain(spot) for spot in spots)
    if len(spots) == n and (plain or not entry.is_glued):
        return Placed([_cell(spot) for spot in spots], [spot.source for spot in spots])
    if plain and len(spots) < n and (not entry.is_glued or all(len(spot.text) == 1 for spot in spots)):
        return _short(entry, spots, columns, fits)
    if not entry.is_glued and len(spots) > 1:
        return Placed([Cell(State.AMBIGUOUS)] * n, [_whole(spots)] * n, is_short=True)
    ways = runs.cuts([_digits(spot) for spot in spots], n, fits=lambda cut: _kinds(cut, columns))
    good = ways if ways is None or fits is None else [cut for cut in ways if fits(cut)]
    chosen = good or ways or []
    return Placed(agree(chosen, n), [_whole(spots)] * n, cuts=chosen, is_short=not chosen)


def _is_plain(spot: Spot) -> bool:
    digits = spot.text.lstrip("+-")
    return not (len(digits) > 1 and digits[0] == "0" and digits[1].isdigit())


def _digits(spot: Spot) -> str:
    return spot.text.rstrip("万元件项,").replace(",", "")


def _kinds(cut: runs.Cut, columns: Sequence[Column]) -> bool:
    """Whether each figure is of the kind of its column: decimals only for amounts, signs only for changes."""
    return all(
        ("." not in text or column.is_decimal) and (text[0] not in "+-" or column.is_signed)
        for text, column in zip(cut, columns, strict=True)
    )


def _whole(spots: Sequence[Spot]) -> Source:
    first, last = spots[0].source, spots[-1].source
    span = (first.span[0], last.span[1]) if first.span and last.span else None
    text = " ".join(spot.text for spot in spots)
    return Source(text, first.page, span=span, passage=first.passage)


def number(text: str) -> Number:
    """A figure of a cut."""
    return Decimal(text).normalize() if "." in text else int(text)


def agree(ways: Sequence[runs.Cut], n: int) -> list[Cell]:
    """What all the ways say alike is read; the rest is ambiguous, with what it may be."""
    cells = []
    for at in range(n):
        values = sorted({number(way[at]) for way in ways})
        cells.append(read_cell(values[0]) if len(values) == 1 else Cell(State.AMBIGUOUS, candidates=tuple(values[:50])))
    return cells
