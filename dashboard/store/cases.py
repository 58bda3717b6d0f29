"""Cases: loading them whole, saving them whole, and the versions a save makes. Events' own history is in `events`."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, literal, select, tuple_, update

from dashboard.domain.cases import Case, Study
from dashboard.errors import NotFound, Refused, Stale
from dashboard.store import events as stored_events
from dashboard.store.clock import now
from dashboard.store.rows import Row, case_of, case_row, event_row, fingerprint, plain
from dashboard.store.schema import case_history, cases, changes, events
from dashboard.store.session import one_at_a_time
from dashboard.store.text import refuse_long_id, refuse_unstorable, trouble

NEAR = 100  # cases on either side of one


@dataclass(frozen=True, slots=True)
class Change:
    """What a save did: ids of the events added, changed and removed, the number left alone, and the version now."""

    version: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    anything: bool = False


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One line of the library."""

    id: str
    title: str
    question: str
    age: str
    sex: str
    diagnosis: str
    events: int
    studies: int
    version: int
    changed_at: str


@dataclass(frozen=True, slots=True)
class Save:
    """Who saves, by what act, from which folder ("" leaves the one known), and the version they had seen, if any."""

    who: str
    what: str
    location: str = ""
    seen: int | None = None


def summaries(db: Connection) -> list[CaseSummary]:
    """All cases in the order in which they came."""
    count = select(events.c.case_id, func.count().label("events")).group_by(events.c.case_id).subquery()
    query = (
        select(cases, func.coalesce(count.c.events, 0).label("events"), changes.c.at.label("changed_at"))
        .join(changes, (changes.c.case_id == cases.c.id) & (changes.c.version == cases.c.version))
        .outerjoin(count, count.c.case_id == cases.c.id)
        .order_by(cases.c.position, cases.c.id)
    )
    return [_summary(row) for row in db.execute(query).mappings()]


def version_of(db: Connection, case_id: str) -> int:
    """The version of a case now; `NotFound` when there is none of that id."""
    if trouble(case_id):
        raise NotFound(no_such_case(case_id))
    version: int | None = db.execute(select(cases.c.version).where(cases.c.id == case_id)).scalar()
    if version is None:
        raise NotFound(no_such_case(case_id))
    return version


def around(db: Connection, case_id: str) -> tuple[list[str], list[str]]:
    """The ids of cases before a case, the nearest first, and of those after it, in the order of `summaries`."""
    own = select(cases.c.position, cases.c.id).where(cases.c.id == case_id)
    position, name = db.execute(own).one_or_none() or (None, None)
    here, place = tuple_(literal(position), literal(name)), tuple_(cases.c.position, cases.c.id)
    before = select(cases.c.id).where(place < here).order_by(cases.c.position.desc(), cases.c.id.desc())
    after = select(cases.c.id).where(place > here).order_by(cases.c.position, cases.c.id)
    return tuple(list(db.execute(query.limit(NEAR)).scalars()) for query in (before, after))  # type: ignore[return-value]


def no_such_case(case_id: str) -> str:
    """The one sentence for a case that is not there or not to be seen."""
    return f"There is no case {case_id[:80]!r}."


def load_case(db: Connection, case_id: str) -> Case:
    """The case as it was saved; `NotFound` when there is none of that id."""
    return load_version(db, case_id)[0]


def load_version(db: Connection, case_id: str) -> tuple[Case, int]:
    """The case and its version, read together."""
    version_of(db, case_id)
    row = plain(db.execute(select(cases).where(cases.c.id == case_id)).mappings().one())
    return case_of(row, stored_events.load(db, case_id)), row["version"]


def studies_of(db: Connection, case_id: str) -> tuple[tuple[Study, ...], str]:
    """The studies of a case, and the folder it was last read from; `NotFound` when there is no such case."""
    version_of(db, case_id)
    row = db.execute(select(cases.c.studies, cases.c.location).where(cases.c.id == case_id)).one()
    return tuple(Study(**study) for study in row.studies), row.location


def patient_of(db: Connection, case_id: str) -> str:
    """The patient id of a case, "" where it names none; `NotFound` when there is no such case."""
    version_of(db, case_id)
    return str(db.execute(select(cases.c.patient_id).where(cases.c.id == case_id)).scalar_one())


