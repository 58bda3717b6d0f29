"""Drafts of decisions: what one person has typed and not saved yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.store.clock import now
from dashboard.store.schema import drafts
from dashboard.store.session import one_at_a_time
from dashboard.store.text import refuse_unstorable


@dataclass(frozen=True, slots=True)
class Draft:
    """The texts, the version of the decision that they were begun from (0: none), and when they were last kept."""

    form: Mapping[str, str]
    seen: int
    at: str


def load(db: Connection, who: str, case_id: str, event_id: str) -> Draft | None:
    """The draft of that person for that decision, or None."""
    refuse_unstorable(event_id, "The id of the decision")
    row = db.execute(select(drafts).where(_is(who, case_id, event_id))).mappings().first()
    return None if row is None else Draft(row["form"], row["seen"], row["at"])


def keep(db: Connection, who: str, case_id: str, event_id: str, draft: Mapping[str, str], seen: int) -> str:
    """Keep a draft, in place of the one before; returns when."""
    refuse_unstorable([event_id, draft], "The draft")
    one_at_a_time(db, f"draft {who} {case_id} {event_id}")
    at, where = now(), _is(who, case_id, event_id)
    values = {"at": at, "seen": seen, "form": dict(draft)}
    if db.execute(update(drafts).where(where).values(**values)).rowcount == 0:
        db.execute(insert(drafts).values(who=who, case_id=case_id, event_id=event_id, **values))
    return at


def drop(db: Connection, who: str, case_id: str, event_id: str) -> None:
    """Throw a draft away, if there is one."""
    refuse_unstorable(event_id, "The id of the decision")
    db.execute(delete(drafts).where(_is(who, case_id, event_id)))


def _is(who: str, case_id: str, event_id: str):  # type: ignore[no-untyped-def]
    return (drafts.c.who == who) & (drafts.c.case_id == case_id) & (drafts.c.event_id == event_id)
