"""Moments of a case: which one days are counted from, what else they could be, and how far two lie apart."""

import re
from dataclasses import dataclass

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology, Window
from dashboard.domain.comparison import Comparison, compare
from dashboard.domain.discretion import NOTHING, Hidden
from dashboard.domain.intervals import NOT_KNOWN, interval_words, is_lowered, told_interval
from dashboard.domain.offers import Measured, Offer, measured, offers
from dashboard.domain.ordering import Ordering, ordering
from dashboard.domain.people import User
from dashboard.domain.zeros import Zero, resolve
from dashboard.errors import Refused
from dashboard.services import cases
from dashboard.services.context import Context, OpenCase

_DAY = re.compile(r"day:(-?[0-9]{1,7}(?:\.[0-9]{1,6})?)")


@dataclass(frozen=True, slots=True)
class Between:
    """How far two points lie apart: which is the earlier, in words, and two values held against each other."""

    first: str
    second: str
    words: str
    comparison: Comparison | None = None


def zero_of(opened: OpenCase, selector: str) -> Zero:
    """The day zero that `selector` names in an opened case. Raises Refused with a sentence where there is none."""
    return opened.zeros.get(selector, lambda: resolve(opened.case, opened.chronology, selector))


def choices(
    user: User, context: Context, case_id: str, hidden: Hidden = NOTHING
) -> tuple[tuple[Offer, ...], tuple[Measured, ...]]:
    """What can be day zero besides the events themselves, and the analytes of which a value can be typed."""
    opened = cases.open_case(user, context, case_id, hidden)
    return offers(opened.case, opened.chronology), measured(opened.case, opened.chronology)


def choice(user: User, context: Context, case_id: str, selector: str, hidden: Hidden = NOTHING) -> Zero:
    """The day zero that `selector` names. Raises Refused with a sentence where there is none."""
    return zero_of(cases.open_case(user, context, case_id, hidden), selector[:200])


def between(
    user: User,
    context: Context,
    case_id: str,
    points: tuple[str, str],
    zero: str = "",
    *,
    confirmed: bool = False,
    hidden: Hidden = NOTHING,
) -> Between:
    """The time between two points: ids of events, or days of the clock of `zero` ("day:12.5"). Raises Refused where
    one is neither. With `confirmed` the reader knows what changed the values between the two."""
    opened = cases.open_case(user, context, case_id, hidden)
    case, chronology, counted = opened.case, opened.chronology, zero_of(opened, zero)
    days = [_day(case, point) for point in points]
    first, second = points
    if days[0] is None and days[1] is None:
        if ordering(chronology, first, second) is Ordering.AFTER:
            first, second = second, first
        events = case.event(first), case.event(second)
        assert events[0] is not None and events[1] is not None, "a point that is no day is an event"
        told = told_interval(case, chronology, first, second)
        return Between(first, second, told, compare(case, chronology, events[0], events[1], confirmed=confirmed))
    one, two = (_window(chronology, counted, point, day) for point, day in zip(points, days, strict=True))
    gap = _gap(one, two)
    if gap.latest is not None and gap.latest < 0:
        (first, second), gap = (second, first), _gap(two, one)
    if is_lowered(case.event(first)) or is_lowered(case.event(second)):
        return Between(first, second, "order only: after" if (gap.earliest or -1) >= 0 else NOT_KNOWN)
    return Between(first, second, interval_words(gap.earliest, gap.latest, grain=case.grain))


def _day(case: Case, point: str) -> float | None:
    """The day that a point is; None for an event."""
    if case.event(point) is not None:
        return None
    match = _DAY.fullmatch(point)
    if match is None:
        raise Refused(f'"{point[:80]}" is neither an event of the case nor a day.')
    return float(match[1])


def _window(chronology: Chronology, zero: Zero, point: str, day: float | None) -> Window:
    return chronology.window(point, zero.moment) if day is None else Window(day, day, day)


def _gap(first: Window, second: Window) -> Window:
    low = None if second.earliest is None or first.latest is None else second.earliest - first.latest
    high = None if second.latest is None or first.earliest is None else second.latest - first.earliest
    return Window(low, high, None)
