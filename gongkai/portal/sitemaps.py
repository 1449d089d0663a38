"""The site map for search engines, in parts of ten thousand documents, and what they may visit."""

from datetime import datetime
from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.documents import public
from gongkai.portal import document_page, report_data, report_page
from gongkai.portal.disclosure import flat
from gongkai.portal.feeds import updated_at
from gongkai.reports import public as reports

IN_A_PART = 10_000
_PAGES = (
    "home",
    "library",
    "interpretations",
    "gazette",
    "guides",
    "bodies",
    "catalogue",
    "places",
    "apply",
    "replies",
    "reports",
    "archive",
)
_CLOSED = ("desk/", "accounts/", "progress/", "search/", "apply/begin/", "tools/check/kept/")
_XML = "application/xml; charset=utf-8"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The parts of the map: the pages, then all documents."""
    many = -(-public.many() // IN_A_PART)
    parts = [reverse("sitemap-pages"), *(reverse("sitemap-part", args=[part]) for part in range(1, many + 1))]
    context = {"addresses": [document_page.absolute(part) for part in parts]}
    return render(request, "portal/disclosure/sitemap_index.xml", context, content_type=_XML)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The pages that are no documents."""
    paths = [reverse(name) for name in _PAGES]
    paths += [reverse("column", args=[key]) for key in _leaves()]
    paths += [reverse("topic", args=[each.key]) for each in public.topics() if each.published]
    paths += [reverse("body", args=[each.slug]) for each in public.body_names()]
    paths += [reverse("issue", args=[each.year, each.number]) for each in public.gazette()]
    places: list[tuple[str, datetime | None]] = [(document_page.absolute(path), None) for path in paths]
    places += [
        (document_page.absolute(report_page.path(each)), report_data.moment(each.corrected_on or each.published_on))
        for each in reports.reports()
    ]
    return render(request, "portal/disclosure/sitemap.xml", {"places": places}, content_type=_XML)


@require_safe
def part(request: HttpRequest, number: int) -> HttpResponse:
    """Ten thousand documents, the oldest first, so that a full part hardly changes any more."""
    rows = public.every(public.Wanted(), on=timezone.localdate(), skip=max(0, number - 1) * IN_A_PART)
    places = [(document_page.address(row.key), updated_at(row)) for row in islice(rows, IN_A_PART)]
    if number < 1 or not places:
        raise Http404
    return render(request, "portal/disclosure/sitemap.xml", {"places": places}, content_type=_XML)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone, and where the map is. Under a path of a portal the portal's own file has to say it."""
    del request
    home = reverse("home")
    lines = ["User-agent: *", *(f"Disallow: {home}{path}" for path in _CLOSED)]
    lines.append(f"Sitemap: {document_page.absolute(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _leaves() -> dict[str, public.ColumnNode]:
    """Every column that holds documents itself."""
    found = flat(public.columns())
    return {key: each for key, each in found.items() if each.published and not each.below}
