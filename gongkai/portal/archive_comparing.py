"""Bodies of the archive against each other: up to six side by side, and by a rate with what it rests on."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.archive import Answer
from gongkai.archive.measures import FIGURES, RATES
from gongkai.core import editions
from gongkai.portal import archive_choices as choices
from gongkai.portal import archive_files, archive_pages, archive_proofs, listing
from gongkai.portal.archive_views import answered
from gongkai.portal.disclosure import page
from gongkai.reports.public import archived

MOST = 6
_MOST_CELLS = 40
_ON_A_PAGE = 100
_MOST_LEFT_OUT = 300
_LISTED = ("received", "carried_in", "handled", "carried_out")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is to be compared, as it was typed, and what is wrong with it."""

    year: int
    typed: tuple[str, ...]
    bodies: tuple[str, ...]
    cells: tuple[str, ...]
    problems: tuple[tuple[int, str], ...]  # field, says

    @property
    def fields(self) -> list[tuple[int, str, str]]:
        """Six fields with what was typed and its problem."""
        said = dict(self.problems)
        typed = [*self.typed, *[""] * (MOST - len(self.typed))]
        return [(at, each, said.get(at, "")) for at, each in enumerate(typed, 1)]


@require_safe
@answered
def compare(request: HttpRequest) -> HttpResponse:
    """Up to six bodies beside each other in one year."""
    years = choices.years(archived.ask("years"))
    if not years:
        return page(request, "archive/empty", {})
    asked = _asked(request, years)
    found = archived.compare(asked.bodies, asked.year, asked.cells) if asked.bodies and not asked.problems else None
    if found and (file := archive_files.asked(request, found, f"{asked.year}年单位比较")):
        return file
    context = {
        "years": years,
        "asked": asked,
        "names": choices.names(),
        "offered": _offered(asked),
        "found": _columns(found, asked) if found else None,
        "kinds": archive_files.KINDS,
    }
    return page(request, "archive/compare", context, status=422 if asked.problems else 200)


def _asked(request: HttpRequest, years: tuple[int, ...]) -> Asked:
    given = request.GET
    year = choices.whole(given.get("year", ""))
    typed = tuple(each.strip()[:80] for each in given.getlist("body") if each.strip())[:MOST]
    found = [choices.found(each) for each in typed]
    problems = [
        (at, f"报告库里没有“{name}”；请从列出的名称里选，或者先在单位列表里查")
        for at, (name, each) in enumerate(zip(typed, found, strict=True), 1)
        if each is None
    ]
    cells = tuple(each for each in dict.fromkeys(given.getlist("cell")) if each in _places())[:_MOST_CELLS]
    bodies = tuple(dict.fromkeys(each for each in found if each))
    return Asked(year if year in years else years[0], typed, bodies, cells, tuple(problems))


def _places() -> dict[str, str]:
    """Totals of every edition with their places in words, the newest form first."""
    found: dict[str, str] = {}
    for edition in reversed(editions.every()):
        for table in edition.tables.values():
            for cell in table.cells:
                if table.key != "applications" or cell.endswith(".total"):
                    found.setdefault(cell, edition.where(cell))
    return found


def _offered(asked: Asked) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The cells of the form of the year by table, those that were chosen marked."""
    form = archive_proofs.form(asked.year)
    places = _places()
    return [
        (
            archive_pages.TABLES[table.key],
            [(cell, places[cell].split("/", 1)[1], cell in asked.cells) for cell in table.cells if cell in places],
        )
        for table in form.tables.values()
    ]


def _columns(found: Answer, asked: Asked) -> dict[str, Any]:
    """Bodies across, figures down."""
    records = found.records()
    labels = {cell: _places()[cell] for cell in asked.cells} or FIGURES
    return {
        "bodies": [
            (each["body"], each["name"] or each["body"], each["report"], each["remark"] or "") for each in records
        ],
        "rows": [(label, [archive_pages.shown(each, key) for each in records]) for key, label in labels.items()],
        "errata": archive_proofs.errata(each["report"] for each in records),
    }


@require_safe
@answered
def figures(request: HttpRequest, year: int) -> HttpResponse:
    """The figures of every body of a year: what its sums add up, and what they leave out."""
    years = choices.years(archived.ask("years"))
    if year not in years:
        raise Http404
    among = choices.among(request.GET)
    found = archived.figures(year, among.parent, among.kind)
    if file := archive_files.asked(request, found, f"{year}年各单位件数"):
        return file
    records = found.records()
    pages = max(1, -(-len(records) // _ON_A_PAGE))
    at = min(listing.number(request.GET), pages)
    listed = records[(at - 1) * _ON_A_PAGE : at * _ON_A_PAGE]
    context = {
        "years": years,
        "year": year,
        "among": among,
        "labels": [FIGURES[key] for key in _LISTED],
        "rows": [(each, [(FIGURES[key], archive_pages.shown(each, key)) for key in _LISTED]) for each in listed],
        "many": len(records),
        "errata": archive_proofs.errata(each["report"] for each in listed),
        "listed": {"page": at, "pages": pages},
        "kinds": archive_files.KINDS,
    }
    return page(request, "archive/figures", context)


@require_safe
@answered
def ranking(request: HttpRequest, year: int, measure: str) -> HttpResponse:
    """Bodies by a rate. Sums are never ranked: a large body is not a good one."""
    years = choices.years(archived.ask("years"))
    if measure not in RATES or year not in years:
        raise Http404
    among = choices.among(request.GET)
    found = archived.ranking(year, measure, among.parent, among.kind)
    if file := archive_files.asked(request, found, f"{year}年{RATES[measure].label}"):
        return file
    records = found.records()
    judged = [each | {"rate": archive_pages.percent(each["rate"])} for each in records if not each["why"]]
    left_out = [each for each in records if each["why"]]
    pages = max(1, -(-len(judged) // _ON_A_PAGE))
    at = min(listing.number(request.GET), pages)
    context = {
        "years": years,
        "year": year,
        "measure": measure,
        "rate": RATES[measure],
        "others": [(key, each.label) for key, each in RATES.items()],
        "among": among,
        "rows": judged[(at - 1) * _ON_A_PAGE : at * _ON_A_PAGE],
        "judged": len(judged),
        "left_out": left_out[:_MOST_LEFT_OUT],
        "left_out_many": len(left_out),
        "listed": {"page": at, "pages": pages},
        "kinds": archive_files.KINDS,
        "errata": archive_proofs.errata(each["report"] for each in archived.figures(year, None, None).records()),
    }
    return page(request, "archive/ranking", context)
