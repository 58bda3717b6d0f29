"""Tracks: the results of one analyte in one row, as a small curve on a scale of its own. What has no number, no exact
time or no place on the scale keeps its own mark on the row's lower edge."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dashboard.domain.events import State
from dashboard.domain.placed import Mark, Placed
from dashboard.domain.sequence import position
from dashboard.domain.ucum import spoken_unit
from dashboard.figures.canvas import WORD_SIZE, Canvas, ValueAxis
from dashboard.figures.curves import draw_curve, within
from dashboard.figures.heaps import draw_heaps, spots_in, spots_of
from dashboard.figures.lane import RowLabel
from dashboard.figures.quantities import as_received, censored, number, to_verify
from dashboard.figures.series import Places, Series, series_of
from dashboard.figures.text import shorten, text_width
from dashboard.figures.value_scale import value_ys
from dashboard.figures.words import label_of

AIR_PX: Final = 5.0  # from the edges of the row to its highest and lowest value
OFF_PX: Final = 5.0  # from the lower edge to the marks of what is not on the scale
WIDE: Final = 20.0  # the highest value above so many times the lowest makes a log scale
DOTTED: Final = 60  # so many points still carry a dot each
NUMBERED: Final = 10  # and so many their number
NUMBER_UP: Final = 7.0
LABEL_PX: Final = 170.0


@dataclass(slots=True)
class Track:
    """All results of one analyte in one unit: series of those that are numbers at exact times, and `items`, all others.
    `single` are those that came one by one, in the order of the case."""

    name: str
    unit: str
    items: list[Placed] = field(default_factory=list)
    series: list[Series] = field(default_factory=list)
    single: tuple[Placed, ...] = ()

    @property
    def count(self) -> int:
        """How many results there are."""
        return len(self.items) + sum(map(len, self.series))

    @property
    def last(self) -> Placed:
        """The latest result that is stated as present, else the latest of all."""
        ends = [*self.items, *(one.item(len(one) - 1) for one in self.series)]
        present = [item for item in ends if item.event.state is State.PRESENT and item.event.quantity is not None]
        return max(present or ends, key=lambda item: position(item.time))


def tracks_of(items: Iterable[Placed], series: Iterable[Series]) -> list[Track]:
    """The results by term and unit; what has no unit stands with the results of its term that have one."""
    found: dict[tuple[str, str], Track] = {}
    for one in series:
        found.setdefault((one.sample.event.term, one.unit), Track(label_of(one.sample), one.unit)).series.append(one)
    listed = list(items)
    units = {
        item.event.term: item.event.quantity.unit for item in listed if item.event.quantity and item.event.quantity.unit
    }
    units |= dict(found.keys())
    for item in listed:
        term, quantity = item.event.term, item.event.quantity
        unit = (quantity.unit if quantity is not None else None) or units.get(term, "")
        found.setdefault((term, unit), Track(label_of(item), unit)).items.append(item)
    for track in found.values():
        track.single = tuple(track.items)
        _join_exact(track)
    return list(found.values())


def _join_exact(track: Track) -> None:
    """Exact numeric results are a series, however few."""
    exact = [item for item in track.items if _is_point(item)]
    if exact and not track.series:
        days = np.array([item.time.earliest for item in exact], float)
        track.series.append(series_of([item.event for item in exact], days, np.arange(len(exact)), exact))
        held = track.series[0].ids
        track.items = [item for item in track.items if item.event.id not in held]


def _is_point(item: Placed) -> bool:
    quantity, exact = item.event.quantity, item.time.mark is Mark.EXACT and item.end is None
    return exact and item.event.state is State.PRESENT and quantity is not None and quantity.number is not None


def draw_track(canvas: Canvas, track: Track, top: float, height: float) -> None:
    """Draws a track from `top` on."""
    axis = _axis(track, top + AIR_PX, top + height - AIR_PX)
    placed, off = _divided(track, axis)
    if axis is not None:
        for one in track.series:
            kept = draw_curve(canvas, one, track.name, axis, breaks=track.items)
            _say_points(canvas, one, kept, axis)
        for item in placed:
            y = float(value_ys(axis, [number(item)])[0])
            draw_heaps(canvas, spots_of(canvas, [item], _circle), y)
    bottom = top + height - OFF_PX
    spots = spots_of(canvas, off, off_scale_symbol)
    for one in track.series:
        below = one.limits < 0 if axis is None or not axis.log else ~one.above_zero & (one.limits <= 0)
        spots += spots_in(canvas, one, below, "triangle-down") + spots_in(canvas, one, one.limits > 0, "triangle-up")
    draw_heaps(canvas, spots, bottom)


def _circle(item: Placed) -> str:
    return "circle"


def off_scale_symbol(item: Placed) -> str:
    """Zero and less than a limit point down, more than a limit up; words are a stroke."""
    quantity = item.event.quantity
    if quantity is None or quantity.number is None:
        return "line-ns"
    return "triangle-up" if quantity.comparator.startswith(">") else "triangle-down"


def _divided(track: Track, axis: ValueAxis | None) -> tuple[list[Placed], list[Placed]]:
    """The single results that have a place on the scale, and those that have none."""
    placed = (
        []
        if axis is None
        else [item for item in track.items if _is_number(item) and not (axis.log and number(item) <= 0)]
    )
    held = {item.event.id for item in placed}
    return placed, [item for item in track.items if item.event.id not in held]


def _is_number(item: Placed) -> bool:
    quantity = item.event.quantity
    return (
        quantity is not None
        and quantity.number is not None
        and not censored(item)
        and item.event.state is State.PRESENT
    )


def _axis(track: Track, top: float, bottom: float) -> ValueAxis | None:
    """The scale of all results, so that it stays whatever part is shown; None where there is no number."""
    values = [np.array([number(item) for item in track.items if _is_number(item)])]
    values += [one.values[one.numbers] for one in track.series]
    numbers = np.concatenate(values)
    if not len(numbers):
        return None
    low, high, above = float(numbers.min()), float(numbers.max()), numbers[numbers > 0]
    if low >= 0 and len(above) and high > WIDE * float(above.min()):
        return ValueAxis(top, bottom, float(above.min()) / 1.1, high * 1.1, True, ())
    room = (high - low) * 0.05 or abs(high) * 0.05 or 1.0
    return ValueAxis(top, bottom, low - room, high + room, False, ())


def _say_points(canvas: Canvas, series: Series, kept: Places, axis: ValueAxis) -> None:
    """A dot for each point while they are few; the numbers of the highest and the lowest in the window, and of all that
    are few; what is to be verified with its reason."""
    x = canvas.scale.many(series.days[kept])
    inside = kept[within(canvas.scale, x)]
    y = dict(zip(inside.tolist(), value_ys(axis, series.values[inside]).tolist(), strict=True))
    at_x = dict(zip(inside.tolist(), canvas.scale.many(series.days[inside]).tolist(), strict=True))
    if series.teller.exact:
        for at in inside.tolist():
            if len(inside) <= DOTTED or series.flagged[at]:
                canvas.dot(at_x[at], y[at], "circle", size=8 if series.flagged[at] else 5)
    if len(inside):
        values = series.values[inside]
        told = [int(inside[int(values.argmax())]), int(inside[int(values.argmin())])]
        told += [at for at in inside.tolist() if series.flagged[at]] + (
            inside.tolist() if len(inside) <= NUMBERED else []
        )
        _numbers(canvas, series, told, at_x, y, axis.top - AIR_PX)


def _numbers(
    canvas: Canvas, series: Series, told: Iterable[int], x: dict[int, float], y: dict[int, float], highest: float
) -> None:
    """Numbers over their points (under those that stand highest), those named first before the others; none where it
    would lie on another."""
    taken: list[tuple[float, float]] = []
    for at in dict.fromkeys(told):
        item = series.item(at)
        words = "; ".join(part for part in (as_received(item), to_verify(item)) if part)
        width = text_width(words, WORD_SIZE)
        left = x[at] + 3 if x[at] + 3 + width < canvas.scale.width else x[at] - 3 - width
        if all(left > end or left + width < start for start, end in taken):
            above = y[at] - NUMBER_UP > highest
            canvas.word(left, y[at] + (-NUMBER_UP if above else NUMBER_UP), words, colour=canvas.theme.ink2)
            taken.append((left - 3, left + width + 3))


def label_of_track(track: Track, y: float) -> RowLabel:
    """Name, latest value and unit of a track for the label column."""
    last = track.last
    quantity = last.event.quantity
    if last.event.state is not State.PRESENT or quantity is None:
        return RowLabel(y, shorten(track.name, WORD_SIZE, LABEL_PX), value=str(last.event.state))
    unit = f" {spoken_unit(track.unit)}" if track.unit and quantity.number is not None else ""
    value = f"{as_received(last)}{unit}"
    room = LABEL_PX - text_width(value, WORD_SIZE, bold=True) - 6
    return RowLabel(y, shorten(track.name, WORD_SIZE, room) or track.name[:8], value=value)
