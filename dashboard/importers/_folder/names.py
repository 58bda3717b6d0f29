"""The names that a case folder declares, against which every use of a name is held."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.importers._folder.problems import Problems, quoted


@dataclass(frozen=True, slots=True)
class Names:
    """Ids of all rows, also of those that are refused for something else, so that one mistake is told once. None where
    the file that declares them could not be read: then nothing can be said to be missing."""

    events: frozenset[str] | None
    issues: frozenset[str] | None
    studies: frozenset[str] | None
    moments: frozenset[str] | None
    """Names of moments and of clocks."""

    def lacks_time(self, reference: str) -> str:
        """What is wrong with the name of a moment; "" when it is there."""
        if self.events is None or self.moments is None or reference in self.events | self.moments:
            return ""
        return f"{quoted(reference)} is neither an event nor a moment or clock of case.toml"

    def lacks_event(self, reference: str) -> str:
        """What is wrong with the id of an event; "" when it is there or none is given."""
        return f"no event has the id {quoted(reference)}" if _lacks(self.events, reference) else ""

    def lacks_study(self, reference: str) -> str:
        """What is wrong with the id of a study; "" when it is there or none is given."""
        return f"{quoted(reference)} is no study of case.toml" if _lacks(self.studies, reference) else ""

    def lacks_issue(self, reference: str) -> str:
        """What is wrong with the id of an issue; "" when it is there."""
        return f"{quoted(reference)} is no id of issues.csv" if _lacks(self.issues, reference) else ""


def _lacks(names: frozenset[str] | None, reference: str) -> bool:
    return names is not None and reference not in names | {""}


def note_twice(file: str, column: str, names: Iterable[tuple[str, int | None]], problems: Problems) -> None:
    """Note every name that stands twice, at its second place."""
    seen: set[str] = set()
    for name, line in names:
        if name in seen:
            problems.add(file, f"{quoted(name)} stands here a second time", line, column)
        seen.add(name)
