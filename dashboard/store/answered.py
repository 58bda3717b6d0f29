"""Requests that may come twice, after a double click or a lost answer: what was answered the first time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from dashboard.store.clock import now
from dashboard.store.schema import answered
from dashboard.store.session import one_at_a_time
from dashboard.store.text import refuse_long_id, refuse_unstorable

KEPT_DAYS = 30


def answer_to(db: Connection, who: str, key: str) -> dict[str, Any] | None:
    """What was answered to this request of this person before, or None; another with the same key waits meanwhile."""
    refuse_long_id(key, "The key of the request")
    refuse_unstorable(key, "The key of the request")
    one_at_a_time(db, f"request {who} {key}")
    query = select(answered.c.answer).where(answered.c.who == who, answered.c.key == key)
    found: dict[str, Any] | None = db.execute(query).scalar()
    return found


def keep_answer(db: Connection, who: str, key: str, answer: dict[str, Any]) -> None:
    """Keep what is answered now; answers of long ago are forgotten."""
    old = (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).isoformat(timespec="microseconds")
    db.execute(delete(answered).where(answered.c.at < old))
    db.execute(insert(answered).values(who=who, key=key, at=now(), answer=answer))
