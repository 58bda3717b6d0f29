"""Scored values, such as a Glasgow Coma Scale or an ECOG status: one row a scale, each value with the parts that the
source gives. Nothing is converted, ranked, joined or carried forward."""

from typing import Final

from dashboard.domain.events import State
from dashboard.domain.timing import Placed
from dashboard.figures.canvas import WORD_SIZE, Canvas
from dashboard.figures.lane import Drawing, Lane, LaneInput, RowLabel
from dashboard.figures.marks import STATE_WORDS, end_mark, state_glyph, time_mark
from dashboard.figures.rails import EDGE_PX
from dashboard.figures.text import shorten, text_width
from dashboard.figures.words import GAP, GLYPH_PX

TITLE_PX: Final = 17.0  # the line of the title itself: rows may begin right below it
SUB_PX: Final = 13.0
LABEL_PX: Final = 170.0


def draw(given: LaneInput, spare: float) -> Drawing:
    """One row a scale, in the order in which the scales come up."""
    canvas = given.canvas()
    by_scale: dict[str, list[Placed]] = {}
    for item in given.events:
        by_scale.setdefault(item.event.detail("scale"), []).append(item)
    pitch, top = given.options.pitch, first_row(given)
    for number, items in enumerate(by_scale.values()):
        _draw_row(canvas, items, top + number * pitch)
    names = [shorten(name, WORD_SIZE, LABEL_PX) or name[:24] for name in by_scale]
    labels = tuple(RowLabel(top + number * pitch, name) for number, name in enumerate(names))
    height = top + given.options.top + max(len(by_scale) - 1, 0) * pitch
    return Drawing(canvas, height, rows=labels, sub=("as scored, no scale converted",))


def first_row(given: LaneInput) -> float:
    """The middle of the first row, below the words of the label column."""
    return TITLE_PX + (SUB_PX if given.options.density == 0 else 0) + given.options.pitch / 2


def _draw_row(canvas: Canvas, items: list[Placed], y: float) -> None:
    """The marks of one scale, and their words where the next mark leaves room for them."""
    marks = [end_mark(canvas, item, time_mark(canvas, item, y, "circle"), y) for item in items]
    free_from = [mark.left for mark in marks[1:]] + [min(canvas.scale.width, canvas.scale.writing_px) - EDGE_PX]
    if marks and marks[-1].right > free_from[-1]:
        free_from[-1] = float("inf")
    for item, mark, free in zip(items, marks, free_from, strict=True):
        end = _write(canvas, item, mark.right + GAP, y, free - GAP)
        canvas.hit(item.event.id, mark.left, max(mark.right, end), y, x=mark.x)


def _write(canvas: Canvas, item: Placed, x: float, y: float, limit: float) -> float:
    """The value in bold and its parts behind it, as much of it as ends before `limit`; returns where it ends."""
    if item.event.state is State.NOT_REPORTED and x + GLYPH_PX[State.NOT_REPORTED] < limit:
        x += state_glyph(canvas, State.NOT_REPORTED, x, y)
    value = value_words(item)
    width = text_width(value, WORD_SIZE, bold=True)
    if x + width > limit:
        return x
    x += canvas.word(x, y, value, bold=True)
    parts = "  ".join(item.event.components)
    if parts and x + GAP + text_width(parts, WORD_SIZE) <= limit:
        x += GAP + canvas.word(x + GAP, y, parts, colour=canvas.theme.ink3)
    return x


def value_words(item: Placed) -> str:
    """The score as received; for one without a value how the record states it, or the words that it has instead."""
    quantity = item.event.quantity
    if quantity is not None and quantity.received:
        return quantity.received
    return STATE_WORDS.get(item.event.state, "") or item.event.detail("label") or item.event.term


def takes(item: Placed) -> bool:
    """Whatever carries the name of a scale."""
    return bool(item.event.detail("scale"))


LANE = Lane(
    "scores",
    "Scored status",
    52,
    "scored values, a row a scale: the score and its parts as received; no scale is converted into another",
    takes,
    draw,
)
