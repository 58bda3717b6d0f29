"""From gathered columns to packed cases: duplicates merged, versions told apart, and what each case comes to."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from math import inf

import numpy as np

from dashboard.domain.cases import Case, Grain
from dashboard.domain.events import Kind
from dashboard.domain.packs import MOST, packed_columns
from dashboard.domain.plausibility import STEEPEST, Sample, implausible
from dashboard.domain.ucum import COUNT
from dashboard.importers._assembly.cases import FIRST_DIAGNOSIS, FIRST_EVENT, agreed_person, head_of
from dashboard.importers._assembly.entries import Rows
from dashboard.importers._assembly.ids import digest
from dashboard.importers._assembly.packed import Pack, PackedCase
from dashboard.importers._assembly.summary import Group, summary_of_groups
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._tables.clocks import DAY
from dashboard.importers._tables.gathered import NO_TIME, Gathered

_WHOLE = len("2024-03-01")
_EPOCH = date(1970, 1, 1)
_Numbers = np.ndarray
_LIMITS = ((np.minimum.reduceat, inf), (np.maximum.reduceat, -inf))


class Packing:
    """Packs the cases of what was gathered, and counts every row as accepted or merged."""

    def __init__(self, gathered: Gathered, tally: Tally, naming: Callable[[str], str]) -> None:
        self._all, self._tally, self._naming = gathered, tally, naming
        self._places = gathered.places()
        self._unique = len(set(gathered.id)) == len(gathered.id)
        self._as_float = [np.array(values.as_float) for values in gathered.values]

    def cases(self) -> Iterator[PackedCase]:
        """The cases in the order of their patients' keys."""
        for number, patient in enumerate(self._places.names):
            yield self._case(patient, self._places.of(number))

    def _case(self, patient: str, places: _Numbers) -> PackedCase:
        every = self._all
        kept = places.tolist()
        ids = every.id
        renamed: dict[int, str] = {}
        if not self._unique and len({ids[place] for place in kept}) < len(kept):
            kept, renamed = self._resolved(kept)
        name = self._naming(patient)
        told = every.persons.get(patient, {})
        person = agreed_person(told, name, self._tally)
        zero, origin = (person.zero, "") if person.zero else self._zero(kept)
        grain = Grain.INSTANT if self._timed(kept) else Grain.DAY
        head = head_of(patient, name, person, zero, origin, grain)
        weights = {renamed.get(place, ids[place]): every.weight[place] for place in kept if every.weight[place] != 1}
        accepted = sum(every.weight[place] for place in kept)
        total = sum(every.weight[place] for place in places.tolist())
        alone = sum(1 for rows in told.values() if rows)
        self._tally.many(accepted=accepted + alone, merged=total - accepted + sum(told.values()) - alone)
        groups = list(self._groups(kept, head))
        self._verify(kept, head)
        return PackedCase(head, tuple(self._packs(kept, renamed)), summary_of_groups(groups), Rows(weights, alone))

    def _packs(self, kept: Sequence[int], renamed: dict[int, str]) -> Iterator[Pack]:
        every = self._all
        for begin in range(0, len(kept), MOST):
            part = kept[begin : begin + MOST]
            numbers: dict[int, int] = {}
            shape = [numbers.setdefault(every.shape_of[place], len(numbers)) for place in part]
            ids = [every.id[place] for place in part]
            if renamed:
                ids = [renamed.get(place, name) for place, name in zip(part, ids, strict=True)]
            starts = [every.start[place] for place in part]
            columns = [
                ids,
                [None if start == NO_TIME else start for start in starts],
                [every.at[place] for place in part],
                [every.until[place] for place in part],
                [every.values[every.value_set[place]].received[every.value[place]] for place in part],
                [every.values[every.value_set[place]].number[every.value[place]] for place in part],
                [f"{every.files[every.file[place]]}, row {every.row[place]}" for place in part],
            ]
            yield len(part), packed_columns([every.shapes[number] for number in numbers], shape, columns)

    def _resolved(self, places: Sequence[int]) -> tuple[list[int], dict[int, str]]:
        """Of the events of one id those that stand: the newest version, each statement once. Different ones that no
        version tells apart are all kept, under ids of their own: nothing says which is right."""
        every = self._all
        groups: dict[str, list[int]] = {}
        for place in places:
            groups.setdefault(every.id[place], []).append(place)
        kept: set[int] = set()
        renamed: dict[int, str] = {}
        for name, group in groups.items():
            distinct = self._distinct(group) if len(group) > 1 else {"": group[0]}
            first, *others = sorted(distinct)
            kept.add(distinct[first])
            for said in others:
                kept.add(distinct[said])
                renamed[distinct[said]] = f"{name[:47]}.{digest(said)}"
            if others:
                self._tally.note(
                    f"{every.files[every.file[group[0]]]}: rows of one key that differ are kept side by side"
                )
        return [place for place in places if place in kept], renamed

    def _distinct(self, group: Sequence[int]) -> dict[str, int]:
        every = self._all
        updated = every.updated
        newest = max((updated[place] for place in group), default="") if updated else ""
        found: dict[str, int] = {}
        for place in group:
            if not updated or updated[place] == newest:
                said = self._said(place)
                before = found.get(said)
                if before is None or (every.files[every.file[place]], every.row[place]) < (
                    every.files[every.file[before]],
                    every.row[before],
                ):
                    found[said] = place
        return found

    def _said(self, place: int) -> str:
        every = self._all
        values = every.values[every.value_set[place]]
        value = every.value[place]
        parts = (every.at[place], every.until[place], values.received[value], values.number[value])
        return repr((*parts, every.shapes[every.shape_of[place]]))

    def _timed(self, kept: Sequence[int]) -> bool:
        every = self._all
        return any("T" in every.at[place] for place in kept) or any(
            "T" in until for place in kept if (until := every.until[place]) is not None
        )

    def _zero(self, kept: Sequence[int]) -> tuple[str, str]:
        """What day 0 is, and its date: the first diagnosis, else the first event that has one."""
        every = self._all
        dated = [place for place in kept if every.at[place]]
        whole = [place for place in dated if len(every.at[place]) >= _WHOLE] or dated
        diagnoses = [place for place in whole if every.kinds[every.shape_of[place]].kind is Kind.DIAGNOSIS]
        first = min(diagnoses or whole, key=every.start.__getitem__, default=None)
        if first is None:
            return FIRST_EVENT, ""
        name, at = FIRST_DIAGNOSIS if diagnoses else FIRST_EVENT, every.at[first]
        if len(at) >= _WHOLE:
            return name, at[:_WHOLE]
        return f"earliest day of the {name}", f"{at}-01-01"[:_WHOLE]

    def _groups(self, kept: Sequence[int], head: Case) -> Iterator[Group]:
        """The events by shape, each with its range of numbers and days."""
        every = self._all
        if not kept:
            return
        places = np.array(kept)
        shapes = np.array([every.shape_of[place] for place in kept])
        numbers = np.array([self._as_float[every.value_set[place]][every.value[place]] for place in kept])
        origin = (date.fromisoformat(head.origin) - _EPOCH).days * DAY if head.origin else 0
        start = np.array([every.start[place] for place in kept], dtype=np.int64)
        end = np.array([every.end[place] for place in kept], dtype=np.int64)
        low = np.where(start == NO_TIME, inf, (start - origin) / DAY)
        high = np.where(end == NO_TIME, -inf, (end - origin) / DAY)
        if head.grain is Grain.DAY:
            low, high = np.floor(low), np.floor(high)
        order = np.argsort(shapes, kind="stable")
        edges = np.flatnonzero(np.diff(shapes[order], prepend=-1))
        least, most = (reduced(np.nan_to_num(numbers[order], nan=fill), edges) for reduced, fill in _LIMITS)
        first, last = np.minimum.reduceat(low[order], edges), np.maximum.reduceat(high[order], edges)
        counts = np.diff(np.append(edges, len(places)))
        for number, edge in enumerate(edges):
            shape = every.kinds[shapes[order[edge]]]
            measured = shape.unit is not None or self._has_value(kept[order[edge]])
            yield Group(
                str(shape.kind),
                (shape.details or {}).get("code", "") if measured else "",
                shape.term if measured else "",
                (shape.unit_received if shape.unit is None else shape.unit) if measured else "",
                int(counts[number]),
                float(least[number]),
                float(most[number]),
                float(first[number]),
                float(last[number]),
            )

    def _has_value(self, place: int) -> bool:
        every = self._all
        return every.values[every.value_set[place]].received[every.value[place]] is not None

    def _verify(self, kept: Sequence[int], head: Case) -> None:
        """Count the leukocyte counts that are to be verified (D4); they are marked whenever the case is opened."""
        every = self._all
        wanted = {
            number
            for number, shape in enumerate(every.kinds)
            if shape.unit == COUNT and (shape.details or {}).get("analyte") == "leukocytes"
        }
        samples = [sample for place in kept if every.shape_of[place] in wanted for sample in self._samples(place)]
        for why in implausible(samples).values():
            self._tally.verify("Leukocytes", _reason(why))

    def _samples(self, place: int) -> Iterator[Sample]:
        every = self._all
        number = every.values[every.value_set[place]].number[every.value[place]]
        if number is not None:
            start, end = every.start[place], every.end[place]
            earliest = None if start == NO_TIME else start / DAY
            yield Sample(str(place), Decimal(number), earliest, None if end == NO_TIME else end / DAY)


def _reason(flag: str) -> str:
    """The kind of a flag, without the number of the one value."""
    words = flag.partition(": ")[2]
    return f"rises more than ×{STEEPEST} {words.partition(' ')[2]}" if words.startswith("×") else words
