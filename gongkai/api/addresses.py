"""The public addresses of what an answer names, from the host that was asked."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse

_WITHOUT_PAGES = {
    "document": "documents/{}/",
    "document-file": "documents/{}/files/{}/",
    "issue": "gazette/{}/{}/",
    "report": "reports/{}/{}/",
    "report-file": "reports/{}/{}/report.{}",
    "district-report": "reports/{}/{}/district/",
    "district-report-file": "reports/{}/{}/district/report.{}",
}


def of(request: HttpRequest, name: str, *values: object) -> str:
    """The whole address of a page of the portal."""
    try:
        path = reverse(name, args=values)
    except NoReverseMatch:
        path = get_script_prefix() + _WITHOUT_PAGES[name].format(*values)
    return request.build_absolute_uri(path)


def beside(request: HttpRequest, **changes: object) -> str:
    """The same address with other parameters; None takes one away."""
    given = request.GET.copy()
    for name, value in changes.items():
        given.pop(name, None)
        if value is not None:
            given[name] = str(value)
    asked = f"?{given.urlencode()}" if given else ""
    return request.build_absolute_uri(request.path + asked)
