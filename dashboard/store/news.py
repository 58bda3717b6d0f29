"""What is new in a case since one of its versions: events added, changed and gone. What came back to what it said, or
moved to another row of its file, is not new."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dashboard.domain.events import Event
from dashboard.domain.packs import Row, row_of, unpacked
from dashboard.store import rows as fields
from dashboard.store.schema import case_history, cases, event_history, event_packs

OWN = ("title", "question", "zero", "age", "sex", "diagnosis", "birth_date")


@dataclass(frozen=True, slots=True)
class News:
    """Ids of the events that are new or say something else, those that are gone as they last stood, and the names of
    the case's own fields that changed."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[Event, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many things are new."""
        return len(self.added) + len(self.changed) + len(self.gone) + len(self.fields)


def since(db: Connection, case_id: str, version: int) -> News:
    """What is new since that version."""
    before = dict(_before(db, case_id, version))
    fresh = {row.id: row for row in _fresh(db, case_id, version)}
    changed = tuple(name for name, row in fresh.items() if name in before and before[name][0].said != row.said)
    lost = [name for name in before if name not in fresh]
    standing = _standing(db, case_id) if lost else frozenset()
    return News(
        added=tuple(name for name in fresh if name not in before),
        changed=changed,
        gone=tuple(before[name][1] for name in lost if name not in standing),
        fields=tuple(_own(db, case_id, version)),
    )


def _fresh(db: Connection, case_id: str, version: int) -> Iterator[Row]:
    """The rows that stand since a later version."""
    table = event_packs
    query = select(table.c.content).where(table.c.case_id == case_id, table.c.version > version)
    for content in db.execute(query.order_by(table.c.origin, table.c.number)).scalars():
        yield from unpacked(content)


def _before(db: Connection, case_id: str, version: int) -> Iterator[tuple[str, tuple[Row, Event]]]:
    """What stood at that version and was replaced later."""
    table = event_history
    query = select(table.c.record).where(
        table.c.case_id == case_id, table.c.version <= version, table.c.replaced > version
    )
    for record in db.execute(query).scalars():
        event = fields.event_of(record)
        yield event.id, (row_of(event, None), event)


def _standing(db: Connection, case_id: str) -> frozenset[str]:
    """The ids of all events that stand: one that was replaced may be told by another origin now."""
    packs = db.execute(select(event_packs.c.content).where(event_packs.c.case_id == case_id)).scalars()
    return frozenset(row.id for content in packs for row in unpacked(content))


def _own(db: Connection, case_id: str, version: int) -> Iterator[str]:
    table = case_history
    query = select(table.c.record).where(table.c.case_id == case_id, table.c.version >= version)
    record = db.execute(query.order_by(table.c.version).limit(1)).scalar()
    if record is None:
        return
    now = db.execute(select(cases).where(cases.c.id == case_id)).mappings().one()
    yield from (name for name in OWN if name in record and record[name] != now[name])
