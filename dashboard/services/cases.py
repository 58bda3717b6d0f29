"""Cases: the library, a case with its times solved, and what an event said before."""

from collections.abc import Sequence

from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.deidentify import deidentified
from dashboard.domain.discretion import NOTHING, Hidden, can_hide, discreet, solvable
from dashboard.domain.people import Action, User, may
from dashboard.domain.plausibility import verified
from dashboard.domain.review import without_review_notes
from dashboard.domain.timing import place
from dashboard.services.acting import seeing
from dashboard.services.codes import code_of
from dashboard.services.collecting import collected_later
from dashboard.services.context import Context, OpenCase
from dashboard.services.records import RELATED_LIMIT, related
from dashboard.store import cases as stored
from dashboard.store import events as stored_events
from dashboard.store.cases import CaseSummary
from dashboard.store.events import Past

__all__ = ["CaseSummary", "OpenCase", "Past", "event_history", "library", "open_case", "open_listed"]


def library(user: User, context: Context) -> list[CaseSummary]:
    """The cases that `user` may see, in the order in which they came."""
    with seeing(user, context, Action.LIST) as db:
        found = stored.summaries(db)
    return [summary for summary in found if may(user, Action.LIST, summary.id)]


def open_case(user: User, context: Context, case_id: str, hidden: Hidden = NOTHING) -> OpenCase:
    """The case with its times solved, without what is `hidden`; `NotFound` when it is not there or not for `user`."""
    with seeing(user, context, Action.VIEW, case_id) as db:
        version = stored.version_of(db, case_id)
    return kept(context, case_id, version, hidden)


def open_listed(user: User, context: Context, case_ids: Sequence[str], hidden: Hidden = NOTHING) -> list[OpenCase]:
    """These cases with their times solved, without what is `hidden`; the audit notes each as listed, not as opened. A
    case that cannot be shown without it is left out."""
    if not case_ids:
        return []
    with seeing(user, context, Action.LIST, *case_ids) as db:
        versions = {case_id: stored.version_of(db, case_id) for case_id in case_ids}
    return [
        kept(context, case_id, version, hidden) for case_id, version in versions.items() if can_hide(case_id, hidden)
    ]


def event_history(user: User, context: Context, case_id: str, event_id: str) -> list[Past]:
    """What an event has said, oldest first, with who wrote it and when."""
    with seeing(user, context, Action.HISTORY, case_id, subject=event_id) as db:
        stored.version_of(db, case_id)
        found = stored_events.history(db, case_id, event_id)
    return found


def kept(context: Context, case_id: str, version: int, hidden: Hidden = NOTHING) -> OpenCase:
    """The case at that version, solved once a process; for services that have asked whether the user may see it. Here
    what is `hidden` is taken away: everything that is shown of a case comes from here."""
    return context.opened.get((case_id, version, hidden), lambda: _opened(context, case_id, hidden))


def _opened(context: Context, case_id: str, hidden: Hidden) -> OpenCase:
    with context.store.reading() as db, collected_later():
        case, version = stored.load_version(db, case_id)
    if hidden.names:
        return _nameless(context, case, version, hidden)
    chronology = solve(solvable(case) if hidden.dates else case)
    # Counts of several imports are one course, so they are looked at together.
    shown = verified(discreet(case, hidden), chronology)
    known = related(place(shown, chronology), chronology) if len(case.events) <= RELATED_LIMIT else {}
    return OpenCase(shown, chronology, version, known)


def _nameless(context: Context, case: Case, version: int, hidden: Hidden) -> OpenCase:
    """The case made anew without what tells whose it is, under its code."""
    nameless = deidentified(without_review_notes(case)[0], code_of(context, case.id), confirmed=hidden.words_read)
    chronology = solve(nameless.case)
    shown = verified(nameless.case, chronology)
    return OpenCase(shown, chronology, version, nameless=nameless)
