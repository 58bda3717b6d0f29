"""Leukocytes on a labelled log axis, blasts, and lines that the reader switches on. Two counts are joined only when
the time of both is exact."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final

from dashboard.domain.analytes import analyte_key
from dashboard.domain.events import Kind
from dashboard.domain.timing import Mark, Placed
from dashboard.domain.units import spoken
from dashboard.domain.wording import days_words
from dashboard.figures.canvas import WORD_SIZE, Canvas, ValueAxis
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.marks import Extent, time_mark
from dashboard.figures.packing import Rows
from dashboard.figures.rows import draw_rows
from dashboard.figures.text import text_width
from dashboard.figures.words import GAP

LABEL_PX: Final = 138.0  # the rest of the column is the scale's
TOP: Final = 10.0
THRESHOLD_WORDS_PX: Final = 13.0
LEAST_PX: Final = 52.0
MOST_PX: Final = 170.0
NO_LATER: Final = "no later count reported"
UNIT: Final = "10*9/L"
MOST_NUMBERS: Final = 12  # a denser curve carries none
NUMBER_SIZE: Final = 13.0


@dataclass(frozen=True, slots=True)
class Threshold:
    """A line that people draw, with who draws it."""

    value: float
    source: str


THRESHOLDS: Final = (
    Threshold(100, "usual definition of hyperleukocytosis"),
    Threshold(300, "definition of blastic hyperleukocytosis in one report, no unit printed"),
    Threshold(400, "CNS hemorrhage only above it, 178 children above 200"),
)


def draw(given: LaneInput, spare: float) -> Drawing:
    """The counts on their axis; blasts and counts without a number in rows below."""
    canvas = given.canvas()
    told = [item for item in given.events if is_count(item)]
    counts = [item for item in told if on_scale(item)]
    shown = {item.event.id for item in counts}
    rest = [item for item in given.events if item.event.id not in shown]
    height = min(LEAST_PX + spare, MOST_PX) if counts else 0.0
    if counts:
        others = [item for item in given.beside if is_count(item) and on_scale(item)]
        canvas.value_axis = value_axis([*counts, *others], given, height)
        _thresholds(given, canvas)
        _points(canvas, counts, told, told[-1])
    rows = Rows(given.options.pitch, TOP + height + (7 if counts else 0))
    draw_rows(canvas, rest, rest_symbol, rows)
    bottom = rows.y(rows.count - 1) + 9 if rows.count else TOP + height + 6
    sub = subtitle(told, given, axis=bool(counts))
    return Drawing(canvas, bottom, latest=latest(told), sub=sub, sub_time=counted_in(sub, told))


def is_count(item: Placed) -> bool:
    """A leukocyte count in the canonical unit."""
    quantity = item.event.quantity
    return quantity is not None and quantity.unit == UNIT and analyte_name(item) == "leukocytes"


def analyte_name(item: Placed) -> str:
    """The analyte that the event's term names, or "": leukocytes of blood, not those of spinal fluid."""
    return analyte_key(item.event)


def number(item: Placed) -> float:
    """The canonical number, for drawing only."""
    quantity = item.event.quantity
    return float(quantity.number) if quantity is not None and quantity.number is not None else 0.0


def on_scale(item: Placed) -> bool:
    """A count that has a place on a log scale: neither zero nor beyond a limit."""
    return number(item) > 0 and not censored(item)


def as_received(item: Placed) -> str:
    """The number in the canonical unit, as precise as it was received."""
    return spoken(item.event.quantity).rpartition(" ")[0] if item.event.quantity is not None else ""


def censored(item: Placed) -> bool:
    """Reported as below or above a limit."""
    return item.event.quantity is not None and item.event.quantity.comparator != ""


def rest_symbol(item: Placed) -> str:
    """Zero and what lies beyond a limit stand on the rail below the axis as triangles, percentages as circles."""
    if not is_count(item):
        return "circle"
    quantity = item.event.quantity
    return "triangle-up" if quantity is not None and quantity.comparator.startswith(">") else "triangle-down"


