"""Review notes and decisions on their way out: notes only where somebody asks, decisions as what they are."""

import io
import zipfile
from pathlib import Path

from dashboard.domain.decisions import FIELDS, form_in, form_of
from dashboard.domain.discretion import DATES
from dashboard.domain.meetings import Heading, Item
from dashboard.domain.people import LOCAL_USER
from dashboard.importers.case_folder import IMPORTER
from dashboard.services import board, decisions, meetings
from dashboard.services.context import Context
from dashboard.services.exports import Wish, prepare, words_to_read

CANARY = "Canary: the second scan came late, on 2026-03-01"
FORM = form_of({name: f"{name} of Dr. Canary,\nsecond line" for name in FIELDS})


def made(context: Context, name: str = "care-csv", **wish: object) -> bytes:
    out = io.BytesIO()
    prepare(LOCAL_USER, context, "case-1", Wish(**{"format": name} | wish)).write(out, lambda share, words: None)  # type: ignore[arg-type]
    return out.getvalue()


def test_review_notes_leave_only_with_an_export_that_asks_for_them(shipped_context: Context) -> None:
    note = board.write_note(LOCAL_USER, shipped_context, "case-1", CANARY)[-1]
    assert b"Canary" not in made(shipped_context)
    ready = prepare(LOCAL_USER, shipped_context, "case-1", Wish("care-csv"))
    assert "review notes: 1" in ready.dossier.stamp.left_out
    assert CANARY.encode() in made(shipped_context, review_notes=True)
    hidden = made(shipped_context, review_notes=True, hidden=DATES)
    assert b"the second scan came late" in hidden and b"2026-03-01" not in hidden
    assert b"Canary" not in made(shipped_context, deidentified=True, review_notes=True)
    said = "Canary: the second scan came late, on [removed]"
    assert said in words_to_read(LOCAL_USER, shipped_context, "case-1"), "it leaves once somebody has read the words"
    assert said.encode() in made(shipped_context, deidentified=True, review_notes=True, words_read=True)
    board.write_note(LOCAL_USER, shipped_context, "case-1", "", note_id=note.id, seen=1)
    assert b"Canary" not in made(shipped_context, review_notes=True)


def test_a_decision_goes_out_whole_and_comes_back_as_it_was(shipped_context: Context, tmp_path: Path) -> None:
    meeting = meetings.create(LOCAL_USER, shipped_context, Heading("2026-03-01", "Board of Dr. Canary"))
    meetings.add_case(LOCAL_USER, shipped_context, meeting, Item("case-1"))
    kept = decisions.save(LOCAL_USER, shipped_context, "case-1", FORM, meeting_id=meeting)
    assert kept.event is not None
    zipfile.ZipFile(io.BytesIO(made(shipped_context, "case-folder"))).extractall(tmp_path)
    case = IMPORTER.read(tmp_path / "case-1").cases[0]
    found = case.event(kept.event.id)
    assert found is not None and form_in(found) == FORM
    assert (str(found.at), found.details) == (str(kept.event.at), kept.event.details)
    assert b"recommendation of Dr. Canary" in made(shipped_context)
    nameless = made(shipped_context, deidentified=True)
    assert b"Canary" not in nameless and b"2026-03-01" not in nameless
