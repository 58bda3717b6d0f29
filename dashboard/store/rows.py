"""Case and Event as rows of the tables, and back: `case_of(case_row(case), …) == case`. No SQL is sent here."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping

from dashboard.domain.cases import Case, Clock, Finding, Grain, Issue, Study, Trend
from dashboard.domain.events import End, Event, Kind, Quantity, State
from dashboard.domain.when import When, parse_when

Row = dict[str, Any]

_QUANTITY = ("received", "unit_received", "number", "unit", "comparator")
_PLAIN_CASE = (
    *("title", "question", "zero", "age", "sex", "diagnosis", "question_source", "source", "origin", "writing"),
    *("patient_id", "birth_date"),
)
_KINDS = {str(kind): kind for kind in Kind}
_STATES = {str(state): state for state in State}
EVENT_COLUMNS = (
    *("id", "kind", "term", "at", "until", "state", *_QUANTITY),
    *("components", "group", "source", "place", "as_printed", "note", "issues", "seq", "details"),
)
_PLAIN_EVENT = ("id", "term", "group", "source", "place", "as_printed", "note", "seq")


def plain(row: RowMapping) -> Row:
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


class EventReader:
    """Makes the events of a case of the texts in its rows, in the order of `EVENT_COLUMNS`. What many of them say alike
    (terms, units, details) is one object for all of them: a long record then takes a third of the memory and time."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._lists: dict[str, tuple[str, ...]] = {}
        self._details: dict[str, dict[str, str]] = {}

    def event(self, row: Sequence[Any]) -> Event:
        """The event of one row; JSON columns come as text."""
        (event_id, kind, term, at, until, state, received, unit_received, number, unit, comparator) = row[:11]
        (components, group, source, place, as_printed, note, issues, seq, details) = row[11:]
        same = self._same
        quantity = None
        if received is not None:
            value = None if number is None else Decimal(number)
            quantity = Quantity(received, same(unit_received), value, unit and same(unit), same(comparator))
        return Event(
            id=event_id,
            kind=_KINDS[kind],
            term=same(term),
            at=parse_when(at),
            until=_until(until),
            state=_STATES[state],
            quantity=quantity,
            components=self._list(components),
            group=same(group),
            source=same(source),
            place=place,
            as_printed=as_printed,
            note=note,
            issues=self._list(issues),
            seq=seq,
            details=self._detail(details),
        )

    def _same(self, text: str) -> str:
        return self._texts.setdefault(text, text)

    def _list(self, text: str) -> tuple[str, ...]:
        if text not in self._lists:
            self._lists[text] = tuple(json.loads(text))
        return self._lists[text]

    def _detail(self, text: str) -> dict[str, str]:
        if text not in self._details:
            self._details[text] = json.loads(text)
        return self._details[text]


def fingerprint(head: Row, events: Iterable[Row]) -> str:
    """A hash of all that a case says: equal when nothing differs, order of events included."""
    return hashlib.sha256(json.dumps([head, list(events)], sort_keys=True).encode()).hexdigest()


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
