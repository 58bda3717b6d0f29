"""The course of a case in rows of plain boxes, a row for each lane: for places too small for the timeline itself.

All places are percent of the axis' width. The stretches and breaks of the axis are those of the timeline.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from dashboard.domain.events import End, State
from dashboard.domain.timing import Mark, Placed, Timing
from dashboard.domain.wording import range_words
from dashboard.figures.axis import Axis, Segment, Zone, ticks
from dashboard.figures.frame import break_words
from dashboard.figures.lane import Lane, owner_of
from dashboard.figures.scale import drawable
from dashboard.figures.text import shorten, text_width
from dashboard.figures.timeline import axis_of

AXIS_PX: Final = 1360.0  # the plot of the timeline on a common screen, so that both have the same proportions
LEAST_PX: Final = 520.0  # the narrowest strip: words that would touch there are left out everywhere
WORD_PX: Final = 13.0
TICK_PX: Final = 38.0
GAP_PX: Final = 6.0
MARGIN_PX: Final = 14.0
STRIP_CHIP_PX: Final = 14.0
LEGEND: Final = (
    ("exact", "exact day"),
    ("window", "window, bounded or approximate"),
    ("order", "window, order only"),
    ("order open", "window without an upper limit"),
    ("chip", "order only, no upper limit: one event"),
    ("chip solid", "as of writing: one event"),
    ("lasting", "lasts at least so long"),
    ("not-reported", "stated as not reported"),
)


class Look(StrEnum):
    """How a time is drawn, in the order in which boxes lie over one another."""

    LASTING = "lasting"
    SILENT = "not-reported"
    ORDER = "order"
    WINDOW = "window"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Box:
    """Something drawn from `left` on; an exact day has no width. `open`: without an upper limit."""

    look: Look
    left: float
    width: float = 0.0
    open: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the axis: at its `left`, or around it where `centred`."""

    left: float
    text: str
    centred: bool = True
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Chips:
    """Events that stand side by side in a zone without a scale: so many are shown, so many more only counted."""

    shown: int = 0
    counted: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One lane: how many events it draws, their boxes, and those in the zones."""

    title: str
    events: int
    boxes: tuple[Box, ...]
    unlimited: Chips
    writing: Chips


@dataclass(frozen=True, slots=True)
class Gap:
    """A piece of the axis that is no stretch of days; `words` say which days a break leaves out."""

    left: float
    width: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """Rows over one axis. `order` and `writing` are the zones without a scale, where there are any."""

    rows: tuple[Row, ...]
    breaks: tuple[Gap, ...]
    words: tuple[Word, ...]
    order: Gap | None
    writing: Gap | None


def course_of(placed: Sequence[Placed], lanes: Sequence[Lane], writing: str) -> Course:
    """The course of a case; `writing` is what its moment of writing is called."""
    drawn = [item for item in placed if drawable(item)]
    axis = axis_of(placed, AXIS_PX, linear=False)
    of_lane = [owner_of(item, lanes) for item in drawn]
    rows = [
        _row(lane.title, [item for item, own in zip(drawn, of_lane, strict=True) if own is lane], axis)
        for lane in lanes
        if lane in of_lane
    ]
    order, at_writing = (zone_of(axis, zone) for zone in (Zone.ORDER, Zone.WRITING))
    return Course(tuple(rows), breaks_of(axis), tuple(axis_words(axis, writing)), order, at_writing)


def breaks_of(axis: Axis) -> tuple[Gap, ...]:
    """The breaks of the axis, each with the days that it leaves out."""
    return tuple(_gap(piece, axis) for piece in axis.segments if piece.zone is Zone.BREAK)


def looks(courses: Sequence[Course]) -> tuple[tuple[str, str], ...]:
    """The looks that these courses use, each with its words, in the order of the legend."""
    rows = [row for one in courses for row in one.rows]
    boxes = [box for row in rows for box in row.boxes]
    used = {str(box.look) for box in boxes} | {"order open" for box in boxes if box.open}
    used |= {"chip" for row in rows if row.unlimited.shown} | {"chip solid" for row in rows if row.writing.shown}
    return tuple((look, words) for look, words in LEGEND if look in used)


def axis_words(axis: Axis, writing: str) -> list[Word]:
    """What can stand under the axis without touching: day 0 first, then zones, ticks, and limits of bare stretches."""
    marks = sorted(ticks(axis, LEAST_PX / AXIS_PX, TICK_PX), key=lambda mark: mark.day != 0)
    wanted = [Word(_percent(mark.x, axis), mark.text, strong=mark.day == 0) for mark in marks]
    named = {Zone.ORDER: ("no day known", "no day"), Zone.WRITING: (f"at {writing}",)}
    zones = [piece for piece in axis.segments if piece.zone in named]
    wanted[1:1] = [Word(_percent(piece.x0, axis), _fitted(named[piece.zone], piece, axis), False) for piece in zones]
    found = _apart(wanted)
    for piece in axis.metric[1:]:
        low, high = _percent(piece.x0, axis), _percent(piece.x1, axis)
        if not any(low <= word.left <= high for word in found):
            found = _apart([*found, Word((low + high) / 2, range_words(round(piece.d0), round(piece.d1)))])
    return sorted(found, key=lambda word: word.left)


def _fitted(choices: Sequence[str], piece: Segment, axis: Axis) -> str:
    """The first of `choices` that a zone has room for, else as much of the last as it has."""
    last = piece.x1 >= axis.width
    room = piece.width / axis.width * LEAST_PX + (MARGIN_PX if last else 0.0)
    fits = (words for words in choices if text_width(words, WORD_PX) <= room)
    return next(fits, shorten(choices[-1], WORD_PX, room))


def _apart(wanted: Iterable[Word]) -> list[Word]:
    """The words that lie within the strip and do not touch one that stands before them in the list."""
    found: list[Word] = []
    for word in wanted:
        low, high = _extent(word)
        inside = low >= -MARGIN_PX and high <= LEAST_PX + MARGIN_PX
        if inside and all(high + GAP_PX <= other[0] or other[1] + GAP_PX <= low for other in map(_extent, found)):
            found.append(word)
    return found


def _extent(word: Word) -> tuple[float, float]:
    width = text_width(word.text, WORD_PX, bold=word.strong)
    low = word.left / 100 * LEAST_PX - (width / 2 if word.centred else 0.0)
    return low, low + width


def _row(title: str, items: list[Placed], axis: Axis) -> Row:
    unlimited = [item for item in items if _is_unlimited(item, axis)]
    writing = [item for item in items if item.time.mark is Mark.AS_OF_WRITING]
    boxes = {box for item in items if item not in unlimited and item not in writing for box in _boxes(item, axis)}
    ordered = sorted(boxes, key=lambda box: (list(Look).index(box.look), box.left, box.width))
    in_order, at_writing = _chips(len(unlimited), Zone.ORDER, axis), _chips(len(writing), Zone.WRITING, axis)
    return Row(title, len(items), tuple(ordered), in_order, at_writing)


def _chips(count: int, zone: Zone, axis: Axis) -> Chips:
    """As many chips as there is room for; where not all fit, room is left to count the others."""
    piece = axis.zone(zone)
    room = piece.width / axis.width * LEAST_PX if piece else 0.0
    if count * STRIP_CHIP_PX <= room:
        return Chips(count)
    shown = max(int((room - text_width(f"+{count}", WORD_PX)) / STRIP_CHIP_PX), 0)
    return Chips(shown, count - shown)


def _is_unlimited(item: Placed, axis: Axis) -> bool:
    no_limit = item.time.mark is Mark.ORDER_ONLY and item.time.latest is None
    return no_limit and axis.zone(Zone.ORDER) is not None


def _boxes(item: Placed, axis: Axis) -> list[Box]:
    """Where the event may have begun, and what of its course is sure: of what is absent or was rejected, nothing
    lasts."""
    low, high = _limits(item.time, axis)
    until = _sure_until(item, axis)
    if item.event.state is State.NOT_REPORTED:
        return [_box(Look.SILENT, low, max(high, until), axis)]
    if item.event.state in (State.PLANNED, State.PRESUMED):
        return [_box(Look.WINDOW, low, max(high, until), axis)]
    lasting = [_box(Look.LASTING, high, until, axis)] if until > high and item.event.state is State.PRESENT else []
    if item.time.mark is Mark.EXACT:
        return [*lasting, _box(Look.EXACT, low, low, axis)]
    look = Look.ORDER if item.time.mark is Mark.ORDER_ONLY else Look.WINDOW
    return [*lasting, replace(_box(look, low, high, axis), open=item.time.latest is None)]


def _limits(time: Timing, axis: Axis) -> tuple[float, float]:
    """Places of earliest and latest; an open side runs to the end of the days."""
    days = axis.metric
    low = days[0].x0 if time.earliest is None else axis.x(time.earliest)
    return low, days[-1].x1 if time.latest is None else axis.x(time.latest)


def _sure_until(item: Placed, axis: Axis) -> float:
    """The place of its earliest end; the left end of the axis where none is known."""
    if item.end is End.ONGOING:
        return axis.metric[-1].x1
    if isinstance(item.end, Timing) and item.time.mark is not Mark.ORDER_ONLY and item.end.earliest is not None:
        return axis.x(item.end.earliest)
    return 0.0


def _box(look: Look, low: float, high: float, axis: Axis) -> Box:
    left = _percent(low, axis)
    return Box(look, left, round(_percent(high, axis) - left, 2))


def zone_of(axis: Axis, zone: Zone) -> Gap | None:
    """Where a zone lies, if the axis has it."""
    piece = axis.zone(zone)
    return None if piece is None else _gap(piece, axis)


def _gap(piece: Segment, axis: Axis) -> Gap:
    left = _percent(piece.x0, axis)
    return Gap(left, round(_percent(piece.x1, axis) - left, 2), break_words(piece) if piece.d1 > piece.d0 else "")


def _percent(x: float, axis: Axis) -> float:
    return round(x / axis.width * 100, 2)