def value_axis(counts: list[Placed], given: LaneInput, height: float) -> ValueAxis:
    """From below the lowest to above the highest value; powers of ten with 2 and 5 as ticks."""
    values = [number(item) for item in counts]
    if given.options.thresholds:
        values += [line.value for line in THRESHOLDS]
    low, high = min(values) / 1.5, max(values) * 1.4
    if not given.options.log:
        return ValueAxis(TOP, TOP + height, 0, high, False, linear_ticks(high))
    return ValueAxis(TOP, TOP + height, low, high, True, log_ticks(low, high, height))


def log_ticks(low: float, high: float, height: float) -> tuple[float, ...]:
    """1, 2, 5 of every decade, or the powers of ten alone where those would touch."""
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    steps = (1, 2, 5) if height / max(log10(high / low), 0.1) > 40 else (1,)
    return tuple(step * 10.0**decade for decade in decades for step in steps if low <= step * 10.0**decade <= high)


def linear_ticks(high: float) -> tuple[float, ...]:
    """0 and three or four round numbers."""
    step = 10 ** floor(log10(high / 2))
    step = next(size for size in (step, 2 * step, 5 * step, 10 * step) if high / size <= 5)
    return tuple(step * count for count in range(int(high / step) + 1))


def value_y(axis: ValueAxis, value: float) -> float:
    """Px of a value from the top of the lane."""
    share = log10(axis.high / value) / log10(axis.high / axis.low) if axis.log else (axis.high - value) / axis.high
    return axis.top + share * (axis.bottom - axis.top)


def _points(canvas: Canvas, counts: list[Placed], reported: list[Placed], last: Placed) -> None:
    """A point for each count; lines between exact neighbours of all that is `reported`; numbers where they do not
    crowd, the last count's first."""
    axis = canvas.value_axis
    assert axis is not None
    placed = []
    for item in counts:
        y = value_y(axis, number(item))
        mark = time_mark(canvas, item, y, "")
        placed.append((item, mark, y))
        if item.time.mark is not Mark.ORDER_ONLY:  # its chip stands at the value; a point would be a day
            hollow = item.time.mark in (Mark.BOUNDED, Mark.APPROXIMATE)
            canvas.value(mark.x, number(item), hollow=hollow, event=item.event.id)
        canvas.hit(item.event.id, mark.left, mark.right, y)
    at = {item.event.id: mark.x for item, mark, _ in placed}
    for one, two in pairwise(reported):
        both_exact = one.time.mark is Mark.EXACT and two.time.mark is Mark.EXACT
        if both_exact and one.event.id in at and two.event.id in at:  # never across a zero or a "less than"
            canvas.joins += [(at[one.event.id], number(one)), (at[two.event.id], number(two)), None]
    if len(counts) <= MOST_NUMBERS:
        taken: list[tuple[float, float, float]] = []
        for item, mark, y in sorted(placed, key=lambda one: (one[0] is not last, not _to_verify(one[0]))):
            _number(canvas, item, mark, y, taken, last=item is last)


def _number(
    canvas: Canvas, item: Placed, mark: Extent, y: float, taken: list[tuple[float, float, float]], *, last: bool
) -> None:
    """The value beside its point: before an exact one, behind another, on the other side where only there is room; none
    where it would lie on another's (tooltip and table have it). After the last count stands that there is no later one:
    an empty lane must not read as normal."""
    text = as_received(item)
    width = text_width(text, NUMBER_SIZE, bold=True)
    note = "; ".join(word for word in (_to_verify(item), NO_LATER if last else "") if word)
    reach = width + (GAP + text_width(note, WORD_SIZE) if note else 0)
    places = [(True, mark.left - GAP - width, mark.left - GAP)] * (mark.left - width - GAP > 0 and not note)
    places.insert(0 if item.time.mark is not Mark.EXACT else 1, (False, mark.right + GAP, mark.right + GAP + reach))
    free = [one for one in places if not _clashes(one[1], one[2], y, taken)]
    if not free:
        return
    before, x, end = free[0]
    taken.append((x, end, y))
    canvas.word(x + width if before else x, y, text, anchor="right" if before else "left", size=NUMBER_SIZE, bold=True)
    canvas.word(x + width + GAP, y, note, colour=canvas.theme.ink2)
    canvas.hit(item.event.id, min(x, mark.right), max(x + width, mark.left), y)


