"""Rows: events of a lane side by side where they fit, one below the other where they do not. Nothing overlaps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from dashboard.domain.timing import Mark, Placed
from dashboard.figures.axis import Zone
from dashboard.figures.canvas import Canvas
from dashboard.figures.marks import Extent, draw_rail, end_mark, order_mark, time_mark
from dashboard.figures.words import GAP, Words, write

SPACE: Final = 12.0
SLOT: Final = 18.0
NUMBER_PX: Final = 18.0
CHIP_PX: Final = 15.0

SymbolOf = Callable[[Placed], str]


class Rows:
    """Which px are taken in each row; the first row that is free is given out."""

    def __init__(self, pitch: float, top: float) -> None:
        self.pitch = pitch
        self.top = top
        self.taken: list[list[tuple[float, float]]] = []

    def take(self, left: float, right: float, *, first: int = 0) -> float:
        """The y of the first row from `first` on where left…right is free, which it then no longer is."""
        row = first
        while not self.free(row, left, right):
            row += 1
        self.reserve(row, left, right)
        return self.y(row)

    def free(self, row: int, left: float, right: float) -> bool:
        """Whether nothing stands between left and right in that row."""
        if row >= len(self.taken):
            return True
        return all(right + SPACE <= low or high + SPACE <= left for low, high in reversed(self.taken[row]))

    def reserve(self, row: int, left: float, right: float) -> None:
        """Marks px of a row as taken."""
        while len(self.taken) <= row:
            self.taken.append([])
        self.taken[row].append((left, right))

    def y(self, row: int) -> float:
        """Px from the top of the lane to the middle of a row."""
        return self.top + row * self.pitch

    @property
    def height(self) -> float:
        """Px that the rows need."""
        return self.top * 2 + max(len(self.taken) - 1, 0) * self.pitch


def draw_rows(canvas: Canvas, items: Sequence[Placed], symbol_of: SymbolOf, rows: Rows) -> None:
    """Draws every event of `items`: those at one and the same time share a mark and a row, order-only ones of one
    window share a rail."""
    for item, *others in _at_one_time(canvas, items, symbol_of):
        if on_closed_rail(item):
            _draw_railed(canvas, [item, *others], rows)
        elif others:
            _draw_shared(canvas, [item, *others], symbol_of(item), rows)
        else:
            draw_item(canvas, item, symbol_of(item), rows)


def _at_one_time(canvas: Canvas, items: Sequence[Placed], symbol_of: SymbolOf) -> Iterator[list[Placed]]:
    """The events in groups that can share a mark, in the order of each group's first event."""
    groups: dict[tuple[object, ...], list[Placed]] = {}
    for item in items:
        time = item.time
        key: tuple[object, ...] = (time.mark, time.earliest, time.latest, time.nominal)
        if item.end is not None and not on_closed_rail(item):
            key = (item.event.id,)
        elif not on_closed_rail(item):
            key = (*key, item.rank, symbol_of(item))
        groups.setdefault(key, []).append(item)
    yield from groups.values()


def on_closed_rail(item: Placed) -> bool:
    """True for an order-only event whose window has an upper limit."""
    return item.time.mark is Mark.ORDER_ONLY and item.time.latest is not None


def measure(canvas: Canvas, item: Placed, symbol: str) -> Extent:
    """What the mark of an event covers, without drawing it."""
    blank = Canvas(canvas.scale, canvas.theme)
    return end_mark(blank, item, time_mark(blank, item, 0, symbol), 0)


def draw_item(canvas: Canvas, item: Placed, symbol: str, rows: Rows, *, first: int = 0) -> float:
    """One event with its words in the first row that has room for it; returns the row's y."""
    extent = measure(canvas, item, symbol)
    limit = right_limit(canvas, extent)
    words = Words.of(item)
    before = extent.right + GAP + words.width > limit and extent.left - GAP - words.width > 0
    if not before:
        words = words.fitted(limit - extent.right - GAP)
    left = extent.left - GAP - words.width if before else extent.left
    right = extent.right if before else max(extent.right + GAP + words.width, open_rail_end(canvas, item))
    y = rows.take(left, right, first=first)
    mark = end_mark(canvas, item, time_mark(canvas, item, y, symbol), y)
    at = left if before else mark.right + GAP
    end = write(canvas, words, at, y)
    canvas.hit(item.event.id, min(mark.left, at), max(mark.right, end), y)
    return y


