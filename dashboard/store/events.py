"""Events of a case: rows as they stand, the difference to new ones, and each event's own history."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Text, bindparam, cast, delete, insert, select, update

from dashboard.domain.events import Event
from dashboard.store.rows import EVENT_COLUMNS, EventReader, Row, event_of, plain
from dashboard.store.schema import changes, event_history, events
from dashboard.store.text import trouble

_OURS = ("case_id", "version", "position")
_JSON = frozenset({"components", "issues", "details"})


@dataclass(frozen=True, slots=True)
class Difference:
    """Ids of events by what new rows do to them, and the rows that stood."""

    before: dict[str, Row]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Past:
    """What an event said from version `since` of its case until `replaced` (None: still); who wrote it, when, how."""

    event: Event
    since: int
    replaced: int | None
    at: str
    who: str
    what: str


def rows(db: Connection, case_id: str) -> list[Row]:
    """The rows of the events in the order of their source."""
    query = select(events).where(events.c.case_id == case_id).order_by(events.c.position)
    return [plain(row) for row in db.execute(query).mappings()]


def load(db: Connection, case_id: str) -> tuple[Event, ...]:
    """The events in the order of their source."""
    # JSON as text: many rows hold the same, which is then read once.
    columns = [cast(events.c[name], Text) if name in _JSON else events.c[name] for name in EVENT_COLUMNS]
    query = select(*columns).where(events.c.case_id == case_id).order_by(events.c.position)
    read = EventReader().event
    return tuple([read(row) for row in db.execute(query)])


def compare(db: Connection, case_id: str, new: list[Row]) -> Difference:
    """What `new` would change; the order of the rows does not count as a change of an event."""
    before = {row["id"]: row for row in rows(db, case_id)}
    known = [row for row in new if row["id"] in before]
    changed = tuple(row["id"] for row in known if any(before[row["id"]][name] != row[name] for name in row))
    now = {row["id"] for row in new}
    return Difference(
        before,
        added=tuple(row["id"] for row in new if row["id"] not in before),
        changed=changed,
        removed=tuple(event_id for event_id in before if event_id not in now),
        unchanged=len(known) - len(changed),
    )


def add(db: Connection, case_id: str, version: int, new: Iterable[Row]) -> None:
    """Insert events as they stand from that version of the case on."""
    filled = [row | {"case_id": case_id, "version": version, "position": n} for n, row in enumerate(new)]
    if filled:
        db.execute(insert(events), filled)


def replace(db: Connection, case_id: str, version: int, new: list[Row], moved: Difference) -> None:
    """Make the events equal to `new`, as version `version`; what stood before goes to the history."""
    gone = moved.changed + moved.removed
    if gone:
        db.execute(insert(event_history), [_past_row(moved.before[event_id], version) for event_id in gone])
        mine = delete(events).where(events.c.case_id == case_id, events.c.id == bindparam("gone"))
        db.execute(mine, [{"gone": event_id} for event_id in gone])
    written = set(moved.added + moved.changed)
    filled = [row | {"position": n} for n, row in enumerate(new)]
    fresh = [row | {"case_id": case_id, "version": version} for row in filled if row["id"] in written]
    if fresh:
        db.execute(insert(events), fresh)
    _reorder(db, case_id, [row for row in filled if row["id"] not in written], moved)


def history(db: Connection, case_id: str, event_id: str) -> list[Past]:
    """What the event has said, oldest first; empty for an event that never was."""
    if trouble(event_id):
        return []
    joined = (event_history.c.case_id == changes.c.case_id) & (event_history.c.version == changes.c.version)
    query = (
        select(event_history, changes.c.at, changes.c.who, changes.c.what)
        .join(changes, joined)
        .where(event_history.c.case_id == case_id, event_history.c.event_id == event_id)
        .order_by(event_history.c.version)
    )
    past = [_past(row["record"], plain(row), row["replaced"]) for row in db.execute(query).mappings()]
    return past + _standing(db, case_id, event_id)


def _standing(db: Connection, case_id: str, event_id: str) -> list[Past]:
    joined = (events.c.case_id == changes.c.case_id) & (events.c.version == changes.c.version)
    query = (
        select(events, changes.c.at.label("written"), changes.c.who, changes.c.what)
        .join(changes, joined)
        .where(events.c.case_id == case_id, events.c.id == event_id)
    )
    found = [plain(row) for row in db.execute(query).mappings()]
    return [_past(row, row | {"at": row["written"]}, None) for row in found]


def _past(record: Row, row: Row, replaced: int | None) -> Past:
    return Past(event_of(record), row["version"], replaced, row["at"], row["who"], row["what"])


def _past_row(row: Row, replaced: int) -> Row:
    record = {name: value for name, value in row.items() if name not in _OURS}
    return {
        "case_id": row["case_id"],
        "event_id": row["id"],
        "version": row["version"],
        "replaced": replaced,
        "record": record,
    }


def _reorder(db: Connection, case_id: str, kept: list[Row], moved: Difference) -> None:
    places = [
        {"event": row["id"], "place_now": row["position"]}
        for row in kept
        if moved.before[row["id"]]["position"] != row["position"]
    ]
    if places:
        mine = update(events).where(events.c.case_id == case_id, events.c.id == bindparam("event"))
        db.execute(mine.values(position=bindparam("place_now")), places)
