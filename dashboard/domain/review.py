"""Review notes of a conference on a case (what went well, what did not): kept beside the record, never part of it. An
export leaves them out unless somebody asks for them."""

from collections.abc import Iterator
from dataclasses import replace

from dashboard.domain.cases import Case
from dashboard.domain.events import Event, Kind
from dashboard.domain.statements import END_OF
from dashboard.domain.when import When

MARK = "review"


def is_review_note(event: Event) -> bool:
    """Whether an event is a review note: a note whose column `review` says yes."""
    return event.kind is Kind.NOTE and event.detail(MARK) == "yes"


def without_review_notes(case: Case) -> tuple[Case, int]:
    """The case without its review notes, and how many there were. A moment that other times count from keeps its time
    under its name, without the note; the event that is day 0 stays."""
    notes = [event for event in case.events if is_review_note(event) and event.id != case.zero]
    if not notes:
        return case, 0
    gone = {event.id for event in notes}
    kept = tuple(event for event in case.events if event.id not in gone)
    used = {name.removeprefix(END_OF) for event in kept for name in _references(event)}
    used |= {name.removeprefix(END_OF) for when in case.moments.values() for name in when.references}
    used |= {name.removeprefix(END_OF) for event in notes for name in event.at.references}
    moments = {event.id: event.at for event in notes if event.id in used}
    return replace(case, events=kept, moments={**case.moments, **moments}), len(notes)


def _references(event: Event) -> Iterator[str]:
    yield from event.at.references
    if isinstance(event.until, When):
        yield from event.until.references
