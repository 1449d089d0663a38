"""The frame in which every kind of picture is drawn: parts of an ECharts option that they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.writing.charts import heading, looks
from gongkai.writing.charts.scale import Scale
from gongkai.writing.charts.values import Chart

Option = dict[str, object]


@dataclass(frozen=True, slots=True)
class Drawing:
    """An option of ECharts with the size for which its places were reckoned."""

    option: Option
    wide: int
    high: int


@dataclass(frozen=True, slots=True)
class Plot:
    """The field of the figures within the picture, in pixels."""

    left: float
    top: float
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Parts:
    """What one kind of picture puts into the frame."""

    plot: Plot
    bottom: int  # below the field and its labels
    across: Option
    upward: Option
    series: Sequence[Option]
    words: Sequence[Option] = ()


def framed(chart: Chart, wide: int, head: heading.Heading, parts: Parts) -> Drawing:
    """The whole picture: heading, field, note."""
    notes, high = heading.note(chart, wide, parts.bottom)
    plot = parts.plot
    return Drawing(
        {
            "animation": False,
            "color": list(looks.COLOURS),
            "textStyle": {"fontFamily": "sans-serif"},
            "title": [*head.titles, *notes],
            "legend": list(head.legends),
            "grid": {
                "left": plot.left,
                "top": plot.top,
                "width": plot.wide,
                "height": plot.high,
                "outerBoundsMode": "none",
            },
            "xAxis": parts.across,
            "yAxis": parts.upward,
            "series": list(parts.series),
            "graphic": list(parts.words),
        },
        wide,
        high,
    )


def figures_axis(ruler: Scale, *, is_shown: bool = False) -> Option:
    """The axis of the figures without its figures. Where every bar tells its own, there are no lines either."""
    return {
        "type": "value",
        "min": ruler.low,
        "max": ruler.high,
        "interval": ruler.step,
        "axisLine": {"show": False},
        "axisTick": {"show": False},
        "axisLabel": {"show": False},
        "splitLine": {"show": is_shown, "lineStyle": {"color": looks.LINE_2}},
    }


def categories_axis(
    labels: Sequence[str], *, is_inverse: bool = False, has_line: bool = True, margin: float = 8
) -> Option:
    """The axis of the categories, every label shown as given; without a line where that would not be zero."""
    label = {
        "interval": 0,
        "fontSize": looks.TEXT,
        "lineHeight": looks.LINE_HEIGHT,
        "color": looks.INK_2,
        "margin": margin,
    }
    return {
        "type": "category",
        "data": list(labels),
        "inverse": is_inverse,
        "axisLine": {"show": has_line, "lineStyle": {"color": looks.LINE}, "onZero": False},
        "axisTick": {"show": False},
        "axisLabel": {**label, "hideOverlap": False},
        "splitLine": {"show": False},
    }


def limit_line(chart: Chart, wide: int, axis: str) -> list[Option]:
    """The line that should not be passed: a series of its own, so that the legend names it."""
    if chart.limit is None:
        return []
    line = {"color": looks.SEAL, "width": 1.5, "type": "dashed"}
    mark = {
        "silent": True,
        "z": 2,
        "symbol": "none",
        "label": {"show": False},
        "lineStyle": line,
        "data": [{axis: looks.plain(chart.limit.value)}],
    }
    name = heading.limit_name(chart, wide)
    return [{"type": "line", "name": name, "data": [], "symbol": "none", "lineStyle": line, "markLine": mark}]


def words(text: str, x: float, y: float, *, side: str = "center", style: Mapping[str, object] | None = None) -> Option:
    """Words at a place of their own."""
    look = {"text": text, "fontSize": looks.TEXT, "fontFamily": "sans-serif", "fill": looks.INK_3, **(style or {})}
    placed = {"x": x, "y": y, "align": side, "verticalAlign": "middle"}
    return {"type": "text", "silent": True, "style": {**look, **placed}}


def ground(plot: Plot, ruler: Scale, *, is_upright: bool) -> list[Option]:
    """The line of zero, where it is not the edge of the field."""
    if ruler.low >= 0:
        return []
    x, y = plot.left + plot.wide * ruler.place(0), plot.top + plot.high * (1 - ruler.place(0))
    shape = {"x1": plot.left, "x2": plot.left + plot.wide, "y1": y, "y2": y}
    if not is_upright:
        shape = {"x1": x, "x2": x, "y1": plot.top, "y2": plot.top + plot.high}
    return [{"type": "line", "silent": True, "z": 1, "shape": shape, "style": {"stroke": looks.INK_3}}]


def with_limit(chart: Chart) -> list[float | int | None]:
    """All the figures that the scale must hold, whatever series they are of."""
    values = [looks.plain(value) for series in chart.series for value in series.values]
    return [*values, looks.plain(chart.limit.value)] if chart.limit else values
