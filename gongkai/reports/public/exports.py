"""Published annual reports as tables that anybody may take: the reports, and every figure in them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from gongkai.core import records
from gongkai.documents.public.exports import DAY, TEXT, WHOLE, DataSet, Field, Record
from gongkai.reports.models import PublishedReport
from gongkai.reports.public import published

_OF_A_REPORT = (
    Field("body", TEXT, "单位短名"),
    Field("body_name", TEXT, "单位"),
    Field("level", TEXT, "层级", "unit 单位，district 全区汇总"),
    Field("year", WHOLE, "报告年度"),
)
_ROW = ("body", "body_name", "level", "year", "title", "published_on", "corrected_on")


def _reports(on: date) -> Iterator[Record]:
    del on
    for each in published.reports():
        yield {name: getattr(each, name) for name in _ROW}


def _figures(on: date) -> Iterator[Record]:
    """A line a cell; a report is in memory at a time."""
    del on
    rows = PublishedReport.objects.select_related("body").defer("shares", "charts")
    for each in rows.order_by("year", "level", "body__pk").iterator(chunk_size=20):
        report = records.report_of(each.record)
        for cell, found in report.cells.items():
            yield {
                "body": each.body.slug,
                "body_name": each.body.name,
                "level": each.level,
                "year": each.year,
                "cell": cell,
                "place": report.where(cell),
                "value": _written(found.value),
                "unit": found.unit,
            }


def _written(value: int | Decimal | None) -> str | None:
    return None if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


DATA_SETS = (
    DataSet(
        "reports",
        "年度报告",
        "已经公布的政府信息公开工作年度报告，一份一行；正文和文件见报告页。",
        (
            *_OF_A_REPORT,
            Field("title", TEXT, "标题"),
            Field("published_on", DAY, "公布日期"),
            Field("corrected_on", DAY, "最近一次勘误的日期", "没有勘误是空"),
        ),
        ("body", "level", "year"),
        _reports,
    ),
    DataSet(
        "report-figures",
        "年度报告的数据",
        "已经公布的年度报告里的每一个数，一格一行，照公布时的写法；勘误另见报告页。",
        (
            *_OF_A_REPORT,
            Field("cell", TEXT, "格子", "在各年格式里不变的编号"),
            Field("place", TEXT, "位置", "表、行、列"),
            Field("value", TEXT, "数", "十进制数字；没有写明是空，不是零"),
            Field("unit", TEXT, "格子里印的单位", "没有是空"),
        ),
        ("body", "level", "year", "cell"),
        _figures,
    ),
)
