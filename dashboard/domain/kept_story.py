"""Stories that are not made by rule: one that a presenter has kept, and one with a view for each event. A kept view
names events and studies; its words are made anew from the record, so that it never says what the record no longer says.
"""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.domain.brief import has_time
from dashboard.domain.cases import Case
from dashboard.domain.deidentify import Nameless
from dashboard.domain.placed import Placed
from dashboard.domain.review import is_review_note
from dashboard.domain.story import MOST_PICTURES, StoryView, sentence_of


def revived(case: Case, placed: Sequence[Placed], views: Sequence[StoryView]) -> tuple[StoryView, ...]:
    """Kept views with what the case still has of them; a view whose events are all gone is left out."""
    known = {item.event.id: item for item in placed}
    studies = {study.id for study in case.studies}
    found = []
    for view in views:
        events = tuple(event for event in view.events if event in known)
        if events:
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
