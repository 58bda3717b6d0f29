"""Complications, present or stated as absent."""

from dashboard.domain.events import Kind
from dashboard.domain.timing import Placed
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.rows import drawn_in_rows


def draw(given: LaneInput, spare: float) -> Drawing:
    """Rows of complications."""
    return drawn_in_rows(given, lambda item: "triangle-up")


def takes(item: Placed) -> bool:
    """Complications."""
    return item.event.kind is Kind.COMPLICATION


LANE = Lane("complications", "Complications", 80, "complications, also those stated as absent", takes, draw)
