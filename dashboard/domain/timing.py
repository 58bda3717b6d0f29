"""The times of a case on a shown clock: the kind, mark and words of every event. Drawing them lives in the figures."""

from collections.abc import Callable, Iterator, Sequence

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology, Window
from dashboard.domain.events import End, Event
from dashboard.domain.measures import Grade
from dashboard.domain.phrases import Phrases
from dashboard.domain.placed import Mark, Placed, TimeKind, Timing
from dashboard.domain.sequence import ranks, sequence
from dashboard.domain.statements import END_OF, Count, Statement, end_of
from dashboard.domain.when import When
from dashboard.domain.wording import is_same_time, labels_of
from dashboard.errors import Refused

__all__ = ["Mark", "Placed", "TimeKind", "Timing", "place", "sequence"]

_KINDS = tuple(TimeKind)


def place(
    case: Case,
    chronology: Chronology,
    zero: str | None = None,
    label: Callable[[str], str] | None = None,
    events: Sequence[Event] | None = None,
) -> tuple[Placed, ...]:
    """Every event of `case` with its times in days from the moment `zero` (from the case's own day 0 without), in the
    order of `sequence`; or only `events` of it.

    `zero` is any moment of the chronology: an event, its end, a named moment, a clock's first day. `label` gives the
    words for an event's id; without it the label of the event's study, its own, or its term serves. Raises Refused
    where there is no such moment.
    """
    if zero is not None:
        _check(chronology, zero)
    clock = _Clock(case, chronology, zero, Phrases(case, zero, label or labels_of(case)))
    shown = case.events if events is None else events
    times = [(event, clock.start(event), clock.end(event)) for event in shown]
    numbers = ranks(shown, {event.id: time.kind for event, time, _ in times}, chronology)
    return sequence(Placed(event, time, end, numbers.get(event.id)) for event, time, end in times)


def _check(chronology: Chronology, zero: str) -> None:
    try:
        chronology.window(zero)
    except Refused as error:
        raise Refused(f'"{zero}" cannot be day 0: {error}') from error


class _Clock:
    """Tells the times of one case on one clock."""

    def __init__(self, case: Case, chronology: Chronology, zero: str | None, phrases: Phrases) -> None:
        self._events = {event.id: event for event in case.events}
        self._moments = case.moments
        self._writing = case.writing
        self._chronology = chronology
        self._zero = zero
        self._day_zero = case.zero if zero is None else zero
        self._phrases = phrases

    def start(self, event: Event) -> Timing:
        """The time of an event. Its `time_kind` column can lower the kind, except where the event is day 0 itself."""
        window = self._chronology.window(event.id, self._zero)
        kind = _kind(window, event.at)
        named = kind if event.id == self._day_zero else _kind_named(event.detail("time_kind"), kind)
        if _KINDS.index(named) > _KINDS.index(kind):
            # what it coincides with is what the curator doubts, so nothing is borrowed from there
            return self._timing(window, named, tuple(event.at), tuple(event.at), self._phrases)
        shared = tuple(self._shared(event.at, event.id))
        return self._timing(window, kind, tuple(event.at), shared, self._phrases)

    def end(self, event: Event) -> Timing | End | None:
        """The time of its end, or the end as the record has it."""
        if not isinstance(event.until, When):
            return event.until
        moment = end_of(event.id)
        shared = tuple(self._shared(event.until, moment))
        window = self._chronology.window(moment, self._zero)
        kind, phrases = _kind(window, event.until), self._phrases.of_end(event.id)
        return self._timing(window, kind, tuple(event.until), shared, phrases)

    def _timing(
        self,
        window: Window,
        kind: TimeKind,
        stated: tuple[Statement, ...],
        shared: tuple[Statement, ...],
        phrases: Phrases,
    ) -> Timing:
        """`shared` are the statements that hold for the moment: its own and those of what it coincides with."""
        if kind is TimeKind.NOT_DATED:
            return Timing(kind, Mark.NOT_DATED)
        clock_words = phrases.clock(shared)
        mark = self._mark(kind, shared)
        words = phrases.time(mark, window, stated, shared)
        nominal = None if kind is TimeKind.ORDER_ONLY else window.nominal
        return Timing(kind, mark, window.earliest, window.latest, nominal, words, clock_words)

    def _mark(self, kind: TimeKind, shared: tuple[Statement, ...]) -> Mark:
        if self._writing and any(is_same_time(part) and part.reference == self._writing for part in shared):
            return Mark.AS_OF_WRITING
        if kind in (TimeKind.BOUNDED, TimeKind.APPROXIMATE) and any(isinstance(part, Count) for part in shared):
            return Mark.CLOCK
        return Mark(kind.value)

    def _shared(self, when: When, moment: str) -> Iterator[Statement]:
        """The statements of a moment and of every moment that it is stated to coincide with, its own first."""
        seen, queue = {moment}, [when]
        for stated in queue:
            yield from stated
            for part in stated:
                if is_same_time(part) and part.reference not in seen:
                    seen.add(part.reference)
                    queue.append(self._stated(part.reference))

    def _stated(self, moment: str) -> When:
        event = self._events.get(moment.removeprefix(END_OF))
        if event is None:
            return self._moments.get(moment, When())
        when = event.at if moment == event.id else event.until
        return when if isinstance(when, When) else When()


def _kind(window: Window, when: When) -> TimeKind:
    return TimeKind.NOT_DATED if not when and window.grade is Grade.ORDER else _KINDS[window.grade]


def _kind_named(text: str, otherwise: TimeKind) -> TimeKind:
    return TimeKind(text) if text in _KINDS else otherwise
