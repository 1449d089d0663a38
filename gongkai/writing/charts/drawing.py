"""CHART -> SVG, PNG: the option, the engine, and what makes its work fit for pages and for print."""

from dataclasses import replace
from functools import lru_cache

from gongkai.writing import press
from gongkai.writing.charts import engine, lines, lying, safe, upright, wording
from gongkai.writing.charts.frame import Drawing
from gongkai.writing.charts.values import Chart
from gongkai.writing.errors import CannotWrite
from gongkai.writing.pictures import Picture

_NARROWEST, _WIDEST = 320, 1600
_KEPT = 64  # pictures of pages that are asked for again and again


def option(chart: Chart, *, wide: int = 720) -> dict[str, object]:
    """The ECharts option: what a page with scripts would draw."""
    return _drawing(chart, wide).option


def svg(chart: Chart, *, wide: int = 720, titled: bool = True) -> bytes:
    """The picture as SVG that may stand in a page, without its title where one stands beside it."""
    return _svg(chart, wide, titled)


def png(chart: Chart, scale: float = 2.0, *, wide: int = 720) -> bytes:
    """The picture as PNG, `scale` dots for a pixel, in the fonts of this machine. CannotWrite where there are none."""
    return press.pictured(_svg(chart, wide, True), scale)  # noqa: FBT003


def picture(chart: Chart, *, wide: int = 590) -> Picture:
    """The picture for a written report, as wide as its text; the title stands below it."""
    return Picture(chart.title, wording.alternative(chart), svg(chart, wide=wide, titled=False))


@lru_cache(maxsize=_KEPT)
def _svg(chart: Chart, wide: int, titled: bool) -> bytes:  # noqa: FBT001
    drawing = _drawing(chart if titled else replace(chart, title=""), wide)
    drawn = engine.drawn(drawing.option, drawing.wide, drawing.high)
    return safe.finished(drawn, safe.Words(chart.title, wording.alternative(chart)))


def _drawing(chart: Chart, wide: int) -> Drawing:
    if not _NARROWEST <= wide <= _WIDEST:
        raise CannotWrite(f"图“{chart.title}”画不出来：宽{wide}像素", f"宽度要在{_NARROWEST}至{_WIDEST}像素之间")
    if chart.kind == "lines":
        return lines.drawing(chart, wide)
    if chart.kind in ("bars", "stacked") and upright.fits(chart, wide):
        return upright.drawing(chart, wide)
    return lying.drawing(chart, wide)
