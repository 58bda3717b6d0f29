"""From gathered columns to packed cases: duplicates merged, versions told apart, and what each case comes to."""

from collections.abc import Callable, Iterator
from datetime import date
from math import inf, isnan
from typing import Any

import numpy as np

from dashboard.domain.cases import Case, Grain
from dashboard.domain.events import Kind, State
from dashboard.domain.packs import MOST, numbered, packed_columns
from dashboard.importers._assembly.cases import FIRST_DIAGNOSIS, FIRST_EVENT, agreed_person, head_of
from dashboard.importers._assembly.entries import NOBODY, Rows
from dashboard.importers._assembly.packed import Pack, PackedCase
from dashboard.importers._assembly.summary import Group, summary_of_groups
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._tables.clocks import DAY, NO_TIME
from dashboard.importers._tables.coded import Mask, Numbers
from dashboard.importers._tables.counts import is_moment
from dashboard.importers._tables.gathered import Columns, Gathered
from dashboard.importers._tables.verifying import count_to_verify
from dashboard.importers._tables.versions import standing

_WHOLE = len("2024-03-01")
_EPOCH = date(1970, 1, 1)


class Packing:
    """Packs the cases of what was gathered, and counts every row as accepted or merged."""

    def __init__(self, gathered: Gathered, tally: Tally, naming: Callable[[str], str]) -> None:
        self._all, self._tally, self._naming = gathered, tally, naming
        self._names = sorted(gathered.patients.texts)
        rank = np.empty(len(self._names), dtype=np.int64)
        rank[[gathered.patients.number(name) for name in self._names]] = np.arange(len(self._names))
        events = self._events = gathered.all()
        events.patient = rank[events.patient] if len(events) else events.patient
        keep = standing(events, gathered, tally)
        # By patient and time; what ties is told apart when a case is loaded.
        order = np.lexsort((events.start, events.patient))
        self._order = order[keep[order]]
        self._bounds = np.searchsorted(events.patient[self._order], np.arange(len(self._names) + 1)).tolist()
        self._merged = np.bincount(events.patient[~keep], events.weight[~keep], len(self._names)).astype(np.int64)
        self._shapes = sorted(gathered.shapes)  # a pack is the same in whatever order its shapes were met
        places = {text: place for place, text in enumerate(self._shapes)}
        self._places_of_shapes = np.array([places[text] for text in gathered.shapes], dtype=np.int64)
        self._times = np.array(gathered.times.texts, dtype=object)
        self._ends = np.array([text or None for text in gathered.times.texts], dtype=object)
        self._received = np.array(gathered.pool.received, dtype=object)
        self._number = np.array(gathered.pool.number, dtype=object)
        self._timed = _spread(list(map(is_moment, gathered.times.texts)), self._events)
        self._groups = _Groups(gathered, events, self._order)
        self._whole: Mask = np.array([len(text) >= _WHOLE for text in gathered.times.texts], dtype=np.bool_)
        kinds = [shape.kind is Kind.DIAGNOSIS and shape.state is State.PRESENT for shape in gathered.kinds]
        self._diagnoses: Mask = np.array(kinds, dtype=np.bool_)
        count_to_verify(self._events, self._order, gathered, tally)

    def cases(self) -> Iterator[PackedCase]:
        """The cases in the order of their patients' keys; none of a patient who stood in a damaged file alone."""
        for number, patient in enumerate(self._names):
            begin, end = self._bounds[number : number + 2]
            if begin < end or patient in self._all.persons:
                yield self._case(number, patient, self._order[begin:end])

    def _case(self, number: int, patient: str, here: Numbers) -> PackedCase:
        name = self._naming(patient)
        told = self._all.persons.get(patient, {})
        person = agreed_person(told, name, self._tally) if len(told) > 1 else next(iter(told), NOBODY)
        zero, origin = (person.zero, "") if person.zero else self._zero(here)
        grain = Grain.INSTANT if self._timed[here].any() else Grain.DAY
        head = head_of(patient, name, person, zero, origin, grain)
        alone = sum(rows.first for rows in told.values())
        weight = self._events.weight[here]
        accepted = int(weight.sum())
        merged = int(self._merged[number]) + sum(rows.again for rows in told.values())
        self._tally.many(accepted=accepted + alone, merged=merged)
        odd = np.flatnonzero(weight != 1).tolist()
        weights = {self._id(int(here[place])): int(weight[place]) for place in odd}
        summary = summary_of_groups(self._groups.of(number, head))
        return PackedCase(head, tuple(self._packs(here)), summary, Rows(weights, alone))

    def _packs(self, here: Numbers) -> Iterator[Pack]:
        events = self._events
        for begin in range(0, len(here), MOST):
            part = here[begin : begin + MOST]
            used, shape = np.unique(self._places_of_shapes[events.shape[part]], return_inverse=True)
            value = events.value[part]
            columns = [
                self._ids(part),
                None,
                self._times[events.at[part]].tolist(),
                self._ends[events.until[part]].tolist(),
                self._received[value].tolist(),
                self._number[value].tolist(),
                self._places(part),
            ]
            yield len(part), packed_columns([self._shapes[code] for code in used.tolist()], shape, columns)

    def _ids(self, part: Numbers) -> Any:
        spaces = self._events.space[part]
        space = self._all.spaces[spaces[0]]
        if space.hashed and (spaces == spaces[0]).all():
            return numbered(f"{space.prefix}-", self._events.key[part], hexadecimal=True)
        return [self._id(place) for place in part.tolist()]

    def _id(self, place: int) -> str:
        space, key = self._all.spaces[self._events.space[place]], int(self._events.key[place])
        return f"{space.prefix}-{key:016x}" if space.hashed else self._all.keys.texts[key]

    def _places(self, part: Numbers) -> Any:
        files, rows = self._events.file[part], self._events.row[part]
        if (files == files[0]).all():
            return numbered(f"{self._all.files[files[0]]}, row ", rows)
        names = self._all.files
        return [f"{names[file]}, row {row}" for file, row in zip(files.tolist(), rows.tolist(), strict=True)]

    def _zero(self, here: Numbers) -> tuple[str, str]:
        """What day 0 is, and its date: the first diagnosis, else the first event that has one. Events are sorted."""
        dated = here[self._events.start[here] != NO_TIME]
        whole = dated[self._whole[self._events.at[dated]]]
        whole = whole if len(whole) else dated
        diagnoses = whole[self._diagnoses[self._events.shape[whole]]]
        chosen = diagnoses if len(diagnoses) else whole
        if not len(chosen):
            return FIRST_EVENT, ""
        name = FIRST_DIAGNOSIS if len(diagnoses) else FIRST_EVENT
        text = self._all.times.texts[self._events.at[chosen[0]]]
        if len(text) >= _WHOLE:
            return name, text[:_WHOLE]
        return f"earliest day of the {name}", f"{text}-01-01"[:_WHOLE]


