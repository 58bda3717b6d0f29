"""The stories that presenters keep: every version of each, as plain values. What they mean is not known here."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from dashboard.errors import Stale
from dashboard.store.clock import now
from dashboard.store.schema import stories
from dashboard.store.session import one_at_a_time
from dashboard.store.text import refuse_unstorable


@dataclass(frozen=True, slots=True)
class Stored:
    """A story as it was kept: its version (0: none was), who kept it when, and its content."""

    version: int
    at: str
    who: str
    content: dict[str, Any]


NONE = Stored(0, "", "", {})


def newest(db: Connection, case_id: str) -> Stored:
    """The story of a case as it stands; NONE where nobody has kept one."""
    query = select(stories).where(stories.c.case_id == case_id).order_by(stories.c.version.desc()).limit(1)
    row = db.execute(query).mappings().first()
    return NONE if row is None else Stored(row["version"], row["at"], row["who"], row["content"])


def keep(db: Connection, case_id: str, who: str, content: dict[str, Any], seen: int) -> int:
    """Keep `content` as the next version, after the one that its writer had `seen`. Raises Stale where that is not the
    newest any more."""
    refuse_unstorable(content, "The story")
    one_at_a_time(db, f"story {case_id}")
    last = newest(db, case_id)
    if last.version != seen:
        raise Stale(f"{last.who} has changed this story at {last.at[:16].replace('T', ' ')} UTC. Load it again.")
    values = {"case_id": case_id, "version": seen + 1, "at": now(), "who": who, "content": content}
    db.execute(insert(stories).values(values))
    return seen + 1
