"""The addresses of the API, and the door before each: reading only, known parameters only, open to every page, answered by ETag."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response

from gongkai.api import documents, house, problems, reports
from gongkai.api.entrance import api
from gongkai.api.problems import Problem

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD", "OPTIONS")
_ALLOWED = ", ".join(READING)
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_BEFOREHAND = {
    "Access-Control-Allow-Methods": _ALLOWED,
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
ROUTES = (documents, house, reports)  # importing them is what puts their routes into the API


def door(view: View, known: frozenset[str]) -> View:
    """`view` behind the door; `known` are the parameters that it has."""

    def answered(request: HttpRequest, **values: str) -> HttpResponse:
        response = _answer(request, view, known, values)
        for name, value in _OPEN.items():
            response.headers[name] = value
        response.headers.setdefault("Allow", _ALLOWED)
        return response

    answered.csrf_exempt = True  # type: ignore[attr-defined] # Django asks for it on the function; nothing is written here
    return answered


def _answer(request: HttpRequest, view: View, known: frozenset[str], values: dict[str, str]) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_BEFOREHAND)
    if request.method not in READING:
        return problems.answer(Problem(405, "这个接口只能读取，请用 GET"))
    if fault := _fault(request, known, values):
        return problems.answer(Problem(400, fault))
    method, request.method = request.method, "GET"
    response = view(request, **values)
    request.method = method
    return _tagged(request, response)


def _fault(request: HttpRequest, known: frozenset[str], values: dict[str, str]) -> str:
    """A parameter that is misspelt would silently give everything; the database refuses the null character."""
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        may = f"可以用的是 {'、'.join(sorted(known))}" if known else "这个地址没有参数"
        return f"没有参数 {unknown[0][:40]}，{may}"
    double = [name for name in request.GET if len(request.GET.getlist(name)) > 1]
    if double:
        return f"参数 {double[0]} 写了不止一次"
    if any("\0" in value for value in (*request.GET.values(), *values.values())):
        return "参数里有不能用的字符"
    return ""


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code != 200:
        response.headers["Cache-Control"] = "no-cache"
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    found = get_conditional_response(request, etag=tag, response=response)
    assert isinstance(found, HttpResponse)
    return found


def absent(request: HttpRequest, **values: str) -> HttpResponse:
    """What no route has."""
    del request, values
    return problems.answer(Problem(404, "没有这个地址，请看接口说明 docs"))


def _patterns() -> list[URLPattern]:
    known = {
        str(operation["operationId"]): frozenset(
            str(each["name"]) for each in operation.get("parameters", []) if each["in"] == "query"
        )
        for methods in api.get_openapi_schema(path_prefix="")["paths"].values()
        for operation in methods.values()
    }
    routes = [each for each in api.urls[0] if isinstance(each, URLPattern)]
    for each in routes:
        assert each.callback is not None
        each.callback = door(each.callback, known.get(str(each.name), frozenset()))
    return [*routes, path("<path:rest>", door(absent, frozenset()), name="absent")]


app_name = "api"
urlpatterns = _patterns()
