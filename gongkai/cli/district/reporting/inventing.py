"""Reports of many years invented figure by figure, so that each follows from the year before except where it is told not to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.cli.district.publishing.wording import draw
from gongkai.cli.district.reporting.calendar import load
from gongkai.core import editions
from gongkai.core.editions import TABLES, Edition
from gongkai.core.reports.merging import merge
from gongkai.core.reports.tallying import with_totals
from gongkai.core.reports.values import BLANK, Cell, Heading, Number, Report, read_cell

_ELSEWHERE = 9  # of so many applications, one comes from an organisation
_SILENT = 7  # in a report with blanks, every seventh cell
_ITEMS = ("items_last_year", "change")


@dataclass(frozen=True, slots=True)
class Invented:
    """A body whose reports are invented, and the years of them."""

    id: str
    name: str
    size: int = 0
    first_year: int = 0
    last_year: int = 0
    ends: Mapping[str, int] = field(default_factory=dict)  # what the year after says was carried in, by column
    in_force: int | None = None  # documents that the year after begins with


@dataclass(slots=True)
class _Line:
    """What one year leaves to the next."""

    carried: dict[str, int] = field(default_factory=dict)
    pending: int = 0
    in_force: int = 0
    items: dict[str, int] = field(default_factory=dict)


def reports(body: Invented) -> Iterator[Report]:
    """One a year."""
    in_force = 3 + draw(body.id, 14) if body.in_force is None else body.in_force
    line = _Line({"natural_person": draw(f"{body.id}/begin", 3)}, 0, in_force)
    for year in range(body.first_year, body.last_year + 1):
        yield _report(body, year, line)


def _report(body: Invented, year: int, line: _Line) -> Report:
    form = editions.of(year)
    leaves: dict[str, Number | None] = _proactive(body, year, form, line) | _applications(body, year, form, line)
    figures = with_totals(leaves | _remedies(body, year, form, line), form)
    cells = _cells(figures)
    if year in _peculiar(body).get("silent", ()):
        cells |= _blanks(body, year, cells)
    published_on = date(year + 1, 1, 11 + draw(f"{body.id}/{year}/day", 18))
    return _printed(body, published_on, form, cells, _texts(body, year, figures))


def whole(body: Invented, units: Sequence[Report]) -> Report:
    """The report of the government over the units of one year: their sums, as far as they say."""
    (year,) = {unit.year for unit in units if unit.year is not None}
    form = editions.of(year)
    given = {unit.body: {cell: unit.value(cell) for cell in unit.cells} for unit in units}
    figures = {cell: found.at_least for cell, found in merge(given, form).items()}
    published_on = date(year + 1, 3, 5 + draw(f"{body.id}/{year}/day", 22))
    return _printed(body, published_on, form, _cells(figures), _texts(body, year, figures))


def _printed(
    body: Invented, published_on: date, form: Edition, cells: Mapping[str, Cell], texts: Mapping[str, str]
) -> Report:
    return Report(
        body=body.name,
        year=published_on.year - 1,
        published_on=published_on,
        editions=dict.fromkeys(TABLES, form.key),
        cells=cells,
        texts=texts,
        headings=tuple(Heading(part.key, part.label) for part in form.parts),
    )


def _cells(figures: Mapping[str, Number | None]) -> dict[str, Cell]:
    """As they are printed; amounts of purchases with their unit, for which the older form leaves room."""
    return {
        cell: read_cell(value, "万元" if cell.endswith(".procurement_amount") else "")
        for cell, value in figures.items()
        if value is not None
    }


def _peculiar(body: Invented) -> Mapping[str, Any]:
    found: Mapping[str, Any] = load("decade.toml")["peculiar"].get(body.id, {})
    return found


def _blanks(body: Invented, year: int, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Zeros that were left out, as some do: nobody can tell whether they are zeros."""
    start = draw(f"{body.id}/{year}/silent", _SILENT)
    zeros = [cell for cell, found in cells.items() if found.value == 0]
    return dict.fromkeys(zeros[start::_SILENT], BLANK)


def _applications(body: Invented, year: int, form: Edition, line: _Line) -> dict[str, Number | None]:
    table = form.tables["applications"]
    columns = [column.key for column in table.summands]
    found: dict[str, Number | None] = {table.cell(row.key, key): 0 for row in table.rows for key in columns}
    is_broken = year in _peculiar(body).get("carried", ())
    left: dict[str, int] = {}
    for column, new in _received(body, year, columns).items():
        kept = line.carried.get(column, 0) + (1 if is_broken and column == "natural_person" else 0)
        left[column] = _left(body, year, column, new + kept)
        found[table.cell("received", column)], found[table.cell("carried_in", column)] = new, kept
        found[table.cell("carried_out", column)] = left[column]
        for row, many in _answered(body, year, column, new + kept - left[column], form).items():
            found[table.cell(row, column)] = many
    line.carried = left
    totals = {table.cell(row.key, key) for row in table.rows if row.sums_results for key in columns}
    return {cell: value for cell, value in found.items() if cell not in totals}


