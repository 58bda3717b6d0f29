"""Which moments of a case take part in a relation, and so stand in its network. The others cost next to nothing."""

from collections.abc import Iterable, Iterator

from dashboard.domain.cases import Case
from dashboard.domain.events import Event
from dashboard.domain.links import ORIGIN, Link, Links
from dashboard.domain.measures import Measure
from dashboard.domain.statements import Count, Offset, Order, end_of
from dashboard.domain.when import When


def related_links(case: Case, links: Links) -> Iterator[Link]:
    """Every link of every event that takes part in a relation, and those of the case's clocks, moments and day 0."""
    references = _references(case)
    for event in case.events:
        if event.id in references or end_of(event.id) in references or not _stands_alone(event, links):
            yield from links.of_event(event)
            if end_of(event.id) in references and not isinstance(event.until, When):
                yield links.of_unstated_end(event)
    for name, when in case.moments.items():
        yield links.of_name(name)
        yield from links.of(name, when, name)
    yield from map(links.of_clock, case.clocks)
    if case.zero:
        yield from links.of_zero(case.zero)


def shared_limits(measures: Iterable[Measure]) -> tuple[int | None, int | None]:
    """The limits that hold for all of them; low may exceed high, which is a contradiction."""
    listed = list(measures)
    lows = [found.low for found in listed if found.low is not None]
    highs = [found.high for found in listed if found.high is not None]
    return max(lows, default=None), min(highs, default=None)


def _references(case: Case) -> set[str]:
    references = {case.zero, *(clock.zero for clock in case.clocks)}
    for event in case.events:
        references.update(_of_when(event.at))
        if isinstance(event.until, When):
            references.update(_of_when(event.until))
    for when in case.moments.values():
        references.update(_of_when(when))
    return references


def _of_when(when: When) -> Iterator[str]:
    return (part.reference for part in when if isinstance(part, Offset | Order))


def _stands_alone(event: Event, links: Links) -> bool:
    """True when only the case's own clock places the event, without a contradiction and without its end narrowing
    its start."""
    until = event.until if isinstance(event.until, When) else When()
    if any(isinstance(part, Offset | Order | Count) for part in (*event.at, *until)):
        return False
    if not until and len(event.at) < 2:
        return True
    (low, high), (end_low, end_high) = (
        shared_limits(link.measure for link in links.of(ORIGIN, when, event.id)) for when in (event.at, until)
    )
    ordered = _holds(low, high) and _holds(end_low, end_high)
    return ordered and (not until or (high is not None and end_low is not None and high <= end_low))


def _holds(low: int | None, high: int | None) -> bool:
    return low is None or high is None or low <= high
