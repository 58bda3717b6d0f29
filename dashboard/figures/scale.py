"""Scale: the axis as one view shows it, in screen px; and the places of order-only events, which have no day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import Final

import numpy as np

from dashboard.domain.timing import Mark, Placed, Timing
from dashboard.figures.axis import Axis, Zone
from dashboard.figures.series import Floats

CHIP_PITCH: Final = 21.0


def drawable(item: Placed) -> bool:
    """False for what has no time at all: not dated, or at an unknown time without any limit."""
    if item.time.mark is Mark.AS_OF_WRITING:
        return True
    return item.time.mark is not Mark.NOT_DATED and not (item.time.earliest is None and item.time.latest is None)


@dataclass(frozen=True, slots=True)
class Scale:
    """Screen px for days and events. `x0` is the place at the left edge of the plot, `zoom` screen px for one px of
    the axis, `chips` the place of each order-only event by id."""

    axis: Axis
    width: float
    x0: float
    zoom: float
    chips: Mapping[str, float]

    def px(self, day: float) -> float:
        """Screen px of a day, from the left edge of the plot."""
        return (self.axis.x(day) - self.x0) * self.zoom

    def many(self, days: Floats) -> Floats:
        """Screen px of many days."""
        at: Floats = (self.axis_places(days) - self.x0) * self.zoom
        return at

    def axis_places(self, days: Floats) -> Floats:
        """The places of many days on the axis."""
        known, places = self.axis.corners
        return np.interp(days, known, places)

    def screen(self, x: float) -> float:
        """Screen px of a place."""
        return (x - self.x0) * self.zoom

    def place(self, px: float) -> float:
        """The place under a screen px: what goes into the figure."""
        return self.x0 + px / self.zoom

    @property
    def digits(self) -> int:
        """Decimals that a place in the figure needs to be right to a hundredth of a screen px."""
        return 2 + max(0, ceil(log10(self.zoom)))

    def near(self, left: float, right: float) -> bool:
        """Whether px from left to right lie in the plot, or so near to it that a pan may show them."""
        return right >= -self.width and left <= 2 * self.width

    def beside(self, items: Sequence[Placed]) -> list[Placed]:
        """Those of which something may lie in the plot or near it; what has no place on the scale always may."""
        return [item for item in items if not item.time.on_axis or self.near(*self._reach(item))]

    def _reach(self, item: Placed) -> tuple[float, float]:
        low, high = item.time.earliest, item.time.latest
        if isinstance(item.end, Timing):
            high = item.end.latest
        elif item.end is not None:
            high = None
        left = self.screen(0.0) if low is None else self.px(low)
        return left, self.right if high is None else self.px(high)

    def chip(self, event_id: str) -> float:
        """Screen px of an order-only event's chip."""
        return self.screen(self.chips[event_id])

    @property
    def right(self) -> float:
        """Screen px of the axis' right end, which lies outside the plot when zoomed."""
        return self.screen(self.axis.width)

    @property
    def days_end(self) -> float:
        """Screen px where the scale of days ends."""
        return self.screen(self.axis.metric[-1].x1)

    @property
    def writing_px(self) -> float:
        """Screen px where the zone of what holds as of writing begins; infinity without one."""
        writing = self.axis.zone(Zone.WRITING)
        return self.screen(writing.x0) if writing else float("inf")

    def rail(self, earliest: float | None, latest: float | None) -> tuple[float, float]:
        """Screen px from and to which an order-only event may lie; without an upper limit to the end of the order
        zone, or of the days where there is none."""
        low = self.axis.metric[0].x0 if earliest is None else self.axis.x(earliest)
        order = self.axis.zone(Zone.ORDER)
        end = order.x1 if order else self.axis.metric[-1].x1
        high = end if latest is None else self.axis.x(latest)
        return self.screen(low), self.screen(max(high, low))


def chip_places(placed: Iterable[Placed], axis: Axis) -> dict[str, float]:
    """The place of every order-only event: events of one rank and window stand together, ranks in order and a chip's
    width apart as far as their windows have room, each inside its own window. Places show order, never days."""
    columns: dict[tuple[int, float, float], list[Placed]] = defaultdict(list)
    loose: list[Placed] = []
    for item in placed:
        if item.rank is None or _unlimited(item) and axis.zone(Zone.ORDER) is None:
            loose.append(item)
        else:
            columns[(item.rank, *_window(item, axis))].append(item)
    places = _spread(sorted(columns), axis)
    chips = {item.event.id: places[column] for column, items in columns.items() for item in items}
    return chips | {item.event.id: _loose_place(item, axis) for item in loose}


def _unlimited(item: Placed) -> bool:
    return item.time.latest is None


def _window(item: Placed, axis: Axis) -> tuple[float, float]:
    order = axis.zone(Zone.ORDER)
    if _unlimited(item) and order is not None:
        return order.x0, order.x1
    low = axis.metric[0].x0 if item.time.earliest is None else axis.x(item.time.earliest)
    return low, axis.metric[-1].x1 if item.time.latest is None else axis.x(item.time.latest)


def _spread(columns: list[tuple[int, float, float]], axis: Axis) -> dict[tuple[int, float, float], float]:
    """Even places inside each window, pushed apart where windows overlap, but never out of a window: a chip beside
    its rail would say more than is known. Where a window is too narrow its chips lie on one another."""
    by_window: dict[tuple[float, float], list[tuple[int, float, float]]] = defaultdict(list)
    for column in columns:
        by_window[column[1:]].append(column)
    wanted: dict[tuple[int, float, float], float] = {}
    pitch: dict[tuple[int, float, float], float] = {}
    for (low, high), members in by_window.items():
        for number, column in enumerate(members):
            wanted[column] = low + (high - low) * (number + 0.5) / len(members)
            pitch[column] = min(CHIP_PITCH, (high - low) / len(members))
    latest: dict[tuple[int, float, float], float] = {}
    limit = float("inf")
    for column in reversed(columns):
        latest[column] = limit = min(column[2], limit - pitch[column])
    last = float("-inf")
    for column in columns:
        _, low, high = column
        pushed = max(last + pitch[column], min(wanted[column], latest[column]))
        wanted[column] = last = max(last, min(max(pushed, low), high))
    return wanted


def _loose_place(item: Placed, axis: Axis) -> float:
    """An event that cannot be ordered stands at the start of its window, or of the order zone when that is later."""
    order = axis.zone(Zone.ORDER)
    low = axis.metric[0].x0 if item.time.earliest is None else axis.x(item.time.earliest)
    if order is not None and _unlimited(item) and item.time.earliest is not None and low >= axis.metric[-1].x1 - 60:
        return order.x0 + CHIP_PITCH / 2
    return low + CHIP_PITCH / 2 + 2
