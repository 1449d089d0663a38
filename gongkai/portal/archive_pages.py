"""What the archive answers, ready to print: figures with what they rest on, years side by side, pictures, places in a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from gongkai.archive import Answer, Kept
from gongkai.archive.measures import FIGURES, RATES
from gongkai.core import editions
from gongkai.core.findings import Verdict
from gongkai.core.reports import State
from gongkai.portal import archive_proofs
from gongkai.reading import Source
from gongkai.writing.charts import Chart, Series, alternative, rows
from gongkai.writing.figures import plain

KINDS = {
    "government": "人民政府",
    "office": "政府办公室",
    "department": "部门",
    "township": "乡镇、街道",
    "street": "街道办事处",
    "authorised": "授权组织",
    "vertical": "垂直管理机关",
    "institution": "公共企事业单位",
    "unknown": "其他",
}
STATES = {
    State.READ: "读出",
    State.BLANK: "空着没有填",
    State.ABSENT: "文件里没有",
    State.AMBIGUOUS: "读不准",
}
TABLES = {"proactive": "表二 主动公开", "applications": "表三 申请", "remedies": "表四 复议诉讼"}
OUTCOMES = ("granted", "partial", "refused", "unavailable", "not_processed", "other_handling")
_FLOW = ("received", "handled", "carried_out")
_REMEDIES = ("reconsiderations", "litigations", "corrected")
_RATE = "rate."
_UNEVEN = "各项只加写出了数的报告，括号里是份数；份数不同，占比只是大概"
_Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the overview: a sum with how many reports it rests on, or a rate."""

    key: str
    label: str
    total: str
    said: int
    silent: int
    median: str
    lowest: str
    highest: str
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One report of a body over the years."""

    year: int
    name: str
    report: str
    is_other: bool  # of a body that this one came from


class Shown(NamedTuple):
    """A figure as it is printed here, and where it stands in its report; "" where there is none."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Years:
    """A body over the years: reports across, figures down."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple["Shown", ...]], ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A cell of a report: what it says, what is printed there, and where."""

    cell: str
    place: str
    value: str
    state: str  # "" for a figure that was read
    printed: str
    source: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the checks say of a report."""

    code: str
    at: str
    says: str
    basis: str
    is_error: bool


def number(value: object) -> str:
    """A figure; silence is a dash, never 0."""
    if value is None:
        return "—"
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return plain(value) if isinstance(value, int | Decimal) else str(value)


def shown(record: Mapping[str, Any], figure: str) -> Shown:
    """A figure of a report with the address of its place there."""
    return Shown(number(record[figure]), archive_proofs.address(record["report"], figure))


def percent(value: float | None) -> str:
    """A rate."""
    return "—" if value is None else f"{value:.1%}"


def measures(answer: Answer) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """The sums and the rates of a year."""
    rows = [_measure(each) for each in answer.records()]
    sums = tuple(each for each in rows if not each.formula)
    return sums, tuple(each for each in rows if each.formula)


def _measure(record: Mapping[str, Any]) -> Measure:
    key = str(record["measure"])
    rate = RATES.get(key.removeprefix(_RATE)) if key.startswith(_RATE) else None
    write = percent if rate else number
    return Measure(
        key.removeprefix(_RATE),
        str(record["label"]),
        write(record["total"]),
        int(record["said"]),
        int(record["silent"]),
        write(record["median"]),
        write(record["lowest"]),
        write(record["highest"]),
        f"{rate.cases}÷{rate.base}" if rate else "",
    )


def years(answer: Answer, body: str) -> Years:
    """A body's series with reports across."""
    records = answer.records()
    columns = tuple(Column(each["year"], each["name"] or "", each["report"], each["body"] != body) for each in records)
    rows = tuple((label, tuple(shown(each, key) for each in records)) for key, label in FIGURES.items())
    remarks = tuple(dict.fromkeys(each["remark"] for each in records if each["remark"]))
    return Years(columns, rows, remarks)


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────


def charts_of_body(answer: Answer, body: str) -> dict[str, Chart]:
    """The pictures of a body over the years; none of a single year."""
    records = answer.records()
    if len(records) < 2:
        return {}
    parted = list(_parted(records))
    found = {
        "flow": _over_years("lines", "历年收到、办结和结转的申请", _FLOW, parted, body),
        "outcomes": _over_years("stacked", "历年办理结果", OUTCOMES, records, body),
        "remedies": _over_years("lines", "历年行政复议、行政诉讼", _REMEDIES, parted, body),
    }
    return {key: each for key, each in found.items() if _has_figures(each)}


