"""An agenda is prepared by people who do not wait for each other; nothing is lost, and only editors may."""

from dataclasses import replace

import pytest

from dashboard.domain.meetings import Heading, Item, Standing
from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.errors import Denied, NotFound, Refused, Stale
from dashboard.services import agenda, imports, meetings
from dashboard.services.context import Context
from dashboard.store import audit as stored_audit

BOARD = Heading("2026-03-01", "Tumor board", ("Dr. Ahn",))
OTHER = replace(LOCAL_USER, name="Dr. Y")
VIEWER = User("a viewer", Role.VIEWER)


@pytest.fixture(autouse=True)
def loaded(context: Context) -> None:
    imports.load_library(context)


@pytest.fixture
def meeting(context: Context) -> str:
    """A meeting with both cases."""
    made = meetings.create(LOCAL_USER, context, BOARD)
    for case_id in ("a", "b"):
        meetings.add_case(LOCAL_USER, context, made, Item(case_id))
    return made


def seen(context: Context, meeting_id: str, user: User = LOCAL_USER) -> meetings.Meeting:
    return meetings.meeting(user, context, meeting_id).meeting


def test_a_meeting_is_found_again_with_its_cases_in_order(context: Context, meeting: str) -> None:
    found = seen(context, meeting)
    assert (found.heading, [item.case_id for item in found.items]) == (BOARD, ["a", "b"])
    listed = meetings.meetings(LOCAL_USER, context)
    assert [one.meeting for one in listed] == [found]


def test_the_same_request_twice_makes_one_meeting(context: Context) -> None:
    first = meetings.create(LOCAL_USER, context, BOARD, "key-1")
    assert meetings.create(LOCAL_USER, context, BOARD, "key-1") == first
    assert meetings.create(OTHER, context, BOARD, "key-1") != first
    assert len(meetings.meetings(LOCAL_USER, context)) == 2
    with pytest.raises(Refused):
        meetings.create(LOCAL_USER, context, BOARD, "x" * 201)


def test_cases_change_places_and_who_comes_late_is_told(context: Context, meeting: str) -> None:
    version = seen(context, meeting).version
    after = meetings.reorder(LOCAL_USER, context, meeting, ["b", "a"], version)
    assert [item.case_id for item in seen(context, meeting).items] == ["b", "a"]
    with pytest.raises(Stale):
        meetings.reorder(OTHER, context, meeting, ["a", "b"], version)
    with pytest.raises(Stale):
        meetings.revise(OTHER, context, meeting, BOARD, version)
    assert meetings.revise(OTHER, context, meeting, replace(BOARD, title="Board"), after) == after + 1
    assert seen(context, meeting).heading.title == "Board"
    with pytest.raises(Refused):
        meetings.reorder(LOCAL_USER, context, meeting, ["a", "x"], after + 1)


def test_a_case_goes_on_an_agenda_once_and_off_it(context: Context, meeting: str) -> None:
    version = seen(context, meeting).version
    assert meetings.add_case(LOCAL_USER, context, meeting, Item("a", "again?")) == version
    assert meetings.take_off(LOCAL_USER, context, meeting, "a") == version + 1
    assert [item.case_id for item in seen(context, meeting).items] == ["b"]
    with pytest.raises(NotFound):
        meetings.take_off(LOCAL_USER, context, meeting, "a")
    with pytest.raises(NotFound):
        meetings.add_case(LOCAL_USER, context, meeting, Item("nowhere"))
    meetings.add_case(LOCAL_USER, context, meeting, Item("a", "Now?"))
    assert [item.case_id for item in seen(context, meeting).items] == ["b", "a"]
    said = [edition.record for edition in meetings.history(LOCAL_USER, context, meeting, "a")]
    assert [one.get("question", "removed") for one in said] == ["", "removed", "Now?"]
    assert [one.record["cases"] for one in meetings.history(LOCAL_USER, context, meeting)][-1] == ["b", "a"]


