"""What a made-up report says: body, year and figures that add up; nothing of how it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from gongkai.core import editions
from gongkai.core.editions import Edition, Table
from tests.wild.words import BODIES

Figure = int | Decimal

# An outcome of reading a cell: its figure, "" where it is printed blank, None where it is not read (absent, undecided).
Outcome = Figure | str | None
Wanted = frozenset[Outcome]

ABSENT: Wanted = frozenset({None})
BLANK: Wanted = frozenset({""})
SILENT: Wanted = frozenset({None, ""})

# How many applications a body deals with: most small bureaus none at all.
SIZES = (("none", 0, 0.42), ("few", 9, 0.28), ("district", 320, 0.18), ("city", 4800, 0.12))
APPLICANTS = (0.84, 0.07, 0.005, 0.015, 0.02, 0.05)


def exactly(figure: Figure) -> Wanted:
    """Only this figure will do."""
    return frozenset({figure})


def undecided(figure: Figure) -> Wanted:
    """This figure or none at all: from what is printed a careful reader cannot be sure, and must not invent another."""
    return frozenset({figure, None, ""})


@dataclass(frozen=True)
class Truth:
    """The body, the year, the edition of each table, and the figure of every cell."""

    seed: int
    body: str
    year: int
    size: str
    editions: Mapping[str, str]
    figures: Mapping[str, Figure]

    def table(self, key: str) -> Table:
        """The form of one table."""
        return editions.get(self.editions[key]).tables[key]

    def with_figures(self, changed: Mapping[str, Figure]) -> "Truth":
        """The same report with some figures changed."""
        return replace(self, figures={**self.figures, **changed})


def make(seed: int, edition: str = "") -> Truth:
    """A report with sums that are right; `edition` is a key, "mixed", or "" for a choice by the seed."""
    rng = Random(f"truth/{seed}/{edition}")
    keys = _editions(rng, edition or rng.choice(("2019-60", "2021-30", "2021-30", "mixed")))
    year = rng.choice((2019, 2020) if keys["applications"] == "2019-60" else (2021, 2022, 2023, 2024, 2025))
    size, top = _size(rng)
    figures: dict[str, Figure] = {}
    for table, key in keys.items():
        figures |= _FIGURES[table](rng, editions.get(key), top)
    return Truth(seed, rng.choice(BODIES), year, size, keys, figures)


def _editions(rng: Random, edition: str) -> dict[str, str]:
    old, new = "2019-60", "2021-30"
    if edition == "mixed":
        first, second = rng.choice(((old, new), (new, old)))
        return {"proactive": first, "applications": second, "remedies": new}
    return dict.fromkeys(editions.TABLES, edition)


def _size(rng: Random) -> tuple[str, int]:
    (name, top, _) = rng.choices(SIZES, [weight for _, _, weight in SIZES])[0]
    return name, top


def _proactive(rng: Random, edition: Edition, top: int) -> dict[str, Figure]:
    table = edition.tables["proactive"]
    return {
        table.cell(row.key, column.key, block.key): _proactive_figure(rng, column.key, top)
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    }


def _proactive_figure(rng: Random, column: str, top: int) -> Figure:
    if rng.random() < (0.85 if top == 0 else 0.35):
        return 0
    if column in ("fee_amount", "procurement_amount"):
        return _amount(rng, top)
    if column == "change":
        return rng.choice((-18, -2, -1, 1, 3, 30, rng.randint(-40, 90)))
    return rng.choice((1, 2, rng.randint(1, 30), rng.randint(1, top * 9 + 9)))


def _amount(rng: Random, top: int) -> Figure:
    whole = rng.randint(1, max(top * 40, 60))
    places = rng.choice((0, 1, 2, 2, 4, 6))
    amount = Decimal(whole) + Decimal(rng.randint(0, 10**places - 1)) / (Decimal(10) ** places)
    return int(amount) if amount == int(amount) else amount.normalize()


def _applications(rng: Random, edition: Edition, top: int) -> dict[str, Figure]:
    table = edition.tables["applications"]
    results = [row.key for row in table.rows if row.is_result]
    counts = {row.key: [0] * 6 for row in table.rows if not row.sums_results}
    weights = [rng.choice((0, 0, 1, 3, 10)) for _ in results[2:]]
    for _ in range(rng.randint(top // 3 + (top > 0), top) if top else 0):
        counts[rng.choices(results, [20, 4, *weights])[0]][_applicant(rng)] += 1
    counts["total"] = [sum(counts[row][i] for row in results) for i in range(6)]
    _carry(rng, counts, top)
    return _with_totals(table, counts)


def _applicant(rng: Random) -> int:
    return rng.choices(range(6), APPLICANTS)[0]


def _carry(rng: Random, counts: dict[str, list[int]], top: int) -> None:
    for _ in range(rng.randint(0, top // 20 + 1) if top else 0):
        counts["carried_out"][_applicant(rng)] += 1
    whole = [done + left for done, left in zip(counts["total"], counts["carried_out"], strict=True)]
    counts["carried_in"] = [min(each, rng.randint(0, each // 12 + 1)) if rng.random() < 0.5 else 0 for each in whole]
    counts["received"] = [each - old for each, old in zip(whole, counts["carried_in"], strict=True)]


def _with_totals(table: Table, counts: Mapping[str, list[int]]) -> dict[str, Figure]:
    return {
        table.cell(row, column.key): figure
        for row, figures in counts.items()
        for column, figure in zip(table.columns, [*figures, sum(figures)], strict=True)
    }


def _remedies(rng: Random, edition: Edition, top: int) -> dict[str, Figure]:
    table = edition.tables["remedies"]
    most = {0: 0, 9: 2, 320: 14, 4800: 130}[top]
    counts = {}
    for row in table.rows:
        counts[row.key] = [rng.choice((0, 0, rng.randint(0, most))) for _ in range(4)]
    return _with_totals(table, counts)


_FIGURES = {"proactive": _proactive, "applications": _applications, "remedies": _remedies}


def with_wrong_sums(truth: Truth, rng: Random) -> Truth:
    """The report with one to four sums that do not agree with their parts: printed so, and to be read so."""
    totals = [cell for cell in truth.figures if cell.endswith(".total") or ".total." in cell or "carried_" in cell]
    changed: dict[str, Figure] = {}
    for cell in rng.sample(totals, rng.randint(1, 4)):
        changed[cell] = max(0, truth.figures[cell] + rng.choice((-10, -2, -1, 1, 1, 2, 9, 11)))
    return truth.with_figures(changed)
