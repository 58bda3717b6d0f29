"""What the agenda of a meeting tells of its cases: who they are, what their records have for the checklist, what was
decided; and which cases can be put on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.ages import told_age
from dashboard.domain.checklist import Told
from dashboard.domain.date_text import without_dates
from dashboard.domain.decisions import ORIGIN
from dashboard.domain.discretion import NOTHING, Hidden, can_hide
from dashboard.domain.meetings import Meeting
from dashboard.domain.people import Action, User, may
from dashboard.services.board import facts
from dashboard.services.cases import kept, library
from dashboard.services.context import Context
from dashboard.services.decisions import event_id_at
from dashboard.store import cases as stored
from dashboard.store import events


@dataclass(frozen=True, slots=True)
class Head:
    """A case in few words; `decision` is the recommendation that the meeting recorded, "" = none yet."""

    title: str
    person: str
    diagnosis: str
    question: str
    facts: Mapping[str, Told]
    decision: str


def heads(user: User, context: Context, meeting: Meeting, hidden: Hidden = NOTHING) -> dict[str, Head]:
    """The cases of a meeting by id, for whoever was let into it (`meetings.meeting` has left the audit lines). A case
    that cannot be shown without what is hidden is left out."""
    wanted = [item.case_id for item in meeting.items if may(user, Action.LIST, item.case_id)]
    wanted = [case_id for case_id in wanted if can_hide(case_id, hidden)]
    with context.store.reading() as db:
        versions = {case_id: stored.version_of(db, case_id) for case_id in wanted}
        made = {case_id: events.standing_event(db, case_id, ORIGIN, event_id_at(meeting.id)) for case_id in wanted}
    found = {}
    for case_id, version in versions.items():
        past = made[case_id]
        decision = "" if past is None else past.event.term
        told = facts(context, case_id, version, hidden)
        found[case_id] = _head(
            context, case_id, version, hidden, told, without_dates(decision) if hidden.dates else decision
        )
    return found


def _head(
    context: Context, case_id: str, version: int, hidden: Hidden, told: Mapping[str, Told], decision: str
) -> Head:
    case = kept(context, case_id, version, hidden).case
    person = ", ".join(part for part in (told_age(case), case.sex) if part)
    return Head(case.title, person, case.diagnosis, case.question, told, decision)


def offered(user: User, context: Context, hidden: Hidden = NOTHING) -> list[tuple[str, str]]:
    """The cases that `user` may put on an agenda: id, and title with person and diagnosis as the record names them."""
    found = [one for one in library(user, context) if can_hide(one.id, hidden)]
    named = [
        (one.id, ", ".join(part for part in (one.title, one.age, one.sex, one.diagnosis) if part)) for one in found
    ]
    return [(case_id, without_dates(words)) for case_id, words in named] if hidden.dates else named
