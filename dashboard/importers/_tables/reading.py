"""One file of a mapping to events: its rows counted, refused, left out or taken. What turns out to be damaged midway
leaves nothing behind but its refusal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields

import numpy as np

from dashboard.domain.received import Confirmed
from dashboard.importers._assembly.entries import Person
from dashboard.importers._assembly.tally import MOST_REFUSALS, Tally
from dashboard.importers._tables.chunks import Chunk
from dashboard.importers._tables.clocks import Clocks, Doubt
from dashboard.importers._tables.counts import patients_of
from dashboard.importers._tables.gathered import Gathered
from dashboard.importers._tables.mapping import Join, Table, TableMapping
from dashboard.importers._tables.marks import Marks, mark_named
from dashboard.importers._tables.opening import BROKEN, Count, said
from dashboard.importers._tables.records import Codes, Pivot, Records, filtered, records_of
from dashboard.importers._tables.rules import RuleReader
from dashboard.importers._tables.values import Values
from dashboard.importers.base import Choices, Refusal

_SEXES = {"f": "female", "m": "male", "female": "female", "male": "male"}


class FileReader:
    """Reads the files of one import, or what of them is of some of the patients. `asked` is what nobody has confirmed
    and the files do not prove, by file and column: while there is any, nothing is imported."""

    def __init__(self, mapping: TableMapping, choices: Choices, into: Gathered, tally: Tally) -> None:
        self._mapping, self._choices, self._into, self._tally = mapping, choices, into, tally
        self.asked: list[tuple[str, str, Doubt | Marks]] = []
        units = {**mapping.units, **choices.confirmed.units}
        self._confirmed = Confirmed({**mapping.analytes, **choices.confirmed.analytes}, units)

    def read(self, table: Table, name: str, chunks: Iterator[Chunk], codes: Mapping[str, Codes], count: Count) -> None:
        """Add the events of one file, of whose rows `count` has those that are none. Raises what `BROKEN` names, and
        then nothing of the file is left behind."""
        begun, verify = self._into.begin(name), Counter(self._into.verify)
        dialect = said(self._choices.dialect, table.dialect, self._mapping.dialect)
        values = Values(self._confirmed, mark_named(dialect.decimal), self._into.pool)
        source = f"{self._mapping.title}, {table.name}"
        rules = [RuleReader(table, rule, source, self._into, values, dialect.dates) for rule in table.rules]
        persons = _Persons(table, Clocks(dialect.dates))
        marks = Marks()
        try:
            for records in self._records(table, chunks, joins_of(table, codes), count, name):
                if values.decimal is None:
                    _see_values(table, records, marks)
                _take(table, records, rules, persons, count, name)
                if table.zero:
                    patients = patients_of(table.patient.read(records.column, len(records)))
                    count.counting.update(dict.fromkeys(patients, Person(zero=table.zero)))
        except BROKEN:
            self._into.truncate(begun)
            self._into.verify = verify
            raise
        self._ask(name, rules, persons.clocks, marks)
        self._settle(name, count, values, begun)

    def _records(
        self, table: Table, chunks: Iterator[Chunk], joins: Sequence[tuple[Join, Codes]], count: Count, name: str
    ) -> Iterator[Records]:
        missing = self._mapping.missing
        pivot = Pivot(table.items, missing) if table.items is not None else None
        for chunk in chunks:
            records, left = filtered(records_of(chunk, missing, joins), table.filters, name)
            count.left.update(left)
            if pivot is not None:
                pivot.add(records)
            else:
                yield from _of_patients(table, records, count, name)
        if pivot is not None:
            yield from _of_patients(table, pivot.records(joins), count, name)

    def _ask(self, name: str, rules: Sequence[RuleReader], clocks: Clocks, marks: Marks) -> None:
        """Note what nobody has confirmed and the file does not prove."""
        found: list[tuple[str, Doubt | Marks]] = [(reader.columns("at"), reader.at.doubt) for reader in rules]
        found += [(reader.columns("until"), reader.until.doubt) for reader in rules]
        found += [("birth", clocks.doubt), ("value", marks)]
        self.asked += [(name, column, doubt) for column, doubt in found if doubt.sentence()]

    def _settle(self, name: str, count: Count, values: Values, begun: int) -> None:
        self._tally.many(left=count.left.items(), refused=count.refused, refusals=count.refusals)
        for patient, person, rows in count.told:
            self._into.tell(patient, person, rows)
        for patient, person in count.counting.items():
            self._into.tell(patient, person, 0)
        for (coding, unit, why), rows in values.reasons.items():
            self._tally.unmapped(coding, unit, why, rows)
        kinds: Counter[str] = Counter()
        for part in self._into.parts[begun:]:
            shapes = np.bincount(part.shape, minlength=len(self._into.kinds)).tolist()
            for shape, events in zip(self._into.kinds, shapes, strict=True):
                kinds[str(shape.kind)] += events
        for kind, events in kinds.items():
            if events:
                self._tally.route(name, kind, f"the mapping {self._mapping.name} says so", events)


def joins_of(table: Table, codes: Mapping[str, Codes]) -> list[tuple[Join, Codes]]:
    """The dictionaries that a table joins, as far as they are there."""
    named = ((join, codes.get(join.dictionary.casefold())) for join in table.joins)
    return [(join, found) for join, found in named if found is not None]


def doubts(asked: Iterable[tuple[str, str, Doubt | Marks]]) -> list[Refusal]:
    """What to ask, each once. What several readers of one column have seen is taken together."""
    seen: dict[tuple[str, str, str], Doubt | Marks] = {}
    for name, column, doubt in asked:
        key = name, column, type(doubt).__name__
        seen[key] = doubt if key not in seen else together_asked(seen[key], doubt)
    found = [Refusal(name, doubt.sentence(), field=column) for (name, column, _), doubt in seen.items()]
    return list(dict.fromkeys(one for one in found if one.reason))


def together_asked(one: Doubt | Marks, other: Doubt | Marks) -> Doubt | Marks:
    """Two doubts about one column as one."""
    names = [part.name for part in fields(one)]
    return type(one)(**{name: getattr(one, name) or getattr(other, name) for name in names})


def _of_patients(table: Table, records: Records, count: Count, name: str) -> Iterator[Records]:
    """The records whose patient is named; the others are refused."""
    named = table.patient.read(records.column, len(records)).filled()
    if not named.all():
        column = ", ".join(table.patient.columns())
        count.refused += int(records.weights[~named].sum())
        for number in records.numbers[~named][:MOST_REFUSALS].tolist():
            count.keep(Refusal(name, "the cell is blank: whose row is it", number, column))
        records = records.only(named)
    if len(records):
        yield records


def _take(
    table: Table, records: Records, rules: Sequence[RuleReader], persons: "_Persons", count: Count, name: str
) -> None:
    """Give the records to the rules, and tell what they say of persons. Rows that give neither are left out."""
    counted = np.zeros(len(records), dtype=np.bool_)
    for rule in rules:
        rule.read(records, counted)
    told = persons.read(records)
    rows = (records.weights * ~counted).tolist()
    count.told += [(patient, person, row) for (patient, person), row in zip(told, rows, strict=True)] if told else []
    if not told and sum(rows):
        needs = " or ".join(dict.fromkeys(" and ".join(rule.needs) for rule in table.rules)) or "event"
        count.left[f"{name}: without {needs}"] += sum(rows)


def _see_values(table: Table, records: Records, marks: Marks) -> None:
    for rule in table.rules:
        if "value" in rule.words:
            marks.see(rule.words["value"].read(records.column, len(records)).compact().texts)


class _Persons:
    """Reads what a table says of persons."""

    def __init__(self, table: Table, clocks: Clocks) -> None:
        self._table, self.clocks = table, clocks
        self._known: dict[tuple[str, ...], Person] = {}

    def read(self, records: Records) -> list[tuple[str, Person]]:
        """The patient and the facts of each record; none for a table that tells none."""
        facts = self._table.person
        if not facts:
            return []
        columns = [spec.read(records.column, len(records)).listed() for spec in facts.values()]
        made = [self._person(tuple(facts), parts) for parts in zip(*columns, strict=True)]
        return list(zip(self._table.patient.read(records.column, len(records)).listed(), made, strict=True))

    def _person(self, names: tuple[str, ...], parts: tuple[str, ...]) -> Person:
        if parts not in self._known:
            told = dict(zip(names, parts, strict=True))
            if "birth" in told:
                told["birth"] = self.clocks.one(told["birth"]).at[:10]
            if "sex" in told:
                told["sex"] = _SEXES.get(told["sex"].casefold(), told["sex"])
            self._known[parts] = Person(**told)
        return self._known[parts]
