"""Review notes of conferences: apart from the events of a case; each save adds a version and none is lost."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from dashboard.errors import NotFound, Stale
from dashboard.store.clock import now
from dashboard.store.meetings import CHANGED
from dashboard.store.schema import review_notes
from dashboard.store.session import one_at_a_time
from dashboard.store.text import refuse_unstorable


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """A note as it stands: of which meeting ("" = none), who wrote this version, and when (UTC)."""

    id: str
    version: int
    meeting_id: str
    at: str
    who: str
    text: str


def of_case(db: Connection, case_id: str) -> list[ReviewNote]:
    """The notes of a case as they stand, oldest first; without those that were taken back."""
    newest = select(review_notes.c.id, func.max(review_notes.c.version).label("version"))
    last = newest.where(review_notes.c.case_id == case_id).group_by(review_notes.c.id).subquery()
    joined = (review_notes.c.id == last.c.id) & (review_notes.c.version == last.c.version)
    rows = db.execute(select(review_notes).join(last, joined)).mappings()
    first = {row.id: row.at for row in db.execute(select(review_notes).where(review_notes.c.version == 1))}
    notes = [ReviewNote(**{name: row[name] for name in ReviewNote.__slots__}) for row in rows if row["text"]]
    return sorted(notes, key=lambda note: (first[note.id], note.id))


def editions(db: Connection, case_id: str, note_id: str) -> list[ReviewNote]:
    """All versions of a note, oldest first."""
    table = review_notes
    query = select(table).where(table.c.case_id == case_id, table.c.id == note_id).order_by(table.c.version)
    return [ReviewNote(**{name: row[name] for name in ReviewNote.__slots__}) for row in db.execute(query).mappings()]


def save(db: Connection, case_id: str, note: ReviewNote, seen: int) -> ReviewNote:
    """Add a version of a note; `seen` is the one that was changed (0: a new note). Raises Stale where it is not the
    last, NotFound where the case has no such note."""
    refuse_unstorable(note.text, "The note")
    one_at_a_time(db, f"note {note.id}")
    before = editions(db, case_id, note.id)
    if seen and not before:
        raise NotFound("There is no such note.")
    if seen != len(before):
        raise Stale(CHANGED)
    kept = ReviewNote(
        note.id, seen + 1, before[0].meeting_id if before else note.meeting_id, now(), note.who, note.text
    )
    values = {name: getattr(kept, name) for name in ReviewNote.__slots__}
    db.execute(insert(review_notes).values(case_id=case_id, **values))
    return kept
