"""Which of some events surely comes first, second or last: by the solved times, then by the record's own order. Where
neither tells, nothing is chosen."""

from collections.abc import Callable, Sequence

from dashboard.domain.chronology import Chronology, Window
from dashboard.domain.events import Event

MOST_COMPARED = 60
NoLater = Callable[[Event, Event], bool]


class Precedence:
    """Compares the events of one case."""

    def __init__(self, chronology: Chronology) -> None:
        self._chronology = chronology
        self._windows: dict[str, Window] = {}

    def first(self, events: Sequence[Event]) -> Event | None:
        """The event that surely is no later than any other of them; None when that cannot be told."""
        return _leader(events, self.no_later)

    def last(self, events: Sequence[Event]) -> Event | None:
        """The event that surely is no earlier than any other of them; None when that cannot be told."""
        return _leader(events, self.no_earlier)

    def second(self, events: Sequence[Event]) -> Event | None:
        """The first of those that the first of all leaves; None when either cannot be told."""
        first = self.first(events)
        return None if first is None else self.first([event for event in events if event is not first])

    def rivals(self, events: Sequence[Event], *, last: bool = False) -> tuple[Event, ...]:
        """The events that may be the first (or the last): those that none of the others surely precedes."""
        if len(events) > MOST_COMPARED:
            return tuple(events)
        leads = self.no_earlier if last else self.no_later
        return tuple(
            event
            for event in events
            if not any(leads(other, event) and not leads(event, other) for other in events if other is not event)
        )

    def no_earlier(self, one: Event, other: Event) -> bool:
        """True when `one` surely was at or after `other`."""
        return self.no_later(other, one)

    def no_later(self, one: Event, other: Event) -> bool:
        """True when `one` surely was at or before `other`. The record's order counts where the times leave it open."""
        here, there = self._window(one), self._window(other)
        if here.latest is not None and there.earliest is not None and here.latest <= there.earliest:
            return True
        gap = self._chronology.interval(one.id, other.id)
        if gap.earliest is not None and gap.earliest >= 0:
            return True
        if gap.latest is not None and gap.latest < 0:
            return False
        return one.seq is not None and other.seq is not None and one.seq < other.seq

    def _window(self, event: Event) -> Window:
        if event.id not in self._windows:
            self._windows[event.id] = self._chronology.window(event.id)
        return self._windows[event.id]


def _leader(events: Sequence[Event], leads: NoLater) -> Event | None:
    """The event that leads every other. Whoever leads all is never replaced on the way, so one walk finds it and a
    second one makes sure."""
    if not events:
        return None
    best = events[0]
    for event in events[1:]:
        if not leads(best, event) and leads(event, best):
            best = event
    return best if all(event is best or leads(best, event) for event in events) else None
