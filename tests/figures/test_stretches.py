"""Which days the axis shows: gaps become breaks, and every break and change of scale is drawn and labelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.axis import Zone
from dashboard.figures.frame import AXIS_PX, axis_words, frame_shapes, ratio_words
from dashboard.figures.scale import Scale
from dashboard.figures.stretches import LEAST_STRETCH_PX, MOST_STRETCHES, build_axis, stretches
from dashboard.figures.theme import LIGHT

spans = st.lists(
    st.tuples(st.integers(-9000, 9000), st.integers(0, 500)).map(lambda s: (s[0], s[0] + s[1])), max_size=30
)


def scale_of(axis, zoom=1.0):
    return Scale(axis, axis.width, 0.0, zoom, {})


@pytest.mark.parametrize(
    ("given_spans", "count"),
    [
        ([(0, 0)], 1),
        ([(0, 0), (14, 14)], 1),
        ([(0, 0), (15, 15)], 2),
        ([(0, 40), (60, 60)], 1),  # a gap shorter than half of what lies before it
        ([(0, 40), (61, 61)], 2),
        ([(0, 0), (100, 100), (0, 100)], 1),  # a window reaches over the gap
        ([(0, 40), (900, 1300), (75, 119)], 3),
    ],
)
def test_a_long_gap_becomes_a_break(given_spans, count):
    assert len(stretches(given_spans)) == count


@given(spans)
def test_stretches_hold_every_span_are_apart_and_at_most_five(given_spans):
    found = stretches(given_spans)
    assert 1 <= len(found) <= MOST_STRETCHES
    for left, right in zip(found, found[1:], strict=False):
        assert left[1] < right[0]
    for low, high in given_spans:
        assert any(start < low and high < stop for start, stop in found)


@given(spans)
def test_a_linear_axis_has_no_break(given_spans):
    assert len(stretches(given_spans, linear=True)) == 1
    assert [part.zone for part in build_axis(given_spans, 1000, linear=True).segments] == [Zone.DAYS]


def test_many_far_points_keep_the_widest_gaps():
    found = stretches([(day, day) for day in (0, 100, 200, 1000, 1100, 5000, 9000)])
    assert len(found) == MOST_STRETCHES
    assert found[-1][0] > 8000 and found[-2][0] > 4000


def test_without_any_time_the_week_around_day_0_is_shown():
    assert stretches([]) == ((-1.0, 7.0),)
    assert build_axis([], 800).x(0) == pytest.approx(100)


def test_one_event_stands_inside_its_stretch():
    (low, high), *more = stretches([(20, 20)])
    assert not more and low < 20 < high


@given(spans, st.floats(592, 3000), st.integers(0, 40), st.booleans())
def test_the_axis_is_as_wide_as_asked_and_every_stretch_has_room(given_spans, width, columns, writing):
    axis = build_axis(given_spans, width, columns=columns, writing=writing)
    assert axis.width == pytest.approx(width)
    free = sum(part.width for part in axis.metric)
    assert all(part.width >= min(LEAST_STRETCH_PX, free / len(axis.metric)) - 1e-6 for part in axis.metric)
    assert (axis.zone(Zone.ORDER) is not None) == (columns > 0)
    assert (axis.zone(Zone.WRITING) is not None) == writing


def test_crowded_weeks_are_not_flattened_by_empty_years():
    weeks = [(day, day) for day in range(35)]
    axis = build_axis([*weeks, (1130, 1130)], 1344)
    assert axis.metric[0].width > 1000
    assert axis.metric[0].px_per_day > 25


@given(spans, st.integers(0, 5), st.booleans())
def test_every_break_is_drawn_and_what_comes_after_it_is_labelled(given_spans, columns, writing):
    axis = build_axis(given_spans, 1344, columns=columns, writing=writing)
    breaks = [part for part in axis.segments if part.zone is Zone.BREAK]
    shapes = frame_shapes([0.0], scale_of(axis), 800, LIGHT)
    bands = [shape for shape in shapes if shape["type"] == "rect"]
    zigzags = [shape for shape in shapes if shape["type"] == "path"]
    assert [(band["x0"], band["x1"]) for band in bands] == [(part.x0, part.x1) for part in breaks]
    assert sorted(shape["xanchor"] for shape in zigzags) == sorted(x for part in breaks for x in (part.x0, part.x1))
    assert all(band["y0"] == 0 and band["y1"] == pytest.approx(1 + AXIS_PX / (800 - AXIS_PX)) for band in bands)
    words = axis_words(scale_of(axis), LIGHT, "publication")
    for after in axis.segments[1:]:
        if after.zone is not Zone.BREAK:
            assert any(after.x0 <= said["x"] <= after.x1 and said["text"] for said in words)


def test_zones_without_a_scale_say_so():
    said = [
        one["text"]
        for one in axis_words(scale_of(build_axis([(0, 9)], 1000, columns=2, writing=True)), LIGHT, "publication")
    ]
    assert any("no scale" in words for words in said)
    assert any("publication" in words for words in said)


def test_a_change_of_scale_says_how_large_it_is():
    axis = build_axis([(0, 40), (914, 1297)], 1344)
    (said,) = axis_words(scale_of(axis), LIGHT, "publication")
    ratio = axis.metric[0].px_per_day / axis.metric[1].px_per_day
    assert said["text"] == f"scale 1 : {ratio:.0f}"


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(8.2, "1 : 8"), (1.5, "1 : 1.5"), (1.0, "1 : 1"), (2.04, "1 : 2"), (0.04, "25 : 1"), (0.5, "2 : 1")],
)
def test_a_ratio_is_written_with_a_one_on_its_smaller_side(ratio, words):
    assert ratio_words(ratio) == words


def test_day_0_has_its_line_where_it_is_on_the_axis():
    def lines(axis):
        shapes = frame_shapes([], scale_of(axis), 800, LIGHT)
        return [shape["x0"] for shape in shapes if shape["type"] == "line" and shape.get("visible", True)]

    assert lines(build_axis([(0, 0)], 1000)) == [500]
    assert lines(build_axis([(20, 30)], 1000)) == []
