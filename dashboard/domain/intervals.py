"""The time between two moments, in words that say no more than the network does. The same words are made in
assets/span_words.js; tests/js/words.json holds both to one table of examples."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.domain.cases import Case, Grain
from dashboard.domain.chronology import Chronology, Window, solve
from dashboard.domain.clockwork import elapsed_words
from dashboard.domain.events import Event
from dashboard.domain.measures import Grade
from dashboard.domain.ordering import Ordering, ordering
from dashboard.domain.placed import TimeKind
from dashboard.domain.when import When
from dashboard.domain.wording import number_words

NOT_KNOWN = "order not known"


def interval_words(
    low: float | None, high: float | None, nominal: float | None = None, *, grain: Grain = Grain.DAY
) -> str:
    """How much later a moment is than another: "2 days", "11 to 19 days", "at least 29 days", "at most 1 day", "the
    same day", "order only: after"; with a `nominal` "about 14 days (11 to 19 days)"; "2 days earlier" where it is."""
    if high is not None and high <= 0 and low != 0:
        turned = (None if day is None else -day for day in (high, low, nominal))
        words = interval_words(*turned, grain=grain)
        return "order only: before" if words == "order only: after" else f"{words} earlier"
    if low is None or low < 0:
        return _unordered(low, high, grain)
    if high is None:
        return f"at least {length(low, grain)}" if low else "order only: after"
    if low == high:
        return length(low, grain) if low else "the same day" if grain is Grain.DAY else "the same time"
    words = f"at most {length(high, grain)}" if low == 0 else _range(low, high, grain)
    return words if nominal is None else f"about {length(nominal, grain)} ({words})"


def length(days: float, grain: Grain) -> str:
    """A length of time: "1 day", "2.5 days"; in a case of instants "20 h 30 min", "3 d 4 h"."""
    if grain is Grain.INSTANT:
        return elapsed_words(days, days)
    return f"{number_words(days)} {'day' if days == 1 else 'days'}"


def told_interval(case: Case, chronology: Chronology, first: str, second: str) -> str:
    """The time from the moment `first` to `second` in words, turned round where `second` is surely the earlier. Of a
    lowered event only that is told which others count from it; its own statements are what the curator doubts."""
    order = ordering(chronology, first, second)
    if order is Ordering.AFTER:
        first, second = second, first
    lowered = [moment for moment in (first, second) if is_lowered(case.event(moment))]
    if not lowered:
        return window_words(chronology.interval(first, second), case.grain)
    gap = without_own_words(case, lowered).interval(first, second)
    if gap.grade is not Grade.ORDER:
        return window_words(gap, case.grain)
    return NOT_KNOWN if order is Ordering.UNKNOWN else f"order only: {_side(order)}"


def window_words(window: Window, grain: Grain) -> str:
    """An interval of the network in words; its nominal only where the record counts approximately."""
    nominal = window.nominal if window.grade is Grade.APPROXIMATE else None
    return interval_words(window.earliest, window.latest, nominal, grain=grain)


def is_lowered(event: Event | None) -> bool:
    """True for an event of which a curator tells the order only, though a day could be computed."""
    return event is not None and event.detail("time_kind") == TimeKind.ORDER_ONLY


def without_own_words(case: Case, names: Sequence[str]) -> Chronology:
    """The times of the case as if these events stated nothing of their own time."""
    events = tuple(replace(event, at=When()) if event.id in names else event for event in case.events)
    return solve(replace(case, events=events))


def _side(order: Ordering) -> str:
    return "at the same time" if order is Ordering.SAME else "after"


def _range(low: float, high: float, grain: Grain) -> str:
    if grain is Grain.INSTANT:
        return f"{length(low, grain)} to {length(high, grain)}"
    return f"{number_words(low)} to {length(high, grain)}"


def _unordered(low: float | None, high: float | None, grain: Grain) -> str:
    before = "" if low is None else f"at most {length(-low, grain)} before"
    after = "" if high is None or high < 0 else f"at most {length(high, grain)} after"
    limits = " and ".join(part for part in (before, after) if part)
    return f"{NOT_KNOWN} ({limits})" if limits else NOT_KNOWN
