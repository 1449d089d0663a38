"""The first page of the platform, and what stands beside the documents: guides, bodies, the basic catalogue, places."""

import csv
import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.applications import public as offices
from gongkai.core.spreadsheets import harmless
from gongkai.documents import public
from gongkai.portal import disclosure, listing
from gongkai.portal.disclosure import page
from gongkai.portal.document_views import sent
from gongkai.reports import public as reports

_LATEST = 8
_CATALOGUE = ("责任单位", "栏目", "公开事项", "公开内容", "依据", "公开时限", "公开渠道")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The five fixed items (国办公开办函〔2019〕61号), what is new, and the numbers of the year."""
    today = timezone.localdate()
    columns = public.columns()
    by_key = disclosure.flat(columns)
    this_year = public.documents(public.Wanted(year=today.year), on=today, on_a_page=1)
    normative = public.Wanted(is_normative=True, validity="in_force")
    context = {
        "five": disclosure.side(columns, ""),
        "statutory": disclosure.side(by_key["statutory"].below, "") if "statutory" in by_key else (),
        "latest": public.latest(public.Wanted(genre="document"), on=today, most=_LATEST),
        "interpretations": public.latest(public.Wanted(genre="interpretation"), on=today, most=5),
        "topics": public.topics(),
        "issues": public.gazette()[:2],
        "this_year": this_year,
        "normative": public.documents(normative, on=today, on_a_page=1),
        "everything": sum(each.published for each in columns),
    }
    return page(request, "home", context)


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """The guides of all bodies (第十二条)."""
    every = public.bodies()
    context = {
        "guided": tuple(each for each in every if each.has_guide),
        "without": tuple(each for each in every if not each.has_guide),
        "side": disclosure.side(public.columns(), "guide"),
    }
    return page(request, "guides", context)


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """The guide of one body."""
    found = public.guide(slug)
    if found is None:
        raise Http404
    return page(request, "guide", {"guide": found, "side": disclosure.side(public.columns(), "guide")})


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies of the platform."""
    context = {"bodies": public.bodies(), "side": disclosure.side(public.columns(), "institution")}
    return page(request, "bodies", context)


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """One body: what it is, what it published, what it has to publish, and how to apply there."""
    today = timezone.localdate()
    found = public.body(slug)
    if found is None:
        raise Http404
    chosen = listing.filters(request.GET, ("kind", "year", "validity"), on=today)
    wanted = listing.wanted(chosen, body=slug)
    office: Any = next((each for each in offices.bodies(today) if each.slug == slug), None)
    context = {
        "body": found,
        "institution": public.institution(slug),
        "office": office,
        "duties": public.duties(slug),
        "has_reports": reports.has_reports(slug),
        "filters": chosen,
        "is_filtered": wanted != public.Wanted(body=slug),
        "listed": public.documents(wanted, on=today, page=listing.number(request.GET)),
        "side": disclosure.side(public.columns(), "institution"),
    }
    return page(request, "body", context)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The basic catalogue: who has to disclose what, where and within which time."""
    chosen = listing.filters(request.GET, ("body",), on=timezone.localdate())
    slug = next((each.chosen.value for each in chosen if each.chosen), "")
    rows = public.duties(slug)
    if request.GET.get("as") == "csv":
        return sent(request, "主动公开基本目录.csv", "csv", _csv(rows))
    context = {"rows": rows, "filters": chosen, "is_filtered": bool(slug), "slug": slug}
    return page(request, "catalogue", context)


def _csv(rows: tuple[public.DutyRow, ...]) -> bytes:
    """With a byte order mark, which is how WPS and Excel know that it is UTF-8; nothing in it is a formula."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(_CATALOGUE)
    for each in rows:
        values = (each.body_name, each.column_label, each.name, each.content, each.basis, each.time_limit)
        writer.writerow([harmless(value) for value in (*values, "、".join(each.channels))])
    return made.getvalue().encode("utf-8-sig")


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Where paper is read (第二十五条), the public enterprises (第五十五条), and the accounts on new media."""
    context = {
        "places": public.reading_places(),
        "enterprises": public.enterprises(),
        "accounts": public.accounts(),
        "side": disclosure.side(public.columns(), ""),
    }
    return page(request, "places", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can read, and whom to tell where somebody cannot."""
    return page(request, "accessibility", {"side": disclosure.side(public.columns(), "")})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the platform is, with all its pages on one."""
    columns = public.columns()
    context = {"side": disclosure.side(columns, ""), "topics": public.topics(), "bodies": public.body_names()}
    return page(request, "about", context)
