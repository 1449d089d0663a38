"""A PDF or a picture as sheets: each as pixels with its size in points. In the child only."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps

from gongkai.release import kinds, paper
from gongkai.release.hidden import picture
from gongkai.release.values import CannotRelease, Picture

_DPI_OF_PICTURES = 150  # by which a picture without pages has a size in points
_OFFICE = ("docx", "doc", "xlsx", "xls", "pptx", "ppt", "odf", "rtf", "ofd")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its pixels, and its size in points."""

    image: Image.Image
    width: float
    height: float


def sheets(data: bytes, dpi: float) -> Iterator[Sheet]:
    """The sheets one after another."""
    kind = kinds.kind_of(data)
    if kind == "pdf":
        with paper.opened(data) as document:
            for page in paper.pages(document):
                yield Sheet(paper.drawn(page, dpi), *page.get_size())
    elif kind in ("jpg", "png"):
        image = upright(data)
        width, height = (side * 72 / _DPI_OF_PICTURES for side in image.size)
        scale = min(1, dpi / _DPI_OF_PICTURES, (paper.MOST_PIXELS / (image.width * image.height)) ** 0.5)
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        yield Sheet(image.resize(size) if scale < 1 else image, width, height)
    elif kind in _OFFICE:
        raise CannotRelease("这种文件不能直接遮盖", "请先用 Word 或 WPS 另存为 PDF，再对 PDF 遮盖")
    else:
        raise CannotRelease("只能遮盖 PDF 和 jpg、png 图片", "请先把文件另存为 PDF")


def upright(data: bytes) -> Image.Image:
    """The pixels of a picture as they are shown: turned as the camera says, on white."""
    image = picture.opened(data)
    try:
        turned = ImageOps.exif_transpose(image)
        if turned.mode in ("RGBA", "LA", "P", "PA"):
            above = turned.convert("RGBA")
            turned = Image.alpha_composite(Image.new("RGBA", above.size, "white"), above)
        elif turned.mode.startswith("I;16"):
            turned = turned.convert("I").point(lambda value: value / 256).convert("L")
        return turned.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise CannotRelease("这张图片不完整或者已损坏", "请重新扫描或者另存一份再试") from error


def pages(data: bytes, dpi: float) -> Iterator[Picture]:
    """The sheets as PNG."""
    for each in sheets(data, dpi):
        yield Picture(png(each.image), each.width, each.height)


def png(image: Image.Image) -> bytes:
    """Pixels and nothing else."""
    target = io.BytesIO()
    image.save(target, "PNG", compress_level=4)
    return target.getvalue()


def clean_picture(data: bytes) -> bytes:
    """The pixels in a new picture of the same kind, without anything that travelled beside them."""
    image = upright(data)
    image.info.clear()  # Pillow would write the comment of a JPEG again
    if kinds.kind_of(data) == "png":
        return png(image)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=92, subsampling=0)
    return target.getvalue()
