"""The events of all tables of an import as long columns of numbers. Texts are kept once each; cases are made of it in
`packing`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dashboard.domain.packs import Shape
from dashboard.importers._assembly.entries import Person
from dashboard.importers._assembly.ids import digest
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._tables.coded import Coded, Numbers
from dashboard.importers._tables.values import ValuePool

Hashes = np.ndarray[Any, np.dtype[np.uint64]]
_STEPS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(29))


@dataclass(slots=True)
class Texts:
    """Different texts, each with its number."""

    texts: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """The number of a text."""
        found = self._numbers.setdefault(text, len(self.texts))
        if found == len(self.texts):
            self.texts.append(text)
        return found

    def numbers(self, column: Coded) -> Numbers:
        """The number of the text in every row. A text that no row has gets none."""
        used = column.compact()
        found: Numbers = used.spread([self.number(text) for text in used.texts], np.int64)
        return found


@dataclass(slots=True)
class Columns:
    """Events of one rule, one entry each. An id is the text of its `space` and its `key`, which is a number among the
    texts of keys, or where the source has no key a hash."""

    patient: Numbers
    space: Numbers
    key: Hashes
    at: Numbers
    until: Numbers
    start: Numbers
    end: Numbers
    value: Numbers
    shape: Numbers
    file: Numbers
    row: Numbers
    weight: Numbers
    updated: Numbers

    def __len__(self) -> int:
        return len(self.patient)


_NAMES = tuple(Columns.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Space:
    """What the ids of the events of a rule begin with, and whether a hash follows."""

    prefix: str
    hashed: bool


@dataclass(slots=True)
class Marks:
    """The hashes of texts that only grow in number."""

    known: Hashes = field(default_factory=lambda: np.empty(0, dtype=np.uint64))

    def of(self, texts: Sequence[str | None]) -> Hashes:
        """The hash of each text; those known from before are not worked out again."""
        new = [str(text) for text in texts[len(self.known) :]]
        if new:
            self.known = np.concatenate((self.known, hashes_of(new)))
        return self.known


@dataclass(slots=True)
class Told:
    """In how many rows a fact about a person was told first, and in how many again."""

    first: int
    again: int = 0


@dataclass(slots=True)
class Gathered:
    """Grows while the files are read."""

    patients: Texts = field(default_factory=Texts)
    times: Texts = field(default_factory=Texts)
    keys: Texts = field(default_factory=Texts)
    versions: Texts = field(default_factory=Texts)
    shapes: list[str] = field(default_factory=list)
    kinds: list[Shape] = field(default_factory=list)
    spaces: list[Space] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    pool: ValuePool = field(default_factory=ValuePool)
    persons: dict[str, dict[Person, Told]] = field(default_factory=dict)
    verify: Counter[tuple[str, str]] = field(default_factory=Counter)
    parts: list[Columns] = field(default_factory=list)
    value_marks: Marks = field(default_factory=Marks)
    shape_marks: Marks = field(default_factory=Marks)
    _shape_numbers: dict[str, int] = field(default_factory=dict)

    def begin(self, file: str) -> int:
        """The events that follow come from this file; where they begin, for `truncate`."""
        self.files.append(file)
        return len(self.parts)

    def space(self, space: Space) -> int:
        """The number of a space of ids."""
        if space not in self.spaces:
            self.spaces.append(space)
        return self.spaces.index(space)

    def shape(self, shape: Shape) -> int:
        """The number of a shape."""
        text = shape.text()
        number = self._shape_numbers.setdefault(text, len(self.shapes))
        if number == len(self.shapes):
            self.shapes.append(text)
            self.kinds.append(shape)
        return number

    def tell(self, patient: str, person: Person, rows: int) -> None:
        """Facts about a person, told in so many rows."""
        told = self.persons.setdefault(patient, {})
        if person in told:
            told[person].again += rows
        else:
            told[person] = Told(rows)
        self.patients.number(patient)

    def add(self, columns: Columns) -> None:
        """Take the events of a rule."""
        self.parts.append(columns)

    def truncate(self, begun: int) -> None:
        """Take back the events since `begin`: the file they are from turned out to be damaged."""
        del self.parts[begun:]

    def tell_verify(self, tally: Tally) -> None:
        """Tell what is to be compared with the source."""
        for (what, why), count in self.verify.items():
            tally.verify(what, why, count)

    def all(self) -> Columns:
        """All events, in one piece."""
        parts = self.parts or [_no_events()]
        return Columns(*(np.concatenate([getattr(part, name) for part in parts]) for name in _NAMES))


def hashed(columns: Iterable[Hashes]) -> Hashes:
    """A hash of every row from the hashes of its columns; the same everywhere and always."""
    found: Hashes | None = None
    multiply, mix, shift = _STEPS
    for column in columns:
        found = column * multiply if found is None else (found ^ column) * multiply
        found ^= found >> shift
        found *= mix
        found ^= found >> shift
    return np.empty(0, dtype=np.uint64) if found is None else found


def hashes_of(texts: Sequence[str]) -> Hashes:
    """The hash of each text."""
    return np.array([int(digest(text), 16) for text in texts], dtype=np.uint64)


def _no_events() -> Columns:
    empty: list[Any] = [np.empty(0, dtype=np.uint64 if name == "key" else np.int64) for name in _NAMES]
    return Columns(*empty)
