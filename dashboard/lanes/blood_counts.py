"""Leukocytes on a labelled log axis, blasts, and lines that the reader switches on. Two counts are joined only when
the time of both is exact."""

from itertools import pairwise
from typing import Final

import numpy as np

from dashboard.domain.analytes import analyte_key
from dashboard.domain.events import Kind
from dashboard.domain.leukocytes import UNIT, is_reported
from dashboard.domain.sequence import position
from dashboard.domain.timing import Mark, Placed
from dashboard.domain.wording import days_words
from dashboard.figures.canvas import WORD_SIZE, Canvas
from dashboard.figures.curves import draw_curve, few, within
from dashboard.figures.heaps import draw_heaps, spots_in, spots_of
from dashboard.figures.lane import Drawing, Lane, LaneInput, RowLabel
from dashboard.figures.marks import Extent, time_mark
from dashboard.figures.packing import Rows
from dashboard.figures.quantities import as_received, number, on_scale, to_verify
from dashboard.figures.rows import draw_rows
from dashboard.figures.series import Series
from dashboard.figures.text import text_width
from dashboard.figures.tracks import draw_track, label_of_track, tracks_of
from dashboard.figures.value_scale import value_axis, value_y
from dashboard.figures.words import GAP
from dashboard.lanes._blood_counts.thresholds import THRESHOLDS, draw_thresholds

LABEL_PX: Final = 138.0  # the rest of the column is the scale's
TOP: Final = 10.0
LEAST_PX: Final = 52.0
CURVE_PX: Final = 76.0
MOST_PX: Final = 170.0
NO_LATER: Final = "no later count reported"
MOST_NUMBERS: Final = 12  # a denser curve carries none
NUMBER_SIZE: Final = 13.0
NUMBER_UP: Final = 12.0
FEW_BELOW: Final = 12  # so much below the axis still has its words
LIMITS: Final = "0, <x or >x"
ROW_PX: Final = 17.0
TRACK_PX: Final = 30.0


def draw(given: LaneInput, spare: float) -> Drawing:
    """The counts on their axis; blasts and counts without a number in rows below."""
    canvas = given.canvas()
    many = [one for one in given.series if is_count(one.sample)]
    curves, told = _told(given, many)
    counts = [item for item in told if on_scale(item)]
    rest = [item for item in given.events if not (is_count(item) and on_scale(item))]
    span = _span(many, given)
    height = min((CURVE_PX if curves else LEAST_PX) + spare, MOST_PX) if span else 0.0
    if span:
        canvas.value_axis = value_axis(*span, TOP, height, log=given.options.log)
        draw_thresholds(given, canvas)
        for one in curves:
            _curve(canvas, one, [item for item in given.events if is_count(item)])
        if counts:
            _points(canvas, counts, told, latest_of(given) or counts[-1])
    top = TOP + height + (7 if span else 0)
    bottom, labels = _rest(given, canvas, rest, told, top)
    said = bottom if bottom > top else TOP + height + 6
    sub = subtitle(given, axis=bool(span))
    return Drawing(canvas, said, latest=latest(given), sub=sub, rows=labels, sub_time=counted_in(sub, latest_of(given)))


def is_count(item: Placed) -> bool:
    """A leukocyte count in the canonical unit."""
    quantity = item.event.quantity
    return quantity is not None and quantity.unit == UNIT and analyte_name(item) == "leukocytes"


def analyte_name(item: Placed) -> str:
    """The analyte that the event's term names, or "": leukocytes of blood, not those of spinal fluid."""
    return analyte_key(item.event)


def _told(given: LaneInput, many: list[Series]) -> tuple[list[Series], list[Placed]]:
    """The series that are drawn as curves, and the counts that are drawn one by one: single ones, and those of series
    that are few in the window."""
    curves, told = [], [item for item in given.events if is_count(item)]
    for one in many:
        some = few(one, given.scale)
        if some is None:
            curves.append(one)
        else:
            told = sorted([*told, *some], key=lambda item: position(item.time))
    return curves, told


def _span(many: list[Series], given: LaneInput) -> tuple[float, float] | None:
    """The lowest and the highest count on the scale, those outside the window and of cases beside this one too; None
    where it has none itself."""
    values = [number(item) for item in given.events if is_count(item) and on_scale(item)]
    for one in many:
        kept = one.values[one.above_zero]
        values += [float(kept.min()), float(kept.max())] if len(kept) else []
    if values and given.options.thresholds:
        values += [line.value for line in THRESHOLDS]
    if values:
        values += [number(item) for item in given.beside if is_count(item) and on_scale(item)]
    return (min(values), max(values)) if values else None


def _curve(canvas: Canvas, series: Series, breaks: list[Placed]) -> None:
    """A line through very many counts; of single ones only the highest in the window and those to verify are named."""
    axis = canvas.value_axis
    assert axis is not None
    kept = draw_curve(canvas, series, "leukocytes", axis, breaks=breaks)
    x = canvas.scale.many(series.days[kept])
    inside = kept[within(canvas.scale, x)]
    named = set(np.flatnonzero(series.flagged[inside]).tolist()) if len(inside) else set()
    if len(inside):
        named.add(int(series.values[inside].argmax()))
    taken: list[tuple[float, float, float]] = []
    for at in sorted(named, key=lambda at: not series.flagged[inside[at]]):
        item = series.item(int(inside[at]))
        y = value_y(axis, number(item))
        mark = time_mark(canvas, item, y, "")
        canvas.value(mark.x, number(item), hollow=not series.teller.exact, event=item.event.id)
        _number(canvas, item, mark, y, taken, last=False)


