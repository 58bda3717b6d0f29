"""What one resource told, before it is known which of its versions stands and what its references mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.domain.cases import Study
from dashboard.domain.events import Event
from dashboard.importers._assembly.entries import NOBODY, Person


@dataclass(frozen=True, slots=True)
class Fact:
    """One event of a resource. `part` tells several events of one resource apart; `links` are details whose words stand
    in other resources of the patient, by the keys of these; `study` is what the case lists of an imaging study."""

    event: Event
    part: str = ""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    study: Study | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of a resource; or why it is not imported (`left`, words that count it in the report). `withdrawn`: it
    was entered in error or cancelled, so that its other versions do not stand either."""

    facts: tuple[Fact, ...] = ()
    person: Person = NOBODY
    left: str = ""
    withdrawn: bool = False


def left(why: str) -> Told:
    """A resource that is not imported."""
    return Told(left=why)


def withdrawn(kind: str, status: str) -> Told:
    """A resource that says that what it said does not hold."""
    return Told(left=f"{kind}: {status.replace('-', ' ')}", withdrawn=True)
