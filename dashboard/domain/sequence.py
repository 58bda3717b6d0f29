"""The order in which a person steps through a case, and the numbers of the chips. Times themselves live in `timing`."""

from collections.abc import Iterable, Sequence
from math import inf

from dashboard.domain.chronology import Chronology
from dashboard.domain.events import Event
from dashboard.domain.placed import Mark, Placed, TimeKind, Timing

Ranks = dict[str, int]
Key = tuple[float, int, int]


def sequence(placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """The events in the order of their `seq`, the others among them by nominal or earliest day; without a place last.

    Events that tie keep the order of the record.
    """
    listed = list(placed)
    keys = sequence_keys(listed, range(len(listed)))
    return tuple(listed[place] for place in sorted(range(len(listed)), key=keys.__getitem__))


def sequence_keys(listed: Sequence[Placed], places: Sequence[int]) -> list[Key]:
    """What each event is sorted by in `sequence`; `places` are theirs in the record, by which those that tie stand."""
    keys: dict[int, Key] = {}
    reached = -inf
    numbered = [turn for turn in range(len(listed)) if listed[turn].event.seq is not None]
    numbered.sort(key=lambda turn: (listed[turn].event.seq, position(listed[turn].time), places[turn]))
    for rank, turn in enumerate(numbered):
        here = position(listed[turn].time)
        reached = max(reached, here) if here < inf else reached
        keys[turn] = (reached, 0, rank)
    for turn, one in enumerate(listed):
        at_end = one.time.mark is Mark.AS_OF_WRITING
        here = max(reached, position(one.time)) if at_end else position(one.time)
        keys.setdefault(turn, (here, 1, places[turn]))
    return [keys[turn] for turn in range(len(listed))]


def position(time: Timing) -> float:
    """The day by which a time is sorted: nominal, else earliest, else latest; infinity without a place."""
    for day in (time.nominal, time.earliest, time.latest):
        if day is not None:
            return day
    return inf


def ranks(events: Sequence[Event], kinds: dict[str, TimeKind], chronology: Chronology) -> Ranks:
    """Chip numbers by event id: the record's own `seq`; where it gives none at all, dense ranks of the order-only
    events by what the solved order allows, equal where none must come first."""
    stated = {event.id: event.seq for event in events if event.seq is not None}
    return stated or _dense([event.id for event in events if kinds[event.id] is TimeKind.ORDER_ONLY], chronology)


def _dense(names: list[str], chronology: Chronology) -> Ranks:
    related = set(chronology.related)
    names = [name for name in names if name in related]
    earlier = {name: [other for other in names if chronology.precedes(other, name)] for name in names}
    found: Ranks = {}
    for name in sorted(earlier, key=lambda one: len(earlier[one])):
        found[name] = 1 + max((found[other] for other in earlier[name]), default=0)
    return found
