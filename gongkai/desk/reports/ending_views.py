"""The last steps of a report, the district's or a unit's own: sign, publish, correct by errata; the files that are public."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.core.life import NotAllowed
from gongkai.core.reports.life import LIFE
from gongkai.desk.answers import attachment_response
from gongkai.desk.fields import line
from gongkai.desk.reports import folder, merging
from gongkai.desk.reports.folder import Folder
from gongkai.desk.reports.reviewing_views import refuse
from gongkai.desk.visits import Visit, page
from gongkai.reports import access, actions, figures
from gongkai.reports.models import AnnualReport, PublishedFile


class Step(forms.Form):
    """Nothing to be told but what it is done to."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Erratum(forms.Form):
    """What is corrected and why, with the figures that changed."""

    text = line(
        "勘误说明", rows=4, most=2000, help_text="写明哪里错了、应当是多少、为什么；和日期一起公布，原来的数不改。"
    )
    cells = forms.MultipleChoiceField(
        label="台账里已经变了的数",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选的写进这次勘误。",
    )

    def __init__(self, changes: Mapping[str, tuple[Any, Any]], report: AnnualReport, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self.changes = changes
        edition = folder.edition(report)
        listed = [(cell, f"{edition.where(cell)}：{old} → {new}") for cell, (old, new) in changes.items()]
        self.fields["cells"].choices = listed  # type: ignore[attr-defined]
        if not listed:
            del self.fields["cells"]

    def chosen(self) -> dict[str, tuple[object, object]]:
        """Cell → (old, new) of those ticked."""
        return {cell: self.changes[cell] for cell in self.cleaned_data.get("cells", ())}


def _home(report: AnnualReport) -> str:
    """The page of the whole report."""
    if report.is_district:
        return reverse("desk-whole", args=(report.year,))
    return reverse("desk-report", args=(report.pk,))


@require_http_methods(["GET", "POST"])
@page
def sign(visit: Visit, number: int) -> HttpResponse:
    """The signer's name under it."""
    return _step(visit, number, "sign", "签发以后，公布的年报署您的名字。错误不妨碍签发，妨碍公布。")


@require_http_methods(["GET", "POST"])
@page
def publish(visit: Visit, number: int) -> HttpResponse:
    """Public from now on; what bars it stands on the page, each with the place to mend it."""
    return _step(
        visit, number, "publish", "公布以后，网页和 Word、PDF、Excel、JSON 文件向社会公开；之后只能用勘误更正。"
    )


def _step(visit: Visit, number: int, verb: str, says: str) -> HttpResponse:
    opened = folder.opened(visit, number)
    report = opened.report
    form = Step(visit.request.POST or None, initial={"version": report.version})
    if form.is_bound and form.is_valid():
        do = actions.sign if verb == "sign" else actions.publish
        try:
            do(number, by=visit.actor, at=timezone.now(), version=form.cleaned_data["version"])
            messages.success(visit.request, f"{report} 已{LIFE.move(verb).label}。")
            return redirect(_home(report))
        except (ValidationError, NotAllowed, actions.Stale) as error:
            refuse(form, report, error)
    context = _shown(opened, verb) | {"form": form, "says": says, "bars": merging.bars(opened)}
    return visit.render("desk/reports/merge_step.html", context, status=422 if form.errors else 200)


def _shown(opened: Folder, verb: str) -> dict[str, Any]:
    move = LIFE.move(verb)
    return opened.context() | {"move": move, "is_open": verb in opened.may, "home": _home(opened.report)}


@require_http_methods(["GET", "POST"])
@page
def correct(visit: Visit, number: int) -> HttpResponse:
    """An erratum: dated, beside the figures of before; what changed in the registers since is offered."""
    opened = folder.opened(visit, number)
    report = opened.report
    changes = figures.moved(report, opened.draft.figures)
    form = Erratum(changes, report, visit.request.POST or None, initial={"cells": list(changes)})
    if form.is_bound and form.is_valid():
        try:
            text = form.cleaned_data["text"]
            actions.correct(number, text, by=visit.actor, at=timezone.now(), changes=form.chosen())
            messages.success(visit.request, "勘误已公布，记着今天的日期。")
            return redirect(_home(report))
        except (ValidationError, NotAllowed) as error:
            refuse(form, report, error)
    context = _shown(opened, "correct") | {"form": form, "bars": ()}
    return visit.render("desk/reports/merge_step.html", context, status=422 if form.errors else 200)


@require_GET
@page
def published(visit: Visit, number: int, kind: str) -> HttpResponse:
    """A file as the public has it."""
    report = access.report(visit.actor, number)
    found = PublishedFile.objects.filter(published__report=report, kind=kind).first()
    if found is None:
        raise access.Absent
    return attachment_response(bytes(found.data), f"{report}.{kind}")
