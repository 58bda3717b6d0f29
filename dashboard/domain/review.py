"""Review notes of a conference on a case (what went well, what did not): kept beside the record, never part of it. An
export leaves them out unless somebody asks for them."""

from collections.abc import Iterator
from dataclasses import replace

from dashboard.domain.cases import Case
from dashboard.domain.events import Event, Kind
from dashboard.domain.statements import END_OF
from dashboard.domain.when import When

MARK = "review"
UNTOLD = "Review note, not told"


def is_review_note(event: Event) -> bool:
    """Whether an event is a review note: a note whose column `review` says yes."""
    return event.kind is Kind.NOTE and event.detail(MARK) == "yes"


def without_review_notes(case: Case) -> tuple[Case, int]:
    """The case without its review notes, and how many there were. Of a note that other times count from, or that is
    day 0, only the time stays."""
    notes = {event.id for event in case.events if is_review_note(event)}
    used = {case.zero, *case.zeros, *(clock.zero for clock in case.clocks), *(study.event for study in case.studies)}
    used |= {name.removeprefix(END_OF) for event in case.events for name in _references(event)}
    used |= {name.removeprefix(END_OF) for when in case.moments.values() for name in when.references}
    kept = tuple(
        _untold(event) if event.id in notes else event for event in case.events if event.id not in notes - used
    )
    return (replace(case, events=kept) if notes else case), len(notes)


def _untold(event: Event) -> Event:
    return Event(event.id, event.kind, UNTOLD, event.at, event.until, event.state, seq=event.seq)


def _references(event: Event) -> Iterator[str]:
    yield from event.at.references
    if isinstance(event.until, When):
        yield from event.until.references
