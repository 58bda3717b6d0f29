"""The checklist claims what the record says and nothing more; a hand has the last word."""

from typing import Any

import pytest

from dashboard.domain.cases import Case, Study
from dashboard.domain.checklist import TITLES, Found, checklist, missing, recorded, ticked
from dashboard.domain.events import Event, Kind, State
from dashboard.domain.when import parse_when
from dashboard.errors import Refused


def event(kind: Kind, term: str = "x", **more: Any) -> Event:
    return Event(f"{kind}-{term}", kind, term, parse_when("0"), **more)


def case_with(*events: Event, **more: Any) -> Case:
    return Case(**{"id": "c", "title": "", "question": "", "zero": "", "events": events} | more)


def found(case: Case, name: str) -> tuple[bool, str]:
    told = recorded(case)[name]
    return told.present, told.words


@pytest.mark.parametrize(
    ("case", "name", "present", "words"),
    [
        (case_with(), "question", False, "nobody has asked one"),
        (case_with(question="Which?"), "question", True, "the question of the case"),
        (case_with(), "diagnosis", False, "the record names none"),
        (case_with(diagnosis="ALL"), "diagnosis", True, "ALL"),
        (case_with(event(Kind.DIAGNOSIS, "glioma")), "diagnosis", True, "glioma"),
        (case_with(event(Kind.DIAGNOSIS, state=State.REJECTED)), "diagnosis", False, "the record names none"),
        (case_with(), "status", False, "the record reports none"),
        (case_with(event(Kind.NEURO_STATUS, "alert")), "status", True, "reported: alert"),
        (case_with(event(Kind.NEURO_STATUS, state=State.NOT_REPORTED)), "status", False, "the record reports none"),
        (case_with(event(Kind.LAB, "ECOG performance status")), "status", True, "reported: ECOG performance status"),
        (case_with(event(Kind.OTHER, "90", details={"scale": "Karnofsky"})), "status", True, "reported: 90"),
        (case_with(event(Kind.LAB, "Leukocytes")), "status", False, "the record reports none"),
        (case_with(), "comorbidity", False, "the record names none as such"),
        (case_with(event(Kind.DIAGNOSIS, "asthma", group="comorbidities")), "comorbidity", True, "asthma"),
        (case_with(), "imaging", False, "no imaging in the record"),
        (case_with(studies=(Study("s", "e", "MRI 1", "MR"),)), "imaging", False, "in the record: 1 MRI"),
        (case_with(studies=(Study("s", "e", "smear", "SM"),)), "imaging", False, "no imaging in the record"),
        (case_with(), "pathology", False, "no pathology in the record"),
        (case_with(event(Kind.PATHOLOGY, "marrow")), "pathology", False, "in the record: marrow"),
        (case_with(), "patient", False, "no record of ours tells it"),
    ],
)
def test_each_item_rests_on_what_the_record_says(case: Case, name: str, present: bool, words: str) -> None:  # noqa: FBT001
    assert found(case, name) == (present, words)


def test_many_names_are_cut_and_counted() -> None:
    events = [event(Kind.DIAGNOSIS, name) for name in ("a", "b", "c", "d")]
    assert found(case_with(*events), "diagnosis")[1] == "a; b; and 2 more"


def test_a_hand_has_the_last_word_and_can_give_it_back() -> None:
    told = recorded(case_with(diagnosis="ALL"))
    said = ticked({}, "imaging", "present", " by  two readers ", "Dr. X", "now")
    said = ticked(said, "diagnosis", "missing", "", "Dr. X", "now")
    lines = {line.name: line for line in checklist(told, said, "")}
    assert list(lines) == list(TITLES)
    shown = lines["imaging"]
    assert (shown.found, shown.by, shown.note, shown.who) == (Found.PRESENT, "hand", "by two readers", "Dr. X")
    assert lines["diagnosis"].found is Found.MISSING
    assert missing(tuple(lines.values())) == 6
    again = {line.name: line for line in checklist(told, ticked(said, "diagnosis", "", "", "Dr. X", "now"), "Which?")}
    assert (again["diagnosis"].found, again["diagnosis"].by) == (Found.PRESENT, "record")
    assert again["question"].words == "asked in this meeting"
    assert missing(tuple(again.values())) == 4


@pytest.mark.parametrize(
    ("name", "state", "note"), [("other", "present", ""), ("imaging", "perhaps", ""), ("imaging", "present", "x" * 201)]
)
def test_other_ticks_are_refused(name: str, state: str, note: str) -> None:
    with pytest.raises(Refused):
        ticked({}, name, state, note, "Dr. X", "now")
