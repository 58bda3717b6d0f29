"""Dates become days and instants since day 0; a missing part is a window and never a guess."""

import pytest

from dashboard.domain.cases import Grain
from dashboard.domain.chronology import Window, solve
from dashboard.errors import Contradiction
from tests.domain.builders import Times, case_of


def window(times: Times, **more: object) -> Window:
    """The window of an event at `times` beside a visit on 1 March 2024, a Friday of a leap year."""
    return solve(case_of({"visit": "2024-03-01", "x": times}, **more)).window("x")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2024-03-01", (0, 0, 0)), ("2024-02-29", (-1, -1, -1)), ("2025-03-01", (365, 365, 365)),
        ("2024-03-01T23:59+01:00", (0, 0, 0)), ("2024-03-02T00:30", (1, 1, 1)), ("2024-02", (-29, -1, None)),
        ("2024", (-60, 305, None)), ("2023-02", (-394, -367, None)), ("visit + 3 d", (3, 3, 3)), ("7", (7, 7, 7)),
        ("2024-03; after visit; before 2w", (0, 17, None)),
        ("2024-03-02..2024-03-05", (1, 4, None)), ("2024-02..2024-03", (-29, 30, None)),
        ("2024-03-03..", (2, None, None)),
        ("..2024-02-29", (None, -1, None)), ("2023-01..2023-12", (-425, -61, None)), ("..2024-03-01; 0..", (0, 0, 0)),
    ],
)  # fmt: skip
def test_dates_in_a_case_that_counts_days(at: str, expected: tuple[float | None, ...]) -> None:
    chronology = solve(case_of({"visit": "2024-03-01", "2w": "visit + ~2 wk", "x": at}))
    assert chronology.window("x") == Window(*expected)


@pytest.mark.parametrize(
    ("at", "earliest", "latest"),
    [
        ("2024-03-01T06:00", 6, 6), ("2024-03-01T06:00Z", 7, 7), ("2024-03-01T06:00:30+01:00", 6 + 30 / 3600, None),
        ("2024-02-29T23:30Z", 0.5, 0.5), ("2024-03-02T10", 34, 35), ("2024-03-02T10-05:00", 40, 41),
        ("2024-03-02", 24, 48), ("2024-03", 0, 744), ("2024-03-01T12:00+01:00..2024-03-02", 12, 48),
        # An hour off the zone of day 0 is its summer time: the clock on the wall stands.
        ("2024-06-12T00:20+02:00", 103 * 24 + 20 / 60, None), ("2024-06-12T23:40+02:00", 103 * 24 + 23 + 40 / 60, None),
    ],
)  # fmt: skip
def test_instants_are_counted_in_the_zone_of_day_zero(at: str, earliest: float, latest: float | None) -> None:
    chronology = solve(case_of({"visit": "2024-03-01T10:30+01:00", "x": at}, grain=Grain.INSTANT))
    found = chronology.window("x")
    assert found.earliest == pytest.approx(earliest / 24)
    assert found.latest == pytest.approx((earliest if latest is None else latest) / 24)
    assert found.latest is not None
    assert found.latest * 24 < earliest + 0.01 or found.latest * 24 < (latest or 0)


def test_day_zero_is_the_origin_else_the_date_of_the_zero_event_else_the_earliest_date() -> None:
    events: dict[str, Times] = {"a": "2024-03-05", "b": "2024-03-01"}
    assert solve(case_of(events)).window("b") == Window(-4, -4, -4)
    assert solve(case_of(events, zero="")).window("a") == Window(4, 4, 4)
    assert solve(case_of(events, zero="", origin="2024-02-29")).window("a") == Window(5, 5, 5)
    assert solve(case_of({"a": "2024-03", "b": "2024-03-04"})).window("b") == Window(3, 3, 3)
    assert solve(case_of({"a": "2024-03-02..2024-03-09", "b": "2024-03-04"})).window("b") == Window(2, 2, 2)
    assert solve(case_of({"a": "2024-03", "b": "2024-03-04"})).window("b", zero="a") == Window(-27, 3, None)


def test_dates_of_ends_and_of_moments_count_too() -> None:
    chronology = solve(case_of({"a": ("after publication", "2024-03-09")}, {"publication": "2024-03-02"}, zero=""))
    assert chronology.window("end of a") == Window(7, 7, 7)
    assert chronology.window("a") == Window(0, 7, None)


def test_a_zero_event_on_another_date_than_the_origin_is_a_contradiction() -> None:
    with pytest.raises(Contradiction, match="visit is day 0 of the case") as caught:
        window("0", origin="2024-02-01")
    assert set(caught.value.statements) == {'visit "2024-03-01"', "visit is day 0 of the case"}
    assert window("2024-03-03", origin="2024-03-01") == Window(2, 2, 2)


def test_the_zero_event_of_a_case_of_instants_lies_within_day_zero() -> None:
    case = case_of({"a": "2024-03", "b": "a + 1 h", "c": "2024-04-01T10:00"}, origin="2024-03-01", grain=Grain.INSTANT)
    found = solve(case).window("a")
    assert found.earliest == 0
    assert found.latest == pytest.approx(1)
    assert solve(case).window("c") == Window(31 + 10 / 24, 31 + 10 / 24, 31 + 10 / 24)


def test_a_case_of_day_numbers_needs_no_calendar_and_an_origin_may_stand_without_dates() -> None:
    assert solve(case_of({"a": "0", "b": "2"}, origin="2024-03-01", grain=Grain.INSTANT)).window("b") == Window(2, 2, 2)
    assert solve(case_of({"a": "0", "b": "2024-03-03"}, origin="2024-03-01")).window("b") == Window(2, 2, 2)


def test_a_dated_moment_that_is_day_0_is_the_origin() -> None:
    case = case_of({"a": "2024-03-05", "b": "4"}, {"first diagnosis": "2024-03-01"}, zero="first diagnosis")
    chronology = solve(case)
    assert chronology.interval("a", "b").nominal == 0
    assert chronology.window("first diagnosis").earliest == 0
