"""The scale of values in a lane: its limits, its ticks, and the px of a value."""

from collections.abc import Sequence
from math import ceil, floor, log10

import numpy as np

from dashboard.figures.canvas import ValueAxis
from dashboard.figures.series import Floats


def value_axis(low: float, high: float, top: float, height: float, *, log: bool) -> ValueAxis:
    """From below `low` to above `high` (above 0 both): powers of ten with 2 and 5 as ticks, or 0 and round numbers."""
    low, high = low / 1.5, high * 1.4
    if not log:
        return ValueAxis(top, top + height, 0, high, False, linear_ticks(high))
    return ValueAxis(top, top + height, low, high, True, log_ticks(low, high, height))


def log_ticks(low: float, high: float, height: float) -> tuple[float, ...]:
    """1, 2, 5 of every decade, or the powers of ten alone where those would touch."""
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    steps = (1, 2, 5) if height / max(log10(high / low), 0.1) > 40 else (1,)
    return tuple(step * 10.0**decade for decade in decades for step in steps if low <= step * 10.0**decade <= high)


def linear_ticks(high: float) -> tuple[float, ...]:
    """0 and three or four round numbers."""
    step = 10 ** floor(log10(high / 2))
    step = next(size for size in (step, 2 * step, 5 * step, 10 * step) if high / size <= 5)
    return tuple(step * count for count in range(int(high / step) + 1))


def value_y(axis: ValueAxis, value: float) -> float:
    """Px of a value from the top of the lane."""
    return float(value_ys(axis, np.array([value]))[0])


def value_ys(axis: ValueAxis, values: Floats | Sequence[float]) -> Floats:
    """Px of many values from the top of the lane."""
    given = np.asarray(values, float)
    if axis.log:
        share = np.log10(axis.high / given) / log10(axis.high / axis.low)
    else:
        share = (axis.high - given) / (axis.high - axis.low)
    y: Floats = axis.top + share * (axis.bottom - axis.top)
    return y
