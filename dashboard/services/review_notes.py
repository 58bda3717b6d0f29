"""Review notes on their way out: the notes of a case as events without a time, for an export that asks for them."""

from dataclasses import replace

from dashboard.domain.chronology import solve
from dashboard.domain.date_text import without_dates
from dashboard.domain.discretion import NOTHING, Hidden, solvable
from dashboard.domain.events import Event, Kind
from dashboard.domain.review import MARK
from dashboard.domain.when import When
from dashboard.services.cases import kept
from dashboard.services.context import Context, OpenCase
from dashboard.store.review_notes import ReviewNote


def with_notes(
    context: Context, case_id: str, opened: OpenCase, notes: list[ReviewNote], hidden: Hidden = NOTHING
) -> OpenCase:
    """The opened case with its review notes among its events, marked as such; the same object where it has none."""
    if not notes:
        return opened
    events = tuple(_event(note, hides=hidden.dates) for note in notes)
    dated = kept(context, case_id, opened.version).case if hidden.dates else opened.case
    whole = replace(dated, events=(*dated.events, *events))
    case = replace(opened.case, events=(*opened.case.events, *events))
    return replace(opened, case=case, chronology=solve(solvable(whole) if hidden.dates else whole))


def _event(note: ReviewNote, *, hides: bool) -> Event:
    text, written = " ".join(note.text.split()), f"{note.at[:16].replace('T', ' ')} UTC"
    details = {MARK: "yes", "author": note.who, "written": without_dates(written) if hides else written}
    term = without_dates(text) if hides else text
    return Event(f"note-{note.id}", Kind.NOTE, term, When(), source="Review note", details=details)
