"""Rows of a swimmer plot: the course of each case in one thin row over an axis that all share, as plain places.

All places are percent of the axis' width. What a row shows is said in `docs/series.md`; the browser only paints it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import inf
from typing import Final

from dashboard.domain.placed import TimeKind
from dashboard.figures.axis import Axis, Zone
from dashboard.figures.course import AXIS_PX
from dashboard.figures.stretches import axis_over, shared_stretches
from dashboard.figures.theme import DRUG_PATTERN

WRITING_PX: Final = 120.0
FEW: Final = 200  # so many pieces of days keep their breaks; a crowd has one stretch
CORE: Final = 0.01  # of a crowd's first and last days lie outside the stretch that is shown at first
FAR: Final = 3.0  # and only where the whole is so many times as long
BEFORE: Final = 0.25
ORDER_COLUMNS: Final = 2
GROUPS: Final = tuple(DRUG_PATTERN)
KINDS: Final = (TimeKind.EXACT, TimeKind.BOUNDED, TimeKind.APPROXIMATE, TimeKind.ORDER_ONLY)


Piece = tuple[float, float]


class Tail(IntEnum):
    """How a treatment ends."""

    MOMENT = 0
    UNKNOWN = 1
    ONGOING = 2
    TIMED = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A time: limits and nominal in days (None = no limit, no single day), and how well it is known."""

    low: float | None
    high: float | None
    nominal: float | None
    kind: TimeKind


@dataclass(frozen=True, slots=True)
class Bar:
    """A treatment of one drug group."""

    group: str
    start: Span
    tail: Tail
    end: Span | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What one row shows: the first and the last known time, treatments, marks by their number in the legend."""

    ends: tuple[Span, ...]
    bars: tuple[Bar, ...]
    marks: tuple[tuple[int, Span], ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """The days of which all rows speak: their pieces where there are few, else the whole and what holds nearly all."""

    pieces: tuple[Piece, ...] = ()
    whole: Piece | None = None
    core: Piece | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A course in places. `line`: earliest and latest first, earliest and latest last; `cut`: it goes on beyond the
    axis on the left (1), on the right (2), on both (3). A bar is (group, kind, start from, to, tail, end from, to), a
    mark (number, kind, from, to, at)."""

    line: tuple[float, ...]
    cut: int
    bars: tuple[tuple[float, ...], ...]
    marks: tuple[tuple[float, ...], ...]


def extent_of(spans: Sequence[Piece]) -> Extent:
    """What an axis must hold. The pieces of a crowd lie everywhere, so only their limits are kept."""
    if len(spans) <= FEW:
        return Extent(pieces=tuple(spans))
    return crowd_of([low for low, _ in spans], [high for _, high in spans])


def crowd_of(firsts: Sequence[float], lasts: Sequence[float]) -> Extent:
    """What an axis must hold of very many cases, of each its first and its last known day."""
    if not firsts:
        return Extent()
    lows, highs = sorted(firsts), sorted(lasts)
    core = lows[int(len(lows) * CORE)], highs[-1 - int(len(highs) * CORE)]
    return Extent(whole=(lows[0], highs[-1]), core=core)


def shared_axis(extent: Extent, *, order: bool, writing: bool, days: float | None = None) -> Axis:
    """One axis for all rows. `days` shows so many after day 0 (infinity: everything), None what holds most of them."""
    parts: Sequence[Piece] = [(-days * BEFORE, days)] if days is not None and days < inf else ()
    if not parts:
        parts = (
            shared_stretches([extent.pieces]) if extent.whole is None else [_crowded(extent, all_days=days is not None)]
        )
    columns = ORDER_COLUMNS if order else 0
    return axis_over(parts, extent.pieces, AXIS_PX, columns=columns, writing=writing, writing_px=WRITING_PX)


def _crowded(extent: Extent, *, all_days: bool) -> Piece:
    """Everything, or the days of nearly all where the rest is far away."""
    assert extent.whole is not None and extent.core is not None, "a crowd has both"
    length = extent.whole[1] - extent.whole[0]
    far = length > FAR * max(extent.core[1] - extent.core[0], 1.0)
    low, high = extent.core if far and not all_days else extent.whole
    pad = max((high - low) * 0.02, 0.5)
    return low - pad, high + pad


def row_of(course: Course, axis: Axis) -> Row:
    """The places of one course."""
    first, last = axis.metric[0].d0, axis.metric[-1].d1
    low = min((span.low for span in course.ends if span.low is not None), default=inf)
    high = max((span.high for span in course.ends if span.high is not None), default=-inf)
    cut = (1 if low < first else 0) + (2 if high > last else 0)
    return Row(
        line=tuple(place for span in course.ends for place in _limits(span, axis)),
        cut=cut,
        bars=tuple(_bar(bar, axis) for bar in course.bars if _given_inside(bar, axis)),
        marks=tuple(_mark(number, span, axis) for number, span in course.marks if _shown(span, axis)),
    )


def _bar(bar: Bar, axis: Axis) -> tuple[float, ...]:
    group = GROUPS.index(bar.group) if bar.group in GROUPS else len(GROUPS) - 1
    place = (group, KINDS.index(bar.start.kind), *_limits(bar.start, axis), int(bar.tail))
    if bar.tail is Tail.ONGOING:
        return (*place, *(_percent(axis.metric[-1].x1, axis),) * 2)
    return (*place, *(_limits(bar.end, axis) if bar.end is not None else ()))


def _mark(number: int, span: Span, axis: Axis) -> tuple[float, ...]:
    low, high = _limits(span, axis)
    if span.kind is TimeKind.ORDER_ONLY and span.high is None:
        zone = axis.zone(Zone.ORDER)
        at = _percent(zone.x0, axis) if zone is not None else high
        return number, KINDS.index(span.kind), low, at, at
    middle = (low + high) / 2 if span.nominal is None else _percent(axis.x(span.nominal), axis)
    return number, KINDS.index(span.kind), low, high, round(middle, 2)


def _given_inside(bar: Bar, axis: Axis) -> bool:
    """False for a treatment that surely ended before the axis begins, or surely began after it ends."""
    over = bar.end if bar.end is not None else bar.start
    until = over.high if bar.tail in (Tail.MOMENT, Tail.TIMED) else None
    begun = bar.start.low is None or bar.start.low <= axis.metric[-1].d1
    return begun and (until is None or until >= axis.metric[0].d0)


def _shown(span: Span, axis: Axis) -> bool:
    """False for what lies wholly outside the days of the axis, where it would seem to lie at its end."""
    first, last = axis.metric[0].d0, axis.metric[-1].d1
    if span.low is None and span.high is None:
        return False
    return (span.high is None or span.high >= first) and (span.low is None or span.low <= last)


def _limits(span: Span, axis: Axis) -> tuple[float, float]:
    """Places of earliest and latest; an open side runs to the end of the days."""
    days = axis.metric
    low = days[0].x0 if span.low is None else axis.x(span.low)
    high = days[-1].x1 if span.high is None else axis.x(span.high)
    return _percent(low, axis), _percent(high, axis)


def _percent(x: float, axis: Axis) -> float:
    return round(x / axis.width * 100, 2)
