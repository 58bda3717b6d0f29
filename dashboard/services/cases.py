"""Cases: the library, a case with its times solved, and what an event said before."""

from dashboard.domain.chronology import solve
from dashboard.domain.people import Action, User, may
from dashboard.domain.plausibility import verified
from dashboard.domain.timing import place
from dashboard.services.acting import acting
from dashboard.services.context import Context, OpenCase
from dashboard.services.records import related
from dashboard.store import cases as stored
from dashboard.store import events as stored_events
from dashboard.store.cases import CaseSummary
from dashboard.store.events import Past

__all__ = ["CaseSummary", "OpenCase", "Past", "event_history", "library", "open_case", "open_library"]


def library(user: User, context: Context) -> list[CaseSummary]:
    """The cases that `user` may see, in the order in which they came."""
    with acting(user, context, Action.LIST) as db:
        found = stored.summaries(db)
    return [summary for summary in found if may(user, Action.LIST, summary.id)]


def open_case(user: User, context: Context, case_id: str) -> OpenCase:
    """The case with its times solved; `NotFound` when it is not there or not for `user`."""
    with acting(user, context, Action.VIEW, case_id) as db:
        version = stored.version_of(db, case_id)
    return kept(context, case_id, version)


def open_library(user: User, context: Context) -> list[OpenCase]:
    """Every case that `user` may see, with its times solved; the audit notes each as listed, not as opened."""
    with context.store.reading() as db:
        known = [summary.id for summary in stored.summaries(db) if may(user, Action.LIST, summary.id)]
    with acting(user, context, Action.LIST, *known) as db:
        versions = {case_id: stored.version_of(db, case_id) for case_id in known}
    return [kept(context, case_id, version) for case_id, version in versions.items()]


def event_history(user: User, context: Context, case_id: str, event_id: str) -> list[Past]:
    """What an event has said, oldest first, with who wrote it and when."""
    with acting(user, context, Action.HISTORY, case_id, subject=event_id) as db:
        stored.version_of(db, case_id)
        found = stored_events.history(db, case_id, event_id)
    return found


def kept(context: Context, case_id: str, version: int) -> OpenCase:
    """The case at that version, solved once a process; for services that have asked whether the user may see it."""
    return context.opened.get((case_id, version), lambda: _opened(context, case_id))


def _opened(context: Context, case_id: str) -> OpenCase:
    with context.store.reading() as db:
        case, version = stored.load_version(db, case_id)
    chronology = solve(case)
    # Counts of several imports are one course, so they are looked at together.
    case = verified(case, chronology)
    return OpenCase(case, chronology, version, related(place(case, chronology), chronology))
