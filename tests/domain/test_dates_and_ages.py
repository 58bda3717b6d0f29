"""Dates and ages beside the days: as exact as the record gives them, and no more."""

from datetime import date

import pytest

from dashboard.domain.ages import age_in, age_words, checked_birth, told_age
from dashboard.domain.calendars import calendar_of
from dashboard.domain.cases import Grain
from dashboard.domain.chronology import solve
from dashboard.domain.dates import date_of, date_words
from dashboard.domain.dating import Anchor, Dated, Dating, beside_of, beside_words, own_day
from dashboard.domain.timing import place
from dashboard.errors import Refused
from tests.domain.builders import case_of, event_of


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "1 Mar 2024"), (2, 4, "3–5 Mar 2024"), (-2, 1, "28 Feb to 2 Mar 2024"),
        (-75, 0, "17 Dec 2023 to 1 Mar 2024"),
        (0, 30, "Mar 2024"), (-60, 305, "2024"), (0, None, "from 1 Mar 2024"), (None, 0, "until 1 Mar 2024"),
        (None, None, ""),
        (31, 60, "Apr 2024"), (0, 60, "1 Mar to 30 Apr 2024"), (5e6, 5e6, ""), (0.5, 0.5, "1 Mar 2024"),
    ],
)  # fmt: skip
def test_a_window_is_told_as_dates_in_few_words(low: float | None, high: float | None, words: str) -> None:
    calendar = calendar_of(case_of({"a": "2024-03-01"}))
    assert calendar is not None
    assert date_words(calendar, low, high) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2024-03-04T14:20", "4 Mar 2024, 14:20"), ("2024-03-04", "4 Mar 2024"), ("2024-03-04T00:00",
        "4 Mar 2024, 00:00"),
        ("2024-03-04T14", "4 Mar 2024, 14:00 to 14:59"), ("2024-04", "Apr 2024"),
    ],
)  # fmt: skip
def test_an_instant_has_its_time_of_day(at: str, words: str) -> None:
    case = case_of({"a": "2024-03-01T10:30", "b": at}, grain=Grain.INSTANT)
    chronology = solve(case)
    items = {item.event.id: item for item in place(case, chronology)}
    assert Dating(case, chronology).of(items["b"]).words == words


@pytest.mark.parametrize(
    ("birth", "day", "words", "short"),
    [
        ("2015-03-07", "2024-03-06", "8 years 11 months", "8 y 11 mo"), ("2015-03-07", "2024-03-07", "9 years", "9 y"),
        ("2015", "2024-03-07", "8 or 9 years", "8 or 9 y"), ("2015-03", "2024-03-07", "8 or 9 years", "8 or 9 y"),
        ("2015-03", "2024-05-07", "9 years", "9 y"), ("2023-01-31", "2024-02-29", "12 months", "12 mo"),
        ("2023-01", "2024-02-20", "12 or 13 months", "12 or 13 mo"), ("2024-02-18", "2024-02-20", "2 days", "2 d"),
        ("2024-02", "2024-03-02", "2 to 30 days", "2 to 30 d"), ("2024-02-20", "2024-02-20", "0 days", "0 d"),
        ("2024-02-20", "2024-02-21", "1 day", "1 d"), ("2024-03-01", "2024-02-20", "before birth", "before birth"),
        ("2024", "2024-03-01", "at most 2 months", "at most 2 mo"), ("2022-03", "2024-03-15", "1 or 2 years",
        "1 or 2 y"),
        ("2014-02-28", "2024-03-31", "10 years 1 month", "10 y 1 mo"),
    ],
)  # fmt: skip
def test_an_age_is_as_exact_as_the_birth_date(birth: str, day: str, words: str, short: str) -> None:
    on = date.fromisoformat(day)
    assert age_words(birth, on, on) == words
    assert age_words(birth, on, on, short=True) == short


def test_an_age_over_a_window_is_a_window() -> None:
    assert age_words("2015-03-07", date(2024, 3, 1), date(2024, 3, 9)) == "8 or 9 years"
    assert age_words("2015", date(2024, 1, 1), date(2026, 12, 31)) == "8 to 11 years"


@pytest.mark.parametrize("text", ["", "2015", "2015-03", "2015-03-07", "2150-12-31"])
def test_a_birth_date_may_be_known_in_part(text: str) -> None:
    assert checked_birth(text) == text


@pytest.mark.parametrize("text", ["15", "2015-3", "2015-02-30", "2015-13", "March 2015", "2015-03-07T10:00"])
def test_what_is_no_birth_date_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is not a date such as 2015-03-07, 2015-03 or 2015"):
        checked_birth(text)


