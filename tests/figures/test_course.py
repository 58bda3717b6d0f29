"""The course of a case in small: what is drawn as what, where, and that its words never touch."""

from itertools import pairwise

import pytest

from dashboard.domain.events import Kind, State
from dashboard.domain.when import parse_when
from dashboard.figures.course import LEAST_PX, LEGEND, MARGIN_PX, Chips, Course, Look, _extent, course_of, looks
from tests.figures.samples import LANES, SHIPPED, event, one_of_each_mark, placed_of, timed


def course(*events, **more) -> Course:
    return course_of(timed(*events, **more)[1], LANES, "writing")


def boxes(found: Course) -> list[Look]:
    return [box.look for row in found.rows for box in row.boxes]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_drawn_row_of_the_case_is_in_one_lane(name):
    from dashboard.figures.scale import drawable

    found = course_of(placed_of(name), LANES, "publication")
    assert sum(row.events for row in found.rows) == sum(map(drawable, placed_of(name)))


def test_rows_are_the_lanes_that_hold_something_in_their_order():
    found = course(event("a", "0", kind=Kind.TREATMENT), event("b", "1"))
    assert [row.title for row in found.rows] == ["Encounters", "Treatment"]


@pytest.mark.parametrize(
    ("at", "look"),
    [("3", Look.EXACT), ("2..6", Look.WINDOW), ("~4 in 1..8", Look.WINDOW), ("after zero; before last", Look.ORDER)],
)
def test_a_time_looks_as_it_is_known(at, look):
    found = course(event("zero", "0"), event("last", "20"), event("one", at, kind=Kind.PROCEDURE))
    (row,) = [row for row in found.rows if row.title.startswith("Procedures")]
    assert [box.look for box in row.boxes] == [look]


def test_an_order_only_event_without_upper_limit_is_a_chip_and_no_box():
    found = course(event("zero", "0", seq=1), event("later", "after zero", seq=2, kind=Kind.PROCEDURE))
    (row,) = [row for row in found.rows if row.title.startswith("Procedures")]
    assert (row.boxes, row.unlimited) == ((), Chips(1, 0))


def test_without_a_zone_for_it_such_an_event_is_a_window_with_an_open_end():
    found = course(event("zero", "0"), event("last", "9", seq=1), event("x", "after zero", kind=Kind.DECISION))
    (box,) = [box for row in found.rows for box in row.boxes if box.look is Look.ORDER]
    assert found.order is None
    assert box.open
    assert box.left + box.width == pytest.approx(100)


def test_more_chips_than_there_is_room_for_are_counted():
    many = [event(f"x{n}", "after zero", seq=2 + n, kind=Kind.COMPLICATION) for n in range(70)]
    (row,) = [row for row in course(event("zero", "0", seq=1), *many).rows if row.title == "Diagnoses, complications"]
    assert row.unlimited.shown + row.unlimited.counted == 70
    assert 0 < row.unlimited.shown < 30


def test_what_is_said_as_of_writing_stands_in_its_own_zone():
    moments = {"publication": parse_when("after zero")}
    said = event("said", "with publication", kind=Kind.OUTCOME)
    found = course(event("zero", "0"), said, moments=moments, writing="publication")
    assert found.writing is not None
    assert [row.writing for row in found.rows if row.events and row.title != "Encounters"] == [Chips(1, 0)]


def test_what_is_stated_as_not_reported_looks_like_nothing_else():
    found = course(event("zero", "0"), event("x", "0", until="9", state=State.NOT_REPORTED, kind=Kind.NEURO_STATUS))
    assert Look.SILENT in boxes(found)


def test_what_is_only_planned_never_looks_like_what_lasted():
    found = course(event("zero", "0"), event("x", "1", until="9", state=State.PLANNED, kind=Kind.TREATMENT))
    assert {box.look for row in found.rows if row.title == "Treatment" for box in row.boxes} == {Look.WINDOW}


@pytest.mark.parametrize("state", [State.ABSENT, State.REJECTED, State.PRESUMED])
@pytest.mark.parametrize("until", ["9", "ongoing"])
def test_what_is_not_stated_to_have_been_never_lasts(state, until):
    found = course(event("zero", "0"), event("x", "1", until=until, state=state, kind=Kind.TREATMENT))
    assert Look.LASTING not in boxes(found)


def test_only_what_is_sure_of_an_interval_lasts():
    found = course(event("zero", "0"), event("x", "0..2", until="5..9"), event("last", "10"))
    (lasting,) = [box for row in found.rows for box in row.boxes if box.look is Look.LASTING]
    window = next(box for row in found.rows for box in row.boxes if box.look is Look.WINDOW)
    assert lasting.left == pytest.approx(window.left + window.width, abs=0.02)
    assert lasting.width == pytest.approx(window.width * 3 / 2, abs=0.05)


def test_an_unknown_end_and_an_order_only_start_draw_no_course():
    found = course(
        event("zero", "0"),
        event("x", "1", until="unknown"),
        event("y", "after zero; before z", until="8"),
        event("z", "5"),
    )
    assert Look.LASTING not in boxes(found)


def test_what_goes_on_reaches_the_end_of_the_days():
    (lasting,) = [box for row in course(event("x", "0", until="ongoing")).rows for box in row.boxes if box.width]
    assert lasting.left + lasting.width == pytest.approx(100)


def test_marks_that_lie_on_one_another_are_one_box():
    assert boxes(course(event("a", "0"), event("b", "0"))) == [Look.EXACT]


def test_breaks_say_what_they_leave_out():
    found = course(event("a", "0"), event("b", "3"), event("c", "900"))
    assert [bool(gap.words) for gap in found.breaks] == [True]


@pytest.mark.parametrize(
    "days", [["0"], ["0", "1"], ["0", "-300"], ["0", "40", "900"], ["0", "3650"], ["0", "0.1"], ["0", "30", "31"]]
)
def test_words_of_the_axis_never_touch_and_day_zero_is_one_of_them(days):
    events = [event(f"e{day}", day, seq=n) for n, day in enumerate(days)]
    found = course(*events, event("order", "after e0", seq=99))
    extents = sorted(map(_extent, found.words))
    assert all(one[1] < two[0] for one, two in pairwise(extents))
    assert extents[0][0] >= -MARGIN_PX
    assert extents[-1][1] <= LEAST_PX + MARGIN_PX
    assert "day 0" in [word.text for word in found.words if word.strong]


def test_a_case_without_events_still_has_an_axis():
    found = course_of((), LANES, "writing")
    assert (found.rows, found.breaks) == ((), ())
    assert "day 0" in [word.text for word in found.words]


def test_the_legend_holds_what_the_strips_show_and_nothing_else():
    case = one_of_each_mark()
    every = course(*case.events, clocks=case.clocks, moments=case.moments, writing=case.writing)
    assert [look for look, _ in looks([every])] == ["exact", "window", "order", "order open", "chip solid"]
    assert looks([course(event("a", "0"))]) == (LEGEND[0],)
    assert looks([]) == ()
