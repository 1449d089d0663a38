"""The archive as whole tables, for those who work with it themselves: what each holds, its columns, its files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from gongkai.portal import archive_files, errors
from gongkai.portal.archive_views import answered
from gongkai.portal.disclosure import page
from gongkai.reports.public import archived, wholes

TABLES = {
    "reports": ("报告", "每份报告一行：单位、年份、来源、表样、读出多少格、存疑和错误各多少，这一年是否采用它，是否计入合计。"),
    "figures": ("常用数", "每个单位每年一行：收到、办结、予以公开、不予公开、结转、复议、诉讼等，最适合直接做统计。"),
    "rates": ("比率", "每个单位每年每种比率一行，带分子、分母；分母为零或者没有写出的，比率为空。"),
    "cells": ("格子", "每个格子一行：写的是什么、读成多少，在原件第几页、第几张表、第几行、第几列。最大的一张表。"),
    "texts": ("文字", "六个部分的文字，一部分一行。"),
    "findings": ("检查结果", "每份报告检查出的问题，一个问题一行，带依据的条款和涉及的格子。"),
    "changes": ("改动", "同一份报告重新读取，或者本平台的报告换了新版，与原来不同的格子。"),
    "versions": ("版本", "每份报告的每一次读取、每一个版本，以及原件的校验值。"),
    "bodies": ("单位", "登记的和在报告里遇到的单位：名称、类别、上级、曾用名。"),
    "names": ("名称", "报告上印的每个名称认作哪个单位，是怎样认出来的。"),
    "form": ("表样", "每一版表样的每个格子：在哪张表、哪一行、哪一列，叫什么。"),
}  # fmt: skip
_MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/x-ndjson", "parquet": "application/vnd.apache.parquet"}


@require_safe
@answered
def tables(request: HttpRequest) -> HttpResponse:
    """All tables; none of an archive that is empty."""
    is_empty = not archived.ask("years").rows
    every = [] if is_empty else [_shown(name, *words) for name, words in TABLES.items()]
    return page(request, "archive/tables", {"tables": every})


def _shown(name: str, title: str, holds: str) -> dict[str, object]:
    files = [(kind, archive_files.KINDS[kind], wholes.size(name, kind)) for kind in wholes.KINDS]
    return {"name": name, "title": title, "holds": holds, "columns": archived.columns(name), "files": files}


@require_safe
@answered
def table(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    """One whole table as a file."""
    if name not in TABLES or kind not in wholes.KINDS or archived.state() is None:
        raise Http404
    tag = f'"{wholes.mark()}-{name}-{kind}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
    if response is None or response.status_code != 304:
        try:
            path = wholes.table(name, kind)
        except wholes.BeingMade:
            waiting = errors.page(request, errors.BEING_MADE)
            waiting.headers["Retry-After"] = "30"
            return waiting
        response = FileResponse(path.open("rb"), as_attachment=True, filename=f"年度报告库-{TABLES[name][0]}.{kind}")
        response.headers["Content-Type"] = _MEDIA[kind]
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
