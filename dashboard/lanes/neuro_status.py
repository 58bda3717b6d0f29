"""Reported neurological status: the record's words first, a rank second, flags beside it. No scale is derived and
nothing is carried forward."""

from dataclasses import dataclass
from itertools import chain, count
from typing import Final

from dashboard.domain.events import Kind, State
from dashboard.domain.timing import Mark, Placed, Timing
from dashboard.figures.canvas import WORD_SIZE, Canvas
from dashboard.figures.lane import Drawing, Lane, LaneInput, RowLabel
from dashboard.figures.marks import CHIP_HALF, end_mark, measure, pennant, span_px, time_mark
from dashboard.figures.packing import Rows
from dashboard.figures.rows import draw_item, right_limit
from dashboard.figures.scale import drawable
from dashboard.figures.text import text_width
from dashboard.figures.words import GAP, Words, label_of, write

RANKS: Final = {5: "5 normal", 4: "4 alert", 3: "3 altered", 1: "1 unresponsive"}
LEVEL_PX: Final = 14.0
TOP: Final = 10.0
LEVELS: Final = 5  # rank 2 is never given, but has its height
LEAST_HATCH: Final = 14.0
HATCH_AIR: Final = 4.0
CHIP_RIGHT: Final = 9.0
PENNANT_PX: Final = 14.0
CROWD: Final = 24  # more states than these keep their marks, and their words where there is room
MORE_ROWS: Final = 1
TREND_ARROWS: Final = {"worsening": "M0,7V-7M-3.5,-3L0,-7L3.5,-3", "improving": "M0,-7V7M-3.5,3L0,7L3.5,3"}


@dataclass(frozen=True, slots=True)
class Level:
    """A reported rank, or the two ranks between which only a trend is known."""

    low: int
    high: int


def level_of(item: Placed) -> Level | None:
    """The event's rank; None where the record gives none."""
    low, _, high = item.event.detail("rank").partition("..")
    if not low.isdigit():
        return None
    return Level(int(low), int(high) if high.isdigit() else int(low))


def level_y(rank: float) -> float:
    """Px of a rank from the top of the lane."""
    return TOP + (max(RANKS) - rank) * LEVEL_PX


def draw(given: LaneInput, spare: float) -> Drawing:
    """The ranks as five lines; unranked events in rows above them."""
    canvas = given.canvas()
    rows = Rows(LEVEL_PX, TOP)
    silent = [item for item in given.events if _is_silent(item)]
    ranked = [item for item in given.events if level_of(item) and item.event.state is not State.NOT_REPORTED]
    _grid(canvas)
    for item in silent:
        _not_reported(canvas, item, rows)
    marks = [(item, *_ranked(canvas, item, rows)) for item in canvas.scale.beside(ranked)]
    deepest = LEVELS + MORE_ROWS if len(marks) > CROWD else None
    for item, left, right, y in marks:
        _write_beside(canvas, item, rows, left, right, y, deepest)
    unranked = {item.event.id for item in given.events} - {item.event.id for item in (*silent, *ranked)}
    for item in given.all_events:
        if item.event.id in unranked or _flagged_elsewhere(item):
            _flag_row(canvas, item, rows)
    used = max(rows.count, LEVELS)
    labels = tuple(RowLabel(level_y(rank), text) for rank, text in RANKS.items())
    return Drawing(canvas, TOP * 2 + (used - 1) * LEVEL_PX, rows=labels, sub=("words first, rank second",))


def _is_silent(item: Placed) -> bool:
    """A time of which the record says that nothing is reported; without days it is a row like any other."""
    return item.event.state is State.NOT_REPORTED and item.time.mark is not Mark.ORDER_ONLY


def _grid(canvas: Canvas) -> None:
    left, right = canvas.scale.screen(0), canvas.scale.right
    for rank in RANKS:
        canvas.line(left, level_y(rank), right, level_y(rank), px=0.8, colour=canvas.theme.rule)


