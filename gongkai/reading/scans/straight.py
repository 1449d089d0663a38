"""A leaf set straight: turned upright by quarters, then by the little that the scanner was askew; and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from gongkai.reading.scans import eyes, ruled
from gongkai.reading.scans.leaves import Grey

_ASKEW = 12.0  # degrees: more is no scan but a photograph
_LEAST = 0.05  # degrees that are worth turning
_LONG = 120  # dots of a line that tells an angle
_LENGTHY = 2.5  # times its height: a line of some characters
_TRIED = 6  # lines by which up is told from down
_READS = 0.85  # how sure the eyes are of text that stands upright
_DUST = 100  # dots of ink on a leaf that has nothing on it: the smallest character has more


@dataclass(frozen=True, slots=True)
class Straight:
    """A leaf upright and straight; turned `quarters` clockwise and by `degrees`, `shown` is its size as it came."""

    leaf: Grey
    quads: tuple[eyes.Quad, ...]  # where text stands on it
    quarters: int
    degrees: float
    shown: tuple[int, int]  # height, width

    def back(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A box of the straight leaf as a box of the leaf as it came, in parts of its width and height."""
        height, width = self.leaf.shape
        corners = np.array([[x0, y0], [x1, y0], [x0, y1], [x1, y1]], dtype=np.float64)
        turn = cv2.invertAffineTransform(_turn(height, width, self.degrees))
        points = corners @ turn[:, :2].T + turn[:, 2]
        for _ in range(self.quarters):  # each took (x, y) to (height - y, x)
            height, width = width, height
            points = np.stack([points[:, 1], height - points[:, 0]], axis=1)
        parts = points / (self.shown[1], self.shown[0])
        (left, top), (right, bottom) = parts.min(axis=0).clip(0, 1), parts.max(axis=0).clip(0, 1)
        return round(float(left), 4), round(float(top), 4), round(float(right), 4), round(float(bottom), 4)


def straight(leaf: Grey) -> Straight:
    """The leaf as it is read; on the empty back of another there is nothing to look for."""
    if cv2.countNonZero(ruled.ink(leaf)) < _DUST:
        return Straight(leaf, (), 0, 0.0, leaf.shape)
    quads = eyes.find(leaf, is_rough=True)
    quarters = 0
    if _lies(quads):
        quarters = 1
        quads = eyes.find(_turned(leaf, 1), is_rough=True)
    if _sureness(_turned(leaf, quarters), quads) < _READS and quads:
        after = eyes.find(_turned(leaf, quarters + 2), is_rough=True)
        if _sureness(_turned(leaf, quarters + 2), after) > _sureness(_turned(leaf, quarters), quads):
            quarters, quads = quarters + 2, after
    upright = _turned(leaf, quarters)
    degrees = _slant(upright, quads)
    if abs(degrees) >= _LEAST:
        rest = ruled.slant(_level(upright, degrees))
        degrees += rest if rest is not None and abs(rest) < 1 else 0.0
    else:
        degrees = 0.0
    level = _level(upright, degrees)
    return Straight(level, tuple(eyes.find(level)), quarters, degrees, leaf.shape)


def _lies(quads: Sequence[eyes.Quad]) -> bool:
    """Whether lines of text run from top to bottom: the long ones tell."""
    sizes = [(quad.x1 - quad.x0, quad.y1 - quad.y0) for quad in quads]
    tall = sum(high for wide, high in sizes if high > _LENGTHY * wide)
    return tall > sum(wide for wide, high in sizes if wide > _LENGTHY * high)


def _turned(leaf: Grey, quarters: int) -> Grey:
    return np.ascontiguousarray(np.rot90(leaf, -quarters)) if quarters else leaf


def _sureness(leaf: Grey, quads: Sequence[eyes.Quad]) -> float:
    """How sure the eyes are of the longest lines."""
    longest = sorted(quads, key=lambda quad: quad.x0 - quad.x1)[:_TRIED]
    seen = eyes.say([leaf[quad.y0 : quad.y1, quad.x0 : quad.x1] for quad in longest])
    return median(each.sure for each in seen) if seen else 0.0


def _slant(leaf: Grey, quads: Sequence[eyes.Quad]) -> float:
    """Degrees by which text falls to the right: by long lines where there are some, else by the text itself."""
    angles = [quad.angle for quad in quads if quad.x1 - quad.x0 > _LONG and abs(quad.angle) < _ASKEW]
    rough = median(angles) if angles else 0.0
    if abs(rough) > 1:
        return rough
    fine = ruled.slant(leaf)
    return fine if fine is not None and abs(fine - rough) < 1 else rough


def _level(leaf: Grey, degrees: float) -> Grey:
    if not degrees:
        return leaf
    height, width = leaf.shape
    turn = _turn(height, width, degrees)
    return cv2.warpAffine(leaf, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255).astype(np.uint8)


def _turn(height: int, width: int, degrees: float) -> np.ndarray:
    return cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
