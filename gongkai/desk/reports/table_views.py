"""The three statutory tables of one report, and the figures of it that somebody has to enter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.applications.ledger import reading
from gongkai.core.editions import TABLES
from gongkai.core.life import NotAllowed
from gongkai.desk import drafts
from gongkai.desk.answers import attachment_response, said
from gongkai.desk.fields import FilesField, line
from gongkai.desk.reports import cell_views, drawing, entering, entering_many, folder, text_views
from gongkai.desk.reports.folder import Folder
from gongkai.desk.visits import Visit, page
from gongkai.reports import actions
from gongkai.reports.figures import Figure

_MOST_CARDS = 12  # in the margin; the overview has the rest


@require_GET
@page
def part(visit: Visit, number: str, part: str) -> HttpResponse:
    """One part: a table with its findings in the margin, or the editor of a text."""
    if part not in TABLES:
        return text_views.editor(visit, folder.opened(visit, int(number), is_whole=True), part)
    opened = folder.opened(visit, int(number))
    chosen = visit.request.GET.get("cell", "")
    chosen = chosen if chosen.startswith(f"{part}.") and chosen in opened.draft.figures.cells else ""
    if opened.report.is_district:
        address = reverse("desk-whole-table", args=(opened.report.year, part))
        return redirect(f"{address}?cell={chosen}#drill" if chosen else address)
    return visit.render("desk/reports/table.html", _shown(visit, opened, part, chosen))


def _shown(visit: Visit, opened: Folder, part: str, chosen: str) -> dict[str, Any]:
    number, cards = opened.report.pk, drawing.margin(opened.draft, part)

    def address(cell: str) -> str:
        return reverse("desk-report-cell", args=(number, cell))

    figures = [opened.draft.figures.cells[cell] for cell in opened.draft.figures.edition.tables[part].cells]
    return opened.context(part) | {
        "sheet": drawing.sheet(opened.draft, part, address=address, chosen=chosen),
        "cards": cards[:_MOST_CARDS],
        "more": max(0, len(cards) - _MOST_CARDS),
        "equations": [card.equation for card in cards if card.equation][:3],
        "panel": cell_views.panel(visit, opened, chosen) if chosen else None,
        "drills": True,
        "has_text": bool(opened.draft.texts[part].strip()),
        "silent": _many(figures, "silent"),
        "given": _many(figures, "entered") + _many(figures, "imported"),
        "adjusted": _many(figures, "adjusted") + _many(figures, "corrected"),
        "checked": len(opened.draft.judgement.examination.passed),
    }


def _many(found: list[Figure], how: str) -> int:
    return sum(each.how == how for each in found)


# ── what no register knows ──────────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@page
def enter(visit: Visit, number: int) -> HttpResponse:
    """A row of fields for each figure; all that changed is kept at once, or nothing with what is wrong beside its field."""
    opened = folder.opened(visit, number)
    place = f"report-enter:{number}"
    given = visit.request.POST
    kept = {} if "fresh" in visit.request.GET else drafts.get(visit.person, place)
    rows = _rows(opened, given or kept)
    errors = [f"{line.item.label}：{line.fault}" for line in rows if line.fault] if given else []
    status = 422 if errors else 200
    if given and not errors:
        changed = [line.given for line in rows if line.is_changed]
        try:
            if changed:
                actions.enter(number, changed, by=visit.actor, at=timezone.localtime(), version=_version(visit))
            drafts.drop(visit.person, place)
            messages.success(visit.request, f"已保存 {len(changed)} 项。" if changed else "没有改动。")
            return redirect("desk-report-part", number=number, part="proactive")
        except (ValidationError, NotAllowed, actions.Stale) as error:
            errors, status = said(error).messages, 409 if isinstance(error, actions.Stale) else 422
            opened = folder.opened(visit, number)
    context = opened.context("proactive") | {
        "groups": _grouped(rows),
        "errors": errors,
        "status": status,
        "is_kept": bool(kept) and not given,
        "place": place,
        "sources": sorted({line.source for line in rows if line.source}),
    }
    return visit.render("desk/reports/enter.html", context, status=status)


def _rows(opened: Folder, given: Mapping[str, str]) -> list[entering.Line]:
    """What is kept, or what was typed and not yet handed in."""
    listed = entering.items(opened.draft)
    return entering.lines(listed, given.get) if given else entering.as_kept(listed)


def _version(visit: Visit) -> int | None:
    given = visit.request.POST.get("version", "")
    return int(given) if given.isdecimal() else None


def _grouped(rows: list[entering.Line]) -> list[tuple[str, list[entering.Line]]]:
    found: dict[str, list[entering.Line]] = {}
    for each in rows:
        found.setdefault(each.item.group, []).append(each)
    return list(found.items())


@require_GET
@page
def template(visit: Visit, number: int) -> HttpResponse:
    """The same as a workbook to fill in."""
    opened = folder.opened(visit, number)
    data = entering_many.template(entering.items(opened.draft), f"{opened.report.year}年填报数据")
    return attachment_response(data, f"{opened.report.body.short}{opened.report.year}年报填报数据.xlsx")


class Many(forms.Form):
    """A workbook, or cells pasted from one: with their heading or names, or bare from an item that is chosen."""

    file = FilesField("other", label="填好的模板", required=False)
    pasted = forms.CharField(
        label="或者粘贴单元格",
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=200_000,
        strip=False,
        help_text="在 WPS 或者 Excel 里选中，复制，粘贴到这里。连表头或者数据项的名称一起选中，按名称对应；"
        "只选了数的，在下面选从哪一项开始。",
    )
    start = forms.ChoiceField(label="只有数的，从哪一项开始往下放", required=False)
    source = line(
        "数据来源", required=False, most=200, help_text="表格里没有写来源的，都记这一个，例如：许可审批系统导出。"
    )

    def __init__(self, found: Sequence[entering.Item], *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        groups: dict[str, list[tuple[str, str]]] = {}
        for each in found:
            groups.setdefault(each.group, []).append((each.key, each.label))
        self.fields["start"].choices = [("", "有表头或者名称，不用选"), *groups.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = dict(super().clean() or {})
        if not given.get("file") and not (given.get("pasted") or "").strip():
            raise ValidationError("请选择文件，或者粘贴单元格")
        return given

    def cells(self) -> list[tuple[str, ...]]:
        """The cells as they were given."""
        given = self.cleaned_data
        if given["file"]:
            return reading.cells(given["file"][0].data, given["file"][0].name)
        return reading.pasted_cells(given["pasted"])


@dataclass(frozen=True, slots=True)
class _Looked:
    """A sheet that was read: what it would enter, and its cells to be handed in again."""

    preview: entering_many.Preview
    text: str
    start: str
    source: str


@require_http_methods(["GET", "POST"])
@page
def many(visit: Visit, number: int) -> HttpResponse:
    """Many figures at once: looked at first, then all of them or none."""
    opened = folder.opened(visit, number)
    items = entering.items(opened.draft)
    form = Many(items, visit.request.POST or None, visit.request.FILES or None)
    looked = None
    if form.is_bound and form.is_valid():
        try:
            looked = _looked(items, form)
            if visit.request.POST.get("do") == "import" and not looked.preview.faults:
                given = [line.given for line in looked.preview.lines if line.is_changed]
                actions.import_figures(number, given, by=visit.actor, at=timezone.localtime())
                messages.success(visit.request, f"已导入 {len(given)} 项。")
                return redirect("desk-report-part", number=number, part="proactive")
        except (ValidationError, NotAllowed, reading.Unreadable) as error:
            form.add_error(None, said(error))
    context = opened.context("proactive") | {"form": form, "looked": looked}
    is_faulty = bool(form.errors) or (looked is not None and bool(looked.preview.faults))
    return visit.render("desk/reports/many.html", context, status=422 if is_faulty else 200)


def _looked(items: list[entering.Item], form: Many) -> _Looked:
    cells, start, source = form.cells(), form.cleaned_data["start"], form.cleaned_data["source"]
    text = "\n".join("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row) for row in cells)
    return _Looked(entering_many.matched(items, cells, start, source), text, start, source)
