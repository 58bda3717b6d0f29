"""The summary of a case for lists of many: milestones, treatments and the course, on the case's own clock and on that
of every milestone whose day is not known there. Made once a version and kept; it holds no more than the case says.

A window is `[earliest, latest, nominal, kind]`, days or null, `kind` a place in KINDS.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Final

from dashboard.domain.age_years import years_of
from dashboard.domain.ages import told_age
from dashboard.domain.brief import told_label
from dashboard.domain.cases import Case, Grain
from dashboard.domain.chronology import Chronology, end_of
from dashboard.domain.distances import Distances
from dashboard.domain.events import Kind, State
from dashboard.domain.leukocytes import is_reported
from dashboard.domain.links import ORIGIN
from dashboard.domain.milestones import OWN, Found, milestones_of, moment_of
from dashboard.domain.placed import TimeKind
from dashboard.domain.timing import Mark, Placed, Timing, place
from dashboard.domain.units import spoken
from dashboard.figures.scale import drawable
from dashboard.lanes._treatments.courses import courses

RULES: Final = 2  # another number as soon as a summary holds something else
KINDS: Final = tuple(TimeKind)
MOST_BARS: Final = 40
TIMED: Final = "timed"
UNREAD: Final[dict[str, Any]] = {
    **dict.fromkeys(("years", "highest")),
    "age": "",
    **dict.fromkeys(("statements", "studies", "counts", "unlimited", "timeless", "more"), 0),
    "at": {},
    "untold": {},
    "exact": {},
    "from": {},
    "writing": [],
    "highest_words": "",
    "instant": False,
}
"""The summary of a case of which none is kept yet."""

Json = dict[str, Any]
Window = list[float | int | None]


@dataclass(frozen=True, slots=True)
class _Bar:
    """A treatment of one drug group: the event at whose start it begins, and how it ends: TIMED, a word, or None."""

    group: str
    event: str
    end: str | None


def summary_of(case: Case, chronology: Chronology) -> Json:
    """What lists show of the case; `docs/series.md` says what each entry means."""
    placed, found = place(case, chronology), milestones_of(case, chronology)
    at = {key: one.event for key, one in found.items() if one.event}
    bars = list(_bars(placed))
    moments = {key: moment_of(found, key) for key in at}
    told = _Clock(Distances(case, chronology), moments, bars[:MOST_BARS], _ends(placed))
    own = told.seen_from(ORIGIN)
    rows = {event: told.seen_from(event) for event in dict.fromkeys(at.values())}
    exact = {key: window[0] for key, window in own["m"].items() if key == OWN or _is_shift(own, rows[at[key]], window)}
    return {
        **_attributes(case, found),
        "at": at,
        "untold": {key: one.words for key, one in found.items() if one.among},
        "exact": exact,
        "from": {OWN: own} | {at[key]: rows[at[key]] for key in at if key not in exact},
        "unlimited": sum(map(_is_unlimited, placed)),
        "writing": [told_label(item.event) for item in placed if item.time.mark is Mark.AS_OF_WRITING],
        "timeless": sum(not drawable(item) for item in placed),
        "more": max(len(bars) - MOST_BARS, 0),
    }


def _is_shift(own: Json, row: Json, window: Window) -> bool:
    """True when `row`, the case seen from a milestone in that window, says of everything what its own clock says, but
    for the shift. Days are shifted alike where the milestone is exact; what is about, or doubted, need not be."""
    return window[0] is not None and window[3] == 0 and shifted(own, window[0]) == row


def shifted(own: Json, shift: float) -> Json:
    """A case as its own clock tells it, seen from the day `shift` of that clock."""
    ends = [
        [group, moved(start, shift), moved(end, shift) if isinstance(end, list) else end]
        for group, start, end in own["t"]
    ]
    return {
        "m": {key: moved(window, shift) for key, window in own["m"].items()},
        "t": ends,
        "c": [moved(window, shift) for window in own["c"]],
    }


def moved(window: Window, shift: float) -> Window:
    """A window seen from the day `shift`."""
    return [*(None if day is None else _day(day - shift) for day in window[:3]), window[3]]


def _attributes(case: Case, found: dict[str, Found]) -> Json:
    """What the case can be sorted and filtered by besides its milestones."""
    counts = sum(is_reported(event) for event in case.events)
    peak = case.event(found["highest-count"].event)
    return {
        "age": told_age(case),
        "years": years_of(told_age(case)),
        "statements": len(case.events),
        "studies": len(case.studies),
        "counts": counts,
        "highest": None if peak is None or peak.quantity is None else float(peak.quantity.number or 0),
        "highest_words": spoken(peak.quantity).rpartition(" ")[0] if peak is not None and peak.quantity else "",
        "instant": case.grain is Grain.INSTANT,
    }


@dataclass(frozen=True, slots=True)
class _Clock:
    """Tells the milestones, the treatments and the course of one case on any clock."""

    distances: Distances
    moments: dict[str, str]
    bars: list[_Bar]
    ends: tuple[str, ...]

    def seen_from(self, zero: str) -> Json:
        """Everything in days from the moment `zero`."""
        return {
            "m": {key: self._window(zero, moment) for key, moment in self.moments.items()},
            "t": [[bar.group, self._window(zero, bar.event), self._end(zero, bar)] for bar in self.bars],
            "c": [self._window(zero, moment) for moment in self.ends],
        }

    def _end(self, zero: str, bar: _Bar) -> Window | str | None:
        return self._window(zero, end_of(bar.event)) if bar.end == TIMED else bar.end

    def _window(self, zero: str, moment: str) -> Window:
        told = self.distances.between(zero, moment)
        return [_day(told.earliest), _day(told.latest), _day(told.nominal), KINDS.index(told.kind)]


def _bars(placed: Sequence[Placed]) -> Iterator[_Bar]:
    """One for each drug group of each treatment that was given, in the order of the record."""
    for item in placed:
        if item.event.kind is not Kind.TREATMENT or item.event.state is not State.PRESENT or not drawable(item):
            continue
        end = TIMED if isinstance(item.end, Timing) else item.end and str(item.end)
        for group in dict.fromkeys(course.drug for course in courses(item)):
            yield _Bar(group, item.event.id, end)


def _ends(placed: Sequence[Placed]) -> tuple[str, ...]:
    """The moments of the first and of the last known day: those with the lowest and with the highest limit."""
    dated = [(item.event.id, item.time) for item in placed if item.time.on_axis]
    dated += [(end_of(item.event.id), item.end) for item in placed if isinstance(item.end, Timing) and item.end.on_axis]
    if not dated:
        return ()
    first = min(dated, key=lambda one: inf if one[1].earliest is None else one[1].earliest)
    last = max(dated, key=lambda one: -inf if one[1].latest is None else one[1].latest)
    return first[0], last[0]


def _is_unlimited(item: Placed) -> bool:
    return item.time.mark is Mark.ORDER_ONLY and item.time.latest is None and drawable(item)


def _day(day: float | None) -> float | int | None:
    return None if day is None else round(day) if abs(day - round(day)) < 1e-6 else round(day, 4)
