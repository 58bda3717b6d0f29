"""Meetings and their agendas: loading, saving with a version check, and what each save said. Decisions are events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from dashboard.domain.meetings import Heading, Item, Meeting, Standing
from dashboard.errors import NotFound, Stale
from dashboard.store.clock import now
from dashboard.store.schema import meeting_cases, meeting_history, meetings
from dashboard.store.session import one_at_a_time
from dashboard.store.text import refuse_unstorable, trouble

CHANGED = "Somebody else changed this meanwhile. Nothing was saved."
REMOVED = {"removed": True}


@dataclass(frozen=True, slots=True)
class Edition:
    """What a meeting or a case of its agenda said from one save on."""

    version: int
    at: str
    who: str
    record: Mapping[str, Any]


def no_such_meeting() -> str:
    """The one sentence for a meeting that is not there."""
    return "There is no such meeting."


def load_all(db: Connection) -> list[Meeting]:
    """All meetings with their agendas, the latest first."""
    heads = db.execute(select(meetings).order_by(meetings.c.date.desc(), meetings.c.id)).mappings().all()
    items: dict[str, list[Item]] = {}
    for row in db.execute(select(meeting_cases).order_by(meeting_cases.c.position)).mappings():
        items.setdefault(row["meeting_id"], []).append(_item(row))
    return [_meeting(row, items.get(row["id"], [])) for row in heads]


def load(db: Connection, meeting_id: str) -> Meeting:
    """One meeting; `NotFound` when there is none of that id."""
    row = None
    if not trouble(meeting_id):
        row = db.execute(select(meetings).where(meetings.c.id == meeting_id)).mappings().first()
    if row is None:
        raise NotFound(no_such_meeting())
    table = meeting_cases
    query = select(table).where(table.c.meeting_id == meeting_id).order_by(table.c.position)
    return _meeting(row, [_item(one) for one in db.execute(query).mappings()])


def of_case(db: Connection, case_id: str) -> list[Meeting]:
    """The meetings on whose agenda a case is, the latest first; each with that case alone."""
    joined = meetings.c.id == meeting_cases.c.meeting_id
    heads = select(meetings, meeting_cases.c.position).join(meeting_cases, joined)
    heads = heads.where(meeting_cases.c.case_id == case_id).order_by(meetings.c.date.desc(), meetings.c.id)
    rows = db.execute(select(meeting_cases).where(meeting_cases.c.case_id == case_id)).mappings().all()
    items = {row["meeting_id"]: _item(row) for row in rows}
    return [_meeting(row, [items[row["id"]]]) for row in db.execute(heads).mappings()]


def add(db: Connection, meeting: Meeting, who: str) -> None:
    """Keep a new meeting without cases."""
    record = _heading_row(meeting.heading)
    refuse_unstorable(record, "The meeting")
    db.execute(insert(meetings).values(id=meeting.id, version=1, **record))
    _note(db, meeting.id, "", 1, who, record | {"cases": []})


def save_heading(db: Connection, meeting: Meeting, seen: int, who: str) -> int:
    """Keep another heading; returns the version. Raises Stale where `seen` is not the version that stands."""
    record = _heading_row(meeting.heading)
    refuse_unstorable(record, "The meeting")
    return _step(db, meeting, seen, who, record)


def save_order(db: Connection, meeting: Meeting, order: Iterable[str], seen: int, who: str) -> int:
    """Keep another order of the agenda; returns the version. Raises Stale like `save_heading`."""
    version = _step(db, replace(meeting, items=_sorted(meeting, order)), seen, who, {})
    for position, case_id in enumerate(order):
        where = (meeting_cases.c.meeting_id == meeting.id) & (meeting_cases.c.case_id == case_id)
        db.execute(update(meeting_cases).where(where).values(position=position))
    return version


def add_item(db: Connection, meeting: Meeting, item: Item, who: str) -> int:
    """Put a case on the agenda, last; returns the version of the meeting."""
    one_at_a_time(db, f"meeting {meeting.id}")
    record = _item_row(item)
    refuse_unstorable(record, "The case on the agenda")
    place = select(func.coalesce(func.max(meeting_cases.c.position), -1) + 1)
    position = db.execute(place.where(meeting_cases.c.meeting_id == meeting.id)).scalar_one()
    version = _last(db, meeting.id, item.case_id) + 1
    key = {"meeting_id": meeting.id, "case_id": item.case_id, "position": position, "version": version}
    db.execute(insert(meeting_cases).values(**key, **record))
    _note(db, meeting.id, item.case_id, version, who, record)
    return _step(db, replace(meeting, items=(*meeting.items, item)), meeting.version, who, {})


def save_item(db: Connection, meeting_id: str, item: Item, seen: int, who: str) -> int:
    """Keep what is said of one case; returns its version. Raises Stale where `seen` is not the version that stands."""
    record = _item_row(item)
    refuse_unstorable(record, "The case on the agenda")
    where = (meeting_cases.c.meeting_id == meeting_id) & (meeting_cases.c.case_id == item.case_id)
    found = db.execute(
        update(meeting_cases).where(where, meeting_cases.c.version == seen).values(**record, version=seen + 1)
    )
    if found.rowcount != 1:
        raise Stale(CHANGED)
    _note(db, meeting_id, item.case_id, seen + 1, who, record)
    return seen + 1


def take_off(db: Connection, meeting: Meeting, case_id: str, who: str) -> int:
    """Take a case off the agenda; what was said of it stays in the history. Returns the version of the meeting."""
    where = (meeting_cases.c.meeting_id == meeting.id) & (meeting_cases.c.case_id == case_id)
    db.execute(delete(meeting_cases).where(where))
    _note(db, meeting.id, case_id, _last(db, meeting.id, case_id) + 1, who, REMOVED)
    kept = tuple(item for item in meeting.items if item.case_id != case_id)
    return _step(db, replace(meeting, items=kept), meeting.version, who, {})


def history(db: Connection, meeting_id: str, case_id: str = "") -> list[Edition]:
    """What a meeting, or one case of its agenda, has said, oldest first."""
    table = meeting_history
    query = select(table).where(table.c.meeting_id == meeting_id, table.c.case_id == case_id).order_by(table.c.version)
    return [Edition(row["version"], row["at"], row["who"], row["record"]) for row in db.execute(query).mappings()]


def _step(db: Connection, meeting: Meeting, seen: int, who: str, values: Mapping[str, Any]) -> int:
    where = (meetings.c.id == meeting.id) & (meetings.c.version == seen)
    if db.execute(update(meetings).where(where).values(**values, version=seen + 1)).rowcount != 1:
        raise Stale(CHANGED)
    record = _heading_row(meeting.heading) | {"cases": [item.case_id for item in meeting.items]}
    _note(db, meeting.id, "", seen + 1, who, record)
    return seen + 1


def _sorted(meeting: Meeting, order: Iterable[str]) -> tuple[Item, ...]:
    items = {item.case_id: item for item in meeting.items}
    return tuple(items[case_id] for case_id in order)


def _last(db: Connection, meeting_id: str, case_id: str) -> int:
    table = meeting_history
    query = select(func.coalesce(func.max(table.c.version), 0))
    return int(db.execute(query.where(table.c.meeting_id == meeting_id, table.c.case_id == case_id)).scalar_one())


def _note(db: Connection, meeting_id: str, case_id: str, version: int, who: str, record: Mapping[str, Any]) -> None:
    key = {"meeting_id": meeting_id, "case_id": case_id, "version": version, "at": now(), "who": who}
    db.execute(insert(meeting_history).values(**key, record=dict(record)))


def _heading_row(heading: Heading) -> dict[str, Any]:
    return {"date": heading.date, "title": heading.title, "expected": list(heading.expected)}


def _item_row(item: Item) -> dict[str, Any]:
    plain = {name: getattr(item, name) for name in ("question", "minutes", "reason", "seen", "discussed_at")}
    checklist = {name: dict(told) for name, told in item.checklist.items()}
    return plain | {"standing": str(item.standing), "checklist": checklist}


def _item(row: RowMapping) -> Item:
    names = ("case_id", "question", "minutes", "reason", "checklist", "seen", "discussed_at", "version")
    return Item(**{name: row[name] for name in names}, standing=Standing(row["standing"]))


def _meeting(row: RowMapping, items: Iterable[Item]) -> Meeting:
    heading = Heading(row["date"], row["title"], tuple(row["expected"]))
    return Meeting(row["id"], heading, tuple(items), row["version"])
