"""One act of one person: the question whether they may, the transaction, and the audit line in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from dashboard.domain.people import Action, User, may
from dashboard.errors import Denied, NotFound, Refused, Stale, TimelineError
from dashboard.services.context import Context
from dashboard.store import audit
from dashboard.store.cases import no_such_case


@contextmanager
def acting(
    user: User, context: Context, action: Action, case_id: str | None = None, subject: str = ""
) -> Iterator[Connection]:
    """A transaction in which `user` does `action`; return data only after it. Its last statement is the audit line.

    When the line cannot be written everything in it is undone and the error leaves the block, so no data can be
    shown unseen. An act that is denied or fails leaves a line of its own, and then raises.
    """
    try:
        _ask(user, action, case_id)
        with context.store.writing() as connection:
            yield connection
            audit.write(connection, _line(user, action, case_id, subject, "done"))
    except (NotFound, Denied, Refused, Stale) as problem:
        with context.store.writing() as connection:
            audit.write(connection, _line(user, action, case_id, subject, _outcome(problem)))
        raise


def _ask(user: User, action: Action, case_id: str | None) -> None:
    if not may(user, action):
        raise Denied(f"The role {user.role} may not do this ({action}).")
    # A case out of reach answers as one that is not there.
    if case_id is not None and not may(user, action, case_id):
        raise NotFound(no_such_case(case_id))


def _outcome(problem: TimelineError) -> str:
    return {"NotFound": "not found"}.get(type(problem).__name__, type(problem).__name__.lower())


def _line(user: User, action: Action, case_id: str | None, subject: str, outcome: str) -> audit.Line:
    who = {"who": user.name, "role": str(user.role), "place": user.place, "request": user.request}
    return audit.Line(**who, action=str(action), case_id=case_id or "", subject=subject, outcome=outcome)
