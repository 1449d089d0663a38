"""The engine's SVG made fit for a page: title and description for those who do not see it, hatching for print in grey."""

import hashlib
from copy import copy
from dataclasses import dataclass

from lxml import etree

from gongkai.writing import svg
from gongkai.writing.charts import looks

_FIRST_HATCHED = 2  # the first two colours differ enough in grey
# For each colour that is hatched: white lines on a tile, which go over its edges so that tiles join without a seam.
_TILE = "6"
_HATCHES = ("M-1 -1L7 7M-1 5L1 7M5 -1L7 1", "M3 3h.01", "M-1 7L7 -1M-1 1L1 -1M5 7L7 5", "M-1 3H7")


@dataclass(frozen=True, slots=True)
class Words:
    """What a picture says of itself to those who do not see it."""

    title: str
    description: str


def finished(drawn: str, words: Words) -> bytes:
    """The engine's SVG made fit for a page: own names, hatched colours, title and description."""
    root = svg.parsed(drawn.encode())
    told = f"{words} {root.get('viewBox')}"
    name = f"gk{hashlib.sha256(told.encode()).hexdigest()[:8]}"
    whole = etree.XML(f'<svg xmlns="{svg.SVG[1:-1]}"/>')
    for key in ("width", "height", "viewBox"):
        whole.set(key, root.get(key, ""))
    whole.set("role", "img")
    whole.set("aria-labelledby", f"{name}-t {name}-d")
    whole.set("font-family", looks.SANS)
    for tag, text in (("title", words.title), ("desc", words.description)):
        etree.SubElement(whole, f"{svg.SVG}{tag}", id=f"{name}-{tag[0]}").text = text
    _hatch(root, whole, name)
    for child in root:
        svg.copy(child, whole)
    return etree.tostring(whole, encoding="utf-8")


def _hatch(root: etree._Element, whole: etree._Element, name: str) -> None:
    """Colours that look alike in print without colours are hatched: a second shape with white lines over the first."""
    used = {each.get("fill") for each in root.iter(f"{svg.SVG}path")}
    hatched = zip(looks.COLOURS[_FIRST_HATCHED:], _HATCHES, strict=True)
    lines = {colour: line for colour, line in hatched if colour in used}
    if not lines:
        return
    shelf = etree.SubElement(whole, f"{svg.SVG}defs")
    names = {colour: f"{name}-h{number}" for number, colour in enumerate(lines)}
    for colour, line in lines.items():
        tile = {"width": _TILE, "height": _TILE, "patternUnits": "userSpaceOnUse"}
        pattern = etree.SubElement(shelf, f"{svg.SVG}pattern", {"id": names[colour], **tile})
        ink = {"stroke": "#ffffff", "stroke-width": "1.2", "stroke-linecap": "round", "stroke-opacity": "0.55"}
        etree.SubElement(pattern, f"{svg.SVG}path", {"d": line, "fill": "none", **ink})
    for each in [each for each in root.iter(f"{svg.SVG}path") if each.get("fill") in names]:
        over = copy(each)
        over.set("fill", f"url(#{names[str(each.get('fill'))]})")
        each.addnext(over)