def test_two_who_change_one_case_are_told(context: Context, meeting: str) -> None:
    item = seen(context, meeting).items[0]
    first = meetings.change_item(LOCAL_USER, context, meeting, "a", {"question": "Which dose?"}, item.version)
    assert (first.question, first.version) == ("Which dose?", item.version + 1)
    with pytest.raises(Stale):
        meetings.change_item(OTHER, context, meeting, "a", {"minutes": 9}, item.version)
    second = meetings.change_item(OTHER, context, meeting, "a", {"minutes": "9"}, first.version)
    assert (second.question, second.minutes) == ("Which dose?", 9)
    ticked = {"tick": "imaging", "found": "present", "note": "by two"}
    third = meetings.change_item(OTHER, context, meeting, "a", ticked, second.version)
    assert third.checklist["imaging"]["who"] == "Dr. Y"
    assert seen(context, meeting).items[0] == third
    who = [edition.who for edition in meetings.history(LOCAL_USER, context, meeting, "a")]
    assert who == ["local user", "local user", "Dr. Y", "Dr. Y"]


def test_a_case_that_is_discussed_remembers_its_version(context: Context, meeting: str) -> None:
    item = seen(context, meeting).items[0]
    done = meetings.change_item(LOCAL_USER, context, meeting, "a", {"standing": "discussed"}, item.version)
    assert (done.standing, done.seen) == (Standing.DISCUSSED, 1)
    again = meetings.change_item(LOCAL_USER, context, meeting, "a", {"minutes": 1}, done.version)
    assert (again.seen, again.discussed_at) == (1, done.discussed_at)
    back = meetings.change_item(
        LOCAL_USER, context, meeting, "a", {"standing": "deferred", "reason": "no slides"}, again.version
    )
    assert (back.reason, back.seen, back.discussed_at) == ("no slides", 0, "")
    with pytest.raises(Refused, match="why"):
        meetings.change_item(LOCAL_USER, context, meeting, "a", {"standing": "deferred"}, back.version)


def test_a_viewer_reads_and_does_not_write(context: Context, meeting: str) -> None:
    assert seen(context, meeting, VIEWER).items
    version = seen(context, meeting).version
    for act in (
        lambda: meetings.create(VIEWER, context, BOARD),
        lambda: meetings.revise(VIEWER, context, meeting, BOARD, version),
        lambda: meetings.reorder(VIEWER, context, meeting, ["b", "a"], version),
        lambda: meetings.add_case(VIEWER, context, meeting, Item("a")),
        lambda: meetings.take_off(VIEWER, context, meeting, "a"),
        lambda: meetings.change_item(VIEWER, context, meeting, "a", {"minutes": 1}, 1),
    ):
        with pytest.raises(Denied):
            act()


def test_who_may_see_one_case_sees_one_and_leaves_the_other_in_place(context: Context, meeting: str) -> None:
    one = User("Dr. B", Role.EDITOR, frozenset({"b"}))
    found = meetings.meeting(one, context, meeting)
    assert ([item.case_id for item in found.meeting.items], found.others) == (["b"], 1)
    meetings.reorder(one, context, meeting, ["b"], found.meeting.version)
    assert [item.case_id for item in seen(context, meeting).items] == ["a", "b"]
    with pytest.raises(NotFound):
        meetings.take_off(one, context, meeting, "a")
    assert list(agenda.heads(one, context, seen(context, meeting))) == ["b"]
    assert [case_id for case_id, _ in agenda.offered(one, context)] == ["b"]


def test_a_meeting_that_is_not_there_is_not_found(context: Context) -> None:
    for meeting_id in ("nowhere", "a\x00"):
        with pytest.raises(NotFound, match="no such meeting"):
            meetings.meeting(LOCAL_USER, context, meeting_id)


def test_the_audit_names_each_case_and_holds_no_question(context: Context, meeting: str) -> None:
    meetings.change_item(LOCAL_USER, context, meeting, "a", {"question": "Canary?"}, 1)
    seen(context, meeting)
    with context.store.reading() as db:
        lines = [entry.line for entry in stored_audit.entries(db)]
    assert {(line.action, line.case_id) for line in lines[:2]} == {("list", "a"), ("list", "b")}
    assert "Canary" not in repr(lines)
