"""Dates, periods, timings and ages of FHIR as times of the notation; what is none is named."""

import pytest

from dashboard.domain.events import End
from dashboard.domain.when import When, parse_when
from dashboard.importers._fhir.times import NO_TIME, TimeRefused, Times, choice, in_order, moment, period, timing


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2024", "2024"), ("2155-12", "2155-12"), ("2024-03-01", "2024-03-01"),
        ("2024-03-01T10:30:00Z", "2024-03-01T10:30:00+00:00"), ("2024-03-01T10:30:00", "2024-03-01T10:30:00"),
        ("2024-03-01T10:30:00.1234567+01:00", "2024-03-01T10:30:00.123456+01:00"),
    ],
)  # fmt: skip
def test_a_date_is_kept_as_precise_as_it_is(text, printed):
    assert str(moment(text, "x")) == printed


@pytest.mark.parametrize("text", ["0", "after x", "2024..", "2024-02-30", "1066-10-14", "01.03.2024", "", 5, None, {}])
def test_what_is_no_date_is_named(text):
    with pytest.raises(TimeRefused) as refused:
        moment(text, "effectiveDateTime")
    assert refused.value.field == "effectiveDateTime" and "is not a time" in refused.value.reason


@pytest.mark.parametrize(
    ("start", "end", "at", "until"),
    [
        ("2024-03-01", "2024-03-05", "2024-03-01", "2024-03-05"), ("2024", "2024", "2024", "2024"),
        ("2024-03-01", "2024-03-01", "2024-03-01", None), ("2024-03-05", "2024-03", "2024-03-05", "2024-03"),
        ("2024", "2024-01", "2024", "2024-01"), ("2024-03-05", "2024-02", "2024-03-05", "unknown"),
        ("2024-03-01T10:00:00+01:00", "2024-03-01T10:30:00+02:00", "2024-03-01T10:00:00+01:00", "unknown"),
        # The hour by which clocks are set back: later, though the clock on the wall says less.
        ("2024-10-27T02:50:00+02:00", "2024-10-27T02:10:00+01:00", "2024-10-27T02:50:00+02:00", "2024-10-27"),
        (None, "2024-03-05", "..", "2024-03-05"), ("2024-03-05", None, "2024-03-05", "unknown"), (None, None, "", None),
    ],
)  # fmt: skip
def test_a_period_never_ends_before_it_starts(start, end, at, until):
    found = period({"start": start, "end": end}, "period")
    assert (str(found.at), None if found.until is None else str(found.until)) == (at, until)


def test_a_missing_end_is_what_the_status_says():
    assert period({"start": "2024"}, "period", End.ONGOING).until is End.ONGOING


@pytest.mark.parametrize(("read", "found"), [(period, "x"), (timing, 5)])
def test_what_is_no_object_is_refused(read, found):
    with pytest.raises(TimeRefused):
        read(found, "x")


@pytest.mark.parametrize(
    ("found", "at", "until", "said"),
    [
        ({"event": ["2024-03-02"]}, "2024-03-02", None, ""),
        ({"event": ["2024-03-02", "2024-03-01"]}, "2024-03-01", "2024-03-02", "2 times: 2024-03-01, 2024-03-02"),
        ({"repeat": {"boundsPeriod": {"start": "2024"}}}, "2024", "unknown", ""),
        ({"repeat": {"count": 3}}, "", None, ""), ({}, "", None, ""),
    ],
)  # fmt: skip
def test_a_timing_spans_its_events_or_its_bounds(found, at, until, said):
    times = timing(found, "x")
    assert (str(times.at), None if times.until is None else str(times.until), times.said) == (at, until, said)


def test_one_of_several_elements_holds_the_time():
    assert str(choice({"effectiveInstant": "2024-03-01T10:00:00Z"}, "effective").at) == "2024-03-01T10:00:00+00:00"
    assert str(choice({"effectiveTiming": {"event": ["2024"]}}, "effective").at) == "2024"
    assert choice({}, "effective") is NO_TIME
    assert choice({"onsetAge": {"value": "many", "code": "a"}}, "onset", "1950") is NO_TIME
    assert choice({"onsetRange": "x"}, "onset") is NO_TIME


@pytest.mark.parametrize(
    ("at", "until", "kept"),
    [
        ("2012-03-14..2013-03-13", "2011", "unknown"), ("2012-03-14..2013-03-13", "2012-06", "2012-06"),
        ("..2024-03-01", "2023", "2023"), ("2024-03-01", "..2024-02-01", "unknown"), ("2024-03-01", "2024-04..",
        "2024-04.."),
        ("", "2024", "2024"), ("..", "2024", "2024"),
    ],
)  # fmt: skip
def test_ranges_are_put_in_order_too(at, until, kept):
    assert str(in_order(Times(parse_when(at), parse_when(until))).until) == kept


def test_an_end_that_is_no_time_stands():
    assert in_order(Times(When(), End.ONGOING)).until is End.ONGOING


@pytest.mark.parametrize(
    ("at", "until", "kept"),
    [
        ("2024-03-01T23:00:00-05:00", "2024-03-01", "2024-03-01"),
        ("2024-03-01", "2024-03-01T01:00:00+05:00", "2024-03-01T01:00:00+05:00"),
        ("2024-03-01T00:30:00-05:00", "2024-02-29", "unknown"),
        ("2024-03-01T23:00:00-05:00", "2024-03-02T03:00:00Z", "unknown"),
    ],
)
def test_a_day_without_a_zone_is_compared_by_the_clock_on_the_wall(at, until, kept):
    assert str(in_order(Times(parse_when(at), parse_when(until))).until) == kept
