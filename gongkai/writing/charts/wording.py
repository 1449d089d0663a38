"""A picture in words: what it says, for those who do not see it, and its figures as a table."""

from collections.abc import Iterator

from gongkai.writing.charts import looks
from gongkai.writing.charts.lying import ordered, shares
from gongkai.writing.charts.values import KINDS, Chart, Number, Series, added

_MOST_NAMED = 3  # of categories that share a place
# Figures of these units may be added; days, rates and points may not.
_COUNTED = frozenset("件个人次条篇项份家元期场宗起户张页字") | {"万元", "人次", "万件", "件次", "个部门", "个单位"}

_Known = list[tuple[str, Number]]


def alternative(chart: Chart) -> str:
    """What the picture says, in one or two sentences."""
    unit = f"（单位：{looks.words(chart.unit)}）" if chart.unit else ""
    what = f"{KINDS[chart.kind]}：{looks.words(chart.title)}{unit}。"
    told = "；".join(filter(None, _told(chart)))
    return what + (f"{told}。" if told else "所有数据均缺。") + _gaps(chart)


def rows(chart: Chart) -> tuple[tuple[str, ...], ...]:
    """The figures as a table: a row of headings, then a row for each category."""
    shown = ordered(chart)
    columns = [tuple(map(looks.figure, series.values)) for series in shown.series]
    names = [looks.words(series.name) for series in shown.series]
    if chart.kind == "shares" and added(shown.series[0].values):
        texts = shares(shown.series[0].values)
        columns.append(tuple(text.partition("（")[2].rstrip("）") for text in texts))
        names.append("占比")
    labels = map(looks.words, shown.categories)
    return (("", *names), *zip(labels, *columns, strict=True))


def _told(chart: Chart) -> Iterator[str]:
    if chart.kind == "shares":
        yield _shares(chart)
    elif chart.kind == "stacked":
        yield from _stacked(chart)
    else:
        for series in chart.series:
            name = f"{looks.words(series.name)}：" if len(chart.series) > 1 else ""
            said = _lines(chart, series) if chart.kind == "lines" else _bars(chart, series)
            yield f"{name}{said}" if said else ""
    if chart.limit:
        yield from _passed(chart)


def _bars(chart: Chart, series: Series) -> str:
    known = _known(chart, series)
    if not known:
        return ""
    whole = added(series.values) if chart.unit in _COUNTED and len(known) > 1 else None
    total = "" if whole is None else f"，合计{_with_unit(chart, whole)}"
    return f"{_extremes(chart, known)}{total}"


def _lines(chart: Chart, series: Series) -> str:
    known = _known(chart, series)
    if not known:
        return ""
    (first, start), (last, end) = known[0], known[-1]
    if len(known) == 1:
        return f"{first}为{_with_unit(chart, start)}"
    trend = "升至" if end > start else "降至" if end < start else "到"
    same = "，持平" if end == start else ""
    return (
        f"从{first}的{_with_unit(chart, start)}{trend}{last}的{_with_unit(chart, end)}{same}，{_extremes(chart, known)}"
    )


def _shares(chart: Chart) -> str:
    shown = ordered(chart)
    (series,) = shown.series
    known = _known(shown, series)
    if not known:
        return ""
    whole = added(series.values)
    if not whole:
        return _extremes(chart, known)
    leading = [
        f"{name}{_with_unit(chart, value)}（{float(value) / float(whole) * 100:.1f}%）" for name, value in known[:3]
    ]
    if len(known) <= len(leading):
        return f"合计{_with_unit(chart, whole)}，从多到少是{'、'.join(leading)}"
    least, value = known[-1]
    last = f"最少的是{least}（{_with_unit(chart, value)}）"
    return f"合计{_with_unit(chart, whole)}，居前的是{'、'.join(leading)}，{last}"


def _stacked(chart: Chart) -> Iterator[str]:
    columns = list(zip(*(series.values for series in chart.series), strict=True))
    totals = Series("合计", tuple(added(column) for column in columns))
    known = _known(chart, totals)
    yield f"各项相加，{_extremes(chart, known)}" if known else ""
    for series in chart.series:
        own = _known(chart, series)
        whole = added(series.values)
        total = f"，共{_with_unit(chart, whole)}" if whole is not None and chart.unit in _COUNTED else ""
        yield f"{looks.words(series.name)}{_extremes(chart, own)}{total}" if own else ""


def _extremes(chart: Chart, known: _Known) -> str:
    most, least = max(value for _, value in known), min(value for _, value in known)
    if len(known) == 1:
        return f"{known[0][0]}为{_with_unit(chart, most)}"
    if most == least:
        return f"各项都是{_with_unit(chart, most)}"
    highest, lowest = (_names([name for name, value in known if value == each]) for each in (most, least))
    return f"最高为{highest}（{_with_unit(chart, most)}），最低为{lowest}（{_with_unit(chart, least)}）"


def _passed(chart: Chart) -> Iterator[str]:
    assert chart.limit
    limit = f"{looks.words(chart.limit.name)}{_with_unit(chart, chart.limit.value)}"
    for series in chart.series:
        over = [name for name, value in _known(chart, series) if value > chart.limit.value]
        name = looks.words(series.name) if len(chart.series) > 1 else ""
        yield f"{name}超过{limit}的有{_names(over)}" if over else f"{name}没有超过{limit}的"


def _gaps(chart: Chart) -> str:
    many = sum(value is None for series in chart.series for value in series.values)
    return f"有{many}处没有数据。" if many else ""


def _known(chart: Chart, series: Series) -> _Known:
    pairs = zip(map(looks.words, chart.categories), series.values, strict=True)
    return [(name, value) for name, value in pairs if value is not None]


def _names(names: list[str]) -> str:
    more = f"等{len(names)}项" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more


def _with_unit(chart: Chart, value: Number) -> str:
    return f"{looks.figure(value)}{looks.words(chart.unit)}"