def test_the_heading_has_the_records_own_age_or_that_of_day_0() -> None:
    dated = {"a": "2024-03-01"}
    assert told_age(case_of(dated, age="9 years", birth_date="2001")) == "9 years"
    assert told_age(case_of(dated, birth_date="2015-01-07")) == "9 years"
    assert told_age(case_of(dated, birth_date="2023-01-07")) == "13 months"
    assert told_age(case_of(dated)) == ""
    assert told_age(case_of({"a": "0"}, birth_date="2015")) == ""
    assert told_age(case_of({"a": "2024-03"}, birth_date="2015")) == ""
    assert told_age(case_of({"a": "0"}, birth_date="2015-01", origin="2024-03-01")) == "9 years"


def test_events_have_dates_whatever_day_zero_is() -> None:
    case = case_of({"a": "2024-03-01", "b": "a + ~2 wk", "c": "after a; before b", "d": "", "e": "after c",
    "f": "with pub",
                    "g": "a + 0..1 d"}, {"pub": "2024-04-01"}, writing="pub", birth_date="2015-03")  # fmt: skip
    chronology = solve(case)
    dating = Dating(case, chronology)
    for zero in (None, "b"):
        told = {item.event.id: dating.of(item) for item in place(case, chronology, zero)}
        assert told["a"] == Dated("1 Mar 2024", "8 or 9 years", "2024-03-01", "2024-03-01")
        assert told["b"].words == "about 12–18 Mar 2024"
        assert told["c"].words == "1–18 Mar 2024"
        assert (told["d"], told["f"]) == (Dated(), Dated())
        assert (told["e"].words, told["e"].age, told["e"].last) == ("from 1 Mar 2024", "", "")
    assert (dating.known, dating.aged) == (True, True)


def test_an_order_that_a_curator_lowered_has_no_date() -> None:
    case = case_of({"a": "2024-03-01"})
    lowered = event_of("b", "2024-03-05", details={"time_kind": "order only"})
    case = type(case)(case.id, "", "", "a", events=(*case.events, lowered))
    chronology = solve(case)
    items = {item.event.id: item for item in place(case, chronology)}
    assert Dating(case, chronology).of(items["b"]) == Dated()


def test_a_case_without_dates_has_none_and_no_ages() -> None:
    case = case_of({"a": "0"}, birth_date="2015")
    dating = Dating(case, solve(case))
    assert (dating.known, dating.aged, dating.anchor(None)) == (False, False, None)
    assert dating.of(place(case, solve(case))[0]) == Dated()


def test_the_axis_has_dates_where_day_zero_has_an_exact_one() -> None:
    case = case_of({"a": "2024-03-01", "b": "2024-03-05", "c": "a + 0..2 d"}, birth_date="2015-03-07")
    chronology = solve(case)
    dating = Dating(case, chronology)
    assert dating.anchor(None) == Anchor("2024-03-01", 0.0, "2015-03-07", False)
    assert dating.anchor("b") == Anchor("2024-03-01", -4.0, "2015-03-07", False)
    assert dating.anchor("c") is None
    assert [own_day(chronology, zero) for zero in (None, "b", "c")] == [0.0, -4.0, None]
    anchor = Anchor("2024-03-01", -4.0, "2015-03-07", False)
    assert beside_words(anchor, 0, ages=False) == "5 Mar 2024"
    assert beside_words(anchor, 2, ages=True) == "9 y"
    assert beside_words(anchor, 9e7, ages=False) == ""
    assert beside_words(Anchor("2024-03-01", 0.5, "", True), 1, ages=False) == "1 Mar, 12:00"


def test_beside_the_axis_stands_what_is_asked_for_and_known() -> None:
    anchor = Anchor("2024-03-05", 0.0, "2014-05", False)
    dates, ages = beside_of(anchor, "dates"), beside_of(anchor, "age")
    assert dates is not None and dates(0) == "5 Mar 2024"
    assert ages is not None and ages(2) == "9 y"
    assert beside_of(None, "dates") is None and beside_of(anchor, "days") is None
    assert beside_of(Anchor("2024-03-05", 0.0, "", False), "age") is None


def test_what_lies_beyond_all_calendars_has_no_date() -> None:
    calendar = calendar_of(case_of({"a": "2024-03-01"}))
    assert calendar is not None
    assert date_of(calendar, 1e7) is None
    assert date_words(calendar, -1e7, 1e7) == ""
    assert age_in(calendar, "2015", 0, 1e7) == ""
    assert age_in(None, "2015", 0, 0) == ""
