"""What a board decided on a case: a form of texts that becomes an event of the case, and the form again from the event.

Nothing of the event is made up: without calendar dates in its case it has no day, only that it came after what the
record tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from dashboard.domain.calendars import calendar_of
from dashboard.domain.cases import Case
from dashboard.domain.events import Event, Kind, State
from dashboard.domain.meetings import text_of
from dashboard.domain.statements import END_OF, Dated, Order, Relation, Unplaced
from dashboard.domain.when import When
from dashboard.errors import Refused

ORIGIN = "meeting"
"""The origin of these events in the store: they stay whatever else is read or imported."""

PREFIX = "decision-"
FIELDS: Final = ("question", "options", "recommendation", "rationale", "dissent", "missing", "owner", "due")
TITLES: Final = {
    "question": "Question",
    "options": "Options considered",
    "recommendation": "Recommendation",
    "rationale": "Rationale",
    "dissent": "Dissent",
    "missing": "Missing information",
    "owner": "Owner",
    "due": "Due",
}
_COLUMNS: Final = {name: name for name in FIELDS} | {"missing": "missing_information"}
LONGEST_TERM, LONGEST_LABEL = 300, 60


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where and when a decision was made, and who writes it down when (UTC, to the minute). Without a meeting
    `meeting` and `title` are ""."""

    meeting: str
    title: str
    date: str
    who: str
    written: str


def form_of(given: object) -> dict[str, str]:
    """The texts of a decision as somebody typed them; raises Refused for anything else."""
    if not isinstance(given, Mapping) or not set(given) <= set(FIELDS):
        raise Refused("A decision record has no such field.")
    return {name: text_of(given.get(name, "")) for name in FIELDS}


def decision_event(case: Case, form: Mapping[str, str], occasion: Occasion, event_id: str) -> Event:
    """The event of a decision. Raises Refused where nothing is recommended: there is nothing to record then."""
    recommendation = form["recommendation"]
    if not recommendation:
        raise Refused("Write the recommendation; the rest may stay empty.")
    term = _shortened(recommendation, LONGEST_TERM)
    texts = {_COLUMNS[name]: form[name] for name in FIELDS if form[name]}
    if term == recommendation:
        del texts["recommendation"]
    about = {"meeting_date": occasion.date, "author": occasion.who, "written": occasion.written}
    details = {"label": _shortened(term, LONGEST_LABEL)} | texts | about
    return Event(
        id=event_id,
        kind=Kind.DECISION,
        term=term,
        at=_time(case, occasion.date),
        state=State.PRESENT,
        source="Decision of the board" if occasion.meeting else "Decision record",
        place=occasion.title,
        details=details,
    )


def revised(before: Event, event: Event) -> Event:
    """The event with the time and the occasion of the one that it corrects."""
    kept = {"meeting_date": before.detail("meeting_date")}
    return replace(event, at=before.at, place=before.place, source=before.source, details={**event.details, **kept})


def form_in(event: Event) -> dict[str, str]:
    """The form that an event was made of."""
    form = {name: event.detail(_COLUMNS[name]) for name in FIELDS}
    return form | {"recommendation": form["recommendation"] or event.term}


def is_decision_of_ours(event: Event) -> bool:
    """Whether an event is a decision that was recorded here."""
    return event.kind is Kind.DECISION and event.id.startswith(PREFIX)


def with_known_times(case: Case) -> Case:
    """The case, in which a decision that names an event which is gone has lost that statement, and not its place in the
    record: a folder that is read again may drop what a decision came after."""
    names = {event.id for event in case.events} | set(case.moments)
    if all(set(_bare(event)) <= names for event in case.events if is_decision_of_ours(event)):
        return case
    events = tuple(
        replace(event, at=_known(event.at, names)) if is_decision_of_ours(event) else event for event in case.events
    )
    return replace(case, events=events)


def _bare(event: Event) -> list[str]:
    return [name.removeprefix(END_OF) for name in event.at.references]


def _known(when: When, names: set[str]) -> When:
    kept = tuple(part for part in when if not isinstance(part, Order) or part.reference.removeprefix(END_OF) in names)
    return When(kept or (Unplaced(),))


def _time(case: Case, day: str) -> When:
    """The calendar day where the case has a calendar; else that it came after the writing of the record, or after the
    last event that the record numbers; else that it was at an unknown time."""
    calendar = calendar_of(case)
    if calendar is not None and calendar.settled:
        return When((Dated(day),))
    if case.writing in case.moments:
        return When((Order(Relation.AFTER, case.writing),))
    numbered = [event for event in case.events if event.seq is not None and event.state is not State.PLANNED]
    last = max(numbered, key=lambda event: event.seq or 0, default=None)
    return When((Unplaced(),) if last is None else (Order(Relation.AFTER, last.id),))


def _shortened(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
