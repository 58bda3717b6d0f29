"""The times of many events, each exact on the case's own clock, told from any day 0. `timing` tells them one by one, at
ten times the cost."""

from dataclasses import dataclass

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology, Window
from dashboard.domain.events import Event
from dashboard.domain.measures import Grade
from dashboard.domain.phrases import Phrases
from dashboard.domain.placed import Mark, TimeKind, Timing
from dashboard.errors import Refused

_KINDS = tuple(TimeKind)


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells times by their day on the case's own clock. From the shown day 0 every one of them lies `early` to `late`
    days from there (None = no limit) and most likely `nominal` days from there (None = no single day)."""

    kind: TimeKind
    early: float | None
    late: float | None
    nominal: float | None
    phrases: Phrases | None = None

    @property
    def exact(self) -> bool:
        """True when the day 0 itself is exact, so that all times stay so."""
        return self.kind is TimeKind.EXACT

    @property
    def shift(self) -> float:
        """What turns a day of the case's own clock into the day by which the event is sorted."""
        return next(days for days in (self.nominal, self.early, self.late) if days is not None)

    def time(self, own: float) -> Timing:
        """The time of an event at that day of the case's own clock."""
        early, late, nominal = (None if days is None else own + days for days in (self.early, self.late, self.nominal))
        mark = Mark(self.kind.value)
        words = self.phrases.time(mark, Window(early, late, nominal), (), ()) if self.phrases else ""
        return Timing(self.kind, mark, early, late, nominal, words)


AS_IS = Teller(TimeKind.EXACT, 0.0, 0.0, 0.0)
"""Tells days as they are, without words."""


def teller_of(case: Case, chronology: Chronology, sample: Event, zero: str | None = None) -> Teller:
    """The teller for events like `sample`, whose own day is exact, from the event `zero` (from the case's own day 0
    without). Raises Refused where no day follows from that zero."""
    own, window = chronology.own_day(sample), chronology.window(sample.id, zero)
    assert own is not None, "a sample is exact on its own clock"
    if window.grade is Grade.ORDER:
        raise Refused("Only an order of the results follows from this event, and no day, so it cannot be day 0")
    early, late, nominal = (
        None if day is None else day - own for day in (window.earliest, window.latest, window.nominal)
    )
    return Teller(_KINDS[window.grade], early, late, nominal, Phrases(case, zero, str))
