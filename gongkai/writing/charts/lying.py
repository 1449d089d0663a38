"""Bars that lie: for many categories or long names, for parts of a whole, and for ranges. The picture grows downwards."""

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
from gongkai.writing.charts.values import Chart, Number, added

_BAR, _GAP, _BETWEEN = 16, 3, 12
_LABELS = 0.36  # the part of the width that names may take
_TRACK = 0.25  # parts of a whole are drawn on the whole if the largest is at least so large


def drawing(chart: Chart, wide: int) -> Drawing:
    """The picture with lying bars."""
    chart = ordered(chart)
    head = heading.heading(chart, wide, icon="" if chart.kind == "range" else "rect")
    labels = [looks.fold(looks.words(each), wide * _LABELS) for each in chart.categories]
    ruler, ends, before = _ruler(chart), _ends(chart), _before(chart)
    left = max(looks.width(line) for label in labels for line in label) + 12 + before
    plot = Plot(left, head.bottom + 2, _reach(ends, ruler, wide - left - 2), _row(chart, labels) * len(labels))
    folded = ["\n".join(label) for label in labels]
    labelled = categories_axis(folded, is_inverse=True, has_line=ruler.low >= 0, margin=8 + before)
    series = [*_series(chart, wide, plot, ruler), *limit_line(chart, wide, "xAxis")]
    texts = [*ground(plot, ruler, is_upright=False), *_gaps(chart, plot, ruler)]
    bottom = int(plot.top + plot.high + 4)
    return framed(chart, wide, head, Parts(plot, bottom, figures_axis(ruler), labelled, series, texts))


def _before(chart: Chart) -> float:
    """The room left of the field: for figures below zero, and for medians, which stand before their marks."""
    if chart.kind == "range":
        return max(looks.width(looks.figure(value)) for value in chart.series[0].values) + 12
    return max((looks.width(text) + 8 for text, value in _ends(chart) if value < 0), default=0)


def _reach(ends: list[tuple[str, float]], ruler: Scale, room: float) -> float:
    """How wide the field may be so that every bar has room for its figure behind it."""
    parts = ((room - looks.width(text) - 14, ruler.place(value)) for text, value in ends if value >= 0)
    return max(60.0, min([room, *(left / part for left, part in parts if part > 0)]))


def ordered(chart: Chart) -> Chart:
    """Parts of a whole stand by size, unknown ones last; everything else stands as given."""
    if chart.kind != "shares":
        return chart
    (series,) = chart.series
    order = sorted(range(len(series.values)), key=lambda at: (series.values[at] is None, -(series.values[at] or 0)))
    return Chart(
        chart.kind,
        chart.title,
        tuple(chart.categories[at] for at in order),
        (type(series)(series.name, tuple(series.values[at] for at in order)),),
        chart.unit,
        chart.note,
        chart.limit,
    )


def shares(values: tuple[Number | None, ...]) -> list[str]:
    """Each figure with its share in per cent, where all are known and there is something to share."""
    whole = added(values)
    if not whole:
        return [looks.figure(value) for value in values]
    return [f"{looks.figure(value)}（{float(value or 0) / float(whole) * 100:.1f}%）" for value in values]


def _row(chart: Chart, labels: list[list[str]]) -> float:
    bars = len(chart.series) if chart.kind == "bars" else 1
    return max(bars * (_BAR + _GAP) - _GAP + _BETWEEN, max(map(looks.height, labels)) + 8)


def _ends(chart: Chart) -> list[tuple[str, float]]:
    """The words at the end of each bar, and the figure at which they stand."""
    if chart.kind == "stacked":
        return list(zip(stack.totals(chart), stack.heights(chart), strict=True))
    if chart.kind == "shares":
        values = chart.series[0].values
        return [(text, float(value or 0)) for text, value in zip(shares(values), values, strict=True)]
    return [(looks.figure(value), float(value or 0)) for series in chart.series for value in series.values]


def _ruler(chart: Chart) -> Scale:
    limit = chart.limit.value if chart.limit else None
    found = tight([*stack.heights(chart), limit] if chart.kind == "stacked" else with_limit(chart))
    whole = _whole(chart)
    return Scale(found.low, whole, whole) if whole and found.high >= whole * _TRACK else found


