"""A JPEG or PNG: what travels beside the pixels, and what lies under transparent ones."""

import io
import re
from collections.abc import Iterator

from PIL import ExifTags, Image, UnidentifiedImageError

from gongkai.release import paper
from gongkai.release.hidden.chunks import Chunk, chunks
from gongkai.release.hidden.labels import Seen, hidden
from gongkai.release.values import CannotRelease, Hidden

MOST_PIXELS = 100_000_000
_BASE = ExifTags.Base
_TELLING = {
    _BASE.Make: "相机",
    _BASE.Model: "型号",
    _BASE.Artist: "作者",
    _BASE.Copyright: "版权",
    _BASE.ImageDescription: "说明",
    _BASE.DateTime: "时间",
    _BASE.DateTimeOriginal: "拍摄时间",
    _BASE.UserComment: "备注",
    _BASE.BodySerialNumber: "机身号",
    _BASE.CameraOwnerName: "机主",
    _BASE.MakerNote: "厂商数据",
    _BASE.XPAuthor: "作者",
    _BASE.XPComment: "备注",
    _BASE.XPTitle: "标题",
    _BASE.XPSubject: "主题",
    _BASE.XPKeywords: "关键词",
}
_HARMLESS_TEXT = re.compile(rb"(?i)^(?:software|date:|creation time|colorspace)")
_XMP = (b"http://ns.adobe.com/", b"XML:com.adobe.xmp")


def opened(data: bytes) -> Image.Image:
    """The picture, its size found bearable; its pixels are not read yet."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise CannotRelease("这张图片打不开，可能已损坏，或者大得不正常", "请重新扫描或者另存一份再试") from error
    if image.width * image.height > MOST_PIXELS:
        raise CannotRelease(f"这张图片有 {image.width}×{image.height} 点，太大了", "请缩小以后再试")
    return image


def look(data: bytes, where: str = "") -> Seen:
    """Everything but the pixels; the text on a picture is not read."""
    try:
        found = [*_chunks(data, where), *_exif(data, where), *_under_alpha(data, where)]
    except CannotRelease:
        if not where:
            raise
        return Seen(is_complete=False)
    return Seen(hidden=tuple(found))


def _place(where: str, what: str) -> str:
    return f"{where} {what}".strip()


def _chunks(data: bytes, where: str) -> Iterator[Hidden]:
    for chunk in chunks(data):
        code = _code(chunk)
        if code:
            text = chunk.data.replace(b"\0", b" ").decode("utf-8", "ignore")
            yield hidden(code, _place(where, chunk.name), text if code == "picture.text" else "")


def _code(chunk: Chunk) -> str:
    if chunk.name == "trailing":
        return "picture.trailing"
    if chunk.name == "COM" or (chunk.name == "APP1" and chunk.data.startswith(_XMP[0])) or chunk.name == "APP13":
        return "picture.text"
    if chunk.name in ("tEXt", "zTXt", "iTXt") and not _HARMLESS_TEXT.match(chunk.data):
        return "picture.text"
    if chunk.name == "APP0" and chunk.data.startswith(b"JFIF\0") and chunk.data[12:14].strip(b"\0"):
        return "picture.thumbnail"
    if (chunk.name == "APP0" and chunk.data.startswith(b"JFXX\0")) or (
        chunk.name == "APP2" and chunk.data.startswith(b"MPF\0")
    ):
        return "picture.thumbnail"
    return ""


def _exif(data: bytes, where: str) -> Iterator[Hidden]:
    try:
        exif = opened(data).getexif()
        base, details = dict(exif), dict(exif.get_ifd(ExifTags.IFD.Exif))
        place, thumbnail = exif.get_ifd(ExifTags.IFD.GPSInfo), exif.get_ifd(ExifTags.IFD.IFD1)
    except CannotRelease:
        raise
    except Exception:  # noqa: BLE001 - torn EXIF raises many kinds; that there is some is told
        yield hidden("picture.exif", _place(where, "EXIF"), "拍摄信息读不出来")
        return
    if place:
        yield hidden("picture.gps", _place(where, "EXIF"))
    if thumbnail:
        yield hidden("picture.thumbnail", _place(where, "EXIF"))
    told = [
        f"{label}：{_said(values[tag])}"
        for values in (base, details)
        for tag, label in _TELLING.items()
        if tag in values
    ]
    if told:
        yield hidden("picture.exif", _place(where, "EXIF"), "，".join(told))


def _said(value: object) -> str:
    if isinstance(value, bytes):
        wide = value.count(b"\0") * 3 > len(value)
        return value[:200].decode("utf-16-le" if wide else "utf-8", "ignore").strip("\0")
    return str(value)[:200]


def _under_alpha(data: bytes, where: str) -> Iterator[Hidden]:
    """Transparent pixels that still have different colours."""
    image = opened(data)
    if image.mode not in ("RGBA", "LA"):
        return
    try:
        alpha = image.getchannel("A")
        colours = image.convert("RGBA").convert("RGB")
    except (OSError, ValueError, SyntaxError):
        return
    see_through = alpha.point([255, *[0] * 255])
    if see_through.getextrema() == (0, 0):
        return
    covered = Image.composite(colours, Image.new("RGB", image.size, colours.getpixel(_first(see_through))), see_through)
    if any(low != high for low, high in paper.spread(covered)):
        yield hidden("picture.under_alpha", _place(where, "透明区域"))


def _first(mask: Image.Image) -> tuple[int, int]:
    box = mask.getbbox()
    assert box is not None
    row = mask.crop((box[0], box[1], box[2], box[1] + 1)).getbbox()
    assert row is not None
    return box[0] + row[0], box[1]
