"""The texts of a report: the editor with its evidence, offers, demands and likeness; versions; facts entered on the spot."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.core import records
from gongkai.core.findings import Verdict
from gongkai.core.life import NotAllowed
from gongkai.core.reports import facts as catalogue
from gongkai.core.reports import guiding
from gongkai.core.reports.values import Number
from gongkai.desk.answers import said
from gongkai.desk.fields import line
from gongkai.desk.reply_views import compare
from gongkai.desk.reports import drawing, filling_views, folder, passages, picture_views, typed_numbers
from gongkai.desk.reports.folder import Folder
from gongkai.desk.visits import Visit, page
from gongkai.reports import access, actions, evidence
from gongkai.reports.models import Passage

_PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?")
_FETCHED = "fetch"  # how our own script introduces itself


def editor(visit: Visit, opened: Folder, part: str, *, typed: str | None = None, **more: Any) -> HttpResponse:  # noqa: ANN401
    """The editor of one text; `typed` is what was typed and could not be kept."""
    now, report = opened.draft, opened.report
    last = now.passages.get(part)
    found = passages.alike(visit, now, part)
    text = passages.printed(now, part)
    offers = guiding.offers(part, now.facts, kind=report.body.kind)
    context = opened.context(part) | {
        "typed": guiding.typed(now.texts[part], now.facts) if typed is None else typed,
        "base": _base(last),
        "opened": _figures(opened, part, offers, more.pop("figures", {})),
        "last": last,
        "paragraphs": passages.paragraphs(now, part, found[0].passages if found else ()),
        "alike": [(each.name, round(100 * each.share)) for each in found],
        "size": len("".join(text.split())),
        "limit": report.round.overview_limit if part == "overview" else None,
        "groups": _groups(opened),
        "offers": [
            (offer, guiding.typed(offer.text, now.facts), [catalogue.label(key) for key in offer.missing])
            for offer in offers
        ],
        "demands": [each for each in opened.demands if each.part == part],
        "verdicts": Verdict,
        "cards": drawing.margin(now, part),
        "remarks": [each for each in now.remarks if each.place == part],
        **picture_views.context(opened, part),
        **more,
    }
    return visit.render("desk/reports/text.html", context, status=more.get("status", 200))


def _base(last: Passage | None) -> str:
    """The version with the mark of its text: 3-0f3a5c, as `_opened` reads it again."""
    return f"{last.version if last else 0}-{actions.mark(last.text if last else '')}"


def _figures(opened: Folder, part: str, offers: Iterable[guiding.Offer], given: Mapping[str, Number | None]) -> str:
    """The figures that the page shows in its text and its offers, to be sent back with what is typed."""
    now = opened.draft
    keys = {key for text in (now.texts[part], *(offer.text for offer in offers)) for key in guiding.tokens(text)}
    named = evidence.rests_on(keys)
    shown = {key: now.facts.get(key) for of in named for key in (of, f"last.{of}")}
    return json.dumps({key: records.number_record(value) for key, value in {**shown, **given}.items()})


def _opened(given: Mapping[str, str]) -> actions.Opened:
    """What the editor was opened with, as it sends it back; what is not as we wrote it counts as not told."""
    version, _, mark = (given.get("base") or "0").partition("-")
    try:
        told = json.loads(given.get("opened") or "{}")
    except ValueError:
        told = {}
    pairs = told.items() if isinstance(told, dict) else ()
    figures = {key: records.number_of(value) for key, value in pairs if catalogue.is_known(key) and _is_plain(value)}
    return actions.Opened(int(version) if version.isdecimal() else 0, mark, figures)


def _is_plain(record: object) -> bool:
    """Silence, or a number of a size that a report can hold."""
    return record is None or bool(_PLAIN.fullmatch(str(record)))


_Said = tuple[evidence.Piece, str]


def _groups(opened: Folder) -> list[tuple[str, list[_Said], list[evidence.Piece]]]:
    """The evidence by group: what is entered and what there is, as it is written; then what there is nothing of."""
    found = evidence.groups(opened.draft.figures, opened.draft.facts)
    shown = []
    for group, pieces in found.items():
        there = [
            each for each in pieces if each.value or (each.fact.source == "entered" and not each.fact.is_worked_out)
        ]
        there.sort(key=lambda each: not each.value)
        said_ = [(each, "" if each.value is None else catalogue.written(each.value)) for each in there]
        shown.append((group, said_, [each for each in pieces if each not in there]))
    return shown


@require_http_methods(["GET", "POST"])
@page
def text(visit: Visit, number: str, part: str) -> HttpResponse:
    """The text of any part; saving answers the script with a line, a person with the page."""
    given = visit.request.POST
    if visit.request.method == "GET":
        return editor(visit, folder.opened(visit, int(number), is_whole=True), part)
    typed = given.get("typed", "")
    if offered := given.get("append"):
        typed = f"{typed.rstrip()}\n{offered}".lstrip("\n")
    base = _opened(given)
    try:
        last, kept = actions.save_text(int(number), part, typed, base=base, by=visit.actor, at=timezone.localtime())
    except (ValidationError, NotAllowed, actions.Stale) as error:
        return _refused(visit, int(number), part, (typed, base), error)
    if _is_fetched(visit):
        at = timezone.localtime()
        return JsonResponse({"saved": f"{at:%H:%M:%S}", "base": _base(last), "notes": _notes(kept)})
    for note in _notes(kept):
        messages.warning(visit.request, note)
    messages.success(visit.request, f"已保存，第 {last.version} 稿。")
    return redirect(_address(int(number), part))


def _refused(visit: Visit, number: int, part: str, given: tuple[str, actions.Opened], error: Exception) -> HttpResponse:
    """Nothing typed is lost: it stands in the editor again, beside what somebody else wrote meanwhile."""
    typed, base = given
    says = "；".join(said(error).messages)
    status = 409 if isinstance(error, actions.Stale) else 422
    if _is_fetched(visit):
        return JsonResponse({"error": says}, status=status)
    opened = folder.opened(visit, number, is_whole=True)
    theirs = guiding.typed(opened.draft.texts[part], opened.draft.facts) if status == 409 else ""
    pieces = compare(theirs, typed) if theirs else []
    return editor(
        visit, opened, part, typed=typed, error=says, theirs=theirs, pieces=pieces, figures=base.figures, status=status
    )


def _notes(kept: guiding.Stored) -> list[str]:
    found = [f"“{each.label}”由 {each.was} 手工改成 {each.now}，这一处以后不随数据变" for each in kept.detached]
    return found + [f"没有“{name}”这个数据项，花括号按原样留下" for name in kept.unknown]


def _is_fetched(visit: Visit) -> bool:
    return visit.request.headers.get("X-Requested-With") == _FETCHED


def _address(number: int, part: str) -> str:
    name = "desk-report-text" if part in drawing.NAMES else "desk-report-part"
    return reverse(name, args=(number, part))


# ── versions ────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_GET
@page
def versions(visit: Visit, number: str, part: str) -> HttpResponse:
    """Every version of a text, one of them compared with the one before or with any other."""
    report = access.report(visit.actor, int(number))
    rows = list(Passage.objects.filter(report=report, part=part).order_by("-version"))
    asked = visit.request.GET
    chosen = next((row for row in rows if str(row.version) == asked.get("version")), rows[0] if rows else None)
    before = next((row for row in rows if chosen and str(row.version) == asked.get("against")), None)
    before = before or next((row for row in rows if chosen and row.version < chosen.version), None)
    named = (key for row in (before, chosen) if row for key in guiding.tokens(row.text))
    opened = folder.of(visit, report, also=named)  # an older version may name what the newest does not
    facts = opened.draft.facts
    texts = [guiding.fill(row.text, facts, gap=guiding.GAP) if row else "" for row in (before, chosen)]
    context = opened.context(part) | {"rows": rows, "chosen": chosen, "before": before, "pieces": compare(*texts)}
    return visit.render("desk/reports/versions.html", context)


@require_POST
@page
def restore(visit: Visit, number: str, part: str, passage: str) -> HttpResponse:
    """An older version becomes the newest."""
    try:
        made = actions.restore_text(int(number), int(passage), by=visit.actor, at=timezone.localtime())
        messages.success(visit.request, f"已恢复，成为第 {made.version} 稿。")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return redirect(_address(int(number), part))


# ── facts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Entering(forms.Form):
    """A fact of the year that no register knows."""

    key = forms.CharField(widget=forms.HiddenInput(), max_length=80)
    back = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=300)
    value = forms.CharField(label="数值", max_length=40, required=False, help_text="清空就是撤销以前填的。")
    source = line("数据来源", required=False, most=200, help_text="例如：培训签到表")
    evidence = line("依据", required=False, most=300)

    def clean(self) -> dict[str, Any]:
        """The figure in the unit of the fact, with its source."""
        given = dict(super().clean() or {})
        key = given.get("key", "")
        if not catalogue.is_known(key) or catalogue.get(key).source != "entered":
            raise ValidationError("没有这一项数据，或者它由台账统计")
        try:
            given["value"] = typed_numbers.read(given.get("value", ""), catalogue.get(key).unit)
        except ValueError as error:
            self.add_error("value", str(error))
        return given


@require_POST
@page
def fact(visit: Visit, number: int) -> HttpResponse:
    """Entered beside the text; where it is refused, it can be put right on a page of its own."""
    form = Entering(visit.request.POST)
    key = visit.request.POST.get("key", "")
    if form.is_valid():
        given = form.cleaned_data
        entry = actions.Given(given["key"], given["value"], given["source"], given["evidence"])
        try:
            if entry.value is None:
                actions.drop(number, entry.key, by=visit.actor, at=timezone.localtime())
            else:
                actions.enter(number, [entry], by=visit.actor, at=timezone.localtime())
            messages.success(visit.request, f"{catalogue.get(key).label} 已保存。")
            return filling_views.back(visit, number)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    title = catalogue.get(key).label if catalogue.is_known(key) else "填报数据"
    here = visit.request.POST.get("back") or reverse("desk-report", args=(number,))
    return visit.form(form, title=title, button="保存", back=here, at="reports")
