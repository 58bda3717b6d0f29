"""One act of one person: the question whether they may, the transaction, and the audit line in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection

from dashboard.domain.people import Action, User, may
from dashboard.errors import Denied, NotFound, Refused, Stale, TimelineError
from dashboard.services.context import Context
from dashboard.store import audit
from dashboard.store.cases import no_such_case


@contextmanager
def acting(
    user: User, context: Context, action: Action, *case_ids: str, subject: str = "", missing: str = ""
) -> Iterator[Connection]:
    """A transaction in which `user` does `action`; return data only after it. Its last statement is the audit: a line
    for each case, or one without.

    When that cannot be written everything in it is undone and the error leaves the block, so no data can be shown
    unseen. An act that is denied or fails leaves lines of its own, and then raises. `missing` is the sentence for what
    is not there; what is out of reach answers with the same.
    """
    try:
        if not may(user, action):
            raise Denied(f"The role {user.role} may not do this ({action}).")
        for case_id in case_ids:
            if not may(user, action, case_id):
                raise NotFound(missing or no_such_case(case_id))
        with context.store.writing() as connection:
            yield connection
            _note(connection, user, action, case_ids, subject, "done")
    except (NotFound, Denied, Refused, Stale) as problem:
        with context.store.writing() as connection:
            _note(connection, user, action, case_ids, subject, _outcome(problem))
        raise


def _outcome(problem: TimelineError) -> str:
    return {"NotFound": "not found"}.get(type(problem).__name__, type(problem).__name__.lower())


def _note(db: Connection, user: User, action: Action, case_ids: tuple[str, ...], subject: str, outcome: str) -> None:
    line = audit.Line(
        who=user.name,
        role=str(user.role),
        action=str(action),
        subject=subject,
        outcome=outcome,
        place=user.place,
        request=user.request,
    )
    audit.write(db, *(replace(line, case_id=case_id) for case_id in case_ids or ("",)))
