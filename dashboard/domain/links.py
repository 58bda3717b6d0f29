"""From statements to links: each a low and a high between two moments, with the words of whoever said it. Solving
lives in `chronology`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.domain.calendars import calendar_of
from dashboard.domain.cases import Case, Clock, Grain
from dashboard.domain.events import Event
from dashboard.domain.measures import DAY, Grade, Measure, measure
from dashboard.domain.spans import Unit, ticks
from dashboard.domain.statements import (
    END_OF,
    Count,
    Dated,
    DatedRange,
    Offset,
    On,
    Order,
    Relation,
    Statement,
    end_of,
)
from dashboard.domain.when import When
from dashboard.errors import Refused

ORIGIN = ""
"""The moment from which day numbers and dates count; no event can have this name."""

_SAME = Measure(0, 0, 0, Grade.EXACT)
_LATER = Measure(0, None, None, Grade.ORDER)
_EARLIER = Measure(None, 0, None, Grade.ORDER)
_ANY = Measure(None, None, None, Grade.ORDER)
_ORDERS = {Relation.AFTER: _LATER, Relation.BEFORE: _EARLIER, Relation.WITH: _SAME}


@dataclass(frozen=True, slots=True)
class Link:
    """t(subject) - t(reference) lies within `measure`. `who` states it; without a statement, `who` is the sentence."""

    subject: str
    reference: str
    measure: Measure
    who: str
    statement: Statement | None = None

    @property
    def said(self) -> str:
        """The statement and whose it is, for a reader."""
        return self.who if self.statement is None else f'{self.who} "{self.statement}"'


class Links:
    """Reads the statements of one case. Raises Refused where one refers to what is not there."""

    def __init__(self, case: Case) -> None:
        self._grain = case.grain
        self._events = {event.id: event for event in case.events}
        self._clocks = {clock.name: clock for clock in case.clocks}
        self._moments = case.moments
        self._calendar = calendar_of(case)
        self._refuse_shared_names(case)
        if self._calendar is not None and not self._calendar.settled:
            _refuse_day_numbers(case)

    def of_event(self, event: Event) -> Iterator[Link]:
        """Every link that the event states of its start and of its end, and that it ends no earlier than it starts."""
        yield from self.of(event.id, event.at, event.id)
        if isinstance(event.until, When):
            yield from self.of(end_of(event.id), event.until, f"{event.id} until")
            yield Link(end_of(event.id), event.id, _LATER, f"{event.id} ends no earlier than it starts")

    def of(self, subject: str, when: When, who: str) -> Iterator[Link]:
        """The links that `when` states of one moment; `who` names it for a reader."""
        for statement in when:
            reference, found = self._read(statement, who)
            yield Link(subject, reference, found, who, statement)

    def own(self, statement: Statement, who: str) -> Measure | None:
        """What a statement says of a moment on the case's own clock; None where it counts from something else."""
        reference, found = self._read(statement, who)
        return found if reference == ORIGIN else None

    def of_clock(self, clock: Clock) -> Link:
        """The link between a named clock's first day and the event that it counts from."""
        if clock.zero not in self._events:
            raise Refused(f'clock "{clock.name}" counts from "{clock.zero}", and no event has that id')
        return Link(clock.name, clock.zero, _SAME, f'"{clock.name} {clock.first}" is {clock.zero}')

    def of_zero(self, zero: str) -> Iterator[Link]:
        """The link that makes an event, or a named moment, the day 0 of the case; none where only a part of its date is
        known."""
        stated = self._moments.get(zero) if zero not in self._events else self._events[zero].at
        if stated is None:
            raise Refused(f'the case counts from "{zero}", and no event or moment has that name')
        if self._calendar is None or self._calendar.settled:
            instant = self._grain is Grain.INSTANT and any(isinstance(part, Dated) for part in stated)
            found = Measure(0, DAY - 1, None, Grade.BOUNDED) if instant else _SAME
            yield Link(zero, ORIGIN, found, f"{zero} is day 0 of the case")

    def of_unstated_end(self, event: Event) -> Link:
        """The link that ends an event where it starts, or at any time later when the record leaves its end open."""
        if event.until is None:
            return Link(end_of(event.id), event.id, _SAME, f"{event.id} ends where it starts")
        return Link(end_of(event.id), event.id, _LATER, f"{event.id} ends no earlier than it starts")

    def of_name(self, name: str) -> Link:
        """The link that gives a named moment its place in the network and says nothing of its time."""
        return Link(name, ORIGIN, _ANY, name)

    def _read(self, statement: Statement, who: str) -> tuple[str, Measure]:
        match statement:
            case On(span):
                return ORIGIN, measure(span, self._grain)
            case Offset(reference, span):
                return self._known(reference, statement, who), measure(span, self._grain)
            case Order(relation, reference):
                return self._known(reference, statement, who), _ORDERS[relation]
            case Count():
                return self._count(statement, who)
            case Dated(iso):
                return ORIGIN, self._dated(iso)
            case DatedRange(first, last):
                low, high = (self._dated(iso) if iso else _ANY for iso in (first, last))
                return ORIGIN, Measure(low.low, high.high, None, Grade.BOUNDED)
            case _:
                return ORIGIN, _ANY

    def _dated(self, iso: str) -> Measure:
        assert self._calendar is not None, "a case with a date has a calendar"
        low, high = self._calendar.limits(iso)
        return Measure(low, high, low, Grade.EXACT) if low == high else Measure(low, high, None, Grade.BOUNDED)

    def _count(self, statement: Count, who: str) -> tuple[str, Measure]:
        clock = self._clocks.get(statement.clock)
        if clock is None:
            raise Refused(f'{who} "{statement}": the case declares no clock "{statement.clock}"')
        days = ticks(statement.number - clock.first, Unit.DAY)
        if self._grain is Grain.INSTANT:
            # a day of a clock is a calendar day, and the hour at which the clock's own event fell is not in the count
            return clock.name, Measure(days - DAY, days + DAY, None, Grade.BOUNDED)
        return clock.name, Measure(days, days, days, Grade.EXACT)

    def _known(self, reference: str, statement: Statement, who: str) -> str:
        bare = reference.removeprefix(END_OF)
        if bare in self._events or reference in self._moments:
            return reference
        raise Refused(f'{who} "{statement}": the case has no event or moment "{bare}"')

    def _refuse_shared_names(self, case: Case) -> None:
        if len(self._events) < len(case.events):
            twice = next(name for name, count in Counter(event.id for event in case.events).items() if count > 1)
            raise Refused(f'two events have the id "{twice}"')
        for name in (*self._clocks, *self._moments):
            if name in self._events or (name in self._clocks and name in self._moments):
                raise Refused(f'"{name}" names two things of the case')


def _refuse_day_numbers(case: Case) -> None:
    """Dates and day numbers meet only where the record says which date is day 0."""
    stated = [(event.id, when) for event in case.events for when in (event.at, event.until) if isinstance(when, When)]
    for name, when in (*stated, *case.moments.items()):
        for part in when:
            if isinstance(part, On):
                raise Refused(f'{name} "{part}": the case has day numbers and dates, but no date is its day 0')
