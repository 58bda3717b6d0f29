"""Days to places and back: tables of numbers, and what must hold for any axis."""

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.axis import MINUS, Axis, Segment, Tick, Zone, day_text, tick_step, tick_text, ticks
from dashboard.figures.stretches import build_axis

ROOT = Path(__file__).resolve().parents[2]
FIVE_WEEKS_AND_A_YEAR = Axis(
    (
        Segment(Zone.DAYS, 0, 400, -10, 30),
        Segment(Zone.BREAK, 400, 416, 30, 330),
        Segment(Zone.DAYS, 416, 516, 330, 430),
        Segment(Zone.BREAK, 516, 532),
        Segment(Zone.ORDER, 532, 732),
        Segment(Zone.BREAK, 732, 748),
        Segment(Zone.WRITING, 748, 848),
    )
)

days = st.integers(-4000, 4000).map(float) | st.floats(-4000, 4000)
spans = st.lists(st.tuples(days, st.floats(0, 400)).map(lambda one: (one[0], one[0] + one[1])), max_size=12)
axes = st.builds(
    build_axis,
    spans,
    st.floats(400, 3000),
    columns=st.integers(0, 30),
    writing=st.booleans(),
    linear=st.booleans(),
)


@pytest.mark.parametrize(
    ("day", "x"),
    [(-10, 0), (0, 100), (12.5, 225), (30, 400), (180, 408), (330, 416), (380, 466), (430, 516), (-99, 0), (9999, 516)],
)
def test_a_day_has_its_place_and_beyond_the_scale_the_nearer_end(day, x):
    assert FIVE_WEEKS_AND_A_YEAR.x(day) == pytest.approx(x)


@pytest.mark.parametrize(
    ("x", "day"),
    [(0, -10), (100, 0), (400, 30), (408, None), (416, 330), (516, 430), (600, None), (800, None), (900, None)],
)
def test_a_place_has_a_day_only_where_there_is_a_scale(x, day):
    assert FIVE_WEEKS_AND_A_YEAR.day(x) == (day if day is None else pytest.approx(day))


@pytest.mark.parametrize(
    ("token", "place"),
    [
        ("0", 100), ("-10", 0), ("12.5", 225), ("180", 408), ("order:0.4", 612), ("order:7", 732), ("order:-1", 532),
        ("writing:0", 748), ("", None), ("order", None), ("order:", None), ("nan", None), ("inf", None),
        ("order:inf", None), ("somewhere:0.5", None), ("<b>", None), ("1e400", None),
    ],
)  # fmt: skip
def test_an_address_names_a_place_or_nothing(token, place):
    assert FIVE_WEEKS_AND_A_YEAR.place(token) == place


def test_an_axis_knows_its_width_and_zones():
    axis = FIVE_WEEKS_AND_A_YEAR
    assert axis.width == 848
    assert [segment.px_per_day for segment in axis.metric] == [10, 1]
    assert axis.zone(Zone.WRITING).x0 == 748
    assert Axis(axis.segments[:1]).zone(Zone.ORDER) is None
    assert axis.zone(Zone.ORDER).px_per_day == 0


@pytest.mark.parametrize(
    "axis", [Axis((Segment(Zone.DAYS, 0, 100, 0, 10),)), Axis((Segment(Zone.DAYS, 0, 100, -10, 0),))]
)
def test_day_0_at_an_edge_of_the_axis_is_a_day(axis):
    x = axis.x(0)
    assert x in (0, 100)
    assert axis.day(x) == 0
    assert axis.place("0") == x
    assert 0 in [tick.day for tick in ticks(axis)]


@given(axes, days, days)
def test_a_later_day_is_never_further_left(axis, one, two):
    early, late = sorted((one, two))
    assert axis.x(early) <= axis.x(late) + 1e-9


