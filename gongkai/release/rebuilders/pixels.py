"""Pictures as pixels and nothing else: by themselves, and within documents, where seals keep their transparency."""

import io

from PIL import Image, UnidentifiedImageError

from gongkai.release import sheets
from gongkai.release.hidden.picture import MOST_PIXELS
from gongkai.release.rebuilders.made import Made
from gongkai.release.values import CannotRelease

_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF")
_QUALITY = 92
_TORN = ("有一张图片不完整或者已损坏", "请换一张图片，或者另存一份再试")
Cut = tuple[float, float, float, float]  # of the width and the height: left, top, right, bottom


def rebuilt(data: bytes, kind: str) -> Made:
    """A JPEG stays one; anything else becomes a PNG."""
    if kind in ("jpg", "png"):
        return Made(sheets.clean_picture(data), kind)
    image = opened(data)
    notes = ["图片已转成 png 格式"]
    if getattr(image, "n_frames", 1) > 1:
        notes.append("这是有多幅画面的图片，只保留了第一幅")
    target = io.BytesIO()
    clean(image).save(target, "PNG", compress_level=4)
    return Made(sheets.clean_picture(target.getvalue()), "png", notes=notes)


def opened(data: bytes) -> Image.Image:
    """A picture of one of the usual kinds, its size found bearable."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
        too_large = image.width * image.height > MOST_PIXELS
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise CannotRelease("有一张图片打不开，可能已损坏，或者大得不正常", "请换一张图片，或者另存一份再试") from error
    if too_large:
        raise CannotRelease(f"有一张图片有 {image.width}×{image.height} 点，太大了", "请缩小以后再试")
    return image


def clean(image: Image.Image) -> Image.Image:
    """The pixels in a new picture; under wholly transparent ones nothing is left."""
    try:
        if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
            above = image.convert("RGBA")
            unseen = above.getchannel("A").point([255, *[0] * 255])
            above.paste((255, 255, 255, 0), mask=unseen)
            return Image.frombytes("RGBA", above.size, above.tobytes())
        if image.mode.startswith("I"):
            image = image.convert("I").point(lambda value: value / 256).convert("L")
        plain = image.convert("L" if image.mode in ("1", "L") else "RGB")
        return Image.frombytes(plain.mode, plain.size, plain.tobytes())
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise CannotRelease(*_TORN) from error


def placed(data: bytes, cut: Cut) -> tuple[bytes, str]:
    """A picture of a document: cropped for good, cleaned; and its kind, jpeg or png."""
    image = opened(data)
    is_photograph = image.format == "JPEG"
    seen = clean(image)
    width, height = seen.size
    left, top, right, bottom = (min(max(0.0, share), 0.99) for share in cut)
    box = (int(width * left), int(height * top), round(width * (1 - right)), round(height * (1 - bottom)))
    if box[0] < box[2] and box[1] < box[3]:
        seen = seen.crop(box)
    target = io.BytesIO()
    if is_photograph:
        seen.convert("RGB").save(target, "JPEG", quality=_QUALITY, subsampling=0)
        return target.getvalue(), "jpeg"
    seen.save(target, "PNG", compress_level=4)
    return target.getvalue(), "png"
