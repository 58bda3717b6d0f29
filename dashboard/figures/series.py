"""Series: the many results of one analyte as columns, so that a long record costs numbers and not objects.

Which results form a series is decided in `ledger`, which points of it are drawn in `thinning`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.events import Event
from dashboard.domain.exact_times import AS_IS, Teller
from dashboard.domain.placed import Mark, Placed, Timing

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]
BELOW: Final = "<"


@dataclass(frozen=True, eq=False)
class Series:
    """Present, numeric results of one term and one unit, each at one exact time, from the earliest to the latest.

    `own` are their days on the case's own clock, which `teller` tells from the shown day 0; `values` are in the
    canonical unit, `places` are those of the record. `told` are the same results with their times, where those are
    known already.
    """

    events: tuple[Event, ...]
    own: Floats
    values: Floats
    places: Places
    teller: Teller = AS_IS
    told: tuple[Placed, ...] = ()

    def __len__(self) -> int:
        return len(self.events)

    def item(self, at: int) -> Placed:
        """One result, with its time."""
        if self.told:
            return self.told[at]
        return Placed(self.events[at], self.teller.time(float(self.own[at])))

    def bare(self) -> Iterator[Placed]:
        """All results, with the kind of their time and not the time itself."""
        time = Timing(self.teller.kind, Mark(self.teller.kind.value))
        return (Placed(event, time) for event in self.events)

    @cached_property
    def days(self) -> Floats:
        """Days from the shown day 0; where that is not exact, the nominal or the earliest ones."""
        return self.own + self.teller.shift

    @cached_property
    def sample(self) -> Placed:
        """Any one of them, by which a lane knows what all are."""
        return self.item(0)

    @property
    def unit(self) -> str:
        """The canonical unit; "" for a number without one."""
        quantity = self.events[0].quantity
        return (quantity.unit or "") if quantity is not None else ""

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the events."""
        return frozenset(event.id for event in self.events)

    @cached_property
    def limits(self) -> NDArray[np.int8]:
        """-1 where the laboratory says "less than", 1 where it says "more than", 0 for a number as such."""
        return np.fromiter((_limit(event) for event in self.events), np.int8, len(self))

    @cached_property
    def flagged(self) -> Flags:
        """Where the record says that something is to be looked at: to verify, in conflict, an issue."""
        return np.fromiter((_is_flagged(event) for event in self.events), np.bool_, len(self))

    @cached_property
    def numbers(self) -> Flags:
        """Where there is a number as such: what a linear scale has a place for."""
        found: Flags = self.limits == 0
        return found

    @cached_property
    def above_zero(self) -> Flags:
        """Where there is a number above zero: what a log scale has a place for."""
        found: Flags = self.numbers & (self.values > 0)
        return found


def series_of(events: Sequence[Event], days: Floats, places: Places, told: Sequence[Placed] = ()) -> Series:
    """The series of events that are exact at `days`, in the order of time; `places` are theirs in the record, `told`
    the same events with their times, where those are known."""
    order = np.argsort(days, kind="stable")
    listed = order.tolist()
    own = tuple(events[at] for at in listed)
    values = np.fromiter(map(_number, own), float, len(own))
    return Series(own, days[order], values, places[order], told=tuple(told[at] for at in listed) if told else ())


def _number(event: Event) -> float:
    assert event.quantity is not None and event.quantity.number is not None, "a series holds numbers"
    return float(event.quantity.number)


def _limit(event: Event) -> int:
    comparator = "" if event.quantity is None else event.quantity.comparator
    if not comparator:
        return 0
    return -1 if comparator.startswith(BELOW) else 1


def _is_flagged(event: Event) -> bool:
    return bool(event.issues or event.detail("verify") or event.detail("conflict"))