def unchanged(db: Connection, case: Case, location: str) -> Change | None:
    """What saving would say if it changed nothing, or None if it would change something (or refuse)."""
    if trouble(case.id):
        return None
    stored = db.execute(select(cases).where(cases.c.id == case.id)).mappings().first()
    if stored is None or stored["location"] != location or stored["fingerprint"] != _mark(case):
        return None
    return Change(stored["version"], unchanged=len(case.events))


def _mark(case: Case) -> str:
    return fingerprint(case_row(case), map(event_row, case.events))


def save_case(db: Connection, case: Case, save: Save) -> Change:
    """Make the stored case equal to `case`: by id, keeping what stood before. An equal case changes nothing at all.

    Raises `Stale` when the case is no longer at the version that was seen, `Refused` for text that cannot be kept.
    """
    head, rows = case_row(case), [event_row(event) for event in case.events]
    _refuse(head, rows)
    one_at_a_time(db, case.id)
    stored = db.execute(select(cases).where(cases.c.id == case.id)).mappings().first()
    if save.seen is not None and save.seen != (stored["version"] if stored else 0):
        raise Stale(f"Case {case.id} was changed by somebody else since you opened it. Nothing was saved.")
    mark = fingerprint(head, rows)
    if stored is None:
        return _add(db, head | {"fingerprint": mark, "location": save.location}, rows, save)
    if save.location and save.location != stored["location"]:
        db.execute(update(cases).where(cases.c.id == case.id).values(location=save.location))
    if stored["fingerprint"] == mark:
        return Change(stored["version"], unchanged=len(rows))
    return _replace(db, stored, head | {"fingerprint": mark}, rows, save)


def _refuse(head: Row, rows: list[Row]) -> None:
    refuse_unstorable(head["id"], "The id of the case")
    refuse_long_id(head["id"], "The id of the case")
    refuse_unstorable(head, f"Case {head['id']}")
    seen = set()
    for row in rows:
        refuse_unstorable(row["id"], f"Case {head['id']}, the id of an event")
        refuse_long_id(row["id"], f"Case {head['id']}, the id of an event")
        refuse_unstorable(row, f"Event {row['id']}")
        if row["seq"] is not None and abs(row["seq"]) >= 10**18:
            raise Refused(f"Event {row['id']}: seq has more than 18 digits.")
        if row["id"] in seen:
            raise Refused(f"Case {head['id']} has two events with the id {row['id']}.")
        seen.add(row["id"])


def _add(db: Connection, head: Row, rows: list[Row], save: Save) -> Change:
    position = db.execute(select(func.coalesce(func.max(cases.c.position), 0) + 1)).scalar_one()
    db.execute(insert(cases).values(**head, position=position, version=1))
    change = Change(1, added=tuple(row["id"] for row in rows), anything=True)
    _record(db, head["id"], change, save)
    stored_events.add(db, head["id"], 1, rows)
    return change


def _replace(db: Connection, stored: RowMapping, head: Row, rows: list[Row], save: Save) -> Change:
    case_id, version = stored["id"], stored["version"] + 1
    moved = stored_events.compare(db, case_id, rows)
    change = Change(version, moved.added, moved.changed, moved.removed, moved.unchanged, anything=True)
    _record(db, case_id, change, save)
    before = {name: stored[name] for name in head if name != "fingerprint"}
    if before != {name: head[name] for name in before}:
        db.execute(insert(case_history).values(case_id=case_id, version=stored["version"], record=before))
    result = db.execute(
        update(cases).where(cases.c.id == case_id, cases.c.version == stored["version"]).values(**head, version=version)
    )
    if result.rowcount != 1:
        raise Stale(f"Case {case_id} was changed by somebody else at this moment. Nothing was saved.")
    stored_events.replace(db, case_id, version, rows, moved)
    return change


def _record(db: Connection, case_id: str, change: Change, save: Save) -> None:
    counts = {name: len(getattr(change, name)) for name in ("added", "changed", "removed")}
    values: dict[str, Any] = {"at": now(), "who": save.who, "what": save.what, **counts}
    db.execute(insert(changes).values(case_id=case_id, version=change.version, **values))


def _summary(row: RowMapping) -> CaseSummary:
    return CaseSummary(
        **{name: row[name] for name in ("id", "title", "question", "age", "sex", "diagnosis", "version", "changed_at")},
        events=row["events"],
        studies=len(row["studies"]),
    )
