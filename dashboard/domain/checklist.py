"""The checklist of a case for a meeting: what a board should have before it decides. Each item is present, missing or
not applicable; by what the record says where a rule below can tell, else by hand. A hand always has the last word.

That a picture or a slide was reviewed, and what the patient wants, no record of ours can tell: those are by hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dashboard.domain.cases import Case, studies_words
from dashboard.domain.events import Event, Kind, State
from dashboard.domain.meetings import LONGEST_TITLE, text_of
from dashboard.errors import Refused

Said = Mapping[str, Mapping[str, str]]


class Found(StrEnum):
    """How an item stands."""

    PRESENT = "present"
    MISSING = "missing"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Told:
    """What the record says of an item: whether it is there, and in which words."""

    present: bool
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One item as it stands. `by` is "record" or "hand"; `words` are what the record says, `note` what a person says;
    `who` and `at` are of the hand."""

    name: str
    title: str
    found: Found
    by: str
    words: str
    note: str = ""
    who: str = ""
    at: str = ""


TITLES: Final = {
    "question": "Question to the board",
    "diagnosis": "Diagnosis",
    "status": "Performance or neurological status",
    "comorbidity": "Comorbidity",
    "imaging": "Imaging reviewed",
    "pathology": "Pathology reviewed",
    "patient": "Patient's view",
}
_SCALES = ("ecog", "karnofsky", "lansky", "performance")
_STATED = frozenset((State.PRESENT, State.ABSENT, State.PRESUMED))


def recorded(case: Case) -> dict[str, Told]:
    """What the record of a case says of each item; the question is the case's own."""
    return {name: rule(case) for name, rule in _RULES.items()}


def checklist(told: Mapping[str, Told], said: Said, question: str) -> tuple[Line, ...]:
    """The items as they stand: by hand where somebody has said so, else by the record; `question` is the meeting's."""
    known = {**told, "question": Told(True, "asked in this meeting")} if question else told
    return tuple(_line(name, known[name], said.get(name, {})) for name in TITLES)


def missing(lines: tuple[Line, ...]) -> int:
    """How many items are missing."""
    return sum(line.found is Found.MISSING for line in lines)


def ticked(said: Said, name: str, found: str, note: str, who: str, at: str) -> dict[str, Mapping[str, str]]:
    """What is said by hand, with one item more, or without it where `found` is "" (as the record says). Raises Refused
    for an item or a state that there is not."""
    if name not in TITLES:
        raise Refused("There is no such item in the checklist.")
    rest = {one: told for one, told in said.items() if one != name}
    if not found:
        return rest
    if found not in tuple(Found):
        raise Refused(f"An item is {', '.join(Found)}.")
    note = " ".join(text_of(note).split())
    if len(note) > LONGEST_TITLE:
        raise Refused(f"A note in the checklist has at most {LONGEST_TITLE} characters.")
    return rest | {name: {"found": found, "note": note, "who": who, "at": at}}


def _line(name: str, told: Told, said: Mapping[str, str]) -> Line:
    if said:
        by_hand = (said.get("note", ""), said.get("who", ""), said.get("at", ""))
        return Line(name, TITLES[name], Found(said["found"]), "hand", told.words, *by_hand)
    return Line(name, TITLES[name], Found.PRESENT if told.present else Found.MISSING, "record", told.words)


def _question(case: Case) -> Told:
    return Told(bool(case.question), "the question of the case" if case.question else "nobody has asked one")


def _diagnosis(case: Case) -> Told:
    stated = [event for event in case.events if event.kind is Kind.DIAGNOSIS and event.state in _STATED]
    if case.diagnosis:
        return Told(True, case.diagnosis)
    return Told(bool(stated), _named(stated) or "the record names none")


def _status(case: Case) -> Told:
    scored = [event for event in case.events if _is_scored(event)]
    nervous = [event for event in case.events if event.kind is Kind.NEURO_STATUS and event.state in _STATED]
    found = scored or nervous
    return Told(bool(found), f"reported: {_named(found)}" if found else "the record reports none")


def _is_scored(event: Event) -> bool:
    name = f"{event.detail('scale')} {event.term}".casefold()
    return event.state in _STATED and any(scale in name for scale in _SCALES)


def _comorbidity(case: Case) -> Told:
    found = [event for event in case.events if "comorbid" in f"{event.group} {event.detail('event_type')}".casefold()]
    return Told(bool(found), _named(found) or "the record names none as such")


def _imaging(case: Case) -> Told:
    shown = [study for study in case.studies if study.modality != "SM"]
    return Told(False, f"in the record: {studies_words(shown)}" if shown else "no imaging in the record")


def _pathology(case: Case) -> Told:
    found = [event for event in case.events if event.kind is Kind.PATHOLOGY and event.state in _STATED]
    return Told(False, f"in the record: {_named(found)}" if found else "no pathology in the record")


def _patient(case: Case) -> Told:
    return Told(False, "no record of ours tells it")


def _named(events: list[Event]) -> str:
    names = list(dict.fromkeys(map(_name, events)))
    return "; ".join([*names[:2], *([f"and {len(names) - 2} more"] if len(names) > 2 else [])])


def _name(event: Event) -> str:
    return event.detail("label") or event.term


_RULES: Final[dict[str, Callable[[Case], Told]]] = {
    "question": _question,
    "diagnosis": _diagnosis,
    "status": _status,
    "comorbidity": _comorbidity,
    "imaging": _imaging,
    "pathology": _pathology,
    "patient": _patient,
}
