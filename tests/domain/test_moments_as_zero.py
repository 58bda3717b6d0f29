"""Day 0 that is no event: a named moment whose time is "0"."""

import pytest

from dashboard.domain.chronology import Window, solve
from dashboard.domain.timing import place
from dashboard.errors import Contradiction, Refused
from tests.domain.builders import case_of


def test_a_moment_at_day_0_can_be_day_0_and_no_event_is_invented() -> None:
    case = case_of({"a": "5", "b": "first diagnosis + 2 d"}, {"first diagnosis": "0"}, zero="first diagnosis")
    chronology = solve(case)
    assert chronology.window("b") == Window(2, 2, 2)
    assert [(one.event.id, one.time.words) for one in place(case, chronology)] == [("b", "day 2"), ("a", "day 5")]
    assert [one.time.words for one in place(case, chronology, "first diagnosis")] == ["day 2", "day 5"]


def test_a_moment_at_day_0_goes_with_dates_where_one_of_them_is_day_0() -> None:
    case = case_of({"a": "2024-03-05"}, {"first event": "0"}, zero="first event", origin="2024-03-01")
    assert solve(case).window("a") == Window(4, 4, 4)


@pytest.mark.parametrize(
    ("at", "moment", "sentence"),
    [("5", "1", "These times cannot all be true"), ("2024-03-05", "0", "no date is its day 0")],
)
def test_a_moment_elsewhere_is_no_day_0(at: str, moment: str, sentence: str) -> None:
    with pytest.raises((Contradiction, Refused), match=sentence):
        solve(case_of({"a": at}, {"m": moment}, zero="m"))


def test_a_moment_with_a_date_is_day_0_of_a_dated_case() -> None:
    assert solve(case_of({"a": "2024-03-05"}, {"m": "2024-03-01"}, zero="m")).window("a") == Window(4, 4, 4)
