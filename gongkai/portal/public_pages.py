"""The frame of the public pages: whose platform, which day, who is asking; and pages that nobody else may keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from gongkai.applications import public

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the main navigation."""

    url: str
    label: str


NAVIGATION = (
    Place("apply", "依申请公开"),
    Place("progress", "申请进度"),
    Place("replies", "答复选登"),
    Place("feedback", "监督与建议"),
    Place("check", "年度报告检查"),
)


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    at: str = "apply",
    status: int = 200,
) -> HttpResponse:
    """A page in the public frame; `at` is the entry of the navigation it belongs to."""
    around = {"site": public.site(), "today": timezone.localdate(), "navigation": NAVIGATION, "at": at}
    return render(request, f"portal/apply/{template}.html", {**around, **(context or {})}, status=status)


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
