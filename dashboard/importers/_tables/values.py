"""The values of a table: each pair of coding and value is read once, however often it stands in the file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import nan

from dashboard.domain.received import Coding, Confirmed, Received, candidates, received
from dashboard.importers._assembly.measured import details_of, term_of

CodingKey = tuple[str, str, str, str, str]
"""System, code, name, specimen, unit."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a measurement goes into the shape of its event: all that the value itself is not."""

    term: str
    unit_received: str
    unit: str | None
    comparator: str
    system: str
    code: str
    analyte: str


@dataclass(slots=True)
class Values:
    """`received`, `number` and `as_float` of every value by its index; `parts` by theirs. `why` counts what has no
    canonical value, by coding, unit and reason."""

    confirmed: Confirmed
    decimal: str | None
    received: list[str | None] = field(default_factory=lambda: [None])
    number: list[str | None] = field(default_factory=lambda: [None])
    as_float: list[float] = field(default_factory=lambda: [nan])
    parts: list[Part] = field(default_factory=list)
    reasons: Counter[tuple[Coding, str, str]] = field(default_factory=Counter)
    _codings: dict[CodingKey, int] = field(default_factory=dict)
    _known: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    _part_numbers: dict[Part, int] = field(default_factory=dict)
    _why: dict[tuple[int, int], tuple[Coding, str, str]] = field(default_factory=dict)
    _keys: list[CodingKey] = field(default_factory=list)

    def read(self, keys: Sequence[CodingKey], values: Sequence[str]) -> tuple[list[int], list[int]]:
        """For each row the index of its value and of its part."""
        codings, known = self._codings, self._known
        for key in set(keys):
            if key not in codings:
                codings[key] = len(codings)
                self._keys.append(key)
        numbers = [codings[key] for key in keys]
        pairs = list(zip(values, numbers, strict=True))
        for pair in set(pairs):
            if pair not in known:
                known[pair] = self._read(*pair)
        found = [known[pair] for pair in pairs]
        self._count(found)
        return [one[0] for one in found], [one[1] for one in found]

    def _count(self, found: Sequence[tuple[int, int]]) -> None:
        if self._why:
            for pair, count in Counter(found).items():
                if pair in self._why:
                    self.reasons[self._why[pair]] += count

    def _read(self, value: str, number: int) -> tuple[int, int]:
        system, code, name, specimen, unit = self._keys[number]
        coding = Coding(system, code, name, specimen)
        choices = candidates(coding, self.confirmed)
        read = received(choices, value, unit, decimal=self.decimal, confirmed=self.confirmed)
        details = details_of(coding, read)
        quantity = read.quantity
        part = Part(
            term_of(coding),
            "" if quantity is None else quantity.unit_received,
            None if quantity is None else quantity.unit,
            "" if quantity is None else quantity.comparator,
            details.get("system", ""),
            details.get("code", ""),
            details.get("analyte", ""),
        )
        pair = self._kept(read), self._part_numbers.setdefault(part, len(self._part_numbers))
        if len(self.parts) < len(self._part_numbers):
            self.parts.append(part)
        why = read.why or ("" if choices or quantity is None else "no analyte of this code or name is known")
        if why:
            self._why[pair] = (coding, unit, why)
        return pair

    def _kept(self, read: Received) -> int:
        quantity = read.quantity
        if quantity is None:
            return 0
        self.received.append(quantity.received)
        self.number.append(None if quantity.number is None else str(quantity.number))
        self.as_float.append(nan if quantity.number is None else float(quantity.number))
        return len(self.received) - 1
