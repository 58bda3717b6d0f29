"""Event: one statement of the record, with its time as it is known. Parsing of files lives in the importers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from dashboard.domain.when import When


class Kind(StrEnum):
    """What an event is; every kind has a lane. `other` is what none of them names: its column `event_type` says what
    the source calls it, and each such type has a lane of its own."""

    LAB = "lab"
    TREATMENT = "treatment"
    NEURO_STATUS = "neuro_status"
    IMAGING = "imaging"
    PROCEDURE = "procedure"
    PATHOLOGY = "pathology"
    DIAGNOSIS = "diagnosis"
    COMPLICATION = "complication"
    ENCOUNTER = "encounter"
    OUTCOME = "outcome"
    DECISION = "decision"
    NOTE = "note"
    OTHER = "other"


class State(StrEnum):
    """How the record states a fact. A blank is `present`; nothing else is ever assumed. `planned` is what was ordered,
    proposed or scheduled, whatever became of it."""

    PRESENT = "present"
    ABSENT = "absent"
    NOT_REPORTED = "not reported"
    PRESUMED = "presumed"
    PLANNED = "planned"
    REJECTED = "rejected"


class End(StrEnum):
    """An end that is not a time."""

    ONGOING = "ongoing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured value: as received, and in the canonical unit where a safe conversion exists.

    `comparator` is "", "<", "<=", ">" or ">="; `number` and `unit` are None when the value is text or the unit is
    unknown: such a value is shown as received and never drawn on a scale.
    """

    received: str
    unit_received: str
    number: Decimal | None = None
    unit: str | None = None
    comparator: str = ""

    @property
    def as_received(self) -> str:
        """The value with its unit as received; a word (`hemolytic`) has no unit, whatever the source's column says."""
        has_unit = self.number is not None or any(sign.isdigit() for sign in self.received)
        return f"{self.received} {self.unit_received if has_unit else ''}".strip()

    @property
    def converted(self) -> bool:
        """True when number and unit are not simply what was received."""
        return self.number is not None and self.unit != self.unit_received


@dataclass(frozen=True, slots=True)
class Event:
    """One row of a case. `details` holds the optional columns by name (docs/case-format.md): rank, trend, flags,
    indication, route, study, figure, modality … and any column of the source that we do not know."""

    id: str
    kind: Kind
    term: str
    at: When
    until: When | End | None = None
    state: State = State.PRESENT
    quantity: Quantity | None = None
    components: tuple[str, ...] = ()
    group: str = ""
    source: str = ""
    place: str = ""
    as_printed: str = ""
    note: str = ""
    issues: tuple[str, ...] = ()
    seq: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)

    def detail(self, name: str) -> str:
        """The optional column `name`, or ""."""
        return self.details.get(name, "")
