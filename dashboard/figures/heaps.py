"""Heaps: events whose marks would lie on one another stand as one mark with their count, each still found by itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.domain.events import State
from dashboard.domain.placed import Mark, Placed
from dashboard.figures.canvas import WORD_SIZE, Canvas, Heap
from dashboard.figures.marks import SYMBOL_HALF, Extent, end_mark, measure, state_glyph, time_mark
from dashboard.figures.series import Flags, Series
from dashboard.figures.text import text_width

PITCH: Final = 36.0  # px within which marks form one heap: a symbol and a count of three digits
AIR: Final = 3.0
BRACKET_Y: Final = 7.0

SymbolOf = Callable[[Placed], str]


@dataclass(frozen=True, slots=True)
class Spot:
    """An event and the px that its mark covers; `item` is None for a result of a series, which is a moment."""

    event: str
    left: float
    right: float
    x: float
    symbol: str
    exact: bool
    item: Placed | None = None

    @property
    def alone(self) -> bool:
        """What has no place on the scale joins no heap: its mark would be a day."""
        return self.item is not None and not self.item.time.on_axis

    @property
    def state(self) -> State:
        """How the record states it."""
        return State.PRESENT if self.item is None else self.item.event.state


def spots_of(canvas: Canvas, items: Iterable[Placed], symbol_of: SymbolOf) -> list[Spot]:
    """The events that lie in the plot or near it, each with what its mark would cover."""
    listed = list(items)
    return [
        Spot(item.event.id, mark.left, mark.right, mark.x, symbol_of(item), item.time.mark is Mark.EXACT, item)
        for item, mark in zip(listed, _extents(canvas, listed, symbol_of), strict=True)
        if canvas.scale.near(mark.left, mark.right)
    ]


def spots_in(canvas: Canvas, series: Series, chosen: Flags, symbol: str) -> list[Spot]:
    """The chosen results of a series that lie in the plot or near it."""
    width, exact = canvas.scale.width, series.teller.exact
    places = canvas.scale.many(series.days)
    shown = np.flatnonzero(chosen & (places >= -width) & (places <= 2 * width)).tolist()
    return [
        Spot(series.events[at].id, x - SYMBOL_HALF, x + SYMBOL_HALF, x, symbol, exact)
        for at, x in zip(shown, places[shown].tolist(), strict=True)
    ]


def _extents(canvas: Canvas, items: Sequence[Placed], symbol_of: SymbolOf) -> Iterable[Extent]:
    """What marks cover; most are moments at an exact time, which are reckoned together."""
    exact = [item.time.earliest if item.time.mark is Mark.EXACT and item.end is None else None for item in items]
    places = canvas.scale.many(np.array([0.0 if day is None else day for day in exact])).tolist()
    for item, day, x in zip(items, exact, places, strict=True):
        yield measure(canvas, item, symbol_of(item)) if day is None else Extent(x - SYMBOL_HALF, x + SYMBOL_HALF, x)


def heaped(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Spots (from left to right) in heaps: a mark that would touch the ones before joins them, and so does one that
    stands within `PITCH` of their first, as the count needs that room; never with one of another symbol or state."""
    heaps: list[list[Spot]] = [[spot] for spot in spots if spot.alone]
    right = first = float("-inf")
    for spot in spots:
        if spot.alone:
            continue
        wide = spot.right - spot.left > PITCH
        touches = spot.left < right + AIR if wide else spot.right <= first + PITCH
        if touches and (heaps[-1][0].symbol, heaps[-1][0].state) == (spot.symbol, spot.state):
            heaps[-1].append(spot)
        else:
            heaps.append([spot])
            first = spot.left
        right = max(right, spot.right)
    return heaps


def draw_heaps(canvas: Canvas, spots: Sequence[Spot], y: float) -> None:
    """Events in one row, in heaps where they would touch."""
    for heap in heaped(sorted(spots, key=lambda spot: spot.left)):
        _draw(canvas, heap, y)


def _draw(canvas: Canvas, heap: Sequence[Spot], y: float) -> None:
    """One mark for the heap: the event's own where it is alone, else a symbol with the count over the width of all."""
    first, item = heap[0], heap[0].item
    if len(heap) > 1:
        _draw_many(canvas, heap, y)
    elif item is None:
        canvas.dot(first.x, y, first.symbol, hollow=not first.exact)
        canvas.hit(first.event, first.left, first.right, y)
    else:
        mark = end_mark(canvas, item, time_mark(canvas, item, y, first.symbol), y)
        canvas.hit(first.event, mark.left, mark.right, y, x=mark.x)


def _draw_many(canvas: Canvas, heap: Sequence[Spot], y: float) -> None:
    left, right = heap[0].left, max(spot.right for spot in heap)
    words = f"{len(heap)}"
    width = text_width(words, WORD_SIZE, bold=True)
    x = (left + right - width) / 2
    if heap[0].state in (State.PRESENT, State.NOT_REPORTED):
        canvas.dot(x, y, heap[0].symbol, hollow=not all(spot.exact for spot in heap))
    else:
        state_glyph(canvas, heap[0].state, x - 6, y)
    canvas.word(x + SYMBOL_HALF + 2, y, words, bold=True)
    canvas.line(left, y + BRACKET_Y, right, y + BRACKET_Y, px=1, colour=canvas.theme.ink3)
    members = Heap(tuple(spot.event for spot in heap), tuple(spot.x for spot in heap))
    canvas.hit(heap[0].event, left, max(right, x + SYMBOL_HALF + 2 + width), y, heap=members)
