"""Which stretches of days a case needs on its axis, and how much room each gets."""

import math
from collections.abc import Sequence
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
    while len(merged) > MOST_STRETCHES:
        gaps = [right[0] - left[1] for left, right in zip(merged, merged[1:], strict=False)]
        at = gaps.index(min(gaps))
        merged[at : at + 2] = [[merged[at][0], max(merged[at][1], merged[at + 1][1])]]
    return _padded(merged)


def _padded(parts: Sequence[Sequence[float]]) -> tuple[Span, ...]:
    """Air round each stretch, never as much as to reach the next one."""
    gaps = [math.inf, *(right[0] - left[1] for left, right in zip(parts, parts[1:], strict=False)), math.inf]
    found = []
    for (low, high), before, behind in zip(parts, gaps, gaps[1:], strict=False):
        pad = max((high - low) * 0.02, 0.5)
        found.append((low - min(pad, before / 3), high + min(pad, behind / 3)))
    return tuple(found)


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
    order_px = min(columns * COLUMN_PX + 24, width * 0.42) if columns else 0.0
    zones = [(Zone.ORDER, order_px)] * bool(columns) + [(Zone.WRITING, min(WRITING_PX, width * 0.17))] * writing
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
    return [least + (spare * count / ends if ends else spare) for count in counts]
