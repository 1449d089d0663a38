"""The API itself: its name, its fixed behaviour when something is wrong, and the links from page to page of a list."""

import logging
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from gongkai.api import problems
from gongkai.api.docs import Pages
from gongkai.api.problems import Problem
from gongkai.api.schemas import Trouble

ABOUT = """本平台已经公开的政府信息，任何人都可以读取，不需要登记。只能读取（GET、HEAD）。

日期写成 2026-06-18，时间带时区；没有写明的日期是 null，没有的文字是空。出错时的答复按 RFC 9457（application/problem+json）。
每个答复都有 ETag，再次读取时带上 If-None-Match，没有变化就答复 304。列表的下一页见答复里的 next 和 Link 首部。"""
REFUSED = {400: Trouble}

_log = logging.getLogger("gongkai.api")


class _Readable(JSONRenderer):
    """Chinese as it is, not as numbers: half the bytes, and people read answers too."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


api = NinjaAPI(
    title="政府信息公开接口",
    version="1.0.0",
    description=ABOUT,
    docs=Pages(),
    renderer=_Readable(),
    urls_namespace="api",
)


def linked(response: HttpResponse, **addresses: str | None) -> None:
    """The Link header (RFC 8288): the relation and its address; those without an address are left out."""
    links = [f'<{address}>; rel="{relation}"' for relation, address in addresses.items() if address]
    if links:
        response.headers["Link"] = ", ".join(links)


@api.exception_handler(Problem)
def _told(request: HttpRequest, error: Problem) -> HttpResponse:
    del request
    return problems.answer(error)


@api.exception_handler(ValidationError)
def _refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    del request
    return problems.answer(problems.wrong_parameters(error.errors))


@api.exception_handler(Http404)
def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    del request, error
    return problems.answer(Problem(404, "没有这个地址，请看接口说明 docs"))


@api.exception_handler(HttpError)
def _unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    del request, error
    return problems.answer(Problem(400, "请求没有看懂，请看接口说明 docs"))


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    del request
    _log.error("api failed", exc_info=error)
    return problems.answer(Problem(500, "不是您的请求有误；错误已经记下，请稍后再试"))
