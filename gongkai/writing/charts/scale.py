"""The scale of an axis: round figures that hold all values. It always shows zero, so that lengths can be compared."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.writing.charts.values import Number

_ROUND = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` to `high` in steps of `step`."""

    low: float
    high: float
    step: float

    def place(self, value: Number) -> float:
        """Where a value lies between low (0) and high (1)."""
        return (float(value) - self.low) / (self.high - self.low)


def tight(values: Iterable[Number | None]) -> Scale:
    """A scale that ends with the values themselves, for bars that each tell their figure."""
    known = [float(value) for value in values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    high = high if high > low else low + 1
    return Scale(low, high, high - low)


def rounded(values: Iterable[Number | None]) -> Scale:
    """A scale of three to six round steps, as many as leave the least room unused."""
    known = [float(value) for value in values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    if low == high:
        return Scale(0, 1, 1)
    whole = all(value == int(value) for value in known)
    found = (_stepped(low, high, _step((high - low) / steps, whole=whole)) for steps in (5, 4, 6, 3))
    return min(found, key=lambda each: each.high - each.low)


def _stepped(low: float, high: float, step: float) -> Scale:
    return Scale(math.floor(round(low / step, 9)) * step, math.ceil(round(high / step, 9)) * step, step)


def _step(rough: float, *, whole: bool) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    steps = (each * power for each in _ROUND if each * power >= rough * 0.999)
    return next(step for step in steps if not whole or step == int(step)) if rough > 1 or not whole else 1.0
