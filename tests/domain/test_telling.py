"""What a view says in words: nothing more than the record, and the state at its moment."""

from dataclasses import replace
from pathlib import Path

from dashboard.domain.cases import Finding, Issue, Trend
from dashboard.domain.chronology import solve
from dashboard.domain.events import End, Kind, State
from dashboard.domain.story import StoryView
from dashboard.domain.telling import Told, finding_words, told_view
from dashboard.domain.timing import place
from dashboard.importers import case_folder
from tests.domain.test_story import CASES, case_with, count, event


def words_of(case, event_id, *others):
    view = StoryView("", event_id, (event_id, *others), (), "")
    chronology = solve(case)
    return told_view(case, place(case, chronology), chronology, view)


def shipped(name: str, event_id: str, *others: str) -> Told:
    return words_of(case_folder.read(Path(CASES / name)), event_id, *others)


def test_a_scan_tells_its_findings_and_what_it_does_not_speak_of() -> None:
    told = shipped("case-2", "P2-29", "P2-28")
    assert told.label == "MRI 2" and told.when == "day 23–24"
    assert any(words.startswith("contrast enhancement: new") for words in told.findings)
    state = dict(told.state)
    assert "412.5" in state["last count"] and "end not reported" in state["therapy"]
    assert "hemorrhage" in state["not reported"] and len(told.others) == 1


def test_before_anything_is_reported_it_says_so() -> None:
    case = case_with(
        event("a", Kind.ENCOUNTER, "0", term="Visit"), event("b", Kind.NEURO_STATUS, "3", details={"rank": "3"})
    )
    told = words_of(case, "a")
    state = dict(told.state)
    assert state["last status"] == state["last count"] == "none reported that surely lies before"
    assert state["therapy"] == "none reported as going on" and "not reported" not in state
    assert told.term == "" and told.findings == ()


def test_in_a_time_without_a_status_nothing_is_carried_forward() -> None:
    silence = event("q", Kind.NEURO_STATUS, "0", until=replace(event("x", Kind.NOTE, "9")).at, state=State.NOT_REPORTED)
    case = case_with(event("a", Kind.ENCOUNTER, "0"), silence, event("b", Kind.NOTE, "4"))
    assert words_of(case, "b").state[0] == ("neurological status", "not reported at this time")


def test_many_courses_are_counted_and_a_doubtful_count_says_so() -> None:
    drugs = [event(f"t{at}", Kind.TREATMENT, str(at), until=End.UNKNOWN) for at in range(1, 4)]
    case = case_with(count("a", "0", 100), count("b", "after a", 200), *drugs, event("z", Kind.NOTE, "5"))
    state = dict(words_of(case, "z").state)
    assert state["therapy"].startswith("1 earlier; ")
    assert state["last count"].endswith("surely before; another perhaps between")


def test_a_contradiction_of_the_source_is_said_beside_its_finding() -> None:
    case = case_with(event("a", Kind.IMAGING, "0"), event("b", Kind.IMAGING, "1"))
    issues = (Issue("X1", "?", "", True, ("one", "other")), Issue("X2", "?", "", False, ()))
    findings = (
        Finding("s-a", "mass", Trend.NEW, "left", "", "", ("X1", "X2")),
        Finding("s-a", "edema", Trend.NOT_REPORTED, "", "", ""),
        Finding("s-b", "bleeding", Trend.NEW, "", "", ""),
    )
    told = words_of(replace(case, findings=findings, issues=issues), "a")
    assert told.findings == ("mass: new: left (the source contradicts itself)",)
    assert dict(told.state)["not reported"] == "bleeding"


def test_a_finding_in_a_table_names_its_issues() -> None:
    assert finding_words(None) == "not reported"
    assert finding_words(Finding("s", "mass", Trend.NEW, "new", "", "", ("X1",))) == "new (X1)"
