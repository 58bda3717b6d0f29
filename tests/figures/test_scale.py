"""Screen px of days, and the places of chips: order, never days."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.events import Kind
from dashboard.domain.timing import Mark, Placed, TimeKind, Timing
from dashboard.figures.axis import Zone
from dashboard.figures.scale import CHIP_PITCH, Scale, chip_places, drawable
from dashboard.figures.stretches import build_axis
from dashboard.figures.timeline import build_scale
from tests.figures.samples import View, event, one_of_each_mark, timed

AXIS = build_axis([(0, 60)], 1344, columns=6)


def ordered(number, rank, earliest, latest):
    time = Timing(TimeKind.ORDER_ONLY, Mark.ORDER_ONLY, earliest, latest)
    return Placed(SimpleNamespace(id=f"E{number}", kind=Kind.NOTE), time, None, rank)


windows = st.tuples(st.integers(0, 50), st.integers(1, 60) | st.none()).map(
    lambda one: (one[0], None if one[1] is None else min(one[0] + one[1], 60))
)
items = st.lists(st.tuples(st.integers(1, 12), windows), max_size=25).map(
    lambda rows: [ordered(number, rank, *window) for number, (rank, window) in enumerate(rows)]
)


def columns_of(found, places):
    return sorted({(item.rank, places[item.event.id]) for item in found})


@given(items)
def test_ranks_stand_in_order_and_no_chip_leaves_its_window(found):
    places = chip_places(found, AXIS)
    columns = columns_of(found, places)
    for (rank, x), (after, beyond) in zip(columns, columns[1:], strict=False):
        assert beyond >= x - 1e-6, (rank, after)
    for item in found:
        if item.time.latest is not None:
            low, high = AXIS.x(item.time.earliest), AXIS.x(item.time.latest)
            earlier = [other.time.latest for other in found if other.rank < item.rank]
            if all(day is not None and day <= item.time.latest for day in earlier):
                assert low - 1e-6 <= places[item.event.id] <= high + 1e-6


@given(items)
def test_equal_ranks_of_one_window_stand_together(found):
    places = chip_places(found, AXIS)
    for one in found:
        for two in found:
            same = (one.rank, one.time.earliest, one.time.latest) == (two.rank, two.time.earliest, two.time.latest)
            if same:
                assert places[one.event.id] == places[two.event.id]


@given(items)
def test_every_chip_stays_on_the_axis(found):
    assert all(0 <= x <= AXIS.width for x in chip_places(found, AXIS).values())


@given(st.lists(windows, min_size=1, max_size=8))
def test_a_chip_stands_in_its_window_where_that_has_room_for_all(given_windows):
    """Windows wide enough for a chip of every event, in the order of their ends: nothing pushes a chip out."""
    roomy = [
        (low, high) for low, high in given_windows if high is not None and AXIS.x(high) - AXIS.x(low) >= 8 * CHIP_PITCH
    ]
    roomy.sort(key=lambda one: (one[1], one[0]))
    roomy = [pair for pair in roomy if pair[0] >= max((low for low, _ in roomy[: roomy.index(pair)]), default=0)]
    found = [ordered(number, number + 1, low, high) for number, (low, high) in enumerate(roomy)]
    places = chip_places(found, AXIS)
    for item in found:
        low, high = AXIS.x(item.time.earliest), AXIS.x(item.time.latest)
        assert low - 1e-6 <= places[item.event.id] <= high + 1e-6


def test_a_wide_window_does_not_push_the_chip_of_a_narrow_one_out():
    found = [ordered(1, 1, 0, 60), ordered(2, 2, 0, 10)]
    places = chip_places(found, AXIS)
    assert places["E1"] <= places["E2"] - CHIP_PITCH <= AXIS.x(10) - CHIP_PITCH


def test_events_of_one_window_are_spread_evenly():
    found = [ordered(number, number, 0, 60) for number in range(1, 5)]
    places = [chip_places(found, AXIS)[item.event.id] for item in found]
    steps = {round(right - left, 3) for left, right in zip(places, places[1:], strict=False)}
    assert len(steps) == 1


def test_an_event_without_upper_limit_stands_in_the_zone_without_a_scale():
    zone = AXIS.zone(Zone.ORDER)
    places = chip_places([ordered(1, 1, 3, None), ordered(2, 2, 3, None)], AXIS)
    assert all(zone.x0 < x < zone.x1 for x in places.values())


def test_more_chips_than_the_axis_has_room_for_are_set_closer_and_none_is_lost():
    found = [ordered(number, number, 0, 60) for number in range(1, 201)]
    places = [chip_places(found, AXIS)[item.event.id] for item in found]
    assert places == sorted(places) and len(set(places)) == 200
    assert places[0] >= 0 and places[-1] <= AXIS.width


def test_an_event_that_cannot_be_ordered_stands_at_the_start_of_its_window():
    late, free = ordered(1, None, 30, 40), ordered(2, None, None, 40)
    places = chip_places([late, free], AXIS)
    assert AXIS.x(30) < places["E1"] < AXIS.x(30) + CHIP_PITCH
    assert 0 < places["E2"] < CHIP_PITCH
    at_the_end = chip_places([ordered(3, None, 60, None)], AXIS)["E3"]
    assert at_the_end > AXIS.zone(Zone.ORDER).x0


@given(st.floats(0.2, 50), st.floats(0, 1000))
def test_px_and_place_are_inverse(zoom, x0):
    scale = Scale(AXIS, AXIS.width, x0, zoom, {})
    assert scale.place(scale.screen(321.5)) == pytest.approx(321.5)
    assert scale.px(10) == pytest.approx(scale.screen(AXIS.x(10)))


def test_a_rail_reaches_from_the_earliest_to_the_latest_day_or_to_the_end():
    scale = Scale(AXIS, AXIS.width, 0.0, 1.0, {})
    assert scale.rail(3, 9) == (AXIS.x(3), AXIS.x(9))
    assert scale.rail(None, 9)[0] == 0
    assert scale.rail(3, None)[1] == AXIS.zone(Zone.ORDER).x1
    days_only = build_axis([(0, 60)], 1344)
    assert Scale(days_only, 1344, 0.0, 1.0, {}).rail(3, None)[1] == days_only.width


def test_only_what_has_some_limit_can_be_drawn():
    case = one_of_each_mark()
    _, placed = timed(*case.events, clocks=case.clocks, moments=case.moments, writing=case.writing)
    assert {item.event.id for item in placed if not drawable(item)} == {"not dated", "unknown"}


@pytest.mark.parametrize(
    ("start", "stop", "x0", "x1"),
    [("", "", 0, 1), ("nonsense", "nan", 0, 1), ("10", "", "d10", 1), ("", "10", 0, "d10"), ("10", "5", "d10", 1)],
)
def test_a_window_that_makes_no_sense_is_the_whole_axis(start, stop, x0, x1):
    _, placed = timed(event("A", "0"), event("B", "20"))
    scale = build_scale(placed, View(start=start, stop=stop))
    left, right = (scale.axis.x(10) if edge == "d10" else edge * scale.axis.width for edge in (x0, x1))
    assert scale.screen(left) == pytest.approx(0)
    assert scale.screen(right) == pytest.approx(scale.width)
