"""The audit: one line for each act, added in the transaction of the act. Lines hold ids, never clinical text."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from dashboard.store.clock import now
from dashboard.store.schema import audit
from dashboard.store.text import LONGEST_ID, printable


@dataclass(frozen=True, slots=True)
class Line:
    """One act: who (name and role) did what, to which case and thing in it, from where, and how it ended."""

    who: str
    role: str
    action: str
    case_id: str = ""
    subject: str = ""
    outcome: str = "done"
    place: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as it stands in the audit: its number, which never repeats, and its time in UTC."""

    number: int
    at: str
    line: Line


def write(db: Connection, *lines: Line) -> None:
    """Add lines, each a row of its own."""
    at = now()
    # What was asked for may be no id at all: it is kept readable and short, whatever was typed.
    values = [
        {"at": at} | {name: printable(getattr(line, name))[:LONGEST_ID] for name in Line.__slots__} for line in lines
    ]
    if values:
        db.execute(insert(audit), values)


def entries(db: Connection, *, case_id: str | None = None, newest: int = 1000) -> list[Entry]:
    """The newest lines, the newest first; of one case where it is named."""
    query = select(audit).order_by(audit.c.id.desc()).limit(newest)
    if case_id is not None:
        query = query.where(audit.c.case_id == case_id)
    return [
        Entry(row["id"], row["at"], Line(**{name: row[name] for name in Line.__slots__}))
        for row in db.execute(query).mappings()
    ]
