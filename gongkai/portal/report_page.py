"""One published annual report as its page shows it: parts with tables and pictures, errata beside figures, units, files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from gongkai.core.reports import Number, Report
from gongkai.portal import report_tables, titles
from gongkai.portal.document_page import absolute
from gongkai.portal.report_tables import Drawing, written
from gongkai.portal.tables import Sheet
from gongkai.reports import public
from gongkai.writing.charts import alternative, rows
from gongkai.writing.layout import Paragraph, Signature, layout

_CELL = "any-cell"  # two hundred addresses of one pattern are looked up once
_LABELS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "json": "JSON"}
_TABLES = {"表二": "proactive", "表三": "applications", "表四": "remedies"}
_LAST_TABLE = "remedies"
_OF_UNITS = {
    "applications.received.total": "本年新收",
    "applications.carried_in.total": "上年结转",
    "applications.total.total": "办理结果总计",
    "applications.carried_out.total": "结转下年度",
    "remedies.reconsideration.total": "行政复议",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its words and its figures."""

    url: str
    narrow: str
    caption: str
    alternative: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The preface (without heading) or one of the six parts."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...]
    sheet: Sheet | None
    choices: tuple[str, ...]
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Erratum:
    """A correction with the places in words."""

    number: int
    on: str
    text: str
    changes: tuple[tuple[str, str, str, str], ...]  # cell, place, old, new


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit whose figures are in the district's."""

    short: str
    url: str  # of its own report; "" where none is published
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """The report as a file."""

    label: str
    url: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the page needs, ready to print."""

    row: public.Row
    phrases: tuple[str, ...]
    parts: tuple[Part, ...]
    signature: Signature
    errata: tuple[Erratum, ...]
    files: tuple[File, ...]
    units: tuple[Unit, ...]
    unit_columns: tuple[str, ...]
    above: str
    years: tuple[tuple[int, str], ...]
    path: str
    address: str


@dataclass(frozen=True, slots=True)
class Opened:
    """One figure of the district with the units that gave it."""

    row: public.Row
    cell: str
    place: str
    value: str
    units: tuple[Unit, ...]
    remark: str
    correction: str
    back: str


def path(row: public.Row) -> str:
    """The permanent path of a report."""
    return reverse(_name("report", row.level), args=[row.body, row.year])


def shown(page: public.Page) -> Shown:
    """The page of a report."""
    row = page.row
    return Shown(
        row=row,
        phrases=titles.phrases(row.title),
        parts=tuple(_parts(page)),
        signature=layout(page.report).signature,
        errata=tuple(_erratum(each, page.report) for each in page.errata),
        files=tuple(_file(row, each) for each in page.files),
        units=tuple(_units(page)),
        unit_columns=tuple(_OF_UNITS.values()),
        above=path(page.above) if page.above else "",
        years=tuple((each.year, "" if each.year == row.year else path(each)) for each in page.years),
        path=path(row),
        address=absolute(path(row)),
    )


def _name(page: str, level: str) -> str:
    return f"district-{page}" if level == public.DISTRICT else page


def _parts(page: public.Page) -> Iterator[Part]:
    row = page.row
    address = reverse(_name("report-figure", row.level), args=[row.body, row.year, _CELL]) if row.is_district else ""
    drawing = Drawing(
        page.report,
        report_tables.corrected(page.errata),
        frozenset(page.shares),
        address.replace(_CELL, "{}"),
    )
    sheets = report_tables.sheets(drawing)
    for section in layout(page.report).sections:
        yield Part(
            section.key,
            section.heading,
            section.paragraphs,
            sheets.get(section.key),
            tuple(each for each in page.choices if _table_of(each) == section.key),
            tuple(_picture(row, each) for each in page.charts if each.part == section.key),
        )


def _table_of(choice: str) -> str:
    """Under which table a choice is printed: the one it begins with, or the last."""
    return _TABLES.get(choice[:2], _LAST_TABLE)


def _picture(row: public.Row, drawn: public.Drawn) -> Picture:
    if drawn.chart is None:
        url = reverse(_name("report-picture", row.level), args=[row.body, row.year, drawn.number])
        return Picture(url, url, drawn.caption, drawn.alternative, (), ())
    name, args = _name("report-chart", row.level), [row.body, row.year, drawn.number]
    url, narrow = (reverse(name, args=[*args, size]) for size in ("wide", "narrow"))
    head, *lines = rows(drawn.chart)
    return Picture(url, narrow, drawn.caption, alternative(drawn.chart), head, tuple(lines))


def _erratum(erratum: public.Erratum, report: Report) -> Erratum:
    changes = tuple((each.cell, _place(report, each.cell), each.old, each.new) for each in erratum.changes)
    return Erratum(erratum.number, f"{erratum.on.year}年{erratum.on.month}月{erratum.on.day}日", erratum.text, changes)


def _place(report: Report, cell: str) -> str:
    """In the words of the form; what is no cell is named as it was written."""
    return report.where(cell) if cell in report.cells else cell


def _file(row: public.Row, file: public.FileLink) -> File:
    url = reverse(_name("report-file", row.level), args=[row.body, row.year, file.kind])
    return File(_LABELS.get(file.kind, file.kind), url, file.size, file.sha256)


def _units(page: public.Page) -> Iterator[Unit]:
    """The units with the figures that they gave; a unit that is published and gave nothing has the figures of its own."""
    given = {(share.body, cell): share.value for cell in _OF_UNITS for share in page.shares.get(cell, ())}
    published = {each.body: each for each in page.units}
    names = {each.body: each.short for shares in page.shares.values() for each in shares}
    for body, short in {**{each.body: each.short for each in page.units}, **names}.items():
        values = tuple(_given(given.get((body, cell)), page.report.cell(cell).value) for cell in _OF_UNITS)
        yield Unit(short, path(published[body]) if body in published else "", values)


def _given(value: Number | None, whole: Number | None) -> str:
    """A unit that is not among those of a figure gave 0 to it, or the figure is silent."""
    return written(value) if value is not None else "—" if whole is None else "0"


def opened(page: public.Page, cell: str) -> Opened | None:
    """One figure of the district; None where it does not open."""
    shares = page.shares.get(cell)
    if not shares or cell not in page.report.cells:
        return None
    published = {each.body: each for each in page.units}
    value = page.report.value(cell)
    correction = report_tables.corrected(page.errata).get(cell)
    return Opened(
        row=page.row,
        cell=cell,
        place=page.report.where(cell),
        value=written(value),
        units=tuple(
            Unit(
                each.short,
                path(published[each.body]) if each.is_published else "",
                (written(each.value), f"{each.value / value:.1%}" if value else ""),
            )
            for each in shares
        ),
        remark=_remark(shares, value),
        correction=f"勘误{correction.number}：应为 {correction.new}" if correction else "",
        back=path(page.row),
    )


def _remark(shares: Iterable[public.Share], value: Number | None) -> str:
    """Where the units do not make the whole: said, not hidden."""
    added = sum((each.value for each in shares), start=0)
    if value is None or added == value:
        return ""
    return f"各单位的数加起来是 {written(added)}，报告里印的是 {written(value)}：汇总时作了调整，或者按万元保留的位数取舍。"
