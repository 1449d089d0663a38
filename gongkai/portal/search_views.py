"""Searching: the page with its filters as counts, suggestions while one types, and the description that browsers take over."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.applications import public as offices
from gongkai.core.documents import validity
from gongkai.documents import public
from gongkai.portal import document_page, listing
from gongkai.portal.disclosure import page
from gongkai.reports import public as reports

_FACETS = {"genre": "体裁", "validity": "有效性", "year": "年份", "issuer": "发文机关", "kind": "种类", "theme": "主题"}
_GENRES = {"document": "公文", "interpretation": "政策解读"}
_VALIDITY = {**validity.LABELS, **listing.VALIDITY}
_MOST_OF_A_FACET = 10
_MOST = 200
_MOST_REPORTS = 5


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet with how many results have it."""

    value: str
    label: str
    many: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search."""

    name: str
    label: str
    values: tuple[Value, ...]


def asked(request: HttpRequest, *, order: str = "") -> public.Asked:
    """The search of an address; what is none of our values is left out."""
    given = {name: request.GET.get(name, "").strip()[:_MOST] for name in ("issuer", "kind", "theme", "column", "genre")}
    year = request.GET.get("year", "")
    return public.Asked(
        words=request.GET.get("q", "").strip()[:_MOST],
        year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        validity=_known(request.GET.get("validity", ""), listing.VALIDITY),
        order=order or _known(request.GET.get("order", ""), {"newest": ""}) or "best",
        page=listing.number(request.GET),
        **{**given, "genre": _known(given["genre"], _GENRES)},
    )


def _known(value: str, values: dict[str, str]) -> str:
    return value if value in values else ""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found, or what to do where nothing was."""
    given = asked(request)
    result = public.find(given, on=timezone.localdate()) if given.words else None
    facets = _facets(given, result) if result else ()
    context: dict[str, Any] = {
        "asked": given,
        "result": result,
        "facets": facets,
        "is_narrowed": any(value.is_chosen for facet in facets for value in facet.values),
        "reports": reports.mentioning(given.words, most=_MOST_REPORTS) if given.page == 1 else (),
        "advice": () if result and result.total else public.topics(),
    }
    return page(request, "search", context)


def _facets(given: public.Asked, result: public.Result) -> tuple[Facet, ...]:
    found = (Facet(name, label, _values(name, given, result)) for name, label in _FACETS.items())
    return tuple(each for each in found if each.values)


def _values(name: str, given: public.Asked, result: public.Result) -> tuple[Value, ...]:
    """The commonest values, what was chosen always among them."""
    chosen = str(getattr(given, name) or "")
    counts = {str(value): many for value, many in result.counts.get(name, {}).items() if value}
    counts.setdefault(chosen, 0)
    counts.pop("", None)
    ordered = sorted(
        counts, key=lambda value: (value != chosen, -int(value) if name == "year" else -counts[value], value)
    )
    return tuple(
        Value(value, _label(name, value), counts[value], value == chosen) for value in ordered[:_MOST_OF_A_FACET]
    )


def _label(name: str, value: str) -> str:
    if name == "validity":
        return _VALIDITY.get(value, value)
    if name == "genre":
        return _GENRES.get(value, value)
    return f"{value}年" if name == "year" else document_page.theme(value)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Titles for what has been typed so far, in the form that browsers' own search fields take too."""
    typed = request.GET.get("q", "").strip()[:_MOST]
    titles = list(public.suggest(typed, on=timezone.localdate())) if typed else []
    response = JsonResponse([typed, titles], safe=False, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "max-age=60"
    return response


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches here."""
    context = {"site": offices.site(), "home": document_page.absolute("")}
    return render(
        request, "portal/disclosure/opensearch.xml", context, content_type="application/opensearchdescription+xml"
    )
