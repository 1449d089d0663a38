"""What stands around the documents: columns, bodies, the basic catalogue, the gazette, and the replies shown to everybody."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query

from gongkai.api import addresses, told
from gongkai.api.asked import DutiesAsked, IssuesAsked, Paged
from gongkai.api.entrance import REFUSED, api, linked
from gongkai.api.problems import Problem
from gongkai.api.schemas import Bodies, BodyPage, Columns, Duties, IssuePage, Issues, Replies, Trouble
from gongkai.applications import public as applications
from gongkai.documents import public

_ABSENT = {404: Trouble, **REFUSED}
Slug = Annotated[str, Path(description="单位的短名", pattern=r"^[0-9A-Za-z_-]{1,50}$", examples=["housing"])]
Year = Annotated[int, Path(description="年份", ge=1949, le=2999, examples=[2026])]
Number = Annotated[int, Path(description="期号", ge=1, le=999, examples=[1])]


@api.get("/columns", response={200: Columns, **REFUSED}, operation_id="columns", url_name="columns")
def columns(request: HttpRequest) -> dict[str, Any]:
    """法定主动公开内容的栏目（按国办公开办函〔2019〕61号的次序）和专题。"""
    del request
    return {
        "items": [told.column(each) for each in public.columns()],
        "topics": [told.column(each) for each in public.topics()],
    }


@api.get("/bodies", response={200: Bodies, **REFUSED}, operation_id="bodies", url_name="bodies")
def bodies(request: HttpRequest) -> dict[str, Any]:
    """平台上的单位。"""
    del request
    return {"items": [told.plain(each) for each in public.bodies()]}


@api.get("/bodies/{slug}", response={200: BodyPage, **_ABSENT}, operation_id="body", url_name="body")
def body(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """一个单位的公开指南和机构职能。"""
    del request
    found = public.body(slug)
    if found is None:
        raise Problem(404, "没有这个单位，请看 bodies")
    return {"body": told.plain(found), "guide": _guide(slug), "institution": _institution(slug)}


def _guide(slug: str) -> dict[str, Any] | None:
    found = public.guide(slug)
    if found is None:
        return None
    return {
        "fields": [{"label": label, "text": text} for label, text in found.fields],
        "reviewed_on": found.reviewed_on,
    }


def _institution(slug: str) -> dict[str, Any] | None:
    found = public.institution(slug)
    return told.plain(found) if found else None


@api.get("/duties", response={200: Duties, **REFUSED}, operation_id="duties", url_name="duties")
def duties(request: HttpRequest, asked: Query[DutiesAsked]) -> dict[str, Any]:
    """主动公开基本目录：应当公开的事项。"""
    del request
    return {"items": [told.plain(each) for each in public.duties(asked.body)]}


@api.get("/gazette", response={200: Issues, **REFUSED}, operation_id="gazette", url_name="gazette")
def gazette(request: HttpRequest, asked: Query[IssuesAsked]) -> dict[str, Any]:
    """政府公报各期，从新到旧。"""
    return {"items": [told.issue(request, each) for each in public.gazette(asked.year)]}


@api.get("/gazette/{year}/{number}", response={200: IssuePage, **_ABSENT}, operation_id="issue", url_name="issue")
def issue(request: HttpRequest, year: Year, number: Number) -> dict[str, Any]:
    """一期公报的目录。"""
    found = public.issue(year, number, on=timezone.localdate())
    if found is None:
        raise Problem(404, "没有这一期公报，请看 gazette")
    sections = [{"label": label, "items": told.rows(request, rows)} for label, rows in found.sections]
    return {"issue": told.issue(request, found.issue), "publisher": found.publisher, "sections": sections}


@api.get("/replies", response={200: Replies, **REFUSED}, operation_id="replies", url_name="replies")
def replies(request: HttpRequest, response: HttpResponse, asked: Query[Paged]) -> dict[str, Any]:
    """依申请公开的答复中公布给所有人的，从新到旧；没有申请人的信息。"""
    found = applications.replies(asked.page)
    if asked.page > found.pages:
        raise Problem(400, f"page 不能大于 {found.pages}：一共 {found.pages} 页")
    following = addresses.beside(request, page=found.number + 1) if found.number < found.pages else None
    linked(response, first=addresses.beside(request, page=None), next=following)
    items = [told.reply(each) for each in found.rows]
    return {"items": items, "total": found.total, "page": found.number, "pages": found.pages}
