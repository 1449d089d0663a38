"""What every answer carries: the headers that restrict a browser, and one line in the log."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

_log = logging.getLogger("gongkai.requests")


def restrict(answer: Answer) -> Answer:
    """A page may load from its own site only, and nobody may frame it."""

    def restricted(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response

    return restricted


def log_requests(answer: Answer) -> Answer:
    """Method, route, status and time of each request; the route is the pattern of the address, never the address."""

    def logged(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = answer(request)
        match = request.resolver_match
        facts = {
            "method": request.method,
            "route": match.route if match else "",
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - began) * 1000),
        }
        if match is not None or response.status_code >= 400:
            _log.info("request", extra=facts)
        return response

    return logged
