"""Documents, their interpretations and the search."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query

from gongkai.api import addresses, told
from gongkai.api.asked import KEY_PATTERN, DocumentsAsked, InterpretationsAsked, SearchAsked, Turning
from gongkai.api.entrance import REFUSED, api, linked
from gongkai.api.problems import Problem
from gongkai.api.schemas import KEY, DocumentPage, Documents, Found, Trouble
from gongkai.documents import public
from gongkai.documents.public import Asked, Gone, Wanted, exports

Key = Annotated[str, Path(description="公文的短名", pattern=KEY_PATTERN, examples=[KEY])]


@api.get("/documents", response={200: Documents, **REFUSED}, operation_id="documents", url_name="documents")
def documents(request: HttpRequest, response: HttpResponse, asked: Query[DocumentsAsked]) -> dict[str, Any]:
    """公文和解读的目录，从新到旧；可以按栏目、单位、种类、主题、年份、有效性筛选。"""
    return _turned(request, response, asked.wanted(), asked)


@api.get(
    "/interpretations",
    response={200: Documents, **REFUSED},
    operation_id="interpretations",
    url_name="interpretations",
)
def interpretations(request: HttpRequest, response: HttpResponse, asked: Query[InterpretationsAsked]) -> dict[str, Any]:
    """政策解读的目录，从新到旧。"""
    return _turned(request, response, asked.wanted(), asked)


def _turned(request: HttpRequest, response: HttpResponse, wanted: Wanted, asked: Turning) -> dict[str, Any]:
    try:
        found = exports.turn(wanted, on=timezone.localdate(), after=asked.after, most=asked.page_size)
    except exports.UnknownKey as error:
        raise Problem(400, "after 不对：请原样使用上一页答复里的 next") from error
    first = addresses.beside(request, after=None)
    linked(response, first=first, next=addresses.beside(request, after=found.next) if found.next else None)
    return {"items": told.rows(request, found.rows), "next": found.next or None}


@api.get(
    "/documents/{key}",
    response={200: DocumentPage, 404: Trouble, 410: Trouble, **REFUSED},
    operation_id="document",
    url_name="document",
)
def document(request: HttpRequest, key: Key) -> dict[str, Any]:
    """一件公文的正文、附件、沿革、解读和发布渠道。撤下的答复 410，只说明撤下的日期和理由。"""
    found = public.document(key, on=timezone.localdate())
    if found is None:
        raise Problem(404, "没有这件公文，请核对短名；可以用 search 检索")
    if isinstance(found, Gone):
        raise Problem(410, f"这件公文已经撤下：{found.because}", {"gone": _gone(found)})
    return told.document(request, found)


def _gone(found: Gone) -> dict[str, str]:
    return {**told.plain(found), "withdrawn_on": found.withdrawn_on.isoformat()}


@api.get("/search", response={200: Found, **REFUSED}, operation_id="search", url_name="search")
def search(request: HttpRequest, response: HttpResponse, asked: Query[SearchAsked]) -> dict[str, Any]:
    """全文检索公文、解读和附件。"""
    values = asked.model_dump(exclude={"q"})
    found = public.find(Asked(words=asked.q, **values), on=timezone.localdate())
    turns = {
        "first": addresses.beside(request, page=None),
        "next": addresses.beside(request, page=found.page + 1) if found.page < found.pages else None,
    }
    linked(response, **turns)
    return {
        "items": [told.hit(request, each) for each in found.hits],
        "total": found.total,
        "is_least": found.is_least,
        "is_loose": found.is_loose,
        "page": found.page,
        "pages": found.pages,
        "counts": told.counts(found.counts),
    }
