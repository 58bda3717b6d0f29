"""CSV, TSV and XLSX exports of any system, described by a mapping file (docs/import-tables.md). The mappings that ship
with the project are found by the names and headers of the files."""

from pathlib import Path

from dashboard.importers._assembly.cases import refuse_several
from dashboard.importers._assembly.packed import PackedCase
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._spread.hands import Hands
from dashboard.importers._tables.finding import (
    Found,
    beside,
    files_at,
    found_in,
    is_table,
    recognised,
    shipped,
    shipped_mapping,
)
from dashboard.importers._tables.gathered import Gathered
from dashboard.importers._tables.mapping import TableMapping
from dashboard.importers._tables.mapping_file import read_mapping
from dashboard.importers._tables.opening import BROKEN, Count, chunks_in, dictionaries_of, refuse_file, sheet_of
from dashboard.importers._tables.packing import Packing
from dashboard.importers._tables.parting import cases_in_parts
from dashboard.importers._tables.plan import Plan
from dashboard.importers._tables.reading import FileReader, doubts
from dashboard.importers._tables.texts import Unreadable, header_of
from dashboard.importers._tables.zipped import Unpacked, holds_tables
from dashboard.importers.base import NO_CHOICES, Choices, Import, ImportRefused, Refusal


class Tables:
    """Tables by a mapping."""

    name = "tables"
    title = "Tables (CSV, TSV, XLSX) with a mapping"
    spreads = True
    needs = "a mapping that says which column holds what; those of MIMIC-IV, OMOP and Viedoc ship with the project"

    @property
    def also(self) -> tuple[str, ...]:
        """The names of the mappings that ship with the project, which name this format too."""
        return tuple(shipped())

    def sniff(self, path: Path) -> bool:
        """True for a table by itself, and for a folder in which a mapping knows some."""
        try:
            if path.is_file():
                return is_table(path) or holds_tables(path)
            return path.is_dir() and recognised(files_at(path)) is not None
        except (OSError, ImportRefused):
            return False

    def read(self, path: Path, choices: Choices = NO_CHOICES, hands: Hands | None = None) -> Import:
        """The cases of all tables at `path` that the mapping describes. Raises ImportRefused where no mapping does, or
        where somebody must say first how dates or numbers are to be read."""
        hands = hands or Hands()
        unpacked = _unpacked(path, hands)
        found = _found(path if unpacked is None else unpacked.folder, choices)
        tally = Tally(found.mapping.name)
        for name, reason in unpacked.refused if unpacked else ():
            tally.refuse_file(name, reason)
        plan = Plan(found, choices, choices.source or found.mapping.name, _parts(found, hands.spread.part))
        cases = _cases_at_once(plan, tally) if plan.parts == 1 else cases_in_parts(plan, tally, hands)
        refuse_several(len(cases), choices.case_id, path.name)
        _tell_rest(found, tally)
        return Import((), tally.report(), source=hands.kept, origin=plan.origin, packed=cases)


_AT_ONCE = 4
"""How many times the size of a part a small export may have: it is read by one process, which starts no other."""

_PACKED = 8  # how much larger than its file a packed table may be expected to be


def _parts(found: Found, part: int) -> int:
    sizes = (file.stat().st_size * (_PACKED if file.suffix == ".gz" else 1) for _, file, _ in found.tables)
    whole = sum(sizes)
    return 1 if whole <= _AT_ONCE * part else 1 + whole // part


def _cases_at_once(plan: Plan, tally: Tally) -> tuple[PackedCase, ...]:
    """The cases of a small export: the same readers, one after the other."""
    found, gathered = plan.found, Gathered()
    reader = FileReader(found.mapping, plan.choices, gathered, tally)
    codes = dictionaries_of(found, plan.choices, tally)
    for table, file, name in found.tables:
        count = Count()
        sheet = sheet_of(table, file, name, found.mapping, plan.choices)
        try:
            reader.read(table, name, chunks_in(sheet, tally, count), codes, count)
        except BROKEN as problem:
            refuse_file(tally, name, problem)
    if reader.asked:
        raise ImportRefused(doubts(reader.asked))
    gathered.tell_verify(tally)
    return tuple(Packing(gathered, tally, plan.case_id).cases())


def _unpacked(path: Path, hands: Hands) -> Unpacked | None:
    if not holds_tables(path):
        return None
    try:
        return Unpacked(path, hands.spread.folder)
    except Unreadable as problem:
        raise ImportRefused([Refusal(path.name, problem.reason)]) from problem


def _found(path: Path, choices: Choices) -> Found:
    mapping = _chosen(path, choices)
    files = files_at(path, mapping)
    files |= beside(path, mapping) if path.is_file() else {}
    found = found_in(mapping, files, alone=path.is_file(), encoding=choices.dialect.encoding)
    if not found.tables and not found.lacking:
        raise ImportRefused([Refusal(path.name, f"the mapping {mapping.name} describes none of its files")])
    return found


def _chosen(path: Path, choices: Choices) -> TableMapping:
    """The mapping that somebody names, else the one that ships with the project and knows the files."""
    if choices.mapping is not None:
        return read_mapping(choices.mapping)
    if choices.format in shipped():
        return shipped_mapping(choices.format)
    files = files_at(path)
    found = recognised(files)
    if found is None:
        raise ImportRefused([_unknown(name, file) for name, file in files.items()] or [Refusal(path.name, _NOTHING)])
    return found.mapping


_NOTHING = "it holds no table: a file that ends in .csv, .tsv or .xlsx"


def _unknown(name: str, file: Path) -> Refusal:
    header = ", ".join(header_of(file)[:12])
    how = "describe the table on the page Import, or name a mapping with --mapping"
    return Refusal(name, f"no mapping knows its columns ({header[:200]}); {how}")


def _tell_rest(found: Found, tally: Tally) -> None:
    for name, columns in found.lacking:
        listed = ", ".join(columns)
        tally.refuse_file(name, f"the header lacks the {'columns' if len(columns) > 1 else 'column'} {listed}", line=1)
    for name in found.unknown:
        tally.note(f"{name}: the mapping {found.mapping.name} describes no such file; it was not read")


IMPORTER = Tables()
