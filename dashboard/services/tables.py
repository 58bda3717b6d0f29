"""The table of a case: the same records as the chart in the same order, every cell in words; and the table as CSV."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.domain.cases import Case
from dashboard.domain.dating import Dating
from dashboard.domain.discretion import NOTHING, Hidden
from dashboard.domain.people import Action, User
from dashboard.domain.timing import Placed, Timing, place
from dashboard.domain.units import spoken
from dashboard.services import cases
from dashboard.services.acting import acting
from dashboard.services.context import Context
from dashboard.services.moments import zero_of
from dashboard.services.records import Record, detailed
from dashboard.store import cases as stored

Cells = dict[str, str]
Keys = dict[str, list[float]]

COLUMNS = (
    ("id", "Row"),
    ("order", "Order"),
    ("kind", "Kind"),
    ("event", "Event"),
    ("words", "Time"),
    ("time_kind", "Kind of time"),
    ("until", "Until"),
    ("state", "State"),
    ("value", "Value"),
    ("received", "As received"),
    ("details", "Details"),
    ("check", "To check"),
    ("missing", "Not reported"),
    ("place", "Source, place"),
)
NUMBERED = frozenset({"order", "words", "date", "age", "until", "value"})
STATES = {"rejected": "considered and rejected", "presumed": "presumed or considered"}
MARKS = {"clock": "exact on its own clock", "as of writing": "as of writing"}
NO_DAY = ("order only", "not dated")
# A spreadsheet takes a cell for a formula by its first sign, also behind quotation marks and blanks.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = "\ufeff"  # without it Excel takes UTF-8 for something else


@dataclass(frozen=True, slots=True)
class Line:
    """One record as a row: its id, its cells by column, and by what columns of numbers and days are sorted."""

    id: str
    cells: Cells
    term: str
    keys: Keys
    record: Record


@dataclass(frozen=True, slots=True)
class EventTable:
    """All records of a case; `zero` is what day 0 is called."""

    case_id: str
    zero: str
    lines: tuple[Line, ...]
    columns: tuple[tuple[str, str], ...] = COLUMNS


def event_table(user: User, context: Context, case_id: str, zero: str = "", hidden: Hidden = NOTHING) -> EventTable:
    """The table of a case with days from the selected day `zero` (domain/zeros.py; from its own without), without what
    is `hidden`; `Refused` if there is no such day."""
    opened = cases.open_case(user, context, case_id, hidden)
    case, counted, dating = opened.case, zero_of(opened, zero), Dating(opened.case, opened.chronology)
    placed = place(case, opened.chronology, counted.moment)
    lines = tuple(line(case, item, dating) for item in placed)
    return EventTable(case.id, counted.full, lines, tuple(shown_columns(dating)))


def shown_columns(dating: Dating) -> Iterator[tuple[str, str]]:
    """The columns that a case needs: those of dates and ages only where it has them."""
    for key, title in COLUMNS:
        yield key, title
        if key == "time_kind":
            yield from [("date", "Date")] * dating.known + [("age", "Age")] * dating.aged


def exported(user: User, context: Context, case_id: str, zero: str = "", hidden: Hidden = NOTHING) -> str:
    """The table of a case as CSV; asks for the right to export, and the audit says that it was."""
    with acting(user, context, Action.EXPORT, case_id, subject="table as CSV") as db:
        stored.version_of(db, case_id)
    return as_csv(event_table(user, context, case_id, zero, hidden))


def line(case: Case, item: Placed, dating: Dating | None = None) -> Line:
    """The row of one event; with `dating` of a case that has dates also its date, and its age where that is known."""
    dated = dating.of(item) if dating is not None and dating.known else None
    record = detailed(case, item)
    quantity = item.event.quantity
    value = spoken(quantity) if quantity else ""
    received = f"{quantity.received} {quantity.unit_received}".strip() if quantity else ""
    cells = {
        "id": record["id"],
        "order": "" if item.rank is None else str(item.rank),
        "kind": record["kind"].replace("_", " "),
        "event": record["label"],
        "words": record["words"],
        "time_kind": ", ".join(part for part in (record["time_kind"], MARKS.get(record["mark"], "")) if part),
        "until": until(record),
        "state": STATES.get(record["state"], record["state"]),
        "value": value,
        "received": received if received != value else "",
        "details": "\n".join(details(case, record)),
        "check": "; ".join(to_check(record)),
        "missing": ", ".join(missing(record)),
        "place": ", ".join(part for part in (record["source"], record["place"]) if part),
    }
    keys = sort_keys(item)
    if dated is not None:
        cells |= {"date": dated.words} | ({"age": dated.age} if dating is not None and dating.aged else {})
        keys |= {name: keys["words"] for name in ("date", "age") if name in cells and "words" in keys}
        record |= {"date_from": dated.first, "date_to": dated.last}
    term = record["term"] if record["term"].casefold() != record["label"].casefold() else ""
    return Line(record["id"], cells, term, keys, record)


def until(record: Record) -> str:
    """How the event ends, in words; "" for a moment."""
    if record["end_state"] is None:
        return ""
    return str(record["end_words"] or {"unknown": "end not reported"}.get(record["end_state"], record["end_state"]))


def details(case: Case, record: Record) -> Iterator[str]:
    """What else the record says: parts, flags, all optional columns, what the study shows, the curator's remark."""
    if record["components"]:
        yield "; ".join(record["components"])
    if record["flags"]:
        yield f"beside it: {record['flags']}"
    for name, text in record["details"].items():
        if text != "not reported" and name != "verify":
            yield f"{name.replace('_', ' ')}: {text}"
    if record["study_label"]:
        for finding in case.findings:
            if finding.study == record["study"]:
                yield f"{finding.finding}: {finding.word or finding.trend}"
    if record["note"]:
        yield f"note: {record['note']}"


