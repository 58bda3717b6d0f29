"""The events of all tables of an import as long columns, and from them the packed cases: sorted, each statement once."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from dashboard.domain.packs import Shape
from dashboard.importers._assembly.entries import Person
from dashboard.importers._assembly.ids import digest
from dashboard.importers._tables.values import Values

NO_TIME = np.iinfo(np.int64).max
"""Stands for a start that is not known: such events come last."""

_Numbers = np.ndarray


@dataclass(frozen=True, slots=True)
class Columns:
    """Events of one rule, one entry each. `weight` are the rows that each stands for (None: one)."""

    patient: Sequence[str]
    id: Sequence[str]
    at: Sequence[str]
    start: Sequence[int | None]
    span: Sequence[int]
    until: Sequence[str | None]
    until_start: Sequence[int | None]
    until_span: Sequence[int]
    value: Sequence[int]
    shape: Sequence[int]
    row: Sequence[int]
    weight: Sequence[int] | None
    updated: Sequence[str] | None


@dataclass(slots=True)
class Gathered:
    """Grows while the files are read. Values are kept by index among `values`, shapes among `shapes`, files and rows by
    number; only ids and times are texts of their own."""

    patients: dict[str, int] = field(default_factory=dict)
    persons: dict[str, dict[Person, int]] = field(default_factory=dict)
    shapes: list[str] = field(default_factory=list)
    kinds: list[Shape] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    values: list[Values] = field(default_factory=list)
    verify: Counter[tuple[str, str]] = field(default_factory=Counter)
    id: list[str] = field(default_factory=list)
    at: list[str] = field(default_factory=list)
    until: list[str | None] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    patient: "array[int]" = field(default_factory=lambda: array("i"))
    shape_of: "array[int]" = field(default_factory=lambda: array("i"))
    start: "array[int]" = field(default_factory=lambda: array("q"))
    end: "array[int]" = field(default_factory=lambda: array("q"))
    value: "array[int]" = field(default_factory=lambda: array("i"))
    value_set: "array[int]" = field(default_factory=lambda: array("h"))
    row: "array[int]" = field(default_factory=lambda: array("i"))
    file: "array[int]" = field(default_factory=lambda: array("h"))
    weight: "array[int]" = field(default_factory=lambda: array("i"))
    _numbers: dict[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.id)

    def begin(self, file: str, values: Values) -> None:
        """The events that follow come from this file, and their values from there."""
        self.files.append(file)
        self.values.append(values)

    def shape(self, shape: Shape) -> int:
        """The number of a shape."""
        text = shape.text()
        number = self._numbers.setdefault(text, len(self.shapes))
        if number == len(self.shapes):
            self.shapes.append(text)
            self.kinds.append(shape)
            self.marks.append(digest(text))
        return number

    def tell(self, patient: str, person: Person, rows: int) -> None:
        """Facts about a person, told in so many rows."""
        told = self.persons.setdefault(patient, {})
        told[person] = told.get(person, 0) + rows
        self.patients.setdefault(patient, len(self.patients))

    def add(self, columns: Columns, first: Sequence[bool]) -> None:
        """Take the events of a rule. `first` is True where no rule before has counted the rows of the record."""
        count = len(columns.id)
        for name in set(columns.patient):
            self.patients.setdefault(name, len(self.patients))
        numbers = self.patients
        self.patient.extend([numbers[name] for name in columns.patient])
        self.id.extend(columns.id)
        self.at.extend(columns.at)
        self.until.extend(columns.until)
        self.shape_of.extend(columns.shape)
        self.value.extend(columns.value)
        self.value_set.extend([len(self.values) - 1] * count)
        self.row.extend(columns.row)
        self.file.extend([len(self.files) - 1] * count)
        self.start.extend([NO_TIME if moment is None else moment for moment in columns.start])
        self.end.extend(_latest(columns))
        weights = columns.weight or [1] * count
        self.weight.extend([weight if new else 0 for weight, new in zip(weights, first, strict=True)])
        if columns.updated is not None or self.updated:
            self.updated.extend([""] * (len(self.id) - count - len(self.updated)))
            self.updated.extend(columns.updated or [""] * count)

    def truncate(self, length: int) -> None:
        """Take back what came after the first `length` events: the file they are from turned out to be damaged."""
        for column in (self.id, self.at, self.until, self.updated):
            del column[length:]
        for numbers in (self.patient, self.shape_of, self.start, self.end, self.value, self.value_set):
            del numbers[length:]
        for numbers in (self.row, self.file, self.weight):
            del numbers[length:]

    def places(self) -> "Places":
        """Where the events of each patient stand, sorted."""
        return Places(self)


def _latest(columns: Columns) -> Iterator[int]:
    """The last microsecond that is known of each event; NO_TIME where its start is not."""
    for start, span, end, end_span in zip(
        columns.start, columns.span, columns.until_start, columns.until_span, strict=True
    ):
        last = NO_TIME if start is None else start + span
        yield last if end is None else max(end + end_span, last if start is not None else end + end_span)


class Places:
    """The order of all events: by patient, time and shape, then by id. Patients are numbered by their keys' order."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        names = sorted(gathered.patients)
        rank = np.empty(len(names), dtype=np.int64)
        for place, name in enumerate(names):
            rank[gathered.patients[name]] = place
        shape_rank = np.argsort(np.argsort(np.array(gathered.shapes, dtype=object))) if gathered.shapes else np.empty(0)
        patient = rank[np.frombuffer(gathered.patient, dtype=np.int32)] if len(gathered) else np.empty(0, np.int64)
        start = np.array(gathered.start, dtype=np.int64)
        shape = shape_rank[np.array(gathered.shape_of, dtype=np.int64)] if len(gathered) else np.empty(0)
        self.order = np.lexsort((shape, start, patient))
        self._by_id(patient, start, shape)
        self.names = names
        self._bounds = np.searchsorted(patient[self.order], np.arange(len(names) + 1))

    def of(self, number: int) -> _Numbers:
        """The places of the events of patient `names[number]`."""
        return self.order[self._bounds[number] : self._bounds[number + 1]]

    def _by_id(self, patient: _Numbers, start: _Numbers, shape: _Numbers) -> None:
        """Sort by id what stands together otherwise."""
        order = self.order
        if not len(order):
            return
        same = np.ones(len(order), dtype=bool)
        for key in (patient, start, shape):
            same[1:] &= key[order][1:] == key[order][:-1]
        same[0] = False
        ids = self._gathered.id
        for stop_run in _runs(same):
            order[stop_run] = sorted(order[stop_run], key=ids.__getitem__)


def _runs(same: _Numbers) -> Iterator[slice]:
    """Stretches of places that are equal to the one before, each with that one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], same, [False])).astype(np.int8)))
    for first, after in zip(edges[::2], edges[1::2], strict=True):
        yield slice(int(first) - 1, int(after))
