"""Small cases for the tests of time: an event a line, its time in the notation."""

from collections.abc import Mapping
from typing import Any

from dashboard.domain.cases import Case
from dashboard.domain.events import End, Event, Kind
from dashboard.domain.when import When, parse_when

Times = str | tuple[str, str]


def event_of(event_id: str, times: Times, **more: Any) -> Event:
    """An event at `times`, or from the first to the second of them; the second may be "ongoing" or "unknown"."""
    at, until = (times, None) if isinstance(times, str) else times
    return Event(event_id, Kind.NOTE, f"term of {event_id}", parse_when(at), _until(until), **more)


def case_of(events: Mapping[str, Times], moments: Mapping[str, str] | None = None, **more: Any) -> Case:
    """A case of events by id, the first of them day 0 unless `zero` says otherwise."""
    listed = tuple(event_of(event_id, times) for event_id, times in events.items())
    named = {name: parse_when(text) for name, text in (moments or {}).items()}
    return Case(**{"id": "case", "title": "", "question": "", "zero": next(iter(events), ""), "moments": named,
                   "events": listed} | more)  # fmt: skip


def _until(text: str | None) -> When | End | None:
    if text is None:
        return None
    return End(text) if text in tuple(End) else parse_when(text)
