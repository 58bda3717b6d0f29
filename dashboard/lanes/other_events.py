"""Events of types that no kind names, such as a register's own: a lane for each type, titled as the source calls it."""

from typing import Final

from dashboard.domain.events import Kind
from dashboard.domain.timing import Placed
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.rows import drawn_in_rows

TITLE: Final = "Other events"
SHAPES: Final = {
    "circle": "circle",
    "square": "square",
    "triangle": "triangle-up",
    "diamond": "diamond",
    "star": "star",
    "camera": "square-dot",
}


def draw(given: LaneInput, spare: float) -> Drawing:
    """Rows of the events of one type."""
    return drawn_in_rows(given, symbol)


def symbol(item: Placed) -> str:
    """The shape that the source gives the event; a cross without one."""
    return SHAPES.get(item.event.detail("style_shape").lower(), "cross")


def takes(item: Placed) -> bool:
    """Events of the kind `other`."""
    return item.event.kind is Kind.OTHER


def part(item: Placed) -> str:
    """What the source calls events of this type."""
    return " ".join(item.event.detail("event_type").replace("_", " ").split()) or TITLE


LANE = Lane(
    "other_events",
    TITLE,
    85,
    "events of types that no other lane knows: a lane for each type, titled as the source calls it",
    takes,
    draw,
    part=part,
)
