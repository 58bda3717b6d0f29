"""Rows: events of a lane side by side where they fit, one below the other where they do not. Nothing overlaps."""

from collections.abc import Callable, Iterable, Sequence
from math import inf
from typing import Final

from dashboard.domain.timing import Mark, Placed
from dashboard.figures.axis import Zone
from dashboard.figures.canvas import Canvas
from dashboard.figures.crowds import drawn_as_crowd
from dashboard.figures.lane import Drawing, LaneInput
from dashboard.figures.marks import CHIP_HALF, SYMBOL_HALF, Extent, end_mark, measure, time_mark
from dashboard.figures.packing import SPACE, Rows, lines_of
from dashboard.figures.rails import EDGE_PX, draw_railed, on_closed_rail
from dashboard.figures.words import GAP, Words, write

CROWD: Final = 40  # so many events of a lane are always drawn with their words
MOST_IN_ROWS: Final = 150
MOST_ROWS: Final = 6
MOST_UNFOLDED: Final = 600
EDGE_WORDS_PX: Final = 10.0
FAR_PX: Final = 400.0  # how far words may run behind a mark that lies outside the window

SymbolOf = Callable[[Placed], str]


def drawn_in_rows(given: LaneInput, symbol_of: SymbolOf, sub: tuple[str, ...] = ()) -> Drawing:
    """A lane that is rows of its events and nothing else; most are. Where they would be too many rows, it is a crowd
    until the reader unfolds it."""
    shown = given.events if len(given.events) <= CROWD else given.scale.beside(given.events)
    most, deepest = (MOST_UNFOLDED, inf) if given.unfolded else (MOST_IN_ROWS, MOST_ROWS)
    canvas, rows = given.canvas(), Rows(given.options.pitch, given.options.top)
    if len(shown) <= most:
        draw_rows(canvas, shown, symbol_of, rows)
    if len(given.events) > CROWD and (len(shown) > most or rows.count > deepest):
        return drawn_as_crowd(given, symbol_of, sub)
    return Drawing(canvas, rows.height, sub=sub)


def draw_rows(canvas: Canvas, items: Sequence[Placed], symbol_of: SymbolOf, rows: Rows) -> None:
    """Draws every event of `items`: those at one and the same time share a mark and a row, order-only ones of one
    window share a rail."""
    for group in _at_one_time(items, symbol_of):
        if on_closed_rail(group[0]):
            draw_railed(canvas, group, rows)
        elif len(group) > 1:
            _draw_shared(canvas, group, symbol_of(group[0]), rows)
        else:
            draw_item(canvas, group[0], symbol_of(group[0]), rows)


def _at_one_time(items: Sequence[Placed], symbol_of: SymbolOf) -> Iterable[list[Placed]]:
    """The events in groups that can share a mark, in the order of each group's first event."""
    groups: dict[tuple[object, ...], list[Placed]] = {}
    for item in items:
        time = item.time
        key: tuple[object, ...] = (time.mark, time.earliest, time.latest, time.nominal)
        if item.end is not None and not on_closed_rail(item):
            key = (item.event.id,)
        elif not on_closed_rail(item):
            key = (*key, item.rank, symbol_of(item), item.event.detail("style_color"))
        groups.setdefault(key, []).append(item)
    return groups.values()


def draw_item(canvas: Canvas, item: Placed, symbol: str, rows: Rows, *, first: int = 0) -> float:
    """One event with its words in the first row that has room for it; returns the row's y."""
    extent = measure(canvas, item, symbol)
    words, at = _words_beside(canvas, extent, Words.of(item))
    right = max(extent.right, at + words.width, open_rail_end(canvas, item))
    y = rows.take(min(extent.left, at), right, first=first)
    mark = end_mark(canvas, item, time_mark(canvas, item, y, symbol), y)
    reach = max(mark.right, open_rail_end(canvas, item))
    if max(mark.x + CHIP_HALF, at + words.width) < 0 < reach - words.width:
        at = EDGE_WORDS_PX  # began before the window and goes on in it: its name stays
    end = at if cut_off(mark.right, at, words.width) else write(canvas, words, at, y)
    canvas.hit(item.event.id, min(mark.left, at), max(reach, end), y, x=mark.x)
    return y


def cut_off(mark: float, at: float, width: float) -> bool:
    """Whether words behind a mark left of the window would begin outside of it and end inside."""
    return mark < 0 and at < 0 < at + width


def _words_beside(canvas: Canvas, extent: Extent, words: Words) -> tuple[Words, float]:
    """As much of the words as fits, and where they begin: behind the mark, or before it where only there is room."""
    limit = right_limit(canvas, extent)
    behind, before = extent.right + GAP, extent.left - GAP - words.width
    if behind + words.width > limit and before > 0:
        return words, before
    return words.fitted(limit - behind), behind


def _draw_shared(canvas: Canvas, group: list[Placed], symbol: str, rows: Rows) -> None:
    """Events at one time: one mark, then the words of each; a new row where they no longer fit."""
    extent = measure(canvas, group[0], symbol)
    start, limit = extent.right + GAP, right_limit(canvas, extent)
    for line in lines_of(group, start, limit):
        said = [Words.of(item) for item in line]
        if len(line) == 1:
            said = [said[0].fitted(limit - start)]
        width = sum(words.width for words in said) + SPACE * (len(said) - 1)
        y = rows.take(extent.left, max(start + width, open_rail_end(canvas, line[0])))
        mark = time_mark(canvas, line[0], y, symbol)
        x = mark.right + GAP
        for item, words in zip(line, said, strict=True):
            end = x + words.width if cut_off(mark.right, x, words.width) else write(canvas, words, x, y)
            canvas.hit(item.event.id, mark.left if item is line[0] else x, end, y)
            x = end + SPACE


def open_rail_end(canvas: Canvas, item: Placed) -> float:
    """An open rail runs on under the words, so the row is taken as far as it runs."""
    if item.time.mark is not Mark.ORDER_ONLY or item.time.latest is not None:
        return float("-inf")
    order = canvas.scale.axis.zone(Zone.ORDER)
    if order is not None and canvas.scale.chip(item.event.id) >= canvas.scale.screen(order.x0):
        return float("-inf")
    return canvas.scale.rail(item.time.earliest, None)[1]


def right_limit(canvas: Canvas, extent: Extent) -> float:
    """Words end where the visible plot ends when their mark is visible, else where the axis ends; never under the
    heading "at publication" when their mark stands before it."""
    scale, heading = canvas.scale, canvas.scale.writing_px - EDGE_PX
    stop = heading if extent.right < heading else float("inf")
    if 0 <= extent.right <= scale.width + SYMBOL_HALF:  # the last mark's bracket or symbol stands over the end
        return min(scale.width - EDGE_PX, stop)
    return min(max(scale.right, extent.right + FAR_PX) - EDGE_PX, stop)
