"""Times are read and printed without loss, and a part that is no time is named."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.spans import About, Between, Exactly, Span, Unit, plain, ticks
from dashboard.domain.statements import (
    Count,
    Dated,
    DatedRange,
    Offset,
    On,
    Order,
    Relation,
    Statement,
    Unplaced,
    day,
    end_of,
)
from dashboard.domain.when import When, WhenError, parse_when
from dashboard.errors import Refused

CANONICAL = """
0 | -10 | 12.5 | 2024 d | 1800 d | 3000 | 2 wk | 2024.5
~14 | ~2 wk | ~-3 mo | ~3 a | ~14 in 11..19 | ~2 wk in 11..19 | ~2 wk in ..3 wk | ~2 wk +- 4 d | ~5 h +- 30 min
0..2 | 29.. | ..19 | .. | -3..-1 | 2024..2030 | 0..48 h
2024-03-01..2024-04 | 2024-03.. | ..2024-03-01T10:30+01:00 | 2024-01..2025-12
2024 | 2024-03 | 2024-03-01 | 2024-03-01T10 | 2024-03-01T10:30 | 2024-03-01T10:30:15.5+01:00 | 2024-02-29T23:59+00:00
hospital day 20 | therapy day -1 | course 2.5
P2-24 + 2 d | P1-15 + 0..24 h | P1-21 + ~3 wk | P1-03 + 0..48 h | P1-03 - ~10 d | P1-03 - 0..24 h | P1-03 - 29.. d
P1-07 + ~14 d in 11..19 d | P1-07 - ~2 wk +- 4 d | end of P1-24 + 1 wk | last contact - 3 mo
x + -2..3 d | x + 0 d | x - 0.. d
after P1-13 | before P1-21 | with P1-19 | after end of P1-24 | with a.b:c_d-1 | before last contact
after P1-08; before P1-21; 0..19
"""
TOLERATED = {
    "": "", "  ": "", " 0 ": "0", "-0": "0", "007": "7", "12.50": "12.5", "\u22124": "-4", "~ 2wk": "~2 wk",
    "14 d": "14",
    "~2 wk ± 4 d": "~2 wk +- 4 d", "~2 wk +- 4": "~2 wk +- 4 d", "x + 2": "x + 2 d", "x - -2 d": "x + 2 d",
    "x + -2 d": "x - 2 d", "x + -5..-3 d": "x - 3..5 d", "x - 0 d": "x + 0 d",
    "2024..2025-03": "2024-01..2025-03", "2024-03 .. 2025": "2024-03..2025-12",
    "2024-03-01 10:30Z": "2024-03-01T10:30+00:00",
    "2024-03-01T10:30-0000": "2024-03-01T10:30+00:00", "2024-03-01T10:30+0530": "2024-03-01T10:30+05:30",
    "x + ..0 d": "x - 0.. d", "after  x ;before y": "after x; before y",
}  # fmt: skip
REFUSED = {
    "soon": "a day", "0; ": "a day", "2..1": "lower limit first", "~2 fortnights": "a day", "~14 in 20..30": "holds",
    "~14 in ..3": "holds", "~2 wk +- -4 d": "tolerance", "~14 in ..": "a day", "~14 in soon": "a day",
    "2024-13": "exist", "2024-02-30": "exist", "2024-03-01T25:00": "exist", "2024-03T10:00": "1800 to 2999",
    "2024-03..5": "a date on each side", "2024-05..2024-03-31": "earlier date first", "2024-03..2024-13": "exist",
    "1066-10-14": "1800 to 2999", "P1-03 + soon": "a length", "P1-03 + ..": "a length", "P1-03 - 3..1 d": "lower limit",
    "after": "a day", "P1-03": "a day", "end of 5": "a day", "after P1-08; P1-21": "a day", "12345678": "a day",
    "P1-03 + 2 days": "a length", "\u0664": "a day",
}  # fmt: skip

NUMBERS = st.decimals(-9_999, 9_999, places=3, allow_nan=False).map(lambda number: number.normalize())
UNITS = st.sampled_from(Unit)
EXACT = st.builds(Exactly, NUMBERS, UNITS)
LIMITS = st.tuples(NUMBERS, NUMBERS).map(sorted)
BETWEEN = st.one_of(
    st.builds(lambda limits, unit: Between(limits[0], limits[1], unit), LIMITS, UNITS),
    st.builds(Between, NUMBERS, st.none(), UNITS),
    st.builds(Between, st.none(), NUMBERS, UNITS),
)
ABOUT = st.one_of(
    st.builds(About, NUMBERS, UNITS),
    st.builds(lambda number, unit, give: About(number, unit, None, give), NUMBERS, UNITS,
              EXACT.filter(lambda give: give.number >= 0)),
    st.builds(lambda low, high, unit, share: About(low + (high - low) * share / 4, unit, Between(low, high, unit)),
              NUMBERS, NUMBERS, UNITS, st.integers(0, 4)).filter(lambda about: about.within.low <= about.within.high),
)  # fmt: skip
SPANS: st.SearchStrategy[Span] = st.one_of(EXACT, BETWEEN, ABOUT)
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,8}", fullmatch=True)
NAMES = st.one_of(IDS, IDS.map(end_of), st.sampled_from(["publication", "last contact"]))
CLOCKS = st.sampled_from(["hospital day", "therapy day", "course", "Day"])
ZONES = st.none() | st.just(UTC) | st.integers(-14 * 4, 14 * 4).map(lambda q: timezone(timedelta(minutes=15 * q)))
INSTANTS = st.datetimes(datetime(1800, 1, 1), datetime(2999, 12, 31), timezones=ZONES)
DATES = st.one_of(
    INSTANTS.map(lambda moment: moment.isoformat(timespec="minutes")),
    INSTANTS.map(lambda moment: moment.isoformat()),
    INSTANTS.map(lambda moment: f"{moment.date()}"),
    INSTANTS.map(lambda moment: f"{moment.date()}"[:7]),
    st.integers(1800, 2999).map(str),
)
RANGES = st.one_of(
    st.tuples(DATES.filter(lambda iso: len(iso) > 4), DATES.filter(lambda iso: len(iso) > 4))
    .map(lambda sides: DatedRange(*sorted(sides)))
    .filter(lambda found: found.first[:7] < found.last[:7]),
    DATES.filter(lambda iso: len(iso) > 4).map(lambda iso: DatedRange(iso, "")),
    DATES.filter(lambda iso: len(iso) > 4).map(lambda iso: DatedRange("", iso)),
)
STATEMENTS: st.SearchStrategy[Statement] = st.one_of(
    st.just(Unplaced()), st.builds(On, SPANS), st.builds(Dated, DATES), RANGES, st.builds(Count, CLOCKS, NUMBERS),
    st.builds(Offset, NAMES, SPANS), st.builds(Order, st.sampled_from(Relation), NAMES),
)  # fmt: skip


@given(st.lists(STATEMENTS, max_size=4).map(When))
def test_printing_and_reading_a_time_gives_the_same_time(when: When) -> None:
    assert parse_when(str(when)) == when


@pytest.mark.parametrize("text", [part.strip() for part in CANONICAL.strip().replace("\n", "|").split("|")])
def test_canonical_notation_is_printed_as_it_was_written(text: str) -> None:
    assert str(parse_when(text)) == text


@pytest.mark.parametrize(("text", "canonical"), TOLERATED.items())
def test_other_spellings_are_read_and_printed_canonically(text: str, canonical: str) -> None:
    assert str(parse_when(text)) == canonical
    assert parse_when(text) == parse_when(canonical)


@pytest.mark.parametrize(("text", "expected"), REFUSED.items())
def test_a_part_that_is_no_time_is_named_with_what_was_expected(text: str, expected: str) -> None:
    with pytest.raises(WhenError) as caught:
        parse_when(text)
    assert isinstance(caught.value, Refused)
    assert caught.value.part in text
    assert expected in caught.value.expected
    assert caught.value.expected in str(caught.value)


def test_only_the_offending_part_is_named() -> None:
    with pytest.raises(WhenError, match='"P1-21" is not a time'):
        parse_when("before P1-16; P1-21")


def test_four_bare_digits_are_a_year_and_a_day_number_like_it_carries_its_unit() -> None:
    assert parse_when("2024") == When([Dated("2024")])
    assert parse_when("2024 d") == When([day(2024)])
    assert parse_when("1799") == When([day(1799)])
    assert parse_when("3000") == When([day(3000)])


def test_day_zero_is_a_day_and_blank_is_no_statement() -> None:
    assert parse_when("0") == When([On(Exactly(Decimal(0)))])
    assert parse_when("") == When()
    assert not When()
    assert parse_when("..") == When([Unplaced()])


def test_references_name_each_event_moment_and_clock_once() -> None:
    when = parse_when("after P1-08; before end of P1-21; with P1-08; hospital day 2; publication - 3 d; 0; 2024; ..")
    assert when.references == ("P1-08", "P1-21", "hospital day", "publication")


def test_a_time_shows_its_notation_while_debugging() -> None:
    assert repr(parse_when("~14; after x")) == "When('~14; after x')"


def test_numbers_print_plainly_and_lengths_are_whole_microseconds() -> None:
    assert [plain(Decimal(text)) for text in ("0", "-0", "100", "1.50", "-3")] == ["0", "0", "100", "1.5", "-3"]
    assert ticks(Decimal("30.44"), Unit.DAY) == ticks(Decimal(1), Unit.MONTH)
    assert ticks(Decimal("365.25"), Unit.DAY) == ticks(Decimal(1), Unit.YEAR)
