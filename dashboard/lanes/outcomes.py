"""Decisions and outcomes, as the record states them. Nothing here is computed."""

from dashboard.domain.events import Kind
from dashboard.domain.timing import Placed
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.rows import drawn_in_rows


def draw(given: LaneInput, spare: float) -> Drawing:
    """Rows of decisions and outcomes."""
    return drawn_in_rows(given, symbol)


def symbol(item: Placed) -> str:
    """Hexagons are decisions, circles outcomes."""
    return "hexagon" if item.event.kind is Kind.DECISION else "circle"


def takes(item: Placed) -> bool:
    """Decisions and outcomes."""
    return item.event.kind in (Kind.DECISION, Kind.OUTCOME)


LANE = Lane(
    "outcomes", "Decisions, outcomes", 90, "decisions, what was considered, outcomes as of writing", takes, draw
)
