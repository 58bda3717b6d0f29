"""The flat records of events: what the command line prints, the table lists and the browser shows."""

import json
from dataclasses import replace

import orjson
import pytest

from dashboard.domain.cases import Issue, Study
from dashboard.domain.chronology import solve
from dashboard.domain.events import Kind, State
from dashboard.domain.timing import Mark, TimeKind, place
from dashboard.services.records import RELATED_LIMIT, conflicts, detailed, record, related
from tests.figures.samples import LEUKOCYTES, SHIPPED, case_of, event, one_of_each_mark, placed_of, shipped, timed

CONTRACT = {
    "id", "kind", "term", "state", "time_kind", "earliest", "latest", "nominal", "end_earliest", "end_latest",
    "end_nominal", "words", "value", "unit", "value_received", "unit_received", "group", "place", "conflicts",
}  # fmt: skip


def record_of(own, *others, **more):
    case, placed = timed(event("A", "0"), own, *others, **more)
    return record(case, next(item for item in placed if item.event.id == own.id))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_record_keeps_the_contract_and_is_plain_json(name):
    case = shipped(name)[0]
    for item in placed_of(name):
        found = record(case, item)
        assert set(found) == CONTRACT
        assert set(detailed(case, item)) > CONTRACT
        assert orjson.loads(orjson.dumps(detailed(case, item))) == json.loads(json.dumps(detailed(case, item)))


@pytest.mark.parametrize("name", SHIPPED)
def test_there_is_one_record_for_each_event_and_none_more(name):
    case, placed = shipped(name)[0], placed_of(name)
    assert sorted(record(case, item)["id"] for item in placed) == sorted(one.id for one in case.events)


def test_days_are_whole_numbers_where_they_are_whole_and_0_is_a_day():
    found = record_of(event("B", "0"))
    assert (found["earliest"], found["latest"], found["nominal"]) == (0, 0, 0)
    assert all(isinstance(found[day], int) for day in ("earliest", "latest", "nominal"))
    assert record_of(event("B", "12.5"))["earliest"] == 12.5


def test_a_window_without_a_limit_is_null_there():
    found = record_of(event("B", "29.."))
    assert (found["earliest"], found["latest"], found["nominal"]) == (29, None, None)


@pytest.mark.parametrize("name", SHIPPED)
def test_d13_an_order_only_record_has_no_day_of_its_own(name):
    case = shipped(name)[0]
    for zero in (None, *case.zeros):
        for item in placed_of(name, zero):
            found = detailed(case, item)
            if item.time.kind is TimeKind.ORDER_ONLY:
                assert found["nominal"] is None
                assert found["time_kind"] == "order only"


def test_the_end_of_an_interval_has_its_own_days_and_words():
    case, placed = timed(
        event("A", "0", until="7..9"), event("B", "1", until="unknown"), event("C", "2", until="ongoing")
    )
    first, second, third = (detailed(case, item) for item in placed)
    assert (first["end_earliest"], first["end_latest"], first["end_state"]) == (7, 9, "known")
    assert "7" in first["end_words"] and "9" in first["end_words"]
    assert (second["end_earliest"], second["end_state"], second["end_words"]) == (None, "unknown", "")
    assert (third["end_latest"], third["end_state"]) == (None, "ongoing")
    assert detailed(*_of(event("A", "0")))["end_state"] is None


def _of(*events, **more):
    case, placed = timed(*events, **more)
    return case, placed[0]


@pytest.mark.parametrize(
    ("value", "unit", "canonical", "unit_found"),
    [("211000", "/uL", 211, "10*9/L"), ("0.4", "10*9/L", 0.4, "10*9/L"), ("<0.1", "10*9/L", "<0.1", "10*9/L"),
     ("0", "10*9/L", 0, "10*9/L")],
)  # fmt: skip
def test_a_value_is_canonical_and_as_received(value, unit, canonical, unit_found):
    found = record_of(event("B", "1", kind=Kind.LAB, term=LEUKOCYTES, value=value, unit=unit))
    assert (found["value"], found["unit"]) == (canonical, unit_found)
    assert (found["value_received"], found["unit_received"]) == (value, unit)


def test_a_value_without_a_number_is_shown_as_received():
    found = record_of(event("B", "1", kind=Kind.LAB, term="Cytology", value="no cells", unit=""))
    assert found["value"] == found["value_received"] == "no cells"
    assert found["unit"] is None


