"""One file of a mapping to events: its rows counted, refused, left out or taken. What turns out to be damaged midway
leaves nothing behind but its refusal."""

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dashboard.domain.received import Confirmed
from dashboard.importers._assembly.entries import Person
from dashboard.importers._assembly.tally import MOST_REFUSALS, Tally
from dashboard.importers._tables.chunks import Chunk, row_chunks, text_chunks
from dashboard.importers._tables.clocks import Clocks
from dashboard.importers._tables.coded import Coded, Mask, constant
from dashboard.importers._tables.gathered import Gathered
from dashboard.importers._tables.heads import headed, told_above
from dashboard.importers._tables.mapping import Dictionary, Join, Table, TableMapping
from dashboard.importers._tables.marks import Marks, mark_named
from dashboard.importers._tables.records import Codes, Pivot, Records, filtered, records_of
from dashboard.importers._tables.rules import RuleReader
from dashboard.importers._tables.sheets import Workbook, is_workbook
from dashboard.importers._tables.texts import Unreadable, text_of
from dashboard.importers._tables.values import Values
from dashboard.importers.base import Choices, Dialect, Refusal

_SEXES = {"f": "female", "m": "male", "female": "female", "male": "male"}
_NAMED_MARKS = {".": "point", ",": "comma"}


@dataclass(slots=True)
class _Count:
    """What became of the rows of one file so far."""

    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    told: list[tuple[str, Person, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """Which patients are read: those whose key falls to this number of so many. A table too large for the memory is
    read in several parts, and each row counted in that of its patient."""

    number: int = 0
    of: int = 1

    def holds(self, patients: Coded) -> Mask:
        """For each row whether it is of this part; rows without a patient are of the first."""
        mine = [(zlib.crc32(text.encode()) % self.of if text else 0) == self.number for text in patients.texts]
        found: Mask = patients.spread(mine, np.bool_)
        return found


WHOLE = Part()


class FileReader:
    """Reads the files of one import, or a part of their patients."""

    def __init__(
        self, mapping: TableMapping, choices: Choices, into: Gathered, tally: Tally, part: Part = WHOLE
    ) -> None:
        self._mapping, self._choices, self._into, self._tally, self._part = mapping, choices, into, tally, part
        self.doubts: list[Refusal] = []
        units = {**mapping.units, **choices.confirmed.units}
        self._confirmed = Confirmed({**mapping.analytes, **choices.confirmed.analytes}, units)

    def codes(self, dictionary: Dictionary, path: Path, name: str) -> Iterator[tuple[str, Codes]]:
        """The dictionary in a file by each of its names; none, and a refusal, where it cannot be read. Of two rows of
        one key the first counts."""
        columns: dict[str, list[str]] = {}
        dialect, key = _said(self._choices.dialect, self._mapping.dialect), frozenset(dictionary.key)
        count = _Count()
        try:
            chunks = self._chunks(path, name, dialect, key, frozenset(), dictionary.sheet, count)
            for chunk in chunks:
                rows = records_of(chunk, self._mapping.missing, ())
                for column in chunk.columns:
                    columns.setdefault(column, []).extend((rows.column(column) or constant("", len(rows))).listed())
        except (Unreadable, OSError, EOFError) as problem:
            self._refuse_file(name, problem)
            return
        keys = list(zip(*(columns[one] for one in dictionary.key), strict=True)) if columns else []
        places = {key: place for place, key in reversed(list(enumerate(keys)))}
        if count.refused:
            self._tally.note(f"{name}: {count.refused} rows of the dictionary cannot be read and were left out")
        for known in (dictionary.name, *dictionary.also):
            yield known, Codes(known, places, columns)

    def read(self, table: Table, path: Path, name: str, codes: dict[str, Codes]) -> None:
        """Add the events of one file."""
        begun, count, verify = self._into.begin(name), _Count(), Counter(self._into.verify)
        dialect = _said(self._choices.dialect, table.dialect, self._mapping.dialect)
        values = Values(self._confirmed, mark_named(dialect.decimal), self._into.pool)
        source = f"{self._mapping.title}, {table.name}"
        rules = [RuleReader(table, rule, source, self._into, values, dialect.dates) for rule in table.rules]
        persons = _Persons(table, Clocks(dialect.dates))
        joins = [
            (join, codes[join.dictionary.casefold()]) for join in table.joins if join.dictionary.casefold() in codes
        ]
        marks = Marks()
        try:
            required, wanted = frozenset(table.required), table.wanted()
            chunks = self._chunks(path, name, dialect, required, wanted, table.sheet, count)
            for records in self._records(table, chunks, joins, count, name):
                if values.decimal is None:
                    _see_values(table, records, marks)
                _take(table, records, rules, persons, count, name)
        except (Unreadable, OSError, EOFError) as problem:
            self._into.truncate(begun)
            self._into.verify = verify
            self._refuse_file(name, problem)
            return
        self._ask(name, rules, persons.clocks, marks)
        self._settle(name, count, values, begun)

    def _records(
        self, table: Table, chunks: Iterator[Chunk], joins: Sequence[tuple[Join, Codes]], count: _Count, name: str
    ) -> Iterator[Records]:
        missing = self._mapping.missing
        pivot = Pivot(table.items, missing) if table.items is not None else None
        for chunk in chunks:
            records, left = filtered(self._mine(table, records_of(chunk, missing, joins)), table.filters, name)
            count.left.update(left)
            if pivot is not None:
                pivot.add(records)
            else:
                yield from self._of_patients(table, records, count, name)
        if pivot is not None:
            yield from self._of_patients(table, pivot.records(joins), count, name)

    def _mine(self, table: Table, records: Records) -> Records:
        """The records of the patients of this part."""
        if self._part.of == 1:
            return records
        return records.only(self._part.holds(table.patient.read(records.column, len(records))))

    def _of_patients(self, table: Table, records: Records, count: _Count, name: str) -> Iterator[Records]:
        """The records whose patient is named; the others are refused."""
        named = table.patient.read(records.column, len(records)).filled()
        if not named.all():
            column = ", ".join(table.patient.columns())
            count.refused += int(records.weights[~named].sum())
            for number in records.numbers[~named][:MOST_REFUSALS].tolist():
                self._keep(count, Refusal(name, "the cell is blank: whose row is it", number, column))
            records = records.only(named)
        if len(records):
            yield records

    def _chunks(
        self,
        path: Path,
        name: str,
        dialect: Dialect,
        required: frozenset[str],
        wanted: frozenset[str],
        sheet: str,
        count: _Count,
    ) -> Iterator[Chunk]:
        def refuse(number: int, reason: str) -> None:
            if self._part.number:
                return  # it was counted with the first part
            count.refused += 1
            self._keep(count, Refusal(name, reason, number))

        if is_workbook(path):
            book = Workbook(path, sheet, mark_named(dialect.decimal) or ".")
            for note in book.notes:
                self._tally.note(note)
            self._tally.file(name, Dialect(encoding=f"workbook, sheet {book.sheet}", dates=dialect.dates))
            above, rows = headed(book.rows(), required)
            self._note_above(name, above)
            yield from row_chunks(rows, wanted, refuse, above)
            book.close()
            return
        text = text_of(path, dialect, required)
        decimal = _NAMED_MARKS[mark_named(dialect.decimal) or "."]
        shown = Dialect(text.encoding, "tab" if text.delimiter == "\t" else text.delimiter, decimal, dialect.dates)
        self._tally.file(name, shown)
        self._note_above(name, text.above)
        yield from text_chunks(text, wanted, refuse)

    def _note_above(self, name: str, above: int) -> None:
        if above and not self._part.number:
            self._tally.note(told_above(name, above))

    def _ask(self, name: str, rules: Sequence[RuleReader], clocks: Clocks, marks: Marks) -> None:
        """Note what nobody has confirmed and the file does not prove: then nothing is imported."""
        asked = [(reader.columns("at"), reader.at.doubt.sentence()) for reader in rules]
        asked += [(reader.columns("until"), reader.until.doubt.sentence()) for reader in rules]
        asked += [("birth", clocks.doubt.sentence()), ("value", marks.sentence())]
        for column, sentence in dict.fromkeys(asked):
            if sentence:
                self.doubts.append(Refusal(name, sentence, field=column))

    def _settle(self, name: str, count: _Count, values: Values, begun: int) -> None:
        self._tally.many(left=count.left.items(), refused=count.refused, refusals=count.refusals)
        for patient, person, rows in count.told:
            self._into.tell(patient, person, rows)
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

    def _refuse_file(self, name: str, problem: Exception) -> None:
        if self._part.number:
            return
        if isinstance(problem, Unreadable):
            self._tally.refuse_file(name, problem.reason, line=problem.line, field=problem.field)
        else:
            reason = getattr(problem, "strerror", "") or str(problem) or "it ends too early"
            self._tally.refuse_file(name, f"the file cannot be read ({reason.lower()})")

    def _keep(self, count: _Count, refusal: Refusal) -> None:
        if len(count.refusals) < MOST_REFUSALS:
            count.refusals.append(refusal)


def _take(
    table: Table, records: Records, rules: Sequence[RuleReader], persons: "_Persons", count: _Count, name: str
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
            said = dict(zip(names, parts, strict=True))
            if "birth" in said:
                said["birth"] = self.clocks.one(said["birth"]).at[:10]
            if "sex" in said:
                said["sex"] = _SEXES.get(said["sex"].casefold(), said["sex"])
            self._known[parts] = Person(**said)
        return self._known[parts]


def _said(*dialects: Dialect) -> Dialect:
    """What somebody has said of the text: the person who imports before the mapping."""
    names = ("encoding", "delimiter", "decimal", "dates")
    said = {name: next((found for one in dialects if (found := getattr(one, name))), "") for name in names}
    return Dialect(said["encoding"], said["delimiter"], said["decimal"], said["dates"])
