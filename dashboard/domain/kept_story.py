"""Stories that are not made by rule: one that a presenter has kept, and one with a view for each event. A kept view
names events and studies; its words are made anew from the record, so that it never says what the record no longer says.
"""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.domain.brief import has_time
from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.deidentify import Nameless
from dashboard.domain.placed import Placed
from dashboard.domain.review import is_review_note
from dashboard.domain.story import MOST_PICTURES, StoryView, sentence_of
from dashboard.domain.timing import place
from dashboard.domain.zeros import resolve
from dashboard.errors import Refused


def revived(case: Case, chronology: Chronology, views: Sequence[StoryView], zero: str = "") -> tuple[StoryView, ...]:
    """Kept views with what the case still has of them, told in days from their own day 0, else from `zero`; one whose
    events are all gone is left out."""
    held = {event.id: event for event in case.events}
    studies = {study.id for study in case.studies}
    found = []
    for view in views:
        events = tuple(event for event in view.events if event in held)
        if events:
            moment = _moment(case, chronology, view.zero or zero)
            own = [held[event] for event in events]
            known = {item.event.id: item for item in place(case, chronology, moment, events=own)}
            found.append(
                replace(
                    view,
                    event=view.event if view.event in events else events[0],
                    events=events,
                    studies=tuple(study for study in view.studies if study in studies)[:MOST_PICTURES],
                    sentence=sentence_of(case, [known[event] for event in events]),
                )
            )
    return tuple(found)


def _moment(case: Case, chronology: Chronology, selector: str) -> str | None:
    """The moment that a view counts from; the case's own day 0 where there is no such moment any more."""
    try:
        return resolve(case, chronology, selector).moment
    except Refused:
        return None


def every_event(case: Case, placed: Sequence[Placed]) -> tuple[StoryView, ...]:
    """A view for each event with a time, in the order of the record; review notes are no part of it."""
    shown = {study.event: study.id for study in case.studies}
    return tuple(
        StoryView(
            title="",
            event=item.event.id,
            events=(item.event.id,),
            studies=(shown[item.event.id],) if item.event.id in shown else (),
            sentence=sentence_of(case, [item]),
        )
        for item in placed
        if has_time(item) and not is_review_note(item.event)
    )


def renamed(view: StoryView, nameless: Nameless) -> StoryView | None:
    """The view under the names that a case has without its own; None where that case has no event of it."""
    events = tuple(nameless.names[event] for event in view.events if event in nameless.names)
    if not events:
        return None
    return replace(
        view,
        event=nameless.names.get(view.event, events[0]),
        events=events,
        studies=tuple(nameless.studies[study] for study in view.studies if study in nameless.studies),
    )
