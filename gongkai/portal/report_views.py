"""Published annual reports: the list by year, the reports of one body, one report, its charts, its files, one of its figures."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from gongkai.documents import public as documents
from gongkai.portal import disclosure, listing, report_data, report_page
from gongkai.portal.disclosure import page
from gongkai.portal.document_views import sent
from gongkai.portal.report_tables import written
from gongkai.reports import public
from gongkai.writing.charts import Chart, svg

HOLDS = "reports"
WIDTHS = {"wide": 720, "half": 560, "narrow": 360}  # of a picture on a page, of two side by side, on a telephone


@require_safe
def reports(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The reports of one year, the newest where none is named; and those that were published as documents."""
    years = public.years()
    if year is not None and year not in years:
        raise Http404
    shown = year or (years[0] if years else None)
    columns = documents.columns()
    key = _key(columns)
    context = {
        "years": years,
        "year": shown,
        "is_first": year is None,
        "rows": _listed(public.reports(year=shown)) if shown else (),
        "listed": _old(request, key) if year is None and key else None,
        "side": disclosure.side(columns, key),
    }
    return page(request, "reports/list", context)


def _listed(rows: tuple[public.Row, ...]) -> tuple[tuple[public.Row, str, tuple[str, ...]], ...]:
    """Each report with its path and the figures of the list."""
    return tuple(
        (each, report_page.path(each), tuple(map(written, (each.received, each.handled, each.carried_out))))
        for each in rows
    )


def _key(columns: tuple[documents.ColumnNode, ...]) -> str:
    """The column in which annual reports stand that were published as documents; "" where there is none."""
    return next((each.key for each in disclosure.flat(columns).values() if each.holds == HOLDS), "")


def _side() -> tuple[disclosure.Item, ...]:
    columns = documents.columns()
    return disclosure.side(columns, _key(columns))


def _old(request: HttpRequest, key: str) -> documents.Listed:
    wanted = documents.Wanted(column=key)
    return documents.documents(wanted, on=timezone.localdate(), page=listing.number(request.GET))


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """The reports of one body, year by year."""
    rows = public.reports(body=slug)
    if not rows:
        raise Http404
    context = {
        "slug": slug,
        "name": rows[0].body_name,
        "rows": _listed(rows),
        "side": _side(),
    }
    return page(request, "reports/body", context)


@require_safe
def report(request: HttpRequest, slug: str, year: int, level: str) -> HttpResponse:
    """The page of one report."""
    found = _found(slug, year, level)
    shown = report_page.shown(found)
    context = {
        "shown": shown,
        "row": found.row,
        "side": _side(),
        "tags": report_data.tags(shown),
        "linked": report_data.linked(shown, found),
        "citation": report_data.citation(shown, on=timezone.localdate()),
    }
    return page(request, "reports/report", context)


@require_safe
def figure(request: HttpRequest, slug: str, year: int, level: str, cell: str) -> HttpResponse:
    """One figure of the district with the units that gave it."""
    opened = report_page.opened(_found(slug, year, level), cell)
    if opened is None:
        raise Http404
    context = {"opened": opened, "row": opened.row, "side": _side()}
    return page(request, "reports/figure", context)


@require_safe
def chart(request: HttpRequest, slug: str, year: int, level: str, number: int, size: str) -> HttpResponse:
    """A chart of a report, as it was published."""
    charts = {each.number: each.chart for each in _found(slug, year, level).charts}
    return drawn(request, charts.get(number), size)


@require_safe
def file(request: HttpRequest, slug: str, year: int, level: str, kind: str) -> HttpResponse:
    """The report as a file."""
    found = public.file(slug, year, level, kind)
    if found is None:
        raise Http404
    return sent(request, found.name, found.kind, found.data, found.sha256)


@require_safe
def picture(request: HttpRequest, slug: str, year: int, level: str, number: int) -> HttpResponse:
    """An uploaded picture of a report, as it was rebuilt."""
    found = public.picture(slug, year, level, number)
    if found is None:
        raise Http404
    return sent(request, found.name, found.kind, found.data, found.sha256)


def _found(slug: str, year: int, level: str) -> public.Page:
    found = public.report(slug, year, level)
    if found is None:
        raise Http404
    return found


def drawn(request: HttpRequest, chart: Chart | None, size: str) -> HttpResponse:
    """A picture at its own address: nothing in it is run or fetched."""
    if chart is None or size not in WIDTHS:
        raise Http404
    data = svg(chart, wide=WIDTHS[size])
    mark = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=mark)
    if response is None or response.status_code != 304:
        response = HttpResponse(data, content_type="image/svg+xml")
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["ETag"] = mark
    response.headers["Cache-Control"] = "no-cache"
    return response
