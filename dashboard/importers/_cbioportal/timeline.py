"""Rows of a timeline file to events. Days are read in `days`, treatments in `courses`, event types in `kinds`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.domain.events import End, Event, Kind, State
from dashboard.domain.received import Coding
from dashboard.domain.ucum import canonical_unit
from dashboard.importers._assembly.entries import Entry
from dashboard.importers._assembly.ids import digest, event_id
from dashboard.importers._assembly.measured import Measured, measured
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._cbioportal import courses
from dashboard.importers._cbioportal.columns import rest_of
from dashboard.importers._cbioportal.days import END_STATUS, DayError, Days, days_of
from dashboard.importers._cbioportal.kinds import DETAILED, SAMPLE, key_of, kind_of, name_of, spoken
from dashboard.importers._cbioportal.tsv import Line, Table
from dashboard.importers.base import Choices

RESULTS: Final = ("RESULT", "TEST_RESULT", "RESULT_VALUE", "VALUE")
UNITS: Final = (
    ("UNIT", "UNITS", "RESULT_UNIT", "RESULT_UNITS", "TEST_UNIT", "TEST_UNITS", "UNIT_OF_MEASURE", "LR_UNIT_MEASURE")
    + ("LAB_UNIT", "LAB_UNITS", "VALUE_UNIT", "MEASUREMENT_UNIT")
)  # fmt: skip
_IN_NAME: Final = re.compile(r".*\S ?[\[(]([^\[\]()]+)[\])]")
_ALWAYS: Final = ("PATIENT_ID", "START_DATE", "EVENT_TYPE", "NOTE", END_STATUS)
_ITS_TYPE: Final = "its event type says so"
_NO_TYPE: Final = "no kind has this event type, so it has a lane of its own"


@dataclass(frozen=True, slots=True)
class Known:
    """What was read before the rows: the study's name, what its samples are (details by patient and
    sample: two patients may have a sample of one name), the choices."""

    study: str
    samples: Mapping[tuple[str, str], Mapping[str, str]]
    choices: Choices


def timeline_entries(table: Table, file: str, known: Known, tally: Tally) -> Iterator[Entry]:
    """The events of a file; a row that cannot be taken is refused with its line."""
    for line in table.lines():
        row = tally.read()
        wrong = line.wrong or _lacks(line)
        if wrong:
            tally.refuse(row, file, wrong, line=line.number)
            continue
        try:
            days = days_of(line)
        except DayError as error:
            tally.refuse(row, file, error.reason, line=line.number, field=error.column)
            continue
        event = event_of(line, days, f"{file}, line {line.number}", known, tally)
        why = _NO_TYPE if event.kind is Kind.OTHER else _ITS_TYPE
        tally.route(f"event type {event.detail('event_type')}", str(event.kind), why)
        yield Entry(line.get("PATIENT_ID"), event, rows=(row,))


def event_of(line: Line, days: Days, place: str, known: Known, tally: Tally) -> Event:
    """The event of a row."""
    kind, event_type, sample = kind_of(line.get("EVENT_TYPE")), line.get("EVENT_TYPE"), line.get(*SAMPLE)
    lab = _measured(line, known, tally) if kind is Kind.LAB and line.get("TEST") else None
    agents = courses.agents_of(line) if kind is Kind.TREATMENT else ()
    term = _term(line, kind, lab)
    said = {"event_type": event_type, **_own_details(line, kind, days, lab)}
    said |= dict(rest_of(line, _told(line, kind, lab)))
    said |= known.samples.get((line.get("PATIENT_ID"), sample), {})
    return Event(
        id=event_id(f"{_word(event_type)}.{_start(days)}.{sample or digest(key_of(term))[:8]}"),
        kind=kind,
        term=term,
        at=days.at,
        until=days.until,
        state=State.NOT_REPORTED if lab is not None and lab.quantity is None else State.PRESENT,
        quantity=None if lab is None else lab.quantity,
        components=agents,
        group=sample,
        source=known.study,
        place=place,
        as_printed=line.get("AGENT") if len(agents) > 1 else "",
        note=line.get("NOTE"),
        details=said,
    )


def _lacks(line: Line) -> str:
    if not line.get("PATIENT_ID"):
        return "the row names no patient (PATIENT_ID)"
    return "" if line.get("EVENT_TYPE") else "the row has no event type (EVENT_TYPE)"


def _term(line: Line, kind: Kind, lab: Measured | None) -> str:
    if lab is not None:
        return lab.term
    return courses.therapy_name(line) if kind is Kind.TREATMENT else name_of(line, kind)


def _measured(line: Line, known: Known, tally: Tally) -> Measured:
    test, result = line.get("TEST"), line.get(*RESULTS)
    if not result:
        return Measured(test, None, {})
    return measured(Coding(name=test), result, line.get(*UNITS) or _unit_in(test), tally, known.choices)


def _unit_in(test: str) -> str:
    """The unit that a test carries in its name: `PSA (ng/mL)`."""
    found = _IN_NAME.fullmatch(test)
    return found[1] if found is not None and canonical_unit(found[1]) else ""


def _own_details(line: Line, kind: Kind, days: Days, lab: Measured | None) -> dict[str, str]:
    found = dict(lab.details) if lab is not None else {}
    if kind is Kind.TREATMENT:
        found |= courses.given_as(line)
    if days.stop is not None and days.until is End.UNKNOWN:
        found["stop_date"] = str(days.stop)
    if days.status:
        found[END_STATUS.lower()] = days.status
    return found


def _told(line: Line, kind: Kind, lab: Measured | None) -> Iterator[str]:
    """The columns that the event tells in a field of its own."""
    yield from _ALWAYS
    yield "STOP_DATE"
    if lab is not None:
        yield "TEST"
        if lab.quantity is not None:
            yield from (_first(line, RESULTS), _first(line, UNITS))
    if kind is Kind.TREATMENT:
        yield from courses.told(line)
    elif lab is None:
        yield DETAILED


def _first(line: Line, columns: tuple[str, ...]) -> str:
    return next((column for column in columns if line.get(column)), "")


def _word(event_type: str) -> str:
    return spoken(event_type).upper().replace(" ", "_")


def _start(days: Days) -> str:
    return "undated" if days.start is None else str(days.start)
