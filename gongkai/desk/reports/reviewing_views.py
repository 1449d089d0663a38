"""What the office does with one unit's report: send it back point by point, accept it, many at once, excuse, include, compare."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.core.findings import Weight
from gongkai.core.life import NotAllowed
from gongkai.core.reports.life import LIFE
from gongkai.desk.answers import said
from gongkai.desk.reports import beside, drawing, folder
from gongkai.desk.reports.collecting_forms import Accept, Excuse, Points, first_points
from gongkai.desk.reports.collecting_views import crumbs, found_round, shown_form
from gongkai.desk.visits import Visit, page
from gongkai.reports import access, actions
from gongkai.reports.judging import Judged
from gongkai.reports.models import AnnualReport

_MOST = 100  # reports accepted at once
_SHOWN = 12  # findings beside a form


def of_office(visit: Visit, number: int) -> AnnualReport:
    """A unit's report for a deed of the office."""
    if not access.is_office(visit.actor):
        raise access.Absent
    return access.report(visit.actor, number)


def _way(report: AnnualReport) -> list[tuple[str, str]]:
    return crumbs(report.round, (report.body.short, reverse("desk-report", args=(report.pk,))))


def _open(visit: Visit, report: AnnualReport) -> list[Judged]:
    """What the checks still say, without notes."""
    found = folder.of(visit, report).draft.judgement.open_failures
    return [each for each in found if each.finding.weight is not Weight.NOTE]


def refuse(form: Any, report: AnnualReport, error: Exception) -> None:  # noqa: ANN401
    """What is wrong, in the form; after a change by somebody else the version of now, so that it can be handed in again."""
    form.add_error(None, said(error))
    if isinstance(error, actions.Stale):
        report.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = report.version


@require_http_methods(["GET", "POST"])
@page
def send_back(visit: Visit, number: int) -> HttpResponse:
    """Send back: each point at its place, taken from a finding or written anew."""
    report = of_office(visit, number)
    listed = _open(visit, report)
    picked = [each for each in listed if each.fingerprint in visit.request.GET.getlist("finding")]
    chosen = [(_place(each), each.finding.says) for each in picked]
    chosen += [(place, "") for place in visit.request.GET.getlist("place")]
    first = {"version": report.version, **first_points(report, chosen)}
    form = Points(report, visit.request.POST or None, initial=first)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.return_(number, form.points(), by=visit.actor, at=timezone.now(), version=version)
            messages.success(visit.request, f"{report.body.short}的年报已退回，指出 {len(form.points())} 处。")
            return redirect("desk-collect", year=report.year)
        except (ValidationError, NotAllowed, actions.Stale) as error:
            refuse(form, report, error)
    context = {
        "report": report,
        "form": form,
        "crumbs": _way(report),
        "findings": [(each, drawing.title_of(each.finding)) for each in listed[:_SHOWN]],
        "chosen": {each.fingerprint for each in picked},
        "may_return": report.stage in LIFE.move("return").stages,
        "at": "reports",
    }
    return visit.render("desk/reports/collect_return.html", context, status=422 if form.errors else 200)


def _place(each: Judged) -> str:
    return each.finding.cells[0] if each.finding.cells else drawing.part_of(each.finding)


@require_http_methods(["GET", "POST"])
@page
def accept(visit: Visit, number: int) -> HttpResponse:
    """Accept, with what the checks still say before the eyes; errors bar publishing, not this."""
    report = of_office(visit, number)
    form = Accept(visit.request.POST or None, initial={"version": report.version})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.accept(number, by=visit.actor, at=timezone.now(), note=given["note"], version=given["version"])
            messages.success(visit.request, f"{report.body.short}的年报已通过。")
            if report.is_district:
                return redirect("desk-whole", year=report.year)
            return redirect("desk-collect", year=report.year)
        except (ValidationError, NotAllowed, actions.Stale) as error:
            refuse(form, report, error)
    listed = _open(visit, report)
    context = {
        "report": report,
        "findings": [(each, drawing.title_of(each.finding)) for each in listed[:_SHOWN]],
        "errors": sum(each.finding.is_error for each in listed),
        "template_told": "findings",
    }
    return shown_form(
        visit, form, title=f"审核通过：{report.body.short}", button="审核通过",
        back=reverse("desk-report", args=(number,)), crumbs=_way(report), **context,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@page
def in_bulk(visit: Visit, year: int) -> HttpResponse:
    """Accept many at once: those that wait and have no open errors can be ticked; the others say why not."""
    this = found_round(visit, year)
    if not access.is_office(visit.actor):
        raise access.Absent
    waiting = list(this.reports.filter(level="unit", stage="submitted").select_related("body").order_by("body_id"))
    given = visit.request.POST
    if given:
        wanted = [int(each) for each in given.getlist("report") if each.isdecimal()][:_MOST]
        good = [each for each in waiting if each.pk in wanted and not each.errors]
        done, refused = _accept_each(visit, good, given.get("note", ""))
        if done:
            messages.success(visit.request, f"已通过 {len(done)} 个单位：{'、'.join(done)}。")
        for words in refused:
            messages.error(visit.request, words)
        if done and not refused:
            return redirect("desk-collect", year=year)
        if not wanted:
            messages.error(visit.request, "请先勾选要通过的单位")
        waiting = [each for each in waiting if each.body.short not in done]
    context = {"round": this, "rows": waiting, "good": sum(not each.errors for each in waiting), "at": "reports"}
    return visit.render("desk/reports/collect_accept.html", context, status=422 if given else 200)


def _accept_each(visit: Visit, reports: list[AnnualReport], note: str) -> tuple[list[str], list[str]]:
    """Names of those accepted, and in words why others were not."""
    done, refused = [], []
    for each in reports:
        try:
            found = actions.accept(each.pk, by=visit.actor, at=timezone.now(), note=note, version=each.version)
            done.append(found.body.short)
        except (ValidationError, NotAllowed, actions.Stale) as error:
            refused.append(f"{each.body.short}：{'；'.join(said(error).messages)}")
    return done, refused


@require_http_methods(["GET", "POST"])
@page
def excuse(visit: Visit, number: int) -> HttpResponse:
    """A unit that hands in nothing of its own."""
    report = of_office(visit, number)
    form = Excuse(report, visit.request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.excuse(number, by=visit.actor, at=timezone.now(), reason=given["reason"], to=given["to"])
            messages.success(visit.request, f"{report.body.short}已登记为不单独报送。")
            return redirect("desk-collect", year=report.year)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    return shown_form(
        visit, form, title=f"不单独报送：{report.body.short}", button="登记",
        back=reverse("desk-report", args=(number,)), crumbs=_way(report),
    )  # fmt: skip


@require_POST
@page
def include(visit: Visit, number: int) -> HttpResponse:
    """It hands in after all."""
    report = of_office(visit, number)
    try:
        actions.include(number, by=visit.actor, at=timezone.now())
        messages.success(visit.request, f"{report.body.short}已恢复报送；它的数据不再计入别的单位。")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return redirect("desk-report", number=number)


@require_GET
@page
def compare(visit: Visit, number: int) -> HttpResponse:
    """This year beside last year: the figures that changed most first, the texts side by side."""
    opened = folder.opened(visit, number)
    found = beside.of(opened.draft)
    context = opened.context() | {
        "beside": found,
        "crumbs": _way(opened.report) if visit.actor.sees_all else [],
        "is_office": access.is_office(visit.actor),
    }
    return visit.render("desk/reports/collect_beside.html", context)
