"""The ruling lines of a leaf, whole again where the scanner broke them, and the leaf without them."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from gongkai.reading.grids import Rule
from gongkai.reading.scans.leaves import POINT, Grey

_ACROSS, _DOWN = 70, 48  # dots: strokes of characters are shorter
_THICK = 12  # dots: no line is thicker
_BREAK = 7  # dots that a line may lack
_NEAR, _MET = 2.5, 2  # points that a line may stop short of another; how many others a line of a table meets
_BLOCK, _PALER = 41, 12  # ink is darker than its surroundings by so much


@dataclass(frozen=True, slots=True)
class Ruled:
    """A leaf's ruling lines in points, and its ink without them (255 where there is ink)."""

    rules: tuple[Rule, ...]
    ink: Grey


def ink(leaf: Grey) -> Grey:
    """255 where a leaf is darker than the paper around, whatever the light."""
    smooth = cv2.GaussianBlur(leaf, (3, 3), 0)
    return _grey(cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, _PALER))


def ruled(leaf: Grey) -> Ruled:
    """The ruling lines, and the ink that is left when they are taken away."""
    dark = ink(leaf)
    flat, upright = _lines(dark, _ACROSS, is_flat=True), _lines(dark, _DOWN, is_flat=False)
    lines = cv2.dilate(cv2.bitwise_or(flat, upright), np.ones((3, 3), np.uint8))
    rules = _of_tables(_rules(flat, is_flat=True), _rules(upright, is_flat=False))
    return Ruled(tuple(rules), _grey(cv2.bitwise_and(dark, cv2.bitwise_not(lines))))


def slant(leaf: Grey) -> float | None:
    """By how many degrees the long lines of a leaf fall to the right; None where it has none."""
    flat = _lines(ink(leaf), _ACROSS, is_flat=True)
    many, labels, stats, _ = cv2.connectedComponentsWithStats(flat)
    slopes = []
    for number in range(1, many):
        x, y, width, height, _ = stats[number]
        if width < leaf.shape[1] / 5:
            continue
        ys, xs = np.nonzero(labels[y : y + height, x : x + width] == number)
        slopes += [np.polyfit(xs, ys, 1)[0]] * int(width // 100)
    return float(np.degrees(np.arctan(np.median(slopes)))) if slopes else None


def _lines(dark: Grey, length: int, *, is_flat: bool) -> Grey:
    """What runs straight for `length` dots, with breaks closed; a slant of one dot in thirty is still straight."""
    along = (length, 1) if is_flat else (1, length)
    thick = (1, 3) if is_flat else (3, 1)
    gap = (_BREAK, 1) if is_flat else (1, _BREAK)
    wide = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, thick))
    whole = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, gap))
    return _grey(cv2.morphologyEx(whole, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, along)))


def _rules(lines: Grey, *, is_flat: bool) -> list[Rule]:
    """A rule for each line; thick blots are none."""
    found = []
    _, _, stats, centres = cv2.connectedComponentsWithStats(lines)
    for (x, y, width, height, area), (cx, cy) in zip(stats[1:], centres[1:], strict=True):
        long, across, middle = (width, x, cy) if is_flat else (height, y, cx)
        if area / long > _THICK:
            continue
        a, b, at = across * POINT, (across + long) * POINT, float(middle) * POINT
        found.append(Rule(a, at, b, at) if is_flat else Rule(at, a, at, b))
    return found


def _of_tables(flat: Sequence[Rule], upright: Sequence[Rule]) -> list[Rule]:
    """The lines that rule a table: each meets two others. Strokes of characters and underlines do not."""
    while True:
        kept = [rule for rule in flat if sum(_meet(rule, other) for other in upright) >= _MET]
        kept_upright = [rule for rule in upright if sum(_meet(other, rule) for other in kept) >= _MET]
        if (len(kept), len(kept_upright)) == (len(flat), len(upright)):
            return [*kept, *kept_upright]
        flat, upright = kept, kept_upright


def _meet(flat: Rule, upright: Rule) -> bool:
    return flat.x0 - _NEAR <= upright.x0 <= flat.x1 + _NEAR and upright.y0 - _NEAR <= flat.y0 <= upright.y1 + _NEAR


def _grey(found: np.ndarray) -> Grey:
    return found.astype(np.uint8, copy=False)
