"""What went wrong, as RFC 9457 tells it: a status, a title, and what to do about it, in Chinese."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse

KIND = "application/problem+json"
TITLES = {
    400: "参数不对",
    404: "没有找到",
    405: "只能读取",
    410: "已经撤下",
    500: "程序出错了",
    503: "暂时答不出来",
}
_WRONG_PLACE = {"query": "参数", "path": "网址"}
# What is said of each kind of fault that the schemas can find; the braces are its limits.
_SAID = {
    "int_parsing": "要写整数",
    "int_from_float": "要写整数",
    "int_parsing_size": "数太大",
    "bool_parsing": "要写 true 或者 false",
    "literal_error": "只能是 {expected}",
    "enum": "只能是 {expected}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "string_too_long": "不能多于 {max_length} 个字",
    "string_too_short": "不能少于 {min_length} 个字",
    "string_pattern_mismatch": "写法不对，要符合 {pattern}",
    "missing": "没有写",
}


@dataclass(slots=True)
class Problem(Exception):
    """One problem; `more` are members of its own, such as what stands where a document was taken down."""

    status: int
    detail: str
    more: Mapping[str, Any] = field(default_factory=dict)


def answer(problem: Problem) -> HttpResponse:
    """The problem as it is sent."""
    told = {
        "type": "about:blank",
        "title": TITLES[problem.status],
        "status": problem.status,
        "detail": problem.detail,
        **problem.more,
    }
    text = json.dumps(told, ensure_ascii=False)
    return HttpResponse(text, status=problem.status, content_type=KIND)


def wrong_parameters(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """Parameters that the schema refuses, each with what it should be."""
    faults = [_fault(each) for each in errors]
    detail = "；".join(f"{each['parameter']} {each['detail']}" for each in faults)
    return Problem(400, f"{detail}。参数的写法见接口说明 docs", {"errors": faults})


def _fault(error: Mapping[str, Any]) -> dict[str, str]:
    place = [str(each) for each in error.get("loc", ()) if isinstance(each, str)]
    where = _WRONG_PLACE.get(place[0], "参数") if place else "参数"
    said = _SAID.get(str(error.get("type")), "写法不对")
    limits = {**error.get("ctx", {})}
    if "expected" in limits:
        limits["expected"] = " 或者 ".join(filter(None, re.findall(r"'([^']*)'", str(limits["expected"]))))
    return {"in": where, "parameter": place[-1] if place else "", "detail": said.format(**limits)}
