"""Published annual reports, and the figures of the archive."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import duckdb
from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Query, Schema

from gongkai.api import addresses, told
from gongkai.api.asked import SLUG_PATTERN
from gongkai.api.entrance import REFUSED, api, linked
from gongkai.api.problems import Problem
from gongkai.api.report_schemas import CELL, ArchiveCells, ReportPage, Reports
from gongkai.api.schemas import Trouble
from gongkai.archive import Damaged, Refused
from gongkai.core import records
from gongkai.reports import public
from gongkai.reports.public import archived

ON_A_PAGE = 500
_ABSENT = {404: Trouble, **REFUSED}
_BUSY = {503: Trouble, **REFUSED}
_COLUMNS = (
    "report, body, name, year, cell, state, value, unit, printed, source_page, source_table, source_row, source_column, "
    "is_current"
)
_CELLS = f"""
    SELECT {_COLUMNS} FROM cells
    WHERE ($body = '' OR body = $body OR name = $body) AND ($year::INTEGER IS NULL OR year = $year)
        AND ($cell = '' OR cell = $cell) AND ($report = '' OR report = $report)
    ORDER BY body NULLS LAST, year, report, cell LIMIT $most OFFSET $skip
"""  # noqa: S608 - our own words
Slug = Annotated[str, Path(description="单位的短名", pattern=r"^[0-9A-Za-z_-]{1,50}$", examples=["housing"])]
Year = Annotated[int, Path(description="报告年度", ge=2008, le=2999, examples=[2026])]


class ReportsAsked(Schema):
    """Which reports."""

    body: str = Field("", description="单位的短名；不写是全部单位", pattern=SLUG_PATTERN, examples=[""])
    year: int | None = Field(None, description="报告年度", ge=2008, le=2999, examples=[2026])
    level: Literal["", "unit", "district"] = Field(
        "", description="unit 单位，district 全区汇总；不写都要", examples=["unit"]
    )


class LevelAsked(Schema):
    """Which of the reports of a body."""

    level: Literal["unit", "district"] = Field(
        "unit", description="unit 单位自己的，district 全区汇总", examples=["unit"]
    )


class CellsAsked(Schema):
    """Which cells of the archive."""

    body: str = Field("", description="单位的编号或者全称", max_length=80, examples=[""])
    year: int | None = Field(None, description="报告年度", ge=2008, le=2999, examples=[2025])
    cell: str = Field("", description="格子", max_length=80, examples=[CELL])
    report: str = Field("", description="报告的编号", max_length=120, examples=[""])
    page: int = Field(1, description="第几页", ge=1, le=10_000, examples=[1])


@api.get("/reports", response={200: Reports, **REFUSED}, operation_id="reports", url_name="reports")
def reports(request: HttpRequest, asked: Query[ReportsAsked]) -> dict[str, Any]:
    """已经公布的年度报告。"""
    found = public.reports(year=asked.year, body=asked.body, level=asked.level)
    return {"items": [_row(request, each) for each in found]}


@api.get("/reports/{slug}/{year}", response={200: ReportPage, **_ABSENT}, operation_id="report", url_name="report")
def report(request: HttpRequest, slug: Slug, year: Year, asked: Query[LevelAsked]) -> dict[str, Any]:
    """一份年度报告：正文、每一个数、勘误、文件；全区汇总的还有每个数由哪些单位构成。"""
    found = public.report(slug, year, asked.level)
    if found is None:
        raise Problem(404, "没有这份年度报告，请看 reports")
    return {
        "report": _row(request, found.row),
        "content": records.report_record(found.report),
        "choices": found.choices,
        "files": [
            {**told.plain(each), "url": addresses.of(request, _name("report-file", found.row), slug, year, each.kind)}
            for each in found.files
        ],
        "pictures": [
            {
                **told.plain(each),
                "url": addresses.of(request, _name("report-picture", found.row), slug, year, each.number),
            }
            for each in found.uploads
        ],
        "errata": [
            {**told.plain(each), "changes": [told.plain(change) for change in each.changes]} for each in found.errata
        ],
        "shares": {
            cell: [{**told.plain(each), "value": records.number_record(each.value)} for each in shares]
            for cell, shares in found.shares.items()
        },
    }


def _row(request: HttpRequest, row: public.Row) -> dict[str, Any]:
    return {**told.plain(row), "url": addresses.of(request, _name("report", row), row.body, row.year)}


def _name(page: str, row: public.Row) -> str:
    return f"district-{page}" if row.is_district else page


@api.get(
    "/archive/cells", response={200: ArchiveCells, **_BUSY}, operation_id="archive_cells", url_name="archive_cells"
)
def archive_cells(request: HttpRequest, response: HttpResponse, asked: Query[CellsAsked]) -> dict[str, Any]:
    """报告库里每份报告的每个格子：数、状态、原件上印的字和位置。单位、年度、格子、报告至少写一个。"""
    given = asked.model_dump(exclude={"page"})
    if not any(given.values()):
        raise Problem(400, "请至少写 body、year、cell、report 中的一个")
    try:
        found = archived.ask(_CELLS, **given, most=ON_A_PAGE + 1, skip=(asked.page - 1) * ON_A_PAGE).records()
    except (Refused, Damaged, duckdb.Error, archived.Busy) as error:
        said = str(error) if isinstance(error, Refused) else "报告库暂时答不出来，请稍后再试"
        raise Problem(503, said) from error
    is_last = len(found) <= ON_A_PAGE
    turns = {
        "first": addresses.beside(request, page=None),
        "next": None if is_last else addresses.beside(request, page=asked.page + 1),
    }
    linked(response, **turns)
    corrected = public.corrected()
    items = [_cell(each, corrected) for each in found[:ON_A_PAGE]]
    return {"items": items, "page": asked.page, "is_last": is_last}


def _cell(found: Mapping[str, Any], corrected: Mapping[str, public.Corrected]) -> dict[str, Any]:
    """A cell as it was published, with what an erratum says of it."""
    errata = corrected.get(found["report"])
    new = next((each.new for each in errata.changes if each.cell == found["cell"]), None) if errata else None
    return {**found, "value": records.number_record(found["value"]), "correction": new}