def _received(body: Invented, year: int, columns: Sequence[str]) -> dict[str, int]:
    """New cases by who applied: the size of the body, more from year to year."""
    grown = 70 + 7 * (year - load("decade.toml")["first_year"]) + draw(f"{body.id}/{year}/size", 30)
    found = dict.fromkeys(columns, 0)
    for at in range(body.size * grown // 100):
        seed = f"{body.id}/{year}/{at}"
        found[columns[1 + draw(seed, len(columns) - 1)] if draw(seed, _ELSEWHERE) == 0 else columns[0]] += 1
    ends = body.ends if year == body.last_year else {}
    return {column: max(many, ends.get(column, 0)) for column, many in found.items()}


def _left(body: Invented, year: int, column: str, there: int) -> int:
    """How many are carried out: what the year after says, where it is known."""
    if body.ends and year == body.last_year:
        return min(body.ends.get(column, 0), there)
    return min(draw(f"{body.id}/{year}/{column}/left", 2 + there // 9), there)


def _answered(body: Invented, year: int, column: str, many: int, form: Edition) -> dict[str, int]:
    weights = load("decade.toml")["mixes"][_peculiar(body).get("mix", "usual")]
    rows = [row.key for row in form.tables["applications"].rows if row.is_result]
    drawn = [row for row in rows for _ in range(weights.get(row, 0))]
    found: dict[str, int] = {}
    for at in range(many):
        row = drawn[draw(f"{body.id}/{year}/{column}/{at}", len(drawn))]
        found[row] = found.get(row, 0) + 1
    return found


def _remedies(body: Invented, year: int, form: Edition, line: _Line) -> dict[str, Number | None]:
    """Now and then a reconsideration; what is pending is ended the year after."""
    table = form.tables["remedies"]
    found: dict[str, Number | None] = {
        table.cell(row.key, column.key): 0 for row in table.rows for column in table.summands
    }
    most = 1 + body.size // 12
    upheld, corrected = (draw(f"{body.id}/{year}/{name}", most + 1) for name in ("upheld", "corrected"))
    pending = draw(f"{body.id}/{year}/pending", 2) if body.size > 10 else 0
    row = "reconsideration"
    found |= {
        table.cell(row, "upheld"): upheld + line.pending,
        table.cell(row, "corrected"): corrected // 2,
        table.cell(row, "pending"): pending,
    }
    if body.size > 20:
        found[table.cell("litigation_after_reconsideration", "upheld")] = draw(f"{body.id}/{year}/court", 3)
    line.pending = pending
    return found


def _proactive(body: Invented, year: int, form: Edition, line: _Line) -> dict[str, Number | None]:
    table = form.tables["proactive"]
    found: dict[str, Number | None] = {}
    for block in table.blocks:
        for row in block.rows:
            keys = [column.key for column in block.columns]
            values = _row(body, year, row.key, keys, line)
            found |= {table.cell(row.key, key, block.key): values[key] for key in keys}
    return found


def _row(body: Invented, year: int, row: str, keys: Sequence[str], line: _Line) -> dict[str, Number]:
    if row == "rules":
        return dict.fromkeys(keys, 0)
    seed = f"{body.id}/{year}/{row}"
    if row == "normative_documents":
        return _documents(body, year, line)
    scale = 2 + draw(f"{body.id}/{row}", 6) * body.size
    amount, bought = Decimal(scale * (900 + draw(seed, 200))) / 1000, 1 + draw(seed, 20)
    found: dict[str, Number] = {
        "decisions": scale + draw(seed, 9), "fee_amount": amount,
        "procurement_items": bought, "procurement_amount": Decimal(bought * (60 + draw(seed, 300))) / 10,
    }  # fmt: skip
    if keys[0] in _ITEMS:
        before, change = line.items.get(row, 40 + draw(f"{body.id}/items/{row}", 90)), draw(seed, 9) - 4
        found |= {"items_last_year": before, "change": change}
        line.items[row] = before + change
    return found


def _documents(body: Invented, year: int, line: _Line) -> dict[str, Number]:
    """Made, repealed, in force; in the older form made, disclosed, disclosed in all."""
    made, repealed = draw(f"{body.id}/{year}/made", 4), min(draw(f"{body.id}/{year}/repealed", 3), line.in_force)
    is_broken = year in _peculiar(body).get("in_force", ())
    if body.in_force is not None:
        repealed = made
    line.in_force += made - repealed + (2 if is_broken else 0)
    values: dict[str, Number] = {"made": made, "repealed": repealed, "in_force": line.in_force}
    return values | {"newly_made": made, "newly_disclosed": made, "total_disclosed": line.in_force + repealed}


def _texts(body: Invented, year: int, figures: Mapping[str, Number | None]) -> dict[str, str]:
    data = load("decade.toml")["texts"]
    named = {"work": "works", "management": "managements", "platform": "platforms", "mark": "marks"} | {
        "problem": "problems_listed",
        "mend": "mends",
    }
    values: dict[str, object] = {
        name: data[words][draw(f"{body.id}/{year}/{name}", len(data[words]))] for name, words in named.items()
    }
    for row in ("received", "carried_in", "total", "carried_out"):
        values[row] = figures[f"applications.{row}.total"]
    values |= {"year": year, "score": 86 + draw(f"{body.id}/{year}/score", 12)}
    return {part: data[part].format(**values) for part in load("texts.toml")["parts"]}
