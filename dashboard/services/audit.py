"""Reading the audit, which is itself an act that leaves a line."""

from dashboard.domain.people import Action, User
from dashboard.services.acting import seeing
from dashboard.services.context import Context
from dashboard.store import audit as stored
from dashboard.store.audit import Entry, Line

__all__ = ["Entry", "Line", "entries"]


def entries(user: User, context: Context, *, case_id: str | None = None, newest: int = 1000) -> list[Entry]:
    """The newest lines of the audit, the newest first; of one case where it is named."""
    case_ids = [] if case_id is None else [case_id]
    with seeing(user, context, Action.READ_AUDIT, *case_ids) as db:
        found = stored.entries(db, case_id=case_id, newest=newest)
    return found
