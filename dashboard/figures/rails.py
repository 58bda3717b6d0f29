"""Order-only events of one closed window: their chips on one dotted rail, and the words of each."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

from dashboard.domain.timing import Mark, Placed
from dashboard.figures.canvas import CHIP_PX, Canvas
from dashboard.figures.marks import CHIP_HALF, SLOT_PX, draw_rail, order_mark
from dashboard.figures.packing import SPACE, Rows, lines_of
from dashboard.figures.words import GAP, Words, write

NUMBER_PX: Final = 18.0  # a rank and its space before the words
EDGE_PX: Final = 4.0
BESIDE_PX: Final = 16.0  # from the middle of a chip to words over the rail
NEAR_PX: Final = 40.0  # a rail that ends so near behind its chip has its words behind it, not over it
LEAST_WORDS_PX: Final = 60.0


def on_closed_rail(item: Placed) -> bool:
    """True for an order-only event whose window has an upper limit."""
    return item.time.mark is Mark.ORDER_ONLY and item.time.latest is not None


def draw_railed(canvas: Canvas, group: Sequence[Placed], rows: Rows) -> None:
    """Chips in order on the rail, and behind its end the words, each with its number; where the rail's end leaves no
    room for words, or chips would lie on one another, every event has its own row and its words over the rail."""
    low, high = canvas.scale.rail(group[0].time.earliest, group[0].time.latest)
    ordered = sorted(group, key=lambda item: (item.rank is None, item.rank or 0))
    places = [
        canvas.scale.chip(item.event.id) + SLOT_PX * slot for item, slot in zip(ordered, _slots(ordered), strict=True)
    ]
    left, start = min(low, min(places) - CHIP_HALF), max(high, max(places) + CHIP_HALF) + GAP
    limit = min(canvas.scale.width, canvas.scale.writing_px) - EDGE_PX
    narrowest = min(Words.of(item).width for item in ordered) + NUMBER_PX
    crowded = any(0 < after - before < CHIP_PX for before, after in pairwise(places))
    if crowded or low < limit < start + narrowest:
        for item in ordered:
            _draw_over(canvas, item, low, high, rows)
        return
    for line in lines_of(ordered, start, limit if start < limit else float("inf"), NUMBER_PX):
        width = sum(Words.of(item).width + NUMBER_PX + SPACE for item in line) - SPACE
        y = rows.take(left, start + width)
        draw_rail(canvas, low, high, y, open_end=False)
        near = len(line) == 1 and start - max(places) < NEAR_PX  # the chip itself is beside its words
        _draw_behind(canvas, line, start, y, numbered=not near)


def _draw_behind(canvas: Canvas, line: Sequence[Placed], x: float, y: float, *, numbered: bool) -> None:
    """The chips of a line in their places, and its words from x on, each with its number where asked."""
    for item, slot in zip(line, _slots(line), strict=True):
        mark = order_mark(canvas, item, y, slot, rail=False)
        canvas.hit(item.event.id, mark.x - CHIP_HALF, mark.x + CHIP_HALF, y)
        end = _numbered(canvas, item, x, y) if numbered else write(canvas, Words.of(item), x, y)
        canvas.hit(item.event.id, x, end, y)
        x = end + SPACE


def _draw_over(canvas: Canvas, item: Placed, low: float, high: float, rows: Rows) -> None:
    """One chip on its rail with the words over the rail, before the chip where only there is room."""
    place, width = canvas.scale.chip(item.event.id), canvas.scale.width
    words = Words.of(item).fitted(max(width - place - 24, LEAST_WORDS_PX))
    x = place - BESIDE_PX - words.width
    if x <= 0 or place + BESIDE_PX + words.width <= width:
        x = max(place + BESIDE_PX, high + GAP if high < place + NEAR_PX else 0)
    y = rows.take(min(low, x, place - CHIP_HALF), max(high, x + words.width))
    draw_rail(canvas, low, high, y, open_end=False)
    order_mark(canvas, item, y, rail=False)
    end = write(canvas, words, x, y)
    canvas.hit(item.event.id, min(place - CHIP_HALF, x), max(place + CHIP_HALF, end), y)


def _slots(line: Sequence[Placed]) -> list[int]:
    """Chips of one rank stand side by side."""
    return [slot for _, same in groupby(line, key=lambda item: item.rank) for slot, _ in enumerate(same)]


def _numbered(canvas: Canvas, item: Placed, x: float, y: float) -> float:
    """The words of an event behind its rank; returns where they end."""
    if item.rank is not None:
        x += canvas.word(x, y, str(item.rank), bold=True) + 5
    return write(canvas, Words.of(item), x, y)
