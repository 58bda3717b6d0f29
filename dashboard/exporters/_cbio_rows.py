"""One event as a row of a timeline file, or the sentence why that format cannot say it.

The format knows whole days and nothing else: what has no day of its own gets none, and is told in the report beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import floor
from typing import Final

from dashboard.domain.cases import Grain
from dashboard.domain.events import End, Event, Kind, Quantity, State
from dashboard.domain.placed import Placed, TimeKind, Timing
from dashboard.exporters._cbio_tables import AS_GIVEN, column_name

START: Final = ("PATIENT_ID", "START_DATE", "STOP_DATE", "EVENT_TYPE")
DERIVED: Final = frozenset(("survival",))
"""Event types that other files say: they are no rows of their own."""

LISTED: Final = frozenset(("patient attributes", "sample attributes", "resource link"))
"""Event types that stand in clinical and resource files."""

_TYPES: Final = {
    Kind.LAB: "LAB_TEST",
    Kind.OUTCOME: "STATUS",
    Kind.PROCEDURE: "PROCEDURE",
    Kind.OTHER: "OTHER",
}
_ORDER: Final = (
    "TREATMENT_TYPE",
    "SUBTYPE",
    "AGENT",
    "AGENT_CLASS",
    "DOSE",
    "ROUTE",
    "INDICATION",
    "TEST",
    "RESULT",
    "UNIT",
) + ("DIAGNOSTIC_TYPE", "SAMPLE_ID", "SPECIMEN_SITE", "SPECIMEN_TYPE", "EVENT_TYPE_DETAILED", "STATUS")
_KEPT_APART: Final = frozenset(
    ("analyte", "conflict", "drug_class", "dose", "end_status", "event_type", "indication")
    + ("route", "stop_date", "verify", "zero_label")
)
_COLOUR: Final = re.compile(r"#[a-fA-F0-9]{6}")
_SHAPES: Final = frozenset(("circle", "square", "triangle", "diamond", "star", "camera"))
_STATES: Final = {
    State.ABSENT: "it is stated as absent, and a portal would show it as having happened",
    State.PRESUMED: "it is presumed or considered, and a portal would show it as having happened",
    State.REJECTED: "it was considered and rejected, and a portal would show it as having happened",
    State.NOT_REPORTED: "the record says that it is not reported",
}
_TIMES: Final = {
    TimeKind.BOUNDED: "its day is not known, only its limits",
    TimeKind.APPROXIMATE: "its day is approximate",
    TimeKind.ORDER_ONLY: "only its order is known",
    TimeKind.NOT_DATED: "it is not dated",
}
NO_WHOLE_DAY: Final = "its day is no whole number"


@dataclass(frozen=True, slots=True)
class Row:
    """A row by columns, without its patient; `lost` says what of it the format cannot hold, or is ""."""

    event_type: str
    cells: dict[str, str]
    lost: str = ""


def row_of(item: Placed, grain: Grain, study: str) -> Row | str:
    """The row of an event, or why there is none. `study` is the name of the study, which rows need not repeat."""
    event, day = item.event, whole_day(item.time, grain)
    lab = event.kind is Kind.LAB
    if event.state is not State.PRESENT and not (lab and event.state is State.NOT_REPORTED):
        return _STATES[event.state]
    if day is None:
        return _TIMES.get(item.time.kind, NO_WHOLE_DAY)
    stop, status = _end(item, grain)
    event_type = event.detail("event_type") or _TYPES.get(event.kind, str(event.kind).upper())
    cells = {"START_DATE": str(day), "STOP_DATE": stop, "EVENT_TYPE": event_type, "END_STATUS": status}
    cells |= dict(_said(event, study))
    lost = "its end is no whole day and is told in words (END_STATUS)" if status and status[0].isdigit() else ""
    return Row(event_type, {name: text for name, text in cells.items() if text}, lost)


def whole_day(time: Timing, grain: Grain) -> int | None:
    """The day of a time as a whole number; None where the record does not give one day. Of an instant it is the
    calendar day."""
    low, high = time.earliest, time.latest
    if low is None or high is None or time.kind not in (TimeKind.EXACT, TimeKind.BOUNDED):
        return None
    if grain is Grain.INSTANT:
        return floor(low) if floor(low) == floor(high) else None
    return int(low) if low == high == int(low) else None


def columns_of(rows: list[Row]) -> list[str]:
    """The columns of a file, the four that a portal wants first."""
    used = {column for row in rows for column in row.cells}
    return [*START, *(name for name in _ORDER if name in used), *sorted(used - {*START, *_ORDER})]


def _end(item: Placed, grain: Grain) -> tuple[str, str]:
    """STOP_DATE, and what is to be said of an end that is no day."""
    end, event = item.end, item.event
    if end is None:
        return "", ""
    if isinstance(end, End):
        return event.detail("stop_date"), event.detail("end_status") or str(end)
    stop = whole_day(end, grain)
    if stop is not None:
        return str(stop), event.detail("end_status")
    return "", f"{end.words} ({end.kind})".replace("day ", "")


def _said(event: Event, study: str) -> Iterator[tuple[str, str]]:
    """Everything that the event says besides its days, by columns."""
    yield from _named(event)
    yield "NOTE", event.note
    yield "DOSE", event.detail("dose")
    yield "ROUTE", event.detail("route")
    yield "INDICATION", event.detail("indication")
    if event.source != study:
        yield "SOURCE_DOCUMENT", event.source
        yield "PLACE", event.place
    if event.group not in (event.detail("sample_id"), event.detail("specimen_reference_number")):
        yield "GROUP", event.group
    if event.kind is not Kind.TREATMENT:
        yield "COMPONENTS", "; ".join(event.components)
        yield "AS_PRINTED", event.as_printed
    yield "ISSUES", "; ".join(event.issues)
    for name, text in event.details.items():
        if name not in _KEPT_APART and not name.startswith("sample "):
            yield _column(name, text), text


def _named(event: Event) -> Iterator[tuple[str, str]]:
    """What names the event, in the columns that the format suggests for its type."""
    if event.kind is Kind.TREATMENT:
        yield from _treatment(event)
        return
    if event.kind is Kind.LAB and (event.quantity is not None or event.state is State.NOT_REPORTED):
        yield "TEST", event.term
    else:
        yield "EVENT_TYPE_DETAILED", event.term
    yield from _value(event.quantity)


def _value(quantity: Quantity | None) -> Iterator[tuple[str, str]]:
    if quantity is not None:
        yield "RESULT", quantity.received
        yield "UNIT", quantity.unit_received


def _treatment(event: Event) -> Iterator[tuple[str, str]]:
    drug_class = event.detail("drug_class")
    radiation = drug_class in ("radiotherapy", "irradiation")
    known = "event_type" in event.details
    agents = event.as_printed if known else ""
    agents = agents or "; ".join(event.components)
    if radiation and not known:
        yield "TREATMENT_TYPE", "Radiation Therapy"
    if not radiation:
        yield "AGENT_CLASS", drug_class
    yield "AGENT", agents or ("" if known else event.term)
    if not known and event.term != agents:
        yield "EVENT_TYPE_DETAILED", event.term
    if not known:
        yield "AS_PRINTED", event.as_printed


def _column(name: str, text: str) -> str:
    column = column_name(name.removeprefix("column "))
    refused = (column == "STYLE_COLOR" and not _COLOUR.fullmatch(text)) or (
        column == "STYLE_SHAPE" and text.lower() not in _SHAPES
    )
    return column + AS_GIVEN if refused else column
