"""CSV, TSV and XLSX exports of any system, described by a mapping file (docs/import-tables.md). The mappings that ship
with the project are found by the names and headers of the files."""

from pathlib import Path

from dashboard.importers._assembly.ids import case_id
from dashboard.importers._assembly.packed import PackedCase
from dashboard.importers._assembly.tally import Tally
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
from dashboard.importers._tables.packing import Packing
from dashboard.importers._tables.reading import FileReader, Part
from dashboard.importers._tables.spool import Spool
from dashboard.importers._tables.texts import Unreadable, header_of
from dashboard.importers._tables.zipped import Unpacked, holds_tables
from dashboard.importers.base import NO_CHOICES, Choices, Import, ImportRefused, Refusal


class Tables:
    """Tables by a mapping."""

    name = "tables"
    title = "Tables (CSV, TSV, XLSX) with a mapping"
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

    def read(self, path: Path, choices: Choices = NO_CHOICES) -> Import:
        """The cases of all tables at `path` that the mapping describes. Raises ImportRefused where no mapping does, or
        where somebody must say first how dates or numbers are to be read."""
        unpacked = _unpacked(path)
        found = _found(path if unpacked is None else unpacked.folder, choices)
        tally = Tally(found.mapping.name)
        for name, reason in unpacked.refused if unpacked else ():
            tally.refuse_file(name, reason)
        origin = choices.source or found.mapping.name
        parts = _parts(found)
        spool = Spool() if parts > 1 else None
        cases: list[PackedCase] = []
        for number in range(parts):
            packing = _read_part(found, choices, tally, Part(number, parts), origin)
            cases += packing.cases() if spool is None else map(spool.keep, packing.cases())
            if choices.case_id and len(cases) > 1:
                why = (
                    f"the files hold {len(cases)} patients{' or more' if parts > 1 else ''}, and --case names one case"
                )
                raise ImportRefused([Refusal(path.name, why)])
        _tell_rest(found, tally)
        return Import((), tally.report(), source=spool, origin=origin, packed=tuple(cases))


AT_ONCE = 256 * 1024**2
"""Bytes of tables that are read in one go, so that memory stays bounded; more are read in several parts of patients."""

_PACKED = 8  # how much larger than its file a packed table may be expected to be


def _unpacked(path: Path) -> Unpacked | None:
    if not holds_tables(path):
        return None
    try:
        return Unpacked(path)
    except Unreadable as problem:
        raise ImportRefused([Refusal(path.name, problem.reason)]) from problem


def _parts(found: Found) -> int:
    sizes = (file.stat().st_size * (_PACKED if file.suffix == ".gz" else 1) for _, file, _ in found.tables)
    return 1 + sum(sizes) // AT_ONCE


def _read_part(found: Found, choices: Choices, tally: Tally, part: Part, origin: str) -> Packing:
    gathered = Gathered()
    reader = FileReader(found.mapping, choices, gathered, tally, part)
    codes = dict(pair for one in found.dictionaries.values() for pair in reader.codes(*one))
    for table, file, name in found.tables:
        reader.read(table, file, name, codes)
    if reader.doubts:
        raise ImportRefused(reader.doubts)
    for (what, why), count in gathered.verify.items():
        tally.verify(what, why, count)
    return Packing(gathered, tally, lambda patient: choices.case_id or case_id(origin, patient))


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
    return Refusal(name, f"no mapping knows its columns ({header[:200]}); write one and name it with --mapping")


def _tell_rest(found: Found, tally: Tally) -> None:
    for name, columns in found.lacking:
        listed = ", ".join(columns)
        tally.refuse_file(name, f"the header lacks the {'columns' if len(columns) > 1 else 'column'} {listed}", line=1)
    for name in found.unknown:
        tally.note(f"{name}: the mapping {found.mapping.name} describes no such file; it was not read")


IMPORTER = Tables()
