"""Case, and what belongs to it besides events: named clocks, studies, findings, known issues."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dashboard.domain.events import Event
from dashboard.domain.when import When


class Grain(StrEnum):
    """What a case counts in: calendar days, or instants with a time of day."""

    DAY = "day"
    INSTANT = "instant"


class Trend(StrEnum):
    """What a study says of a finding, against the study before it where it compares."""

    NEW = "new"
    MORE = "more"
    SAME = "same"
    LESS = "less"
    PRESENT = "present"
    ABSENT = "absent"
    NOT_REPORTED = "not reported"


@dataclass(frozen=True, slots=True)
class Clock:
    """A named count of days: day `first` of the clock is the day of event `zero`."""

    name: str
    zero: str
    first: int = 1


@dataclass(frozen=True, slots=True)
class Study:
    """One imaging study (or a picture that is none, such as histology): its event, label and picture folder; `uid` is
    its StudyInstanceUID and `accession` its AccessionNumber, where a PACS knows it."""

    id: str
    event: str
    label: str
    modality: str
    figure: str = ""
    illustration: bool = False
    uid: str = ""
    accession: str = ""


MODALITY_WORDS = {"MR": "MRI", "SM": "histology", "US": "ultrasound", "PT": "PET", "XR": "X-ray", "CR": "X-ray"}


def studies_words(studies: Iterable[Study]) -> str:
    """How many studies of which modality: "1 CT, 5 MRI"."""
    counts = Counter(MODALITY_WORDS.get(study.modality, study.modality) for study in studies)
    return ", ".join(f"{count} {name}" for name, count in counts.items())


@dataclass(frozen=True, slots=True)
class Finding:
    """What one study says of one finding, with the source's own short word and place.

    `study` is the id of a Study, or "" where the source does not say which scan; then `event` carries its time.
    """

    study: str
    finding: str
    trend: Trend
    word: str = ""
    event: str = ""
    place: str = ""
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """A known contradiction or ambiguity of the source. `conflict` marks two statements that cannot both hold;
    `readings` are then both, each with its place."""

    id: str
    summary: str
    recorded: str
    conflict: bool = False
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One patient's record as the product understands it.

    `zero` is the id of the event whose start is day 0 of the case's own clock, or the name of one of `moments` (for a
    source that counts days from what it does not report, that moment's time is "0"); `origin` the ISO date of that
    day, if the case has dates. `moments` are named points in time that are not events (such as "publication").
    `birth_date` is an ISO date, perhaps in part ("2015-03"); ages are computed from it. `patient_id` is the hospital's
    number of the patient, by which foreign pictures are refused; it is never shown.
    """

    id: str
    title: str
    question: str
    zero: str
    age: str = ""
    sex: str = ""
    diagnosis: str = ""
    question_source: str = ""
    source: str = ""
    grain: Grain = Grain.DAY
    origin: str = ""
    clocks: tuple[Clock, ...] = ()
    moments: Mapping[str, When] = field(default_factory=dict)
    writing: str = ""
    zeros: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    studies: tuple[Study, ...] = ()
    findings: tuple[Finding, ...] = ()
    issues: tuple[Issue, ...] = ()
    patient_id: str = ""
    birth_date: str = ""

    def event(self, event_id: str) -> Event | None:
        """The event of that id, or None."""
        return next((event for event in self.events if event.id == event_id), None)
