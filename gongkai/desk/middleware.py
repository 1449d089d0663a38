"""What holds for every page behind the sign-in: not stored by browsers, and a second factor where the house wants one."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

Answer = Callable[[HttpRequest], HttpResponse]


def guard_the_desk(answer: Answer) -> Answer:
    """Pages of the desk are for one person: no cache keeps them, no other site learns their address."""

    def guarded(request: HttpRequest) -> HttpResponse:
        desk = reverse("desk")
        if not request.path.startswith(desk):
            return answer(request)
        if settings.REQUIRE_SECOND_FACTOR and request.user.is_authenticated and not is_mfa_enabled(request.user):
            messages.warning(request, "请先设置两步验证，再进入工作台。")
            return redirect("mfa_index")
        response = answer(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return guarded
