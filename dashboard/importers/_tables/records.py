"""Records of a table: its rows, or in an entity-attribute-value table those that belong together, with the columns of
the dictionaries that they join. Filters leave out what is not wanted, and count it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dashboard.importers._tables.chunks import Chunk
from dashboard.importers._tables.coded import Coded, Mask, Numbers, coded, constant, together
from dashboard.importers._tables.mapping import Filter, Items, Join


@dataclass(frozen=True, slots=True)
class Codes:
    """A dictionary that was read: the place of each key, and its columns."""

    name: str
    places: Mapping[tuple[str, ...], int]
    columns: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Records:
    """`numbers` are the first rows of the records, `weights` how many rows each stands for. A cell that the mapping
    calls missing is blank."""

    numbers: Numbers
    columns: Mapping[str, Coded]
    weights: Numbers
    missing: frozenset[str] = frozenset()
    joins: Sequence[tuple[Join, Codes]] = ()
    _clean: dict[str, Coded] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> Coded | None:
        """A column without the spaces around its cells; None where there is none of that name."""
        if name not in self._clean:
            raw = self.columns.get(name)
            found = self._joined(name) if raw is None else raw.mapped(self._cleaned)
            if found is None:
                return None
            self._clean[name] = found
        return self._clean[name]

    def only(self, mask: Mask) -> "Records":
        """The records for which the mask is true."""
        columns = {name: column.only(mask) for name, column in self.columns.items()}
        return Records(self.numbers[mask], columns, self.weights[mask], self.missing, self.joins)

    def _cleaned(self, text: str) -> str:
        plain = text.strip()
        return "" if plain in self.missing else plain

    def _joined(self, name: str) -> Coded | None:
        prefix, _, rest = name.partition(".")
        for join, codes in self.joins:
            if codes.name == prefix and rest in codes.columns:
                return self._looked_up(join, codes, codes.columns[rest])
        return None

    def _looked_up(self, join: Join, codes: Codes, texts: Sequence[str]) -> Coded:
        keys = [self.column(name) or constant("", len(self)) for name in join.columns]
        numbers, found = together([key.codes for key in keys], [len(key.texts) for key in keys])
        said = []
        for parts in found:
            place = codes.places.get(tuple(key.texts[part] for key, part in zip(keys, parts, strict=True)))
            said.append("" if place is None else texts[place])
        return Coded(numbers, said).mapped(str)


def records_of(chunk: Chunk, missing: frozenset[str], joins: Sequence[tuple[Join, Codes]]) -> Records:
    """The rows of a chunk as records."""
    return Records(chunk.numbers, chunk.columns, np.ones(len(chunk.numbers), dtype=np.int64), missing, joins)


def filtered(records: Records, filters: Iterable[Filter], table: str) -> tuple[Records, Counter[str]]:
    """The records that are wanted, and how many rows of the others there are by what they are."""
    left: Counter[str] = Counter()
    for one in filters:
        mask = passes(one, records)
        if mask.all():
            continue
        column = records.column(one.column) or constant("", len(records))
        rows = np.bincount(column.codes[~mask], weights=records.weights[~mask], minlength=len(column.texts))
        for text, count in zip(column.texts, rows.tolist(), strict=True):
            if count:
                left[one.said or f"{table}: {one.column} {text or 'blank'}"] += int(count)
        records = records.only(mask)
    return records, left


def passes(one: Filter, records: Records) -> Mask:
    """For each record whether the filter lets it through; a column that is not there is blank."""
    column = records.column(one.column) or constant("", len(records))
    found: Mask = column.spread([_wanted(one, text.casefold()) for text in column.texts], np.bool_)
    return found


def _wanted(one: Filter, text: str) -> bool:
    return (one.are is None or text in one.are) and text not in one.are_not


class Pivot:
    """Gathers the rows of an entity-attribute-value table into records: one for each group of rows with the same record
    columns, in the order of their first rows. An item that stands twice in a record keeps its last value; both rows are
    counted."""

    def __init__(self, items: Items, missing: frozenset[str]) -> None:
        self._items, self._missing = items, missing
        self._records: dict[tuple[str, ...], dict[str, str]] = {}
        self._numbers: list[int] = []
        self._weights: Counter[tuple[str, ...]] = Counter()
        self._split: dict[str, tuple[str, str]] = {}

    def add(self, rows: Records) -> None:
        """Take rows, each with one item."""
        items = self._items
        given = (rows.column(items.item) or constant("", len(rows))).listed()
        values = (rows.column(items.value) or constant("", len(rows))).listed()
        shared = [(rows.column(name) or constant("", len(rows))).listed() for name in items.record]
        carried = [name for name in rows.columns if name not in (items.item, items.value)]
        cells = [found.listed() for name in carried if (found := rows.column(name)) is not None]
        for number, item, value, key, other in zip(
            rows.numbers.tolist(), given, values, zip(*shared, strict=True), zip(*cells, strict=True), strict=True
        ):
            part, name = self._named(item)
            record = self._records.get((*key, part))
            if record is None:
                record = self._records[*key, part] = {}
                self._numbers.append(number)
            for column, text in zip(carried, other, strict=True):
                # What the rows of a record tell differently, such as when a cell was entered, is the greatest of it.
                record[column] = max(record.get(column, ""), text)
            record[name] = value
            self._weights[*key, part] += 1

    def records(self, joins: Sequence[tuple[Join, Codes]]) -> Records:
        """The records of all rows so far."""
        names = dict.fromkeys(name for record in self._records.values() for name in record)
        columns = {name: coded(record.get(name, "") for record in self._records.values()) for name in names}
        weights = np.array([self._weights[key] for key in self._records], dtype=np.int64)
        return Records(np.array(self._numbers, dtype=np.int64), columns, weights, self._missing, joins)

    def _named(self, item: str) -> tuple[str, str]:
        """What of the name of an item belongs to the record, and what is left of it."""
        if item not in self._split:
            match = self._items.split.fullmatch(item) if self._items.split else None
            named = ("", item.casefold()) if match is None else (match["record"], match["item"].casefold())
            self._split[item] = named
        return self._split[item]
