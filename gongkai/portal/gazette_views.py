"""The government gazette (政府公报): the issues by year, one issue with its contents, and the printed issue."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.documents import public
from gongkai.portal import disclosure
from gongkai.portal.document_views import sent


@require_safe
def gazette(request: HttpRequest) -> HttpResponse:
    """All issues, the newest year first."""
    issues = public.gazette()
    years = tuple((year, tuple(each)) for year, each in groupby(issues, key=lambda issue: issue.year))
    context = {"years": years, "side": disclosure.side(public.columns(), "")}
    return disclosure.page(request, "gazette", context, at="gazette")


@require_safe
def issue(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One issue."""
    found = public.issue(year, number, on=timezone.localdate())
    if found is None:
        raise Http404
    context = {"found": found, "issue": found.issue, "side": disclosure.side(public.columns(), "")}
    return disclosure.page(request, "issue", context, at="gazette")


@require_safe
def printed(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The issue as it was printed."""
    found = public.issue_file(year, number)
    if found is None:
        raise Http404
    return sent(request, found.name, "pdf", found.data, found.sha256)
