"""Two moments, and two values: intervals in words, and arithmetic that refuses what would be nonsense."""

from collections.abc import Sequence
from typing import Any

import pytest

from dashboard.domain.cases import Case, Grain
from dashboard.domain.chronology import solve
from dashboard.domain.comparison import Comparison, compare
from dashboard.domain.events import Event, Kind, State
from dashboard.domain.intervals import interval_words, told_interval
from dashboard.domain.shifting import shifts
from dashboard.domain.timing import place
from tests.domain.builders import Times, case_of, event_of
from tests.domain.test_zeros import lab, record, thing


@pytest.mark.parametrize(
    ("low", "high", "days", "instants"),
    [
        (0, 0, "the same day", "the same time"), (2, 2, "2 days", "2 d"), (1, 1, "1 day", "24 h"),
        (11, 19, "11 to 19 days", "11 d to 19 d"),
        (0, 1, "at most 1 day", "at most 24 h"), (29, None, "at least 29 days", "at least 29 d"),
        (0, None, "order only: after", "order only: after"),
        (-2, -2, "2 days earlier", "2 d earlier"), (-3, 0, "at most 3 days earlier", "at most 3 d earlier"),
        (None, 0, "order only: before", "order only: before"), (None, -5, "at least 5 days earlier",
        "at least 5 d earlier"),
        (-3, 5, "order not known (at most 3 days before and at most 5 days after)", ""),
        (None, 5, "order not known (at most 5 days after)", ""),
        (-3, None, "order not known (at most 3 days before)", ""), (None, None, "order not known", "order not known"),
        (0.5, 1.25, "0.5 to 1.25 days", "12 h to 30 h"),
    ],
)  # fmt: skip
def test_an_interval_says_no_more_than_is_known(
    low: float | None, high: float | None, days: str, instants: str
) -> None:
    assert interval_words(low, high) == days
    assert not instants or interval_words(low, high, grain=Grain.INSTANT) == instants


def told(events: dict[str, Times], first: str, second: str, **more: Any) -> str:
    """The interval of two moments of a case."""
    case = case_of(events, **more)
    return told_interval(case, solve(case), first, second)


def test_intervals_come_from_the_network() -> None:
    events: dict[str, Times] = {"visit": "0", "ct": "after visit; before mri", "mri": "~2 wk", "late": "ct + 2 d"}
    assert told(events, "ct", "late") == told(events, "late", "ct") == "2 days"
    assert told(events, "visit", "mri") == "about 14 days (11 to 17 days)"
    assert told(events, "visit", "ct") == "at most 17 days"
    assert told({"a": "0", "b": "after a", "c": "after a"}, "c", "a") == "order only: after"
    assert told({"a": "0", "b": "after a", "c": "after a"}, "c", "b") == "order not known"
    assert told({"a": "2024-03-01T10:00", "b": "a + 30 min"}, "a", "b", grain=Grain.INSTANT) == "30 min"


def test_a_lowered_event_has_its_order_and_no_length() -> None:
    case = record([event_of("a", "3", details={"time_kind": "order only"}), event_of("b", "3"), event_of("c", "2..4")])
    chronology = solve(case)
    assert told_interval(case, chronology, "visit", "a") == "order only: after"
    assert told_interval(case, chronology, "a", "b") == "order only: at the same time"
    assert told_interval(case, chronology, "a", "c") == "order not known"


def test_what_others_count_from_a_lowered_event_is_told() -> None:
    """The curator doubts what it coincides with, not what the record counts from it."""
    ct = event_of("ct", "with visit", details={"time_kind": "order only"})
    case = record([ct, event_of("mri", "ct + 2 d"), event_of("late", "9")])
    chronology = solve(case)
    assert told_interval(case, chronology, "mri", "ct") == "2 days"
    assert told_interval(case, chronology, "ct", "late") == "order only: after"


def held(first: Event, second: Event, others: Sequence[Event] = (), **more: Any) -> Comparison:
    """Two events of a case held against each other."""
    case: Case = record([first, second, *others], **{name: more.pop(name) for name in ("grain",) if name in more})
    found = compare(case, solve(case), first, second, **more)
    assert found is not None
    return found


def test_two_exact_counts_have_a_difference_a_ratio_and_a_doubling_time() -> None:
    up = held(lab("a", "0", "100"), lab("b", "6", "400000", "/uL"))
    assert up.rows == (
        ("difference", "+300 ×10⁹/L"),
        ("ratio", "×4"),
        ("doubling time", "3 days, counted in whole days"),
    )
    down = held(lab("a", "0", "400"), lab("b", "1", "100"))
    assert down.rows == (
        ("difference", "−300 ×10⁹/L"),
        ("ratio", "×0.25"),
        ("halving time", "12 h, counted in whole days"),
    )
    assert held(lab("b", "1", "100"), lab("a", "0", "400")).rows[2] == down.rows[2]
    assert (up.refused, up.confirm) == ((), "")


def test_an_exact_time_between_two_is_enough_and_instants_need_no_word_on_days() -> None:
    counted = held(lab("a", "after visit", "100"), lab("b", "a + 2 d", "50"))
    assert counted.rows[2] == ("halving time", "2 days, counted in whole days")
    instants = held(lab("a", "0.5", "100"), lab("b", "a + 12 h", "200"), grain=Grain.INSTANT)
    assert instants.rows[2] == ("doubling time", "12 h")


