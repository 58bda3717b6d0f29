"""Case and Event as rows of the tables, and back: `case_of(case_row(case), …) == case`. No SQL is sent here."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dashboard.domain.cases import Case, Clock, Finding, Grain, Issue, Study, Trend
from dashboard.domain.events import End, Event, Kind, Quantity, State
from dashboard.domain.when import When, parse_when

if TYPE_CHECKING:  # the process that reads imports needs no SQL
    from sqlalchemy import RowMapping

Row = dict[str, Any]

_QUANTITY = ("received", "unit_received", "number", "unit", "comparator")
_PLAIN_CASE = (
    *("title", "question", "zero", "age", "sex", "diagnosis", "question_source", "source", "origin", "writing"),
    *("patient_id", "birth_date"),
)
_PLAIN_EVENT = ("id", "term", "group", "source", "place", "as_printed", "note", "seq")


def plain(row: "RowMapping") -> Row:
    """A row as it came from the database, by the names of its columns."""
    return {str(name): value for name, value in row.items()}


def case_row(case: Case) -> Row:
    """The fields of a case but for its events."""
    row: Row = {"id": case.id} | {name: getattr(case, name) for name in _PLAIN_CASE}
    return row | {
        "grain": str(case.grain),
        "zeros": list(case.zeros),
        "moments": {name: str(when) for name, when in case.moments.items()},
        "clocks": [asdict(clock) for clock in case.clocks],
        "studies": [asdict(study) for study in case.studies],
        "findings": [_plain(asdict(finding)) for finding in case.findings],
        "issues": [_plain(asdict(issue)) for issue in case.issues],
    }


def case_of(row: Mapping[str, Any], events: Iterable[Event]) -> Case:
    """The case of that row."""
    return Case(
        id=row["id"],
        **{name: row[name] for name in _PLAIN_CASE},
        grain=Grain(row["grain"]),
        zeros=tuple(row["zeros"]),
        moments={name: parse_when(text) for name, text in row["moments"].items()},
        clocks=tuple(Clock(**clock) for clock in row["clocks"]),
        studies=tuple(Study(**study) for study in row["studies"]),
        findings=tuple(
            Finding(**found | {"trend": Trend(found["trend"]), "issues": tuple(found["issues"])})
            for found in row["findings"]
        ),
        issues=tuple(Issue(**issue | {"readings": tuple(issue["readings"])}) for issue in row["issues"]),
        events=tuple(events),
    )


def event_row(event: Event) -> Row:
    """The fields of an event."""
    quantity = {name: getattr(event.quantity, name) if event.quantity else None for name in _QUANTITY}
    if quantity["number"] is not None:
        quantity["number"] = str(quantity["number"])
    return {
        **{name: getattr(event, name) for name in _PLAIN_EVENT},
        **quantity,
        "kind": str(event.kind),
        "at": str(event.at),
        "until": None if event.until is None else str(event.until),
        "state": str(event.state),
        "components": list(event.components),
        "issues": list(event.issues),
        "details": dict(event.details),
    }


def event_of(row: Mapping[str, Any]) -> Event:
    """The event of that row."""
    return Event(
        **{name: row[name] for name in _PLAIN_EVENT},
        kind=Kind(row["kind"]),
        at=parse_when(row["at"]),
        until=_until(row["until"]),
        state=State(row["state"]),
        quantity=_quantity(row),
        components=tuple(row["components"]),
        issues=tuple(row["issues"]),
        details=dict(row["details"]),
    )


def fingerprint(head: Row, packs: Iterable[bytes]) -> str:
    """A hash of all that a case says: equal when nothing differs, order of events included."""
    digest = hashlib.sha256(json.dumps(head, sort_keys=True).encode())
    for pack in packs:
        digest.update(pack)
    return digest.hexdigest()


def _until(text: str | None) -> When | End | None:
    if text is None:
        return None
    return End(text) if text in tuple(End) else parse_when(text)


def _quantity(row: Mapping[str, Any]) -> Quantity | None:
    if row["received"] is None:
        return None
    number = None if row["number"] is None else Decimal(row["number"])
    return Quantity(**{name: row[name] for name in _QUANTITY} | {"number": number})


def _plain(record: Row) -> Row:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in record.items()}
