"""What stands in a drawn picture: its words with their boxes, its shapes. For tests."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree
from PIL import ImageFont

SVG = "{http://www.w3.org/2000/svg}"
_MOVED = re.compile(r"translate\(([-\d.]+)[ ,]+([-\d.]+)\)")
_FONT = "NotoSansCJK-Regular.ttc"


@dataclass(frozen=True)
class Words:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Words") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True)
class Drawn:
    root: etree._Element

    @property
    def size(self) -> tuple[float, float]:
        return float(self.root.get("width")), float(self.root.get("height"))

    @property
    def texts(self) -> list[str]:
        return [each.text or "" for each in self.root.iter(f"{SVG}text")]

    @property
    def words(self) -> list[Words]:
        """The words as a browser with Noto Sans CJK would set them."""
        return [_words(each) for each in self.root.iter(f"{SVG}text") if (each.text or "").strip()]

    def shapes(self, fill: str) -> list[etree._Element]:
        """The paths of one colour, without those in the legend, which are small and at the left edge."""
        return [each for each in self.root.iter(f"{SVG}path") if each.get("fill") == fill]


def parsed(data: bytes) -> Drawn:
    return Drawn(etree.fromstring(data))


def _words(each: etree._Element) -> Words:
    moved = _MOVED.search(each.get("transform", ""))
    x, y = (float(moved[1]), float(moved[2])) if moved else (0.0, 0.0)
    x, y = x + float(each.get("x", "0")), y + float(each.get("y", "0"))
    size = float(each.get("font-size", "12px").removesuffix("px"))
    wide = _font(size).getlength(each.text)
    left = x - {"start": 0, "middle": wide / 2, "end": wide}[each.get("text-anchor", "start")]
    assert each.get("dominant-baseline") == "central"
    return Words(each.text, left, y - size * 0.42, left + wide, y + size * 0.42)


@cache
def _font(size: float) -> ImageFont.FreeTypeFont:
    (path, *_) = Path("/usr/share/fonts").rglob(_FONT)
    return ImageFont.truetype(path, size, index=2)
