"""The whole report as it will be published, before it is: on a page, and as a file to send round."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.core.editions import TABLES
from gongkai.desk.answers import attachment_response
from gongkai.desk.reports import drawing, folder, passages, picture_views
from gongkai.desk.reports.folder import Folder
from gongkai.desk.visits import Visit, page
from gongkai.reports import access, charts, drafts, pictures
from gongkai.reports.models import Picture
from gongkai.writing import KINDS, CannotWrite, write


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it will stand: heading, text, table, pictures."""

    key: str
    label: str
    paragraphs: passages.Paragraphs
    sheet: drawing.Sheet | None
    pictures: list[picture_views.Shown]


@require_GET
@page
def preview(visit: Visit, number: int) -> HttpResponse:
    """Part after part."""
    report = access.report(visit.actor, number)
    held = list(Picture.objects.filter(report=report))
    opened = folder.of(visit, report, also=_rests_on(held))
    context = opened.context("preview") | {"parts": _parts(opened, held), "kinds": KINDS}
    return visit.render("desk/reports/preview.html", context)


def _rests_on(held: list[Picture]) -> list[str]:
    return [key for each in held for key in charts.RESTS_ON.get(each.chart, ())]


def _parts(opened: Folder, held: list[Picture]) -> list[Part]:
    number, now = opened.report.pk, drafts.as_printed(opened.draft)
    drawn = charts.every(now, {each.chart for each in held if each.chart})

    def address(cell: str) -> str:
        return reverse("desk-report-cell", args=(number, cell))

    return [
        Part(
            key,
            label,
            passages.paragraphs(now, key),
            drawing.sheet(now, key, address=address, plain=True) if key in TABLES else None,
            [picture_views.picture(number, each, drawn.get(each.chart)) for each in held if each.part == key],
        )
        for key, label in drafts.PART_LABELS.items()
    ]


@require_GET
@page
def download(visit: Visit, number: int, kind: str) -> HttpResponse:
    """The draft as a file."""
    if kind not in KINDS:
        raise access.Absent
    opened = folder.opened(visit, number, is_whole=True)
    now = drafts.as_printed(opened.draft)
    try:
        data = write(now.report, kind, pictures.of(now))
    except CannotWrite as error:
        messages.error(visit.request, str(error))
        return redirect("desk-report-preview", number=number)
    word = "" if opened.report.stage == "published" else "（草稿）"
    return attachment_response(data, f"{opened.report}{word}.{kind}")
