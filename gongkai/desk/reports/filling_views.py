"""S9: the reports of a unit, one report at a glance, its hand-in and take-back, what is said of findings, remarks."""

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.applications import access as applications
from gongkai.core.findings import Verdict, Weight
from gongkai.core.life import NotAllowed
from gongkai.core.reports.life import LIFE
from gongkai.desk.answers import said
from gongkai.desk.fields import line
from gongkai.desk.reports import drawing, folder
from gongkai.desk.reports.folder import Folder
from gongkai.desk.visits import Visit, page
from gongkai.journal.models import Entry
from gongkai.reports import access, actions, proofs
from gongkai.reports.models import AnnualReport, Remark

# The verbs that have a page here, with what is said before they are done; the others have pages of their own.
DEEDS = {
    "submit": "报送以后，数据和计入的案件按今天的台账定下来；区公开办退回或者您撤回，才能再改。错误不妨碍报送，妨碍公布。",
    "take_back": "区公开办还没有审核，可以撤回继续修改。",
}
_ELSEWHERE = {
    "return": "desk-report-return",
    "accept": "desk-report-accept",
    "sign": "desk-report-sign",
    "publish": "desk-report-publish",
    "correct": "desk-report-correct",
    "excuse": "desk-report-excuse",
    "include": "desk-report-include",
}
_SHOWN = 40  # lines of history


@require_GET
@page
def index(visit: Visit) -> HttpResponse:
    """The reports of my bodies by year; the district's office has the board instead."""
    found = access.visible(visit.actor)
    if visit.actor.sees_all:
        found = found.filter(Q(level="district") | Q(body__in=visit.actor.body_ids))
    rows = [
        (each, folder.left(each, visit.on), _next(visit, each)) for each in found.order_by("-round__year", "level")[:60]
    ]
    context = {"rows": rows, "tones": folder.TONES, "board": _board(visit), "at": "reports"}
    return visit.render("desk/reports/index.html", context)


def _board(visit: Visit) -> str:
    """The district's board, for those who may look at it."""
    if not visit.actor.sees_all:
        return ""
    return _address("desk-collect")


def _address(name: str, *arguments: object) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _next(visit: Visit, found: AnnualReport) -> tuple[str, str]:
    """The next step in a word, and where it is done."""
    may = {move.verb for move in folder.moves(visit, found)}
    address = reverse("desk-report", args=(found.pk,))
    if found.stage == "returned" and "write" in may:
        return "看退回的意见", address
    if "write" in may:
        return ("开始填报" if found.stage == "awaited" else "继续填报"), address
    return "查看", address


@require_GET
@page
def overview(visit: Visit, number: int) -> HttpResponse:
    """One report: how far it is, what is missing, what the checks say, what was done."""
    opened = folder.opened(visit, number)
    report = opened.report
    remarks = opened.draft.remarks
    written = {part for part, text in opened.draft.texts.items() if text.strip()}
    context = opened.context() | {
        "checklist": [each for each in opened.demands if each.verdict is not Verdict.PASS and each.part in written],
        "unwritten": _unwritten(opened, written),
        "passed": sum(each.verdict is Verdict.PASS for each in opened.demands),
        "findings": _listed(opened),
        "unchecked": [each for each in opened.draft.judgement.judged if each.finding.verdict is Verdict.NOT_CHECKABLE],
        "carried": _carried(visit, opened.draft.carried),
        "points": [_placed(report, each) for each in remarks if each.kind == "return" and not each.settled_on],
        "remarks": [_placed(report, each) for each in remarks if each.kind == "comment" or each.settled_on],
        "history": _history(report),
        "deeds": _deeds(opened),
        "counts": {weight.value: opened.draft.judgement.count(weight) for weight in Weight},
        "file": _address("desk-report-file", number) if opened.may.get("write") and not report.is_district else "",
        "beside": _address("desk-report-beside", number) if report.before is not None else "",
        "many_passed": len(opened.draft.judgement.examination.passed),
    }
    return visit.render("desk/reports/overview.html", context)


