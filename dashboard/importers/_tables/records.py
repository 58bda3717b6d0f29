"""Records of a table: the rows of a chunk, or of an entity-attribute-value table those that belong together, with the
columns of the dictionaries that they join. Filters leave out what is not wanted, and count it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from dashboard.importers._tables.chunks import Chunk
from dashboard.importers._tables.mapping import Filter, Items, Join

Rows = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Codes:
    """A dictionary that was read: the place of each key, and the columns."""

    name: str
    places: Mapping[tuple[str, ...], int]
    columns: Rows


@dataclass(slots=True)
class Records:
    """`numbers` are the first rows of the records, `weights` how many rows each stands for (None: one each). A cell that
    the mapping calls missing is blank."""

    numbers: Sequence[int]
    columns: Rows
    missing: frozenset[str] = frozenset()
    weights: Sequence[int] | None = None
    joins: Sequence[tuple[Join, Codes]] = ()
    _clean: dict[str, Sequence[str]] = field(default_factory=dict)
    _looked_up: dict[str, Sequence[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> Sequence[str] | None:
        """A column without the spaces around its cells; None where there is none of that name."""
        found = self._clean.get(name)
        if found is None:
            raw = self._raw(name)
            if raw is None:
                return None
            found = self._clean[name] = cleaned(raw, self.missing)
        return found

    def rows(self) -> int:
        """How many rows the records stand for."""
        return len(self.numbers) if self.weights is None else sum(self.weights)

    def only(self, mask: Sequence[bool]) -> "Records":
        """The records for which the mask is true."""
        return Records(
            list(compress(self.numbers, mask)),
            {name: list(compress(column, mask)) for name, column in self.columns.items()},
            self.missing,
            None if self.weights is None else list(compress(self.weights, mask)),
            self.joins,
        )

    def _raw(self, name: str) -> Sequence[str] | None:
        if name in self.columns:
            return self.columns[name]
        prefix, dot, rest = name.partition(".")
        for join, codes in self.joins:
            if dot and codes.name == prefix and rest in codes.columns:
                column = [*codes.columns[rest], ""]
                return [column[place] for place in self._places(join, codes)]
        return None

    def _places(self, join: Join, codes: Codes) -> Sequence[int]:
        """Where each record's key stands in the dictionary; -1, a blank row, where it does not."""
        if codes.name not in self._looked_up:
            keys = [self.column(name) or [""] * len(self) for name in join.columns]
            places = codes.places
            self._looked_up[codes.name] = [places.get(key, -1) for key in zip(*keys, strict=True)]
        return self._looked_up[codes.name]


def cleaned(column: Sequence[str], missing: frozenset[str]) -> Sequence[str]:
    """The cells without spaces around them, the missing ones blank."""
    stripped = [text.strip() for text in column]
    if not missing:
        return stripped
    return ["" if text in missing else text for text in stripped]


def filtered(records: Records, filters: Iterable[Filter], table: str) -> tuple[Records, Counter[str]]:
    """The records that are wanted, and how many rows of the others there are by what they are."""
    left: Counter[str] = Counter()
    for one in filters:
        mask = passes(one, records)
        if all(mask):
            continue
        column = records.column(one.column) or [""] * len(records)
        weights = records.weights or [1] * len(records)
        for text, weight, taken in zip(column, weights, mask, strict=True):
            if not taken:
                left[one.said or f"{table}: {one.column} {text or 'blank'}"] += weight
        records = records.only(mask)
    return records, left


def passes(one: Filter, records: Records) -> list[bool]:
    """For each record whether the filter lets it through; a column that is not there is blank."""
    column = records.column(one.column) or [""] * len(records)
    wanted = {text: _wanted(one, text.casefold()) for text in set(column)}
    return [wanted[text] for text in column]


def _wanted(one: Filter, text: str) -> bool:
    return (one.are is None or text in one.are) and text not in one.are_not


def pivoted(chunks: Iterable[Chunk], items: Items, missing: frozenset[str]) -> Records:
    """The records of an entity-attribute-value table: one for each group of rows with the same record columns, in the
    order of their first rows. An item that stands twice in a record keeps its last value; both rows are counted."""
    groups: dict[tuple[str, ...], dict[str, str]] = {}
    numbers: list[int] = []
    weights: Counter[tuple[str, ...]] = Counter()
    names: dict[str, None] = {}
    for chunk in chunks:
        rows = Records(chunk.numbers, chunk.columns, missing)
        keys, item_names = _item_keys(rows, items)
        values = rows.column(items.value) or [""] * len(rows)
        carried = [name for name in chunk.columns if name not in (items.item, items.value)]
        cells = [rows.column(name) or [] for name in carried]
        for place, (key, item, value) in enumerate(zip(keys, item_names, values, strict=True)):
            record = groups.get(key)
            if record is None:
                record = groups[key] = {name: column[place] for name, column in zip(carried, cells, strict=True)}
                numbers.append(rows.numbers[place])
            else:
                _newest(record, carried, cells, place)
            record[item] = value
            weights[key] += 1
        names |= dict.fromkeys((*carried, *dict.fromkeys(item_names)))
    columns = {name: [record.get(name, "") for record in groups.values()] for name in names}
    return Records(numbers, columns, missing, [weights[key] for key in groups])


def _newest(record: dict[str, str], carried: Sequence[str], cells: Sequence[Sequence[str]], place: int) -> None:
    """What the rows of a record tell differently (when a cell was entered) becomes the greatest of it."""
    for name, column in zip(carried, cells, strict=True):
        if column[place] > record[name]:
            record[name] = column[place]


def _item_keys(rows: Records, items: Items) -> tuple[list[tuple[str, ...]], list[str]]:
    """For each row the key of its record, and the name of its item."""
    given = rows.column(items.item) or [""] * len(rows)
    shared = [rows.column(name) or [""] * len(rows) for name in items.record]
    split: dict[str, tuple[str, str]] = {}
    for name in set(given):
        match = items.split.fullmatch(name) if items.split else None
        split[name] = ("", name.casefold()) if match is None else (match["record"], match["item"].casefold())
    keys = [(*key, split[name][0]) for *key, name in zip(*shared, given, strict=True)]
    return keys, [split[name][1] for name in given]
