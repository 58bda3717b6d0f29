"""Cases: loading them whole, saving them whole, and the versions a save makes. Events' own history is in `events`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from dashboard.domain.cases import Case, Study
from dashboard.domain.decisions import with_known_times
from dashboard.domain.events import Event
from dashboard.domain.packs import Row as EventRow
from dashboard.domain.packs import packed, row_of, unpacked
from dashboard.errors import NotFound, Refused, Stale
from dashboard.store import events as stored_events
from dashboard.store.clock import now
from dashboard.store.events import New
from dashboard.store.rows import Row, case_of, case_row, event_row, fingerprint, plain
from dashboard.store.schema import case_history, cases, changes
from dashboard.store.session import one_at_a_time
from dashboard.store.text import refuse_long_id, refuse_unstorable, trouble


@dataclass(frozen=True, slots=True)
class Change:
    """What a save did: ids of the events added, changed and removed, the number left alone, and the version now. Where
    a great many were added to a new case, `unlisted` counts them; `same` are the ids of those left alone."""

    version: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    anything: bool = False
    unlisted: int = 0
    same: tuple[str, ...] = field(default=(), compare=False)

    @property
    def count_added(self) -> int:
        """How many events were added."""
        return len(self.added) + self.unlisted


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
    """Who saves, by what act, from which folder ("" leaves the one known), the version they had seen, if any, and the
    system that the events come from ("": the case itself)."""

    who: str
    what: str
    location: str = ""
    seen: int | None = None
    origin: str = stored_events.FOLDER


def summaries(db: Connection) -> list[CaseSummary]:
    """All cases in the order in which they came."""
    counts = stored_events.counts(db)
    query = (
        select(cases, changes.c.at.label("changed_at"))
        .join(changes, (changes.c.case_id == cases.c.id) & (changes.c.version == cases.c.version))
        .order_by(cases.c.position, cases.c.id)
    )
    return [_summary(row, counts.get(row["id"], 0)) for row in db.execute(query).mappings()]


def ids(db: Connection) -> list[str]:
    """The ids of all cases."""
    return list(db.execute(select(cases.c.id)).scalars())


def version_of(db: Connection, case_id: str) -> int:
    """The version of a case now; `NotFound` when there is none of that id."""
    if trouble(case_id):
        raise NotFound(no_such_case(case_id))
    version: int | None = db.execute(select(cases.c.version).where(cases.c.id == case_id)).scalar()
    if version is None:
        raise NotFound(no_such_case(case_id))
    return version


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
    return with_known_times(case_of(row, stored_events.load(db, case_id))), row["version"]


def load_head(db: Connection, case_id: str) -> Case:
    """The case without its events; `NotFound` when there is none of that id."""
    version_of(db, case_id)
    return case_of(plain(db.execute(select(cases).where(cases.c.id == case_id)).mappings().one()), ())


def studies_of(db: Connection, case_id: str) -> tuple[tuple[Study, ...], str]:
    """The studies of a case, and the folder it was last read from; `NotFound` when there is no such case."""
    return version_and_studies(db, case_id)[1:]


def version_and_studies(db: Connection, case_id: str) -> tuple[int, tuple[Study, ...], str]:
    """The version of a case now, its studies, and the folder it was last read from; `NotFound` when there is none."""
    query = select(cases.c.version, cases.c.studies, cases.c.location).where(cases.c.id == case_id)
    row = None if trouble(case_id) else db.execute(query).one_or_none()
    if row is None:
        raise NotFound(no_such_case(case_id))
    return row.version, tuple(Study(**study) for study in row.studies), row.location


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
    return Change(stored["version"], unchanged=len(case.events), same=tuple(event.id for event in case.events))


def _mark(case: Case) -> str:
    return fingerprint(case_row(case), packed(_numbered(case)))


def _numbered(case: Case) -> list[EventRow]:
    return [row_of(event, number) for number, event in enumerate(case.events)]


def save_case(db: Connection, case: Case, save: Save) -> Change:
    """Make the stored case equal to `case`: by id, keeping what stood before. An equal case changes nothing at all.
    What imports brought stays, whether `case` tells it again or not.

    Raises `Stale` when the case is no longer at the version that was seen, `Refused` for text that cannot be kept.
    """
    head = case_row(case)
    _refuse(head, case.events)
    one_at_a_time(db, case.id)
    stored = _stored(db, case.id, save)
    rows = _numbered(case)
    mark = {"fingerprint": fingerprint(head, packed(rows))}
    if stored is None:
        return _add(db, head | mark | {"location": save.location}, rows, save)
    if save.location and save.location != stored["location"]:
        db.execute(update(cases).where(cases.c.id == case.id).values(location=save.location))
    if stored["fingerprint"] == mark["fingerprint"]:
        return Change(stored["version"], unchanged=len(rows), same=tuple(row.id for row in rows))
    own = without_foreign(db, case.id, save.origin, rows)
    return _replace(db, stored, head | mark, New(save.origin, own), save)


def _stored(db: Connection, case_id: str, save: Save) -> RowMapping | None:
    stored = db.execute(select(cases).where(cases.c.id == case_id)).mappings().first()
    if save.seen is not None and save.seen != (stored["version"] if stored else 0):
        raise Stale(f"Case {case_id} was changed by somebody else since you opened it. Nothing was saved.")
    return stored


@dataclass(frozen=True, slots=True)
class Told:
    """What an import tells of a case: its events as packs of (number, content), and the ids of those that do not hold
    any more. `parted`: see `events.New`."""

    packs: Sequence[tuple[int, bytes]]
    withdrawn: frozenset[str] = frozenset()
    parted: bool = False


def save_import(db: Connection, head: Case, told: Told, save: Save) -> Change:
    """Add the events of an import to the case of `head`, or update them by id; none is removed but what is withdrawn.
    The case's own facts become those of `head`, whose events do not count. Raises like `save_case`."""
    row = case_row(head)
    _refuse(row, ())
    one_at_a_time(db, head.id)
    stored = _stored(db, head.id, save)
    if stored is None:
        db.execute(insert(cases).values(**row, fingerprint="", location="", position=_position(db), version=1))
        change = Change(1, unlisted=sum(count for count, _ in told.packs), anything=True)
        _record(db, head.id, change, save)
        stored_events.add(db, head.id, save.origin, ((1, pack) for pack in told.packs))
        return change
    rows = [one for _, content in told.packs for one in unpacked(content)]
    own = without_foreign(db, head.id, save.origin, rows)
    if len(own) < len(rows):
        raise Refused(
            f"Case {head.id} has events of these ids from another source. Name another source for this import."
        )
    new = New(save.origin, rows, whole=False, withdrawn=told.withdrawn, parted=told.parted)
    return _replace(db, stored, row | {"fingerprint": stored["fingerprint"]}, new, save)


