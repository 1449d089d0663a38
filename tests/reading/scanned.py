"""Reports as a scanner makes them: askew, grey, speckled, squeezed into JPEG. For tests and benchmarks."""

import io
from collections.abc import Sequence

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image


def pictures(pdf: bytes, *, dots: int = 200, askew: float = 0.6, noise: float = 8, seed: int = 1) -> list[Image.Image]:
    """The pages of a PDF file as a scanner sees them; `askew` in degrees."""
    random = np.random.default_rng(seed)
    document = pdfium.PdfDocument(pdf)
    return [_seen(page.render(scale=dots / 72, grayscale=True).to_pil(), askew, noise, random) for page in document]


def bound(pages: Sequence[Image.Image], *, dots: int = 200) -> bytes:
    """Pictures as the PDF file that a scanner hands out."""
    target = io.BytesIO()
    pages[0].save(target, "PDF", save_all=True, append_images=list(pages[1:]), resolution=dots)
    return target.getvalue()


def saved(page: Image.Image, kind: str) -> bytes:
    """A picture as a file of one kind."""
    target = io.BytesIO()
    page.save(target, kind)
    return target.getvalue()


def _seen(page: Image.Image, askew: float, noise: float, random: np.random.Generator) -> Image.Image:
    grey = np.asarray(page.convert("L"))
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), askew, 1)
    grey = cv2.warpAffine(grey, turn, (width, height), borderValue=255)
    grey = cv2.GaussianBlur(grey, (3, 3), 0.7)
    grey = np.clip(grey * 0.92 + random.normal(0, noise, grey.shape), 0, 255).astype(np.uint8)
    _, squeezed = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 70])
    return Image.fromarray(cv2.imdecode(squeezed, cv2.IMREAD_GRAYSCALE))
