"""Ledger: all events of a case on one clock. Most stand one by one; the results of an analyte that has very many are a
series of columns. Both together are the record, in one order."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, TypeVar

import numpy as np

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.events import Event, Kind, State
from dashboard.domain.exact_times import teller_of
from dashboard.domain.placed import Mark, Placed, TimeKind
from dashboard.domain.sequence import DIGITS, sequence_keys
from dashboard.domain.timing import place
from dashboard.figures.series import Floats, Places, Series, series_of

LEAST: Final = 121  # fewer results are drawn one by one wherever they stand

MOST_DERIVED: Final = 32

Key = tuple[str, str | None]
T = TypeVar("T")
C = TypeVar("C")


@dataclass(frozen=True, eq=False)
class Ledger:
    """`placed` in the order of the case, with their `places` in the record, and the `series`; `derived` is what was
    worked out of them."""

    placed: tuple[Placed, ...]
    places: tuple[int, ...]
    series: tuple[Series, ...] = ()
    derived: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.placed) + sum(map(len, self.series))

    @property
    def told_by_numbers(self) -> bool:
        """Whether the times of the series are told by their days alone, and not as approximate."""
        return all(one.teller.kind in (TimeKind.EXACT, TimeKind.BOUNDED) for one in self.series)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` derives from this ledger under that key, kept with it."""
        found: T | None = self.derived.get(key)
        if found is None:  # another thread may clear what is kept at any moment
            found = make()
            if len(self.derived) >= MOST_DERIVED:
                self.derived.clear()
            self.derived[key] = found
        return found

    def item(self, rank: int) -> Placed:
        """The event at that rank (from 0) of the order in which a person steps through the case."""
        inside, series = self._found(rank)
        return self.placed[inside] if series is None else series.item(inside)

    def event(self, rank: int) -> Event:
        """`item` without its time."""
        inside, series = self._found(rank)
        return self.placed[inside].event if series is None else series.events[inside]

    def column(self, of_item: Callable[[Placed], C], of_series: Callable[[Series], Sequence[C]]) -> list[C]:
        """One thing of every event, by rank; `of_series` gives it for all of a series at once."""
        found: list[C] = [of_item(item) for item in self.placed]
        for one in self.series:
            found += of_series(one)
        return [found[at] for at in self._order.tolist()]

    def _found(self, rank: int) -> tuple[int, Series | None]:
        at = int(self._order[rank])
        source = int(np.searchsorted(self._starts, at, side="right")) - 1
        return at - int(self._starts[source]), self.series[source - 1] if source else None

    def rank(self, event_id: str) -> int | None:
        """The rank of an event, or None where the case has none of that id."""
        return self._ranks.get(event_id)

    @cached_property
    def dated(self) -> Places:
        """The ranks of the events that somebody steps through: all but those that the record does not date."""
        order, undated = self._order, [item.time.mark is Mark.NOT_DATED for item in self.placed]
        skipped: Places = np.flatnonzero(undated)
        return np.flatnonzero(~np.isin(order, skipped))

    @cached_property
    def _starts(self) -> Places:
        """Where placed events and each series begin when all stand one behind the other."""
        return np.cumsum([0, len(self.placed), *map(len, self.series[:-1])]) if self.series else np.zeros(1, np.intp)

    @cached_property
    def _keys(self) -> tuple[Floats, Places, Places]:
        """The columns of `sequence_keys` for all events, placed ones first, then each series."""
        own = sequence_keys(self.placed, self.places)
        days = [np.array([key[0] for key in own], float), *(np.round(one.days, DIGITS) for one in self.series)]
        among = [np.array([key[1] for key in own], np.intp), *(np.ones(len(one), np.intp) for one in self.series)]
        places = [np.array([key[2] for key in own], np.intp), *(one.places for one in self.series)]
        return np.concatenate(days), np.concatenate(among), np.concatenate(places)

    @cached_property
    def _order(self) -> Places:
        days, among, places = self._keys
        return np.lexsort((places, among, days))

    @cached_property
    def _ranks(self) -> dict[str, int]:
        ids = [item.event.id for item in self.placed]
        ids += [event.id for one in self.series for event in one.events]
        return {ids[at]: rank for rank, at in enumerate(self._order.tolist())}


def ledger_of(case: Case, chronology: Chronology, zero: str | None = None, known: Ledger | None = None) -> Ledger:
    """The ledger of a case, in days from the moment `zero` (from its own day 0 without); `known` is another one of the
    same case. Raises Refused where there is no such moment, or where no day of a series follows from it."""
    columns = tuple(_columns(case.events, chronology.own_day)) if known is None else known.series
    held = frozenset[str]().union(*(one.ids for one in columns))
    rest = [event for event in case.events if event.id not in held] if held else case.events
    placed = place(case, chronology, zero, events=rest)
    series = tuple(replace(one, teller=teller_of(case, chronology, one.events[0], zero)) for one in columns)
    places = {event.id: number for number, event in enumerate(case.events)}
    return Ledger(placed, tuple(places[item.event.id] for item in placed), series)


def as_ledger(placed: Sequence[Placed] | Ledger) -> Ledger:
    """The ledger of events that are all placed already, in the order of the case; a ledger stays as it is."""
    if isinstance(placed, Ledger):
        return placed
    exact = {item.event.id: item.time.earliest for item in placed if item.time.mark is Mark.EXACT}
    columns = _columns([item.event for item in placed], lambda event: exact.get(event.id))
    series = tuple(replace(one, told=tuple(placed[at] for at in one.places.tolist())) for one in columns)
    held = frozenset[str]().union(*(one.ids for one in series))
    rest = [number for number, item in enumerate(placed) if item.event.id not in held]
    return Ledger(tuple(placed[number] for number in rest), tuple(rest), series)


def _columns(events: Sequence[Event], day_of: Callable[[Event], float | None]) -> Iterator[Series]:
    """The results that form a series, by term and unit, where there are very many."""
    found: dict[Key, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        if _may_join(event):
            found[event.term, event.quantity.unit if event.quantity else None].append(number)
    for numbers in found.values():
        if len(numbers) >= LEAST:
            dated = [(n, day) for n in numbers if (day := day_of(events[n])) is not None]
            if len(dated) >= LEAST:
                places, days = np.array([n for n, _ in dated], np.intp), np.array([day for _, day in dated])
                yield series_of([events[n] for n, _ in dated], days, places)


def _may_join(event: Event) -> bool:
    quantity = event.quantity
    return (
        event.kind is Kind.LAB
        and quantity is not None
        and quantity.number is not None
        and event.state is State.PRESENT
        and event.until is None
        and event.seq is None
        and not event.details.get("time_kind")
    )
