"""findings.csv and issues.csv: what the studies show, and what is known to be wrong or open in the source."""

from collections.abc import Sequence

from dashboard.domain.cases import Finding, Issue, Trend
from dashboard.importers._folder.header import NAME
from dashboard.importers._folder.names import Names, note_twice
from dashboard.importers._folder.problems import Problems, either, quoted
from dashboard.importers._folder.tables import Row

FINDINGS = "findings.csv"
FINDINGS_REQUIRED = ("finding", "trend")
ISSUES = "issues.csv"
ISSUES_REQUIRED = ("id", "summary")
_CONFLICT = {"": False, "no": False, "yes": True}


def read_findings(rows: Sequence[Row], names: Names, problems: Problems) -> tuple[Finding, ...]:
    """The findings of the rows; a row with a problem is noted and left out."""
    cells = ((" of ".join((row.word("finding"), row.word("study") or row.word("event"))), row.number) for row in rows)
    note_twice(FINDINGS, "finding", cells, problems)
    return tuple(finding for row in rows if (finding := _finding(row, names, problems)) is not None)


def read_issues(rows: Sequence[Row], problems: Problems) -> tuple[Issue, ...]:
    """The issues of the rows; a row with a problem is noted and left out."""
    return tuple(issue for row in rows if (issue := _issue(row, problems)) is not None)


def _finding(row: Row, names: Names, problems: Problems) -> Finding | None:
    before = len(problems.found)
    trend = row.word("trend").lower()
    if trend not in tuple(Trend):
        reason = f"{quoted(row.word('trend'))} is not known; expected {either(Trend)}"
        problems.add(FINDINGS, reason, row.number, "trend")
    if not row.word("finding"):
        problems.add(FINDINGS, "the cell is blank; expected what was looked for", row.number, "finding")
    if not row.word("study") and not row.word("event"):
        reason = "the cell is blank; expected a study, or an event where the source does not say which study"
        problems.add(FINDINGS, reason, row.number, "study")
    if reason := _not_a_slice(row):
        problems.add(FINDINGS, reason, row.number, "slice")
    wrong = [("study", names.lacks_study(row.word("study"))), ("event", names.lacks_event(row.word("event")))]
    for column, reason in wrong + [("issues", names.lacks_issue(issue)) for issue in row.words("issues")]:
        if reason:
            problems.add(FINDINGS, reason, row.number, column)
    if len(problems.found) > before:
        return None
    return Finding(
        study=row.word("study"),
        finding=row.word("finding"),
        trend=Trend(trend),
        word=row.word("word"),
        event=row.word("event"),
        place=row.word("place"),
        issues=row.words("issues"),
    )


def _not_a_slice(row: Row) -> str:
    """Why the slice on which the finding is seen cannot be one; "" where it can, or none is named."""
    slice_ = row.word("slice")
    if slice_ and not (slice_.isascii() and slice_.isdecimal() and int(slice_) > 0 and len(slice_) < 6):
        return f"{quoted(slice_)} is not a slice; expected a whole number, counted from 1, feet first"
    if (slice_ or row.word("series")) and not row.word("study"):
        return "a slice or series is named and no study; expected the study whose pictures it is of"
    return ""


def _issue(row: Row, problems: Problems) -> Issue | None:
    before = len(problems.found)
    if not NAME.fullmatch(row.word("id")):
        problems.add(ISSUES, f"{quoted(row.word('id'))} is not an id; expected one such as X01", row.number, "id")
    if not row.word("summary"):
        problems.add(ISSUES, "the cell is blank; expected what is open or contradictory", row.number, "summary")
    conflict = _CONFLICT.get(row.word("conflict").lower())
    if conflict is None:
        problems.add(ISSUES, f"{quoted(row.word('conflict'))} is not yes or no", row.number, "conflict")
    readings = row.words("readings", "|")
    if conflict and len(readings) < 2:
        problems.add(ISSUES, "a conflict has two readings or more, with | between them", row.number, "readings")
    if len(problems.found) > before:
        return None
    return Issue(row.word("id"), row.free("summary"), row.free("recorded"), bool(conflict), readings)
