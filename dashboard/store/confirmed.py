"""What people have confirmed for imports to come: codes and units of a source, and mappings of tables by name."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from dashboard.domain.received import Confirmed
from dashboard.store.clock import now
from dashboard.store.schema import confirmed_codes, kept_mappings
from dashboard.store.session import one_at_a_time
from dashboard.store.text import refuse_long_id, refuse_unstorable

ANALYTE, UNIT = "analyte", "unit"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One confirmation: what a source says, and what it means."""

    kind: str
    said: str
    means: str
    who: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """A mapping that somebody saved: its name, its title and the TOML."""

    name: str
    title: str
    content: str
    who: str = ""
    at: str = ""


def confirm(db: Connection, source: str, kind: str, said: str, means: str, who: str) -> None:
    """Keep what something of a source means; "" forgets it."""
    for text, where in ((source, "The source"), (said, "The code")):
        refuse_unstorable(text, where)
        refuse_long_id(text, where)
    refuse_unstorable(means, "The meaning")
    table = confirmed_codes
    one_at_a_time(db, f"confirmed {source}")
    db.execute(delete(table).where(table.c.source == source, table.c.kind == kind, table.c.said == said))
    if means:
        db.execute(insert(table).values(source=source, kind=kind, said=said, means=means, who=who, at=now()))


def meanings(db: Connection, source: str) -> list[Meaning]:
    """What is confirmed of a source."""
    table = confirmed_codes
    query = select(table).where(table.c.source == source).order_by(table.c.kind, table.c.said)
    return [
        Meaning(row["kind"], row["said"], row["means"], row["who"], row["at"]) for row in db.execute(query).mappings()
    ]


def confirmed_of(db: Connection, source: str) -> Confirmed:
    """The same as importers take it."""
    found = meanings(db, source)
    return Confirmed(
        {one.said: one.means for one in found if one.kind == ANALYTE},
        {one.said: one.means for one in found if one.kind == UNIT},
    )


def keep_mapping(db: Connection, name: str, title: str, content: str, who: str) -> None:
    """Keep a mapping under its name, in place of the one before."""
    refuse_long_id(name, "The name of the mapping")
    refuse_unstorable((name, title, content), "The mapping")
    one_at_a_time(db, "kept mappings")
    db.execute(delete(kept_mappings).where(kept_mappings.c.name == name))
    db.execute(insert(kept_mappings).values(name=name, title=title, content=content, who=who, at=now()))


def forget_mapping(db: Connection, name: str) -> None:
    """Forget a mapping."""
    db.execute(delete(kept_mappings).where(kept_mappings.c.name == name))


def mappings(db: Connection) -> list[KeptMapping]:
    """All kept mappings by name."""
    return [KeptMapping(**row) for row in db.execute(select(kept_mappings).order_by(kept_mappings.c.name)).mappings()]


def mapping_of(db: Connection, name: str) -> KeptMapping | None:
    """The mapping of that name, or None."""
    row = db.execute(select(kept_mappings).where(kept_mappings.c.name == name)).mappings().first()
    return None if row is None else KeptMapping(**row)