@pytest.mark.parametrize(
    ("first", "second", "rows", "reason"),
    [
        (lab("a", "0", "<0.1"), lab("b", "2",
        "4"), 0, "“<0.1 10*9/L” is a limit and no value, so nothing is computed from it."),
        (lab("a", "0", "4"), lab("b", "2", ">100"), 0, "“>100 10*9/L” is a limit"),
        (lab("a", "0", "4"), lab("b", "2", "9", term="Platelets"), 0, "The two are different quantities."),
        (lab("a", "0", "4", "ng/mL", "Copeptin"), lab("b", "2", "9", "ug/L",
        "Copeptin"), 0, "have different units (ng/mL and µg/L)"),
        (lab("a", "0", "normal", ""), lab("b", "2", "9"), 0, "Leukocytes is no number that can be computed with."),
        (lab("a", "0", "4", state=State.PRESUMED), lab("b", "2", "9"), 0, "is no number that can be computed with."),
        (lab("a", "0", "0"), lab("b", "2", "9"), 1, "A ratio needs two values above 0."),
        (lab("a", "0", "9"), lab("b", "2",
        "9"), 2, "The two values are equal, so no time of doubling or halving is computed."),
        (lab("a", "0", "9"), lab("b", "0..2", "4"), 2, "not known exactly (at most 2 days), so no time"),
        (lab("a", "0", "9"), lab("b", "~14", "4"), 2, "not known exactly (about 14 days (13 to 15 days))"),
        (lab("a", "0", "9"), lab("b", "0", "4"), 2, "Both are of the same time, so no time"),
        (lab("a", "0", "9"), lab("b", "3",
        "4", details={"time_kind": "order only"}), 2, "not known exactly (order only: after)"),
    ],
)  # fmt: skip
def test_what_would_be_nonsense_is_refused_with_a_sentence(first: Event, second: Event, rows: int, reason: str) -> None:
    found = held(first, second)
    assert len(found.rows) == rows
    assert len(found.refused) == 1 and reason in found.refused[0]


@pytest.mark.parametrize(
    ("between", "asked"),
    [
        (thing("p", "3", Kind.PROCEDURE, "Leukapheresis"), True), (thing("p",
        "0", Kind.PROCEDURE, "Leukapheresis"), True),
        (thing("p", "after visit", Kind.TREATMENT, "Red cells", components=("red cell transfusion",)), True),
        (thing("p", ("-3", "unknown"), Kind.TREATMENT, "Dialysis"), True), (thing("p", ("-3",
        "1"), Kind.TREATMENT, "Dialysis"), True),
        (thing("p", ("-3", "-1"), Kind.TREATMENT, "Dialysis"), False), (thing("p",
        "-1", Kind.PROCEDURE, "Leukapheresis"), False),
        (thing("p", "7", Kind.PROCEDURE, "Leukapheresis"), False), (thing("p",
        "3", Kind.PROCEDURE, "Lumbar puncture"), False),
        (thing("p", "3", Kind.PROCEDURE, "Leukapheresis", state=State.ABSENT), False),
        (thing("p", "3", Kind.PROCEDURE, "Leukapheresis", state=State.PRESUMED), True),
        (thing("p", "3", Kind.IMAGING, "CT after transfusion"), False),
    ],
)  # fmt: skip
def test_what_changes_a_count_between_the_two_has_to_be_confirmed(between: Event, asked: bool) -> None:
    for pair in ((lab("a", "0", "100"), lab("b", "6", "400")), (lab("b", "6", "400"), lab("a", "0", "100"))):
        found = held(*pair, [between])
        assert bool(found.confirm) is asked
        assert len(found.rows) == (2 if asked else 3)
        assert "lies or may lie between the two and changes the value itself" in found.confirm or not asked
        assert len(held(*pair, [between], confirmed=True).rows) == 3


def test_only_two_laboratory_values_are_compared() -> None:
    case = record([lab("a", "0", "1"), thing("b", "2", Kind.NOTE, "x")])
    chronology = solve(case)
    assert compare(case, chronology, case.events[1], case.events[2]) is None
    assert compare(case, chronology, case.events[0], case.events[2]) is None


@pytest.mark.parametrize(
    ("times", "shift"),
    [
        ("3", True), ("3..9", True), ("3..", True), ("", True), (("3", "5"), True), (("3", "ongoing"), True),
        ("visit + 2 d", True),
        ("~14", False), ("after visit", False), ("other + 2 d", False), (("3", "with pub"), False), ("with pub", True),
    ],
)  # fmt: skip
def test_another_day_zero_is_a_shift_where_every_time_is_told_by_its_numbers(times: Times, shift: bool) -> None:
    case = case_of({"visit": "0", "other": "0..1", "x": times}, {"pub": "40.."}, writing="pub")
    assert shifts(case, place(case, solve(case)), own_clock=True) is shift


def test_instants_shift_on_either_clock() -> None:
    case = case_of({"a": "2024-03-01T10:30", "b": "2024-03-04T14:20", "c": "2024-03-04"}, grain=Grain.INSTANT)
    chronology = solve(case)
    assert shifts(case, place(case, chronology), own_clock=True)
    assert shifts(case, place(case, chronology, "b"), own_clock=False)
    assert not shifts(case, place(case, chronology, "b"), own_clock=True)
