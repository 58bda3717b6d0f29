"""Rows: events of a lane side by side where they fit, one below the other where they do not. Nothing overlaps."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final

from dashboard.domain.events import End, State
from dashboard.domain.timing import Mark, Placed
from dashboard.figures.axis import Zone
from dashboard.figures.canvas import WORD_SIZE, Canvas
from dashboard.figures.marks import STATE_WORDS, Extent, draw_rail, end_mark, order_mark, state_glyph, time_mark
from dashboard.figures.text import shorten, text_width

PITCH: Final = 15.0
TOP: Final = 10.0
GAP: Final = 6.0
SPACE: Final = 12.0

SymbolOf = Callable[[Placed], str]


class Rows:
    """Which px are taken in each row; the first row that is free is given out."""

    def __init__(self, pitch: float = PITCH, top: float = TOP) -> None:
        self.pitch = pitch
        self.top = top
        self.taken: list[list[tuple[float, float]]] = []

    def take(self, left: float, right: float, *, first: int = 0) -> float:
        """The y of the first row from `first` on where left…right is free, which it then no longer is."""
        row = first
        while row < len(self.taken) and not self.free(row, left, right):
            row += 1
        self.reserve(row, left, right)
        return self.y(row)

    def free(self, row: int, left: float, right: float) -> bool:
        """Whether nothing stands between left and right in that row."""
        if row >= len(self.taken):
            return True
        return all(right + SPACE <= low or high + SPACE <= left for low, high in self.taken[row])

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


def label_of(item: Placed) -> str:
    """The words that stand beside an event's mark."""
    return item.event.detail("label") or item.event.term


def note_of(item: Placed) -> str:
    """Secondary words: how the fact is stated, its own clock, its end. The first to go when space is short."""
    said = [STATE_WORDS.get(item.event.state, "")]
    if item.time.mark is Mark.CLOCK:
        said.append(item.time.clock_words)
    if item.event.quantity is not None:
        said.append(f"{item.event.quantity.received} {item.event.quantity.unit_received}".strip())
    if item.end is End.UNKNOWN and item.event.state is not State.NOT_REPORTED:
        said.append("end not reported")
    if "conflict" in item.event.details:
        said.append(item.event.details["conflict"])
    return ", ".join(word for word in said if word)


def draw_rows(canvas: Canvas, items: Sequence[Placed], symbol_of: SymbolOf, rows: Rows) -> None:
    """Draws every event of `items` in `rows`: dated ones first come, first served; order-only ones of one window
    together on one rail with their words behind it."""
    railed, others = [], []
    for item in items:
        (railed if on_closed_rail(canvas, item) else others).append(item)
    slots: dict[float, int] = {}
    for item in others:
        slot = slots.get(item_place(canvas, item), 0)
        if item.time.mark is Mark.ORDER_ONLY:
            slots[item_place(canvas, item)] = slot
        draw_item(canvas, item, symbol_of(item), rows)
    for _, group in groupby(sorted(railed, key=_window), key=_window):
        _draw_railed(canvas, list(group), rows)


def item_place(canvas: Canvas, item: Placed) -> float:
    """Where an order-only event's chip stands; anything else has no such place."""
    return canvas.scale.chips.get(item.event.id, -1.0)


def on_closed_rail(canvas: Canvas, item: Placed) -> bool:
    """True for an order-only event whose window has an upper limit."""
    return item.time.mark is Mark.ORDER_ONLY and item.time.latest is not None


def _window(item: Placed) -> tuple[float, float, int]:
    low = float("-inf") if item.time.earliest is None else item.time.earliest
    return low, item.time.latest or 0.0, 0


def measure(canvas: Canvas, item: Placed, symbol: str) -> Extent:
    """What the mark of an event covers, without drawing it."""
    blank = Canvas(canvas.scale, canvas.theme)
    return end_mark(blank, item, time_mark(blank, item, 0, symbol), 0)


def draw_item(canvas: Canvas, item: Placed, symbol: str, rows: Rows, *, first: int = 0) -> float:
    """One event with its words in the first row that has room for it; returns the row's y."""
    extent = measure(canvas, item, symbol)
    label, note = label_of(item), note_of(item)
    glyph = 0.0 if item.event.state is State.PRESENT else 18.0
    bold = is_prominent(item)
    full = GAP + glyph + text_width(label, WORD_SIZE, bold=bold) + (GAP + text_width(note, WORD_SIZE) if note else 0)
    limit = right_limit(canvas, extent)
    left, right = extent.left, extent.right
    words_left = extent.right + full > limit and extent.left - full > 0
    label, note = fitted(label, note, limit - extent.right - glyph - GAP, bold) if not words_left else (label, note)
    width = GAP + glyph + text_width(label, WORD_SIZE, bold=bold) + (GAP + text_width(note, WORD_SIZE) if note else 0)
    left, right = (
        (left - width, right) if words_left else (left, max(right, rail_right(canvas, item, right) + 0) + width)
    )
    right = max(right, rail_right(canvas, item, right))
    y = rows.take(left, right, first=first)
    mark = end_mark(canvas, item, time_mark(canvas, item, y, symbol), y)
    at = mark.left - width if words_left else mark.right + GAP
    end = draw_words(canvas, item, label, note, at, y, bold=bold)
    canvas.hit(item.event.id, min(mark.left, at), max(mark.right, end), y)
    return y


