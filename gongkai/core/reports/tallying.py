"""From cases to cells: in which cells of tables three and four a case counts, in whatever edition of the form.

One case has one place in each group of rows (received or carried in; one kind of reply or carried out), so that what is
tallied always reconciles (报表勾稽关系). A case whose kind of reply has no row in the edition is named, never hidden.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.core import law
from gongkai.core.editions import Edition
from gongkai.core.reports.values import Number

# Which cases of earlier years table four counts; the guidance could not be read, so the district chooses and prints it.
DISPUTES_COUNTED = {
    "concluded": "本年审结的和年末尚未审结的案件，含以前年度收到的",
    "filed": "本年新收的案件，按年末的状态",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of one sort: who applied, how they were answered within the year ("" while open), whether new, how many."""

    kind: str
    outcome: str
    is_new: bool
    is_ended: bool
    many: int = 1


@dataclass(frozen=True, slots=True)
class Contest:
    """Disputes of one sort: the kind of table four, the column of the result or `pending`, how many."""

    kind: str
    column: str
    many: int = 1


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures, totals included, and the kinds of reply that this edition has no row for, with how many cases."""

    cells: Mapping[str, Number | None]
    unplaced: Mapping[str, int]


def group(kind: str, received_on: date, ended_on: date | None, outcome: str, *, year: int) -> Group | None:
    """One case as it concerns the year; None when it came later or ended before."""
    if received_on.year > year or (ended_on is not None and ended_on.year < year):
        return None
    is_ended = ended_on is not None and ended_on.year == year
    return Group(kind, outcome if is_ended else "", is_new=received_on.year == year, is_ended=is_ended)


def places(each: Group, edition: Edition) -> tuple[str, ...]:
    """The two cells of table three in which a case of this sort counts; one only when its kind of reply has no row."""
    came = f"applications.{'received' if each.is_new else 'carried_in'}.{each.kind}"
    if not each.is_ended:
        return came, f"applications.carried_out.{each.kind}"
    row = rows(edition).get(each.outcome)
    return (came, f"applications.{row}.{each.kind}") if row else (came,)


def rows(edition: Edition) -> Mapping[str, str]:
    """Kind of reply → row of table three in this edition."""
    return law.outcome_rows(edition.key)


def contest_place(each: Contest) -> str:
    """The cell of table four."""
    return f"remedies.{each.kind}.{each.column}"


def tally(groups: Iterable[Group], contests: Iterable[Contest], edition: Edition) -> Tally:
    """Tables three and four of the cases, every cell filled: what nothing counts in is a real zero."""
    cells: dict[str, Number | None] = dict.fromkeys(_leaves(edition), 0)
    unplaced: dict[str, int] = {}
    for each in groups:
        found = places(each, edition)
        for cell in found:
            cells[cell] = (cells[cell] or 0) + each.many
        if len(found) < 2:
            unplaced[each.outcome] = unplaced.get(each.outcome, 0) + each.many
    for contest in contests:
        cells[contest_place(contest)] = (cells[contest_place(contest)] or 0) + contest.many
    return Tally(with_totals(cells, edition), unplaced)


def with_totals(leaves: Mapping[str, Number | None], edition: Edition) -> dict[str, Number | None]:
    """The cells with all totals added up; a total over a silent cell is silent."""
    cells = dict(leaves)
    for whole, parts in sums(edition):
        if whole not in leaves:
            cells[whole] = add(cells.get(part) for part in parts)
    return cells


def add(values: Iterable[Number | None]) -> Number | None:
    """The sum, or None when any of them is silent."""
    whole: Number = 0
    for value in values:
        if value is None:
            return None
        whole += value
    return whole


def sums(edition: Edition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every total of tables three and four with its parts, in an order in which each total's parts come before it."""
    table = edition.tables["applications"]
    results = [row for row in table.rows if row.is_result]
    (whole,) = [row for row in table.rows if row.sums_results]
    for column in table.summands:
        yield table.cell(whole.key, column.key), tuple(table.cell(row.key, column.key) for row in results)
    for each in (table, edition.tables["remedies"]):
        for row in each.rows:
            parts = tuple(each.cell(row.key, column.key) for column in each.summands)
            yield each.cell(row.key, each.total.key), parts


def _leaves(edition: Edition) -> list[str]:
    totals = {whole for whole, _ in sums(edition)}
    return [cell for key in ("applications", "remedies") for cell in edition.tables[key].cells if cell not in totals]
