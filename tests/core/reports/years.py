"""Years of a body whose figures agree with each other, drawn at random: the tables, and everything else the catalogue knows."""

import random
from decimal import Decimal

from gongkai.core import editions
from gongkai.core.reports import Heading, Report, facts, read_cell

EDITION = editions.get("2021-30")


def cells(draw: random.Random, most: int = 40) -> dict[str, int | Decimal]:
    """Tables whose sums hold, as the platform tallies them."""
    found: dict[str, int | Decimal] = {cell: draw.randint(0, most) for cell in EDITION.tables["proactive"].cells}
    found["proactive.art20_8.administrative_fees.fee_amount"] = Decimal(draw.randint(0, 10**6)) / 10_000
    table = EDITION.tables["applications"]
    results = [row.key for row in table.rows if row.is_result]
    for column in table.summands:
        rows = {row: draw.choice((0, 0, draw.randint(0, most))) for row in results}
        rows["total"] = sum(rows.values())
        rows["carried_out"] = draw.randint(0, 3)
        rows["carried_in"] = draw.randint(0, min(3, rows["total"] + rows["carried_out"]))
        rows["received"] = rows["total"] + rows["carried_out"] - rows["carried_in"]
        found |= {table.cell(row, column.key): value for row, value in rows.items()}
    for row in table.rows:
        found[table.cell(row.key, "total")] = sum(found[table.cell(row.key, each.key)] for each in table.summands)
    table = EDITION.tables["remedies"]
    for row in table.rows:
        line = {column.key: draw.choice((0, draw.randint(0, 5))) for column in table.summands}
        found |= {table.cell(row.key, column): value for column, value in line.items()}
        found[table.cell(row.key, "total")] = sum(line.values())
    return found


def year(draw: random.Random, number: int = 2025) -> dict[str, int | Decimal | None]:
    """All facts of a year; shares and sums follow."""
    known = {fact.key: draw.choice((0, draw.randint(0, 400))) for fact in facts.every() if not fact.is_worked_out}
    tables = cells(draw)
    replied = tables["applications.total.total"]
    late = min(replied, draw.choice((0, 2)))
    known |= tables | {"report.year": number, "pace.in_time": replied - late, "pace.late": late}
    known["interpreted.normative"] = draw.randint(0, tables["proactive.art20_1.normative_documents.made"])
    known["appraised.score"] = Decimal(draw.randint(0, 1000)) / 10
    return facts.complete({key: value for key, value in known.items() if facts.is_known(key)})


def report(known: facts.Facts, texts: dict[str, str], body: str = "青禾区教育局") -> Report:
    """A report of these facts with these texts."""
    table_cells = [cell for table in EDITION.tables.values() for cell in table.cells]
    return Report(
        body=body,
        year=2025,
        published_on=None,
        editions=dict.fromkeys(editions.TABLES, EDITION.key),
        cells={cell: read_cell(known[cell]) for cell in table_cells},
        texts=texts,
        headings=tuple(Heading(part.key, part.label) for part in EDITION.parts),
    )
