"""One act of one person: the question whether they may, the transaction, and the audit line."""

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
    with (
        _allowed(user, context, action, case_ids, subject, missing),
        context.store.writing() as connection,
    ):
        yield connection
        audit.write(connection, *_lines(user, action, case_ids, subject, "done"))


@contextmanager
def seeing(
    user: User, context: Context, action: Action, *case_ids: str, subject: str = "", missing: str = ""
) -> Iterator[Connection]:
    """`acting` for what changes nothing: one moment of the database, then the audit, written together with the lines
    of others who see something now. Return data only after it: where it cannot be written, the error leaves the
    block."""
    with _allowed(user, context, action, case_ids, subject, missing):
        with context.store.reading() as connection:
            yield connection
        context.together.keep(context.store, *_lines(user, action, case_ids, subject, "done"))


@contextmanager
def _allowed(
    user: User, context: Context, action: Action, case_ids: tuple[str, ...], subject: str, missing: str
) -> Iterator[None]:
    try:
        if not may(user, action):
            raise Denied(f"The role {user.role} may not do this ({action}).")
        for case_id in case_ids:
            if not may(user, action, case_id):
                raise NotFound(missing or no_such_case(case_id))
        yield
    except (NotFound, Denied, Refused, Stale) as problem:
        with context.store.writing() as connection:
            audit.write(connection, *_lines(user, action, case_ids, subject, _outcome(problem)))
        raise


def _outcome(problem: TimelineError) -> str:
    return {"NotFound": "not found"}.get(type(problem).__name__, type(problem).__name__.lower())


def _lines(user: User, action: Action, case_ids: tuple[str, ...], subject: str, outcome: str) -> list[audit.Line]:
    line = audit.Line(
        who=user.name,
        role=str(user.role),
        action=str(action),
        subject=subject,
        outcome=outcome,
        place=user.place,
        request=user.request,
    )
    return [replace(line, case_id=case_id) for case_id in case_ids or ("",)]
