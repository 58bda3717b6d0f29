"""The times of one case solved together: windows on any clock, intervals between moments, contradictions. What is
shown to people of it lives in `timing`.

A moment is named by an event's id (its start), `end_of(id)`, a name of `case.moments` or a named clock (its first day).
Only moments that take part in a relation stand in the network; a moment that is only tied to the case's own clock
keeps its window beside it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dashboard.domain.cases import Case
from dashboard.domain.events import Event
from dashboard.domain.joins import Joins
from dashboard.domain.links import ORIGIN, Link, Links
from dashboard.domain.measures import DAY, Grade
from dashboard.domain.network import Edge, NegativeCycle, Network
from dashboard.domain.nominals import Values, nominals_from, nominals_of_case
from dashboard.domain.relations import related_links, shared_limits
from dashboard.domain.statements import END_OF, end_of
from dashboard.domain.when import When
from dashboard.errors import Contradiction, Refused

__all__ = ["Chronology", "Window", "end_of", "solve"]


@dataclass(frozen=True, slots=True)
class Window:
    """Limits in days (None = no limit), and the nominal day (None = no single day follows from the record).

    `grade` is how well the record knows the distance: ORDER when no measured statement joins the two moments.
    """

    earliest: float | None
    latest: float | None
    nominal: float | None
    grade: Grade = field(default=Grade.ORDER, compare=False)

    @property
    def is_point(self) -> bool:
        """True when the record allows one value only."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def is_within_a_day(self) -> bool:
        """True when it is no longer than a day: told as a window it would be one."""
        return self.earliest is not None and self.latest is not None and self.latest - self.earliest < 1


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A moment, the name in the network that it hangs on, and its own limits, nominal and grade from there
    (microseconds)."""

    moment: str
    name: str
    low: int | None = 0
    high: int | None = 0
    nominal: int | None = 0
    grade: Grade = Grade.EXACT


_ORIGIN = _Anchored(ORIGIN, ORIGIN)


def solve(case: Case) -> "Chronology":
    """The solved times of `case`. Raises Contradiction; Refused where a reference, a clock or a zero is not there."""
    links = Links(case)
    return Chronology(case, links, list(related_links(case, links)))


class Chronology:
    """Every window and interval of one case; made by `solve`."""

    def __init__(self, case: Case, links: Links, related: list[Link]) -> None:
        self._events = {event.id: event for event in case.events}
        self._links = links
        names = dict.fromkeys((ORIGIN, *(name for link in related for name in (link.subject, link.reference))))
        self._points = {name: point for point, name in enumerate(names)}
        self._network = _network(self._points, related)
        self._joins = Joins(related)
        self._counted: dict[str, list[Link]] = {}
        for link in related:
            if link.measure.nominal is not None:
                self._counted.setdefault(link.reference, []).append(link)
        self._zeros = {ORIGIN: _ORIGIN}
        self._nominals = {ORIGIN: nominals_of_case(ORIGIN, self._counted, self._earliest)}

    @property
    def related(self) -> tuple[str, ...]:
        """The moments that stand in the network, besides the case's own clock."""
        return tuple(name for name in self._points if name != ORIGIN)

    def window(self, moment: str, zero: str | None = None) -> Window:
        """When `moment` was, in days from the moment `zero` (from the case's own day 0 without). Raises Refused."""
        there, here = self._anchored(moment), self._zero(ORIGIN if zero is None else zero)
        low, high = self._limits(there, here)
        nominal = self._nominal(there, here)
        grade = self._grade(there, here, low is not None and low == high, nominal)
        if nominal is not None:
            nominal = max(nominal, low) if low is not None else nominal
            nominal = min(nominal, high) if high is not None else nominal
        elif low is not None and low == high:
            nominal = low
        return Window(_days(low), _days(high), _days(nominal), grade)

    def own_day(self, event: Event) -> float | None:
        """The day of an event's start on the case's own clock, where one exact statement gives it and it takes part in
        no relation: for the many events of a long record, at a tenth of the cost of `window`. None for any other."""
        known = self._events.get(event.id, event)  # what is shown of an event may be less than what is known of it
        if known.id in self._points or len(known.at) != 1:
            return None
        found = self._links.own(known.at[0], known.id)
        return None if found is None or found.grade is not Grade.EXACT else _days(found.low)

    def interval(self, first: str, second: str) -> Window:
        """t(second) - t(first) in days. Raises Refused."""
        return self.window(second, first)

    def precedes(self, first: str, second: str) -> bool:
        """True when `first` cannot have been later than `second`, and the two are not one moment."""
        if first not in self._points or second not in self._points:
            return False
        there, here = self._points[second], self._points[first]
        onward = self._network.low(here, there)
        return onward is not None and onward >= 0 and self._network.low(there, here) != 0

    def _grade(self, there: _Anchored, here: _Anchored, point: bool, nominal: int | None) -> Grade:
        joined = self._joined(there, here)
        if point and joined <= Grade.BOUNDED:
            return Grade.EXACT
        if nominal is not None:
            return Grade.APPROXIMATE
        return joined if joined < Grade.ORDER else max(self._own(there), self._own(here))

    def _own(self, there: _Anchored) -> Grade:
        """How well a moment is known on the case's clock."""
        if self._nominal(there, _ORIGIN) is not None:
            return min(Grade.APPROXIMATE, self._joined(there, _ORIGIN))
        return self._joined(there, _ORIGIN)

    def _joined(self, there: _Anchored, here: _Anchored) -> Grade:
        if there.moment == here.moment:
            return Grade.EXACT
        return max(there.grade, here.grade, self._joins.grade(there.name, here.name))

    def _limits(self, there: _Anchored, here: _Anchored) -> tuple[int | None, int | None]:
        if there.moment == here.moment:
            return 0, 0
        low, high = self._network_limits(there.name, here.name)
        return _sum(low, there.low, _minus(here.high)), _sum(high, there.high, _minus(here.low))

    def _network_limits(self, there: str, here: str) -> tuple[int | None, int | None]:
        if there == here:
            return 0, 0
        points = self._points[here], self._points[there]
        return self._network.low(*points), self._network.high(*points)

    def _earliest(self, name: str) -> int | None:
        return self._network.low(self._points[ORIGIN], self._points[name])

    def _nominal(self, there: _Anchored, here: _Anchored) -> int | None:
        """From both nominals on the case's clock, else from statements that count one of the two from the other."""
        of_case = self._nominals[ORIGIN]
        both = _sum(of_case.get(there.name), there.nominal), _sum(of_case.get(here.name), here.nominal)
        if both[0] is not None and both[1] is not None:
            return both[0] - both[1]
        if ORIGIN in (there.name, here.name):
            return None
        if there.name < here.name:
            return _minus(self._nominal_chain(here, there))
        return self._nominal_chain(there, here)

    def _nominal_chain(self, there: _Anchored, here: _Anchored) -> int | None:
        onward = self._from(here.name).get(there.name)
        return _minus(self._from(there.name).get(here.name)) if onward is None else onward

    def _from(self, root: str) -> Values:
        if root not in self._nominals:
            self._nominals[root] = nominals_from(root, self._counted)
        return self._nominals[root]

    def _zero(self, moment: str) -> _Anchored:
        if moment not in self._zeros:
            self._zeros[moment] = self._anchored(moment)
        return self._zeros[moment]

    def _anchored(self, moment: str) -> _Anchored:
        if moment in self._points:
            return _Anchored(moment, moment)
        event = self._events.get(moment.removeprefix(END_OF))
        when = None if event is None else event.at if moment == event.id else event.until
        if not isinstance(when, When):
            raise Refused(f'the case has no event or moment "{moment}"')
        return _anchor(moment, self._links.of(moment, when, moment))


