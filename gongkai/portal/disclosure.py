"""The frame of the pages of proactive disclosure: the columns at the side, and pages sent only when they have changed."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from gongkai.documents import public
from gongkai.portal.public_pages import ELDER, around, drawn

_PAGES = {"guide": "guides", "applications": "apply", "institution": "bodies", "reports": "reports"}
_ANY = "any-column"  # forty addresses of one pattern are looked up once
_SAYS = {
    "guide": "公开什么、怎样获取",
    "applications": "没有公开的，可以申请",
    "institution": "职能、地址、负责人",
    "reports": "每年的公开情况",
    "documents": "工作制度",
}
_TEMPLATES = Path(__file__).parent / "templates"
_STAMP = max(path.stat().st_mtime_ns for path in _TEMPLATES.rglob("*.html"))  # a new release makes every page new


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the side navigation; `published` is None where nothing is counted."""

    label: str
    url: str
    published: int | None
    is_here: bool
    below: tuple["Item", ...] = ()
    says: str = ""


def side(nodes: Iterable[public.ColumnNode], here: str) -> tuple[Item, ...]:
    """The columns as links, the one that is open marked."""
    return _items(nodes, here, reverse("column", args=[_ANY]))


def _items(nodes: Iterable[public.ColumnNode], here: str, pattern: str) -> tuple[Item, ...]:
    return tuple(
        Item(
            each.label,
            reverse(_PAGES[each.holds]) if each.holds in _PAGES else pattern.replace(_ANY, each.key),
            (each.published or None) if each.holds not in _PAGES else None,
            each.key == here,
            _items(each.below, here, pattern),
            _SAYS.get(each.holds, ""),
        )
        for each in nodes
    )


def address(node: public.ColumnNode) -> str:
    """Where a column is: guides, institutions and applications have pages of their own."""
    page = _PAGES.get(node.holds)
    return reverse(page) if page else reverse("column", args=[node.key])


def flat(nodes: Iterable[public.ColumnNode]) -> dict[str, public.ColumnNode]:
    """Every column of a tree by its key."""
    found: dict[str, public.ColumnNode] = {}
    for each in nodes:
        found[each.key] = each
        found |= flat(each.below)
    return found


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    at: str = "home",
    changed_at: datetime | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page of plain values. What the browser has already is not sent again; nothing is shown without asking (no-cache).

    The mark of a page is made of everything that it shows, so that no change anywhere can be missed.
    """
    given = {**around(request, at), **context}
    mark = f'"{hashlib.sha256(repr((_STAMP, template, given)).encode()).hexdigest()[:32]}"'
    moment = int(changed_at.timestamp()) if changed_at else None
    is_plain = status == 200 and ELDER not in request.GET and "messages" not in request.COOKIES
    response = get_conditional_response(request, etag=mark, last_modified=moment) if is_plain else None
    if response is None:
        response = drawn(request, f"portal/disclosure/{template}.html", given, status=status)
    if is_plain:
        response.headers["ETag"] = mark
    if is_plain and moment:
        response.headers["Last-Modified"] = http_date(moment)
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response
