"""The story of a case: which views, in which order, and that nothing in them is more than the record says."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.brief import told
from dashboard.domain.cases import Case, Grain, Study
from dashboard.domain.chronology import solve
from dashboard.domain.events import Event, Kind, Quantity, State
from dashboard.domain.story import FEWEST, MOST, MOST_PICTURES, StoryView, story_of
from dashboard.domain.timing import place
from dashboard.domain.when import parse_when
from dashboard.importers import case_folder

CASES = Path(__file__).parents[2] / "data" / "cases"
SHIPPED = ("case-1", "case-2")


def told_story(case: Case, zero: str = "") -> tuple[StoryView, ...]:
    return story_of(case, place(case, solve(case), zero or None), zero)


def event(event_id: str, kind: Kind, at: str, **more: object) -> Event:
    return Event(event_id, kind, str(more.pop("term", f"term of {event_id}")), parse_when(at), **more)  # type: ignore[arg-type]


def case_with(*events: Event, **more: object) -> Case:
    studies = tuple(Study(f"s-{one.id}", one.id, one.id, "MR") for one in events if one.kind is Kind.IMAGING)
    given = {"id": "c", "title": "C", "question": "?", "zero": events[0].id, "events": events, "studies": studies}
    return Case(**given | more)  # type: ignore[arg-type]


def count(event_id: str, at: str, number: int) -> Event:
    quantity = Quantity(str(number), "10*9/L", Decimal(number), "10*9/L")
    return event(event_id, Kind.LAB, at, term="Leukocytes", quantity=quantity)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_case_has_five_to_eight_views_with_every_scan_in_its_order(name: str) -> None:
    case = case_folder.read(CASES / name)
    views = told_story(case)
    assert FEWEST <= len(views) <= MOST
    shown = [study for view in views for study in view.studies]
    order = [item.event.id for item in place(case, solve(case))]
    assert shown == [one.id for one in sorted(case.studies, key=lambda one: order.index(one.event))]
    assert all(view.event in view.events and len(view.studies) <= MOST_PICTURES for view in views)
    ids = [event_id for view in views for event_id in view.events]
    assert len(ids) == len(set(ids))


def test_case_1_is_told_as_a_person_would() -> None:
    views = told_story(case_folder.read(CASES / "case-1"))
    assert [view.title for view in views][0].startswith("Presentation") and views[-1].title == "Outcome"
    told_of = {event_id for view in views for event_id in view.events}
    wanted = ("P1-03", "P1-06", "P1-08", "P1-12", "P1-15", "P1-16", "P1-20", "P1-20a", "P1-20c", "P1-33", "P1-40")
    assert told_of >= set(wanted)
    assert "repeat leukocyte count 1037 ×10⁹/L (day 0–2)" in views[1].sentence
    assert "(day unknown, 0–19)" in views[2].sentence
    assert views[-1].sentence.endswith("alive (at publication).")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_sentence_is_made_of_what_the_record_says_of_each_event(name: str) -> None:
    case = case_folder.read(CASES / name)
    placed = {item.event.id: item for item in place(case, solve(case))}
    for view in told_story(case):
        said = view.sentence.lower()
        for event_id in view.events[:6]:
            assert told(case, placed[event_id]).lower() in said


def test_a_view_says_from_which_event_its_days_count() -> None:
    views = told_story(case_folder.read(CASES / "case-1"), "P1-15")
    assert {view.zero for view in views} == {"P1-15"}


def test_the_first_and_the_highest_count_are_told_and_no_other() -> None:
    case = case_with(count("a", "0", 50), count("b", "2", 10), count("c", "4", 90), count("d", "6", 20))
    assert {one for view in told_story(case) for one in view.events} == {"a", "c"}


def test_a_count_that_is_no_number_is_no_count() -> None:
    lost = event("a", Kind.LAB, "0", term="Leukocytes", quantity=Quantity("clotted", ""))
    assert told_story(case_with(lost, event("b", Kind.OUTCOME, "3")))[0].events == ("a",)


def test_a_treatment_is_told_when_it_brings_something_new() -> None:
    given_ = (
        event("a", Kind.ENCOUNTER, "0"),
        event("b", Kind.TREATMENT, "1", components=("vincristine",)),
        event("c", Kind.TREATMENT, "5", components=("vincristine",)),
        event("d", Kind.TREATMENT, "9", components=("vincristine", "daunorubicin")),
        event("e", Kind.TREATMENT, "12", state=State.REJECTED),
    )
    assert {one for view in told_story(case_with(*given_)) for one in view.events} == {"a", "b", "d"}


def test_a_status_is_told_when_it_differs_from_the_one_before() -> None:
    ranks = ("4", "4", "1..3", "1..3", "5")
    states = [event(f"n{at}", Kind.NEURO_STATUS, str(at), details={"rank": rank}) for at, rank in enumerate(ranks)]
    silent = event("x", Kind.NEURO_STATUS, "9", state=State.NOT_REPORTED, details={"rank": "NR"})
    told_of = [one for view in told_story(case_with(*states, silent)) for one in view.events]
    assert told_of == ["n0", "n2", "n3", "n4"]


def test_an_absent_complication_is_no_view_and_a_rejected_decision_is() -> None:
    given_ = (
        event("a", Kind.ENCOUNTER, "0"),
        event("b", Kind.COMPLICATION, "1", state=State.ABSENT),
        event("c", Kind.DECISION, "2", state=State.REJECTED, details={"label": "transplant"}),
    )
    views = told_story(case_with(*given_))
    assert [view.event for view in views] == ["a", "c"]
    assert views[1].sentence == "Transplant: rejected (day 2)."


def test_without_a_named_diagnosis_the_first_pathology_stands_for_it() -> None:
    given_ = (event("a", Kind.ENCOUNTER, "0"), event("b", Kind.PATHOLOGY, "1"), event("c", Kind.PATHOLOGY, "2"))
    assert [view.title for view in told_story(case_with(*given_))] == ["Presentation", "Diagnosis"]


def test_many_scans_give_eight_views_that_name_them_all() -> None:
    scans = [event(f"m{at:02}", Kind.IMAGING, str(at * 30)) for at in range(40)]
    views = told_story(case_with(event("a", Kind.ENCOUNTER, "0"), *scans))
    assert len(views) == MOST
    assert sum(len(view.events) for view in views) == 41
    assert any("more." in view.sentence for view in views)


def test_a_view_of_few_days_in_a_long_course_has_a_window_round_them() -> None:
    scans = [event(f"m{at}", Kind.IMAGING, day) for at, day in enumerate(("0", "1", "400", "4000"))]
    starts = {view.event: (view.start, view.stop) for view in told_story(case_with(*scans))}
    assert starts["m1"] == ("0", "2")
    assert starts["m3"] == ("3999", "4000")


def test_what_has_no_order_stands_with_its_like_and_before_the_outcome() -> None:
    given_ = (
        event("a", Kind.ENCOUNTER, "0", seq=1),
        event("b", Kind.TREATMENT, "2", seq=2),
        event("c", Kind.OUTCOME, "30", seq=3),
        event("d", Kind.TREATMENT, "after a"),
        event("e", Kind.DECISION, "after a"),
    )
    views = told_story(case_with(*given_))
    assert [view.events for view in views] == [("a",), ("b",), ("d",), ("e",), ("c",)]
    assert "d (day unknown, from 0)" in views[2].sentence


def test_a_loose_event_alone_is_told_too() -> None:
    case = case_with(event("a", Kind.NOTE, "0", seq=1), event("b", Kind.DECISION, "after a"))
    assert [view.event for view in told_story(case)] == ["a", "b"]


def test_times_of_day_stay_as_the_record_words_them() -> None:
    given_ = (event("a", Kind.ENCOUNTER, "2024-03-01T10:30"), event("b", Kind.DECISION, "after a"))
    views = told_story(case_with(*given_, grain=Grain.INSTANT))
    assert "day unknown" in views[1].sentence


def test_an_event_of_which_no_day_is_limited_gets_the_whole_course() -> None:
    case = case_with(event("a", Kind.ENCOUNTER, "0"), event("b", Kind.OUTCOME, "..900"), event("c", Kind.DECISION, "5"))
    assert {(view.start, view.stop) for view in told_story(case) if "b" in view.events} == {("", "")}


def test_a_case_of_nothing_that_has_a_time_has_no_story() -> None:
    case = case_with(event("a", Kind.ENCOUNTER, "0"))
    assert told_story(case)[0].events == ("a",)
    assert story_of(case, ()) == ()


@given(st.lists(st.tuples(st.sampled_from(Kind), st.integers(-20, 400), st.sampled_from(State)), max_size=30))
def test_any_case_has_at_most_eight_views_and_tells_no_event_twice(rows: list[tuple[Kind, int, State]]) -> None:
    found = [event(f"e{at}", kind, str(day), state=state) for at, (kind, day, state) in enumerate(rows)]
    case = case_with(event("zero", Kind.ENCOUNTER, "0"), *found)
    views = told_story(case)
    ids = [one for view in views for one in view.events]
    assert 1 <= len(views) <= MOST and len(ids) == len(set(ids))
    assert all(view.sentence.endswith(".") for view in views)


def test_the_zero_of_a_case_need_not_be_among_what_is_placed() -> None:
    case = case_with(event("a", Kind.NOTE, "0"), event("b", Kind.OUTCOME, "3"))
    placed = place(case, solve(case))
    assert story_of(replace(case, zero="elsewhere"), placed)[0].event == "a"
