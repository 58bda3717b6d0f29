"""What only the whole folder can tell: names of case.toml that are not there or there twice, pictures, times solved."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology, solve
from dashboard.errors import Refused
from dashboard.importers._folder import event_rows, header, side_tables
from dashboard.importers._folder.names import Names, note_twice
from dashboard.importers._folder.problems import Problems, quoted

IMAGES = "images"


def check_header(case: Case, names: Names, problems: Problems) -> None:
    """Note every name in case.toml that is used and not there, or there twice."""
    for key, reason in _wrong(case, names):
        if reason:
            problems.add(header.FILE, reason, field=key)
    note_twice(header.FILE, "studies, id", ((study.id, None) for study in case.studies), problems)
    note_twice(header.FILE, "clocks, name", ((clock.name, None) for clock in case.clocks), problems)


def check_folder(folder: Path, studies: Iterable[str], pictured: Iterable[str], problems: Problems) -> None:
    """Note pictures that are promised and absent, pictures of no study, and tables that nobody reads."""
    tables = (event_rows.FILE, side_tables.FINDINGS, side_tables.ISSUES)
    for path in sorted(folder.glob("*.csv")):
        if path.name not in tables:
            problems.add(path.name, f"the file is no part of a case folder; its tables are {', '.join(tables)}")
    for study in pictured:
        place = folder / IMAGES / study
        if not place.is_dir() or not any(path.is_file() for path in place.rglob("*")):
            reason = f"{quoted(study)} promises pictures, and the folder {IMAGES}/{study} is not there or empty"
            problems.add(header.FILE, reason, field="studies, images")
    for path in sorted((folder / IMAGES).glob("[!.]*/")):
        if path.is_dir() and path.name not in studies:
            problems.add(f"{IMAGES}/{path.name}", f"the folder is named after no study of {header.FILE}")


def solve_times(case: Case, problems: Problems) -> Chronology | None:
    """The solved times; None, with the reason noted, when they cannot all be true."""
    try:
        return solve(case)
    except Refused as error:
        problems.add(event_rows.FILE, str(error))
        return None


def _wrong(case: Case, names: Names) -> Iterator[tuple[str, str]]:
    yield "zero", "" if case.zero in case.moments else names.lacks_event(case.zero)
    yield from ((f"clocks, {clock.name}", names.lacks_event(clock.zero)) for clock in case.clocks)
    yield from (("zeros", names.lacks_event(zero)) for zero in case.zeros)
    yield from ((f"studies, {study.id}", names.lacks_event(study.event)) for study in case.studies)
    for name, when in case.moments.items():
        yield from ((f"moments.{name}", names.lacks_time(reference)) for reference in when.references)
    for name in (names.moments or frozenset()) & (names.events or frozenset()):
        yield name, f"{quoted(name)} is also the id of an event"
    if case.writing and names.moments is not None and case.writing not in names.moments:
        yield "writing", f"{quoted(case.writing)} is none of the [moments]"
