"""Events as rows and in packs: they come back as they went in."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.events import Event, Kind
from dashboard.domain.order import order_of, starts
from dashboard.domain.packs import (
    MOST,
    event_of,
    numbered,
    order_number,
    packed,
    packed_columns,
    place_in_order,
    row_of,
    rows_of,
    unpacked,
)
from dashboard.domain.when import parse_when
from tests.store.sample import cases, full_event

plain_text = st.text(st.characters(exclude_categories=["Cs"]))


@given(cases(plain_text))
def test_events_come_back_from_a_pack_as_they_went_in(case: object) -> None:
    events = case.events  # type: ignore[attr-defined]
    rows = rows_of(events)
    again = [row for pack in packed(rows) for row in unpacked(pack)]
    assert again == rows
    assert tuple(map(event_of, again)) == events


def test_many_events_make_several_packs() -> None:
    rows = [row_of(replace(full_event(), id=f"e{number}"), number) for number in range(MOST + 1)]
    packs = list(packed(rows))
    assert [len(unpacked(pack)) for pack in packs] == [MOST, 1]
    assert [row for pack in packs for row in unpacked(pack)] == rows


def test_numbered_columns_and_an_order_that_follows_from_the_times_are_spelled_out() -> None:
    shape = row_of(full_event(), 0).shape
    hashes = np.array([255, 2**64 - 1], dtype=np.uint64)
    columns = [
        numbered("labs-", hashes, hexadecimal=True),
        None,
        ["2024-03-01", "after e1"],
        [None, "ongoing"],
        ["7", None],
        ["7", None],
        numbered("labs.csv, row ", [2, 3]),
    ]
    first, second = unpacked(packed_columns([shape], [0, 0], columns))
    assert (first.id, second.id) == ("labs-00000000000000ff", "labs-ffffffffffffffff")
    assert (first.place, second.place) == ("labs.csv, row 2", "labs.csv, row 3")
    assert first.order == order_number(parse_when("2024-03-01")) and second.order is None
    assert [row.id for row in sorted((second, first), key=place_in_order)] == [first.id, second.id]


def test_the_number_of_a_row_is_no_part_of_what_an_event_says() -> None:
    row = row_of(full_event(), 0)
    assert row._replace(place="labs.csv, row 7").said == row._replace(place="row 9").said != row.said
    assert row._replace(place="page 3").said != row.said


@pytest.mark.parametrize(
    "text",
    ["", "2024", "2024-03", "2024-03-01", "2024-03-01T10:30+01:00", "2024 d", "3100", "-10", "1999..2000",
     "2024; after e1", "2024-03-01; before e2", "~14 in 11..19", ".."],
)  # fmt: skip
def test_times_are_read_from_a_pack_as_their_notation_means(text: str) -> None:
    event = Event("e", Kind.NOTE, "x", parse_when(text))
    assert event_of(row_of(event, None)) == event


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("1970-01-02", 86_400e6),
        ("1970", 0),
        ("1970-02", 31 * 86_400e6),
        ("1970-01-01T01:00+01:00", 0),
        ("2", 2 * 86_400e6),
    ],
)
def test_a_time_is_sorted_by_the_first_moment_that_it_allows(text: str, microseconds: float) -> None:
    assert starts(parse_when(text)) == microseconds
    assert order_number(parse_when(text)) == int(microseconds)


def test_what_has_no_beginning_comes_first_and_what_has_no_day_last() -> None:
    times = ["..", "after e1", "5", "..3", ""]
    events = [Event(f"e{place}", Kind.NOTE, "x", parse_when(text)) for place, text in enumerate(times)]
    assert [event.id for event in sorted(events, key=order_of)] == ["e3", "e2", "e0", "e1", "e4"]
    assert order_number(parse_when("..3")) is None
