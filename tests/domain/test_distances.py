"""The words of an interval hold its whole window, and never promise more than the network."""

import re
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.cases import Case, Grain
from dashboard.domain.chronology import Window, solve
from dashboard.domain.distances import Distances, words_of
from dashboard.domain.measures import Grade
from dashboard.domain.placed import TimeKind
from dashboard.errors import Refused
from tests.domain.builders import case_of, event_of
from tests.figures.samples import shipped

EXACT, BOUNDED, ABOUT, ORDER = TimeKind.EXACT, TimeKind.BOUNDED, TimeKind.APPROXIMATE, TimeKind.ORDER_ONLY
# Of the two published cases, as a careful reading gives them.
PUBLISHED = [
    ("case-1", "P1-05", "P1-06", "same day"),
    ("case-1", "P1-05", "P1-08", "0–2 days after"),
    ("case-1", "P1-08", "P1-05", "0–2 days before"),
    ("case-1", "P1-05", "P1-20", "after, within 0–19 days"),
    ("case-1", "P1-05", "P1-15", "after, within 0–19 days"),
    ("case-1", "P1-05", "P1-21", "~2 weeks after (11–19 days)"),
    ("case-1", "P1-21", "P1-23", "~3 weeks after (18–24 days)"),
    ("case-1", "P1-05", "P1-23", "~5 weeks after (29–43 days)"),
    ("case-1", "P1-03", "P1-31", "~3 years after (914–1297 days)"),
    ("case-1", "P1-03", "P1-02", "~10 days before (9–11 days)"),
    ("case-1", "P1-15", "P1-16", "0–1 day after"),
    ("case-1", "P1-08", "P1-20", "order unknown, 2 days before to 17 days after"),
    ("case-1", "P1-05", "P1-28", "after, day unknown"),
    ("case-1", "P1-05", "P1-35", "day unknown"),
    ("case-2", "P2-24", "P2-06", "19–20 days before"),
    ("case-2", "P2-24", "P2-08", "18–19 days before"),
    ("case-2", "P2-24", "P2-16", "18 days before"),
    ("case-2", "P2-24", "P2-25", "with it, day not stated"),
    ("case-2", "P2-24", "P2-26", "2 days after"),
    ("case-2", "P2-24", "P2-29", "4 days after"),
    ("case-2", "P2-24", "P2-34", "after, at least 4 days"),
    ("case-2", "P2-34", "P2-24", "before, at least 4 days"),
    ("case-2", "P2-16", "P2-25", "after, day unknown"),
    ("case-2", "P2-26", "P2-25", "2 days before"),  # the MRI counts from the CT
    ("case-2", "P2-03", "P2-07", "0–1 day after"),
]
WINDOWS = [
    (0, 0, None, BOUNDED, "same day"),
    (1, 1, 1, EXACT, "1 day after"),
    (-1, -1, -1, EXACT, "1 day before"),
    (0, None, None, BOUNDED, "after"),
    (None, 0, None, BOUNDED, "before"),
    (29, None, None, BOUNDED, "at least 29 days after"),
    (None, -2, None, BOUNDED, "at least 2 days before"),
    (-2, 5, None, BOUNDED, "2 days before to 5 days after"),
    (-2, None, None, BOUNDED, "at most 2 days before, or after"),
    (None, 3, None, BOUNDED, "at most 3 days after, or before"),
    (None, None, None, BOUNDED, "day unknown"),
    (-3, 3, 0, ABOUT, "about the same time (3 days before to 3 days after)"),
    (-2, 5, 1, ABOUT, "~1 day after (2 days before to 5 days after)"),
    (None, None, 7, ABOUT, "~7 days after"),
    (1, None, 14, ABOUT, "~2 weeks after (at least 1 day)"),
    (81, 111, 96, ABOUT, "~3 months after (81–111 days)"),
    (-61, -1, -31, ABOUT, "~1 month before (1–61 days)"),
    (11, 19, None, ABOUT, "11–19 days after"),
    (None, None, None, ORDER, "day unknown"),
    (None, -4, None, ORDER, "before, at least 4 days"),
    (-4, 0, None, ORDER, "before, within 0–4 days"),
    (None, 4, None, ORDER, "order unknown, at most 4 days after, or before"),
    (-5, -5, -5, ORDER, "before, day unknown"),
    (None, 0, None, TimeKind.NOT_DATED, "before, day unknown"),
]


@pytest.mark.parametrize(("name", "first", "second", "words"), PUBLISHED)
def test_intervals_of_the_published_cases(name, first, second, words):
    assert Distances(*shipped(name)).between(first, second).words == words