def to_check(record: Record) -> Iterator[str]:
    """Contradictions of the source, counts to verify, and other known issues."""
    for issue in record["issues"]:
        if issue["conflict"]:
            yield f"conflict {issue['id']}"
    if "verify" in record["details"]:
        yield record["details"]["verify"]
    for issue in record["issues"]:
        if not issue["conflict"]:
            yield str(issue["id"])


def missing(record: Record) -> list[str]:
    """Fields that a reader would look for and the record does not give."""
    absent = [name.replace("_", " ") for name, text in record["details"].items() if text == "not reported"]
    ends = ["end"] if record["end_state"] == "unknown" else []
    return absent + ends + (["day"] if record["time_kind"] in NO_DAY else [])


def sort_keys(item: Placed) -> Keys:
    """What a click on a column of numbers sorts by; a time by its day, then by how late it may be."""
    found: Keys = {} if item.rank is None else {"order": [float(item.rank)]}
    for name, time in (("words", item.time), ("until", item.end)):
        if isinstance(time, Timing):
            days = [day for day in (time.nominal, time.earliest, time.latest) if day is not None]
            found |= {name: [days[0], days[-1]]} if days else {}
    quantity = item.event.quantity
    if quantity is not None and quantity.number is not None:
        found["value"] = [float(quantity.number)]
    return found


def as_csv(table: EventTable) -> str:
    """The table for a spreadsheet: times also as numbers, where the record gives a day; no cell can be a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    rows = [dict(_csv_cells(one, table)) for one in table.lines]
    writer.writerow(rows[0] if rows else [title for _, title in table.columns])
    writer.writerows(row.values() for row in rows)
    return MARK + out.getvalue()


def _csv_cells(one: Line, table: EventTable) -> Iterator[tuple[str, str]]:
    """(title, cell) of one row. An order-only record has no day: its window stands in words and as two limits."""
    record, dated = one.record, one.record["time_kind"] not in NO_DAY
    for key, title in table.columns:
        text = one.cells[key].replace("\n", " | ")
        yield title, text if key == "order" else quoted(text)
        if key == "event":
            yield "In full", quoted(record["term"])
        if key == "time_kind":
            yield "Days counted from", quoted(table.zero)
            yield "Day", _number(record["nominal"] if dated else None)
            yield "Window from", _number(record["earliest"])
            yield "Window to", _number(record["latest"])
        if key == "date":
            yield "Date from", record["date_from"]
            yield "Date to", record["date_to"]
        if key == "until":
            yield "Until from", _number(record["end_earliest"])
            yield "Until to", _number(record["end_latest"])
        if key == "received":
            yield "Number", _number(record["value"])
            yield "Unit (UCUM)", quoted(record["unit"] or "")


def quoted(text: str) -> str:
    """A cell that a spreadsheet shows as the text that it is."""
    return f"'{text}" if text.lstrip(" \"'\u00a0").startswith(FORMULA) or text.startswith(FORMULA) else text


def _number(value: Any) -> str:
    return str(value) if isinstance(value, int | float) else ""


def columns(table: EventTable) -> Sequence[dict[str, Any]]:
    """Key and title of each column, and whether it is sorted by number or day rather than by text."""
    return [{"key": key, "title": title, "numbered": key in NUMBERED} for key, title in table.columns]
