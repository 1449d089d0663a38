"""SVG that may stand in a page or in print: only shapes and words pass, no style, no script, nothing from elsewhere."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from gongkai.writing.errors import CannotWrite

SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_TAGS = frozenset(("svg", "g", "text", "tspan", "defs", "pattern", "title", "desc", *_SHAPES))
_PLACES = "x y x1 x2 y1 y2 cx cy r rx ry dx dy width height d points transform viewBox"
_STROKES = "stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity"
_WORDS = "font-family font-size font-weight text-anchor dominant-baseline paint-order"
_NAMES = "id role aria-labelledby patternUnits patternTransform lang"
_ATTRIBUTES = frozenset(f"{_PLACES} {_STROKES} {_WORDS} {_NAMES} fill fill-opacity opacity".split())
_STYLED = re.compile(r"(font-size|font-weight):\s*([\w.]+)")
_OWN = re.compile(r"url\(#[\w-]+\)")  # the only reference there may be: to a pattern of the same picture


def cleaned(data: bytes, family: str = "", *, name: str = "", label: str = "") -> bytes:
    """Any SVG with only what may pass: its words in the font `family`, its own names after `name`, spoken as `label`."""
    root = parsed(data)
    holder = etree.XML(f'<holder xmlns="{SVG[1:-1]}"/>')
    copy(root, holder)
    if len(holder) != 1:
        raise CannotWrite("这不是 SVG 图", "请用 PNG、JPEG，或者由本系统画的图")
    root = holder[0]
    for each in root.iter(f"{SVG}*"):
        if family and each.get("font-family"):
            each.set("font-family", f'"{family}"')
    if name:
        _rename(root, name)
    if label:
        root.attrib.pop("aria-labelledby", "")
        root.set("role", "img")
        root.set("aria-label", label)
    return etree.tostring(root, encoding="utf-8")


def _rename(root: etree._Element, name: str) -> None:
    """The names in a picture begin with its own, so that they are none of the page's."""
    for each in root.iter(f"{SVG}*"):
        for key, value in _attributes(each).items():
            if key == "id":
                each.set(key, f"{name}-{value}")
            elif key == "aria-labelledby":
                each.set(key, " ".join(f"{name}-{part}" for part in value.split()))
            elif value.startswith("url(#"):
                each.set(key, f"url(#{name}-{value[5:]}")


def size(data: bytes) -> tuple[float, float]:
    """Width and height of an SVG in pixels."""
    root = parsed(data)
    try:
        wide, high = float(root.get("width", "")), float(root.get("height", ""))
    except ValueError:
        wide = high = 0.0
    if wide <= 0 or high <= 0:
        raise CannotWrite("SVG 图没有写明宽和高", "请在图的开头写明以像素计的 width 和 height")
    return wide, high


def parsed(data: bytes) -> etree._Element:
    """The root of an SVG, read without following anything. CannotWrite where it is not whole."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise CannotWrite("SVG 图不完整，打不开", "请重新生成这张图") from error


def copy(element: etree._Element, parent: etree._Element) -> None:
    """What may pass of an element, put into `parent`."""
    tag = str(element.tag).removeprefix(SVG)
    attributes = _attributes(element)
    if tag not in _TAGS or _is_unseen(tag, attributes):
        return
    mine = etree.SubElement(parent, f"{SVG}{tag}", dict(_passing(attributes)))
    if tag in ("text", "tspan", "title", "desc"):
        mine.text, mine.tail = element.text, None
    for child in element:
        copy(child, mine)
        if tag == "text" and len(mine):
            mine[-1].tail = child.tail


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.attrib.items()}


def _passing(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, value in attributes.items():
        if key in _ATTRIBUTES and ("url" not in value.lower() or _OWN.fullmatch(value)):
            yield key, value
    yield from _STYLED.findall(attributes.get("style", ""))


def _is_unseen(tag: str, attributes: Mapping[str, str]) -> bool:
    """Shapes that only catch the pointer, and lines without a point."""
    has_fill = attributes.get("fill") != "none" and attributes.get("fill-opacity") != "0"
    ends = (attributes.get("stroke-width"), attributes.get("stroke-opacity"))
    has_stroke = attributes.get("stroke", "none") != "none" and "0" not in ends
    return tag in _SHAPES and (attributes.get("d") == "" or not (has_fill or has_stroke))
