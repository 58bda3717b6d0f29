"""A mapping: which files of an export hold what, as the TOML file says. Reading that file lives in `mapping_file`; the
format is told in docs/import-tables.md."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from dashboard.domain.events import Kind
from dashboard.importers._tables.specs import Spec
from dashboard.importers.base import Dialect

PERSON_FACTS = ("birth", "age", "age_at", "sex", "diagnosis", "question", "patient_id")
WORDS = (
    *("system", "code", "name", "specimen", "value", "unit", "low", "high", "flag", "state", "group", "note", "term"),
    *("as_printed", "components", "label"),
)
"""The parts of an event that are texts of a record, besides its times and its details."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What event a record of a table gives. Its times are lists of columns, joined by a space: a date and a time.

    `until_blank` is what a blank end means: "" (a moment), "ongoing" or "unknown". `needs` names the parts without
    which there is no event, `filters` which records have one. `name` tells the events of one record apart.
    """

    kind: Kind
    words: Mapping[str, Spec]
    at: tuple[Spec, ...] = ()
    until: tuple[Spec, ...] = ()
    until_blank: str = ""
    details: Mapping[str, Spec] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    filters: tuple["Filter", ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records are taken: those whose column is one of `are`, or none of `are_not`, in any case of letters. The
    others are counted as not imported, under `said`."""

    column: str
    are: frozenset[str] | None = None
    are_not: frozenset[str] = frozenset()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """A dictionary that a record looks up: its name, and the columns of the record that make its key."""

    dictionary: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """An entity-attribute-value table: rows of one `record` (columns that they share) are one record, and the `item` of
    each becomes a column that holds its `value`. `split` is a pattern whose group `record` belongs to the record too,
    and whose group `item` is what remains of the item's name."""

    record: tuple[str, ...]
    item: str
    value: str
    label: str = ""
    split: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of file. `name` begins the ids of its events; `key` are the columns by which a record is known again;
    `updated` is the column that tells its versions apart; `keep` are columns that go along as details. `counted` is the
    unit of its times where they count from a moment of the patient, which `zero` names."""

    name: str
    files: tuple[str, ...]
    patient: Spec
    rules: tuple[Rule, ...] = ()
    person: Mapping[str, Spec] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    updated: str = ""
    filters: tuple[Filter, ...] = ()
    joins: tuple[Join, ...] = ()
    items: Items | None = None
    keep: tuple[str, ...] = ()
    sheet: str = ""
    required: tuple[str, ...] = ()
    dialect: Dialect = Dialect()
    counted: str = ""
    zero: str = ""

    def wanted(self) -> frozenset[str]:
        """The columns that are read; none named = all, as where items become columns."""
        if self.items is not None:
            return frozenset()
        specs = [self.patient, *self.person.values()]
        for rule in self.rules:
            specs += [*rule.words.values(), *rule.at, *rule.until, *rule.details.values()]
        names = {name for spec in specs for name in spec.columns()}
        filters = (*self.filters, *(one for rule in self.rules for one in rule.filters))
        names |= {one.column for one in filters} | {name for join in self.joins for name in join.columns}
        return frozenset(names | {*self.key, *self.keep, *filter(None, [self.updated]), *self.required})

    def names(self, path: str) -> bool:
        """Whether a file of that path may be this table, by its name."""
        return _named(path, self.files)


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A file of codes and their names. Its columns are those of a record that joins it, as `name.column`; `also` are
    other names of it, by which a record can join it more than once."""

    name: str
    files: tuple[str, ...]
    key: tuple[str, ...]
    sheet: str = ""
    also: tuple[str, ...] = ()

    def names(self, path: str) -> bool:
        """Whether a file of that path may be this dictionary, by its name."""
        return _named(path, self.files)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """All that a mapping file says. `missing` are cells that hold nothing; `units` and `analytes` are spellings and
    codes that its author has confirmed."""

    name: str
    title: str
    tables: tuple[Table, ...]
    dictionaries: tuple[Dictionary, ...] = ()
    missing: frozenset[str] = frozenset()
    dialect: Dialect = Dialect()
    units: Mapping[str, str] = field(default_factory=dict)
    analytes: Mapping[str, str] = field(default_factory=dict)

    def tables_of(self, path: str) -> Iterable[Table]:
        """The tables that a file of that path may be."""
        return (table for table in self.tables if table.names(path))


def _named(path: str, patterns: Iterable[str]) -> bool:
    plain = path.casefold().removesuffix(".gz")
    name = plain.rpartition("/")[2]
    return any(fnmatchcase(plain if "/" in one else name, f"*{one}" if "/" in one else one) for one in patterns)
