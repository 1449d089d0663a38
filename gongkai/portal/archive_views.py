"""The archive for everybody: a year as a whole, a body over the years, one report back to the printed page, and how it was read."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import duckdb
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from gongkai.archive import Answer, Damaged, Kept, Refused, measures
from gongkai.core.reports import State
from gongkai.portal import archive_choices as choices
from gongkai.portal import archive_files, archive_pages, archive_proofs, errors, listing, report_page
from gongkai.portal.disclosure import page
from gongkai.portal.document_views import sent
from gongkai.portal.report_views import drawn
from gongkai.reports import public
from gongkai.reports.public import archived

_Made = TypeVar("_Made", bound=HttpResponseBase)
_LOG = logging.getLogger("gongkai.portal")
_ON_A_PAGE = 50
_MOST_NAMED = 300  # bodies without a report
_MOST_OUTLIERS = 30
_MOST_WHOLES = 20  # governments in no sum


def answered(view: Callable[..., _Made]) -> Callable[..., _Made | HttpResponse]:
    """What the archive cannot answer just now is said in words."""

    @wraps(view)
    def asked(request: HttpRequest, **values: Any) -> _Made | HttpResponse:  # noqa: ANN401 - what the address holds
        try:
            return view(request, **values)
        except archived.Busy:
            response = errors.page(request, errors.BUSY)
            response.headers["Retry-After"] = "30"
            return response
        except Refused as error:
            return errors.page(request, errors.no_answer(str(error)))
        except (Damaged, duckdb.Error):
            _LOG.exception("the archive did not answer")
            return errors.page(request, errors.no_answer(""))

    return asked


@require_safe
@answered
def overview(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """One year of all bodies, or of those that were chosen; the newest year where none is named."""
    by_year = archived.ask("years")
    years = choices.years(by_year)
    if not years:
        return page(request, "archive/empty", {})
    shown = year or years[0]
    if shown not in years:
        raise Http404
    among = choices.among(request.GET)
    found = archived.overview(shown, among.parent, among.kind)
    if file := archive_files.asked(request, found.measures, f"{shown}年年度报告汇总"):
        return file
    sums, rates = archive_pages.measures(found.measures)
    standing_out = archived.outliers(shown, among.parent, among.kind).records()
    context = {
        "years": years,
        "year": shown,
        "among": among,
        "reports": found.reports,
        "missing": found.missing[:_MOST_NAMED],
        "missing_many": len(found.missing),
        "sums": sums,
        "rates": rates,
        "wholes": [
            each | {"own": archive_pages.shown(each, "received")} for each in found.wholes.records()[:_MOST_WHOLES]
        ],
        "wholes_many": len(found.wholes.rows),
        "errata": archive_proofs.errata(
            each["report"] for each in archived.figures(shown, among.parent, among.kind).records()
        ),
        "outliers": standing_out[:_MOST_OUTLIERS],
        "outliers_many": len(standing_out),
        "fewest": measures.FEWEST,
        "outcomes": archive_pages.pictured(archive_pages.chart_of_outcomes(found.measures, shown)),
        "trend": None if among.is_chosen else archive_pages.pictured(archive_pages.chart_of_years(by_year)),
        "kinds": archive_files.KINDS,
    }
    return page(request, "archive/overview", context)


@require_safe
@answered
def chart_of_years(request: HttpRequest, size: str) -> HttpResponse:
    """The sums of all reports year by year."""
    return drawn(request, archive_pages.chart_of_years(archived.ask("years")), size)


@require_safe
@answered
def chart_of_outcomes(request: HttpRequest, year: int, size: str) -> HttpResponse:
    """How the applications of a year ended."""
    among = choices.among(request.GET)
    found = archived.overview(year, among.parent, among.kind)
    return drawn(request, archive_pages.chart_of_outcomes(found.measures, year), size)


@require_safe
@answered
def bodies(request: HttpRequest) -> HttpResponse:
    """Every body that has a report, or is known to have none."""
    words = request.GET.get("q", "").strip()[:60]
    every = archived.bodies()
    found = [each for each in every.records() if all(choices.is_named(each, word) for word in words.split())]
    if file := archive_files.asked(request, every, "报告库里的单位"):
        return file
    pages = max(1, -(-len(found) // _ON_A_PAGE))
    at = min(listing.number(request.GET), pages)
    rows = found[(at - 1) * _ON_A_PAGE : at * _ON_A_PAGE]
    context = {
        "words": words,
        "rows": [(each, archive_pages.KINDS.get(each["kind"] or "", "其他")) for each in rows],
        "many": len(found),
        "is_empty": not every.rows,
        "listed": {"page": at, "pages": pages},
        "kinds": archive_files.KINDS,
    }
    return page(request, "archive/bodies", context)


@require_safe
@answered
def body(request: HttpRequest, key: str) -> HttpResponse:
    """A body over the years, with those that it came from, and where one year does not follow from the other."""
    known = choices.known(key)
    if known is None:
        raise Http404
    series = archived.series(key)
    if file := archive_files.asked(request, series, f"{known['name']}历年年度报告"):
        return file
    charts = archive_pages.charts_of_body(series, key)
    parent = choices.known(known["parent"]) if known["parent"] else None
    context = {
        "key": key,
        "body": known,
        "kind": archive_pages.KINDS.get(known["kind"] or "", "其他"),
        "parent": parent,
        "years": archive_pages.years(series, key),
        "charts": [(name, archive_pages.pictured(each)) for name, each in charts.items()],
        "breaks": _breaks(key, series),
        "errata": archive_proofs.errata(each["report"] for each in series.records()),
        "last": max((row[0] for row in series.rows), default=None),
        "kinds": archive_files.KINDS,
    }
    return page(request, "archive/body", context)


def _breaks(key: str, series: Answer) -> list[tuple[str, str]]:
    """What does not follow from the year before, with the cell in the report of the later year."""
    reports = {(each["body"], each["year"]): each["report"] for each in series.records()}
    return [
        (
            each["says"],
            archive_proofs.address(reports.get((each["body"], each["year"])), each["cell"]) if each["cell"] else "",
        )
        for each in archived.breaks(key).records()
    ]


@require_safe
@answered
def chart_of_body(request: HttpRequest, key: str, name: str, size: str) -> HttpResponse:
    """One of the pictures of a body."""
    found = archive_pages.charts_of_body(archived.series(key), key) if choices.known(key) else {}
    return drawn(request, found.get(name), size)


@require_safe
@answered
def report(request: HttpRequest, number: str) -> HttpResponse:
    """One report: every figure with what is printed and where, the file, what the checks say."""
    if not _is_there(number):
        raise Http404
    kept = archived.report(number)
    if file := archive_files.asked(
        request, archive_pages.cells(kept), f"{kept.reading.report.body}{kept.reading.report.year}"
    ):
        return file
    cells = kept.reading.report.cells
    context = {
        "kept": kept,
        "report": kept.reading.report,
        "known": choices.known(kept.body) if kept.body else None,
        "tables": archive_pages.lines(kept),
        "findings": archive_pages.findings(kept),
        "counts": {archive_pages.STATES[each]: sum(cell.state is each for cell in cells.values()) for each in State},
        "files": kept.files,
        **_published(kept),
        "is_web": kept.origin.startswith(("http://", "https://")),
        "kinds": archive_files.KINDS,
    }
    return page(request, "archive/report", context)


def _published(kept: Kept) -> dict[str, object]:
    """The page of a report tallied here, and the day of its last erratum; nothing for a file that was read."""
    slug, _, rest = kept.id.partition("/")
    year, _, level = rest.partition("/")
    if kept.version is None or not year.isdecimal() or level not in public.LEVELS:
        return {}
    found = public.report(slug, int(year), level)
    return {"own": report_page.path(found.row), "corrected_on": found.row.corrected_on} if found else {}


def _is_there(number: str) -> bool:
    return bool(archived.ask("SELECT id FROM reports WHERE id = $id LIMIT 1", id=number).rows)


@require_safe
@answered
def original(request: HttpRequest, number: str, position: int) -> HttpResponse:
    """A file of a report, as it was found: to save, never to open here."""
    kept = archived.report(number) if _is_there(number) else None
    if kept is None or not 0 < position <= len(kept.files):
        raise Http404
    name, digest = kept.files[position - 1]
    data = archived.raw(digest)
    if data is None:
        raise Http404
    whole = name if "." in name else f"{kept.reading.report.body}{kept.reading.report.year or ''}.{name}"
    return sent(request, whole, whole.rpartition(".")[2].lower(), data, digest)


@require_safe
@answered
def method(request: HttpRequest) -> HttpResponse:
    """How reports were read and figures worked out, and what the figures cannot say."""
    context = {"rates": measures.RATES, "fewest": measures.FEWEST, "far": measures.FAR, "states": archive_pages.STATES}
    return page(request, "archive/method", context)
