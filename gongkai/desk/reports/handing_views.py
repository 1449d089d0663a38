"""A unit outside the platform: its file is uploaded, read, compared cell by cell with the original, corrected, replaced."""

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.core.editions import TABLES
from gongkai.core.life import NotAllowed
from gongkai.desk.answers import attachment_response, said
from gongkai.desk.fields import line
from gongkai.desk.reports import drawing, folder, handed_in, original_marks, reading_tasks, typed_numbers
from gongkai.desk.reports.folder import Folder
from gongkai.desk.reports.original_views import file_of
from gongkai.desk.reports.reading_progress import Progress
from gongkai.desk.visits import Visit, page
from gongkai.reading.result import Reading, Unreadable
from gongkai.reports import access, actions, drafts
from gongkai.reports.models import HandedIn
from gongkai.vault import files

_ACCEPTED = ".docx,.doc,.wps,.pdf,.xlsx,.xls,.html,.htm,.mht,.txt,.md,.ofd,.zip,.jpg,.jpeg,.png,.tif,.tiff"
_MOST_DOUBTS = 60
REASON = "读取后更正"
READ = "文件读好了，请对照原件核对，再报送。"


class Upload(forms.Form):
    """The file."""

    file = forms.FileField(
        label="年报文件",
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        help_text="Word（docx、doc）、PDF、Excel、网页、纯文本都可以。扫描的 PDF 和图片（jpg、png、tiff）也能识别，"
        "但是每页要几秒到二十秒，识别的数要逐格对照原件；有原来的 Word 文件，还是交 Word 文件。",
    )


