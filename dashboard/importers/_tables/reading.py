"""One file of a mapping to events: its rows counted, refused, left out or taken. What turns out to be damaged midway
leaves nothing behind but its refusal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.domain.received import Confirmed
from dashboard.importers._assembly.entries import Person
from dashboard.importers._assembly.tally import MOST_REFUSALS, Tally
from dashboard.importers._tables.chunks import Chunk, row_chunks, text_chunks
from dashboard.importers._tables.clocks import Clocks
from dashboard.importers._tables.gathered import Gathered
from dashboard.importers._tables.mapping import Dictionary, Join, Table, TableMapping
from dashboard.importers._tables.marks import Marks, mark_named
from dashboard.importers._tables.records import Codes, Records, filtered, pivoted
from dashboard.importers._tables.rules import RuleReader
from dashboard.importers._tables.sheets import Workbook, is_workbook
from dashboard.importers._tables.texts import Unreadable, text_of
from dashboard.importers._tables.values import Values
from dashboard.importers.base import Choices, Dialect, Refusal

_SEXES = {"f": "female", "m": "male"}
_NAMED_MARKS = {".": "point", ",": "comma"}


@dataclass(slots=True)
class _Count:
    """What became of the rows of one file so far."""

    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    told: list[tuple[str, Person, int]] = field(default_factory=list)


class FileReader:
    """Reads the files of one import."""

    def __init__(self, mapping: TableMapping, choices: Choices, into: Gathered, tally: Tally) -> None:
        self._mapping, self._choices, self._into, self._tally = mapping, choices, into, tally
        self.doubts: list[Refusal] = []
        units = {**mapping.units, **choices.confirmed.units}
        self._confirmed = Confirmed({**mapping.analytes, **choices.confirmed.analytes}, units)

    def codes(self, dictionary: Dictionary, path: Path, name: str) -> Codes | None:
        """The dictionary in a file; None, with a refusal, where it cannot be read. Of two rows of one key the first
        counts."""
        columns: dict[str, list[str]] = {}
        try:
            for chunk in self._chunks(path, name, Dialect(), frozenset(dictionary.key), dictionary.sheet, _Count()):
                rows = Records(chunk.numbers, chunk.columns, self._mapping.missing)
                for column in chunk.columns:
                    columns.setdefault(column, []).extend(rows.column(column) or ())
        except (Unreadable, OSError, EOFError) as problem:
            self._refuse_file(name, problem)
            return None
        keys = list(zip(*(columns[one] for one in dictionary.key), strict=True)) if columns else []
        places = {key: place for place, key in reversed(list(enumerate(keys)))}
        return Codes(dictionary.name, places, columns)

    def read(self, table: Table, path: Path, name: str, codes: dict[str, Codes]) -> None:
        """Add the events of one file."""
        before, count = len(self._into), _Count()
        dialect = _said(self._choices.dialect, table.dialect, self._mapping.dialect)
        values = Values(self._confirmed, mark_named(dialect.decimal))
        self._into.begin(name, values)
        source = f"{self._mapping.title}, {table.name}"
        rules = [RuleReader(table, rule, source, self._into, values, dialect.dates) for rule in table.rules]
        persons = _Persons(table, Clocks(dialect.dates))
        joins = [
            (join, codes[join.dictionary.casefold()]) for join in table.joins if join.dictionary.casefold() in codes
        ]
        marks = Marks()
        try:
            wanted = frozenset(table.required)
            chunks = self._chunks(path, name, dialect, wanted, table.sheet, count)
            for records in self._records(table, chunks, joins, count, name):
                if values.decimal is None:
                    self._see_values(table, records, marks)
                self._take(table, records, rules, persons, count, name)
        except (Unreadable, OSError, EOFError) as problem:
            self._into.truncate(before)
            self._refuse_file(name, problem)
            return
        self._ask(name, rules, persons.clocks, marks)
        self._settle(name, table, count, values, before)

    def _records(
        self, table: Table, chunks: Iterator[Chunk], joins: Sequence[tuple[Join, Codes]], count: _Count, name: str
    ) -> Iterator[Records]:
        missing = self._mapping.missing
        if table.items is not None:
            records = pivoted(chunks, table.items, missing)
            records.joins = joins
            yield from self._of_patients(table, records, count, name)
            return
        for chunk in chunks:
            yield from self._of_patients(
                table, Records(chunk.numbers, chunk.columns, missing, None, joins), count, name
            )

    def _of_patients(self, table: Table, records: Records, count: _Count, name: str) -> Iterator[Records]:
        """The wanted records whose patient is named; the others are left out, or refused."""
        records, left = filtered(records, table.filters, name)
        count.left.update(left)
        patients = table.patient.read(records.column, len(records))
        if not all(patients):
            column = ", ".join(table.patient.columns())
            weights = records.weights or [1] * len(records)
            for number, weight, patient in zip(records.numbers, weights, patients, strict=True):
                if not patient:
                    count.refused += weight
                    self._keep(count, Refusal(name, "the cell is blank: whose row is it", number, column))
            records = records.only([bool(patient) for patient in patients])
        if len(records):
            yield records

    def _take(
        self,
        table: Table,
        records: Records,
        rules: Sequence[RuleReader],
        persons: "_Persons",
        count: _Count,
        name: str,
    ) -> None:
        counted = [False] * len(records)
        for rule in rules:
            rule.read(records, counted)
        weights = records.weights or [1] * len(records)
        told = persons.read(records)
        for patient, person, done, weight in zip(*told, counted, weights, strict=True) if told else ():
            count.told.append((patient, person, 0 if done else weight))
        if told or all(counted):
            return
        needs = " or ".join(dict.fromkeys(" and ".join(rule.needs) for rule in table.rules)) or "event"
        count.left[f"{name}: without {needs}"] += sum(
            weight for done, weight in zip(counted, weights, strict=True) if not done
        )

    def _chunks(
        self, path: Path, name: str, dialect: Dialect, wanted: frozenset[str], sheet: str, count: _Count
    ) -> Iterator[Chunk]:
        def refuse(number: int, column: str, reason: str) -> None:
            count.refused += 1
            self._keep(count, Refusal(name, reason, number, column))

        if is_workbook(path):
            book = Workbook(path, sheet)
            for note in book.notes:
                self._tally.note(note)
            self._tally.file(name, Dialect(encoding=f"workbook, sheet {book.sheet}", dates=dialect.dates))
            yield from row_chunks(book.rows(), refuse, check_nul=True)
            book.close()
            return
        text = text_of(path, dialect, wanted)
        decimal = _NAMED_MARKS[mark_named(dialect.decimal) or "."]
        shown = Dialect(text.encoding, "tab" if text.delimiter == "\t" else text.delimiter, decimal, dialect.dates)
        self._tally.file(name, shown)
        yield from text_chunks(text, refuse)

    def _see_values(self, table: Table, records: Records, marks: Marks) -> None:
        for rule in table.rules:
            if "value" in rule.words:
                marks.see(rule.words["value"].read(records.column, len(records)))

    def _ask(self, name: str, rules: Sequence[RuleReader], clocks: Clocks, marks: Marks) -> None:
        """Note what nobody has confirmed and the file does not prove: then nothing is imported."""
        asked = [(reader.columns("at"), reader.at.doubt.sentence()) for reader in rules]
        asked += [(reader.columns("until"), reader.until.doubt.sentence()) for reader in rules]
        asked += [("birth", clocks.doubt.sentence()), ("value", marks.sentence())]
        for column, sentence in dict.fromkeys(asked):
            if sentence:
                self.doubts.append(Refusal(name, sentence, field=column))

    def _settle(self, name: str, table: Table, count: _Count, values: Values, before: int) -> None:
        self._tally.many(left=count.left.items(), refused=count.refused, refusals=count.refusals)
        for patient, person, rows in count.told:
            self._into.tell(patient, person, rows)
        for (coding, unit, why), rows in values.reasons.items():
            self._tally.unmapped(coding, unit, why, rows)
        kinds = Counter(self._into.kinds[number].kind for number in self._into.shape_of[before:])
        for kind, events in kinds.items():
            self._tally.route(name, str(kind), f"the mapping {self._mapping.name} says so", events)

    def _refuse_file(self, name: str, problem: Exception) -> None:
        if isinstance(problem, Unreadable):
            self._tally.refuse_file(name, problem.reason, line=problem.line, field=problem.field)
        else:
            reason = getattr(problem, "strerror", "") or str(problem) or "it ends too early"
            self._tally.refuse_file(name, f"the file cannot be read ({reason.lower()})")

    def _keep(self, count: _Count, refusal: Refusal) -> None:
        if len(count.refusals) < MOST_REFUSALS:
            count.refusals.append(refusal)


class _Persons:
    """Reads what a table says of persons."""

    def __init__(self, table: Table, clocks: Clocks) -> None:
        self._table, self.clocks = table, clocks
        self._known: dict[tuple[str, ...], Person] = {}

    def read(self, records: Records) -> tuple[Sequence[str], list[Person]] | None:
        """The patient and the facts of each record; None for a table that tells none."""
        facts = self._table.person
        if not facts:
            return None
        count = len(records)
        columns = [spec.read(records.column, count) for spec in facts.values()]
        made = [self._person(tuple(facts), parts) for parts in zip(*columns, strict=True)]
        return self._table.patient.read(records.column, count), made

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
    return Dialect(
        *(
            next((found for one in dialects if (found := getattr(one, name))), "")
            for name in ("encoding", "delimiter", "decimal", "dates")
        )
    )


def future(latest: Iterable[str], today: str) -> str:
    """The latest date of those given where it lies after today, else ""."""
    found = max(latest, default="")
    return found if found > today else ""
