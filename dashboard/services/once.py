"""A request that may come twice acts once: the second time it gets what was answered the first time."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from dashboard.domain.people import User
from dashboard.store.answered import answer_to, keep_answer

Answer = dict[str, Any]


def once(db: Connection, user: User, what: str, key: str, act: Callable[[], Answer]) -> Answer:
    """What `act` answers, or what it answered when the same person sent the same key for the same kind of thing;
    without a key it always acts."""
    if not key:
        return act()
    named = f"{what} {key}"
    found = answer_to(db, user.name, named)
    if found is not None:
        return found
    answer = act()
    keep_answer(db, user.name, named, answer)
    return answer
