"""Bars that stand or lie on one another: the parts, and what they come to where all of them are known."""

from collections.abc import Callable

from gongkai.writing.charts import heading, looks
from gongkai.writing.charts.frame import Option
from gongkai.writing.charts.values import Chart, Number, added

_INCOMPLETE = "有缺"  # a sum of what is known would be read as the sum of all


def heights(chart: Chart) -> list[float]:
    """For each category how far the known parts reach."""
    columns = zip(*(series.values for series in chart.series), strict=True)
    return [float(added(value for value in column if value is not None) or 0) for column in columns]


def totals(chart: Chart) -> list[str]:
    """For each category the words at the end of its stack."""
    columns = zip(*(series.values for series in chart.series), strict=True)
    return [_total(column) for column in columns]


def bars(chart: Chart, wide: int, bar: float, is_roomy: Callable[[float, str], bool]) -> list[Option]:
    """A series of ECharts for each series; a figure stands in its part where there is room."""
    return [
        {
            "type": "bar",
            "stack": "whole",
            "name": name,
            "barWidth": bar,
            "itemStyle": {"color": looks.COLOURS[at], "borderColor": "#ffffff", "borderWidth": 1},
            "label": {
                "show": False,
                "position": "inside",
                "fontSize": looks.TEXT,
                "color": looks.ON_COLOURS[at],
                "textBorderColor": looks.COLOURS[at],
                "textBorderWidth": 4,
            },
            "data": [_part(value, is_roomy) for value in series.values],
        }
        for at, (name, series) in enumerate(zip(heading.names(chart, wide), chart.series, strict=True))
    ]


def sums(chart: Chart, *, is_upright: bool) -> Option:
    """The totals, each at the end of its stack."""
    ends = enumerate(zip(heights(chart), totals(chart), strict=True))
    label = {"show": True, "position": "top" if is_upright else "right", "distance": 5, **looks.BORDERED}
    return {
        "type": "scatter",
        "silent": True,
        "symbolSize": 1,
        "itemStyle": {"color": "transparent", "opacity": 1},
        "label": {**label, "fontSize": looks.TEXT, "fontWeight": 600},
        "data": [
            {"value": [at, end] if is_upright else [end, at], "label": {"formatter": text}} for at, (end, text) in ends
        ],
    }


def _total(column: tuple[Number | None, ...]) -> str:
    if all(value is None for value in column):
        return looks.GAP
    whole = added(column)
    return _INCOMPLETE if whole is None else looks.figure(whole)


def _part(value: Number | None, is_roomy: Callable[[float, str], bool]) -> Option | None:
    if value is None:
        return None
    text = looks.figure(value)
    return {"value": looks.plain(value), "label": {"show": is_roomy(float(value), text), "formatter": text}}
