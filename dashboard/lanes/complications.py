"""Complications, present or stated as absent."""

from dashboard.domain.events import Kind
from dashboard.domain.timing import Placed
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.rows import Rows, draw_rows


def draw(given: LaneInput, spare: float) -> Drawing:
    """Rows of complications."""
    canvas, rows = given.canvas(), Rows(given.options.pitch, given.options.top)
    draw_rows(canvas, given.events, lambda item: "triangle-up", rows)
    return Drawing(canvas, rows.height)


def takes(item: Placed) -> bool:
    """Complications."""
    return item.event.kind is Kind.COMPLICATION


LANE = Lane("complications", "Complications", 80, "complications, also those stated as absent", takes, draw)
