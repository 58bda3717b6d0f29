"""What people are told when the database fails. A driver's own words stay out: they may quote what was written."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from dashboard.errors import Misconfigured, TimelineError, Unavailable

LOG = logging.getLogger(__name__)
_BUSY = "The database is busy. Nothing was changed; try again in a moment."
_DAMAGED = "The database file is damaged. Nothing was changed; put back a backup."
_FULL = "The disk of the database is full. Nothing was changed; free some space."
_PASSING = {"database is locked": _BUSY, "lock timeout": _BUSY, "disk is full": _FULL}
_LASTING = {
    "disk i/o error": "The disk of the database cannot be read or written. Nothing was changed.",
    "readonly database": "The database file may not be written by this program. Nothing was changed.",
    "malformed": _DAMAGED,
    "not a database": _DAMAGED,
}


@contextmanager
def translated() -> Iterator[None]:
    """Turn the errors of SQLAlchemy and the drivers into one sentence; the cause is kept."""
    try:
        yield
    except (TimeoutError, PoolTimeout) as problem:
        raise Unavailable(_BUSY) from problem
    except DBAPIError as problem:
        raise fault_for(problem.orig) from problem


def fault_for(problem: BaseException | None) -> TimelineError:
    """What an error of a driver is to people: `Unavailable` where it may pass by itself, else `Misconfigured`."""
    text, kind = str(problem).lower(), type(problem).__name__
    known = {**_PASSING, **_LASTING}
    found = next((words for words in known if words in text), "")
    LOG.error("database error %s: %s", kind, known.get(found, "not a known one"))
    if found in _PASSING:
        return Unavailable(_PASSING[found])
    return Misconfigured(known.get(found, f"The database could not be used ({kind}). Nothing was changed."))