def _network(points: Mapping[str, int], links: list[Link]) -> Network:
    try:
        return Network(len(points), _edges(points, links))
    except NegativeCycle as cycle:
        said = tuple(dict.fromkeys(links[source].said for source in cycle.sources))
        raise Contradiction(f"These times cannot all be true: {'; '.join(said)}.", said) from cycle


def _edges(points: Mapping[str, int], links: list[Link]) -> Iterator[Edge]:
    for source, link in enumerate(links):
        reference, subject = points[link.reference], points[link.subject]
        if link.measure.high is not None:
            yield Edge(reference, subject, link.measure.high, source)
        if link.measure.low is not None:
            yield Edge(subject, reference, -link.measure.low, source)


def _anchor(moment: str, links: Iterable[Link]) -> _Anchored:
    """A moment outside the network, which only the case's own clock places."""
    measures = [link.measure for link in links]
    if len(measures) == 1:
        (only,) = measures
        return _Anchored(moment, ORIGIN, only.low, only.high, only.nominal, only.grade)
    low, high = shared_limits(measures)
    nominal = next((found.nominal for found in measures if found.nominal is not None), None)
    return _Anchored(moment, ORIGIN, low, high, nominal, min((found.grade for found in measures), default=Grade.ORDER))


def _sum(*parts: int | None) -> int | None:
    total = 0
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _minus(number: int | None) -> int | None:
    return None if number is None else -number


def _days(length: int | None) -> float | None:
    return None if length is None else length / DAY
