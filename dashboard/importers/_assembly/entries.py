"""What one row or resource of a source gave: an event, facts about the person, or both. Nothing is read here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.domain.events import Event


@dataclass(frozen=True, slots=True)
class Person:
    """Facts about a person, each "" where the source is silent.

    `birth` is ISO 8601, also in part ("2083", "2083-05"). `age` are words ("65 years") that held at `age_at`, an ISO
    date or a part of one; "" = when is not known. `zero` names what day 0 of the source's day numbers is ("first
    diagnosis"), for sources that count days and give no dates.
    """

    birth: str = ""
    age: str = ""
    age_at: str = ""
    sex: str = ""
    diagnosis: str = ""
    question: str = ""
    patient_id: str = ""
    zero: str = ""


NOBODY = Person()


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a patient, or facts about them.

    `patient` is the source's own key of the patient. `rows` are the numbers that `Tally.read` gave to the rows it comes
    from: one as a rule; a row may also give several entries, and is counted once. `event.id` is made by `ids.event_id`
    from the key of the source; "" leaves it to the assembly, which takes a hash of the content. `updated` tells the
    versions of one event apart that a source holds: the greatest stands (ISO text, or numbers of equal length).
    """

    patient: str
    event: Event | None = None
    person: Person = NOBODY
    rows: tuple[int, ...] = ()
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """For how many rows each event of a case stands; an event that is not listed stands for one. `person` are rows that
    only told about the person."""

    events: Mapping[str, int] = field(default_factory=dict)
    person: int = 0

    def of(self, event_id: str) -> int:
        """The rows of one event."""
        return self.events.get(event_id, 1)
