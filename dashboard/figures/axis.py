"""Days to places on the drawn axis and back: metric stretches, drawn breaks, and the zones that have no scale.

The unit of a place is one px of the unzoomed axis. Which stretches a case needs is decided in `stretches.py`.
"""

import math
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

YEAR: Final = 365.25
TICK_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 365.25, 730.5, 1826.25, 3652.5)
HOUR_STEPS: Final = (1 / 24, 2 / 24, 6 / 24, 12 / 24)
MINUS: Final = "\u2212"


class Zone(StrEnum):
    """What a piece of the axis means."""

    DAYS = "days"
    BREAK = "break"
    ORDER = "order"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the axis from place `x0` to `x1`; `d0` and `d1` are its days where it has any (breaks: the days that
    it leaves out)."""

    zone: Zone
    x0: float
    x1: float
    d0: float = 0.0
    d1: float = 0.0

    @property
    def width(self) -> float:
        """Px of the unzoomed axis."""
        return self.x1 - self.x0

    @property
    def px_per_day(self) -> float:
        """Scale of a metric segment."""
        return self.width / (self.d1 - self.d0) if self.d1 > self.d0 else 0.0


@dataclass(frozen=True)
class Axis:
    """The whole axis: its segments from left to right, without gaps."""

    segments: tuple[Segment, ...]

    @property
    def width(self) -> float:
        """Px of the unzoomed axis."""
        return self.segments[-1].x1

    @property
    def metric(self) -> tuple[Segment, ...]:
        """The segments that have a scale."""
        return tuple(segment for segment in self.segments if segment.zone is Zone.DAYS)

    def zone(self, zone: Zone) -> Segment | None:
        """The first segment of that zone, or None."""
        return next((segment for segment in self.segments if segment.zone is zone), None)

    def x(self, day: float) -> float:
        """The place of `day`; days beyond the scale lie at its nearer end, days inside a break in the break."""
        starts, dated = self._dated
        segment = dated[max(0, bisect_right(starts, day) - 1)]
        inside = min(max(day, segment.d0), segment.d1)
        return segment.x0 + (inside - segment.d0) / (segment.d1 - segment.d0) * segment.width

    @cached_property
    def _dated(self) -> tuple[list[float], list[Segment]]:
        dated = [segment for segment in self.segments if segment.d1 > segment.d0]
        return [segment.d0 for segment in dated], dated

    @property
    def corners(self) -> tuple[list[float], list[float]]:
        """Days, and the places of these days: between two of them places go with the days."""
        _, dated = self._dated
        days = [day for segment in dated for day in (segment.d0, segment.d1)]
        return days, [x for segment in dated for x in (segment.x0, segment.x1)]

    def day(self, x: float) -> float | None:
        """The day at place `x`, or None where the axis has no scale."""
        for segment in self.segments:
            if segment.x0 <= x <= segment.x1 and segment.zone is Zone.DAYS:
                return segment.d0 + (x - segment.x0) / segment.width * (segment.d1 - segment.d0)
        return None

    def place(self, token: str) -> float | None:
        """The place that an address names: `12.5` is a day, `order:0.4` and `writing:0.4` a share of a zone; None when
        the token says nothing here."""
        name, _, share = token.rpartition(":")
        try:
            number = float(share)
        except ValueError:
            return None
        if not math.isfinite(number):
            return None
        if not name:
            return self.x(number)
        segment = next((piece for piece in self.segments if piece.zone == name), None)
        return None if segment is None else segment.x0 + min(max(number, 0.0), 1.0) * segment.width


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place of the axis."""

    x: float
    text: str
    day: float

    @property
    def date_day(self) -> float:
        """The day whose date stands beside it. A year is no whole number of days, and its tick means no hour."""
        return math.floor(self.day) if self.text.endswith(("year", "years")) else self.day


def tick_step(px_per_day: float, least_px: float, *, hours: bool) -> float:
    """The smallest step, in days, whose ticks stand at least `least_px` apart."""
    steps = (*HOUR_STEPS, *TICK_STEPS) if hours else TICK_STEPS
    return next((step for step in steps if step * px_per_day >= least_px), steps[-1])


def ticks(
    axis: Axis,
    zoom: float = 1.0,
    least_px: float = 44.0,
    *,
    hours: bool = False,
    window: tuple[float, float] = (-math.inf, math.inf),
) -> tuple[Tick, ...]:
    """Ticks of every metric segment between the places of `window`, `least_px` screen px apart or more at
    magnification `zoom`; day 0 is always one of them, and a segment too short for two of a round step has its first
    and last day where they are apart."""
    groups: list[list[Tick]] = []
    for segment in axis.metric:
        step = tick_step(segment.px_per_day * zoom, least_px, hours=hours)
        low, high = (segment.d0 + (place - segment.x0) / segment.px_per_day for place in window)
        if _last(segment.d1, step) > _first(segment.d0, step):
            days = _multiples(max(segment.d0, low), min(segment.d1, high), step)
        else:
            days = [day for day in _few(segment, step, HOUR_STEPS[0] if hours else 1.0) if low <= day <= high]
        groups.append([Tick(axis_x(segment, day), tick_text(day, step), day) for day in days])
    return _apart(groups, least_px / zoom)


def _first(day: float, step: float) -> int:
    return math.ceil(day / step - 1e-9)


def _last(day: float, step: float) -> int:
    return math.floor(day / step + 1e-9)


def _multiples(low: float, high: float, step: float) -> list[float]:
    return [number * step for number in range(_first(low, step), _last(high, step) + 1)]


def _few(segment: Segment, step: float, least: float) -> list[float]:
    """The one round day of a short segment, if any, and its first and last multiple of `least`."""
    whole = _multiples(segment.d0, segment.d1, least)
    return sorted({*_multiples(segment.d0, segment.d1, step), *whole[:1], *whole[-1:]})


def _apart(groups: list[list[Tick]], least: float) -> tuple[Tick, ...]:
    """Those that stand apart: day 0 before all others, then one of each segment, then the rest from left to right."""
    ranked = [
        (tick.day != 0, number != len(group) // 2, tick.x, tick)
        for group in groups
        for number, tick in enumerate(group)
    ]
    kept: list[Tick] = []
    for _, _, x, tick in sorted(ranked, key=lambda one: one[:3]):
        at = bisect_right(kept, x, key=lambda one: one.x)
        if all(abs(x - near.x) >= least - 1e-6 for near in kept[max(at - 1, 0) : at + 1]):
            kept.insert(at, tick)
    return tuple(kept)


def tick_text(day: float, step: float) -> str:
    """The label of a tick: a count of years where the ticks stand years apart, else the day."""
    years = round(abs(day) / YEAR)
    if step < YEAR or years == 0 or abs(day) % YEAR:
        return day_text(day)
    return f"{MINUS if day < 0 else ''}{years} {'year' if years == 1 else 'years'}"


def axis_x(segment: Segment, day: float) -> float:
    """The place of a day of this metric segment."""
    return segment.x0 + (day - segment.d0) * segment.px_per_day


def day_text(day: float) -> str:
    """A day number as people write it: `−10`, `day 0`, `12`, `3 d 6 h`."""
    whole, hours = divmod(round(abs(day) * 24), 24)
    if whole == hours == 0:
        return "day 0"
    sign = MINUS if day < 0 else ""
    if hours == 0:
        return f"{sign}{whole}"
    return f"{sign}{whole} d {hours} h" if whole else f"{sign}{hours} h"
