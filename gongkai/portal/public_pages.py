"""The frame of the public pages: whose platform, which day, who is asking; and pages that nobody else may keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from gongkai.applications import public

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the main navigation."""

    url: str
    label: str


NAVIGATION = (
    Place("home", "政府信息公开"),
    Place("library", "政策文件库"),
    Place("interpretations", "政策解读"),
    Place("gazette", "政府公报"),
    Place("apply", "依申请公开"),
    Place("replies", "答复选登"),
    Place("data", "公开数据"),
    Place("feedback", "监督与建议"),
)
FOOT = (
    Place("about", "关于本平台"),
    Place("bodies", "公开单位"),
    Place("catalogue", "基本目录"),
    Place("places", "查阅场所"),
    Place("archive", "年度报告库"),
    Place("accessibility", "无障碍声明"),
    Place("check", "年度报告检查"),
)
ELDER = "elder"
_A_YEAR = 365 * 24 * 60 * 60


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    at: str = "apply",
    status: int = 200,
) -> HttpResponse:
    """A page in the public frame; `at` is the entry of the navigation it belongs to."""
    given = {**around(request, at), **(context or {})}
    return drawn(request, f"portal/apply/{template}.html", given, status=status)


def around(request: HttpRequest, at: str) -> dict[str, Any]:
    """What the frame of every public page shows: whose platform, the day, where one is, and whether the letters are large."""
    wish = request.GET.get(ELDER, "")
    return {
        "site": public.site(),
        "today": timezone.localdate(),
        "navigation": [each for each in NAVIGATION if _is_there(each.url)],
        "foot": [each for each in FOOT if _is_there(each.url)],
        "at": at,
        "is_elder": wish == "1" if wish else request.COOKIES.get(ELDER) == "1",
    }


def drawn(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """The page; who asks for large letters by the address keeps them on every other page, without any script."""
    response = render(request, template, dict(context), status=status)
    if request.GET.get(ELDER) in {"0", "1"}:
        response.set_cookie(ELDER, request.GET[ELDER], max_age=_A_YEAR, samesite="Lax", path=reverse("home"))
    return response


@cache
def _is_there(name: str) -> bool:
    """Whether the site has a page of this name; it does not change while the program runs."""
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def private(response: HttpResponse) -> HttpResponse:
    """Nobody keeps this page, and no other site learns where it stood.

    Not `no-referrer`: browsers would then hide the origin of our own forms too, and they would be refused as forged.
    """
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form binds: what was sent, and nothing while it is only looked at."""
    return request.POST if request.method == "POST" else None


def address(request: HttpRequest) -> str:
    """Who asks, for counting only. What a proxy says is believed where the settings say how many proxies are ours."""
    trusted = int(getattr(settings, "TRUSTED_PROXIES", 0))
    hops = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    if trusted > 0 and len(hops) >= trusted:
        return hops[-trusted]
    return str(request.META.get("REMOTE_ADDR") or UNKNOWN)


def sentences(error: Exception) -> list[str]:
    """What a refusal says, as sentences for the summary."""
    return list(error.messages) if isinstance(error, ValidationError) else [str(error)]