def _whole(chart: Chart) -> float:
    return float(added(chart.series[0].values) or 0) if chart.kind == "shares" else 0.0


def _series(chart: Chart, wide: int, plot: Plot, ruler: Scale) -> list[Option]:
    if chart.kind == "range":
        return _range(chart, wide)
    if chart.kind == "stacked":
        pixels = plot.wide / (ruler.high - ruler.low)
        drawn = stack.bars(chart, wide, _BAR + 2, lambda value, text: value * pixels >= looks.width(text) + 4)
        return [*drawn, stack.sums(chart, is_upright=False)]
    return _bars(chart, wide, ruler)


def _bars(chart: Chart, wide: int, ruler: Scale) -> list[Option]:
    whole = _whole(chart)
    has_track = bool(whole) and ruler.high >= whole
    label = {"show": True, "position": "right", "distance": 5, "fontSize": looks.TEXT, **looks.BORDERED}
    drawn = []
    for at, (name, series) in enumerate(zip(heading.names(chart, wide), chart.series, strict=True)):
        behind = {"textBorderColor": looks.WASH} if has_track else {}
        texts = shares(series.values) if chart.kind == "shares" else map(looks.figure, series.values)
        drawn.append(
            {
                "type": "bar",
                "name": name,
                "barWidth": _BAR,
                "barGap": f"{_GAP / _BAR * 100:.4f}%",
                "itemStyle": {"color": looks.COLOURS[at]},
                "showBackground": has_track,
                "backgroundStyle": {"color": looks.WASH},
                "label": {**label, **behind},
                "data": [_item(*each) for each in zip(series.values, texts, strict=True)],
            }
        )
    return drawn


def _item(value: Number | None, text: str) -> Option | None:
    if value is None:
        return None
    place = {"position": "left"} if value < 0 else {}
    return {"value": looks.plain(value), "label": {"formatter": text, **place}}


def _range(chart: Chart, wide: int) -> list[Option]:
    """A pale bar from the median to what nine of ten stay within, with a mark at both ends."""
    middle, most = chart.series
    pairs = list(zip(map(looks.plain, middle.values), map(looks.plain, most.values), strict=True))
    is_whole = [low is not None and high is not None for low, high in pairs]
    base = [low if known else None for (low, _), known in zip(pairs, is_whole, strict=True)]
    span = [(high or 0) - (low or 0) if known else None for (low, high), known in zip(pairs, is_whole, strict=True)]
    bar: Option = {"type": "bar", "stack": "range", "barWidth": 8, "silent": True}
    first, second = heading.names(chart, wide)
    return [
        {**bar, "itemStyle": {"color": "none"}, "data": base},
        {**bar, "itemStyle": {"color": looks.INDIGO_LIGHT}, "data": span},
        _marks(first, middle.values, "left", {"symbol": "circle", "itemStyle": {"color": looks.INDIGO, "opacity": 1}}),
        _marks(second, most.values, "right", {"symbol": "diamond", "itemStyle": {"color": "#5b86b5", "opacity": 1}}),
    ]


def _marks(name: str, values: tuple[Number | None, ...], side: str, look: Option) -> Option:
    label = {"show": True, "position": side, "distance": 5, "fontSize": looks.TEXT, **looks.BORDERED}
    found = [(at, value) for at, value in enumerate(values) if value is not None]
    data = [{"value": [looks.plain(value), at], "label": {"formatter": looks.figure(value)}} for at, value in found]
    return {"type": "scatter", "name": name, "symbolSize": 11, "label": label, "data": data, **look}


def _gaps(chart: Chart, plot: Plot, ruler: Scale) -> list[Option]:
    """A dash where a bar is not known; a range has one where neither of its ends is."""
    if chart.kind == "stacked":
        return []
    rows = [series.values for series in chart.series]
    if chart.kind == "range":
        rows = [tuple(low if low is not None else high for low, high in zip(*rows, strict=True))]
    row, step = plot.high / len(chart.categories), _BAR + _GAP
    foot = plot.left + plot.wide * ruler.place(0) + 6
    first = plot.top - (len(rows) - 1) / 2 * step
    return [
        words(looks.GAP, foot, first + row * (at + 0.5) + number * step, side="left")
        for number, values in enumerate(rows)
        for at, value in enumerate(values)
        if value is None
    ]
