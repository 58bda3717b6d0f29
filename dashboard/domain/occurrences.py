"""What a record holds several of: scans of a modality, lumbar punctures, treatments with a drug. Counting them in
their order lives in `ordering`, choosing one as day 0 in `zeros`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.domain.analytes import measured_by
from dashboard.domain.cases import MODALITY_WORDS, Case
from dashboard.domain.events import Event, Kind, State

KIND_WORDS = {
    Kind.LAB: "laboratory result",
    Kind.TREATMENT: "treatment",
    Kind.NEURO_STATUS: "neurological status",
    Kind.IMAGING: "scan",
    Kind.PROCEDURE: "procedure",
    Kind.PATHOLOGY: "pathology finding",
    Kind.DIAGNOSIS: "diagnosis",
    Kind.COMPLICATION: "complication",
    Kind.ENCOUNTER: "encounter",
    Kind.OUTCOME: "outcome",
    Kind.DECISION: "decision",
    Kind.NOTE: "note",
    Kind.OTHER: "other event",
}


@dataclass(frozen=True, slots=True)
class Occurrences:
    """All events of one kind: its key ("imaging/MR", "treatment/vincristine"), what one of them is called, the ids of
    those that took place, and of those that are only presumed."""

    key: str
    noun: str
    sure: tuple[str, ...]
    perhaps: tuple[str, ...]


def occurrences(case: Case) -> dict[str, Occurrences]:
    """Everything that the case holds one or several of, by its key in lower case, in the order of the record."""
    named: dict[str, tuple[str, str]] = {}
    sure: dict[str, list[str]] = {}
    perhaps: dict[str, list[str]] = {}
    for event in case.events:
        if event.state not in (State.PRESENT, State.PRESUMED):
            continue
        for key, noun in _kinds(case, event):
            named.setdefault(key.casefold(), (key, noun))
            listed = sure if event.state is State.PRESENT else perhaps
            listed.setdefault(key.casefold(), []).append(event.id)
    return {
        at: Occurrences(key, noun, tuple(sure.get(at, ())), tuple(perhaps.get(at, ())))
        for at, (key, noun) in named.items()
    }


def head_of(term: str) -> str:
    """A term up to its first comma, colon, semicolon or bracket: what all events of its kind are called."""
    return re.split(r"[,;:] | [(\[]", " ".join(term.split()), maxsplit=1)[0]


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def uncapitalised(term: str) -> str:
    """A term as it stands within a sentence; abbreviations and names of two capitals stay."""
    return term if term[1:2].isupper() or not term[:1].isupper() else term[:1].lower() + term[1:]


def _kinds(case: Case, event: Event) -> Iterator[tuple[str, str]]:
    if event.kind is Kind.IMAGING:
        yield from _scans(case, event)
        return
    yield str(event.kind), KIND_WORDS[event.kind]
    if event.kind is Kind.TREATMENT and event.components:
        yield from ((f"treatment/{agent}", f"treatment with {agent}") for agent in event.components)
        return
    analyte = measured_by(event) if event.kind is Kind.LAB else None
    if analyte is not None:
        yield f"lab/{analyte.key}", f"{analyte.title.lower()} result"
    else:
        head = uncapitalised(head_of(event.term))
        yield f"{event.kind}/{head}", head


def _scans(case: Case, event: Event) -> Iterator[tuple[str, str]]:
    """A scan is an event that the case names as a study; where it names none of a modality, any imaging event that
    gives the modality. What is said of a scan elsewhere is no scan of its own."""
    own = [study.modality for study in case.studies if study.event == event.id]
    named = {study.modality for study in case.studies}
    stated = event.detail("modality")
    found = own or ([stated] if stated and stated not in named and not event.detail("study") else [])
    if found:
        yield str(Kind.IMAGING), KIND_WORDS[Kind.IMAGING]
        yield f"imaging/{found[0]}", MODALITY_WORDS.get(found[0], found[0])
