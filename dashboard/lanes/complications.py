"""Diagnoses and complications, present or stated as absent."""

from dashboard.domain.events import Kind
from dashboard.domain.timing import Placed
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.rows import drawn_in_rows


def draw(given: LaneInput, spare: float) -> Drawing:
    """Rows of diagnoses and complications."""
    return drawn_in_rows(given, symbol)


def symbol(item: Placed) -> str:
    """Triangles are complications, on their points diagnoses."""
    return "triangle-up" if item.event.kind is Kind.COMPLICATION else "triangle-down"


def takes(item: Placed) -> bool:
    """Diagnoses and complications."""
    return item.event.kind in (Kind.DIAGNOSIS, Kind.COMPLICATION)


LANE = Lane(
    "complications",
    "Diagnoses, complications",
    80,
    "diagnoses and complications, also those stated as absent",
    takes,
    draw,
)
