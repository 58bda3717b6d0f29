"""Procedures, and what pathology found in the samples that they took."""

from dashboard.domain.events import Kind
from dashboard.domain.timing import Placed
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.rows import drawn_in_rows


def draw(given: LaneInput, spare: float) -> Drawing:
    """Rows of procedures and pathology results."""
    return drawn_in_rows(given, symbol)


def symbol(item: Placed) -> str:
    """Diamonds; results are wider."""
    return "diamond" if item.event.kind is Kind.PROCEDURE else "diamond-wide"


def takes(item: Placed) -> bool:
    """Procedures and pathology."""
    return item.event.kind in (Kind.PROCEDURE, Kind.PATHOLOGY)


LANE = Lane("procedures", "Procedures, pathology", 70, "procedures and the pathology of their samples", takes, draw)
