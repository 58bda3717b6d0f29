"""Files of an import as chunks of rows, with what somebody has said of their text; and dictionaries, read whole."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.importers._assembly.entries import Person
from dashboard.importers._assembly.tally import MOST_REFUSALS, Tally
from dashboard.importers._tables.chunks import Chunk, row_chunks, text_chunks
from dashboard.importers._tables.coded import constant
from dashboard.importers._tables.finding import Found
from dashboard.importers._tables.heads import headed, told_above
from dashboard.importers._tables.mapping import Dictionary, Table, TableMapping
from dashboard.importers._tables.marks import mark_named
from dashboard.importers._tables.records import Codes, records_of
from dashboard.importers._tables.sheets import Workbook, is_workbook
from dashboard.importers._tables.texts import Text, Unreadable, text_of
from dashboard.importers.base import Choices, Dialect, Refusal

_NAMED_MARKS = {".": "point", ",": "comma"}
BROKEN = (Unreadable, OSError, EOFError)
"""What a file raises that turns out to be damaged."""


@dataclass(slots=True)
class Count:
    """What became of the rows of one file so far."""

    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    told: list[tuple[str, Person, int]] = field(default_factory=list)
    counting: dict[str, Person] = field(default_factory=dict)

    def keep(self, refusal: Refusal) -> None:
        """Keep a refusal, if there is room for one more."""
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals.append(refusal)

    def refuse(self, name: str, number: int, reason: str) -> None:
        """Count a row that is none."""
        self.refused += 1
        self.keep(Refusal(name, reason, number))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file to be opened: where it is, by which name it is told, what was said of its text, and what is read of it."""

    path: Path
    name: str
    dialect: Dialect
    required: frozenset[str]
    wanted: frozenset[str]
    sheet: str = ""


def sheet_of(table: Table, path: Path, name: str, mapping: TableMapping, choices: Choices) -> Sheet:
    """The file of a table."""
    dialect = said(choices.dialect, table.dialect, mapping.dialect)
    return Sheet(path, name, dialect, frozenset(table.required), table.wanted(), table.sheet)


def opened_text(sheet: Sheet, tally: Tally) -> Text:
    """How the text of a file is read, which the tally is told. Raises Unreadable."""
    text, dialect = text_of(sheet.path, sheet.dialect, sheet.required), sheet.dialect
    decimal = _NAMED_MARKS[mark_named(dialect.decimal) or "."]
    delimiter = "tab" if text.delimiter == "\t" else text.delimiter
    tally.file(sheet.name, Dialect(text.encoding, delimiter, decimal, dialect.dates))
    _note_above(tally, sheet, text.above)
    return text


def chunks_in(sheet: Sheet, tally: Tally, count: Count) -> Iterator[Chunk]:
    """The rows of a file; those that are none are counted. Raises what `BROKEN` names."""

    def refuse(number: int, reason: str) -> None:
        count.refuse(sheet.name, number, reason)

    if not is_workbook(sheet.path):
        yield from text_chunks(opened_text(sheet, tally), sheet.wanted, refuse)
        return
    book = Workbook(sheet.path, sheet.sheet, mark_named(sheet.dialect.decimal) or ".")
    for note in book.notes:
        tally.note(note)
    tally.file(sheet.name, Dialect(encoding=f"workbook, sheet {book.sheet}", dates=sheet.dialect.dates))
    above, rows = headed(book.rows(), sheet.required)
    _note_above(tally, sheet, above)
    yield from row_chunks(rows, sheet.wanted, refuse, above)
    book.close()


def _note_above(tally: Tally, sheet: Sheet, above: int) -> None:
    if above:
        tally.note(told_above(sheet.name, above))


def refuse_file(tally: Tally, name: str, problem: Exception) -> None:
    """Tell that a file cannot be read."""
    if isinstance(problem, Unreadable):
        tally.refuse_file(name, problem.reason, line=problem.line, field=problem.field)
    else:
        reason = getattr(problem, "strerror", "") or str(problem) or "it ends too early"
        tally.refuse_file(name, f"the file cannot be read ({reason.lower()})")


def dictionaries_of(found: Found, choices: Choices, tally: Tally) -> dict[str, Codes]:
    """The dictionaries by each of their names; of one that cannot be read there are none, and a refusal."""
    pairs = (_codes(*one, found.mapping, choices, tally) for one in found.dictionaries.values())
    return {name: codes for one in pairs for name, codes in one}


def _codes(
    dictionary: Dictionary, path: Path, name: str, mapping: TableMapping, choices: Choices, tally: Tally
) -> Iterator[tuple[str, Codes]]:
    """One dictionary. Of two rows of one key the first counts."""
    columns: dict[str, list[str]] = {}
    dialect, count = said(choices.dialect, mapping.dialect), Count()
    sheet = Sheet(path, name, dialect, frozenset(dictionary.key), frozenset(), dictionary.sheet)
    try:
        for chunk in chunks_in(sheet, tally, count):
            rows = records_of(chunk, mapping.missing, ())
            for column in chunk.columns:
                columns.setdefault(column, []).extend((rows.column(column) or constant("", len(rows))).listed())
    except BROKEN as problem:
        refuse_file(tally, name, problem)
        return
    keys = list(zip(*(columns[one] for one in dictionary.key), strict=True)) if columns else []
    places: Mapping[tuple[str, ...], int] = {key: place for place, key in reversed(list(enumerate(keys)))}
    if count.refused:
        tally.note(f"{name}: {count.refused} rows of the dictionary cannot be read and were left out")
    for known in (dictionary.name, *dictionary.also):
        yield known, Codes(known, places, columns)


def said(*dialects: Dialect) -> Dialect:
    """What somebody has said of the text: the person who imports before the mapping."""
    names = ("encoding", "delimiter", "decimal", "dates")
    found = {name: next((one for dialect in dialects if (one := getattr(dialect, name))), "") for name in names}
    return Dialect(found["encoding"], found["delimiter"], found["decimal"], found["dates"])