@given(axes, st.data())
def test_the_day_at_the_place_of_a_day_is_that_day(axis, data):
    segment = data.draw(st.sampled_from(axis.metric))
    day = data.draw(st.floats(segment.d0, segment.d1))
    assert axis.day(axis.x(day)) == pytest.approx(day, abs=1e-6)


@given(axes, st.data())
def test_distances_are_proportional_to_days_on_each_side_of_a_break(axis, data):
    for segment in axis.metric:
        one, two = (data.draw(st.floats(segment.d0, segment.d1)) for _ in range(2))
        assert axis.x(two) - axis.x(one) == pytest.approx((two - one) * segment.px_per_day, abs=1e-6)


@given(axes, st.data())
def test_a_day_inside_a_break_lies_in_the_break_and_has_no_day(axis, data):
    for segment in axis.segments:
        if segment.zone is Zone.BREAK and segment.d1 > segment.d0:
            x = axis.x(data.draw(st.floats(segment.d0, segment.d1)))
            assert segment.x0 <= x <= segment.x1
            assert axis.day((segment.x0 + segment.x1) / 2) is None


@given(axes)
def test_segments_follow_each_other_without_gap_or_overlap(axis):
    assert axis.segments[0].x0 == 0
    for left, right in zip(axis.segments, axis.segments[1:], strict=False):
        assert left.x1 == right.x0
        assert Zone.BREAK in (left.zone, right.zone)
    assert all(segment.width > 0 for segment in axis.segments)
    assert all(one.d1 <= two.d0 for one, two in zip(axis.metric, axis.metric[1:], strict=False))


@given(axes, st.sampled_from([0.5, 1.0, 3.0, 40.0]), st.booleans())
def test_ticks_are_apart_and_in_order_and_one_is_day_0(axis, zoom, hours):
    found = ticks(axis, zoom, 56.0, hours=hours)
    assert found
    for left, right in zip(found, found[1:], strict=False):
        assert (right.x - left.x) * zoom >= 56 - 1e-3
        assert right.day > left.day
    assert all(axis.x(tick.day) == pytest.approx(tick.x, abs=1e-6) for tick in found)
    if any(segment.d0 <= 0 <= segment.d1 for segment in axis.metric):
        assert "day 0" in [tick.text for tick in found]


@given(axes, st.sampled_from([1.0, 10.0]))
def test_no_two_ticks_say_the_same(axis, zoom):
    texts = [tick.text for tick in ticks(axis, zoom, 56.0)]
    assert len(set(texts)) == len(texts)


@given(axes)
def test_without_hours_every_tick_is_a_whole_day_or_year(axis):
    assert all(tick.day % 1 == 0 or tick.day % 365.25 == 0 for tick in ticks(axis, 50.0, 56.0))


def test_every_stretch_that_has_room_has_a_tick():
    axis = build_axis([(0, 0), (100, 100), (5000, 5000)], 1344)
    assert [tick.day for tick in ticks(axis, 1.0, 56.0)] == [0, 100, 5000]


def test_a_stretch_without_two_round_days_has_its_first_and_last_day():
    axis = Axis((Segment(Zone.DAYS, 0, 96, 1000.3, 1004.87),))
    assert [tick.text for tick in ticks(axis)] == ["1001", "1004"]
    one_round = Axis((Segment(Zone.DAYS, 0, 100, 1001.5, 1008.5),))
    assert [tick.text for tick in ticks(one_round)] == ["1005"]


@pytest.mark.parametrize(
    ("px_per_day", "least", "hours", "step"),
    [(50, 44, False, 1), (22, 44, False, 2), (9, 44, False, 5), (0.5, 44, False, 100), (0.1, 44, False, 730.5),
     (0.001, 44, False, 3652.5), (50, 44, True, 1), (400, 44, True, 6 / 24), (2000, 44, True, 1 / 24)],
)  # fmt: skip
def test_the_step_of_the_ticks_is_the_smallest_round_one_that_has_room(px_per_day, least, hours, step):
    assert tick_step(px_per_day, least, hours=hours) == step


