"""The log of imports by way of the page: when each began, when it was there, when somebody decided, what it held."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dashboard.store.clock import now
from dashboard.store.schema import imports

OPEN, ACCEPTED, DISCARDED = "open", "accepted", "discarded"


@dataclass(frozen=True, slots=True)
class Logged:
    """One import. `began` is the moment of its first byte, `came` that of its last, `ended` that of the decision."""

    id: str
    owner: str
    name: str = ""
    format: str = ""
    outcome: str = OPEN
    began: str = ""
    came: str = ""
    ended: str = ""
    files: int = 0
    bytes: int = 0
    rows: int = 0
    accepted: int = 0
    refused: int = 0
    cases: Sequence[str] = ()


def begin(db: Connection, job_id: str, owner: str) -> None:
    """Note an import that begins now."""
    db.execute(insert(imports).values(**asdict(Logged(job_id, owner, began=now()))))


def tell(db: Connection, job_id: str, **facts: Any) -> None:
    """Note facts of an import, under the names of `Logged`."""
    db.execute(update(imports).where(imports.c.id == job_id).values(**facts))


def came(db: Connection, job_id: str, name: str, files: int, size: int) -> None:
    """Note that all its files are there; where that was noted before, the first moment stands."""
    facts = {"name": name, "files": files, "bytes": size}
    db.execute(update(imports).where(imports.c.id == job_id).values(**facts))
    db.execute(update(imports).where(imports.c.id == job_id, imports.c.came == "").values(came=now()))


def end(db: Connection, job_id: str, outcome: str, **facts: Any) -> bool:
    """Note what somebody has decided, now; False where that had been decided before, and then nothing is noted."""
    undecided = update(imports).where(imports.c.id == job_id, imports.c.outcome == OPEN)
    return db.execute(undecided.values(outcome=outcome, ended=now(), **facts)).rowcount == 1


def find(db: Connection, job_id: str) -> Logged | None:
    """The import of that id, or None."""
    row = db.execute(select(imports).where(imports.c.id == job_id)).mappings().first()
    return None if row is None else Logged(**row)


def is_accepted(db: Connection, job_id: str) -> bool:
    """Whether somebody has accepted the import of that id."""
    found = find(db, job_id)
    return found is not None and found.outcome == ACCEPTED


def latest(db: Connection, owner: str, most: int = 20) -> list[Logged]:
    """The latest imports of a person, the newest first."""
    query = select(imports).where(imports.c.owner == owner).order_by(imports.c.began.desc(), imports.c.id).limit(most)
    return [Logged(**row) for row in db.execute(query).mappings()]
