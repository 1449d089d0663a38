"""Bars that stand: for few categories with short names, such as years."""

from gongkai.writing.charts import heading, looks, stack
from gongkai.writing.charts.frame import (
    Drawing,
    Option,
    Parts,
    Plot,
    categories_axis,
    figures_axis,
    framed,
    ground,
    limit_line,
    with_limit,
    words,
)
from gongkai.writing.charts.scale import Scale, tight
from gongkai.writing.charts.values import Chart, Number

_HIGH, _SIDE, _LABEL_ROOM = 220, 4, 20
_WIDEST, _GAP, _FILLED = 44, 3, 0.72  # of a bar, between bars, the part of a place that bars fill


def fits(chart: Chart, wide: int) -> bool:
    """Whether names and figures find room without touching each other."""
    place = _place(chart, wide)
    bar = _bar(chart, wide)
    is_stack = chart.kind == "stacked"
    texts = stack.totals(chart) if is_stack else [looks.figure(value) for each in chart.series for value in each.values]
    room = place - 6 if is_stack or len(chart.series) == 1 else bar + _GAP - 1
    labels = [looks.words(category) for category in chart.categories]
    return (
        max(map(looks.width, texts), default=0) <= room
        and all(len(looks.fold(label, place - 6, most=9)) <= 2 for label in labels)
        and all(looks.width(label) <= place - 6 or place >= 5 * looks.TEXT for label in labels)
    )


def drawing(chart: Chart, wide: int) -> Drawing:
    """The picture with standing bars."""
    head = heading.heading(chart, wide)
    plot = Plot(_SIDE, head.bottom + _LABEL_ROOM, wide - 2 * _SIDE, _HIGH)
    labels = [looks.fold(looks.words(each), _place(chart, wide) - 6) for each in chart.categories]
    below = 8 + max(map(looks.height, labels)) + 4
    limit = chart.limit.value if chart.limit else None
    ruler = tight([*stack.heights(chart), limit] if chart.kind == "stacked" else with_limit(chart))
    series = _stack(chart, wide, ruler) if chart.kind == "stacked" else _groups(chart, wide)
    is_below_zero = ruler.low < 0
    return framed(
        chart,
        wide,
        head,
        Parts(
            plot,
            int(plot.top + plot.high + below + (_LABEL_ROOM if is_below_zero else 0)),
            categories_axis(
                ["\n".join(label) for label in labels],
                has_line=not is_below_zero,
                margin=8 + (_LABEL_ROOM if is_below_zero else 0),
            ),
            figures_axis(ruler),
            [*series, *limit_line(chart, wide, "yAxis")],
            [*ground(plot, ruler, is_upright=True), *_gaps(chart, wide, plot, ruler)],
        ),
    )


def _place(chart: Chart, wide: int) -> float:
    return (wide - 2 * _SIDE) / len(chart.categories)


def _bar(chart: Chart, wide: int) -> float:
    many = 1 if chart.kind == "stacked" else len(chart.series)
    return min(_WIDEST, _place(chart, wide) * _FILLED / many - _GAP)


def _groups(chart: Chart, wide: int) -> list[Option]:
    bar = _bar(chart, wide)
    label = {"show": True, "position": "top", "distance": 4, "fontSize": looks.TEXT, **looks.BORDERED}
    return [
        {
            "type": "bar",
            "name": name,
            "barWidth": bar,
            "barGap": f"{_GAP / bar * 100:.4f}%",
            "itemStyle": {"color": looks.COLOURS[at]},
            "label": label,
            "data": [_item(value) for value in series.values],
        }
        for at, (name, series) in enumerate(zip(heading.names(chart, wide), chart.series, strict=True))
    ]


def _item(value: Number | None) -> Option | None:
    if value is None:
        return None
    place = {"position": "bottom"} if value < 0 else {}
    return {"value": looks.plain(value), "label": {"formatter": looks.figure(value), **place}}


def _stack(chart: Chart, wide: int, ruler: Scale) -> list[Option]:
    bar, pixels = _bar(chart, wide), _HIGH / (ruler.high - ruler.low)

    def is_roomy(value: float, text: str) -> bool:
        return value * pixels >= looks.LINE_HEIGHT and looks.width(text) <= bar - 2

    return [*stack.bars(chart, wide, bar, is_roomy), stack.sums(chart, is_upright=True)]


def _gaps(chart: Chart, wide: int, plot: Plot, ruler: Scale) -> list[Option]:
    """A dash on the ground line where a bar is not known."""
    if chart.kind == "stacked":
        return []
    place, step = _place(chart, wide), _bar(chart, wide) + _GAP
    foot = plot.top + plot.high * (1 - ruler.place(0)) - 9
    first = -(len(chart.series) - 1) / 2 * step
    return [
        words(looks.GAP, plot.left + place * (at + 0.5) + first + number * step, foot)
        for number, series in enumerate(chart.series)
        for at, value in enumerate(series.values)
        if value is None
    ]
