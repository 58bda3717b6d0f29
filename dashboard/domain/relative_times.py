"""Times without dates and without names: every date as days from day 0, every reference by its new id."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.calendars import Calendar, calendar_of
from dashboard.domain.cases import Case, Grain
from dashboard.domain.spans import TICKS, Between, Exactly, Span, Unit, ticks
from dashboard.domain.statements import END_OF, Count, Dated, DatedRange, Offset, On, Order, Statement, Unplaced
from dashboard.domain.when import When

START = "start"
MOST_YEARS = 89
LONGEST = MOST_YEARS * TICKS[Unit.YEAR]
_DAY = Decimal(TICKS[Unit.DAY])
_STEP = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Retelling:
    """How times are told anew: the calendar of the case (None where it has no dates), the new names of moments and of
    clocks. With `needs_start` days count from a moment of their own, `START`, which the case must then declare: where
    no date says which day is day 0, or where day 0 is a moment within a day.
    """

    calendar: Calendar | None
    names: Mapping[str, str]
    clocks: Mapping[str, str]
    needs_start: bool

    def when(self, when: When) -> When:
        """The same time, without what would tell a date or a name."""
        return When(map(self._statement, when))

    def _statement(self, statement: Statement) -> Statement:
        match statement:
            case Dated(iso):
                return self._dated(iso, iso)
            case DatedRange(first, last):
                return self._dated(first, last)
            case Count(clock, number):
                return Count(self.clocks[clock], number)
            case Order(relation, reference):
                return Order(relation, self._named(reference))
            case Offset(reference, span):
                return Unplaced() if is_too_long(span) else Offset(self._named(reference), span)
            case On(span) if is_too_long(span):
                return Unplaced()
            case On(span) if self.needs_start:
                return Offset(START, span)
            case _:
                return statement

    def _dated(self, first: str, last: str) -> Statement:
        """The days from one date to another; "" = no limit on that side."""
        assert self.calendar is not None, "a case with a date has a calendar"
        low = self.calendar.limits(first)[0] if first else None
        high = self.calendar.limits(last)[1] if last else None
        if any(abs(limit) > LONGEST for limit in (low, high) if limit is not None):
            return Unplaced()
        least, most = (None if limit is None else _days(limit) for limit in (low, high))
        span: Span = Exactly(least) if least is not None and low == high else Between(least, most)
        return Offset(START, span) if self.needs_start else On(span)

    def _named(self, reference: str) -> str:
        bare = reference.removeprefix(END_OF)
        return reference.removesuffix(bare) + self.names[bare]


def retelling(case: Case, names: Mapping[str, str], clocks: Mapping[str, str]) -> Retelling:
    """How the times of a case are told under new names."""
    calendar, zero = calendar_of(case), case.event(case.zero)
    stated = case.moments.get(case.zero, When()) if zero is None else zero.at
    within_a_day = case.grain is Grain.INSTANT and any(isinstance(part, Dated) for part in stated)
    return Retelling(calendar, names, clocks, calendar is not None and (not calendar.settled or within_a_day))


def is_too_long(span: Span) -> bool:
    """Whether a length is longer than the age from which on ages are not told."""
    numbers: tuple[tuple[Decimal | None, Unit], ...]
    match span:
        case Exactly(number, unit):
            numbers = ((number, unit),)
        case Between(low, high, unit):
            numbers = ((low, unit), (high, unit))
        case _:
            inner = span.within or Between(None, None, span.unit)
            numbers = ((span.number, span.unit), (inner.low, inner.unit), (inner.high, inner.unit))
    return any(number is not None and abs(ticks(number, unit)) > LONGEST for number, unit in numbers)


def dated(times: Iterable[When]) -> int:
    """How many of these times hold a date."""
    return sum(any(isinstance(statement, Dated | DatedRange) for statement in when) for when in times)


def too_long(times: Iterable[When]) -> int:
    """How many of these times hold a length that is too long to be told."""
    return sum(any(is_too_long(span) for span in _spans(when)) for when in times)


def _spans(when: When) -> Iterator[Span]:
    for statement in when:
        if isinstance(statement, On | Offset):
            yield statement.span


def _days(microseconds: int) -> Decimal:
    """Days to a millionth, which is a tenth of a second."""
    return (Decimal(microseconds) / _DAY).quantize(_STEP).normalize() + 0
