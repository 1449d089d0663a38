"""CHART -> PICTURE: figures drawn as SVG and PNG on the server, in words, and as a table. No clock, no network, no browser."""

from gongkai.writing.charts.drawing import option, picture, png, svg
from gongkai.writing.charts.values import KINDS, Chart, Limit, Number, Series
from gongkai.writing.charts.wording import alternative, rows

__all__ = ["KINDS", "Chart", "Limit", "Number", "Series", "alternative", "option", "picture", "png", "rows", "svg"]