def _clashes(left: float, right: float, y: float, taken: list[tuple[float, float, float]]) -> bool:
    return any(abs(y - other) < NUMBER_SIZE and left < high and low < right for low, high, other in taken)


def _to_verify(item: Placed) -> str:
    """Why the count is to be verified, or ""."""
    return item.event.detail("verify")


def _thresholds(given: LaneInput, canvas: Canvas) -> None:
    """The lines that the reader asked for, from low to high, their words pushed apart where the lines are near."""
    axis = canvas.value_axis
    if not given.options.thresholds or axis is None:
        return
    end = min(canvas.scale.days_end, canvas.scale.width)
    free_below = float("inf")
    for line in THRESHOLDS:
        y = value_y(axis, line.value)
        at = min(y, free_below - THRESHOLD_WORDS_PX)
        words = f"{line.value:g}: {line.source}"
        stop = end - text_width(words, WORD_SIZE) - 22
        canvas.line(canvas.scale.screen(0), y, stop, y, px=1, dash="4px,3px", colour=canvas.theme.ink3)
        canvas.line(stop, y, stop + 12, at, px=1, colour=canvas.theme.ink3)
        canvas.word(stop + 16, at, words, colour=canvas.theme.ink3)
        free_below = at


def latest(counts: list[Placed]) -> tuple[str, str] | None:
    """The last count as a number, with its unit."""
    return (as_received(counts[-1]), "×10⁹/L") if counts else None


def subtitle(counts: list[Placed], given: LaneInput, *, axis: bool) -> tuple[str, ...]:
    """When the last count was, what was received, and what the axis is."""
    if not counts:
        return ()
    last = counts[-1]
    quantity = last.event.quantity
    received = f"{quantity.received} {quantity.unit_received}" if quantity is not None and quantity.converted else ""
    scale = "log scale; " if given.options.log else "linear scale; "
    when = last.time.words if text_width(last.time.words, WORD_SIZE) <= LABEL_PX else _short(last)
    told = "; ".join(part for part in (when, received) if part)
    lines = (told,) if text_width(told, WORD_SIZE) <= LABEL_PX else tuple(filter(None, (when, received)))
    return *lines, f"{scale if axis else ''}no range for age"


def _short(item: Placed) -> str:
    """When a count was, where its own words have no room: its days, or that they are unknown."""
    time = item.time
    if time.mark is Mark.ORDER_ONLY:
        return "day unknown"
    days = days_words(time.earliest, time.latest)
    return days if text_width(days, WORD_SIZE) <= LABEL_PX else ""


def counted_in(sub: tuple[str, ...], counts: list[Placed]) -> tuple[str, str] | None:
    """The last count, and what follows its time in the first line below the title."""
    if not sub or not sub[0].startswith(counts[-1].time.words):
        return None
    return counts[-1].event.id, sub[0].removeprefix(counts[-1].time.words)


def takes(item: Placed) -> bool:
    """Leukocyte counts and blasts."""
    return item.event.kind is Kind.LAB and analyte_name(item) in ("leukocytes", "blasts")


LANE = Lane(
    "blood_counts",
    "Leukocytes",
    30,
    'leukocytes on a log axis with a rail for zero and "<x", blasts; threshold lines on request',
    takes,
    draw,
    spare=3,
)
