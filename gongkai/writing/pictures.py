"""Pictures at the end of a part of a report: charts as SVG, and what clerks add as PNG or JPEG that `release` has rebuilt."""

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PIL import Image, UnidentifiedImageError

from gongkai.core import editions
from gongkai.writing import svg
from gongkai.writing.errors import CannotWrite
from gongkai.writing.layout import clean

WIDEST, HIGHEST = 442.0, 540.0  # points: the text of a page of A4 is 156 mm wide, and a caption stands below
_PER_PIXEL = 0.75  # points: 96 pixels an inch, unless a picture would be too large
_MOST = 60  # in one report
_MOST_PIXELS = 40_000_000
_RASTERS = {"PNG": "png", "JPEG": "jpeg"}
_PARTS = MappingProxyType(
    {"preface": "前言"} | {part.key: part.label for each in editions.every() for part in each.parts}
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, what stands below it, and what it says to those who do not see it."""

    caption: str
    alternative: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture as it is printed: its number in the report, its kind (svg, png, jpeg), and its size in points."""

    number: int
    caption: str
    alternative: str
    data: bytes
    kind: str
    wide: float
    high: float


Pictures = Mapping[str, Sequence[Picture]]
NONE: Pictures = MappingProxyType({})
Places = Mapping[str, Sequence[Placed]]
NO_PLACES: Places = MappingProxyType({})


def placed(pictures: Pictures) -> Places:
    """Each picture with number and size, numbered through the report. CannotWrite names the one that cannot be used."""
    for part in pictures:
        if part not in _PARTS:
            raise CannotWrite(f"报告里没有“{part}”这一部分，图放不进去", f"可以放图的部分：{'、'.join(_PARTS)}")
    order = [(part, picture) for part in _PARTS for picture in pictures.get(part, ())]
    if len(order) > _MOST:
        raise CannotWrite(f"报告里有{len(order)}张图", f"一份报告最多放{_MOST}张，请减少几张")
    found: dict[str, list[Placed]] = {}
    for number, (part, picture) in enumerate(order, start=1):
        found.setdefault(part, []).append(_placed(picture, number, _PARTS[part]))
    return found


def as_svg(picture: Placed, family: str) -> str:
    """The picture as SVG for the press; one made of dots is wrapped, for the press takes text only."""
    if picture.kind == "svg":
        return svg.cleaned(picture.data, family).decode()
    size = f'width="{picture.wide}" height="{picture.high}"'
    image = f'<image {size} preserveAspectRatio="none" href="{data_url(picture)}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{image}</svg>'


def data_url(picture: Placed) -> str:
    """The picture as an address that holds it."""
    return f"data:image/{picture.kind};base64,{base64.b64encode(picture.data).decode()}"


def _placed(picture: Picture, number: int, part: str) -> Placed:
    caption, alternative = (" ".join(clean(text).split()) for text in (picture.caption, picture.alternative))
    where = f"“{part}”的图{number}"
    if not alternative:
        raise CannotWrite(f"{where}没有文字说明", "请用一两句话写明图里是什么，供看不见图的人听读")
    kind, wide, high = _measured(picture.data, where)
    scale = min(_PER_PIXEL, WIDEST / wide, HIGHEST / high)
    shown = f"图{number}　{caption}" if caption else f"图{number}"
    return Placed(number, shown, alternative, picture.data, kind, round(wide * scale, 2), round(high * scale, 2))


def _measured(data: bytes, where: str) -> tuple[str, float, float]:
    if data.lstrip()[:1] == b"<":
        return "svg", *svg.size(data)
    try:
        with Image.open(io.BytesIO(data), formats=list(_RASTERS)) as image:
            kind, (wide, high) = _RASTERS[image.format or ""], image.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _unusable(where) from error
    if wide * high > _MOST_PIXELS:
        raise CannotWrite(f"{where}太大：{wide}×{high}像素", "请缩小以后再放")
    return kind, wide, high


def _unusable(where: str) -> CannotWrite:
    return CannotWrite(f"{where}打不开", "请用完整的 PNG 或者 JPEG 图片")
