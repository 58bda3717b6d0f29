"""The values of a table: each pair of coding and value is read once, however often it stands in the file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import nan

import numpy as np

from dashboard.domain.analytes import Analyte
from dashboard.domain.events import Quantity
from dashboard.domain.received import Coding, Confirmed, Received, candidates, received
from dashboard.importers._assembly.measured import details_of, term_of
from dashboard.importers._tables.coded import Coded, Numbers, together

CodingKey = tuple[str, str, str, str, str]
"""System, code, name, specimen, unit."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a measurement goes into the shape of its event: all that the value itself is not."""

    term: str = ""
    unit_received: str = ""
    unit: str | None = None
    comparator: str = ""
    system: str = ""
    code: str = ""
    analyte: str = ""


@dataclass(slots=True)
class ValuePool:
    """The values of an import by their index (0: none): as received, the canonical number as text, and as a float."""

    received: list[str | None] = field(default_factory=lambda: [None])
    number: list[str | None] = field(default_factory=lambda: [None])
    as_float: list[float] = field(default_factory=lambda: [nan])
    _places: dict[tuple[str, str | None], int] = field(default_factory=dict)

    def place(self, quantity: Quantity | None) -> int:
        """The index of a value."""
        if quantity is None:
            return 0
        number = None if quantity.number is None else str(quantity.number)
        place = self._places.setdefault((quantity.received, number), len(self.received))
        if place == len(self.received):
            self.received.append(quantity.received)
            self.number.append(number)
            self.as_float.append(nan if quantity.number is None else float(quantity.number))
        return place


@dataclass(slots=True)
class Values:
    """Reads the values of one file. `parts` are found by their index; `reasons` counts what has no canonical value, by
    coding, unit and why."""

    confirmed: Confirmed
    decimal: str | None
    pool: ValuePool
    parts: list[Part] = field(default_factory=lambda: [Part()])
    reasons: Counter[tuple[Coding, str, str]] = field(default_factory=Counter)
    _known: dict[tuple[CodingKey, str], tuple[int, int]] = field(default_factory=dict)
    _parts: dict[tuple[CodingKey, str | None, str | None, str], int] = field(default_factory=dict)
    _codings: dict[CodingKey, tuple[Coding, tuple[Analyte, ...]]] = field(default_factory=dict)
    _why: dict[tuple[CodingKey, str], str] = field(default_factory=dict)

    def read(self, coding: Sequence[Coded], values: Coded) -> tuple[Numbers, Numbers]:
        """For each row the index of its value and of its part. `coding` are the columns of a CodingKey."""
        columns = [*coding, values]
        numbers, found = together([one.codes for one in columns], [len(one.texts) for one in columns])
        rows = np.bincount(numbers, minlength=len(found)).tolist()
        pairs = []
        for parts, count in zip(found, rows, strict=True):
            system, code, name, specimen, unit, value = (
                one.texts[part] for one, part in zip(columns, parts, strict=True)
            )
            key = (system, code, name, specimen, unit), value
            pair = self._known.get(key)
            pairs.append(self._learn(*key) if pair is None else pair)
            if key in self._why:
                self.reasons[Coding(system, code, name, specimen), unit, self._why[key]] += count
        indexes = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return indexes[numbers, 0], indexes[numbers, 1]

    def _learn(self, key: CodingKey, value: str) -> tuple[int, int]:
        coding, choices = self._coding(key)
        read = received(choices, value, key[4], decimal=self.decimal, confirmed=self.confirmed)
        quantity = read.quantity
        known = (
            (key, None, None, "") if quantity is None else (key, quantity.unit, read.analyte_key, quantity.comparator)
        )
        if known not in self._parts:
            self._parts[known] = self._part(coding, read)
        why = read.why or ("" if choices or quantity is None else "no analyte of this code or name is known")
        if why:
            self._why[key, value] = why
        pair = self._known[key, value] = self.pool.place(quantity), self._parts[known]
        return pair

    def _coding(self, key: CodingKey) -> tuple[Coding, tuple[Analyte, ...]]:
        if key not in self._codings:
            coding = Coding(*key[:4])
            self._codings[key] = coding, candidates(coding, self.confirmed)
        return self._codings[key]

    def _part(self, coding: Coding, read: Received) -> int:
        details, quantity = details_of(coding, read), read.quantity
        self.parts.append(
            Part(
                term_of(coding),
                "" if quantity is None else quantity.unit_received,
                None if quantity is None else quantity.unit,
                "" if quantity is None else quantity.comparator,
                details.get("system", ""),
                details.get("code", ""),
                details.get("analyte", ""),
            )
        )
        return len(self.parts) - 1
