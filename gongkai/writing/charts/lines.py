"""Lines over time: a point for each figure, a break where one is not known, and figures beside points where there is room."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from math import ceil

from gongkai.writing.charts import heading, looks
from gongkai.writing.charts.frame import (
    Drawing,
    Option,
    Parts,
    Plot,
    categories_axis,
    figures_axis,
    framed,
    limit_line,
    with_limit,
    words,
)
from gongkai.writing.charts.scale import Scale, rounded
from gongkai.writing.charts.values import Chart, Number

_HIGH, _ABOVE, _RIGHT = 220, 22, 4
_LABEL_HIGH, _LABEL_WIDE, _DISTANCE, _POINT = 14, 60, 5, 4
_MOST_LARGE = 40  # points drawn large


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def drawing(chart: Chart, wide: int) -> Drawing:
    """The picture with lines."""
    head = heading.heading(chart, wide, icon="")
    ruler = rounded(with_limit(chart))
    left = max(looks.width(looks.figure(each)) for each in _ticks(ruler)) + 10
    plot = Plot(left, head.bottom + _ABOVE, wide - left - _right(chart, wide - left), _HIGH)
    labels = _labels(chart, plot.wide / len(chart.categories))
    below = 8 + max(map(looks.height, labels)) + 4
    shown = _shown(chart, plot, ruler)
    series = [_line(chart, wide, at, shown) for at in range(len(chart.series))]
    return framed(
        chart,
        wide,
        head,
        Parts(
            plot,
            int(plot.top + plot.high + below),
            categories_axis(["\n".join(label) for label in labels]),
            figures_axis(ruler, is_shown=True),
            [*series, *limit_line(chart, wide, "yAxis")],
            list(_scale_words(plot, ruler)),
        ),
    )


def _ticks(ruler: Scale) -> list[float]:
    return [ruler.low + at * ruler.step for at in range(round((ruler.high - ruler.low) / ruler.step) + 1)]


def _scale_words(plot: Plot, ruler: Scale) -> Iterator[Option]:
    for tick in _ticks(ruler):
        yield words(looks.figure(tick), plot.left - 8, plot.top + plot.high * (1 - ruler.place(tick)), side="right")


def _right(chart: Chart, room: float) -> float:
    """Room at the right edge for the words of the last point, which are wider than its place."""
    ends = [chart.categories[-1], *(looks.figure(series.values[-1]) for series in chart.series)]
    widest = min(_LABEL_WIDE, max(looks.width(looks.words(end)) for end in ends)) + 6
    return max(_RIGHT, (widest - room / len(chart.categories)) / 2)


def _labels(chart: Chart, place: float) -> list[list[str]]:
    """The names below the points; where they are too many, the first, the last, and as many between as fit."""
    room = max(place - 4, _LABEL_WIDE)
    folded = [looks.fold(looks.words(each), room, most=2) for each in chart.categories]
    widest = max(looks.width(line) for label in folded for line in label) + 6
    every = max(1, ceil(widest / place))
    last = len(folded) - 1
    kept = {at for at in range(0, last + 1, every) if at == last or last - at >= every} | {last}
    return [label if at in kept else [""] for at, label in enumerate(folded)]


def _line(chart: Chart, wide: int, at: int, shown: dict[tuple[int, int], str]) -> Option:
    label = {"show": False, "distance": _DISTANCE, "fontSize": looks.TEXT, **looks.BORDERED}
    return {
        "type": "line",
        "name": heading.names(chart, wide)[at],
        "clip": False,
        "connectNulls": False,
        "showAllSymbol": True,
        "symbol": looks.SYMBOLS[at],
        "symbolSize": _mark(chart),
        "lineStyle": {"width": 2.25, "type": looks.DASHES[at], "color": _colour(at)},
        "itemStyle": {"color": _colour(at)},
        "label": label,
        "data": [_point(value, shown.get((at, number), "")) for number, value in enumerate(chart.series[at].values)],
    }


def _mark(chart: Chart) -> int:
    """The size of a point."""
    return 2 * _POINT - 1 if len(chart.categories) <= _MOST_LARGE else _POINT


def _colour(at: int) -> str:
    """Thin lines need more colour than bars."""
    return ("#1b4a7e", "#5b8fc7", "#2b7d5a", "#b5831c", "#5d6b7c", "#8a73ad")[at]


def _point(value: Number | None, side: str) -> Option | None:
    if value is None:
        return None
    label = {"show": True, "position": side, "formatter": looks.figure(value)} if side else {"show": False}
    return {"value": looks.plain(value), "label": label}


# ── which figures stand beside their points ─────────────────────────────────────────────────────────────────────────


def _shown(chart: Chart, plot: Plot, ruler: Scale) -> dict[tuple[int, int], str]:
    """For each point whose figure is shown, whether above or below it: the last ones first, then the highest, then all."""
    taken = [_around(chart, plot, ruler, *key) for key in _known(chart)]
    crossed = [list(_trail(chart, plot, ruler, at)) for at in range(len(chart.series))]
    shown: dict[tuple[int, int], str] = {}
    for key in _by_weight(chart):
        for side in ("top", "bottom"):
            box = _label(chart, plot, ruler, key, side)
            others = (trail for at, trail in enumerate(crossed) if at != key[0])
            if _is_inside(box, plot) and not any(map(box.touches, chain(taken, *others))):
                taken.append(box)
                shown[key] = side
                break
    return shown


def _known(chart: Chart) -> Iterator[tuple[int, int]]:
    for at, series in enumerate(chart.series):
        yield from ((at, number) for number, value in enumerate(series.values) if value is not None)


def _by_weight(chart: Chart) -> list[tuple[int, int]]:
    keys = list(_known(chart))
    last = dict(keys)
    highest = {at: max((float(chart.series[at].values[n] or 0), n) for a, n in keys if a == at)[1] for at in last}
    return sorted(keys, key=lambda key: (last[key[0]] != key[1], highest[key[0]] != key[1]))


def _place(chart: Chart, plot: Plot, ruler: Scale, at: int, number: int) -> tuple[float, float]:
    value = chart.series[at].values[number]
    assert value is not None
    x = plot.left + plot.wide * (number + 0.5) / len(chart.categories)
    return x, plot.top + plot.high * (1 - ruler.place(value))


def _trail(chart: Chart, plot: Plot, ruler: Scale, at: int) -> Iterator[_Box]:
    """Small boxes along a line: a figure of another line does not stand on it."""
    for number, (value, following) in enumerate(pairwise(chart.series[at].values)):
        if value is None or following is None:
            continue
        (x, y), (to_x, to_y) = (_place(chart, plot, ruler, at, each) for each in (number, number + 1))
        steps = max(2, int(abs(to_x - x) + abs(to_y - y)) // 8)
        for step in range(1, steps):
            part_x, part_y = x + (to_x - x) * step / steps, y + (to_y - y) * step / steps
            yield _Box(part_x - 1, part_y - 1, part_x + 1, part_y + 1)


def _around(chart: Chart, plot: Plot, ruler: Scale, at: int, number: int) -> _Box:
    x, y = _place(chart, plot, ruler, at, number)
    return _Box(x - _POINT, y - _POINT, x + _POINT, y + _POINT)


def _label(chart: Chart, plot: Plot, ruler: Scale, key: tuple[int, int], side: str) -> _Box:
    x, y = _place(chart, plot, ruler, *key)
    half = looks.width(looks.figure(chart.series[key[0]].values[key[1]])) / 2 + 2
    away = _mark(chart) / 2 + _DISTANCE
    top = y - away - _LABEL_HIGH if side == "top" else y + away
    return _Box(x - half, top, x + half, top + _LABEL_HIGH)


def _is_inside(box: _Box, plot: Plot) -> bool:
    return box.top >= plot.top - _ABOVE and box.bottom <= plot.top + plot.high and box.left >= plot.left - 2
