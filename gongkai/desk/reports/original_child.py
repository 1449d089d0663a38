"""One page of a file as a picture: the size of the page, or its pixels in grey. In the child process only."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps

from gongkai.reading.worker import serve
from gongkai.release import kinds, paper
from gongkai.release.values import CannotRelease

MOST_PIXELS = 100_000_000
_GREYS = 16  # enough to read by, at a third of the bytes
_PICTURES = {"jpg": "JPEG", "png": "PNG", "tiff": "TIFF"}


def size(data: bytes, number: int) -> tuple[float, float]:
    """Width and height of a page as it is shown, in whatever unit."""
    if kinds.kind_of(data) == "pdf":
        with paper.opened(data) as document:
            _refuse_beyond(number, len(document))
            width, height = document[number - 1].get_size()
            return width, height
    with _picture(data, number) as image:
        shown = ImageOps.exif_transpose(image)
        return shown.size


def page(data: bytes, number: int, width: int) -> bytes:
    """The page as PNG, at most so many pixels wide."""
    target = io.BytesIO()
    image = _pixels(data, number, width)
    if image.width > width:
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    image.quantize(_GREYS).save(target, "PNG", bits=4)
    return target.getvalue()


def _pixels(data: bytes, number: int, width: int) -> Image.Image:
    if kinds.kind_of(data) == "pdf":
        with paper.opened(data) as document:
            _refuse_beyond(number, len(document))
            sheet = document[number - 1]
            return paper.drawn(sheet, 72 * width / sheet.get_size()[0]).convert("L")
    with _picture(data, number) as image:
        image.draft("L", (width, width))
        return _grey(ImageOps.exif_transpose(image))


def _grey(image: Image.Image) -> Image.Image:
    """On white where it is transparent; sixteen bits as eight."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "P", "PA"):
        above = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", above.size, "white"), above)
    return image.convert("L")


@contextmanager
def _picture(data: bytes, number: int) -> Iterator[Image.Image]:
    kind = _PICTURES.get(kinds.kind_of(data))
    if kind is None:
        raise CannotRelease("这种文件没有可以画出来的页", "请下载原件对照")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as image:
            _refuse_beyond(number, getattr(image, "n_frames", 1))
            image.seek(number - 1)
            if image.width * image.height > MOST_PIXELS:
                raise CannotRelease("这张图片太大，画不出来", "请下载原件对照")
            yield image
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise CannotRelease("这张图片不完整或者已损坏", "请下载原件对照") from error


def _refuse_beyond(number: int, pages: int) -> None:
    if not 1 <= number <= pages:
        raise CannotRelease(f"这个文件没有第 {number} 页", f"它共有 {pages} 页")


def answer(head: bytes, data: bytes) -> bytes:
    """A byte that says whether it was done; then the PNG, the size, or the refusal."""
    asked = json.loads(head)
    try:
        if "width" in asked:
            return b"\1" + page(data, asked["number"], asked["width"])
        return b"\1" + json.dumps(size(data, asked["number"])).encode()
    except CannotRelease as error:
        return b"\0" + json.dumps([error.what, error.do]).encode()
    except Exception:  # noqa: BLE001 - other people's parsers; whatever they say, the file is torn
        return b"\0" + json.dumps(["这一页画不出来，文件可能已损坏", "请下载原件对照"]).encode()


if __name__ == "__main__":
    serve(answer)