@pytest.mark.parametrize(("low", "high", "nominal", "kind", "words"), WINDOWS)
def test_every_shape_of_window_has_its_words(low, high, nominal, kind, words):
    assert words_of(Window(low, high, nominal), kind, Grain.DAY) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("zero", "same moment"),
        ("zero + 3 h", "3 h after"),
        ("zero - 90 min", "1 h 30 min before"),
        ("zero + ~2 d", "~2 d after (24 h to 3 d)"),
        ("zero + 1..2 h", "1 h to 2 h after"),
    ],
)
def test_instants_are_told_in_hours(at, words):
    text = "with zero" if at == "zero" else at
    case = case_of({"zero": "0", "x": text}, grain=Grain.INSTANT)
    assert Distances(case, solve(case)).between("zero", "x").words == words


def test_a_kind_that_the_curator_lowered_stays_lowered_but_from_the_event_on():
    lowered = event_of("x", "zero + 2 d", details={"time_kind": "order only"})
    events = (event_of("zero", "0"), lowered, event_of("y", "x + 3 d"))
    case = Case("case", "", "", "zero", events=events)
    chronology = solve(case)
    told = Distances(case, chronology).between("zero", "x")
    assert (told.kind, told.nominal, told.earliest, told.words) == (ORDER, None, 2, "after, day unknown")
    assert Distances(case, chronology).between("x", "zero").words == "before, day unknown"
    assert Distances(case, chronology).between("x", "x").words == "same day"
    assert Distances(case, chronology).between("x", "y").words == "3 days after"
    assert Distances(case, chronology).between("y", "x").words == "3 days before"


def test_a_lowering_that_names_no_kind_or_a_better_one_changes_nothing():
    events = (event_of("zero", "0"), event_of("x", "1..3", details={"time_kind": "exact"}))
    odd = (events[0], event_of("x", "1..3", details={"time_kind": "somehow"}))
    for own in (events, odd):
        case = Case("case", "", "", "zero", events=own)
        assert Distances(case, solve(case)).between("zero", "x").kind is BOUNDED


def test_an_end_counts_as_a_moment_of_its_own():
    case = case_of({"zero": "0", "x": ("2", "x + 4 d")})
    assert Distances(case, solve(case)).between("zero", "end of x").words == "6 days after"
    with pytest.raises(Refused):
        Distances(case, solve(case)).between("zero", "nobody")


def told_range(words: str) -> tuple[float, float]:
    """The days that the words of a bounded or order-only interval allow."""
    words = words.removeprefix("order unknown, ")
    if words in ("day unknown", "order unknown"):
        return -inf, inf
    numbers = [float(text.replace("\u2212", "-")) for text in re.findall(r"\u2212?[0-9.]+", words)]
    if words == "same day":
        return 0, 0
    if " to " in words and "before" in words and "after" in words:
        return -numbers[0], numbers[1]
    if words.startswith("at most"):
        return (-inf, numbers[0]) if "after," in words else (-numbers[0], inf)
    near, far = (numbers[0], numbers[-1]) if numbers else (0.0, inf)
    far = inf if "at least" in words else far
    return (near, far) if "after" in words else (-far, -near)


LIMITS = st.one_of(st.none(), st.integers(-400, 400))


@given(LIMITS, LIMITS, st.sampled_from([BOUNDED, ORDER]))
def test_the_words_allow_exactly_the_window(low, high, kind):
    if low is not None and high is not None and low > high:
        low, high = high, low
    if kind is ORDER and low == high:
        return  # a lowered day is not told
    words = words_of(Window(low, high, None), kind, Grain.DAY)
    assert told_range(words) == (-inf if low is None else low, inf if high is None else high)


@given(st.integers(-2000, 2000), st.integers(1, 400), st.integers(1, 400))
def test_a_rough_length_is_never_finer_than_its_window(nominal, before, after):
    words = words_of(Window(nominal - before, nominal + after, nominal, Grade.APPROXIMATE), ABOUT, Grain.DAY)
    number = re.match(r"~([0-9]+) (day|week|month|year)", words)
    if nominal == 0:
        assert words.startswith("about the same time")
        return
    assert number is not None
    days = int(number[1]) * {"day": 1, "week": 7, "month": 30.44, "year": 365.25}[number[2]]
    tolerance = {"day": 0.5, "week": 3, "month": 15, "year": 182}[number[2]]
    assert abs(days - abs(nominal)) <= tolerance
    assert number[2] == "day" or min(before, after) >= tolerance