def _draw_shared(canvas: Canvas, group: list[Placed], symbol: str, rows: Rows) -> None:
    """Events at one time: one mark, then the words of each; a new row where they no longer fit."""
    extent = measure(canvas, group[0], symbol)
    limit = right_limit(canvas, extent)
    for line in _lines(group, extent.right + GAP, limit):
        said = [Words.of(item) for item in line]
        if len(line) == 1:
            said = [said[0].fitted(limit - extent.right - GAP)]
        width = sum(words.width for words in said) + SPACE * (len(said) - 1)
        y = rows.take(extent.left, max(extent.right + GAP + width, open_rail_end(canvas, line[0])))
        mark = time_mark(canvas, line[0], y, symbol)
        x = mark.right + GAP
        for item, words in zip(line, said, strict=True):
            end = write(canvas, words, x, y)
            canvas.hit(item.event.id, mark.left if item is line[0] else x, end, y)
            x = end + SPACE


def _lines(group: Iterable[Placed], start: float, limit: float, extra: float = 0.0) -> list[list[Placed]]:
    """The group cut into lines whose words fit between start and limit; `extra` px more for each event."""
    lines: list[list[Placed]] = []
    x = start
    for item in group:
        width = Words.of(item).width + extra
        if not lines or x + width > limit:
            lines.append([])
            x = start
        lines[-1].append(item)
        x += width + SPACE
    return lines


def open_rail_end(canvas: Canvas, item: Placed) -> float:
    """An open rail runs on under the words, so the row is taken as far as it runs."""
    if item.time.mark is not Mark.ORDER_ONLY or item.time.latest is not None:
        return float("-inf")
    order = canvas.scale.axis.zone(Zone.ORDER)
    if order is not None and canvas.scale.chip(item.event.id) >= canvas.scale.screen(order.x0):
        return float("-inf")
    return canvas.scale.rail(item.time.earliest, None)[1]


def right_limit(canvas: Canvas, extent: Extent) -> float:
    """Words end where the visible plot ends when their mark is visible, else where the axis ends."""
    if 0 <= extent.right <= canvas.scale.width:
        return canvas.scale.width - 4
    return max(canvas.scale.right, extent.right + 400) - 4


def _draw_railed(canvas: Canvas, group: list[Placed], rows: Rows) -> None:
    """Events of one window: chips in order on the rail, and behind its end the words, each with its number; where the
    rail's end leaves no room for words, every event has its own row and its words right behind its chip."""
    low, high = canvas.scale.rail(group[0].time.earliest, group[0].time.latest)
    ordered = sorted(group, key=lambda item: (item.rank is None, item.rank or 0))
    slots = _slots(ordered)
    places = [canvas.scale.chip(item.event.id) + SLOT * slot for item, slot in zip(ordered, slots, strict=True)]
    start = max(high, max(places) + 10) + GAP
    limit = canvas.scale.width - 4
    crowded = any(0 < right - left < CHIP_PX for left, right in pairwise(places))
    if crowded or low < limit < start + min(Words.of(item).width for item in ordered) + NUMBER_PX:
        for item in ordered:
            _draw_inline(canvas, item, low, high, rows)
        return
    for line in _lines(ordered, start, limit if start < limit else float("inf"), NUMBER_PX):
        width = sum(Words.of(item).width + NUMBER_PX + SPACE for item in line)
        y = rows.take(min(low, min(places) - 10), start + width - SPACE)
        draw_rail(canvas, low, high, y, open_end=False)
        x = start
        for item, slot in zip(line, _slots(line), strict=True):
            mark = order_mark(canvas, item, y, slot, rail=False)
            canvas.hit(item.event.id, mark.x - 10, mark.x + 10, y)
            end = _numbered(canvas, item, x, y)
            canvas.hit(item.event.id, x, end, y)
            x = end + SPACE


def _draw_inline(canvas: Canvas, item: Placed, low: float, high: float, rows: Rows) -> None:
    """One chip on its rail with the words over the rail."""
    place = canvas.scale.chip(item.event.id)
    words = Words.of(item).fitted(max(canvas.scale.width - place - 24, 60))
    before = place + 16 + words.width > canvas.scale.width and place - 16 - words.width > 0
    x = place - 16 - words.width if before else max(place + 16, high + GAP if high < place + 40 else 0)
    y = rows.take(min(low, x, place - 10), max(high, x + words.width))
    draw_rail(canvas, low, high, y, open_end=False)
    order_mark(canvas, item, y, rail=False)
    canvas.hit(item.event.id, min(place - 10, x), max(place + 10, write(canvas, words, x, y)), y)


def _slots(line: Sequence[Placed]) -> list[int]:
    """Chips of one rank stand side by side."""
    return [slot for _, same in groupby(line, key=lambda item: item.rank) for slot, _ in enumerate(same)]


def _numbered(canvas: Canvas, item: Placed, x: float, y: float) -> float:
    if item.rank is not None:
        x += canvas.word(x, y, str(item.rank), bold=True) + 5
    return write(canvas, Words.of(item), x, y)
