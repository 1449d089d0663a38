"""Open data: the page of the data sets, and their files as they are served."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from gongkai.applications import public as applications
from gongkai.documents.public import exports, packing
from gongkai.documents.public.exports import DAY, TEXT, WHOLE, DataSet, Field, Record
from gongkai.portal.disclosure import page
from gongkai.reports import public as reports
from gongkai.reports.public import exports as report_exports

PACKAGE = "datapackage.json"


def _replies(on: date) -> Iterator[Record]:
    """All of them, newest first, a page after the other; one that moved over a page's border meanwhile comes once."""
    del on
    seen: set[int] = set()
    number, pages = 1, 1
    while number <= pages:
        found = applications.replies(number)
        for each in found.rows:
            if each.pk not in seen:
                seen.add(each.pk)
                yield {name: getattr(each, "pk" if name == "number" else name) for name in _REPLY}
        number, pages = number + 1, found.pages


_REPLY_FIELDS = (
    Field("number", WHOLE, "编号"),
    Field("title", TEXT, "标题"),
    Field("question", TEXT, "申请的内容"),
    Field("answer", TEXT, "答复"),
    Field("body", TEXT, "答复单位"),
    Field("body_slug", TEXT, "答复单位短名"),
    Field("outcome", TEXT, "答复的类型"),
    Field("published_on", DAY, "公布日期"),
)
_REPLY = tuple(each.name for each in _REPLY_FIELDS)
SETS = (
    *exports.DATA_SETS,
    *report_exports.DATA_SETS,
    DataSet(
        "replies",
        "答复选登",
        "依申请公开的答复中公布给所有人的，没有申请人的信息。",
        _REPLY_FIELDS,
        ("number",),
        _replies,
    ),
)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The data sets with their fields, sizes and the moment of their last making."""
    made = _made()
    sets = [
        {
            "set": each,
            "files": [(kind, f"{each.key}.{kind}", made[f"{each.key}.{kind}"]) for kind in packing.KINDS],
        }
        for each in SETS
    ]
    context = {"sets": sets, "updated_at": _moment(made), "licence": packing.LICENCE, "package": PACKAGE}
    return page(request, "data", context, at="data")


@require_safe
def package(request: HttpRequest) -> HttpResponseBase:
    """The data package that lists the files with their bytes and checksums."""
    del request
    made = _made()
    title = f"{applications.site().name}公开数据"
    text = packing.package(SETS, made, name="gongkai", title=title, at=_moment(made))
    response = HttpResponse(text, content_type="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def file(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """One data set in one kind."""
    name = f"{key}.{kind}"
    if kind not in packing.KINDS or key not in {each.key for each in SETS}:
        raise Http404
    made = _made()[name]
    tag = f'"{made.sha256[:32]}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
    if response is None:
        response = FileResponse(made.path.open("rb"), content_type=packing.KINDS[kind])
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _made() -> dict[str, packing.Made]:
    """The files as of now: made anew when anything that is public has changed since."""
    on = timezone.localdate()
    newest = applications.replies(1)
    replies = f"{newest.total}-{newest.rows[0].pk if newest.rows else 0}"
    folder = Path(settings.GONGKAI_DATA) / "open-data"
    return packing.files(folder, SETS, state=f"{exports.state(on)}-{replies}-{reports.state()}", on=on)


def _moment(made: dict[str, packing.Made]) -> datetime:
    return datetime.fromtimestamp(packing.age(made), timezone.get_current_timezone())
