"""A reading as JSON values and back: the report's record with a source beside each cell, and the doubts."""

from collections.abc import Mapping
from typing import Any

from gongkai.core import records
from gongkai.reading.result import Reading, Source


def source_record(source: Source | None) -> dict[str, Any] | None:
    """Where a figure was read, as JSON."""
    if source is None:
        return None
    record: dict[str, Any] = {
        "page": source.page,
        "table": source.table,
        "row": source.row,
        "column": source.column,
        "span": list(source.span) if source.span else None,
        "passage": source.passage,
    }
    if source.area:
        record["area"] = list(source.area)
    if source.is_unsure:
        record["unsure"] = True
    return record


def reading_record(reading: Reading) -> dict[str, Any]:
    """A reading as JSON: `file` and `kind`, the report, for each cell its source and its text as printed, the doubts."""
    record = {"file": reading.name, "kind": reading.kind, **records.report_record(reading.report)}
    for cell, each in record["cells"].items():
        source = reading.sources.get(cell)
        each["source"] = source_record(source)
        each["text"] = source.text if source else ""
    record["doubts"] = [records.doubt_record(doubt) for doubt in reading.doubts]
    return record


def reading_of(record: Mapping[str, Any]) -> Reading:
    """The reading of a record; ValueError for records that are none."""
    report = records.report_of(record)
    sources = {
        cell: _source(each["source"], str(each.get("text") or ""))
        for cell, each in record["cells"].items()
        if each.get("source")
    }
    doubts = tuple(records.doubt_of(each) for each in record.get("doubts", ()))
    return Reading(str(record.get("file") or ""), str(record.get("kind") or "json"), report, sources, doubts)


def _source(record: Mapping[str, Any], text: str) -> Source:
    def whole(key: str) -> int | None:
        return int(record[key]) if record.get(key) is not None else None

    span, area = record.get("span"), record.get("area")
    return Source(
        text,
        whole("page"),
        whole("table"),
        whole("row"),
        whole("column"),
        (int(span[0]), int(span[1])) if span else None,
        str(record.get("passage") or ""),
        (float(area[0]), float(area[1]), float(area[2]), float(area[3])) if area else None,
        bool(record.get("unsure")),
    )
