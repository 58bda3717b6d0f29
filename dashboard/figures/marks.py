"""What a time looks like: one mark for each way a time can be known, and one glyph for each state of a fact."""

from dataclasses import dataclass
from typing import Final

from dashboard.domain.events import End, State
from dashboard.domain.timing import Mark, Placed, Timing
from dashboard.figures.axis import Zone
from dashboard.figures.canvas import Canvas
from dashboard.figures.tints import tint_of

FADES: Final = (0.85, 0.65, 0.45, 0.3, 0.15)
FADE_PX: Final = 18.0
LEFT_BRACKET: Final = "M3,5.5H0V-5.5H3"
RIGHT_BRACKET: Final = "M-3,5.5H0V-5.5H-3"
RAIL_END: Final = "M0,4V-4"
ARROW: Final = "M-5,3.5L0,0L-5,-3.5"
AHEAD: Final = "M4.5,0H9M6.5,2.5L9,0L6.5,-2.5"
PENNANT: Final = "M0,-7V7L9,4L0,1"
SYMBOL_HALF: Final = 6.0
BRACKET_PX: Final = 3.0
CHIP_HALF: Final = 10.0  # a chip and its air, to either side
SLOT_PX: Final = 18.0  # from chip to chip where several stand at one place
WRITING_SLOT_PX: Final = 14.0

_STRUCK: Final = {State.ABSENT: "line-ne", State.REJECTED: "x-thin"}
STATE_WORDS: Final = {
    State.ABSENT: "absent",
    State.NOT_REPORTED: "not reported",
    State.PRESUMED: "presumed",
    State.PLANNED: "planned",
    State.REJECTED: "considered, rejected",
}


@dataclass(frozen=True, slots=True)
class Extent:
    """The px that a mark covers, and `x`, where leaders and thumbnails meet it."""

    left: float
    right: float
    x: float


def time_mark(canvas: Canvas, item: Placed, y: float, symbol: str = "circle", slot: int = 0) -> Extent:
    """Draws when the event was (its start, for an interval) and returns what it covers. `slot` shifts chips that
    share a place, and as-of-writing symbols that share a row. A fact not stated as present has the glyph of its state
    for a symbol."""
    if item.time.mark is Mark.ORDER_ONLY or item.event.state in (State.PRESENT, State.NOT_REPORTED) or not symbol:
        return _time_mark(canvas, item, y, symbol, slot)
    extent = _time_mark(canvas, item, y, "", slot)
    reach = state_glyph(canvas, item.event.state, extent.x - SYMBOL_HALF, y)
    planned = item.event.state is State.PLANNED
    return Extent(extent.left, max(extent.right, extent.x + reach - SYMBOL_HALF), extent.x) if planned else extent


def _time_mark(canvas: Canvas, item: Placed, y: float, symbol: str, slot: int) -> Extent:
    time = item.time
    if time.mark is Mark.ORDER_ONLY:
        return order_mark(canvas, item, y, slot)
    if time.mark is Mark.AS_OF_WRITING:
        return _writing_mark(canvas, y, symbol, slot)
    if time.mark is Mark.EXACT:
        return _exact_mark(canvas, item, y, symbol)
    low, high = span_px(canvas, time)
    if time.mark is Mark.APPROXIMATE:
        return _approximate_mark(canvas, time, low, high, y, symbol)
    if time.mark is Mark.CLOCK:
        canvas.box(low - 2, high + 2, y - 2, y + 2, fill=canvas.theme.ink)
        return _symbol(canvas, (low + high) / 2, y, symbol, low - 2, high + 2)
    return _bounded_mark(canvas, time, low, high, y, symbol)


def span_px(canvas: Canvas, time: Timing) -> tuple[float, float]:
    """Earliest and latest in px; an open side runs to the end of the days."""
    scale = canvas.scale
    low = scale.screen(scale.axis.metric[0].x0) if time.earliest is None else scale.px(time.earliest)
    return low, scale.days_end if time.latest is None else scale.px(time.latest)


def _symbol(
    canvas: Canvas,
    x: float,
    y: float,
    symbol: str,
    low: float,
    high: float,
    *,
    hollow: bool = False,
    fill: str = "",
) -> Extent:
    canvas.dot(x, y, symbol, hollow=hollow, fill=fill)
    return Extent(min(low, x - SYMBOL_HALF), max(high, x + SYMBOL_HALF), x)


def _exact_mark(canvas: Canvas, item: Placed, y: float, symbol: str) -> Extent:
    x = canvas.scale.px(item.time.earliest or 0.0)
    return _symbol(canvas, x, y, symbol, x, x, fill=tint_of(item.event, canvas.theme))


def _bounded_mark(canvas: Canvas, time: Timing, low: float, high: float, y: float, symbol: str) -> Extent:
    canvas.line(low, y, high, y)
    for x, open_side, path in ((low, time.earliest is None, LEFT_BRACKET), (high, time.latest is None, RIGHT_BRACKET)):
        canvas.glyph(x, y, ARROW if open_side else path)
    return _symbol(canvas, (low + high) / 2, y, symbol, low - BRACKET_PX, high + BRACKET_PX, hollow=True)