@pytest.mark.parametrize(
    ("day", "text"),
    [(0, "day 0"), (-0.0, "day 0"), (0.001, "day 0"), (12, "12"), (-10, f"{MINUS}10"), (3.25, "3 d 6 h"),
     (0.5, "12 h"), (-0.5, f"{MINUS}12 h"), (2.999, "3"), (0.99, "1"), (-0.99, f"{MINUS}1"), (1097, "1097")],
)  # fmt: skip
def test_a_day_is_written_as_people_write_it(day, text):
    assert day_text(day) == text


@pytest.mark.parametrize(
    ("day", "step", "text"),
    [(365.25, 365.25, "1 year"), (-730.5, 365.25, f"{MINUS}2 years"), (0, 3652.5, "day 0"),
     (3652.5, 3652.5, "10 years"), (400, 200, "400"), (1002, 730.5, "1002")],
)  # fmt: skip
def test_ticks_that_stand_years_apart_count_years(day, step, text):
    assert tick_text(day, step) == text


def test_a_record_of_ten_years_has_ticks_in_years():
    axis = build_axis([(0, 3660)], 1344, linear=True)
    assert [tick.text for tick in ticks(axis, 1.0, 56.0)][:3] == ["day 0", "200", "400"]
    assert [tick.text for tick in ticks(axis, 0.5, 60.0)][:3] == ["day 0", "1 year", "2 years"]


def test_the_browser_names_places_as_the_server_understands_them():
    """token() of assets/axis.js, read back by Axis.place, and placeOf() against Axis.x, over whole axes."""
    made = [
        FIVE_WEEKS_AND_A_YEAR,
        build_axis([], 900),
        build_axis([(-12, 43), (75, 119), (914, 1297)], 1344, columns=3, writing=True),
    ]
    for axis in made:
        tried = [axis.width * share / 200 for share in range(201)]
        asked = [axis.segments[0].d0 - 5 + step * 7.3 for step in range(200)]
        segments = [
            {"zone": part.zone.value, "x0": part.x0, "x1": part.x1, "d0": part.d0, "d1": part.d1}
            for part in axis.segments
        ]
        tokens, places = _in_node(segments, tried, asked)
        for x, token in zip(tried, tokens, strict=True):
            in_break = any(part.zone is Zone.BREAK and part.x0 < x < part.x1 for part in axis.segments)
            px_per_day = max(part.px_per_day for part in axis.metric)
            assert axis.place(token) == pytest.approx(x, abs=9 if in_break else 0.0006 * max(px_per_day, 400)), token
        assert places == [pytest.approx(axis.x(day)) for day in asked]


def _in_node(segments, tried, asked):
    script = (
        f"const axis = require({json.dumps(str(ROOT / 'assets' / 'axis.js'))});"
        f"const [s, xs, days] = {json.dumps([segments, tried, asked])};"
        "console.log(JSON.stringify([xs.map((x) => axis.token(s, x)), days.map((d) => axis.placeOf(s, d))]))"
    )
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


def test_only_what_a_window_shows_has_ticks():
    axis = Axis((Segment(Zone.DAYS, 0, 1000, 0, 3650),))
    near = ticks(axis, 200.0, 56.0, window=(100, 115))
    assert near and all(100 <= tick.x <= 115 for tick in near)
    assert near == tuple(tick for tick in ticks(axis, 200.0, 56.0) if 100 <= tick.x <= 115)
    assert ticks(axis, 200.0, 56.0, window=(-50, -10)) == ()


def test_beside_a_tick_of_years_stands_a_date_without_an_hour():
    told = [
        Tick(0.0, "1 year", 365.25),
        Tick(0.0, "\u22122 years", -730.5),
        Tick(0.0, "6 h", 0.25),
        Tick(0.0, "12", 12.0),
    ]
    assert [tick.date_day for tick in told] == [365, -731, 0.25, 12.0]
