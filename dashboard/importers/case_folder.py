"""The case folder: case.toml, events.csv, findings.csv and issues.csv to a Case, whole or not at all. The format is
told in docs/case-format.md; pictures under images/ are read by `imaging`."""

from dataclasses import replace
from pathlib import Path

from dashboard.domain.cases import Case
from dashboard.domain.events import Event
from dashboard.domain.plausibility import verified
from dashboard.importers._folder import checks, event_rows, header, side_tables
from dashboard.importers._folder.names import Names, note_twice
from dashboard.importers._folder.problems import Problems
from dashboard.importers._folder.tables import Row, read_table
from dashboard.importers.base import NO_CHOICES, Choices, Import, Report

_TABLES = (
    (event_rows.FILE, event_rows.REQUIRED),
    (side_tables.FINDINGS, side_tables.FINDINGS_REQUIRED),
    (side_tables.ISSUES, side_tables.ISSUES_REQUIRED),
)


def read(path: Path) -> Case:
    """The case in the folder `path`. Raises ImportRefused, a CaseRefused, with all problems that were found."""
    return _read(path)[0]


class CaseFolder:
    """One folder, one case."""

    name = "case-folder"
    title = "Case folder"
    limited = False  # small text, at most 64 MB a file
    needs = "a folder with a case.toml and an events.csv, as docs/case-format.md describes"

    def sniff(self, path: Path) -> bool:
        """True for a folder with a case.toml or an events.csv: where one of them lacks, `read` says so."""
        try:
            return any((path / file).is_file() for file in (header.FILE, event_rows.FILE))
        except OSError:
            return False

    def read(self, path: Path, choices: Choices = NO_CHOICES) -> Import:
        """The case, with a report that counts the rows of its tables. Raises ImportRefused."""
        case, files, rows = _read(path)
        return Import((case,), Report(self.name, files, rows_read=rows, accepted=rows))


def _read(folder: Path) -> tuple[Case, tuple[str, ...], int]:
    problems = Problems()
    if not folder.is_dir():
        problems.add(folder.name, "there is no such folder")
    problems.raise_any()
    head = header.read_header(folder / header.FILE, problems)
    tables = {
        name: read_table(folder / name, required, problems)
        for name, required in _TABLES
        if name == event_rows.FILE or (folder / name).is_file()
    }
    case = _case(head, tables, problems)
    if head.complete:
        checks.check_folder(folder, head.declared_studies, head.pictured, problems)
    problems.raise_any()
    chronology = checks.solve_times(case, problems)
    problems.raise_any()
    assert chronology is not None, "times that cannot be solved are a problem"
    count = sum(len(rows or ()) for rows in tables.values())
    return _conflicting(verified(case, chronology)), (header.FILE, *tables), count


def _case(head: header.Header, tables: dict[str, list[Row] | None], problems: Problems) -> Case:
    names = _names(head, tables)
    for name in (event_rows.FILE, side_tables.ISSUES):
        note_twice(name, "id", ((row.word("id"), row.number) for row in tables.get(name) or []), problems)
    rows, findings, issues = ([row for row in tables.get(name) or [] if row.whole] for name, _ in _TABLES)
    events = event_rows.read_events(rows, head.decimal, names, problems)
    case = Case(
        id=head.code,
        **head.texts,
        grain=head.grain,
        origin=head.origin,
        birth_date=head.birth_date,
        clocks=head.clocks,
        moments=head.moments,
        zeros=tuple(head.zeros),
        events=tuple(_with(event, "zero_label", head.zeros.get(event.id, "")) for event in events),
        studies=head.studies,
        findings=side_tables.read_findings(findings, names, problems),
        issues=side_tables.read_issues(issues, problems),
    )
    checks.check_header(case, names, problems)
    return case


def _names(head: header.Header, tables: dict[str, list[Row] | None]) -> Names:
    return Names(
        events=_ids(tables[event_rows.FILE]),
        issues=_ids(tables.get(side_tables.ISSUES, [])),
        studies=head.declared_studies if head.complete else None,
        moments=head.declared_moments if head.complete else None,
    )


def _ids(rows: list[Row] | None) -> frozenset[str] | None:
    return None if rows is None else frozenset(row.word("id") for row in rows)


def _conflicting(case: Case) -> Case:
    """The case with every event that is part of a contradiction of the source marked with its id."""
    known = {issue.id for issue in case.issues if issue.conflict}
    said = {event.id: ", ".join(issue for issue in event.issues if issue in known) for event in case.events}
    return replace(case, events=tuple(_with(event, "conflict", said[event.id]) for event in case.events))


def _with(event: Event, name: str, text: str) -> Event:
    return replace(event, details={**event.details, name: text}) if text else event


IMPORTER = CaseFolder()