def rail_right(canvas: Canvas, item: Placed, right: float) -> float:
    """An open rail runs on under the words: the whole row is its."""
    if item.time.mark is not Mark.ORDER_ONLY or item.time.latest is not None:
        return right
    order = canvas.scale.axis.zone(Zone.ORDER)
    if order is not None and canvas.scale.chip(item.event.id) >= canvas.scale.screen(order.x0):
        return right
    return canvas.scale.rail(item.time.earliest, None)[1]


def right_limit(canvas: Canvas, extent: Extent) -> float:
    """Words end where the axis ends, or the visible plot when the mark itself is visible."""
    if 0 <= extent.right <= canvas.scale.width:
        return canvas.scale.width - 4
    return max(canvas.scale.right, extent.right + 400) - 4


def fitted(label: str, note: str, width: float, bold: bool) -> tuple[str, str]:
    """Label and note that fit: first the note goes, then the label's last words."""
    need = text_width(label, WORD_SIZE, bold=bold)
    if note and need + GAP + text_width(note, WORD_SIZE) <= width:
        return label, note
    return (label if need <= width else shorten(label, WORD_SIZE, width, bold=bold)), ""


def is_prominent(item: Placed) -> bool:
    """What a reader must find first stands in bold: diagnoses and whatever the case marks so."""
    return item.event.detail("emphasis") == "strong"


def draw_words(canvas: Canvas, item: Placed, label: str, note: str, x: float, y: float, *, bold: bool) -> float:
    """State glyph, label and note from x on; returns where they end."""
    x += state_glyph(canvas, item.event.state, x, y)
    x += canvas.word(x, y, label, bold=bold)
    if note:
        x += GAP
        x += canvas.word(x, y, note, colour=canvas.theme.ink3)
    return x


def _draw_railed(canvas: Canvas, group: list[Placed], rows: Rows) -> None:
    """Events of one window: chips in order on the rail, and behind its end the words, each with its number."""
    for line in _lines(canvas, sorted(group, key=lambda item: (item.rank is None, item.rank or 0))):
        low, high = canvas.scale.rail(line[0].time.earliest, line[0].time.latest)
        chips = [canvas.scale.chip(item.event.id) for item in line]
        start = max(high, max(chips) + 10 + 21 * max(_slots(line))) + GAP
        width = sum(_railed_width(item) for item in line)
        y = rows.take(min(low, min(chips) - 10), start + width)
        draw_rail(canvas, low, high, y, open_end=False)
        for item, slot in zip(line, _slots(line), strict=True):
            mark = order_mark(canvas, item, y, slot, rail=False)
            canvas.hit(item.event.id, mark.x - 10, mark.x + 10, y)
            end = _numbered_words(canvas, item, start, y)
            canvas.hit(item.event.id, start, end, y)
            start = end + SPACE


def _slots(line: Sequence[Placed]) -> list[int]:
    """Chips of one rank stand side by side."""
    counts: dict[int | None, int] = {}
    slots = []
    for item in line:
        slots.append(counts.get(item.rank, 0))
        counts[item.rank] = slots[-1] + 1
    return slots


def _lines(canvas: Canvas, group: Iterable[Placed]) -> list[list[Placed]]:
    """The group cut into lines whose words fit behind the rail."""
    lines: list[list[Placed]] = []
    used = 0.0
    for item in group:
        _, high = canvas.scale.rail(item.time.earliest, item.time.latest)
        width = _railed_width(item)
        if not lines or high + GAP + used + width > canvas.scale.width - 4:
            lines.append([])
            used = 0.0
        lines[-1].append(item)
        used += width
    return lines


def _railed_width(item: Placed) -> float:
    glyph = 0.0 if item.event.state is State.PRESENT else 18.0
    note = note_of(item)
    words = text_width(label_of(item), WORD_SIZE, bold=is_prominent(item))
    return 18 + glyph + words + (GAP + text_width(note, WORD_SIZE) if note else 0) + SPACE


def _numbered_words(canvas: Canvas, item: Placed, x: float, y: float) -> float:
    if item.rank is not None:
        x += canvas.word(x, y, str(item.rank), bold=True) + 5
    return draw_words(canvas, item, label_of(item), note_of(item), x, y, bold=is_prominent(item))
