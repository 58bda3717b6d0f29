"""Heaps: events whose marks would lie on one another stand as one mark with their count, each still found by itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.domain.events import State
from dashboard.domain.placed import Mark, Placed
from dashboard.figures.canvas import WORD_SIZE, Canvas, Heap
from dashboard.figures.marks import SYMBOL_HALF, Extent, end_mark, measure, state_glyph, time_mark
from dashboard.figures.text import text_width

PITCH: Final = 36.0  # px within which marks form one heap: a symbol and a count of three digits
AIR: Final = 3.0
BRACKET_Y: Final = 7.0

SymbolOf = Callable[[Placed], str]


@dataclass(frozen=True, slots=True)
class Spot:
    """An event and what its mark covers."""

    item: Placed
    extent: Extent


def spots_of(canvas: Canvas, items: Iterable[Placed], symbol_of: SymbolOf) -> list[Spot]:
    """The events that lie in the plot or near it, from left to right, each with what its mark would cover."""
    listed = list(items)
    found = [Spot(item, extent) for item, extent in zip(listed, _extents(canvas, listed, symbol_of), strict=True)]
    shown = [spot for spot in found if canvas.scale.near(spot.extent.left, spot.extent.right)]
    return sorted(shown, key=lambda spot: spot.extent.left)


def _extents(canvas: Canvas, items: Sequence[Placed], symbol_of: SymbolOf) -> Iterable[Extent]:
    """What marks cover; most are moments at an exact time, which are reckoned together."""
    exact = [item.time.earliest if item.time.mark is Mark.EXACT and item.end is None else None for item in items]
    places = canvas.scale.many(np.array([0.0 if day is None else day for day in exact])).tolist()
    for item, day, x in zip(items, exact, places, strict=True):
        yield Extent(x - SYMBOL_HALF, x + SYMBOL_HALF, x) if day is not None else measure(canvas, item, symbol_of(item))


def heaped(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Spots (from left to right) in heaps: a mark that would touch the ones before joins them, and so does one that
    stands within `PITCH` of their first, as the count needs that room. What has no place on the scale stays alone."""
    heaps: list[list[Spot]] = []
    right = first = float("-inf")
    for spot in spots:
        if not spot.item.time.on_axis:
            heaps.insert(0, [spot])
            continue
        wide = spot.extent.right - spot.extent.left > PITCH
        if spot.extent.left < right + AIR if wide else spot.extent.right <= first + PITCH:
            heaps[-1].append(spot)
        else:
            heaps.append([spot])
            first = spot.extent.left
        right = max(right, spot.extent.right)
    return heaps


def draw_heap(canvas: Canvas, heap: Sequence[Spot], y: float, symbol: str) -> None:
    """One mark for the heap: the event's own where it is alone, else a symbol with the count over the width of all."""
    if len(heap) == 1:
        item = heap[0].item
        mark = end_mark(canvas, item, time_mark(canvas, item, y, symbol), y)
        canvas.hit(item.event.id, mark.left, mark.right, y, x=mark.x)
        return
    left, right = heap[0].extent.left, max(spot.extent.right for spot in heap)
    words = f"{len(heap)}"
    width = text_width(words, WORD_SIZE, bold=True)
    x = (left + right - width) / 2
    _symbol(canvas, heap, x, y, symbol)
    canvas.word(x + SYMBOL_HALF + 2, y, words, bold=True)
    canvas.line(left, y + BRACKET_Y, right, y + BRACKET_Y, px=1, colour=canvas.theme.ink3)
    members = Heap(tuple(spot.item.event.id for spot in heap), tuple(spot.extent.x for spot in heap))
    canvas.hit(members.events[0], left, max(right, x + SYMBOL_HALF + 2 + width), y, heap=members)


def _symbol(canvas: Canvas, heap: Sequence[Spot], x: float, y: float, symbol: str) -> None:
    """Solid where every one of them is exact, else hollow; the glyph of the state of facts that are not present."""
    state = heap[0].item.event.state
    if state in (State.PRESENT, State.NOT_REPORTED):
        hollow = any(spot.item.time.mark is not Mark.EXACT for spot in heap)
        canvas.dot(x, y, symbol, hollow=hollow)
    else:
        state_glyph(canvas, state, x - 6, y)
