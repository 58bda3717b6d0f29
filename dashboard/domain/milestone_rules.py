"""The milestones that are looked for in every case, each with its rule: in words, and as what it takes. Applying the
rules lives in `milestones`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dashboard.domain.events import Event, Kind
from dashboard.domain.leukocytes import is_count

NORMAL_RANK: Final = 5
CYTOTOXIC: Final = ("anthracycline", "vinca alkaloid", "asparaginase", "antimetabolite", "alkylating agent")
NOT_A_SCAN: Final = ("SM", "XC", "GM", "ES", "ECG")


class Pick(StrEnum):
    """Which of the events that a rule takes is the milestone."""

    FIRST = "first"
    SECOND = "second"
    LAST = "last"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class About:
    """What a rule must know besides the event: the case's day 0, and the modality of every event that is a scan."""

    zero: str
    scans: Mapping[str, str]


Takes = Callable[[Event, About], bool]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A moment that many cases share. `takes` says which events can be it and `pick` which of them is; `label` matches
    what a case itself calls it among its days zero. `rule` is the same in words."""

    key: str
    name: str
    rule: str
    kind: Kind
    takes: Takes
    pick: Pick = Pick.FIRST
    label: str = ""


def entries(text: str) -> frozenset[str]:
    """The entries of a column that holds several with `;` between."""
    return frozenset(part.strip() for part in text.split(";") if part.strip())


def is_abnormal(event: Event) -> bool:
    """A status below normal, a trend that begins below normal, or a flag."""
    low = event.detail("rank").partition("..")[0]
    return bool(entries(event.detail("flags"))) or (low.isdigit() and int(low) < NORMAL_RANK)


def _any(event: Event, about: About) -> bool:
    return True


def _named(pattern: str) -> Takes:
    words = re.compile(pattern, re.IGNORECASE)
    return lambda event, about: bool(words.search(event.term) or words.search(event.detail("label")))


def _of_class(*wanted: str) -> Takes:
    return lambda event, about: not entries(event.detail("drug_class")).isdisjoint(wanted)


def _with(column: str, entry: str) -> Takes:
    return lambda event, about: entry in entries(event.detail(column))


def _scan(*modalities: str) -> Takes:
    def takes(event: Event, about: About) -> bool:
        found = about.scans.get(event.id)
        return found is not None and (found in modalities if modalities else found not in NOT_A_SCAN)

    return takes


def _is_induction(event: Event, about: About) -> bool:
    return "induction" in (event.group, *re.split(r"\W+", event.detail("indication")))


def _is_count(event: Event, about: About) -> bool:
    return is_count(event)


def _is_sign(event: Event, about: About) -> bool:
    return is_abnormal(event)


def _is_day_zero(event: Event, about: About) -> bool:
    return event.id == about.zero


ENCOUNTER, LAB, TREATMENT, IMAGING = Kind.ENCOUNTER, Kind.LAB, Kind.TREATMENT, Kind.IMAGING

_SIGN = Milestone(
    "first-sign",
    "first neurological sign",
    "the first reported neurological status below normal, or with a flag",
    Kind.NEURO_STATUS,
    _is_sign,
    label="first neurological (?:sign|symptom)s?|neurological onset",
)
_VISIT = Milestone(
    "visit",
    "visit",
    "the case's day 0, where that is an encounter",
    ENCOUNTER,
    _is_day_zero,
    label="(?:.* )?visit|(?:first )?presentation",
)
_ARRIVAL = Milestone(
    "arrival",
    "arrival",
    "the first encounter whose name speaks of an arrival or an admission",
    ENCOUNTER,
    _named(r"\barrival\b|\badmission\b|\badmitted\b"),
    label="arrival|(?:hospital )?admission",
)
_DIAGNOSIS = Milestone(
    "diagnosis",
    "diagnosis",
    "the first result of pathology whose name speaks of a diagnosis",
    Kind.PATHOLOGY,
    _named(r"\bdiagnos"),
    label="diagnosis",
)
_INDUCTION = Milestone(
    "induction",
    "start of induction",
    "the first treatment whose group or indication is induction",
    TREATMENT,
    _is_induction,
    label="induction|induction start|start of induction",
)
_CHEMOTHERAPY = Milestone(
    "first-chemotherapy",
    "first chemotherapy",
    f"the first treatment with a drug of one of the classes {', '.join(CYTOTOXIC)}",
    TREATMENT,
    _of_class(*CYTOTOXIC),
)
_FIRST_COUNT = Milestone("first-count", "first count", "the first leukocyte count of blood", LAB, _is_count)
_HIGHEST_COUNT = Milestone(
    "highest-count", "highest count", "the highest reported leukocyte count of blood", LAB, _is_count, Pick.HIGHEST
)
_LATEST_COUNT = Milestone(
    "latest-count", "latest count", "the last leukocyte count of blood", LAB, _is_count, Pick.LAST
)
_STEROID = Milestone(
    "first-steroid",
    "first corticosteroid",
    "the first treatment with a drug of the class corticosteroid",
    TREATMENT,
    _of_class("corticosteroid"),
)
_INTRATHECAL = Milestone(
    "first-intrathecal",
    "first intrathecal dose",
    "the first treatment by the intrathecal route",
    TREATMENT,
    _with("route", "intrathecal"),
)
_LEUKAPHERESIS = Milestone(
    "leukapheresis",
    "leukapheresis",
    "the first procedure named leukapheresis",
    Kind.PROCEDURE,
    _named(r"\bleuk(?:o|a|oa)pheresis\b"),
)
_INTENSIVE_CARE = Milestone(
    "intensive-care",
    "intensive care",
    "the first encounter whose name speaks of intensive care",
    ENCOUNTER,
    _named(r"\bintensive care\b|\bP?ICU\b"),
)
_VENTILATION = Milestone(
    "ventilation",
    "ventilation",
    "the first procedure with the flag ventilated",
    Kind.PROCEDURE,
    _with("flags", "ventilated"),
)
_DISCHARGE = Milestone(
    "discharge",
    "discharge",
    "the first encounter whose name speaks of a discharge",
    ENCOUNTER,
    _named(r"\bdischarged?\b"),
)
_FIRST_SCAN = Milestone("first-scan", "first scan", "the first imaging study of any modality", IMAGING, _scan())
_FIRST_CT = Milestone("first-ct", "first CT", "the first imaging study of modality CT", IMAGING, _scan("CT"))
_FIRST_MRI = Milestone("first-mri", "first MRI", "the first imaging study of modality MR", IMAGING, _scan("MR"))
_SECOND_MRI = Milestone(
    "second-mri", "second MRI", "the second imaging study of modality MR", IMAGING, _scan("MR"), Pick.SECOND
)
_LATEST_SCAN = Milestone(
    "latest-scan", "latest scan", "the last imaging study of any modality", IMAGING, _scan(), Pick.LAST
)
_TREATMENT = Milestone("first-treatment", "first treatment", "the first treatment of any kind", TREATMENT, _any)
_COMPLICATION = Milestone(
    "first-complication", "first complication", "the first complication that is present", Kind.COMPLICATION, _any
)

MILESTONES: Final = (
    *(_SIGN, _VISIT, _FIRST_COUNT, _INDUCTION, _FIRST_MRI),  # what a board asks for first
    *(_ARRIVAL, _HIGHEST_COUNT, _LATEST_COUNT, _DIAGNOSIS, _TREATMENT, _CHEMOTHERAPY, _STEROID, _INTRATHECAL),
    *(_LEUKAPHERESIS, _INTENSIVE_CARE, _VENTILATION, _FIRST_SCAN, _FIRST_CT, _SECOND_MRI, _LATEST_SCAN),
    *(_COMPLICATION, _DISCHARGE),
)
BY_KEY: Final = {milestone.key: milestone for milestone in MILESTONES}
