"""The one tree of exceptions. Each has an HTTP status and a text fit for a user; nothing else lives here.

TimelineError            500  the root; never raised itself
├── NotFound             404  no such case, event or image (or not for this user: both look alike)
├── Denied               403  the user may not do that
├── Refused              422  the input breaks a rule; nothing was changed
│   ├── Contradiction    422  the times of a case cannot all be true
│   └── CaseRefused      422  a case with its list of problems
├── Stale                409  somebody else changed it first
├── Unavailable          503  the database is busy or full: the same may work later
└── Misconfigured        500  a setting or an installation is wrong
"""

from collections.abc import Sequence
from typing import ClassVar


class TimelineError(Exception):
    """Root of every exception of this project; `str(error)` is safe to show to a user."""

    status: ClassVar[int] = 500


class NotFound(TimelineError):
    """The thing asked for does not exist for this user."""

    status = 404


class Denied(TimelineError):
    """The user may not do that."""

    status = 403


class Refused(TimelineError):
    """The input breaks a rule; nothing was changed."""

    status = 422


class Contradiction(Refused):
    """The times of a case cannot all be true; `statements` names those on the cycle."""

    def __init__(self, message: str, statements: Sequence[str]) -> None:
        super().__init__(message)
        self.statements = tuple(statements)


class CaseRefused(Refused):
    """A case was refused; `problems` holds one sentence a problem, with file, row and column."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Stale(TimelineError):
    """Somebody else changed the record first."""

    status = 409


class Unavailable(TimelineError):
    """What the program needs cannot be had now; nothing was changed, and the same may work later."""

    status = 503


class Misconfigured(TimelineError):
    """A setting or the installation is wrong; the text says which and how to mend it."""
