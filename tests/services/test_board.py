"""A case at its meeting: its place, what is missing, what is new since the last one, and notes apart from it."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.domain.decisions import form_of
from dashboard.domain.discretion import DATES
from dashboard.domain.meetings import Heading, Item
from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.errors import NotFound, Refused, Stale
from dashboard.services import board, cases, decisions, imports, meetings
from dashboard.services.context import Context
from tests.services.folders import ROWS, write_case

OTHER = replace(LOCAL_USER, name="Dr. Y")
SCAN = "E3,imaging,MRI of the brain,after E1,,,mri-1"
FORM = form_of({"recommendation": "Go on"})


@pytest.fixture(autouse=True)
def loaded(context: Context) -> None:
    imports.load_library(context)


def meeting_on(context: Context, day: str, *case_ids: str) -> str:
    made = meetings.create(LOCAL_USER, context, Heading(day, f"Board of {day}"))
    for case_id in case_ids or ("a", "b"):
        meetings.add_case(LOCAL_USER, context, made, Item(case_id))
    return made


def discuss(context: Context, meeting: str, case_id: str = "a") -> None:
    item = meetings.meeting(LOCAL_USER, context, meeting).meeting.item(case_id)
    assert item is not None
    meetings.change_item(LOCAL_USER, context, meeting, case_id, {"standing": "discussed"}, item.version)


def test_a_case_knows_its_place_and_its_neighbours(context: Context) -> None:
    made = meeting_on(context, "2026-03-01")
    places = [board.board(LOCAL_USER, context, case_id, made).place for case_id in ("a", "b")]
    assert [(one.number, one.before, one.after) for one in places if one] == [(1, "", "b"), (2, "a", "")]
    alone = board.board(User("Dr. B", Role.VIEWER, frozenset("b")), context, "b", made)
    assert alone.place and (alone.place.number, alone.place.before, alone.may_edit) == (1, "", False)
    apart = board.board(LOCAL_USER, context, "a")
    assert apart.place is None and [one.id for one in apart.meetings] == [made]
    assert board.is_on_an_agenda(context, "a")
    other = meeting_on(context, "2026-04-01", "b")
    with pytest.raises(NotFound):
        board.board(LOCAL_USER, context, "a", other)


def test_a_case_whose_code_is_a_date_has_no_place_without_dates(context: Context, library: Path) -> None:
    write_case(library / "2024-05-06")
    imports.load_library(context)
    made = meeting_on(context, "2026-03-01", "2024-05-06", "b")
    with pytest.raises(Refused, match="holds a date"):
        board.board(LOCAL_USER, context, "2024-05-06", made, hidden=DATES)


def test_what_is_missing_is_counted_from_the_record_and_the_hand(context: Context) -> None:
    made = meeting_on(context, "2026-03-01")
    assert board.board(LOCAL_USER, context, "a", made).missing == 6
    meetings.change_item(LOCAL_USER, context, made, "a", {"tick": "patient", "found": "not applicable"}, 1)
    found = board.board(LOCAL_USER, context, "a", made)
    assert found.missing == 5
    assert {line.name: line.words for line in found.lines}["imaging"] == "in the record: 1 MRI"


def test_new_is_what_came_after_the_last_meeting_and_no_reading_again(context: Context, library: Path) -> None:
    before, scan = (*ROWS[:2], SCAN), SCAN
    write_case(library / "a", rows=before)
    imports.load_library(context)
    first, second = meeting_on(context, "2026-03-01"), meeting_on(context, "2026-04-01")
    assert board.board(LOCAL_USER, context, "a", first).since is None
    discuss(context, first)
    decisions.save(LOCAL_USER, context, "a", FORM, meeting_id=first)
    imports.load_library(context)
    quiet = board.board(LOCAL_USER, context, "a", second).since
    assert quiet is not None and (quiet.news.count, quiet.meeting.id) == (0, first)
    changed = ["E1,encounter,Readmission,0,,,", scan, "E4,lab,Leukocytes [#/volume] in Blood,9,5000,/uL,"]
    for rows in (changed, changed[::-1]):
        write_case(library / "a", rows=tuple(rows), title="New")
        imports.load_library(context)
    since = board.board(LOCAL_USER, context, "a", second).since
    assert since is not None
    assert (since.news.added, since.news.changed, since.news.fields) == (("E4",), ("E1",), ("title",))
    assert [event.id for event in since.news.gone] == ["E2"]
    write_case(library / "a", rows=before)
    imports.load_library(context)
    back = board.board(LOCAL_USER, context, "a", second).since
    assert back is not None and back.news.count == 0
    assert board.board(LOCAL_USER, context, "a", first).since is None
    discuss(context, second)
    again = board.board(LOCAL_USER, context, "a").since
    assert again is not None and again.meeting.id == second
    shown = board.board(LOCAL_USER, context, "a", second).since
    assert shown is not None and shown.meeting.id == first


def test_new_events_have_the_names_that_a_reader_without_dates_sees(context: Context, library: Path) -> None:
    first = meeting_on(context, "2026-03-01")
    discuss(context, first)
    write_case(library / "a", rows=(*ROWS, "MR-2024-05-06,lab,Leukocytes,9,5000,/uL,"))
    imports.load_library(context)
    since = board.board(LOCAL_USER, context, "a", "", hidden=DATES).since
    assert since is not None and since.news.added == ("row-4",)


def test_review_notes_stay_apart_and_keep_their_versions(context: Context) -> None:
    made = meeting_on(context, "2026-03-01")
    first = board.write_note(LOCAL_USER, context, "a", "Late scan", meeting_id=made, key="k")
    assert board.write_note(LOCAL_USER, context, "a", "Late scan", meeting_id=made, key="k") == first
    note = first[0]
    assert (note.text, note.who, note.meeting_id, note.version) == ("Late scan", "local user", made, 1)
    changed = board.write_note(OTHER, context, "a", "Scan came late", note_id=note.id, seen=1)
    assert [(one.text, one.who, one.version) for one in changed] == [("Scan came late", "Dr. Y", 2)]
    with pytest.raises(Stale):
        board.write_note(LOCAL_USER, context, "a", "x", note_id=note.id, seen=1)
    with pytest.raises(NotFound):
        board.write_note(LOCAL_USER, context, "b", "x", note_id=note.id, seen=2)
    with pytest.raises(NotFound):
        board.write_note(LOCAL_USER, context, "a", "x", meeting_id="nowhere")
    assert board.write_note(LOCAL_USER, context, "a", "", note_id=note.id, seen=2) == ()
    opened = cases.open_case(LOCAL_USER, context, "a")
    assert len(opened.case.events) == 3 and opened.version == 1
