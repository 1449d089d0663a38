"""The description of the API for people: a page of our own, made from the schema, without scripts."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

_KINDS = {
    "string": "文字",
    "integer": "整数",
    "boolean": "true/false",
    "array": "列表",
    "object": "对象",
    "null": "null",
}
_FORMATS = {"date": "日期", "date-time": "时间"}


class Pages(DocsBase):
    """The page that lists every address with its parameters and its answer."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - the base's signature
        """The page."""
        schema = api.get_openapi_schema()
        context = {
            "about": schema["info"]["description"].split("\n\n"),
            "title": schema["info"]["title"],
            "version": schema["info"]["version"],
            "openapi": self.get_openapi_url(api, kwargs),
            "routes": [_route(path, methods["get"]) for path, methods in schema["paths"].items()],
            "shapes": [_shape(name, each) for name, each in schema["components"]["schemas"].items()],
        }
        return render(request, "api/docs.html", context)


def _route(path: str, operation: dict[str, Any]) -> dict[str, Any]:
    answers = operation["responses"]
    content = answers[200]["content"]["application/json"]["schema"]
    return {
        "path": path,
        "anchor": operation["operationId"],
        "says": operation.get("description", ""),
        "parameters": [_parameter(each) for each in operation.get("parameters", [])],
        "answer": content["$ref"].rsplit("/", 1)[-1],
        "troubles": [status for status in answers if status >= 400],
    }


def _parameter(given: dict[str, Any]) -> dict[str, Any]:
    schema = given["schema"]
    return {
        "name": given["name"],
        "kind": _kind(schema),
        "is_required": given.get("required", False),
        "says": given.get("description") or schema.get("description", ""),
        "example": _example(schema),
    }


def _shape(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    fields = [
        {
            "name": key,
            "kind": _kind(each),
            "shape": _shape_of(each),
            "says": each.get("description", ""),
            "example": _example(each),
        }
        for key, each in schema.get("properties", {}).items()
    ]
    return {"name": name, "says": schema.get("description", ""), "fields": fields}


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return "，或者 ".join(_kind(each) for each in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "items" in schema:
        return f"列表：{_kind(schema['items'])}"
    return _FORMATS.get(schema.get("format", "")) or _KINDS.get(schema.get("type", ""), "")


def _shape_of(schema: dict[str, Any]) -> str:
    """The name of the shape that a field holds, for a link; "" for plain ones."""
    inner = [*schema.get("anyOf", []), schema.get("items", {}), schema]
    return next((str(each["$ref"]).rsplit("/", 1)[-1] for each in inner if "$ref" in each), "")


def _example(schema: dict[str, Any]) -> str:
    given = schema.get("examples") or []
    if not given or given[0] == "":
        return ""
    return given[0] if isinstance(given[0], str) else json.dumps(given[0], ensure_ascii=False)
