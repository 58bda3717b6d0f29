"""Who asks and what they may do: User, Role, Action and `may`. Sign-in and the audit line live elsewhere."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is trusted with; each role may do all that the one before it may."""

    VIEWER = "viewer"
    PRESENTER = "presenter"
    EDITOR = "editor"
    ADMIN = "admin"


class Action(StrEnum):
    """What a person does; the words of the audit."""

    LIST = "list"
    VIEW = "view"
    VIEW_IMAGE = "view image"
    RETRIEVE = "retrieve"
    HISTORY = "history"
    EXPORT = "export"
    PRESENT = "present"
    IDENTIFY = "identify"
    EDIT_STORY = "edit story"
    IMPORT = "import"
    EDIT = "edit"
    READ_AUDIT = "read audit"


_NEW_WITH: dict[Role, frozenset[Action]] = {
    Role.VIEWER: frozenset({Action.LIST, Action.VIEW, Action.VIEW_IMAGE, Action.RETRIEVE, Action.HISTORY}),
    Role.PRESENTER: frozenset({Action.PRESENT, Action.IDENTIFY, Action.EDIT_STORY, Action.EXPORT}),
    Role.EDITOR: frozenset({Action.IMPORT, Action.EDIT}),
    Role.ADMIN: frozenset({Action.READ_AUDIT}),
}


@dataclass(frozen=True, slots=True)
class User:
    """Who asks, made anew for every request. `cases` are the cases they may see, None for all; `place` (where the
    request came from) and `request` (its id) are for the audit only."""

    name: str
    role: Role
    cases: frozenset[str] | None = None
    place: str = ""
    request: str = ""


LOCAL_USER = User("local user", Role.ADMIN)
PROGRAM = User("the program", Role.EDITOR, place="start")


def may(user: User, action: Action, case_id: str | None = None) -> bool:
    """Whether `user` may do `action`, and, where a case is named, do it to that case."""
    if action not in _allowed(user.role):
        return False
    return case_id is None or user.cases is None or case_id in user.cases


def _allowed(role: Role) -> frozenset[Action]:
    ladder = list(Role)
    return frozenset().union(*(_NEW_WITH[step] for step in ladder[: ladder.index(role) + 1]))
