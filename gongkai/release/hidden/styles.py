"""The formats of a workbook, as far as they make a cell unseen: a format that shows nothing, white on white."""

from dataclasses import dataclass

from lxml import etree

_PALE = 0xEC
_SHOWS_NOTHING = (";;;", ";;", ";;;;")


@dataclass(frozen=True, slots=True)
class Styles:
    """The numbers of the cell formats that show nothing, and of those that are white on white."""

    hiding: frozenset[int] = frozenset()
    white: frozenset[int] = frozenset()

    def hides(self, style: int) -> bool:
        """Whether the format shows nothing."""
        return style in self.hiding

    def is_white(self, style: int) -> bool:
        """Whether the format writes white on white."""
        return style in self.white


def styles_of(root: etree._Element | None) -> Styles:
    """The formats of the part styles.xml; none where there is none."""
    if root is None:
        return Styles()
    formats = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iterfind("{*}numFmts/{*}numFmt")}
    fonts = [_is_white(each.find("{*}color")) for each in root.iterfind("{*}fonts/{*}font")]
    fills = [_is_coloured(each) for each in root.iterfind("{*}fills/{*}fill")]
    hiding, white = set[int](), set[int]()
    for number, each in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        code = formats.get(each.get("numFmtId"), "").replace('"', "").replace(" ", "")
        if code in _SHOWS_NOTHING:
            hiding.add(number)
        font, fill = _at(fonts, each.get("fontId")), _at(fills, each.get("fillId"))
        if font and not fill:
            white.add(number)
    return Styles(frozenset(hiding), frozenset(white))


def _at(values: list[bool], number: str | None) -> bool:
    place = int(number) if number and number.isdecimal() else 0
    return place < len(values) and values[place]


def _is_white(color: etree._Element | None) -> bool:
    if color is None:
        return False
    return _is_pale(color.get("rgb", "")) or (color.get("theme") == "0" and not color.get("tint", "").startswith("-"))


def _is_pale(rgb: str) -> bool:
    try:
        return len(rgb) == 8 and min(bytes.fromhex(rgb[2:])) >= _PALE
    except ValueError:
        return False


def _is_coloured(fill: etree._Element) -> bool:
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return True  # a gradient
    if pattern.get("patternType", "none") == "none":
        return False
    return not _is_white(pattern.find("{*}fgColor"))
