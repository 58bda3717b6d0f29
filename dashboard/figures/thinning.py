"""Thinning: which points of a long curve are drawn. That depends on the pixels, not on the data, and nothing that
stands out is ever left out."""

from typing import Final

import numpy as np
from tsdownsample import MinMaxLTTBDownsampler

from dashboard.figures.series import Flags, Floats, Places

WIDTH_LEAST: Final = 1e-9
ROWS: Final = 100  # heights on the screen that the eye tells apart
MOST: Final = 800  # points of one curve in the window
BESIDE: Final = 250  # and on either side of it, where a pan may lead before the next figure comes


def thinned(x: Floats, y: Floats, must: Flags, most: int = MOST) -> Places:
    """Places of at most about `most` points that look like all of them: chosen by MinMaxLTTB, and always the first, the
    last, the lowest and the highest, and those of `must`. `x` are px and ascend; `y` is what the eye compares, logs for
    a log scale."""
    if len(x) <= most:
        return np.arange(len(x))
    # The library cannot cut a width of nothing into bins: such a heap is cut by its order.
    across = x if x[-2] - x[1] > WIDTH_LEAST * max(abs(x[-2]), 1.0) else np.arange(len(x), dtype=float)
    chosen = MinMaxLTTBDownsampler().downsample(across, y, n_out=most)  # type: ignore[no-untyped-call]
    always = np.array([0, len(x) - 1, int(np.argmin(y)), int(np.argmax(y))])
    return np.unique(np.concatenate([chosen.astype(np.intp), always, _apart(x, y, np.flatnonzero(must), most)]))


def _apart(x: Floats, y: Floats, must: Places, most: int) -> Places:
    """All of `must`; where they are more than a curve's points, one for each place on the screen that they take."""
    if len(must) <= most:
        return must
    height = (y - y.min()) / max(float(np.ptp(y)), 1e-12)
    _, first = np.unique(np.stack([np.round(x[must]), np.round(height[must] * ROWS)]), axis=1, return_index=True)
    return must[first]
