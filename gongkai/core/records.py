"""A report as plain JSON values and back: what files, pipes and pages exchange. Cells are named as everywhere."""

from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai.core import editions
from gongkai.core.findings import Doubt, Finding
from gongkai.core.reports import Cell, Heading, Number, Report, State, read_cell

FORMAT = "gongkai-report/1"
_PARTS = ("preface", *editions.PARTS)


def number_record(value: Number | None) -> int | float | str | None:
    """A figure as JSON: a number where a float holds it exactly, otherwise its digits as text."""
    if not isinstance(value, Decimal):
        return value
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def number_of(record: object) -> Number | None:
    """The figure of a record; ValueError for anything that is none."""
    if record is None:
        return None
    if isinstance(record, int) and not isinstance(record, bool):
        return record
    try:
        if isinstance(record, bool) or not isinstance(record, float | str):
            raise InvalidOperation
        value = Decimal(repr(record) if isinstance(record, float) else record)
    except InvalidOperation as error:
        raise ValueError(f"不是数：{record!r}") from error
    if not value.is_finite():
        raise ValueError(f"不是数：{record!r}")
    return int(value) if value == value.to_integral_value() else value.normalize()


def cell_record(cell: Cell) -> dict[str, Any]:
    """A cell as JSON."""
    return {
        "value": number_record(cell.value),
        "state": cell.state.value,
        "unit": cell.unit,
        "candidates": [number_record(each) for each in cell.candidates],
    }


def cell_of(record: Mapping[str, Any]) -> Cell:
    """The cell of a record."""
    if record["state"] not in set(State):
        raise ValueError(f"没有这种格子：{record['state']!r:.20}")
    state, value = State(record["state"]), number_of(record.get("value"))
    candidates = [number for each in record.get("candidates") or () if (number := number_of(each)) is not None]
    if state is State.READ:
        if value is None:
            raise ValueError("read 的格子要有数值")
        return read_cell(value, str(record.get("unit") or ""), candidates)
    return Cell(state, candidates=tuple(candidates))


def report_record(report: Report) -> dict[str, Any]:
    """A report as JSON."""
    return {
        "format": FORMAT,
        "body": report.body,
        "year": report.year,
        "published_on": report.published_on.isoformat() if report.published_on else None,
        "dated": report.dated,
        "editions": dict(report.editions),
        "cells": {key: cell_record(cell) for key, cell in report.cells.items()},
        "texts": dict(report.texts),
        "headings": [{"part": heading.part, "text": heading.text} for heading in report.headings],
    }


def report_of(record: Mapping[str, Any]) -> Report:
    """The report of a record; ValueError, in Chinese, for records that are none."""
    try:
        chosen = {table: editions.get(record["editions"][table]).key for table in editions.TABLES}
        return Report(
            body=str(record["body"]),
            year=_year(record.get("year")),
            published_on=_day(record.get("published_on")),
            editions=chosen,
            cells=_cells(record["cells"], chosen),
            texts={_part(part): str(text) for part, text in record.get("texts", {}).items()},
            headings=tuple(Heading(_part(h["part"]), str(h["text"])) for h in record.get("headings", ())),
            dated=str(record.get("dated") or ""),
        )
    except (KeyError, TypeError, AttributeError, LookupError) as error:
        raise ValueError(f"不是 {FORMAT} 格式的报告：缺少或写错 {error}") from error


def _year(record: object) -> int | None:
    if record is None:
        return None
    if not isinstance(record, int) or not MINYEAR <= record < MAXYEAR:
        raise ValueError(f"不是年份：{record!r:.20}")
    return record


def _day(record: object) -> date | None:
    if not record:
        return None
    try:
        return date.fromisoformat(str(record))
    except ValueError as error:
        raise ValueError(f"不是日期：{record!r:.20}") from error


def _part(record: object) -> str:
    if record not in _PARTS:
        raise ValueError(f"年度报告没有这个部分：{record!r:.20}")
    return str(record)


def _cells(record: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, Cell]:
    if not isinstance(record, Mapping):
        raise TypeError("cells")
    known = [cell for table, edition in chosen.items() for cell in editions.get(edition).tables[table].cells]
    unknown = set(record) - set(known)
    if unknown:
        raise ValueError(f"这一版格式没有这些格子：{'、'.join(sorted(unknown)[:3])}")
    return {cell: cell_of(record[cell]) if cell in record else Cell(State.ABSENT) for cell in known}


def finding_record(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {
        "code": finding.code,
        "weight": finding.weight.value,
        "verdict": finding.verdict.value,
        "at": finding.at,
        "says": finding.says,
        "basis": finding.basis,
        "cells": list(finding.cells),
    }


def doubt_record(doubt: Doubt) -> dict[str, Any]:
    """A doubt as JSON."""
    return {"code": doubt.code, "at": doubt.at, "facts": list(doubt.facts), "cells": list(doubt.cells)}


def doubt_of(record: Mapping[str, Any]) -> Doubt:
    """The doubt of a record."""
    return Doubt(
        str(record["code"]), str(record["at"]), tuple(map(str, record["facts"])), tuple(map(str, record["cells"]))
    )
