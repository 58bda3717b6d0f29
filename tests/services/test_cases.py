"""The library and a case: what comes back, for whom, and that nothing is solved twice."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.errors import Denied, NotFound
from dashboard.services import cases, imports
from dashboard.services.context import Context
from tests.services.folders import ROWS, write_case

VIEWER = User("a viewer", Role.VIEWER)


@pytest.fixture(autouse=True)
def loaded(context: Context) -> None:
    imports.load_library(context)


def test_the_library_lists_the_cases(context: Context) -> None:
    found = [(one.id, one.title, one.events, one.studies) for one in cases.library(VIEWER, context)]
    assert found == [("a", "Case a", 3, 1), ("b", "Case b", 3, 1)]


def test_the_library_lists_only_what_the_user_may_see(context: Context) -> None:
    assert [one.id for one in cases.library(replace(VIEWER, cases=frozenset({"b"})), context)] == ["b"]


def test_a_case_opens_with_its_times_solved(context: Context) -> None:
    opened = cases.open_case(VIEWER, context, "a")
    window = opened.chronology.window("E2")
    assert (opened.case.id, opened.version, window.earliest, window.latest) == ("a", 1, 0, 2)


def test_an_opened_case_is_not_solved_again_until_it_changes(context: Context, library: Path) -> None:
    first = cases.open_case(VIEWER, context, "a")
    assert cases.open_case(LOCAL_USER, context, "a") is first
    write_case(library / "a", title="Another title")
    imports.load_library(context)
    again = cases.open_case(VIEWER, context, "a")
    assert (again.case.title, again.version) == ("Another title", 2)


@pytest.mark.parametrize("case_id", ["nowhere", "", "\0", "a' --"])
def test_a_case_that_is_not_there_is_not_found(context: Context, case_id: str) -> None:
    with pytest.raises(NotFound):
        cases.open_case(VIEWER, context, case_id)


def test_a_case_out_of_reach_answers_as_one_that_is_not_there(context: Context) -> None:
    narrow = replace(VIEWER, cases=frozenset({"b"}))
    with pytest.raises(NotFound) as missing:
        cases.open_case(VIEWER, context, "x")
    with pytest.raises(NotFound) as hidden:
        cases.open_case(narrow, context, "a")
    assert str(hidden.value) == str(missing.value).replace("'x'", "'a'")
    with pytest.raises(NotFound):
        cases.event_history(narrow, context, "a", "E1")


def test_the_history_of_an_event_is_told(context: Context, library: Path) -> None:
    write_case(library / "a", rows=(ROWS[0], ROWS[1].replace("211000", "221000"), ROWS[2]))
    imports.load_library(context)
    past = cases.event_history(VIEWER, context, "a", "E2")
    assert [one.event.quantity.received for one in past if one.event.quantity] == ["211000", "221000"]
    with pytest.raises(NotFound):
        cases.event_history(VIEWER, context, "x", "E2")


def test_a_role_without_the_right_is_denied(context: Context, library: Path) -> None:
    with pytest.raises(Denied, match="viewer may not do this"):
        imports.import_path(VIEWER, context, library / "a")