def _approximate_mark(canvas: Canvas, time: Timing, low: float, high: float, y: float, symbol: str) -> Extent:
    centre = (low + high) / 2 if time.nominal is None else canvas.scale.px(time.nominal)
    for start, end in ((centre, low), (centre, high)):
        step = (end - start) / len(FADES)
        for number, opacity in enumerate(FADES):
            at = start + step * number
            canvas.box(min(at, at + step), max(at, at + step), y - 2, y + 2, fill=canvas.theme.ink, opacity=opacity)
    return _symbol(canvas, centre, y, symbol, low, high, hollow=True)


def order_mark(canvas: Canvas, item: Placed, y: float, slot: int = 0, *, rail: bool = True) -> Extent:
    """A numbered chip on its dotted rail; a dash for an event that cannot be ordered either."""
    x = canvas.scale.chip(item.event.id) + slot * SLOT_PX
    low, high = canvas.scale.rail(item.time.earliest, item.time.latest)
    order = canvas.scale.axis.zone(Zone.ORDER)
    in_zone = order is not None and x >= canvas.scale.screen(order.x0)
    if rail and not in_zone:
        draw_rail(canvas, low, high, y, open_end=item.time.latest is None)
    canvas.chip(x, y, "\u2013" if item.rank is None else str(item.rank))
    if not rail or in_zone or item.time.latest is None:
        return Extent(x - CHIP_HALF, x + CHIP_HALF, x)
    return Extent(min(low, x - CHIP_HALF), max(high, x + CHIP_HALF), x)


def draw_rail(canvas: Canvas, low: float, high: float, y: float, *, open_end: bool) -> None:
    """The dotted rail over the window of an order-only event; an arrow says "no upper limit"."""
    canvas.line(low, y, high, y, px=1.2, dash="1.5px,3px", colour=canvas.theme.ink3)
    canvas.glyph(low, y, RAIL_END, px=1.2, colour=canvas.theme.ink3)
    canvas.glyph(high, y, ARROW if open_end else RAIL_END, px=1.2, colour=canvas.theme.ink3)


def _writing_mark(canvas: Canvas, y: float, symbol: str, slot: int) -> Extent:
    zone = canvas.scale.axis.zone(Zone.WRITING)
    x = canvas.scale.screen(zone.x0 if zone else canvas.scale.axis.width) + 9 + slot * WRITING_SLOT_PX
    return _symbol(canvas, x, y, symbol, x - 7, x + 7)


def end_mark(canvas: Canvas, item: Placed, start: Extent, y: float) -> Extent:
    """Draws how an interval goes on and ends, and returns what the whole covers; a moment stays as it is."""
    if item.end is None or item.time.mark in (Mark.AS_OF_WRITING, Mark.ORDER_ONLY, Mark.NOT_DATED):
        return start
    if isinstance(item.end, End):
        fade(canvas, start.right, y, 4, canvas.theme.ink)
        return Extent(start.left, start.right + FADE_PX, start.x)
    low, high = span_px(canvas, item.end)
    if low > start.right:
        canvas.line(start.right, y, low, y, px=1.5)
    if item.end.mark is Mark.EXACT:
        canvas.glyph(low, y, RAIL_END)
    elif item.end.mark is Mark.APPROXIMATE:
        _approximate_mark(canvas, item.end, low, high, y, "line-ns-open")
    else:
        canvas.glyph(low, y, LEFT_BRACKET)
        canvas.glyph(high, y, RIGHT_BRACKET)
    return Extent(start.left, max(start.right, high), start.x)


def measure(canvas: Canvas, item: Placed, symbol: str) -> Extent:
    """What the mark of an event covers, without drawing it."""
    blank = Canvas(canvas.scale, canvas.theme)
    return end_mark(blank, item, time_mark(blank, item, 0, symbol), 0)


def fade(canvas: Canvas, x: float, y: float, height: float, colour: str) -> None:
    """A fading end: the record does not say when it ended."""
    step = FADE_PX / len(FADES)
    for number, opacity in enumerate(FADES):
        canvas.box(
            x + step * number, x + step * (number + 1), y - height / 2, y + height / 2, fill=colour, opacity=opacity
        )


def state_glyph(canvas: Canvas, state: State, x: float, y: float) -> float:
    """The glyph of a fact's state at x (its left edge); returns its width in px, 0 for a present fact."""
    if state is State.PRESENT:
        return 0.0
    centre = x + 6
    if state is State.NOT_REPORTED:
        canvas.hatch(x, x + 14, y, 9)
        return 18.0
    canvas.dot(centre, y, "circle", size=9, hollow=True)
    if state is State.PLANNED:
        canvas.glyph(centre, y, AHEAD)
    elif state is State.PRESUMED:
        canvas.word(centre, y, "?", anchor="center", size=9, bold=True)
    else:  # a path would lie under the circle
        canvas.dot(centre, y, _STRUCK[state], size=10)
    return 16.0


def pennant(canvas: Canvas, x: float, y: float) -> None:
    """A flag: a deficit that stands beside a status and is not part of its rank."""
    canvas.glyph(x, y, PENNANT, fill=canvas.theme.ink, px=1)
