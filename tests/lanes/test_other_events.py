"""Events of types that no lane knows have a lane of their own each; what the source says of their looks is kept."""

import pytest

from dashboard.domain.events import Kind
from dashboard.figures.lane import divided
from dashboard.figures.stack import View
from dashboard.figures.theme import DARK, LIGHT
from dashboard.figures.tints import contrast, tint_of
from tests.figures.samples import LANES, drawn, event, figure_of, timed


def other(name: str, at: str, event_type: str, **more: str):
    return event(name, at, kind=Kind.OTHER, event_type=event_type, **more)


def lanes_of(*events, view: View | None = None):
    return figure_of(*events, view=view)["layout"]["meta"]["lanes"]


def test_each_type_is_a_lane_with_its_own_title_name_and_events():
    found = lanes_of(
        other("A", "0", "TUMOR_BOARD"), other("B", "3", "PD-L1"), other("C", "5", "tumor board"), other("D", "6", "")
    )
    assert [(lane["title"], lane["name"], lane["events"]) for lane in found] == [
        ("Other events", "other_events", 1),
        ("PD-L1", "pd_l", 1),
        ("TUMOR BOARD", "tumor_board", 2),
    ]


def test_a_type_called_like_a_lane_or_like_another_type_stays_apart():
    found = lanes_of(
        other("A", "0", "Outcomes"), other("B", "1", "T1"), other("C", "2", "T2"), event("D", "3", kind=Kind.OUTCOME)
    )
    names = [lane["name"] for lane in found]
    assert len(set(names)) == 4 and names[-1] == "outcomes"
    assert all(lane["events"] == 1 for lane in found)


def test_a_lane_of_a_type_can_be_hidden_and_moved_by_its_name():
    events = (other("A", "0", "PD-L1"), other("B", "1", "ECOG"))
    assert [lane["title"] for lane in lanes_of(*events, view=View(hidden=("ecog",)))] == ["PD-L1"]
    assert [lane["title"] for lane in lanes_of(*events, view=View(order=("pd_l", "ecog")))] == ["PD-L1", "ECOG"]


def test_lanes_that_are_not_divided_stay_as_they_are():
    plain = [lane for lane in LANES if lane.part is None]
    assert divided(plain, ()) == tuple(plain)
    _, placed = timed(event("A", "0", kind=Kind.NOTE))
    assert divided(LANES, placed) == tuple(plain)


@pytest.mark.parametrize(
    ("shape", "symbol"),
    [("circle", "circle"), ("Triangle", "triangle-up"), ("camera", "square-dot"), ("blob", "cross")],
)
def test_the_shape_of_the_source_is_the_symbol(shape, symbol):
    (dot,) = drawn("other_events", other("A", "0", "X", style_shape=shape)).canvas.dots
    assert dot["symbol"] == symbol


@pytest.mark.parametrize("kind", [Kind.OTHER, Kind.PROCEDURE])
def test_the_colour_of_the_source_fills_an_exact_mark_and_its_edge_stays_ink(kind):
    lane = "other_events" if kind is Kind.OTHER else "procedures"
    (dot,) = drawn(lane, event("A", "0", kind=kind, style_color="#aa0000")).canvas.dots
    assert (dot["fill"], dot["line"]) == ("#aa0000", LIGHT.ink)


@pytest.mark.parametrize("colour", ["#ffffff", "#ffff66", "red", "#abc", "url(#a)"])
def test_a_colour_that_would_be_lost_on_the_ground_or_is_none_is_not_used(colour):
    (dot,) = drawn("other_events", other("A", "0", "X", style_color=colour)).canvas.dots
    assert dot["fill"] == LIGHT.ink


def test_a_colour_never_makes_a_bounded_time_look_exact():
    _, bounded = timed(other("A", "0", "X"), other("B", "2..6", "X", style_color="#aa0000"))[1]
    assert tint_of(bounded.event, LIGHT) == "#aa0000"
    dots = drawn("other_events", other("A", "0", "X"), other("B", "2..6", "X", style_color="#aa0000")).canvas.dots
    assert [dot["fill"] for dot in dots] == [LIGHT.ink, LIGHT.bg]


def test_two_colours_of_one_day_do_not_share_a_mark():
    found = drawn(
        "other_events", other("A", "0", "X", style_color="#aa0000"), other("B", "0", "X", style_color="#0000aa")
    )
    assert {dot["fill"] for dot in found.canvas.dots} == {"#aa0000", "#0000aa"}


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast(DARK.bg, DARK.bg) == 1
