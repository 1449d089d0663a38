"""One report as the archive keeps it: its reading, what the checks say, its counts. Pure functions of bytes, for any engine."""

import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gongkai.archive.bodies import key_of
from gongkai.archive.values import Change
from gongkai.core import editions
from gongkai.core.checks import examine
from gongkai.core.findings import Finding, Verdict, Weight
from gongkai.core.records import finding_record
from gongkai.core.reports import ABSENT, Cell, Report, State
from gongkai.reading import Reading, Unreadable
from gongkai.reading import read as read_bytes
from gongkai.reading.records import reading_of, reading_record

# A figure in 万元 to six places is a 分: there is nothing smaller to print. The reader takes no figure of more digits.
WHOLE_DIGITS, PLACES = 18, 6
_LAST_YEAR = 9999
_WITH_LAST_YEAR = "Y"  # the family of checks that need last year's report: the archive answers those over all years


def read(data: bytes, name: str, *, scans: bool = True) -> dict[str, Any]:
    """The entry of one file. Raises Unreadable; Scanned for pictures where `scans` are not looked at."""
    return entry(read_bytes(data, name, scans=scans))


def entry(reading: Reading) -> dict[str, Any]:
    """The entry of a reading: its JSON record with findings and counts beside it. Raises Unreadable."""
    _fit(reading.report)
    found = reading_record(reading)
    examination = examine(reading.report, reading.doubts)
    findings = [each for each in examination.findings if not each.code.startswith(_WITH_LAST_YEAR)]
    counts = Counter(cell.state for cell in reading.report.cells.values())
    found["findings"] = [finding_record(each) for each in findings]
    found["body_key"] = key_of(reading.report.body)
    found["counts"] = {state.value: counts[state] for state in State}
    found["errors"] = sum(each.is_error for each in findings)
    return found


def line(found: Mapping[str, Any]) -> bytes:
    """The entry as JSON on one line."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def findings_of(record: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The findings of an entry."""
    return tuple(
        Finding(
            each["code"],
            Weight(each["weight"]),
            Verdict(each["verdict"]),
            each["at"],
            each["says"],
            each["basis"],
            tuple(each["cells"]),
        )
        for each in record.get("findings", ())
    )


def changes(report: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """The cells that two entries of one report say otherwise, in the order of the newer form."""
    before, after = reading_of(old).report, reading_of(new).report
    cells = dict.fromkeys([*after.cells, *before.cells])
    return tuple(
        Change(report, cell, _place(cell, after, before), before.cell(cell), after.cell(cell))
        for cell in cells
        if _said(before.cell(cell)) != _said(after.cell(cell))
    )


def change_record(change: Change, old_reader: str) -> dict[str, Any]:
    """A change as the archive's table `changes` holds it."""
    return {
        "cell": change.cell,
        "place": change.place,
        "old_reader": old_reader,
        "old_state": change.old.state.value,
        "old_value": None if change.old.value is None else format(Decimal(change.old.value), "f"),
        "new_state": change.new.state.value,
        "new_value": None if change.new.value is None else format(Decimal(change.new.value), "f"),
    }


def _said(cell: Cell) -> tuple[object, ...]:
    return cell.state, cell.value, cell.unit


def _place(cell: str, *reports: Report) -> str:
    owner = next(report for report in reports if report.cells.get(cell, ABSENT) is not ABSENT)
    return owner.where(cell)


def _fit(report: Report) -> None:
    """A year or a figure that the tables cannot hold exactly is refused, never rounded."""
    if report.year is not None and not 0 < report.year <= _LAST_YEAR:
        raise Unreadable(f"报告年度写的是 {report.year}，不可能是年份", "请核对原件")
    for cell, each in report.cells.items():
        value = each.value
        if value is None:
            continue
        if abs(value) >= 10**WHOLE_DIGITS or Decimal(value) != round(Decimal(value), PLACES):
            raise Unreadable(
                f"{report.where(cell)}写的是 {value}，整数超过 {WHOLE_DIGITS} 位或者小数超过 {PLACES} 位，不可能是件数或者万元数",
                "请核对原件",
            )


def form_rows() -> list[dict[str, Any]]:
    """Every cell of every edition with its place in words: what the archive's table `form` holds."""
    return [
        {
            "edition": edition.key,
            "cell": table.cell(row.key, column.key, block.key),
            "place": edition.where(table.cell(row.key, column.key, block.key)),
            "form_table": table.key,
            "form_row": f"{block.key}.{row.key}" if block.key else row.key,
            "form_column": column.key,
            "row_label": row.label,
            "column_label": column.label,
            "unit": column.unit,
            "sort": number,
        }
        for edition in editions.every()
        for number, (table, block, row, column) in enumerate(
            (table, block, row, column)
            for table in edition.tables.values()
            for block in table.blocks
            for row in block.rows
            for column in block.columns
        )
    ]
