"""A decision becomes an event and the form again; its time is what is known of it, and never an invented day."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.decisions import (
    FIELDS,
    Occasion,
    decision_event,
    form_in,
    form_of,
    is_decision_of_ours,
    revised,
    with_known_times,
)
from dashboard.domain.events import Event, Kind, State
from dashboard.domain.placed import Mark
from dashboard.domain.timing import place
from dashboard.domain.when import parse_when
from dashboard.errors import Refused
from tests.domain.builders import case_of

AT = Occasion("m1", "Tumor board", "2026-03-01", "Dr. X", "2026-03-01 10:00 UTC")
LONG = "Go on with the course as it is and look at the pictures again, " * 8


def decided(case: Case, text: str = "Go on", occasion: Occasion = AT) -> Event:
    return decision_event(case, form_of({"recommendation": text}), occasion, "decision-m1")


@given(st.fixed_dictionaries({name: st.text("ab \n\r,", max_size=9) for name in FIELDS}))
def test_the_form_comes_back_from_the_event(texts: dict[str, str]) -> None:
    form = form_of(texts | {"recommendation": texts["recommendation"] + "!"})
    assert form_in(decision_event(case_of({"a": "0"}), form, AT, "decision-m1")) == form


def test_a_long_recommendation_is_cut_on_the_timeline_and_kept_whole() -> None:
    event = decided(case_of({"a": "0"}), LONG)
    assert len(event.term) <= 300
    assert event.term.endswith("…")
    assert len(event.detail("label")) <= 60
    assert form_in(event)["recommendation"] == LONG.strip()


def test_a_decision_names_author_time_and_meeting() -> None:
    event = decided(case_of({"a": "0"}))
    assert (event.kind, event.place, event.source) == (Kind.DECISION, "Tumor board", "Decision of the board")
    assert event.details == {
        "label": "Go on", "meeting_date": "2026-03-01", "author": "Dr. X", "written": "2026-03-01 10:00 UTC",
    }  # fmt: skip
    assert decided(case_of({"a": "0"}), occasion=replace(AT, meeting="", title="")).source == "Decision record"


def test_nothing_recommended_is_no_decision() -> None:
    with pytest.raises(Refused, match="recommendation"):
        decided(case_of({"a": "0"}), " ")
    for given_form in ({"dose": "1"}, ["a"], {"owner": 5}):
        with pytest.raises(Refused):
            form_of(given_form)


@pytest.mark.parametrize(
    ("case", "at"),
    [
        (case_of({"a": "0"}, origin="2026-01-01"), "2026-03-01"),
        (case_of({"a": "2025-05-05"}), "2026-03-01"),
        (case_of({"a": "0"}, moments={"publication": "after a"}, writing="publication"), "after publication"),
        (case_of({"a": "0"}), ".."),
        (case_of({"a": "0", "b": "2025-05-05"}), ".."),
    ],
)
def test_its_time_is_what_is_known(case: Case, at: str) -> None:
    assert str(decided(case).at) == at


def test_in_a_numbered_record_it_came_after_the_last_that_happened() -> None:
    case = case_of({"a": "0", "b": "4", "c": ".."})
    seqs = {"a": replace(case.events[0], seq=1), "b": replace(case.events[1], seq=2),
            "c": replace(case.events[2], seq=3, state=State.PLANNED)}  # fmt: skip
    case = replace(case, events=tuple(seqs.values()))
    event = decided(case)
    assert str(event.at) == "after b"
    whole = replace(case, events=(*case.events, event))
    told = next(item for item in place(whole, solve(whole)) if item.event is event)
    assert (told.time.mark, told.time.earliest, told.time.latest) == (Mark.ORDER_ONLY, 4.0, None)


def test_a_correction_keeps_the_time_and_the_meeting() -> None:
    first = decided(case_of({"a": "0"}, origin="2026-01-01"))
    second = decided(case_of({"a": "0"}), "Stop", Occasion("", "", "2026-05-05", "Dr. Y", "later"))
    found = revised(first, second)
    assert (found.at, found.place, found.source) == (first.at, first.place, first.source)
    assert (found.detail("meeting_date"), found.detail("author"), found.term) == ("2026-03-01", "Dr. Y", "Stop")


def test_what_it_came_after_may_go_and_the_decision_stays() -> None:
    event = replace(decided(case_of({"a": "0"})), at=parse_when("after b; after end of a"))
    case = case_of({"a": ("0", "2")})
    known = replace(case, events=(*case.events, replace(event, at=parse_when("after a"))))
    assert with_known_times(known) is known
    found = with_known_times(replace(case, events=(*case.events, event)))
    assert str(found.events[-1].at) == "after end of a"
    alone = with_known_times(replace(case, events=(*case.events, replace(event, at=parse_when("after b")))))
    assert str(alone.events[-1].at) == ".."
    solve(alone)


def test_only_decisions_recorded_here_are_ours() -> None:
    event = decided(case_of({"a": "0"}))
    assert is_decision_of_ours(event)
    assert not is_decision_of_ours(replace(event, id="P1-20"))
    assert not is_decision_of_ours(replace(event, kind=Kind.NOTE))
