"""S11: the district's own report: at a glance, its tables with the units behind every figure, what the units wrote."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from gongkai.core.editions import TABLES
from gongkai.core.findings import Verdict
from gongkai.core.reports.life import HANDED_IN
from gongkai.desk.reports import drawing, folder, merging
from gongkai.desk.reports.folder import Folder
from gongkai.desk.visits import Visit, page
from gongkai.reports import access, figures
from gongkai.reports.drafts import PART_LABELS
from gongkai.reports.models import AnnualReport, PublishedReport

_MOST_CARDS = 12
KINDS = (("docx", "Word"), ("pdf", "PDF"), ("xlsx", "Excel"), ("json", "JSON"))


def opened(visit: Visit, year: int) -> Folder:
    """The district's report of a year, for those who may see it."""
    found = access.visible(visit.actor).filter(level="district", round__year=year).first()
    if found is None:
        raise access.Absent
    return folder.of(visit, found)


def shown(visit: Visit, whole: Folder, part: str, units: list[AnnualReport]) -> dict[str, Any]:
    """What every page of the district's report has around itself."""
    examination = whole.draft.judgement.examination
    unchecked = {each.code for each in examination.findings if each.verdict is Verdict.NOT_CHECKABLE}
    failed = {each.code for each in examination.findings if each.verdict is Verdict.FAIL}
    return whole.context(part) | {
        "round": whole.report.round,
        "steps": merging.steps(whole.report, units),
        "tabs": merging.tabs(whole),
        "sees_board": visit.actor.sees_all,
        "passed": len(examination.passed),
        "failed": len(failed),
        "unchecked": len(unchecked - failed),
        "kinds": KINDS,
    }


@require_GET
@page
def whole(visit: Visit, year: int) -> HttpResponse:
    """At a glance: where it stands, what bars it, which units are silent, what was adjusted, what is public."""
    found = opened(visit, year)
    units = list(found.draft.figures.units)
    published = PublishedReport.objects.filter(report=found.report).prefetch_related("files", "errata").first()
    context = shown(visit, found, "", units) | {
        "bars": merging.bars(found) if found.report.stage != "published" else [],
        "silent": merging.silent(found),
        "waiting": [each for each in units if each.stage not in HANDED_IN],
        "unread": [each for each in units if each.stage == "submitted"],
        "adjustments": merging.adjustments(found),
        "published": published,
        "drift": _drift(found),
    }
    return visit.render("desk/reports/merge.html", context)


def _drift(found: Folder) -> list[tuple[str, Any, Any]]:
    """What would be other figures today than when it was handed in."""
    edition = found.draft.figures.edition
    changed = figures.moved(found.report, found.draft.figures)
    return [(edition.where(cell), old, new) for cell, (old, new) in changed.items()]


@require_GET
@page
def table(visit: Visit, year: int, table: str) -> HttpResponse:
    """One table; `?cell=` opens the units behind a figure."""
    if table not in TABLES:
        raise access.Absent
    found = opened(visit, year)
    units = list(found.draft.figures.units)
    asked = visit.request.GET.get("cell", "")
    chosen = asked if asked.startswith(f"{table}.") and asked in found.draft.figures.cells else ""
    cards = drawing.margin(found.draft, table)
    sheet = drawing.sheet(found.draft, table, address=lambda cell: f"?cell={cell}#drill", chosen=chosen)
    context = shown(visit, found, table, units) | {
        "sheet": merging.so_far(sheet, found.draft.figures.cells),
        "waiting": sum(each.stage not in HANDED_IN for each in units),
        "cards": [(card, merging.culprits(found, card, units)) for card in cards[:_MOST_CARDS]],
        "more": max(0, len(cards) - _MOST_CARDS),
        "equations": [card.equation for card in cards if card.equation][:3],
        "may_send_back": access.is_office(visit.actor),
        "drill": merging.drill(found, chosen, units) if chosen else None,
    }
    return visit.render("desk/reports/merge_table.html", context)


@require_GET
@page
def texts(visit: Visit, year: int, part: str) -> HttpResponse:
    """The district's own text of a part above what each unit wrote; search, and who wrote the same."""
    if part not in PART_LABELS or part in TABLES:
        raise access.Absent
    found = opened(visit, year)
    units = list(found.draft.figures.units)
    given = visit.request.GET
    words = given.get("q", "").strip()[:60]
    wanted = {int(each) for each in given.getlist("unit") if each.isdecimal()}
    wrote = merging.wrote(units, part, words, {each.pk for each in units} if given.get("all") else wanted)
    context = shown(visit, found, part, units) | {
        "own": found.draft.report.texts.get(part, ""),
        "wrote": wrote,
        "words": words,
        "is_all": bool(given.get("all")),
        "missing": [each.body.short for each in units if each.stage not in HANDED_IN],
        "alike": sum(bool(each.like) for each in wrote),
    }
    return visit.render("desk/reports/merge_texts.html", context)
