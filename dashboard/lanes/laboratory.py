"""All other laboratory results: chemistry, cerebrospinal fluid, pressures. Values stand as numbers, with the unit as
received; no range is assumed."""

from dashboard.domain.events import Kind
from dashboard.domain.timing import Placed
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.rows import drawn_in_rows


def draw(given: LaneInput, spare: float) -> Drawing:
    """Rows of results."""
    return drawn_in_rows(given, lambda item: "circle", sub=("no range for age",))


def takes(item: Placed) -> bool:
    """Laboratory results that no lane before this one takes."""
    return item.event.kind is Kind.LAB


LANE = Lane("laboratory", "Other laboratory", 40, "chemistry, cerebrospinal fluid, pressures, as reported", takes, draw)
