"""Reports for the examples of checks: every cell zero, standard headings, then what the example says."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongkai.core import editions
from gongkai.core.findings import Doubt
from gongkai.core.reports import ABSENT, BLANK, Cell, Heading, Report, State, empty_cells, read_cell

EXAMPLES = Path(__file__).parent / "examples"
_WORDS = {"absent": ABSENT, "blank": BLANK, "ambiguous": Cell(State.AMBIGUOUS)}


def examples(code: str) -> dict[str, list[dict[str, Any]]]:
    """The examples of one check: `fails`, `passes`, `open`, `silent`."""
    return tomllib.loads((EXAMPLES / f"{code}.toml").read_text("utf-8"))


def report(given: dict[str, Any]) -> Report:
    """The report that an example describes."""
    edition = editions.get(given.get("edition", "2021-30"))
    chosen = dict.fromkeys(editions.TABLES, edition.key) | given.get("editions", {})
    cells = dict.fromkeys(empty_cells(chosen), read_cell(0))
    cells |= {cell: _cell(value) for cell, value in given.get("cells", {}).items()}
    headings = given.get("headings", [part.key for part in edition.parts])
    labels = {part.key: part.label for part in edition.parts}
    published = given.get("published_on")
    assert published is None or isinstance(published, date)
    last = given.get("last_year")
    return Report(
        body=given.get("body", "青禾区教育局"),
        year=given.get("year", 2025) or None,
        published_on=published,
        editions=chosen,
        cells=cells,
        texts=given.get("texts", {}),
        headings=tuple(Heading(key, labels[key]) for key in headings),
        dated=given.get("dated", ""),
        last_year=report({"year": 2024} | last) if last is not None else None,
    )


def doubts(given: dict[str, Any]) -> list[Doubt]:
    """The doubts that an example of family R describes."""
    return [
        Doubt(d["code"], d.get("at", ""), tuple(d.get("facts", ())), tuple(d.get("cells", ())))
        for d in given.get("doubts", [])
    ]


def _cell(value: object) -> Cell:
    if isinstance(value, str) and value in _WORDS:
        return _WORDS[value]
    if isinstance(value, list):
        return read_cell(_number(value[0]), str(value[1]))
    return read_cell(_number(value))


def _number(value: object) -> int | Decimal:
    return value if isinstance(value, int) else Decimal(str(value))
