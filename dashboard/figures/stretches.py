"""Which stretches of days a case needs on its axis, and how much room each gets."""

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import Final

import numpy as np

from dashboard.figures.axis import Axis, Segment, Zone
from dashboard.figures.series import Floats

BREAK_PX: Final = 16.0
WRITING_PX: Final = 190.0
COLUMN_PX: Final = 58.0
LEAST_STRETCH_PX: Final = 96.0
SHORTEST_GAP_DAYS: Final = 14.0
MOST_STRETCHES: Final = 5

Span = tuple[float, float]
Run = tuple[float, float, int]  # so many moments from one day to another, none of them far from the next


def runs_of(days: Sequence[float] | Floats) -> list[Run]:
    """Many moments (days that ascend) as few runs: what lies nearer together than any break needs."""
    listed = np.asarray(days, float)
    if not len(listed):
        return []
    cuts = np.flatnonzero(np.diff(listed) > SHORTEST_GAP_DAYS)
    starts, stops = np.append(0, cuts + 1), np.append(cuts, len(listed) - 1)
    return [
        (float(listed[first]), float(listed[last]), int(last - first + 1))
        for first, last in zip(starts, stops, strict=True)
    ]


def stretches(spans: Sequence[Span], *, linear: bool = False) -> tuple[Span, ...]:
    """The stretches of days that hold something; a gap longer than 14 days and than half of what lies before it
    becomes a break. `linear` allows no break. Without any span: the week around day 0."""
    if not spans:
        return ((-1.0, 7.0),)
    merged: list[list[float]] = []
    for low, high in sorted(spans):
        if merged and (linear or low - merged[-1][1] <= max(SHORTEST_GAP_DAYS, (merged[-1][1] - merged[-1][0]) / 2)):
            merged[-1][1] = max(merged[-1][1], high)
        else:
            merged.append([low, high])
    parts = _fewer([(low, high) for low, high in merged])
    free = [inf, *((after[0] - before[1]) / 3 for before, after in pairwise(parts)), inf]
    return tuple(_padded(*part, *free[number : number + 2]) for number, part in enumerate(parts))


def _padded(low: float, high: float, before: float, after: float) -> Span:
    """A stretch with some air on each side, less than what is free there."""
    pad = max((high - low) * 0.02, 0.5)
    return low - min(pad, before), high + min(pad, after)


def build_axis(
    spans: Sequence[Span],
    width: float,
    *,
    columns: int = 0,
    writing: bool = False,
    linear: bool = False,
    runs: Sequence[Run] = (),
) -> Axis:
    """The axis of `width` px for events that occupy `spans` (days) and `runs`, with `columns` ranks of order-only
    events that have no upper limit, and a zone "at publication" if `writing`."""
    parts = stretches([*spans, *((low, high) for low, high, _ in runs)], linear=linear)
    return axis_over(parts, spans, width, columns=columns, writing=writing, runs=runs)


def shared_stretches(of_cases: Sequence[Sequence[Span]], *, linear: bool = False) -> tuple[Span, ...]:
    """The stretches of several cases on one axis: what is a break in each of them stays one where none has days."""
    found = [part for spans in of_cases if spans for part in stretches(spans, linear=linear)]
    merged: list[Span] = []
    for low, high in sorted(found):
        if merged and (linear or low - merged[-1][1] <= SHORTEST_GAP_DAYS):
            merged[-1] = merged[-1][0], max(merged[-1][1], high)
        else:
            merged.append((low, high))
    return tuple(_fewer(merged)) or stretches(())


def _fewer(parts: list[Span]) -> list[Span]:
    """At most MOST_STRETCHES, those with the smallest gaps between them made one."""
    while len(parts) > MOST_STRETCHES:
        gaps = [after[0] - before[1] for before, after in pairwise(parts)]
        at = gaps.index(min(gaps))
        parts = [*parts[:at], (parts[at][0], max(parts[at][1], parts[at + 1][1])), *parts[at + 2 :]]
    return parts


def axis_over(
    parts: Sequence[Span],
    spans: Sequence[Span],
    width: float,
    *,
    columns: int = 0,
    writing: bool = False,
    writing_px: float = WRITING_PX,
    runs: Sequence[Run] = (),
) -> Axis:
    """The axis of `width` px with these stretches of days, and zones as `build_axis` makes them."""
    order_px = min(columns * COLUMN_PX + 24, width * 0.42) if columns else 0.0
    zones = [(Zone.ORDER, order_px)] * bool(columns) + [(Zone.WRITING, min(writing_px, width * 0.17))] * writing
    free = width - sum(px + BREAK_PX for _, px in zones) - BREAK_PX * (len(parts) - 1)
    segments: list[Segment] = []
    at = 0.0
    for number, (part, px) in enumerate(zip(parts, _shares(parts, spans, runs, free), strict=True)):
        if number:
            segments.append(Segment(Zone.BREAK, at, at + BREAK_PX, parts[number - 1][1], part[0]))
            at += BREAK_PX
        segments.append(Segment(Zone.DAYS, at, at + px, *part))
        at += px
    for zone, px in zones:
        segments.append(Segment(Zone.BREAK, at, at + BREAK_PX))
        at += BREAK_PX
        segments.append(Segment(zone, at, at + px))
        at += px
    return Axis(tuple(segments))


def _shares(parts: Sequence[Span], spans: Sequence[Span], runs: Sequence[Run], free: float) -> list[float]:
    """Room by how many spans end in a stretch: five crowded weeks are not flattened by three empty years."""
    least = min(LEAST_STRETCH_PX, free / len(parts))
    counts = [sum(low <= end <= high for span in spans for end in span) for low, high in parts]
    for start, _, count in runs:
        for number, (low, high) in enumerate(parts):
            counts[number] += 2 * count * (low <= start <= high)
    spare, ends = free - least * len(parts), sum(counts)
    return [least + spare * (count / ends if ends else 1 / len(parts)) for count in counts]
