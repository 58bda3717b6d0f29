"""Which mapping knows which files: by their names and by the columns of their headers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from dashboard.importers._tables.mapping import Dictionary, Table, TableMapping
from dashboard.importers._tables.mapping_file import read_mapping
from dashboard.importers._tables.sheets import Workbook, is_workbook
from dashboard.importers._tables.specs import folded
from dashboard.importers._tables.texts import Unreadable, header_of

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


def files_at(path: Path) -> dict[str, Path]:
    """The tables at a path by the name that is told: itself, or all in a folder, case folders left out."""
    if path.is_file():
        return {path.name: path}
    found = sorted(_files(path, 0))[:_MOST_FILES]
    return {str(one.relative_to(path)): one for one in found}


def found_in(mapping: TableMapping, files: Mapping[str, Path], *, alone: bool = False) -> Found:
    """What of the files the mapping reads. `alone`: its only table reads every file, whatever its name."""
    found = Found(mapping)
    for name, path in files.items():
        header = frozenset(map(folded, _header(path)))
        named = list(mapping.tables) if alone and len(mapping.tables) == 1 else list(mapping.tables_of(name))
        fitting = [one for one in named if set(one.required) <= header]
        codes = next((one for one in mapping.dictionaries if one.names(name)), None)
        if codes is not None and set(codes.key) <= header:
            found.dictionaries[codes.name] = (codes, path, name)
        elif fitting:
            found.tables.append((fitting[0], path, name))
            found.sure += 1
        elif named and not header:
            found.tables.append((named[0], path, name))
        elif named:
            found.lacking.append((name, tuple(sorted(set(named[0].required) - header))))
        else:
            found.unknown.append(name)
    return found


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


def _files(folder: Path, depth: int) -> Iterator[Path]:
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
            yield from _files(one, depth + 1)
        elif one.is_file() and is_table(one):
            yield one


def _header(path: Path) -> tuple[str, ...]:
    try:
        state = path.stat()
    except OSError:
        return ()
    return _header_as_it_is(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=512)
def _header_as_it_is(path: Path, changed: int, size: int) -> tuple[str, ...]:
    """The header of a file that was changed then and has that size: each mapping asks for it."""
    if not is_workbook(path):
        return header_of(path)
    try:
        book = Workbook(path)
        header = tuple(next(book.rows(), []))
        book.close()
        return header
    except Unreadable:
        return ()
