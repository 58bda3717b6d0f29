"""The overview: the whole course in a strip, how much there is of each kind in each piece of the axis. Which part of it
is on the screen is the browser's to draw."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from dashboard.domain.placed import Mark, Placed, Timing
from dashboard.figures.axis import Axis, Zone
from dashboard.figures.canvas import Json
from dashboard.figures.scale import Scale
from dashboard.figures.stack import Owned

BINS: Final = 320
LEVELS: Final = (1, 2, 5, 20)  # events of a kind in one piece from which on it is drawn a step darker
KINDS: Final = (
    ("results", ("blood_counts", "laboratory")),
    ("treatment", ("treatments",)),
    ("status", ("neuro_status",)),
    ("imaging", ("imaging_studies",)),
)
OTHERS: Final = "other events"

Span = tuple[float, float]


def overview_of(owned: Sequence[Owned], scale: Scale) -> list[Json]:
    """One row a kind that the case has: its name, and for each piece of the axis a digit from 0 (nothing) to 4."""
    kinds = {lane: kind for kind, lanes in KINDS for lane in lanes}
    counts: dict[str, np.ndarray] = {}
    for one in owned:
        if one.events or one.series:
            kind = kinds.get(one.lane.name, OTHERS)
            counts.setdefault(kind, np.zeros(BINS, np.intp))
            counts[kind] += _counted(one, scale)
    order = [*(kind for kind, _ in KINDS), OTHERS]
    return [{"name": kind, "levels": _digits(counts[kind])} for kind in order if kind in counts]


def _counted(one: Owned, scale: Scale) -> np.ndarray:
    """How many of the lane's events lie in each piece; a span lies in each that it covers."""
    bins = scale.axis.width / BINS
    found = np.zeros(BINS, np.intp)
    for low, high in _spans(one.events, scale):
        first, last = (min(max(int(place / bins), 0), BINS - 1) for place in (low, high))
        found[first : last + 1] += 1
    for series in one.series:
        places = scale.axis_places(series.days)
        found += np.histogram(places, BINS, (0.0, scale.axis.width))[0]
    return found


def _spans(items: Iterable[Placed], scale: Scale) -> Iterable[Span]:
    for item in items:
        if item.time.mark is Mark.ORDER_ONLY:
            yield scale.chips[item.event.id], scale.chips[item.event.id]
        elif item.time.mark is Mark.AS_OF_WRITING:
            yield _writing(scale.axis)
        elif item.time.earliest is not None:
            end = item.end.latest if isinstance(item.end, Timing) else None
            low = scale.axis.x(item.time.earliest)
            yield low, low if end is None else scale.axis.x(end)


def _writing(axis: Axis) -> Span:
    zone = axis.zone(Zone.WRITING)
    place = axis.width if zone is None else (zone.x0 + zone.x1) / 2
    return place, place


def _digits(counts: np.ndarray) -> str:
    return "".join(map(str, np.searchsorted(LEVELS, counts, side="right").tolist()))
