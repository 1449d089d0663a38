"""The demonstration: reports of the fictional district 青禾区, written by our own writer, with planted mistakes."""

import json
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

from gongkai import writing
from gongkai.core import editions
from gongkai.core.reports import BLANK, Cell, Heading, Report, empty_cells, read_cell, tidy

_AMOUNT = re.compile(r"^(?P<number>[\d.]+)(?P<unit>\D*)$")


def make(folder: Path) -> list[Path]:
    """Write the reports and their list into `folder`; those that this machine cannot write (no fonts) are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    listed, made = [], []
    for given, report in reports():
        path = folder / given["file"]
        try:
            data = writing.write(report, path.suffix[1:])
        except writing.CannotWrite:
            continue
        path.write_bytes(data)
        made.append(path)
        title = f"{report.body} {report.year}年度报告"
        listed.append({"file": path.name, "title": title, "shows": given["shows"]})
    index = json.dumps(listed, ensure_ascii=False, indent=1)
    (folder / "index.json").write_text(index, encoding="utf-8")
    return made


def reports() -> list[tuple[Mapping[str, Any], Report]]:
    """Each description with the report it gives."""
    data = tomllib.loads(resources.files("gongkai.cli").joinpath("demonstration.toml").read_text("utf-8"))
    return [(given, _report(given, data["defaults"]["preface"])) for given in data["reports"]]


def _report(given: Mapping[str, Any], preface: str) -> Report:
    of_year = editions.of(given["year"])
    applications = given.get("applications_edition", of_year.key)
    chosen = {"proactive": of_year.key, "applications": applications, "remedies": applications}
    cells = empty_cells(chosen) | _proactive(given, of_year) | _applications(given, chosen) | _remedies(given, chosen)
    cells |= {cell: read_cell(_number(value)) for cell, value in given.get("planted", {}).items()}
    if given.get("blank_zeros"):
        cells = {
            key: BLANK if cell.value == 0 and not key.startswith("proactive") else cell for key, cell in cells.items()
        }
    texts = {
        "preface": preface.format(document_number=of_year.document_number, **given),
        **{part: given[part] for part in ("overview", "problems", "other_matters")},
    }
    return Report(
        body=given["body"],
        year=given["year"],
        published_on=given["published_on"],
        editions=chosen,
        cells=cells,
        texts={part: tidy(text) for part, text in texts.items()},
        headings=tuple(Heading(part.key, part.label) for part in of_year.parts),
    )


def _number(value: object) -> int | Decimal:
    return value if isinstance(value, int) else Decimal(str(value))


def _proactive(given: Mapping[str, Any], edition: editions.Edition) -> dict[str, Cell]:
    table = edition.tables["proactive"]
    cells: dict[str, Cell] = {}
    for block in table.blocks:
        for row in block.rows:
            values = given["proactive"].get(f"{block.key}.{row.key}", [0] * len(block.columns))
            for column, value in zip(block.columns, values, strict=True):
                cells[table.cell(row.key, column.key, block.key)] = _amount(value)
    return cells


def _amount(value: object) -> Cell:
    """A figure, or a figure with the unit that is printed in its cell."""
    found = _AMOUNT.match(str(value)) if isinstance(value, str) else None
    return read_cell(Decimal(found["number"]), found["unit"]) if found else read_cell(_number(value))


def _applications(given: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, Cell]:
    table = editions.get(chosen["applications"]).tables["applications"]
    nothing = [0] * len(table.summands)
    rows = {"received": given["received"], "carried_in": given["carried_in"], "carried_out": given["carried_out"]}
    rows |= {row.key: given["results"].get(row.key, nothing) for row in table.rows if row.is_result}
    results = [rows[row.key] for row in table.rows if row.is_result]
    rows["total"] = [sum(column) for column in zip(*results, strict=True)]
    return {
        table.cell(key, column.key): read_cell(value)
        for key, values in rows.items()
        for column, value in zip(table.columns, [*values, sum(values)], strict=True)
    }


def _remedies(given: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, Cell]:
    table = editions.get(chosen["remedies"]).tables["remedies"]
    cells: dict[str, Cell] = {}
    for row in table.rows:
        values = given["remedies"].get(row.key, [0] * len(table.summands))
        for column, value in zip(table.columns, [*values, sum(values)], strict=True):
            cells[table.cell(row.key, column.key)] = read_cell(value)
    return cells