class _Groups:
    """Events by patient and shape, each group with its range of numbers and of days, worked out at once for all."""

    def __init__(self, gathered: Gathered, events: Columns, kept: Numbers) -> None:
        self._all = gathered
        owners = events.patient[kept] * max(1, len(gathered.shapes)) + events.shape[kept]
        order = kept[np.argsort(owners, kind="stable")]
        patient, shape = events.patient[order], events.shape[order]
        new = np.ones(len(order), dtype=np.bool_)
        new[1:] = (patient[1:] != patient[:-1]) | (shape[1:] != shape[:-1])
        edges = np.flatnonzero(new)
        self._patient, self._shape = patient[edges], shape[edges].tolist()
        self._n = np.diff(np.append(edges, len(order))).tolist()
        number = np.array(gathered.pool.as_float)[events.value[order]]
        start, end = events.start[order], events.end[order]
        self._valued = _reduced(np.maximum, events.value[order], edges) if len(order) else []
        self._low = _reduced(np.fmin, number, edges)
        self._high = _reduced(np.fmax, number, edges)
        self._first = _reduced(np.minimum, start, edges)
        self._last = _reduced(np.maximum, np.where(end == NO_TIME, np.iinfo(np.int64).min, end), edges)

    def of(self, patient: int, head: Case) -> Iterator[Group]:
        """The groups of one patient."""
        origin = (date.fromisoformat(head.origin) - _EPOCH).days * DAY if head.origin else 0
        begin, stop = np.searchsorted(self._patient, (patient, patient + 1)).tolist()
        for place in range(begin, stop):
            shape = self._all.kinds[self._shape[place]]
            measured = self._valued[place] > 0
            unit = shape.unit_received if shape.unit is None else shape.unit
            low, high = self._low[place], self._high[place]
            yield Group(
                str(shape.kind),
                (shape.details or {}).get("code", "") if measured else "",
                shape.term if measured else "",
                unit if measured else "",
                self._n[place],
                inf if isnan(low) else low,
                -inf if isnan(high) else high,
                _day(self._first[place], origin, head.grain, inf),
                _day(self._last[place], origin, head.grain, -inf),
            )


def _reduced(how: Any, values: Any, edges: Numbers) -> list[Any]:
    found: list[Any] = how.reduceat(values, edges).tolist() if len(edges) else []
    return found


def _day(moment: int, origin: int, grain: Grain, unknown: float) -> float:
    if moment in (NO_TIME, int(np.iinfo(np.int64).min)):
        return unknown
    return (moment - origin) // DAY if grain is Grain.DAY else (moment - origin) / DAY


def _spread(of_text: list[bool], events: Columns) -> Mask:
    """For every event whether its time or its end has that property."""
    marks = np.array(of_text, dtype=np.bool_)
    found: Mask = marks[events.at] | marks[events.until] if len(events) else np.empty(0, dtype=np.bool_)
    return found
