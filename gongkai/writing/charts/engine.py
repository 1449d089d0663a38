"""The drawing engine: ECharts in one small interpreter for each thread, with limits. It sees options and gives SVG text."""

import json
from collections.abc import Mapping
from importlib import resources
from threading import local

import quickjs

from gongkai.writing.errors import CannotWrite

_MOST_MEMORY = 96 * 1024 * 1024
_MOST_SECONDS = 5  # of work for one picture
# What ECharts asks of a browser even where it draws a picture that stands still.
_BROWSER = "globalThis.setTimeout = () => 0; globalThis.clearTimeout = () => {};"
_DRAW = """
function draw(option, width, height) {
  const chart = echarts.init(null, null, {renderer: "svg", ssr: true, width: width, height: height});
  try {
    chart.setOption(JSON.parse(option));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
"""
_own = local()


def drawn(option: Mapping[str, object], wide: int, high: int) -> str:
    """The SVG of an ECharts option, as the engine gives it: not yet fit for a page."""
    try:
        done = _draw()(json.dumps(option), wide, high)
    except quickjs.JSException as error:
        _own.draw = None  # whatever state it is in, the next picture gets a new one
        raise CannotWrite("图没有画成", f"请改看数据表，并把这句话告诉管理员：{error}") from error
    assert isinstance(done, str)
    return done


def _draw() -> quickjs.Object:
    """The interpreter may be called by the thread only that made it."""
    if getattr(_own, "draw", None) is None:
        context = quickjs.Context()
        context.set_memory_limit(_MOST_MEMORY)
        context.set_time_limit(_MOST_SECONDS)
        context.eval(f"{_BROWSER}\n{_source()}\n;0")
        context.eval(_DRAW)
        _own.context, _own.draw = context, context.get("draw")
    return _own.draw


def _source() -> str:
    return resources.files(__package__).joinpath("echarts", "echarts.common.min.js").read_text("utf-8")
