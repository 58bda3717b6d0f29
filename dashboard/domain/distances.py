"""How long lies between two events of one case: a cell of its network, in words that are no more exact than it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dashboard.domain.cases import Case, Grain
from dashboard.domain.chronology import Chronology, Window
from dashboard.domain.clockwork import elapsed_words
from dashboard.domain.intervals import without_own_words
from dashboard.domain.measures import DAY
from dashboard.domain.placed import TimeKind
from dashboard.domain.spans import TICKS, Unit
from dashboard.domain.wording import range_words

UNKNOWN: Final = "day unknown"
_KINDS: Final = tuple(TimeKind)
# An approximate length is told in the largest of these units whose tolerance its window reaches on each side.
_ROUGH: Final = (("year", TICKS[Unit.YEAR] / DAY, 182), ("month", TICKS[Unit.MONTH] / DAY, 15), ("week", 7.0, 3))

Length = Callable[[float, float], str]


@dataclass(frozen=True, slots=True)
class Distance:
    """t(second) - t(first): limits and nominal in days (None = no limit, no single day), how well it is known, and the
    same in words, seen from the first."""

    earliest: float | None
    latest: float | None
    nominal: float | None
    kind: TimeKind
    words: str


class Distances:
    """The intervals of one case."""

    def __init__(self, case: Case, chronology: Chronology) -> None:
        self._case = case
        self._chronology = chronology
        named = {event.id: event.detail("time_kind") for event in case.events if event.detail("time_kind")}
        self._lowered = {name: TimeKind(text) for name, text in named.items() if text in _KINDS}
        self._undoubted: dict[frozenset[str], Chronology] = {}

    def between(self, first: str, second: str) -> Distance:
        """The interval from the moment `first` to the moment `second` ("" is day 0 of the case's own clock). The column
        `time_kind` of either can lower its kind, unless others count from it: a curator doubts what an event says of
        its own time, not what is said of the time from it on. Raises Refused where one is not there."""
        window = self._chronology.interval(first, second)
        kind = _KINDS[window.grade]
        lowered = frozenset(one for one in (first, second) if one in self._lowered and first != second)
        if lowered:
            kind = max(kind, *(self._lowered[one] for one in lowered), key=_KINDS.index)
            counted = self._without(lowered).interval(first, second)
            if _KINDS.index(kind) > counted.grade:
                window, kind = counted, _KINDS[counted.grade]
        nominal = None if kind is TimeKind.ORDER_ONLY else window.nominal
        return Distance(window.earliest, window.latest, nominal, kind, words_of(window, kind, self._case.grain))

    def _without(self, lowered: frozenset[str]) -> Chronology:
        if lowered not in self._undoubted:
            self._undoubted[lowered] = without_own_words(self._case, tuple(lowered))
        return self._undoubted[lowered]


def words_of(window: Window, kind: TimeKind, grain: Grain) -> str:
    """The window as people say it: "2 days after", "~2 weeks after (11–19 days)", "after, within 0–19 days"."""
    length = _days if grain is Grain.DAY else _elapsed
    if kind is TimeKind.ORDER_ONLY or kind is TimeKind.NOT_DATED:
        return _order(window, length)
    if window.is_point and window.earliest == 0:
        return "same day" if grain is Grain.DAY else "same moment"
    if kind is TimeKind.APPROXIMATE and window.nominal is not None:
        return _approximate(window, window.nominal, length, grain)
    return _bounded(window, length) or UNKNOWN


def _bounded(window: Window, length: Length) -> str:
    low, high = window.earliest, window.latest
    if low is not None and low >= 0:
        if high is not None:
            return f"{length(low, high)} after"
        return f"at least {length(low, low)} after" if low else "after"
    if high is not None and high <= 0:
        if low is not None:
            return f"{length(-high, -low)} before"
        return f"at least {length(-high, -high)} before" if high else "before"
    return _both_ways(low, high, length)


def _both_ways(low: float | None, high: float | None, length: Length) -> str:
    """A window on both sides of the first event; one limit of it may be open, or both."""
    if low is None:
        return "" if high is None else f"at most {length(high, high)} after, or before"
    if high is None:
        return f"at most {length(-low, -low)} before, or after"
    return f"{length(-low, -low)} before to {length(high, high)} after"


def _approximate(window: Window, nominal: float, length: Length, grain: Grain) -> str:
    limits = _bounded(window, length)
    said = _rough(window, nominal) if grain is Grain.DAY else f"~{length(abs(nominal), abs(nominal))}"
    if nominal == 0:
        return f"about the same time ({limits})" if limits else "about the same time"
    side = "after" if nominal > 0 else "before"
    told = limits if _straddles(window) else limits.removesuffix(f" {side}")
    return f"{said} {side} ({told})" if told else f"{said} {side}"


def _straddles(window: Window) -> bool:
    """True when the second event may lie on either side of the first."""
    before = window.earliest is None or window.earliest < 0
    return before and (window.latest is None or window.latest > 0)


def _rough(window: Window, nominal: float) -> str:
    """About how long: in weeks, months or years where the window is at least that wide."""
    far = abs(nominal)
    low, high = window.earliest, window.latest
    reach = min(abs(nominal - limit) for limit in (low, high) if limit is not None) if low != high else 0
    for unit, days, tolerance in _ROUGH:
        count = round(far / days)
        if count and reach >= tolerance and abs(count * days - far) <= tolerance:
            return f"~{count} {unit}{'' if count == 1 else 's'}"
    return f"~{_days(far, far)}"


def _order(window: Window, length: Length) -> str:
    """Only an order is known. A single day that a curator has lowered to it is not told."""
    low, high = window.earliest, window.latest
    if low is None and high is None:
        return UNKNOWN
    if window.is_point:
        return "with it, day not stated" if low == 0 else f"{'after' if (low or 0) > 0 else 'before'}, {UNKNOWN}"
    if low is not None and low >= 0:
        return _one_sided("after", low, high, length)
    if high is not None and high <= 0:
        return _one_sided("before", -high, None if low is None else -low, length)
    return f"order unknown, {_both_ways(low, high, length)}"


def _one_sided(side: str, least: float, most: float | None, length: Length) -> str:
    if most is not None:
        return f"{side}, within {length(least, most)}"
    return f"{side}, at least {length(least, least)}" if least else f"{side}, {UNKNOWN}"


def _days(low: float, high: float) -> str:
    return f"{range_words(low, high)} {'day' if low == high == 1 or (low == 0 and high == 1) else 'days'}"


def _elapsed(low: float, high: float) -> str:
    return elapsed_words(low, high)
