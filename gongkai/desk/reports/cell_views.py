"""One figure: how it came about, last year's, the cases behind it, what has changed since it was handed in, and its correction."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.core.life import NotAllowed
from gongkai.core.reports import Number
from gongkai.core.reports import facts as catalogue
from gongkai.core.reports.facts import written
from gongkai.core.reports.life import HANDED_IN
from gongkai.desk.answers import attachment_response, said
from gongkai.desk.documents.listing import as_csv
from gongkai.desk.fields import line
from gongkai.desk.reports import behind, drawing, folder, typed_numbers
from gongkai.desk.reports.folder import Folder
from gongkai.desk.visits import Visit, page
from gongkai.reports import access, actions, figures, sources
from gongkai.reports.figures import HOWS, Figure
from gongkai.reports.models import AnnualReport, Remark

_PAGE = 50
_PANEL = 12  # cases in the panel beside the table


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit gave to a figure of the district, as a bar of so many twentieths."""

    unit: str
    value: str
    size: int
    address: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure with everything behind it."""

    key: str
    where: str
    unit: str
    value: str
    how: str
    figure: Figure
    compared: str
    address: str
    parts: list[tuple[str, str, str]]  # place, value, address
    shares: list[Share]
    heads: tuple[str, ...]
    cases: list[behind.Case]
    many: int | None  # cases behind it; None where no register knows them
    shown: Any = None
    moved: behind.Moved | None = None
    remarks: list[Remark] = field(default_factory=list)
    then: str = "报送"  # when its cases were settled: at handing in, or on the lock date

    @property
    def anchor(self) -> str:
        """Where it stands in its table."""
        return drawing.anchor(self.key)

    @property
    def is_caught_up(self) -> bool:
        """Whether the registers count by now what somebody put in by hand."""
        figure = self.figure
        return figure.how == "adjusted" and not figure.shares and figure.was is not None and figure.was == figure.value

    @property
    def left_out(self) -> int:
        """Cases that the panel has no place for."""
        return (self.many or 0) - len(self.cases)


def panel(visit: Visit, opened: Folder, cell: str) -> Cell:
    """The figure for the panel beside the table."""
    return _cell(visit, opened, cell, None)


def _cell(visit: Visit, opened: Folder, key: str, page_number: str | None) -> Cell:
    now, report = opened.draft, opened.report
    figure = now.figures.cells[key]
    table = key.partition(".")[0]
    rows = behind.rows(report, key, now.figures.bodies)
    shown = Paginator(rows, _PAGE).get_page(page_number) if rows is not None and page_number is not None else None
    many = None if rows is None else shown.paginator.count if shown else rows.count()
    listed: Any = shown.object_list if shown else rows[:_PANEL] if rows is not None else ()
    last = now.facts.get(f"last.{key}")
    return Cell(
        key=key,
        where=now.figures.edition.where(key),
        unit=catalogue.get(key).unit,
        value=drawing.SILENT if figure.value is None else written(figure.value),
        how=HOWS[figure.how],
        figure=figure,
        compared=drawing.compared(figure.value, last),
        address=reverse("desk-report-cell", args=(report.pk, key)),
        parts=_parts(opened, key),
        shares=_shares(visit, opened, key, figure),
        heads=behind.HEADS[table],
        cases=list(behind.cases(table, listed)) if rows is not None else [],
        many=many,
        shown=shown,
        moved=behind.moved(report, key, rows) if rows is not None and page_number is not None else None,
        remarks=[each for each in now.remarks if each.place == key],
        then="报送" if report.stage in HANDED_IN else "锁定",
    )


def _parts(opened: Folder, key: str) -> list[tuple[str, str, str]]:
    """What a total adds up, without its zeros."""
    cells = opened.draft.figures.cells
    found = []
    for part in behind.parts(opened.report, key):
        value = cells[part].value
        if value != 0:
            shown = drawing.SILENT if value is None else written(value)
            where = opened.draft.figures.edition.where(part)
            found.append((where, shown, reverse("desk-report-cell", args=(opened.report.pk, part))))
    return found


def _shares(visit: Visit, opened: Folder, key: str, figure: Figure) -> list[Share]:
    """Of the district: every unit that gave something, the most first."""
    if not figure.shares:
        return []
    seen = set(access.visible(visit.actor).filter(round=opened.report.round_id).values_list("pk", flat=True))
    called = figures.names(opened.draft.figures.units)
    numbers = {name: number for number, name in called.items() if number in seen}
    said_ = [share for share in figure.shares if share.value]
    most: Number = max((share.value for share in said_ if share.value is not None), default=1)
    return [
        Share(
            share.unit,
            written(share.value),
            max(1, round(20 * share.value / most)) if most > 0 else 1,
            reverse("desk-report-cell", args=(numbers[share.unit], key)) if share.unit in numbers else "",
        )
        for share in sorted(said_, key=lambda each: -(each.value or 0))
        if share.value is not None
    ]


class Adjusting(forms.Form):
    """A figure changed by hand."""

    value = forms.CharField(label="改为", max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    reason = line("理由", rows=2, most=300, help_text="和改动一起留在年报里，区公开办看得到；台账补全以后撤销调整。")
    evidence = line("依据", required=False, most=300, help_text="纸质台账的页码、文号或者网址。")

    def __init__(self, unit: str, *given: Any, is_change: bool, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self.unit = unit
        if is_change:
            self.fields["value"].label = "增加或者减少多少"
            self.fields["value"].help_text = "减少写负数，例如 -1；各单位的和加上它，就是全区的数。"

    def clean_value(self) -> object:
        """The figure in the unit of the cell."""
        try:
            return typed_numbers.read(self.cleaned_data["value"], self.unit)
        except ValueError as error:
            raise ValidationError(str(error)) from error


@require_GET
@page
def cell(visit: Visit, number: int, cell: str) -> HttpResponse:
    """The page of one figure; `?panel=1` is what stands beside the table."""
    opened = _opened(visit, number, cell)
    if visit.request.GET.get("panel"):
        context = opened.context() | {"cell": panel(visit, opened, cell)}
        return visit.render("desk/reports/_drill.html", context)
    return _page(visit, opened, cell, _form(opened, cell))


def _opened(visit: Visit, number: int, cell: str) -> Folder:
    report = access.report(visit.actor, number)
    if cell not in folder.cells(report):
        raise access.Absent
    return folder.of(visit, report)


def _form(opened: Folder, cell: str, data: Any = None) -> Adjusting:  # noqa: ANN401
    held = opened.draft.figures.cells[cell].entered
    initial = {"reason": held.reason, "evidence": held.evidence} if held and held.how == "adjusted" else {}
    return Adjusting(catalogue.get(cell).unit, data, is_change=opened.report.is_district, initial=initial)


def _page(visit: Visit, opened: Folder, cell: str, form: Adjusting, status: int = 200) -> HttpResponse:
    found = _cell(visit, opened, cell, visit.request.GET.get("page") or "1")
    part = cell.partition(".")[0]
    context = opened.context(part) | {
        "cell": found,
        "form": form,
        "may_adjust": opened.may.get("write") and found.figure.how not in ("entered", "imported", "silent"),
        "may_drop": opened.may.get("write") and found.figure.entered is not None,
        "findings": [
            each for each in opened.draft.judgement.failures if cell in each.finding.cells and each.state != "dismissed"
        ],
    }
    return visit.render("desk/reports/cell.html", context, status=status)


@require_http_methods(["POST"])
@page
def adjust(visit: Visit, number: int, cell: str) -> HttpResponse:
    """The figure by hand, with its reason."""
    opened = _opened(visit, number, cell)
    form = _form(opened, cell, visit.request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.adjust(
                number,
                cell,
                given["value"],
                by=visit.actor,
                at=timezone.localtime(),
                reason=given["reason"],
                evidence=given["evidence"],
            )
            messages.success(visit.request, "已改，理由留在这一格。")
            return redirect("desk-report-cell", number=number, cell=cell)
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    return _page(visit, opened, cell, form, 422)


@require_POST
@page
def drop(visit: Visit, number: int, cell: str) -> HttpResponse:
    """Back to what the registers say."""
    try:
        actions.drop(number, cell, by=visit.actor, at=timezone.localtime())
        messages.success(visit.request, "已撤销，恢复自动统计。")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return redirect("desk-report-cell", number=number, cell=cell)


@require_GET
@page
def export(visit: Visit, number: int, cell: str) -> HttpResponse:
    """The cases behind the figure, for a spreadsheet."""
    report: AnnualReport = access.report(visit.actor, number)
    rows = behind.rows(report, cell, sources.bodies(report)) if cell in folder.cells(report) else None
    if rows is None:
        raise access.Absent
    table = cell.partition(".")[0]
    data = as_csv((each.cells for each in behind.cases(table, rows.iterator(chunk_size=500))), behind.HEADS[table])
    where = folder.edition(report).where(cell).replace("/", "-")
    return attachment_response(data, f"{report.body.short}{report.year}年报 {where}.csv")
