"""A time as people are shown it, and an event with its times. How they are found lives in `timing`."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.events import End, Event


class TimeKind(StrEnum):
    """How well a time is known on the shown clock, best first."""

    EXACT = "exact"
    BOUNDED = "bounded"
    APPROXIMATE = "approximate"
    ORDER_ONLY = "order only"
    NOT_DATED = "not dated"


class Mark(StrEnum):
    """How a time is drawn. `clock`: exact on a named clock, a window on the shown one. `as of writing`: past the end of
    the axis."""

    EXACT = "exact"
    CLOCK = "clock"
    BOUNDED = "bounded"
    APPROXIMATE = "approximate"
    ORDER_ONLY = "order only"
    AS_OF_WRITING = "as of writing"
    NOT_DATED = "not dated"


_ON_AXIS = (Mark.EXACT, Mark.CLOCK, Mark.BOUNDED, Mark.APPROXIMATE)


@dataclass(frozen=True, slots=True)
class Timing:
    """One time on the shown clock: limits and nominal in days (None = no limit, no single day), and words for people.

    `clock_words` is the count on a named clock ("hospital day 20"), or "". An order-only time has no nominal.
    """

    kind: TimeKind
    mark: Mark
    earliest: float | None = None
    latest: float | None = None
    nominal: float | None = None
    words: str = "not dated"
    clock_words: str = ""

    @property
    def on_axis(self) -> bool:
        """True when it has a place on the metric axis."""
        return self.mark in _ON_AXIS and not (self.earliest is None and self.latest is None)


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with its time; `end` is None for a moment. `rank` is its chip number in the order, None without one."""

    event: Event
    time: Timing
    end: Timing | End | None = None
    rank: int | None = None