def _not_reported(canvas: Canvas, item: Placed, rows: Rows) -> None:
    """A hatched block over all ranks from the first day it could begin to the first day it could end, or over its
    window where no end is stated; never too narrow to be seen."""
    start, latest = span_px(canvas, item.time)
    sure, possible = (max(latest, start + LEAST_HATCH),) * 2
    if isinstance(item.end, Timing):
        sure, possible = span_px(canvas, item.end)
    middle, height = (level_y(5) + level_y(1)) / 2, LEVEL_PX * (LEVELS - 1) + 2 * HATCH_AIR
    canvas.hatch(start, sure, middle, height)
    if possible > sure + 1:
        for y in (level_y(5) - HATCH_AIR, level_y(1) + HATCH_AIR):
            canvas.line(sure, y, possible, y, px=1, dash="2px,2px", colour=canvas.theme.hatch)
    left, right = _say_on_hatch(canvas, label_of(item), start, sure, middle)
    for row in range(LEVELS):
        rows.reserve(row, start, possible)
    rows.reserve(LEVELS // 2, left, right)
    canvas.hit(item.event.id, start, possible, middle, height / 2)


def _say_on_hatch(canvas: Canvas, label: str, start: float, end: float, y: float) -> tuple[float, float]:
    """The words of a hatched block on the page's colour, in the middle of what is visible of it; returns their px."""
    shown = label if text_width(label, WORD_SIZE, bold=True) + 16 < end - start else "not reported"
    half = text_width(shown, WORD_SIZE, bold=True) / 2
    centre = max((max(start, 0) + min(end, canvas.scale.width)) / 2, half + HATCH_AIR if end > 0 else -half)
    ground = canvas.theme.bg
    canvas.bar(centre - half - 6, centre + half + 6, y, height=17, colour=ground, pattern="", solid=True)
    canvas.word(centre, y, shown, anchor="center", bold=True)
    return centre - half, centre + half


def _ranked(canvas: Canvas, item: Placed, rows: Rows) -> tuple[float, float, float]:
    """A mark at its rank with the flags beside it; returns where they begin and end, and their y."""
    level = level_of(item)
    assert level is not None
    rank = (level.low + level.high) / 2
    y = level_y(rank)
    mark = end_mark(canvas, item, time_mark(canvas, item, y, "circle" if level.low == level.high else ""), y)
    chip = item.time.mark is Mark.ORDER_ONLY
    left, right = (mark.x - CHIP_HALF, mark.x + CHIP_RIGHT) if chip else (mark.left, mark.right)
    right = _trend(canvas, item, level, mark.x, right) if level.low != level.high else right
    for _ in _flags(item):
        pennant(canvas, right + 4, y)
        right += PENNANT_PX
    rows.reserve(_own_row(item), left, right)
    canvas.hit(item.event.id, left, right, y)
    return left, right, y


def _own_row(item: Placed) -> int:
    level = level_of(item)
    assert level is not None
    return round(max(RANKS) - (level.low + level.high) / 2)


def _trend(canvas: Canvas, item: Placed, level: Level, x: float, right: float) -> float:
    """A box between two ranks with an arrow: the direction is known, no level is."""
    top, bottom = level_y(level.high), level_y(level.low)
    arrow = TREND_ARROWS.get(item.event.detail("trend"), "")
    if item.time.mark is Mark.ORDER_ONLY:
        canvas.glyph(right + 6, (top + bottom) / 2, arrow)
        return right + 12
    canvas.box(x - 6, x + 6, top, bottom, fill=canvas.theme.bg, colour=canvas.theme.ink, px=1.5)
    canvas.glyph(x, (top + bottom) / 2, arrow)
    return max(right, x + 7)


def _flags(item: Placed) -> list[str]:
    return [flag.strip() for flag in item.event.detail("flags").split(";") if flag.strip()]


def _write_beside(
    canvas: Canvas, item: Placed, rows: Rows, left: float, right: float, y: float, deepest: int | None
) -> None:
    """The words behind a mark from left to right, or before it, with a line to it from another row; none where no row
    above `deepest` has room for them."""
    limit = right_limit(canvas, measure(canvas, item, "circle"))
    words = Words(label_of(item), "; ".join(_flags(item)), item.event.state, True).fitted(limit - right - GAP)
    start = right + GAP
    if start + words.width > limit:
        start = left - GAP - words.width
    end = start + words.width
    row = _nearest_free(rows, _own_row(item), start, end)
    if deepest is not None and row >= deepest:
        return
    rows.reserve(row, start, end)
    at = rows.y(row)
    if abs(at - y) > LEVEL_PX * 0.6:
        canvas.line(right + 1, y, start - 2, at, px=0.8, colour=canvas.theme.ink3)
    write(canvas, words, start, at)
    canvas.hit(item.event.id, start, end, at)


def _nearest_free(rows: Rows, own: int, start: float, end: float) -> int:
    """The row for words from start to end: their own, where the mark itself is not yet taken, or the nearest free one,
    at last one below all ranks."""
    if rows.free(own, start, end, GAP):
        return own
    others = chain(sorted(range(LEVELS), key=lambda row: abs(row - own)), count(LEVELS))
    return next(row for row in others if rows.free(row, start - 4, end))


def _flag_row(canvas: Canvas, item: Placed, rows: Rows) -> None:
    """A deficit or a remark without a rank: a row of its own, with its pennant."""
    mark = measure(canvas, item, "circle")
    y = draw_item(canvas, item, "circle", rows, first=LEVELS)
    if _flags(item):
        pennant(canvas, mark.x - 20, y)


def _flagged_elsewhere(item: Placed) -> bool:
    """An event of another lane that changes what the status can mean, such as ventilation."""
    return item.event.kind is not Kind.NEURO_STATUS and bool(_flags(item)) and drawable(item)


def takes(item: Placed) -> bool:
    """Neurological status."""
    return item.event.kind is Kind.NEURO_STATUS


LANE = Lane(
    "neuro_status",
    "Neurological status",
    55,
    "reported status: words first, rank second, flags beside it; hatched where not reported",
    takes,
    draw,
    shows=_flagged_elsewhere,
)
