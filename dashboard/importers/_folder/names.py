"""The names that a case folder declares, against which every use of a name is held."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.importers._folder.problems import Problems, quoted


@dataclass(frozen=True, slots=True)
class Names:
    """Ids of all rows, also of those that are refused for something else, so that one mistake is told once.

    `complete` is False when case.toml could not be read: then nothing can be said to be missing.
    """

    events: frozenset[str]
    moments: frozenset[str]
    clocks: frozenset[str]
    studies: frozenset[str]
    issues: frozenset[str]
    complete: bool = True

    def lacks_time(self, reference: str) -> str:
        """What is wrong with the name of a moment; "" when it is there."""
        if not self.complete or reference in self.events | self.moments | self.clocks:
            return ""
        return f"{quoted(reference)} is neither an event nor a moment or clock of case.toml"

    def lacks_event(self, reference: str) -> str:
        """What is wrong with the id of an event; "" when it is there or none is given."""
        return "" if reference in self.events | {""} else f"no event has the id {quoted(reference)}"

    def lacks_study(self, reference: str) -> str:
        """What is wrong with the id of a study; "" when it is there or none is given."""
        if not self.complete or reference in self.studies | {""}:
            return ""
        return f"{quoted(reference)} is no study of case.toml"

    def lacks_issue(self, reference: str) -> str:
        """What is wrong with the id of an issue; "" when it is there."""
        return "" if reference in self.issues else f"{quoted(reference)} is no id of issues.csv"


def note_twice(file: str, column: str, names: Iterable[tuple[str, int | None]], problems: Problems) -> None:
    """Note every name that stands twice, at its second place."""
    seen: set[str] = set()
    for name, line in names:
        if name in seen:
            problems.add(file, f"{quoted(name)} stands here a second time", line, column)
        seen.add(name)
