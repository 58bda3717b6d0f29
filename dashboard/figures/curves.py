"""Curves: a series as a line, thinned to what the pixels can show, with everything on it that must not be lost."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from dashboard.domain.placed import Placed
from dashboard.domain.sequence import position
from dashboard.figures.canvas import Canvas, Curve, ValueAxis
from dashboard.figures.marks import SYMBOL_HALF
from dashboard.figures.scale import Scale
from dashboard.figures.series import Flags, Floats, Places, Series
from dashboard.figures.thinning import BESIDE, MOST, thinned
from dashboard.figures.value_scale import value_ys

FEW: Final = 120  # so many in the window are drawn one by one, each with its mark
MOST_RINGS: Final = 400  # results whose times are not exact have no line, and every ring costs a browser time


def within(scale: Scale, x: Floats) -> Flags:
    """Which px lie in the plot, as the mark that would stand there does."""
    found: Flags = (x >= -SYMBOL_HALF) & (x <= scale.width + SYMBOL_HALF)
    return found


def few(series: Series, scale: Scale) -> list[Placed] | None:
    """The results in and beside the window, where those in it are few enough to be drawn one by one; else None."""
    x = scale.many(series.days)
    first, last = np.searchsorted(x, [-SYMBOL_HALF, scale.width + SYMBOL_HALF])
    if last - first > FEW:
        return None
    low, high = np.searchsorted(x, [-scale.width, 2 * scale.width])
    beside = range(max(int(low), int(first) - FEW, 0), min(int(high), int(last) + FEW))
    shown = range(max(beside.start - 1, 0), min(beside.stop + 1, len(series)))  # a line leads out of the picture
    return [series.item(at) for at in shown]


def draw_curve(canvas: Canvas, series: Series, name: str, axis: ValueAxis, *, breaks: Iterable[Placed] = ()) -> Places:
    """Draws what has a place on the scale `axis`; a line never leads across what has none, nor across `breaks`, other
    results of the analyte. Returns the places (in the series) of what is drawn."""
    placed = series.above_zero if axis.log else series.numbers
    candidates = np.flatnonzero(placed)
    x, y = canvas.scale.many(series.days[candidates]), value_ys(axis, series.values[candidates])
    chosen = _chosen(canvas.scale, x, y, series.flagged[candidates], exact=series.teller.exact)
    kept = candidates[chosen]
    if len(kept):
        gaps = _gaps(series, kept, ~placed, breaks)
        events = tuple(series.events[at].id for at in kept.tolist())
        canvas.curves.append(Curve(name, x[chosen], y[chosen], events, gaps, series.teller.exact))
        if series.teller.exact:
            _lone(canvas, x[chosen], y[chosen], gaps)
    return kept


def _chosen(scale: Scale, x: Floats, y: Floats, flagged: Flags, *, exact: bool) -> Places:
    """Points of the window, and fewer of what lies beside it."""
    most = (BESIDE, MOST, BESIDE) if exact else (0, MOST_RINGS, 0)
    edges = np.searchsorted(x, [-scale.width, -SYMBOL_HALF, scale.width + SYMBOL_HALF, 2 * scale.width])
    found = []
    for first, last, limit in zip(edges[:-1], edges[1:], most, strict=True):
        piece = slice(int(first), int(last))
        if limit and last > first:
            found.append(first + thinned(x[piece], y[piece], flagged[piece], limit))
    return np.concatenate(found) if found else np.zeros(0, np.intp)


def _gaps(series: Series, kept: Places, off: Flags, breaks: Iterable[Placed]) -> Flags:
    """Before which of the drawn points the line is broken: something without a place on the scale, or not exact, lies
    between it and the one before."""
    passed = np.cumsum(off)[kept]
    gaps: Flags = np.diff(passed, prepend=passed[0]) > 0
    others = np.sort(np.array([position(item.time) for item in breaks]))
    if len(others):
        before = np.searchsorted(others, series.days[kept], side="right")
        gaps |= np.diff(before, prepend=before[0]) > 0
    return gaps


def _lone(canvas: Canvas, x: Floats, y: Floats, gaps: Flags) -> None:
    """A point that no line reaches is a dot, or nobody would see it."""
    before, after = np.append(True, gaps[1:]), np.append(gaps[1:], True)
    for at in np.flatnonzero(before & after).tolist():
        canvas.dot(float(x[at]), float(y[at]), "circle", size=4)