def without_foreign(db: Connection, case_id: str, origin: str, rows: Sequence[EventRow]) -> list[EventRow]:
    """The rows without those that another origin has told alike. `Refused` where it has told something else."""
    foreign = stored_events.foreign(db, case_id, origin)
    for row in rows:
        if row.id in foreign and foreign[row.id].said != row.said:
            raise Refused(
                f"Case {case_id} has an event {row.id} from another source already, and it says something else."
            )
    return [row for row in rows if row.id not in foreign]


def _refuse(head: Row, events: Iterable[Event]) -> None:
    refuse_unstorable(head["id"], "The id of the case")
    refuse_long_id(head["id"], "The id of the case")
    refuse_unstorable(head, f"Case {head['id']}")
    seen = set()
    for event in events:
        refuse_unstorable(event.id, f"Case {head['id']}, the id of an event")
        refuse_long_id(event.id, f"Case {head['id']}, the id of an event")
        refuse_unstorable(event_row(event), f"Event {event.id}")
        if event.seq is not None and abs(event.seq) >= 10**18:
            raise Refused(f"Event {event.id}: seq has more than 18 digits.")
        if event.id in seen:
            raise Refused(f"Case {head['id']} has two events with the id {event.id}.")
        seen.add(event.id)


def _position(db: Connection) -> int:
    return int(db.execute(select(func.coalesce(func.max(cases.c.position), 0) + 1)).scalar_one())


def _add(db: Connection, head: Row, rows: list[EventRow], save: Save) -> Change:
    db.execute(insert(cases).values(**head, position=_position(db), version=1))
    change = Change(1, added=tuple(row.id for row in rows), anything=True)
    _record(db, head["id"], change, save)
    moved = stored_events.compare(db, head["id"], New(save.origin, rows, version=1))
    stored_events.write(db, head["id"], save.origin, 1, moved)
    return change


def _replace(db: Connection, stored: RowMapping, head: Row, new: New, save: Save) -> Change:
    case_id, version = stored["id"], stored["version"] + 1
    moved = stored_events.compare(db, case_id, replace(new, version=version))
    before = {name: stored[name] for name in head if name != "fingerprint"}
    differs = before != {name: head[name] for name in before}
    if not moved.anything and not differs:
        db.execute(update(cases).where(cases.c.id == case_id).values(fingerprint=head["fingerprint"]))
        return Change(stored["version"], unchanged=len(moved.same), same=moved.same)
    change = Change(version, moved.added, moved.changed, moved.removed, len(moved.same), anything=True, same=moved.same)
    _record(db, case_id, change, save)
    if differs:
        db.execute(insert(case_history).values(case_id=case_id, version=stored["version"], record=before))
    result = db.execute(
        update(cases).where(cases.c.id == case_id, cases.c.version == stored["version"]).values(**head, version=version)
    )
    if result.rowcount != 1:
        raise Stale(f"Case {case_id} was changed by somebody else at this moment. Nothing was saved.")
    if moved.anything:
        stored_events.write(db, case_id, new.origin, version, moved)
    return change


def _record(db: Connection, case_id: str, change: Change, save: Save) -> None:
    counts = {"added": change.count_added, "changed": len(change.changed), "removed": len(change.removed)}
    values: dict[str, Any] = {"at": now(), "who": save.who, "what": save.what, **counts}
    db.execute(insert(changes).values(case_id=case_id, version=change.version, **values))


def _summary(row: RowMapping, events: int) -> CaseSummary:
    return CaseSummary(
        **{name: row[name] for name in ("id", "title", "question", "age", "sex", "diagnosis", "version", "changed_at")},
        events=events,
        studies=len(row["studies"]),
    )
