"""The recogniser of characters: where text stands on a leaf, and what a strip of it says, with how sure it is."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from rapidocr import RapidOCR

from gongkai.reading.scans.leaves import Grey

_WIDTH = [3, 48, 64]  # of the narrowest strip: most figures have one digit
_SHORT = 4.0  # times its height: strips up to that are seen some together, with grey after the shorter ones
_LOWEST = 0.3  # below that it is dirt
_SMALLER, _ROUGH = 1.5, 2.0  # times smaller than the leaf it is looked at, to find where text stands


class Seen(NamedTuple):
    """What one strip says; `sure` from 0 to 1."""

    text: str
    sure: float


class Quad(NamedTuple):
    """Where a line of text stands: its upright box, and the angle of its upper edge in degrees."""

    x0: int
    y0: int
    x1: int
    y1: int
    angle: float


@cache
def _recogniser() -> RapidOCR:
    """One for the process: it holds the two models."""
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Rec.rec_img_shape": _WIDTH,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,  # a second would spend most of its time waiting
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def find(leaf: Grey, *, is_rough: bool = False) -> list[Quad]:
    """Where text stands; roughly, at half of the work."""
    scale = _ROUGH if is_rough else _SMALLER
    seen = cv2.resize(leaf, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
    found = _recogniser()(_coloured(seen), use_det=True, use_cls=False, use_rec=False)
    return [] if found.boxes is None else [_quad(box * scale) for box in found.boxes]


def say(strips: Sequence[Grey]) -> list[Seen]:
    """What each strip says: one line of text, upright."""
    seen = [Seen("", 0.0)] * len(strips)
    for together in _together(strips):
        found = _recogniser().recognize_txt([_coloured(strips[number]) for number in together])
        for number, text, score in zip(together, found.txts, found.scores, strict=True):
            seen[number] = Seen(text.strip(), float(score)) if score > _LOWEST else Seen("", float(score))
    return seen


def _together(strips: Sequence[Grey]) -> list[list[int]]:
    """Numbers of strips that are seen at once: figures are read better so, long lines alone at less cost."""
    usable = [number for number, strip in enumerate(strips) if min(strip.shape) >= 4]
    short = [number for number in usable if strips[number].shape[1] <= _SHORT * strips[number].shape[0]]
    return [*([short] if short else []), *([number] for number in usable if number not in short)]


def _coloured(grey: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)


def _quad(box: np.ndarray) -> Quad:
    (ax, ay), (bx, by), *_ = box
    xs, ys = box[:, 0], box[:, 1]
    angle = float(np.degrees(np.arctan2(by - ay, bx - ax)))
    return Quad(int(xs.min()), int(ys.min()), int(np.ceil(xs.max())), int(np.ceil(ys.max())), angle)
