"""What a picture of figures shows: kind, words and figures, checked once. Nothing of how it is drawn."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from gongkai.writing.errors import CannotWrite

Number = int | float | Decimal

KINDS = {"bars": "柱状图", "stacked": "堆叠柱状图", "lines": "折线图", "shares": "构成图", "range": "区间图"}
_MOST_CATEGORIES, _MOST_SERIES, _MOST_WORDS = 120, 6, 200
_SERIES = {"shares": (1, 1), "range": (2, 2)}  # fewest, most
_NEVER_NEGATIVE = ("stacked", "shares", "range")


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one name, one for each category. None: the figure is not known, which is never 0."""

    name: str
    values: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure that should not be passed, such as a term of the law: drawn as a line in vermilion."""

    name: str
    value: Number


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures. `range` takes two series: the median, and what nine of ten stay within."""

    kind: str
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    note: str = ""
    limit: Limit | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise _refused(self, f"没有“{self.kind}”这种图", f"可以画：{'、'.join(KINDS)}")
        _check_shape(self)
        for series in self.series:
            _check_figures(self, series)
        if self.kind == "range":
            _check_range(self)


def added(values: Iterable[Number | None]) -> Number | None:
    """The sum, without errors of rounding; None where a figure is not known."""
    known = list(values)
    if any(value is None for value in known):
        return None
    whole = sum((Decimal(str(value)) for value in known), Decimal(0))
    return int(whole) if whole == int(whole) else whole


def _check_shape(chart: Chart) -> None:
    fewest, most = _SERIES.get(chart.kind, (1, _MOST_SERIES))
    if not fewest <= len(chart.series) <= most:
        many = f"{fewest}组" if fewest == most else f"{fewest}至{most}组"
        raise _refused(chart, f"给了{len(chart.series)}组数", f"这种图要{many}；组数太多时请分成几张图")
    if not 1 <= len(chart.categories) <= _MOST_CATEGORIES:
        raise _refused(
            chart, f"给了{len(chart.categories)}个类别", f"要有1至{_MOST_CATEGORIES}个类别；太多时请改用表格"
        )
    names = [series.name for series in chart.series] + ([chart.limit.name] if chart.limit else [])
    if len(names) != len(set(names)):
        raise _refused(chart, "有两组数同名", "请给每组数起不同的名字")
    words = (chart.title, chart.unit, *names, *chart.categories)
    if max(map(len, words)) > _MOST_WORDS:
        raise _refused(chart, f"有一处文字超过{_MOST_WORDS}个字", "请缩短标题、类别或者组名")


def _check_figures(chart: Chart, series: Series) -> None:
    if len(series.values) != len(chart.categories):
        told = f"“{series.name}”有{len(series.values)}个数，而类别有{len(chart.categories)}个"
        raise _refused(chart, told, "请一一对应；不知道的数写 None")
    known = [value for value in series.values if value is not None]
    if any(isinstance(value, bool) or not math.isfinite(value) for value in known):
        raise _refused(chart, f"“{series.name}”里有不是数的值", "请只给有限的数；不知道的数写 None")
    if chart.kind in _NEVER_NEGATIVE and any(value < 0 for value in known):
        raise _refused(chart, f"“{series.name}”里有负数，{KINDS[chart.kind]}画不了", "请改用 bars 或者 lines")


def _check_range(chart: Chart) -> None:
    middle, most = chart.series
    for category, low, high in zip(chart.categories, middle.values, most.values, strict=True):
        if low is not None and high is not None and high < low:
            raise _refused(chart, f"“{category}”的{most.name}小于{middle.name}", "请核对这两组数的先后")


def _refused(chart: Chart, what: str, do: str) -> CannotWrite:
    return CannotWrite(f"图“{chart.title}”画不出来：{what}", do)
