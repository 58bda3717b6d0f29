"""The values of a table: each pair of coding and value is read once, however often it stands in the file."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import nan

import numpy as np

from dashboard.domain.analytes import Analyte
from dashboard.domain.received import Coding, Confirmed, Received, candidates, received
from dashboard.domain.ucum import counts_whole
from dashboard.importers._assembly.measured import details_of, term_of
from dashboard.importers._tables.coded import Coded, Numbers, together

_UNKNOWN = "no analyte of this code or name is known"
# Numbers that print as they are written, and that no mark of thousands can make another one. Where the first of a
# coding needs no conversion, none does.
_PLAIN = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?")


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

    def place(self, received: str, number: str | None) -> int:
        """The index of a value."""
        place = self._places.setdefault((received, number), len(self.received))
        if place == len(self.received):
            self.received.append(received)
            self.number.append(number)
            self.as_float.append(nan if number is None else float(number))
        return place


@dataclass(slots=True)
class _Coding:
    """A coding with its unit, what it may mean, and the part of plain numbers that stand as they are received."""

    coding: Coding
    unit: str
    choices: tuple[Analyte, ...]
    as_it_is: int | None = None


@dataclass(slots=True)
class Values:
    """Reads the values of one file. `parts` are found by their index; `reasons` counts what has no canonical value, by
    coding, unit and why."""

    confirmed: Confirmed
    decimal: str | None
    pool: ValuePool
    parts: list[Part] = field(default_factory=lambda: [Part()])
    reasons: Counter[tuple[Coding, str, str]] = field(default_factory=Counter)
    _codings: list[_Coding] = field(default_factory=list)
    _numbers: dict[tuple[str, ...], int] = field(default_factory=dict)
    _known: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    _parts: dict[tuple[int, str | None, str, str], int] = field(default_factory=dict)
    _why: dict[tuple[int, str], str] = field(default_factory=dict)

    def read(self, coding: Sequence[Coded], values: Coded, *, counted: bool = True) -> tuple[Numbers, Numbers]:
        """For each row the index of its value and of its part. `coding` are system, code, name, specimen and unit;
        `counted`: what has no canonical value is noted."""
        codes, found = together([one.codes for one in coding], [len(one.texts) for one in coding])
        known = [self._number(*(one.texts[part] for one, part in zip(coding, parts, strict=True))) for parts in found]
        numbers, pairs = together([codes, values.codes], [len(found), len(values.texts)])
        texts, learnt = values.texts, self._known
        indexes = []
        for place, value in pairs:
            key = known[place], texts[value]
            pair = learnt.get(key)
            indexes.append(self._learn(*key) if pair is None else pair)
        self._count(numbers, [(known[place], texts[value]) for place, value in pairs] if self._why and counted else ())
        both = np.array(indexes, dtype=np.int64).reshape(-1, 2)
        return both[numbers, 0], both[numbers, 1]

    def _count(self, numbers: Numbers, keys: Sequence[tuple[int, str]]) -> None:
        """Count the rows whose value has no canonical number."""
        rows = np.bincount(numbers, minlength=len(keys)).tolist() if keys else []
        for key, count in zip(keys, rows, strict=True):
            if key in self._why:
                one = self._codings[key[0]]
                self.reasons[one.coding, one.unit, self._why[key]] += count

    def _number(self, *key: str) -> int:
        number = self._numbers.setdefault(key, len(self._codings))
        if number == len(self._codings):
            *parts, unit = key
            coding = Coding(*parts)
            self._codings.append(_Coding(coding, unit, candidates(coding, self.confirmed)))
        return number

    def _learn(self, number: int, value: str) -> tuple[int, int]:
        one = self._codings[number]
        plain = self.decimal != "," and _PLAIN.fullmatch(value) is not None
        if plain and one.as_it_is is not None:
            pair = self._known[number, value] = self.pool.place(value, value), one.as_it_is
            return pair
        read = received(one.choices, value, one.unit, decimal=self.decimal, confirmed=self.confirmed)
        quantity = read.quantity
        canonical = None if quantity is None or quantity.number is None else str(quantity.number)
        unit, comparator = (None, "") if quantity is None else (quantity.unit, quantity.comparator)
        shape = number, unit, read.analyte_key, comparator
        if shape not in self._parts:
            self._parts[shape] = self._part(one, read)
        why = read.why or ("" if one.choices or quantity is None else _UNKNOWN)
        if why:
            self._why[number, value] = why
        elif plain and canonical == value and not counts_whole(unit or ""):
            one.as_it_is = self._parts[shape]
        place = 0 if quantity is None else self.pool.place(quantity.received, canonical)
        pair = self._known[number, value] = place, self._parts[shape]
        return pair

    def _part(self, one: _Coding, read: Received) -> int:
        details, quantity = details_of(one.coding, read), read.quantity
        self.parts.append(
            Part(
                term_of(one.coding),
                "" if quantity is None else quantity.unit_received,
                None if quantity is None else quantity.unit,
                "" if quantity is None else quantity.comparator,
                details.get("system", ""),
                details.get("code", ""),
                details.get("analyte", ""),
            )
        )
        return len(self.parts) - 1
