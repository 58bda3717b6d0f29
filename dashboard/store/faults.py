"""What people are told when the database fails. A driver's own words stay out: they may quote what was written."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from dashboard.errors import Misconfigured

LOG = logging.getLogger(__name__)
_BUSY = "The database is busy. Nothing was changed; try again in a moment."
_DAMAGED = "The database file is damaged. Nothing was changed; put back a backup."
_SENTENCES = {
    "database is locked": _BUSY,
    "lock timeout": _BUSY,
    "disk is full": "The disk of the database is full. Nothing was changed; free some space.",
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
        raise Misconfigured(_BUSY) from problem
    except DBAPIError as problem:
        raise Misconfigured(sentence_for(problem.orig)) from problem


def sentence_for(problem: BaseException | None) -> str:
    """What to tell people of an error of a driver."""
    text, kind = str(problem).lower(), type(problem).__name__
    found = next((sentence for words, sentence in _SENTENCES.items() if words in text), None)
    LOG.error("database error %s: %s", kind, found or "not a known one")
    return found or f"The database could not be used ({kind}). Nothing was changed."
