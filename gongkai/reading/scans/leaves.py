"""A PDF file or a picture -> grey leaves of one size, whatever the scanner's dots were."""

import io
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence

from gongkai.reading.readers import pdf
from gongkai.reading.result import Unreadable

Grey = np.ndarray[tuple[int, int], np.dtype[np.uint8]]

MOST_LEAVES = 40
SHORT = 1654  # dots of the shorter side: 200 an inch for A4
POINT = 595 / SHORT  # points in a dot
_LEAST = 500  # dots: below that no figure can be told from another
_MOST = 60_000_000  # dots of one picture, unpacked
_LONGEST = 3.0  # times the shorter side: a longer strip is no page

Leaf = Callable[[], Grey]


def leaves(data: bytes) -> list[Leaf]:
    """The leaves, each drawn when it is called for. Raises Unreadable."""
    return _of_pdf(data) if pdf.claims(data) else _of_picture(data)


def _of_pdf(data: bytes) -> list[Leaf]:
    document = pdfium.PdfDocument(data)
    _refuse_many(len(document))

    def drawn(number: int) -> Grey:
        page = document[number]
        width, height = page.get_size()
        _check(width, height)
        picture = page.render(scale=SHORT / min(width, height), grayscale=True).to_pil()
        page.close()
        return _fitted(picture)

    return [partial(drawn, number) for number in range(len(document))]


def _of_picture(data: bytes) -> list[Leaf]:
    return [partial(np.asarray, leaf) for leaf in _frames(data)]


def _frames(data: bytes) -> Iterator[Grey]:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            _refuse_many(getattr(picture, "n_frames", 1))
            for frame in ImageSequence.Iterator(picture):
                if frame.width * frame.height > _MOST:
                    raise _too_large()
                yield _fitted(ImageOps.exif_transpose(_on_white(frame)))
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (OSError, ValueError, SyntaxError) as error:
        raise Unreadable("这张图片打不开，可能已损坏", "请重新扫描或者另存一份再试") from error


def _refuse_many(leaves: int) -> None:
    if leaves > MOST_LEAVES:
        raise Unreadable(f"扫描件有 {leaves} 页，超过 {MOST_LEAVES} 页", "请只留年度报告的页面再试")


def _too_large() -> Unreadable:
    return Unreadable("这张图片太大", "请按 200 到 300 点每英寸重新扫描")


def _on_white(frame: Image.Image) -> Image.Image:
    """What can be seen through is white paper."""
    if "A" not in frame.getbands() and "transparency" not in frame.info:
        return frame
    seen = frame.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


def _fitted(picture: Image.Image) -> Grey:
    width, height = picture.size
    _check(width, height)
    if min(width, height) < _LEAST:
        raise Unreadable(f"图片只有 {width} × {height} 点，看不清", "请按 200 到 300 点每英寸重新扫描")
    ratio = SHORT / min(width, height)
    if abs(ratio - 1) > 0.02:
        size = (round(width * ratio), round(height * ratio))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    return np.asarray(picture.convert("L"), dtype=np.uint8)


def _check(width: float, height: float) -> None:
    if max(width, height) > _LONGEST * min(width, height):
        raise Unreadable("图片太长，不像一页纸", "请一页一张地扫描或者截图")
