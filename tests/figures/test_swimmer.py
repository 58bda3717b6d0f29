"""Rows of the series: places on the axis that all share, and nothing drawn where it does not lie."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.placed import TimeKind
from dashboard.figures.axis import Zone
from dashboard.figures.swimmer import FEW, GROUPS, Bar, Course, Span, Tail, extent_of, row_of, shared_axis

EXACT, BOUNDED, ABOUT, ORDER = TimeKind.EXACT, TimeKind.BOUNDED, TimeKind.APPROXIMATE, TimeKind.ORDER_ONLY
AXIS = shared_axis(extent_of([(0.0, 10.0)]), order=True, writing=True)


def at(day, axis=AXIS):
    return round(axis.x(day) / axis.width * 100, 2)


def day(number):
    return Span(number, number, number, EXACT)


def row(*, ends=(), bars=(), marks=(), axis=AXIS):
    return row_of(Course(tuple(ends), tuple(bars), tuple(marks)), axis)


def test_a_course_runs_from_the_first_to_the_last_known_time():
    found = row(ends=(day(1), Span(8, 9, None, BOUNDED)))
    assert found.line == (at(1), at(1), at(8), at(9))
    assert found.cut == 0
    assert row().line == ()


@pytest.mark.parametrize(("low", "high", "cut"), [(-5, 3, 1), (1, 99, 2), (-5, 99, 3), (None, None, 0)])
def test_a_course_that_goes_on_beyond_the_axis_says_so(low, high, cut):
    assert row(ends=(Span(low, 2, None, BOUNDED), Span(2, high, None, BOUNDED))).cut == cut


@pytest.mark.parametrize(
    ("span", "mark"),
    [
        (day(3), (7, 0, at(3), at(3), at(3))),
        (Span(2, 6, None, BOUNDED), (7, 1, at(2), at(6), round((at(2) + at(6)) / 2, 2))),
        (Span(2, 6, 3, ABOUT), (7, 2, at(2), at(6), at(3))),
        (Span(2, 6, None, ORDER), (7, 3, at(2), at(6), round((at(2) + at(6)) / 2, 2))),
        (Span(None, 6, None, BOUNDED), (7, 1, 0.0, at(6), round(at(6) / 2, 2))),
    ],
)
def test_a_mark_lies_in_its_window(span, mark):
    assert row(marks=[(7, span)]).marks == (mark,)


def test_an_order_without_an_upper_limit_stands_in_the_zone_without_a_scale():
    zone = AXIS.zone(Zone.ORDER)
    (mark,) = row(marks=[(0, Span(4, None, None, ORDER))]).marks
    assert mark[4] == round(zone.x0 / AXIS.width * 100, 2)
    bare = shared_axis(extent_of([(0.0, 10.0)]), order=False, writing=False)
    assert row(marks=[(0, Span(4, None, None, ORDER))], axis=bare).marks[0][4] == 100.0


@pytest.mark.parametrize("span", [day(30), day(-30), Span(None, None, None, ORDER), Span(40, None, None, ORDER)])
def test_what_lies_outside_the_days_of_the_axis_is_not_drawn_at_its_end(span):
    assert row(marks=[(0, span)]).marks == ()


@pytest.mark.parametrize(
    ("bar", "places"),
    [
        (Bar("supportive", day(2), Tail.MOMENT), (0, at(2), at(2), 0)),
        (Bar("supportive", Span(2, 4, None, ORDER), Tail.UNKNOWN), (3, at(2), at(4), 1)),
        (Bar("supportive", day(2), Tail.TIMED, Span(5, 6, None, BOUNDED)), (0, at(2), at(2), 3, at(5), at(6))),
        (
            Bar("supportive", day(2), Tail.ONGOING),
            (0, at(2), at(2), 2, *(round(AXIS.metric[-1].x1 / AXIS.width * 100, 2),) * 2),
        ),
    ],
)
def test_a_treatment_has_its_group_its_start_and_its_end(bar, places):
    assert row(bars=[bar]).bars == ((GROUPS.index("supportive"), *places),)


def test_an_unknown_group_is_not_classified():
    assert row(bars=[Bar("new", day(2), Tail.MOMENT)]).bars[0][0] == GROUPS.index("not classified")


@pytest.mark.parametrize(
    ("bar", "shown"),
    [
        (Bar("supportive", day(-40), Tail.TIMED, day(-30)), False),
        (Bar("supportive", day(-40), Tail.TIMED, day(3)), True),
        (Bar("supportive", day(-40), Tail.UNKNOWN), True),
        (Bar("supportive", day(-40), Tail.MOMENT), False),
        (Bar("supportive", day(90), Tail.UNKNOWN), False),
        (Bar("supportive", Span(None, 2, None, BOUNDED), Tail.TIMED, Span(3, None, None, BOUNDED)), True),
    ],
)
def test_only_a_treatment_that_may_have_been_given_in_the_days_shown_is_drawn(bar, shown):
    assert bool(row(bars=[bar]).bars) is shown


def test_few_cases_keep_their_breaks_and_a_crowd_has_one_stretch():
    few = shared_axis(extent_of([(0.0, 5.0), (400.0, 402.0)]), order=False, writing=False)
    assert [piece.zone for piece in few.segments] == [Zone.DAYS, Zone.BREAK, Zone.DAYS]
    crowd = shared_axis(
        extent_of([(float(n % 60), float(n % 60 + 3)) for n in range(FEW + 1)]), order=True, writing=True
    )
    assert [piece.zone for piece in crowd.segments] == [Zone.DAYS, Zone.BREAK, Zone.ORDER, Zone.BREAK, Zone.WRITING]


def test_a_few_far_days_of_a_crowd_do_not_flatten_the_others_unless_asked_for():
    spans = [(float(n % 50), float(n % 50 + 2)) for n in range(2000)] + [(9000.0, 9001.0)]
    extent = extent_of(spans)
    near, whole = (shared_axis(extent, order=False, writing=False, days=days) for days in (None, inf))
    assert near.metric[-1].d1 < 60
    assert whole.metric[-1].d1 > 9000
    even = extent_of(spans[:-1])
    assert shared_axis(even, order=False, writing=False).metric[-1].d1 >= 51


def test_a_number_of_days_is_shown_after_day_0_and_some_before():
    axis = shared_axis(extent_of([(-400.0, 4000.0)]), order=False, writing=False, days=31)
    assert (axis.metric[0].d0, axis.metric[0].d1) == (-31 * 0.25, 31)


def test_without_any_day_there_is_an_axis_all_the_same():
    assert shared_axis(extent_of([]), order=False, writing=False).metric


SPANS = st.tuples(st.integers(-500, 500), st.integers(0, 60)).map(lambda pair: (float(pair[0]), float(sum(pair))))


@given(st.lists(SPANS, min_size=1, max_size=30), st.booleans(), st.booleans())
def test_every_place_lies_on_the_axis_and_in_the_order_of_its_days(spans, order, writing):
    axis = shared_axis(extent_of(spans), order=order, writing=writing)
    for low, high in spans:
        (mark,) = row(marks=[(0, Span(low, high, None, BOUNDED))], axis=axis).marks
        assert 0 <= mark[2] <= mark[4] <= mark[3] <= 100
