"""A decision is an event that stays, with author, time and every version; who saves second is told; drafts outlive."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.domain.decisions import ORIGIN, form_of
from dashboard.domain.meetings import Heading, Item, Standing
from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.errors import Denied, Misconfigured, NotFound, Refused, Stale
from dashboard.services import board, cases, decisions, imports, meetings, tables
from dashboard.services.context import Context
from dashboard.store import audit as stored_audit
from tests.services.folders import ROWS, write_case

OTHER = replace(LOCAL_USER, name="Dr. Y")
VIEWER = User("a viewer", Role.VIEWER)
FORM = form_of({"recommendation": "Go on", "owner": "Dr. Ahn"})


@pytest.fixture(autouse=True)
def loaded(context: Context) -> None:
    imports.load_library(context)


def meeting_on(context: Context, day: str) -> str:
    made = meetings.create(LOCAL_USER, context, Heading(day, f"Board of {day}"))
    meetings.add_case(LOCAL_USER, context, made, Item("a", "Which dose?"))
    return made


@pytest.fixture
def meeting(context: Context) -> str:
    """A meeting with case a."""
    return meeting_on(context, "2026-03-01")


def test_a_decision_is_an_event_of_the_case_everywhere(context: Context, meeting: str) -> None:
    kept = decisions.save(LOCAL_USER, context, "a", FORM, meeting_id=meeting)
    assert kept.event is not None
    case = cases.open_case(LOCAL_USER, context, "a").case
    assert case.event(f"decision-{meeting}") == kept.event
    assert (kept.who, kept.version, kept.form) == ("local user", 2, FORM)
    row = next(line for line in tables.event_table(LOCAL_USER, context, "a").lines if line.id == kept.event.id)
    assert (row.cells["kind"], row.cells["event"], row.cells["time_kind"]) == ("decision", "Go on", "order only")
    assert "owner: Dr. Ahn" in row.cells["details"]
    item = meetings.meeting(LOCAL_USER, context, meeting).meeting.items[0]
    assert (item.standing, item.seen) == (Standing.DISCUSSED, 1)


def test_it_stays_when_the_folder_is_read_again_and_loses_no_time_but_a_lost_one(
    context: Context, library: Path, meeting: str
) -> None:
    decisions.save(LOCAL_USER, context, "a", FORM, meeting_id=meeting)
    write_case(library / "a", rows=ROWS[:2])
    imports.load_library(context)
    assert cases.open_case(LOCAL_USER, context, "a").case.event(f"decision-{meeting}") is not None
    with context.store.reading() as db:
        assert [event.id for event in decisions.records_of(db, "a")] == [f"decision-{meeting}"]


def test_every_version_can_be_read(context: Context, meeting: str) -> None:
    first = decisions.save(LOCAL_USER, context, "a", FORM, meeting_id=meeting)
    again = form_of({"recommendation": "Stop"})
    second = decisions.save(OTHER, context, "a", again, meeting_id=meeting, seen=first.version)
    same = decisions.save(LOCAL_USER, context, "a", again, meeting_id=meeting, seen=second.version)
    assert same == second
    found = decisions.versions(VIEWER, context, "a", f"decision-{meeting}")
    assert [(one.who, one.form["recommendation"]) for one in found] == [("local user", "Go on"), ("Dr. Y", "Stop")]
    for event_id in ("E1", "nowhere"):
        with pytest.raises(NotFound):
            decisions.versions(LOCAL_USER, context, "a", event_id)


def test_who_saves_second_is_told_and_loses_nothing(context: Context, meeting: str) -> None:
    event_id = f"decision-{meeting}"
    decisions.keep_draft(OTHER, context, "a", event_id, FORM | {"recommendation": "Stop"}, 0)
    first = decisions.save(LOCAL_USER, context, "a", FORM, meeting_id=meeting)
    with pytest.raises(Stale):
        decisions.save(OTHER, context, "a", form_of({"recommendation": "Stop"}), meeting_id=meeting)
    assert decisions.current(OTHER, context, "a", event_id) == first
    mine = board.board(OTHER, context, "a", meeting)
    assert mine.draft is not None and mine.draft.form["recommendation"] == "Stop" and mine.draft.seen == 0
    assert board.board(LOCAL_USER, context, "a", meeting).draft is None


def test_a_request_that_comes_twice_saves_once(context: Context, meeting: str) -> None:
    first = decisions.save(LOCAL_USER, context, "a", FORM, meeting_id=meeting, key="k1")
    assert decisions.save(LOCAL_USER, context, "a", FORM, meeting_id=meeting, key="k1") == first
    alone = decisions.save(LOCAL_USER, context, "a", FORM, key="k2")
    assert decisions.save(LOCAL_USER, context, "a", FORM, key="k2") == alone
    with context.store.reading() as db:
        assert len(decisions.records_of(db, "a")) == 2


def test_apart_from_a_meeting_a_decision_is_made_and_corrected_by_its_id(context: Context) -> None:
    first = decisions.save(LOCAL_USER, context, "a", FORM)
    assert first.event is not None and first.event.source == "Decision record"
    changed = form_of({"recommendation": "Stop"})
    second = decisions.save(OTHER, context, "a", changed, event_id=first.event.id, seen=first.version)
    assert second.event is not None and second.event.id == first.event.id
    for event_id in ("decision-made-up", "E1"):
        with pytest.raises(NotFound):
            decisions.save(LOCAL_USER, context, "a", FORM, event_id=event_id)


def test_a_draft_outlives_the_browser_until_it_is_saved_or_thrown_away(context: Context, meeting: str) -> None:
    event_id, words = f"decision-{meeting}", FORM | {"recommendation": ""}
    for text in ("G", "Go", "Go on"):
        decisions.keep_draft(LOCAL_USER, context, "a", event_id, words | {"rationale": text}, 0)
    found = board.board(LOCAL_USER, context, "a", meeting).draft
    assert found is not None and found.form["rationale"] == "Go on"
    with context.store.reading() as db:
        told = [entry.line.subject for entry in stored_audit.entries(db) if entry.line.subject.startswith("draft")]
    assert told == [f"draft {event_id}"]
    decisions.drop_draft(LOCAL_USER, context, "a", event_id)
    assert board.board(LOCAL_USER, context, "a", meeting).draft is None
    decisions.keep_draft(LOCAL_USER, context, "a", event_id, FORM, 0)
    decisions.save(LOCAL_USER, context, "a", FORM, meeting_id=meeting)
    assert board.board(LOCAL_USER, context, "a", meeting).draft is None


def test_who_may_not_edit_keeps_no_draft_and_no_decision(context: Context, meeting: str) -> None:
    event_id = f"decision-{meeting}"
    decisions.keep_draft(LOCAL_USER, context, "a", event_id, FORM, 0)
    lowered = replace(LOCAL_USER, role=Role.VIEWER)
    with pytest.raises(Denied):
        decisions.keep_draft(lowered, context, "a", event_id, FORM, 0)
    with pytest.raises(NotFound):
        decisions.keep_draft(replace(LOCAL_USER, cases=frozenset("b")), context, "a", event_id, FORM, 0)
    for act in (
        lambda: decisions.save(VIEWER, context, "a", FORM, meeting_id=meeting),
        lambda: decisions.keep_draft(VIEWER, context, "a", event_id, FORM, 0),
        lambda: decisions.drop_draft(VIEWER, context, "a", event_id),
        lambda: board.write_note(VIEWER, context, "a", "A note"),
    ):
        with pytest.raises(Denied):
            act()


def test_nothing_is_saved_without_its_audit_line(context: Context, meeting: str) -> None:
    with context.store.writing() as db:
        db.exec_driver_sql("ALTER TABLE audit RENAME TO elsewhere")
    with pytest.raises(Misconfigured):
        decisions.save(LOCAL_USER, context, "a", FORM, meeting_id=meeting)
    with context.store.writing() as db:
        db.exec_driver_sql("ALTER TABLE elsewhere RENAME TO audit")
        assert decisions.records_of(db, "a") == []
    item = meetings.meeting(LOCAL_USER, context, meeting).meeting.items[0]
    assert item.standing is Standing.TO_DISCUSS


def test_at_a_meeting_only_its_own_cases_are_decided(context: Context, meeting: str) -> None:
    with pytest.raises(NotFound, match="not on the agenda"):
        decisions.save(LOCAL_USER, context, "b", FORM, meeting_id=meeting)
    with pytest.raises(Refused, match="recommendation"):
        decisions.save(LOCAL_USER, context, "a", form_of({}), meeting_id=meeting)
    with context.store.reading() as db:
        assert decisions.records_of(db, "a") == [] and ORIGIN == "meeting"