class Correct(forms.Form):
    """One cell put right against the original."""

    value = forms.CharField(label="应当是", max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    reason = line("理由", most=300)

    def __init__(self, unit: str, *given: object, **named: object) -> None:
        self.unit = unit
        super().__init__(*given, **named)  # type: ignore[arg-type] # handed through to Django

    def clean_value(self) -> Decimal:
        """As people type figures."""
        try:
            found = typed_numbers.read(self.cleaned_data["value"], self.unit)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if found is None:
            raise ValidationError("请填原件上的数")
        return found


@require_http_methods(["GET", "POST"])
@page
def handed(visit: Visit, number: int) -> HttpResponse:
    """Upload, or what was read from the file that holds."""
    report = access.report(visit.actor, number)
    if report.is_district:
        raise access.Absent
    form = Upload(visit.request.POST or None, visit.request.FILES or None)
    if visit.request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            return taken(visit, number, given.name, given.read())
        except (Unreadable, ValidationError, NotAllowed, OSError) as error:
            form.add_error("file", said(error))
    reading, upload = drafts.reading_of(report), Progress.of(number, at=timezone.now())
    if reading is None and upload is not None and upload.is_alive and not form.errors:
        return redirect("desk-report-file-reading", number=number)
    opened = folder.of(visit, report)
    if reading is None or form.errors or visit.request.GET.get("replace"):
        context = opened.context() | {"form": form, "has_file": reading is not None, "upload": upload}
        return visit.render("desk/reports/file_upload.html", context, status=422 if form.errors else 200)
    return _confirm(visit, opened, reading, visit.request.GET.get("cell", ""))


def taken(visit: Visit, number: int, name: str, data: bytes) -> HttpResponse:
    """A file that has come is read: at once where that is quick, otherwise there is a page with a progress bar."""
    try:
        is_in = reading_tasks.begin(number, name, data, by=visit.actor)
    except actions.Superseded:
        is_in = False
    if not is_in:
        return redirect("desk-report-file-reading", number=number)
    messages.success(visit.request, READ)
    return redirect("desk-report-file", number=number)


def _confirm(
    visit: Visit, opened: Folder, reading: Reading, chosen: str, form: Correct | None = None, status: int = 200
) -> HttpResponse:
    """The confirm page; `chosen` is the cell beside the table."""
    now, number = opened.draft, opened.report.pk
    doubts = handed_in.doubtful(now, reading)
    chosen = chosen if chosen in now.figures.cells else (doubts[0].cell if doubts else "applications.received.total")
    looked = handed_in.cell(now, reading, chosen, next((each.why for each in doubts if each.cell == chosen), ""))
    address = reverse("desk-report-file", args=(number,))
    table = chosen.partition(".")[0]
    held = now.figures.cells[chosen].entered
    first = {"value": looked.value, "reason": held.reason if held and held.reason else REASON}
    file = HandedIn.objects.filter(report=number, replaced_on__isnull=True).last()
    is_scan, walk = reading.kind == handed_in.SCAN, handed_in.walk(now, doubts, chosen)
    context = opened.context() | {
        "file": file,
        "earlier": HandedIn.objects.filter(report=number, replaced_on__isnull=False).order_by("-pk"),
        "upload": Progress.of(number, at=timezone.now()),
        "doubts": doubts[:_MOST_DOUBTS],
        "many_doubts": len(doubts),
        "general": handed_in.general(now, reading) + handed_in.strangeness(now, reading),
        "looked": looked,
        "seen": original_marks.seen(file, reading, chosen, now.figures.cells) if file else None,
        "walk": walk,
        "is_scan": is_scan,
        "following": walk.after if is_scan else _following(doubts, chosen),
        "sheet": drawing.sheet(now, table, address=lambda cell: f"{address}?cell={cell}#look", chosen=chosen),
        "tables": [(key, drawing.NAMES[key], next(iter(now.figures.edition.tables[key].cells))) for key in TABLES],
        "table": table,
        "texts": handed_in.texts(reading),
        "opened_part": visit.request.GET.get("part", ""),
        "form": form or Correct(looked.unit, initial=first),
        "may_write": opened.may.get("write", False),
    }
    return visit.render("desk/reports/file.html", context, status=status)


def _following(doubts: list[handed_in.Read], chosen: str) -> str:
    """The doubt after this one, so that one can go through them."""
    cells = [each.cell for each in doubts]
    if chosen in cells:
        at = cells.index(chosen)
        return next(iter(cells[at + 1 : at + 2]), "")
    return cells[0] if cells else ""


@require_POST
@page
def correct(visit: Visit, number: int, cell: str) -> HttpResponse:
    """One cell put right, or back to what was read."""
    opened = folder.opened(visit, number)
    reading = drafts.reading_of(opened.report)
    if reading is None or cell not in opened.draft.figures.cells:
        raise access.Absent
    if visit.request.POST.get("do") == "drop":
        return _dropped(visit, number, cell)
    form = Correct(handed_in.cell(opened.draft, reading, cell).unit, visit.request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.adjust(number, cell, given["value"], by=visit.actor, at=timezone.now(), reason=given["reason"])
            messages.success(visit.request, f"{opened.draft.figures.edition.where(cell)} 已更正。")
            following = visit.request.POST.get("following", "")
            return redirect(f"{reverse('desk-report-file', args=(number,))}?cell={following or cell}#look")
        except (ValidationError, NotAllowed) as error:
            form.add_error(None, said(error))
    return _confirm(visit, opened, reading, cell, form, 422)


def _dropped(visit: Visit, number: int, cell: str) -> HttpResponse:
    try:
        actions.drop(number, cell, by=visit.actor, at=timezone.now())
        messages.success(visit.request, "已恢复为读到的数。")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return redirect(f"{reverse('desk-report-file', args=(number,))}?cell={cell}#look")


@require_GET
@page
def original(visit: Visit, number: int, file: int) -> HttpResponse:
    """The file as it was handed in."""
    found = file_of(visit, number, file)
    return attachment_response(files.fetch(found.stored), found.name)


@require_POST
@page
def leave(visit: Visit, number: int) -> HttpResponse:
    """Back to filling in here."""
    try:
        actions.fill_in_here(number, by=visit.actor, at=timezone.now())
        messages.success(visit.request, "已改为在平台填报；交来的文件还留着。")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
        return redirect("desk-report-file", number=number)
    return redirect("desk-report", number=number)
