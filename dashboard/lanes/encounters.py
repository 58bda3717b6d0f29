"""Encounters and phases of care: visits, arrival, wards, discharge; and notes."""

from dashboard.domain.events import Kind
from dashboard.domain.timing import Placed
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.rows import drawn_in_rows


def draw(given: LaneInput, spare: float) -> Drawing:
    """Rows of encounters."""
    return drawn_in_rows(given, lambda item: "pentagon")


def takes(item: Placed) -> bool:
    """Encounters and notes."""
    return item.event.kind in (Kind.ENCOUNTER, Kind.NOTE)


LANE = Lane("encounters", "Encounters", 20, "visits, arrival, wards, discharge, phases of care, notes", takes, draw)
