"""The government gazette: issues opened, compiled from what was published, looked at as print, published."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.bodies.models import Body
from gongkai.core.life import NotAllowed
from gongkai.desk.answers import attachment_response, said
from gongkai.desk.fields import line
from gongkai.desk.visits import Visit, page
from gongkai.documents import access, actions, overview, printed
from gongkai.documents.actions import Line
from gongkai.documents.models import Issue
from gongkai.vault import files
from gongkai.writing import CannotWrite, gazette

_SECTIONS = ("区政府文件", "区政府办公室文件", "部门文件", "人事任免", "大事记")
_BACK = 400  # natural days that are looked back for what is not printed yet


class OpenForm(forms.Form):
    """The next issue."""

    body = forms.ModelChoiceField(label="主办单位", queryset=Body.objects.filter(kind="government"), empty_label=None)
    title = line("名称", most=80)
    year = forms.IntegerField(label="年份", min_value=1949, max_value=2100)


@require_http_methods(["GET", "POST"])
@page
def issues(visit: Visit) -> HttpResponse:
    """Every issue; the next one is opened here."""
    may_print = actions.may_print(visit.actor)
    last = Issue.objects.first()
    first = {"title": last.title if last else "", "year": visit.on.year, "body": last.body_id if last else None}
    form = OpenForm(visit.request.POST or None, initial=first)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.open_issue(given["body"], given["title"], given["year"], by=visit.actor, on=visit.on)
            return redirect("desk-issue", number=made.pk)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    waiting = overview.printable(by=visit.actor, since=_since(visit)).count() if may_print else None
    context = {"issues": Issue.objects.select_related("body"), "form": form, "may_print": may_print, "waiting": waiting}
    status = 422 if form.is_bound else 200
    return visit.render("desk/documents/gazette.html", context | {"at": "documents"}, status=status)


def _since(visit: Visit) -> Any:  # noqa: ANN401
    return visit.on.fromordinal(visit.on.toordinal() - _BACK)


def _issue(visit: Visit, number: int) -> Issue:
    found = Issue.objects.select_related("body").filter(pk=number).first()
    if found is None or not actions.may_print(visit.actor):
        raise access.Absent
    return found


@require_http_methods(["GET", "POST"])
@page
def issue(visit: Visit, number: int) -> HttpResponse:
    """The contents of one issue: tick, put under a heading, number."""
    found = _issue(visit, number)
    faults: list[str] = []
    if visit.request.method == "POST":
        try:
            lines = _lines(visit)
            actions.compile_issue(found, lines, by=visit.actor, on=visit.on)
            messages.success(visit.request, f"目录已保存，{len(lines)} 件。")
            return redirect("desk-issue", number=number)
        except (ValidationError, NotAllowed) as error:
            faults = said(error).messages
    entries = list(found.entries.select_related("publication__body").order_by("position"))
    waiting = [] if found.published_on else list(overview.printable(by=visit.actor, since=_since(visit))[:100])
    rows = [(each.publication, each.section, str(each.position), True) for each in entries]
    rows += [(each, _section(each.issuer), "", False) for each in waiting]
    typed = visit.request.POST
    shown = [
        (
            each,
            typed.get(f"section_{each.pk}", section),
            typed.get(f"position_{each.pk}", position),
            (f"on_{each.pk}" in typed) if faults else is_in,
        )
        for each, section, position, is_in in rows
    ]
    context = {"issue": found, "rows": shown, "sections": _SECTIONS, "faults": faults, "at": "documents"}
    return visit.render("desk/documents/issue.html", context, status=422 if faults else 200)


def _section(issuer: str) -> str:
    if issuer.endswith("人民政府"):
        return _SECTIONS[0]
    return _SECTIONS[1] if "人民政府办公室" in issuer else _SECTIONS[2]


def _lines(visit: Visit) -> list[Line]:
    """The ticked documents in the order of their numbers; those without a number stand at the end as listed."""
    given = visit.request.POST
    chosen = [name.removeprefix("on_") for name in given if name.startswith("on_")]
    numbered = []
    for at, key in enumerate(each for each in chosen if each.isdecimal()):
        typed = given.get(f"position_{key}", "").strip()
        if typed and not typed.isdecimal():
            raise ValidationError(f"次序“{typed}”不是数字")
        numbered.append((int(typed) if typed else 10_000, at, key))
    ordered = [key for _, _, key in sorted(numbered)]
    # One heading stands together, where its first document stands.
    sections = [given.get(f"section_{key}", "").strip() or _SECTIONS[2] for key in ordered]
    first = {section: at for at, section in reversed(list(enumerate(sections)))}
    paired = sorted(zip(ordered, sections, strict=True), key=lambda pair: first[pair[1]])
    return [Line(section, int(key)) for key, section in paired]


@require_GET
@page
def print_(visit: Visit, number: int) -> HttpResponse:
    """The issue as print: what was published, or what it would be."""
    found = _issue(visit, number)
    name = f"{found.title}{found.year}年第{found.number}期.pdf"
    try:
        if found.stored:
            return attachment_response(files.fetch(found.stored), name)
        found.published_on = visit.on
        return attachment_response(gazette.write_gazette(printed.issue(found)), f"样稿-{name}")
    except (files.Missing, CannotWrite) as error:
        messages.error(visit.request, str(error))
        return redirect(reverse("desk-issue", args=(number,)))


@require_POST
@page
def publish(visit: Visit, number: int) -> HttpResponse:
    """Out."""
    found = _issue(visit, number)
    try:
        actions.publish_issue(found, by=visit.actor, on=visit.on)
        messages.success(visit.request, f"{found} 已出版。")
    except (ValidationError, NotAllowed, CannotWrite) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return redirect("desk-issue", number=number)