def _parted(records: Sequence[_Record]) -> Iterator[_Record | None]:
    """The reports with a gap where a year is missing or another body begins, so that no line runs over it."""
    for before, each in zip((None, *records), records, strict=False):
        if before and (before["body"] != each["body"] or each["year"] - before["year"] > 1):
            yield None
        yield each


def _over_years(kind: str, title: str, keys: Iterable[str], records: Sequence[_Record | None], body: str) -> Chart:
    names = tuple(_category(each, body) for each in records)
    series = tuple(Series(FIGURES[key], tuple(each[key] if each else None for each in records)) for key in keys)
    return Chart(kind, title, names, series, "件")


def _category(record: _Record | None, body: str) -> str:
    """The year; of a body before this one its name too."""
    if record is None:
        return "……"
    return f"{record['year']}年" if record["body"] == body else f"{record['year']}年（{record['name']}）"


def _has_figures(chart: Chart) -> bool:
    return any(value for series in chart.series for value in series.values)


def chart_of_years(answer: Answer) -> Chart | None:
    """The sums of all reports year by year."""
    records = answer.records()
    if len(records) < 2:
        return None
    names = tuple(f"{each['year']}年（{each['reports']}份）" for each in records)
    series = tuple(Series(FIGURES[key], tuple(each[key] for each in records)) for key in _FLOW)
    note = "合计只加写出了数的报告；年份后面是报告的份数，份数不同的不能直接相比"
    found = Chart("lines", "历年合计", names, series, "件", note)
    return found if _has_figures(found) else None


def chart_of_outcomes(answer: Answer, year: int) -> Chart | None:
    """How the applications of a year ended."""
    records = {each["measure"]: each for each in answer.records() if each["measure"] in OUTCOMES}
    uneven = len({each["said"] for each in records.values()}) > 1
    given = {
        FIGURES[key] + (f"（{each['said']}份）" if uneven else ""): each["total"]
        for key, each in records.items()
        if each["total"]
    }
    if not given:
        return None
    return Chart(
        "shares",
        f"{year}年办理结果",
        tuple(given),
        (Series("件数", tuple(given.values())),),
        "件",
        _UNEVEN if uneven else "",
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart in words and figures; the picture itself has its own address."""

    title: str
    alternative: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def pictured(chart: Chart | None) -> Picture | None:
    """A chart as the page around it needs it."""
    if chart is None:
        return None
    head, *told = rows(chart)
    return Picture(chart.title, alternative(chart), head, tuple(told))


# ── one report ──────────────────────────────────────────────────────────────────────────────────────────────────────


def lines(kept: Kept) -> tuple[tuple[str, str, tuple[Line, ...]], ...]:
    """Every cell of a report by table."""
    report = kept.reading.report
    return tuple((table, TABLES[table], tuple(_lines(kept, report.table(table)))) for table in editions.TABLES)


def _lines(kept: Kept, table: editions.Table) -> Iterator[Line]:
    report = kept.reading.report
    for cell in table.cells:
        found, source = report.cell(cell), kept.reading.sources.get(cell, Source())
        doubtful = "、".join(plain(each) for each in found.candidates) if found.state is State.AMBIGUOUS else ""
        yield Line(
            cell,
            report.where(cell).split("/", 1)[1],
            number(found.value) + found.unit if found.value is not None else "",
            "" if found.state is State.READ else STATES[found.state] + (f"：{doubtful}" if doubtful else ""),
            source.text,
            str(source),
        )


def cells(kept: Kept) -> Answer:
    """Every cell of a report as a table to take."""
    report, rows = kept.reading.report, []
    columns = ("report", "body", "year", "cell", "place", "value", "state", "unit", "printed", "source")
    for each in kept.reading.rows():
        told = (each[name] for name in columns[3:])
        rows.append((kept.id, report.body, report.year, *told))
    return Answer(columns, tuple(rows))


def findings(kept: Kept) -> tuple[Said, ...]:
    """What the checks found wrong, errors first."""
    failed = [each for each in kept.findings if each.verdict is Verdict.FAIL]
    found = (Said(each.code, each.at, each.says, each.basis, each.is_error) for each in failed)
    return tuple(sorted(found, key=lambda each: (not each.is_error, each.code)))
