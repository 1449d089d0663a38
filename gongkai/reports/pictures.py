"""The pictures of a report's parts, charts and uploads alike, as files want them and as the public page keeps them."""

from decimal import Decimal
from typing import Any

from gongkai.reports import charts
from gongkai.reports.drafts import Draft
from gongkai.reports.models import Picture
from gongkai.vault import files
from gongkai.writing import Picture as Printed
from gongkai.writing.charts import Chart, Series, picture


def of(now: Draft) -> dict[str, list[Printed]]:
    """Part → its pictures in order; a chart whose data is not there is left out."""
    found: dict[str, list[Printed]] = {}
    for each in Picture.objects.filter(report=now.found):
        printed = _chart(each, now) if each.chart else _upload(each)
        if printed is not None:
            found.setdefault(each.part, []).append(printed)
    return found


def _chart(each: Picture, now: Draft) -> Printed | None:
    drawn = charts.chart(each.chart, now)
    if drawn is None:
        return None
    made = picture(drawn)  # its title stands in the caption
    return Printed(each.caption or made.caption, made.alternative, made.data)


def _upload(each: Picture) -> Printed:
    return Printed(each.caption, each.alternative, files.fetch(each.stored))


def records_of(now: Draft) -> list[dict[str, Any]]:
    """The pictures as plain values for the public page, with the part in which they stand; uploads by the kind of file."""
    found = []
    for each in Picture.objects.filter(report=now.found):
        told: dict[str, Any] = {"part": each.part, "caption": each.caption}
        if not each.chart:
            found.append(told | {"upload": each.kind, "alternative": each.alternative})
        elif (drawn := charts.chart(each.chart, now)) is not None:
            found.append(told | record(drawn))
    return found


def uploads(now: Draft) -> dict[int, bytes]:
    """Place among the pictures of the public page, from 1 → the bytes of an upload."""
    rows = [
        each for each in Picture.objects.filter(report=now.found) if not each.chart or charts.chart(each.chart, now)
    ]
    return {place: files.fetch(each.stored) for place, each in enumerate(rows, 1) if not each.chart}


def record(chart: Chart) -> dict[str, Any]:
    """A chart as JSON."""
    return {
        "kind": chart.kind,
        "title": chart.title,
        "categories": list(chart.categories),
        "series": [[series.name, [_plain(value) for value in series.values]] for series in chart.series],
        "unit": chart.unit,
        "note": chart.note,
    }


def chart_of(found: dict[str, Any]) -> Chart:
    """The chart of a record."""
    series = tuple(
        Series(name, tuple(Decimal(value) if isinstance(value, str) else value for value in values))
        for name, values in found["series"]
    )
    return Chart(found["kind"], found["title"], tuple(found["categories"]), series, found["unit"], found["note"])


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value
