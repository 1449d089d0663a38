"""Pictures of a part: the unit's own, rebuilt before they are kept, and charts drawn from the data, each with words."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongkai import release
from gongkai.core.life import NotAllowed
from gongkai.desk.answers import said
from gongkai.desk.fields import FilesField, line
from gongkai.desk.reports import drawing, folder
from gongkai.desk.reports.folder import Folder
from gongkai.desk.visits import Visit, page
from gongkai.reports import access, actions, charts, drafts
from gongkai.reports.models import Picture
from gongkai.vault import files
from gongkai.writing.charts import Chart, alternative, rows, svg

_MOST_BYTES = 8_000_000
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of the part, or a chart that may be added: where it is seen, what it says, its data."""

    picture: Picture | None
    key: str
    caption: str
    alternative: str
    address: str
    table: tuple[tuple[str, ...], ...]


def context(opened: Folder, part: str) -> dict[str, Any]:
    """What the page of a text shows of pictures."""
    drawn = charts.every(opened.draft)
    number = opened.report.pk
    held = list(Picture.objects.filter(report=opened.report, part=part))
    return {
        "pictures": [picture(number, each, drawn.get(each.chart)) for each in held],
        "charts": [
            _chart(number, key, chart) for key, chart in drawn.items() if key not in {each.chart for each in held}
        ],
        "upload": Upload(),
    }


def _chart(number: int, key: str, chart: Chart) -> Shown:
    address = reverse("desk-report-chart", args=(number, key))
    return Shown(None, key, chart.title, alternative(chart), address, _table(chart))


def picture(number: int, each: Picture, chart: Chart | None) -> Shown:
    """A picture of the report, with its chart as the data is now."""
    if not each.chart:
        address = reverse("desk-report-picture", args=(number, each.pk))
        return Shown(each, "", each.caption, each.alternative, address, ())
    if chart is None:
        return Shown(each, each.chart, each.caption, "数据还不全，画不出来", "", ())
    address = reverse("desk-report-chart", args=(number, each.chart))
    return Shown(each, each.chart, each.caption, alternative(chart), address, _table(chart))


def _table(chart: Chart) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(cell) for cell in row) for row in rows(chart))


class Upload(forms.Form):
    """A picture of the unit's own."""

    file = FilesField("picture", label="图片", help_text="png 或者 jpg，不超过 8 MB；放进年报的是重制以后的图片。")
    caption = line("图题", most=120)
    alternative = line("替代文字", most=300, help_text="看不见图的人听到的就是它：图上有什么、说明什么。")


@require_POST
@page
def add(visit: Visit, number: str, part: str) -> HttpResponse:
    """A chart, or a picture, at the end of the part."""
    report = access.report(visit.actor, int(number))
    if chart_key := visit.request.POST.get("chart"):
        try:
            actions.add_chart(report.pk, part, chart_key, by=visit.actor, at=timezone.localtime())
            messages.success(visit.request, f"已加入图表“{charts.CHARTS[chart_key]}”，数据变了图也跟着变。")
        except (ValidationError, NotAllowed) as error:
            messages.error(visit.request, "；".join(said(error).messages))
        return redirect(f"{_address(report.pk, part)}#pictures")
    form = Upload(visit.request.POST, visit.request.FILES)
    if form.is_valid():
        try:
            actions.add_picture(report.pk, part, _drawn(form.cleaned_data), by=visit.actor, at=timezone.localtime())
            messages.success(visit.request, "图片已加入。")
            return redirect(f"{_address(report.pk, part)}#pictures")
        except (ValidationError, NotAllowed, release.CannotRelease) as error:
            form.add_error(None, said(error))
    lead = f"放在“{drafts.PART_LABELS[part]}”的末尾。"
    return visit.form(form, title="加入图片", button="加入", back=_address(report.pk, part), lead=lead, at="reports")


def _drawn(given: dict[str, Any]) -> actions.Drawn:
    upload = given["file"][0]
    ending = PurePath(upload.name).suffix.lstrip(".").lower()
    if ending not in _TYPES:
        raise ValidationError(f"“{upload.name}”不是 png 或者 jpg 图片")
    if fault := release.accepts(upload.data, upload.name, most_bytes=_MOST_BYTES):
        raise ValidationError(fault)
    rebuilt = release.rebuild(upload.data, upload.name)
    return actions.Drawn(rebuilt.data, rebuilt.kind, given["caption"], given["alternative"])


def _address(number: int, part: str) -> str:
    return reverse("desk-report-text" if part in drawing.NAMES else "desk-report-part", args=(number, part))


@require_POST
@page
def remove(visit: Visit, number: int, picture: int) -> HttpResponse:
    """Out of the report."""
    access.report(visit.actor, number)
    held = Picture.objects.filter(report=number, pk=picture).first()
    if held is None:
        raise access.Absent
    try:
        actions.remove_picture(number, picture, by=visit.actor, at=timezone.localtime())
        messages.success(visit.request, f"已移出“{held.caption}”。")
    except (ValidationError, NotAllowed) as error:
        messages.error(visit.request, "；".join(said(error).messages))
    return redirect(f"{_address(number, held.part)}#pictures")


@require_GET
@page
def chart(visit: Visit, number: int, key: str) -> HttpResponse:
    """A chart as a picture, drawn from the figures of now."""
    opened = folder.opened(visit, number, is_whole=True)
    drawn = charts.chart(key, opened.draft) if key in charts.CHARTS else None
    if drawn is None:
        raise access.Absent
    return HttpResponse(svg(drawn), content_type="image/svg+xml")


@require_GET
@page
def shown(visit: Visit, number: int, picture: int) -> HttpResponse:
    """A picture of the unit's own, as it was rebuilt."""
    access.report(visit.actor, number)
    held = Picture.objects.filter(report=number, pk=picture, chart="").first()
    if held is None or held.kind not in _TYPES:
        raise access.Absent
    try:
        return HttpResponse(files.fetch(held.stored), content_type=_TYPES[held.kind])
    except files.Missing as error:
        raise access.Absent from error