def _rest(
    given: LaneInput, canvas: Canvas, rest: list[Placed], told: list[Placed], top: float
) -> tuple[float, tuple[RowLabel, ...]]:
    """What has no place on the axis, below it: in rows with words while it is little, else a row for each kind with
    heaps. Returns where it ends, and the labels of the rows."""
    limits = [one for one in given.series if is_count(one.sample) and not one.above_zero.all()]
    blasts = [one for one in given.series if not is_count(one.sample)]
    held = {item.event.id for item in rest}
    loose = [*rest, *(item for item in told if not on_scale(item) and item.event.id not in held)]
    if not limits and not blasts and len(loose) <= FEW_BELOW:
        rows = Rows(given.options.pitch, top)
        draw_rows(canvas, loose, rest_symbol, rows)
        return (rows.y(rows.count - 1) + 9 if rows.count else top), ()
    labels = []
    own = [item for item in rest if is_count(item)]
    spots = spots_of(canvas, own, rest_symbol)
    for one in limits:
        spots += spots_in(canvas, one, ~one.above_zero & (one.limits <= 0), "triangle-down")
        spots += spots_in(canvas, one, one.limits > 0, "triangle-up")
    y = top + 3
    if spots:
        draw_heaps(canvas, spots, y)
        labels.append(RowLabel(y, LIMITS))
        y += ROW_PX
    others = [item for item in rest if not is_count(item)]
    for track in tracks_of(others, blasts):
        draw_track(canvas, track, y - 8, TRACK_PX)
        labels.append(label_of_track(track, y - 8 + TRACK_PX / 2))
        y += TRACK_PX
    return y - 6, tuple(labels)


def rest_symbol(item: Placed) -> str:
    """Zero and what lies beyond a limit stand on the rail below the axis as triangles, percentages as circles."""
    if not is_count(item):
        return "circle"
    quantity = item.event.quantity
    return "triangle-up" if quantity is not None and quantity.comparator.startswith(">") else "triangle-down"


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
    if sum(mark.right >= 0 and mark.left <= canvas.scale.width for _, mark, _ in placed) <= MOST_NUMBERS:
        taken: list[tuple[float, float, float]] = []
        for item, mark, y in sorted(placed, key=lambda one: (one[0] is not last, not to_verify(one[0]))):
            _number(canvas, item, mark, y, taken, last=item is last)


def _number(
    canvas: Canvas, item: Placed, mark: Extent, y: float, taken: list[tuple[float, float, float]], *, last: bool
) -> None:
    """The value beside its point: before an exact one, behind another, on the other side where only there is room; none
    where it would lie on another's (tooltip and table have it). After the last count stands that there is no later one:
    an empty lane must not read as normal."""
    text = as_received(item)
    width = text_width(text, NUMBER_SIZE, bold=True)
    note = "; ".join(word for word in (to_verify(item), NO_LATER if last else "") if word)
    reach = width + (GAP + text_width(note, WORD_SIZE) if note else 0)
    places = [(True, mark.left - GAP - width, mark.left - GAP)] * (mark.left - width - GAP > 0 and not note)
    places.insert(0 if item.time.mark is not Mark.EXACT else 1, (False, mark.right + GAP, mark.right + GAP + reach))
    if canvas.joins and not note:  # beside its point a line would run through it
        places, y = [(False, mark.x - width / 2, mark.x + width / 2)], y - NUMBER_UP
    shown = [one for one in places if one[1] >= 0 and one[1] <= canvas.scale.width]  # never cut off at the left
    free = [one for one in shown if not _clashes(one[1], one[2], y, taken)]
    if not free:
        return
    before, x, end = free[0]
    taken.append((x, end, y))
    canvas.word(x + width if before else x, y, text, anchor="right" if before else "left", size=NUMBER_SIZE, bold=True)
    canvas.word(x + width + GAP, y, note, colour=canvas.theme.ink2)
    canvas.hit(item.event.id, min(x, mark.right), max(x + width, mark.left), y)


def _clashes(left: float, right: float, y: float, taken: list[tuple[float, float, float]]) -> bool:
    return any(abs(y - other) < NUMBER_SIZE and left < high and low < right for low, high, other in taken)


def latest_of(given: LaneInput) -> Placed | None:
    """The last count that the record states to be so."""
    ends = [item for item in given.events if is_reported(item.event)]
    ends += [one.item(len(one) - 1) for one in given.series if is_count(one.sample)]
    return max(ends, key=lambda item: position(item.time)) if given.series and ends else ends[-1] if ends else None


def latest(given: LaneInput) -> tuple[str, str] | None:
    """The last count as a number, with its unit."""
    last = latest_of(given)
    return (as_received(last), "×10⁹/L") if last is not None else None


def subtitle(given: LaneInput, *, axis: bool) -> tuple[str, ...]:
    """When the last count was, what was received, and what the axis is."""
    last = latest_of(given)
    if last is None:
        return ()
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


def counted_in(sub: tuple[str, ...], last: Placed | None) -> tuple[str, str] | None:
    """The last count, and what follows its time in the first line below the title."""
    if last is None or not sub or not sub[0].startswith(last.time.words):
        return None
    return last.event.id, sub[0].removeprefix(last.time.words)


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
    series=True,
)
