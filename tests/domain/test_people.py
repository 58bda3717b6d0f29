"""Who may do what: the whole table, granted and denied."""

import pytest

from dashboard.domain.people import LOCAL_USER, PROGRAM, Action, Role, User, may

FIRST_ROLE = {
    Action.LIST: Role.VIEWER,
    Action.VIEW: Role.VIEWER,
    Action.VIEW_IMAGE: Role.VIEWER,
    Action.RETRIEVE: Role.VIEWER,
    Action.HISTORY: Role.VIEWER,
    Action.PRESENT: Role.PRESENTER,
    Action.IDENTIFY: Role.PRESENTER,
    Action.EDIT_STORY: Role.PRESENTER,
    Action.EXPORT: Role.PRESENTER,
    Action.IMPORT: Role.EDITOR,
    Action.EDIT: Role.EDITOR,
    Action.READ_AUDIT: Role.ADMIN,
}
ROLES = list(Role)


def test_the_table_names_every_action() -> None:
    assert set(FIRST_ROLE) == set(Action)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_a_role_may_do_what_is_its_own_and_all_below(role: Role, action: Action) -> None:
    allowed = ROLES.index(role) >= ROLES.index(FIRST_ROLE[action])
    assert may(User("x", role), action) is allowed
    assert may(User("x", role), action, "case-1") is allowed


@pytest.mark.parametrize("action", Action)
def test_a_user_of_some_cases_reaches_no_other(action: Action) -> None:
    narrow = User("x", Role.ADMIN, cases=frozenset({"case-1"}))
    assert may(narrow, action, "case-1")
    assert not may(narrow, action, "case-2")
    assert not may(User("x", Role.ADMIN, cases=frozenset()), action, "case-1")


def test_the_local_user_may_do_all_and_the_program_brings_cases() -> None:
    assert all(may(LOCAL_USER, action) for action in Action)
    assert may(PROGRAM, Action.IMPORT) and not may(PROGRAM, Action.READ_AUDIT)
