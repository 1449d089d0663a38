"""What stands above and below the figures of a picture: title, unit, names of the series, note."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.writing.charts import looks
from gongkai.writing.charts.values import Chart

_ICON, _ICON_GAP, _ITEM_GAP, _SPARE = 18, 5, 18, 4  # the last: the engine measures a little otherwise than we do
_TITLE_LINE, _ROW = 23, 20


@dataclass(frozen=True, slots=True)
class Heading:
    """Titles and legends of an option, and the first free pixel below them."""

    titles: tuple[dict[str, object], ...]
    legends: tuple[dict[str, object], ...]
    bottom: int


def heading(chart: Chart, wide: int, *, icon: str = "rect") -> Heading:
    """Title, unit, and rows of names that fit into the width."""
    titles, top = [], 2
    if chart.title:
        lines = looks.fold(looks.words(chart.title), wide, looks.TITLE)
        titles.append(_words("\n".join(lines), top, looks.TITLE, _TITLE_LINE, looks.INK, weight=600))
        top += looks.height(lines, _TITLE_LINE)
    if chart.unit:
        unit = looks.cut(f"单位：{looks.words(chart.unit)}", wide)
        titles.append(_words(unit, top + 2, looks.TEXT, looks.LINE_HEIGHT, looks.INK_3))
        top += _ROW
    rows = list(_rows(_named(chart, wide), wide))
    plain = limit_name(chart, wide)
    legends = [_legend(row, top + 4 + at * _ROW, icon, plain) for at, row in enumerate(rows)]
    return Heading(tuple(titles), tuple(legends), top + (4 + len(rows) * _ROW if rows else 0) + 6)


def note(chart: Chart, wide: int, top: int) -> tuple[tuple[dict[str, object], ...], int]:
    """The note below the figures, if there is one, and the height of the whole picture."""
    text = looks.words(chart.note)
    if not text:
        return (), top
    lines = looks.fold(text, wide, looks.SMALL, most=6)
    words = _words("\n".join(lines), top + 6, looks.SMALL, looks.LINE_HEIGHT, looks.INK_3)
    return (words,), top + 8 + looks.height(lines)


def names(chart: Chart, wide: int) -> tuple[str, ...]:
    """The names of the series as they stand in the legend: on one line, never empty, and all different."""
    room = wide - _ICON - _ICON_GAP - _SPARE
    found = [looks.cut(looks.words(each.name) or f"第{at}组", room) for at, each in enumerate(chart.series, start=1)]
    return tuple(f"{at}.{name}" if found.count(name) > 1 else name for at, name in enumerate(found, start=1))


def limit_name(chart: Chart, wide: int) -> str:
    """The limit as it stands in the legend: with its figure."""
    if chart.limit is None:
        return ""
    text = f"{looks.words(chart.limit.name)} {looks.figure(chart.limit.value)}{looks.words(chart.unit)}"
    return looks.cut(text, wide - _ICON - _ICON_GAP - _SPARE)


def _named(chart: Chart, wide: int) -> list[str]:
    shown = names(chart, wide) if len(chart.series) > 1 else ()
    return [*shown, *filter(None, [limit_name(chart, wide)])]


def _rows(items: Sequence[str], wide: int) -> list[list[str]]:
    rows: list[list[str]] = []
    left = 0.0
    for item in items:
        needed = _ICON + _ICON_GAP + looks.width(item) + _ITEM_GAP
        if not rows or left + needed - _ITEM_GAP > wide - _SPARE:
            rows.append([])
            left = 0.0
        rows[-1].append(item)
        left += needed
    return rows


def _legend(row: Sequence[str], top: int, icon: str, plain: str) -> dict[str, object]:
    """`plain` is the name that has a line before it, whatever the others have."""
    own: dict[str, object] = {"icon": icon} if icon else {}
    return {
        "data": [{"name": name, **({"itemStyle": {"opacity": 0}} if name == plain else own)} for name in row],
        "left": 0,
        "top": top,
        "padding": 0,
        "width": 9999,  # a row is never broken again: the engine reckons otherwise than we do
        "itemGap": _ITEM_GAP,
        "itemWidth": _ICON,
        "itemHeight": 10,
        "selectedMode": False,
        "textStyle": {"fontSize": looks.TEXT, "color": looks.INK_2, "padding": [0, 0, 0, _ICON_GAP - 5]},
    }


def _words(text: str, top: int, size: int, line: int, colour: str, *, weight: int = 400) -> dict[str, object]:
    style = {"fontSize": size, "lineHeight": line, "color": colour, "fontWeight": weight}
    return {"text": text, "left": 0, "top": top, "padding": 0, "textStyle": style}
