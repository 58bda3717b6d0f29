"""What a stated length means in time: rounding, tolerance, and whole days where a case counts in days."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum

from dashboard.domain.cases import Grain
from dashboard.domain.spans import TICKS, About, Between, Exactly, Span, Unit, ticks

DAY = TICKS[Unit.DAY]
TOLERANCE = {
    Unit.MINUTE: TICKS[Unit.MINUTE] // 2,
    Unit.HOUR: TICKS[Unit.HOUR] // 2,
    Unit.DAY: DAY,
    Unit.WEEK: 3 * DAY,
    Unit.MONTH: 15 * DAY,
    Unit.YEAR: 182 * DAY,
}
"""Half a unit on each side of an approximate length (a whole day for days), in microseconds: the project's own rule.
With grain day the tolerance of hours and minutes widens to one day."""


class Grade(IntEnum):
    """How well a distance between two moments is known; the larger, the less."""

    EXACT = 0
    BOUNDED = 1
    APPROXIMATE = 2
    ORDER = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """A distance in microseconds: limits (None = open), nominal (None = no single value), and how well it is known."""

    low: int | None
    high: int | None
    nominal: int | None
    grade: Grade


def measure(span: Span, grain: Grain) -> Measure:
    """What `span` means in a case of that grain.

    With grain day a length in another unit than days widens to whole days, floor below and ceiling above; an
    approximate length is rounded to whole days (with grain instant only if its unit is a day or longer).
    """
    match span:
        case Exactly():
            value = ticks(span.number, span.unit)
            return _between(*_widened(value, value, span.unit, grain))
        case Between(low, high, unit):
            first, last = (None if limit is None else ticks(limit, unit) for limit in (low, high))
            return _between(*_widened(first, last, unit, grain))
        case _:
            return _about(span, grain)


def _between(low: int | None, high: int | None) -> Measure:
    exact = low is not None and low == high
    return Measure(low, high, low if exact else None, Grade.EXACT if exact else Grade.BOUNDED)


def _about(span: About, grain: Grain) -> Measure:
    nominal = ticks(span.number, span.unit)
    if grain is Grain.DAY or TICKS[span.unit] >= DAY:
        nominal = int((Decimal(nominal) / DAY).to_integral_value(ROUND_HALF_UP)) * DAY
    low, high = _limits(span, nominal, grain)
    if low is not None:
        nominal = max(low, nominal)
    if high is not None:
        nominal = min(high, nominal)
    return Measure(low, high, nominal, Grade.APPROXIMATE)


def _limits(span: About, nominal: int, grain: Grain) -> tuple[int | None, int | None]:
    if span.within is not None:
        own = measure(span.within, grain)
        return own.low, own.high
    if span.give is not None:
        give = ticks(span.give.number, span.give.unit)
        return _widened(nominal - give, nominal + give, span.give.unit, grain)
    return _widened(nominal - TOLERANCE[span.unit], nominal + TOLERANCE[span.unit], span.unit, grain)


def _widened(low: int | None, high: int | None, unit: Unit, grain: Grain) -> tuple[int | None, int | None]:
    if grain is Grain.INSTANT or unit is Unit.DAY:
        return low, high
    return None if low is None else low // DAY * DAY, None if high is None else -(-high // DAY) * DAY
