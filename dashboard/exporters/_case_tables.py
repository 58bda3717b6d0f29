"""events.csv, findings.csv and issues.csv of a case, as `importers/case_folder.py` reads them (docs/case-format.md)."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.decimals import plain_decimal
from dashboard.domain.events import Event, Quantity, State
from dashboard.domain.plausibility import flags_of
from dashboard.domain.units import UnitError, read_quantity
from dashboard.errors import Refused

REQUIRED: Final = ("id", "kind", "term", "at")
COLUMNS: Final = (
    *("id", "seq", "kind", "label", "term", "at", "until", "time_kind", "state", "value", "unit", "read_as"),
    *("components", "drug_class", "indication", "route", "dose", "rank", "trend", "flags", "emphasis", "study"),
    *("modality", "figure", "sites", "compared_with", "group", "source", "place", "as_printed", "attribution"),
    *("note", "issues"),
)
OWN: Final = frozenset(
    ("id", "seq", "kind", "term", "at", "until", "state", "value", "unit", "read_as", "components", "group", "source")
    + ("place", "as_printed", "note", "issues")
)
FINDINGS: Final = ("study", "event", "finding", "trend", "word", "place", "issues")
ISSUES: Final = ("id", "conflict", "summary", "recorded", "readings")


def events_csv(case: Case, chronology: Chronology) -> str:
    """One row an event; optional columns only where an event fills them. Raises Refused where the format cannot hold
    what the case says."""
    computed = _computed(case, chronology)
    rows = [_event_cells(event, computed[event.id]) for event in case.events]
    used = {column for row in rows for column, cell in row.items() if cell}
    further = sorted(used - set(COLUMNS))
    columns = [column for column in COLUMNS if column in used or column in REQUIRED] + further
    return table_text(columns, rows)


def findings_csv(case: Case) -> str:
    """One row a study and finding; "" where there are none."""
    rows = [
        {name: getattr(found, name) for name in FINDINGS} | {"issues": _list(found.issues, ";")}
        for found in case.findings
    ]
    return table_text(FINDINGS, rows) if rows else ""


def issues_csv(case: Case) -> str:
    """One row a known issue; "" where there are none."""
    rows = [
        {"id": issue.id, "conflict": "yes" if issue.conflict else "", "summary": issue.summary}
        | {"recorded": issue.recorded, "readings": _list(issue.readings, "|")}
        for issue in case.issues
    ]
    return table_text(ISSUES, rows) if rows else ""


def table_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """CSV with a header; cells as they are, quoted where they must be."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()


def _event_cells(event: Event, computed: Mapping[str, str]) -> dict[str, str]:
    for name in event.details:
        if name in OWN or name != name.strip().lower() or not name:
            raise Refused(f'Event {event.id} has a column "{name}", which a case folder cannot hold.')
    given = {name: text for name, text in event.details.items() if name != "zero_label" and text != computed.get(name)}
    quantity = event.quantity
    return given | {
        "id": event.id,
        "seq": "" if event.seq is None else str(event.seq),
        "kind": str(event.kind),
        "term": event.term,
        "at": str(event.at),
        "until": "" if event.until is None else str(event.until),
        "state": "" if event.state is State.PRESENT else str(event.state),
        "value": quantity.received if quantity else "",
        "unit": quantity.unit_received if quantity else "",
        "read_as": _read_as(event.term, quantity),
        "components": _list(event.components, ";"),
        "group": event.group,
        "source": event.source,
        "place": event.place,
        "as_printed": event.as_printed,
        "note": event.note,
        "issues": _list(event.issues, ";"),
    }


def _computed(case: Case, chronology: Chronology) -> dict[str, dict[str, str]]:
    """What the importer will work out by itself for each event: counts to verify, and parts of a contradiction."""
    flags = flags_of(case, chronology)
    known = {issue.id for issue in case.issues if issue.conflict}
    return {
        event.id: {
            "verify": flags.get(event.id, ""),
            "conflict": ", ".join(issue for issue in event.issues if issue in known),
        }
        for event in case.events
    }


def _read_as(term: str, quantity: Quantity | None) -> str:
    """How the value is to be read, where its own words would be read in another way or in none."""
    if quantity is None:
        return ""
    try:
        if read_quantity(term, quantity.received, quantity.unit_received) == quantity:
            return ""
    except UnitError:
        pass
    if quantity.number is None:
        return "text"
    return f"{quantity.comparator}{plain_decimal(quantity.number)} {quantity.unit or ''}".strip()


def _list(parts: Sequence[str], separator: str) -> str:
    for part in parts:
        if separator in part or part != part.strip() or not part:
            raise Refused(f'"{part[:60]}" cannot stand in a list of a case folder: its parts have {separator} between.')
    return f"{separator} ".join(parts)