def _unwritten(opened: Folder, written: set[str]) -> list[tuple[str, str, list[str]]]:
    """The parts that have no text yet, each with what it has to say."""
    wanted: dict[str, list[str]] = {}
    for each in opened.demands:
        if each.part not in written:
            wanted.setdefault(each.part, []).append(each.label)
    return [(part, folder.TABS.get(part, part), labels) for part, labels in wanted.items()]


def _deeds(opened: Folder) -> list[tuple[str, str, str]]:
    """Verb, label and address of what may be done now, besides what is done on the pages themselves."""
    found = []
    for move in opened.moves:
        if move.verb in DEEDS:
            found.append((move.verb, move.label, reverse("desk-report-deed", args=(opened.report.pk, move.verb))))
        elif (name := _ELSEWHERE.get(move.verb)) and (address := _address(name, opened.report.pk)):
            found.append((move.verb, move.label, address))
    return found


def _listed(opened: Folder) -> list[dict[str, Any]]:
    """What failed, errors first, each with the place to mend it."""
    number = opened.report.pk
    found = []
    for each in opened.draft.judgement.failures:
        part = drawing.part_of(each.finding)
        cell = next((cell for cell in each.finding.cells if cell in opened.draft.figures.cells), "")
        address = reverse("desk-report-part", args=(number, part)) if part else ""
        if cell:
            address = reverse("desk-report-cell", args=(number, cell))
        tone = drawing.TONES[each.finding.weight]
        at = folder.TABS.get(each.finding.at, each.finding.at)
        found.append({"judged": each, "at": at, "tone": tone, "word": drawing.WORDS[tone], "address": address})
    return found


def _carried(visit: Visit, proof: proofs.CarryOver | None) -> dict[str, Any] | None:
    """The proof of the carry-over, every number with its case."""
    if proof is None:
        return None
    labels = (*proof.kept, *proof.lost, *proof.new)
    numbers = dict(applications.visible(visit.actor).filter(number__in=labels).values_list("number", "pk"))

    def linked(found: tuple[str, ...]) -> list[tuple[str, str]]:
        return [(label, reverse("desk-case", args=(numbers[label],)) if label in numbers else "") for label in found]

    return {"kept": linked(proof.kept), "lost": linked(proof.lost), "new": linked(proof.new)}


def _placed(report: AnnualReport, remark: Remark) -> dict[str, Any]:
    """A remark with the words and the address of its place."""
    return {"row": remark, "where": where(report, remark.place), "address": place_address(report, remark.place)}


def where(report: AnnualReport, place: str) -> str:
    """A cell or a part in words."""
    if not place:
        return "整份年报"
    if place in folder.TABS:
        return folder.TABS[place]
    return folder.edition(report).where(place)


def place_address(report: AnnualReport, place: str) -> str:
    """Where a cell or a part is mended."""
    if not place:
        return reverse("desk-report", args=(report.pk,))
    name = "desk-report-part" if place in folder.TABS else "desk-report-cell"
    return reverse(name, args=(report.pk, place))


def _history(report: AnnualReport) -> list[dict[str, Any]]:
    """What was done, the newest first; writings of one person on one day are one line."""
    lines = list(actions.history(report))
    found = []
    for (on, verb, name), group in groupby(lines, key=lambda each: (each.on, each.verb, each.actor_name)):
        same = list(group)
        found.append({"on": on, "label": _deed_label(verb), "name": name, "many": len(same), "reason": _reason(same)})
    return found[::-1][:_SHOWN]


def _deed_label(verb: str) -> str:
    known = {"open": "启动", "remind": "催报", "add": "加入收集"}
    return LIFE.move(verb).label if verb in {move.verb for move in LIFE} else known.get(verb, verb)


def _reason(lines: list[Entry]) -> str:
    return "；".join(dict.fromkeys(each.reason for each in lines if each.reason))[:300]


