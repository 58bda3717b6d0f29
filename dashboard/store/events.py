"""Events of a case, kept in packs by the system that they come from: loading them, the difference that new rows make,
and each event's own history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, delete, func, insert, select

from dashboard.domain.events import Event
from dashboard.domain.packs import MOST, Row, event_of, packed, place_in_order, unpacked
from dashboard.store import rows as fields
from dashboard.store.schema import changes, event_history, event_packs
from dashboard.store.text import trouble

FOLDER = ""
"""The origin of what a case's own folder says, and of the studies that joined it."""


EVENT_PART = ":"
"""What stands in an id between the row of a source and one of the several events that it gives."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A row as it stands, and since which version of the case."""

    row: Row
    version: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What new rows do to those of one origin: ids added, changed, removed and left as they were; the rows then, in
    order, each with the version since which it stands; and those that stood before and no longer do."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    now: tuple[Standing, ...] = ()
    past: tuple[Standing, ...] = ()
    moved: bool = False

    @property
    def anything(self) -> bool:
        """Whether anything differs; `moved`: the order alone."""
        return bool(self.added or self.changed or self.removed or self.moved)


@dataclass(frozen=True, slots=True)
class Past:
    """What an event said from version `since` of its case until `replaced` (None: still); who wrote it, when, how."""

    event: Event
    since: int
    replaced: int | None
    at: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class New:
    """Rows of one origin: with `whole` all that there are, without only those that are new or may have changed; then
    `withdrawn` are ids of those that do not hold any more, with all their parts. `parted`: an id and those with a part
    behind `EVENT_PART` are told together, so that what is not told again of them is gone."""

    origin: str
    rows: Sequence[Row]
    whole: bool = True
    version: int = 0
    withdrawn: frozenset[str] = frozenset()
    parted: bool = False


def load(db: Connection, case_id: str) -> list[Event]:
    """The events: those of the case's folder in its order, then those of each import by time."""
    return [event_of(one.row) for origin in origins(db, case_id) for one in standing(db, case_id, origin)]


def origins(db: Connection, case_id: str) -> list[str]:
    """The systems from which the case has events, its own folder ("") first."""
    query = select(event_packs.c.origin).where(event_packs.c.case_id == case_id).distinct()
    return sorted(db.execute(query).scalars())


def counts(db: Connection) -> dict[str, int]:
    """How many events each case has."""
    query = select(event_packs.c.case_id, func.sum(event_packs.c.events)).group_by(event_packs.c.case_id)
    return {row[0]: int(row[1]) for row in db.execute(query)}


def standing(db: Connection, case_id: str, origin: str) -> list[Standing]:
    """The rows of one origin in their order."""
    table = event_packs
    query = select(table.c.version, table.c.content).where(table.c.case_id == case_id, table.c.origin == origin)
    packs = db.execute(query.order_by(table.c.number)).all()
    rows = [Standing(row, pack.version) for pack in packs for row in unpacked(pack.content)]
    return sorted(rows, key=_place)


def foreign(db: Connection, case_id: str, origin: str) -> dict[str, Row]:
    """The rows of other origins by id."""
    others = [one for one in origins(db, case_id) if one != origin]
    return {one.row.id: one.row for other in others for one in standing(db, case_id, other)}


def compare(db: Connection, case_id: str, new: New) -> Difference:
    """What `new` would change, as the next version `new.version` of the case."""
    before = {one.row.id: one for one in standing(db, case_id, new.origin)}
    told = {row.id: row for row in new.rows}
    told_of = new.withdrawn | ({_whole_id(event_id) for event_id in told} if new.parted else frozenset())
    added = tuple(row.id for row in new.rows if row.id not in before)
    changed = tuple(row.id for row in new.rows if row.id in before and row.said != before[row.id].row.said)
    same = tuple(row.id for row in new.rows if row.id in before and row.said == before[row.id].row.said)
    removed = tuple(event_id for event_id in before if event_id not in told and _is_gone(event_id, new, told_of))
    gone = {*changed, *removed}
    kept = {event_id: one for event_id, one in before.items() if event_id not in gone}
    if new.whole:  # the order is the source's own
        kept = {event_id: Standing(told[event_id], one.version) for event_id, one in kept.items()}
    fresh = [Standing(told[event_id], new.version) for event_id in (*added, *changed)]
    return Difference(
        added,
        changed,
        removed,
        same,
        (*kept.values(), *fresh),
        tuple(before[event_id] for event_id in (*changed, *removed)),
        moved=any(one.row.order != before[event_id].row.order for event_id, one in kept.items()),
    )


def _is_gone(event_id: str, new: New, told_of: frozenset[str]) -> bool:
    """Whether an event that is not told now does not hold any more."""
    return new.whole or _whole_id(event_id) in told_of


def _whole_id(event_id: str) -> str:
    return event_id.partition(EVENT_PART)[0]


def write(db: Connection, case_id: str, origin: str, version: int, moved: Difference) -> None:
    """Make the rows of one origin those of the difference; what stood before goes to the history."""
    if moved.past:
        db.execute(insert(event_history), [_past_row(case_id, one, version) for one in moved.past])
    db.execute(delete(event_packs).where(event_packs.c.case_id == case_id, event_packs.c.origin == origin))
    packs = [
        (since, pack)
        for since, group in groupby(sorted(moved.now, key=_since), key=_since)
        for pack in _packs([one.row for one in sorted(group, key=_place)])
    ]
    add(db, case_id, origin, packs)


def add(db: Connection, case_id: str, origin: str, packs: Iterable[tuple[int, tuple[int, bytes]]]) -> None:
    """Insert packs as (version, (number of events, content)) of an origin that has none."""
    values = [
        {"case_id": case_id, "origin": origin, "number": n, "version": version, "events": count, "content": content}
        for n, (version, (count, content)) in enumerate(packs)
    ]
    if values:
        db.execute(insert(event_packs), values)


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
    past = [
        Past(fields.event_of(row["record"]), row["version"], row["replaced"], row["at"], row["who"], row["what"])
        for row in db.execute(query).mappings()
    ]
    return past + _still(db, case_id, event_id)


def _still(db: Connection, case_id: str, event_id: str) -> list[Past]:
    for origin in origins(db, case_id):
        found = standing_event(db, case_id, origin, event_id)
        if found is not None:
            return [found]
    return []


def standing_event(db: Connection, case_id: str, origin: str, event_id: str) -> Past | None:
    """An event of one origin as it stands, with who wrote it and when; None where there is none of that id."""
    for one in standing(db, case_id, origin):
        if one.row.id == event_id:
            query = select(changes).where(changes.c.case_id == case_id, changes.c.version == one.version)
            change = db.execute(query).mappings().one()
            return Past(event_of(one.row), one.version, None, change["at"], change["who"], change["what"])
    return None


def _past_row(case_id: str, one: Standing, replaced: int) -> fields.Row:
    record = fields.event_row(event_of(one.row))
    key = {"case_id": case_id, "event_id": one.row.id, "version": one.version}
    return key | {"replaced": replaced, "record": record}


def _packs(rows: Sequence[Row]) -> Iterable[tuple[int, bytes]]:
    for start in range(0, len(rows), MOST):
        part = rows[start : start + MOST]
        yield from ((len(part), content) for content in packed(part))


def _place(one: Standing) -> tuple[bool, int, str, str]:
    return place_in_order(one.row)


def _since(one: Standing) -> int:
    return one.version