def test_an_event_without_a_value_has_none():
    found = record_of(event("B", "1"))
    assert [found[name] for name in ("value", "unit", "value_received", "unit_received")] == [None] * 4


def test_d19_a_conflict_is_named_and_both_readings_are_kept():
    issues = (
        Issue("X1", "two readings", "the first", True, ("first [p. 1]", "second [p. 2]")),
        Issue("X2", "open question", "left open"),
    )
    case, item = _of(event("A", "0", issues=("X1", "X2", "X9")), issues=issues)
    assert conflicts(case, item.event) == record(case, item)["conflicts"] == ["X1"]
    told = {one["id"]: one for one in detailed(case, item)["issues"]}
    assert set(told) == {"X1", "X2"}
    assert told["X1"]["readings"] == ["first [p. 1]", "second [p. 2]"] and told["X1"]["conflict"]


@pytest.mark.parametrize("state", list(State))
def test_d14_the_state_of_a_fact_is_in_its_record(state):
    assert record_of(event("B", "1", state=state))["state"] == state.value


def test_a_study_is_named_only_by_its_own_event():
    studies = (Study("mri", "A", "MRI 1", "MR", "3A"),)
    case, placed = timed(event("A", "0", study="mri"), event("B", "0", study="mri"), studies=studies)
    first, second = (detailed(case, item) for item in placed)
    assert (first["study_label"], second["study_label"]) == ("MRI 1", "")
    assert first["study"] == second["study"] == "mri"


def test_details_hold_every_other_column_that_says_something():
    case, item = _of(event("A", "0", label="visit", ward="3B", empty="", rank="3", flags="blindness"))
    found = detailed(case, item)
    assert found["details"] == {"ward": "3B", "rank": "3"}
    assert (found["label"], found["flags"], found["ranked"]) == ("visit", "blindness", True)
    assert detailed(*_of(event("A", "0", rank="NR")))["ranked"] is False


def test_every_kind_of_time_has_its_words_and_its_mark():
    case = one_of_each_mark()
    found = {item.event.id: detailed(case, item) for item in place(case, solve(case))}
    assert {one["mark"] for one in found.values()} == {mark.value for mark in Mark}
    assert found["exact"]["words"] == "day 3"
    assert found["clock"]["clock_words"] == "hospital day 4"
    assert found["not dated"]["words"] == "not dated"
    assert "day unknown" in found["order only"]["words"] or "after" in found["order only"]["words"]


def test_what_surely_lies_before_and_after_is_told_also_where_windows_overlap():
    case, placed = timed(
        event("A", "0"), event("B", "after A; before Z"), event("C", "after B; before Z"), event("Z", "9")
    )
    found = related(placed, solve(case))
    assert set(found["B"]["before"]) == {"A"} and set(found["B"]["after"]) == {"C", "Z"}
    assert set(found["C"]["before"]) == {"A", "B"}


def test_nothing_is_said_to_lie_before_where_the_order_is_not_known():
    case, placed = timed(
        event("A", "0"), event("B", "after A; before Z"), event("C", "after A; before Z"), event("Z", "9")
    )
    found = related(placed, solve(case))
    assert "C" not in found["B"]["before"] + found["B"]["after"]


def test_ages_are_told_for_counts_statuses_and_images_only():
    case, placed = timed(
        event("A", "0", kind=Kind.LAB), event("B", "0", kind=Kind.PROCEDURE), event("C", "A + 2 d"), event("D", "4..6")
    )
    found = related(placed, solve(case))
    assert found["C"]["ages"] == {"A": [2, 2]}
    assert found["D"]["ages"] == {"A": [4, 6]}


def test_an_event_without_any_time_is_before_and_after_nothing():
    case, placed = timed(event("A", "0"), event("B", ""), event("C", "5"))
    found = related(placed, solve(case))
    assert "B" not in found
    assert "B" not in found["C"]["before"] + found["C"]["after"]


def test_a_case_of_hundreds_of_dated_events_tells_no_order_besides_its_days():
    many = [event(f"E{number}", str(number)) for number in range(RELATED_LIMIT + 1)]
    case, placed = timed(*many)
    assert related(placed, solve(case)) == {}


def test_a_label_falls_back_to_the_term():
    case = case_of(replace(event("A", "0"), term="Hospital discharge"))
    assert detailed(case, place(case, solve(case))[0])["label"] == "Hospital discharge"
