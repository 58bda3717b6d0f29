"""Which mapping knows which files: by their names and by the columns of their headers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path

from dashboard.importers._tables.heads import NEAR, names_in
from dashboard.importers._tables.mapping import Dictionary, Table, TableMapping
from dashboard.importers._tables.mapping_file import read_mapping
from dashboard.importers._tables.sheets import Workbook, is_workbook
from dashboard.importers._tables.texts import Unreadable, heads_of

SHIPPED = Path(__file__).resolve().parents[1] / "mappings"
ENDINGS = (".csv", ".tsv", ".xlsx", ".csv.gz", ".tsv.gz")
_DEEPEST = 4
_MOST_FILES = 5000
_CASE = "case.toml"


@dataclass(slots=True)
class Found:
    """What a mapping reads of some files: each table with its files, dictionaries with theirs, files that it names
    whose header does not fit (with the columns they lack), and files that it does not know. `sure` counts the tables
    whose header was seen: one that cannot be read is told why when it is read."""

    mapping: TableMapping
    tables: list[tuple[Table, Path, str]] = field(default_factory=list)
    dictionaries: dict[str, tuple[Dictionary, Path, str]] = field(default_factory=dict)
    sure: int = 0
    lacking: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Path]:
    """The mappings that ship with the project, by name."""
    return {path.stem: path for path in sorted(SHIPPED.glob("*.toml"))}


@lru_cache(maxsize=64)
def shipped_mapping(name: str) -> TableMapping:
    """One of them, read."""
    return read_mapping(shipped()[name])


def files_at(path: Path, mapping: TableMapping | None = None) -> dict[str, Path]:
    """The tables at a path by the name that is told: itself, or all in a folder, case folders left out, and what the
    mapping names whatever its ending."""
    if path.is_file():
        return {path.name: path}
    found = sorted(_files(path, path, mapping))[:_MOST_FILES]
    return {str(one.relative_to(path)): one for one in found}


def found_in(mapping: TableMapping, files: Mapping[str, Path], *, alone: bool = False, encoding: str = "") -> Found:
    """What of the files the mapping reads. `alone`: its only table reads every file, whatever its name. `encoding` is
    what somebody has said of the files."""
    found = Found(mapping)
    for name, path in files.items():
        heads = _Heads(path, encoding or mapping.dialect.encoding)
        named = list(mapping.tables) if alone and len(mapping.tables) == 1 else list(mapping.tables_of(name))
        codes = next((one for one in mapping.dictionaries if one.names(name)), None)
        if codes is not None and heads.fit(codes.key, codes.sheet):
            found.dictionaries[codes.name] = (codes, path, name)
            named = [one for one in named if heads.fit(one.required, one.sheet)]
        elif not named:
            found.unknown.append(name)
        sheets = _by_sheet(named, path)
        for tables in sheets:
            _choose(tables, path, f"{name}, sheet {tables[0].sheet}" if len(sheets) > 1 else name, heads, found)
    return found


def _by_sheet(tables: Sequence[Table], path: Path) -> list[list[Table]]:
    """The tables that a file may be, of a workbook those that each of its sheets may be."""
    workbook, found = is_workbook(path), dict[str, list[Table]]()
    for one in tables:
        found.setdefault(one.sheet if workbook else "", []).append(one)
    return list(found.values())


def _choose(tables: Sequence[Table], path: Path, name: str, heads: "_Heads", found: Found) -> None:
    """The first of the tables whose columns are there. What cannot be read is told why when it is read."""
    first = tables[0]
    fitting = next((one for one in tables if heads.fit(one.required, one.sheet)), None)
    if fitting is not None:
        found.tables.append((fitting, path, name))
        found.sure += 1
    elif not heads.any(first.sheet):
        found.tables.append((first, path, name))
    else:
        found.lacking.append((name, heads.lacking(first.required, first.sheet)))


class _Heads:
    """The rows of a file that may be its header, of a workbook those of a sheet."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path, self._encoding = path, encoding

    def fit(self, columns: Iterable[str], sheet: str) -> bool:
        """Whether a row holds all the columns."""
        wanted = frozenset(columns)
        return any(wanted <= head for head in self._of(sheet))

    def any(self, sheet: str) -> bool:
        """Whether there is any row."""
        return bool(self._of(sheet))

    def lacking(self, columns: Iterable[str], sheet: str) -> tuple[str, ...]:
        """The columns that the row lacks that holds most of them."""
        best = max(self._of(sheet), key=lambda head: len(head & frozenset(columns)))
        return tuple(sorted(frozenset(columns) - best))

    def _of(self, sheet: str) -> Sequence[frozenset[str]]:
        try:
            state = self._path.stat()
        except OSError:
            return ()
        return _heads_as_it_is(self._path, self._encoding, sheet, state.st_mtime_ns, state.st_size)


def recognised(files: Mapping[str, Path]) -> Found | None:
    """The shipped mapping that reads most of the files; None where none reads any."""
    found = [found_in(shipped_mapping(name), files) for name in shipped()]
    best = max(found, key=lambda one: one.sure, default=None)
    return best if best is not None and best.sure else None


def beside(path: Path, mapping: TableMapping) -> dict[str, Path]:
    """The dictionaries of a mapping that lie beside a single file."""
    try:
        near: Sequence[Path] = sorted(path.parent.iterdir())[:_MOST_FILES]
    except OSError:
        return {}
    return {one.name: one for one in near if any(codes.names(one.name) for codes in mapping.dictionaries)}


def is_table(path: Path) -> bool:
    """Whether a file is a table by its ending."""
    return path.name.casefold().endswith(ENDINGS)


def _files(folder: Path, top: Path, mapping: TableMapping | None, depth: int = 0) -> Iterator[Path]:
    try:
        inside: Iterable[Path] = sorted(folder.iterdir())
    except OSError:
        return
    if (folder / _CASE).is_file():
        return
    for one in inside:
        if one.name.startswith("."):
            continue
        if one.is_dir() and depth < _DEEPEST:
            yield from _files(one, top, mapping, depth + 1)
        elif one.is_file() and (is_table(one) or (mapping is not None and _is_named(one, top, mapping))):
            yield one


def _is_named(path: Path, top: Path, mapping: TableMapping) -> bool:
    """Whether a mapping names a file that is no table by its ending; one that names all files names none of those."""
    name = str(path.relative_to(top))
    known: Sequence[Table | Dictionary] = (*mapping.tables, *mapping.dictionaries)
    patterns = [pattern for one in known if one.names(name) for pattern in one.files]
    return bool(patterns) and path.suffix.casefold() in {Path(one).suffix for one in patterns} - {"", ".*"}


@lru_cache(maxsize=512)
def _heads_as_it_is(path: Path, encoding: str, sheet: str, changed: int, size: int) -> tuple[frozenset[str], ...]:
    """The rows of a file that was changed then and has that size: each mapping asks for them."""
    if not is_workbook(path):
        return tuple(names for rows in heads_of(path, encoding) for row in rows if (names := names_in(row)))
    rows: list[frozenset[str]] = []
    try:
        book = Workbook(path, sheet)
        rows.extend(names for row in islice(book.rows(), NEAR) if (names := names_in(row)))
        book.close()
    except Unreadable:
        pass  # the rows before it may hold the header; the rest is told when the table is read
    return tuple(rows)