# ── deeds ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@page
def deed(visit: Visit, number: int, verb: str) -> HttpResponse:
    """Hand in, take back: what is still open stands on the page before it is done."""
    if verb not in DEEDS:
        raise access.Absent
    opened = folder.opened(visit, number)
    report_year = opened.report.year
    error, status = "", 200
    if visit.request.method == "POST":
        try:
            version = int(visit.request.POST.get("version") or 0) or None
            do = actions.submit if verb == "submit" else actions.take_back
            do(number, by=visit.actor, at=timezone.localtime(), version=version)
            messages.success(visit.request, f"{opened.report.round} 已{LIFE.move(verb).label}。")
            return redirect("desk-report", number=number)
        except (ValidationError, NotAllowed, actions.Stale) as refused:
            error, status = "；".join(said(refused).messages), 409 if isinstance(refused, actions.Stale) else 422
            opened = folder.opened(visit, number)
    context = opened.context() | {
        "move": LIFE.move(verb),
        "says": DEEDS[verb],
        "from_year": report_year + 1 if verb == "submit" and visit.on.year <= report_year else None,
        "error": error,
        "findings": [each for each in _listed(opened) if each["judged"].state == "open" and each["tone"] != "b"],
        "unfinished": [
            tab for tab in opened.tabs if tab.state != "done" and tab.key not in ("remedies", "applications")
        ],
    }
    return visit.render("desk/reports/deed.html", context, status=status)


class Saying(forms.Form):
    """Why a finding stands."""

    reason = line("理由", rows=3, most=300, help_text="写明为什么数据是对的，或者准备怎么改；区公开办看得到。")


@require_http_methods(["GET", "POST"])
@page
def finding(visit: Visit, number: int, mark: str) -> HttpResponse:
    """One finding with the page of its rule; the unit explains, the office lets it stand."""
    opened = folder.opened(visit, number)
    found = next((each for each in _listed(opened) if each["judged"].fingerprint == mark), None)
    if found is None:
        messages.info(visit.request, "这条检查意见已经没有了。")
        return redirect("desk-report", number=number)
    form = Saying(visit.request.POST or None)
    if form.is_bound and form.is_valid():
        verb = "dismiss" if visit.request.POST.get("do") == "dismiss" else "explain"
        say = actions.dismiss if verb == "dismiss" else actions.explain
        try:
            say(number, mark, form.cleaned_data["reason"], by=visit.actor, at=timezone.localtime())
            messages.success(visit.request, f"已{'登记不再提示' if verb == 'dismiss' else '说明'}。")
            return redirect("desk-report", number=number)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    context = opened.context() | {"found": found, "form": form, "title": drawing.title_of(found["judged"].finding)}
    return visit.render("desk/reports/finding.html", context, status=422 if form.errors else 200)


class Remarking(forms.Form):
    """A remark on one place."""

    text = line("批注", rows=3, most=500)
    place = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=80)
    back = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=300)


@require_POST
@page
def remark(visit: Visit, number: int) -> HttpResponse:
    """A remark on a cell, a part, or the whole; where it is refused, it can be put right."""
    report = access.report(visit.actor, number)
    form = Remarking(visit.request.POST)
    if form.is_valid():
        place = form.cleaned_data["place"]
        try:
            if place and place not in folder.TABS and place not in folder.cells(report):
                raise ValidationError("批注的位置应当是年报里的一格或者一个部分")
            actions.remark(number, place, form.cleaned_data["text"], by=visit.actor, at=timezone.localtime())
            messages.success(visit.request, "批注已加上。")
            return back(visit, number)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    here = reverse("desk-report", args=(number,))
    return visit.form(form, title="批注", button="加上批注", back=here, at="reports")


@require_POST
@page
def settle(visit: Visit, number: int, remark: int) -> HttpResponse:
    """A returned point or a remark is dealt with."""
    try:
        actions.settle(number, remark, by=visit.actor, at=timezone.localtime())
        messages.success(visit.request, "已标为处理完。")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return back(visit, number)


def back(visit: Visit, number: int) -> HttpResponse:
    """To the page that the form stood on, if it is one of ours."""
    address = visit.request.POST.get("back", "")
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return redirect(address if is_ours else reverse("desk-report", args=(number,)))
