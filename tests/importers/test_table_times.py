"""Times of tables: read as they stand, in the order that somebody has confirmed, or flagged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.when import parse_when
from dashboard.importers._tables.clocks import DAY, NO_TIME, Clocks, Time
from dashboard.importers._tables.coded import coded

DAYS = 19_783  # from 1970-01-01 to 2024-03-01


@pytest.mark.parametrize(
    ("text", "order", "at"),
    [
        ("2024-03-01", "", "2024-03-01"),
        ("2024/03/01 08:05", "", "2024-03-01T08:05"),
        ("2024-3-1", "", "2024-03-01"),
        ("20240301", "", "2024-03-01"),
        ("20240301083015", "", "2024-03-01T08:30:15"),
        ("202403010830", "", "2024-03-01T08:30"),
        ("2024-03-01T08:30:15.250+01:00", "", "2024-03-01T08:30:15.250+01:00"),
        ("2024-03-01 08:30:00Z", "", "2024-03-01T08:30:00+00:00"),
        ("2024-03-01 08:30:00-0000", "", "2024-03-01T08:30:00+00:00"),
        ("2024-03-01 12:05 AM", "", "2024-03-01T00:05"),
        ("2024-03-01 12:05:01 p.m.", "", "2024-03-01T12:05:01"),
        ("01-MAR-2024", "", "2024-03-01"),
        ("1 March 2024 8:00", "", "2024-03-01T08:00"),
        ("1. März 2024", "", "2024-03-01"),
        ("Mar 1, 2024 08:00", "", "2024-03-01T08:00"),
        ("13.02.2024", "day first", "2024-02-13"),
        ("3/1/2024 7:30", "month first", "2024-03-01T07:30"),
        ("2024", "", "2024"),
        ("2024-03", "", "2024-03"),
        ("2024-NK-NK", "", "2024"),
        ("2024-03-UNK", "", "2024-03"),
        ("2024-03-01 08:05:00+01", "", "2024-03-01T08:05:00+01:00"),
        ("2024-03-01 08:05 UTC", "", "2024-03-01T08:05+00:00"),
        ("2024-03-01 0805", "", "2024-03-01T08:05"),
        ("2024-03-01 8.05 Uhr", "", "2024-03-01T08:05"),
        ("20240301T080530", "", "2024-03-01T08:05:30"),
        ("20240301080530.123+0100", "", "2024-03-01T08:05:30.123+01:00"),
        ("01MAR2024:08:05:00", "", "2024-03-01T08:05:00"),
        ("1 Mar 2024 0805", "", "2024-03-01T08:05"),
        ("Mar 1 2024", "", "2024-03-01"),
        ("01.03.2024 08h05", "day first", "2024-03-01T08:05"),
        ("March 2024", "", "2024-03"),
        ("2024/03", "", "2024-03"),
        ("3.2024", "", "2024-03"),
        ("12/2023", "", "2023-12"),
    ],
)
def test_a_time_is_read_as_it_stands(text: str, order: str, at: str) -> None:
    found = Clocks(order).one(text)
    assert (found.at, found.flag) == (at, "")
    assert str(parse_when(at)) == at


@pytest.mark.parametrize(
    ("text", "order", "at", "why"),
    [
        ("2024-02-30", "", "", "is a date that does not exist"),
        ("30.02.2024", "day first", "", "is a date that does not exist"),
        ("02/13/2024", "day first", "", "is a date that does not exist"),
        ("01.02.24", "day first", "", "has a year of two digits"),
        ("1-FEB-24", "", "", "has a year of two digits"),
        ("1 Foo 2024", "", "", "is not a date"),
        ("Foo 2024", "", "", "is not a date"),
        ("2024-03-01 9999", "", "2024-03-01", "cannot be read"),
        ("yesterday", "", "", "is not a date"),
        ("0001-01-01", "", "", "lies outside the years 1800 to 2999"),
        ("9999-12-31", "", "", "lies outside the years 1800 to 2999"),
        ("2024-13", "", "", "is a date that does not exist"),
        ("2024-03-01 24:10", "", "2024-03-01", "does not exist"),
        ("2024-03-01 10:60", "", "2024-03-01", "does not exist"),
        ("2024-03-01 13:00 pm", "", "2024-03-01", "does not exist"),
        ("2024-03-01 morning", "", "2024-03-01", "cannot be read"),
        ("2024-03 10:00", "", "2024-03", "cannot be read"),
        ("03.04.2024", "", "", "is not confirmed"),
    ],
)
def test_what_is_no_whole_time_is_flagged_and_nothing_is_made_of_it(text: str, order: str, at: str, why: str) -> None:
    found = Clocks(order).one(text)
    assert found.at == at and why in found.flag


def test_a_column_of_unconfirmed_dates_says_what_to_ask() -> None:
    asked = {}
    for name, texts in {
        "either": ["03/04/2024", "05/06/2024"],
        "day": ["03/04/2024", "13/04/2024"],
        "month": ["03/04/2024", "04/13/2024"],
        "both": ["13/04/2024", "04/13/2024"],
        "none": ["2024-03-01", "1 May 2024", "13/13/2024"],
    }.items():
        clocks = Clocks()
        clocks.read(coded(texts))
        asked[name] = clocks.doubt.sentence()
    assert "read both ways, 2024-04-03 (day first) or 2024-03-04 (month first)" in asked["either"]
    assert asked["day"] == 'dates such as "13/04/2024" are day first: confirm with dates = "day first"'
    assert asked["month"] == 'dates such as "04/13/2024" are month first: confirm with dates = "month first"'
    assert asked["both"] == '"13/04/2024" is day first and "04/13/2024" month first: the column holds both'
    assert "13/13/2024" in asked["none"]


def test_starts_and_spans_are_those_of_the_calendar() -> None:
    clocks = Clocks()
    times = clocks.read(coded(["2024-03-01", "2024-03-01 00:00:01", "2024-03", "2024", "2023-12", "", "no"]))
    assert times.start.tolist() == [
        DAYS * DAY, DAYS * DAY + 10**6, DAYS * DAY, (DAYS - 60) * DAY, (DAYS - 91) * DAY, NO_TIME, NO_TIME,
    ]  # fmt: skip
    assert times.span.tolist() == [DAY - 1, 0, 31 * DAY - 1, 366 * DAY - 1, 31 * DAY - 1, 0, 0]
    assert times.flagged().tolist() == [False] * 6 + [True]
    assert clocks.one("") == Time()


@given(st.datetimes(), st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y%m%d%H%M%S", "%d.%m.%Y %H:%M"]))
def test_any_moment_comes_back_in_whatever_form_it_is_printed(moment: object, form: str) -> None:
    text = moment.strftime(form)  # type: ignore[attr-defined]
    if moment.year < 1000:  # type: ignore[attr-defined]
        return
    found = Clocks("day first").one(text)
    if not 1800 <= moment.year <= 2999:  # type: ignore[attr-defined]
        assert found.flag
        return
    assert found.at[:16] == moment.strftime("%Y-%m-%dT%H:%M")  # type: ignore[attr-defined]
    assert not found.flag and parse_when(found.at)


@given(st.text(max_size=30))
def test_any_text_is_a_time_of_the_notation_or_flagged(text: str) -> None:
    found = Clocks("day first").one(text)
    assert str(parse_when(found.at)) == found.at
    assert found.flag or found.at or not text.strip()
