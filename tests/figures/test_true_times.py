"""What the figure may never claim: a line between times that are not exact, a day for what has only an order, and a
distance that is not the time between."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.events import Kind
from dashboard.domain.timing import Mark
from dashboard.figures.stack import View
from tests.figures.samples import LEUKOCYTES, SHIPPED, event, figure_of, placed_of, shipped, shipped_figure

ZEROS = [(name, zero) for name in SHIPPED for zero in (None, *shipped(name)[0].zeros)]


def count(event_id, at, value="12", **more):
    return event(event_id, at, kind=Kind.LAB, term=LEUKOCYTES, value=value, unit="10*9/L", **more)


def joins(figure):
    return [trace for trace in figure["data"] if trace["name"].endswith(":joins")]


@pytest.mark.parametrize("linear", [False, True])
@pytest.mark.parametrize("name", SHIPPED)
def test_d8_no_line_joins_two_values_of_the_shipped_cases(name, linear):
    figure = shipped_figure(name, View(linear=linear))
    assert joins(figure) == []
    assert all("lines" not in trace.get("mode", "") for trace in figure["data"])


@pytest.mark.parametrize(("name", "zero"), ZEROS)
def test_d8_no_line_joins_two_values_on_any_clock_of_the_shipped_cases(name, zero):
    """The first two counts are exact on one day or not at all; a day later the clock may differ, the rule does not."""
    figure = shipped_figure(name, zero=zero)
    exact = [item for item in placed_of(name, zero) if item.time.mark is Mark.EXACT and item.event.kind is Kind.LAB]
    assert len([item for item in exact if item.event.term == LEUKOCYTES]) < 2
    assert joins(figure) == []


def test_d8_two_counts_with_exact_days_are_joined():
    (trace,) = joins(figure_of(count("A", "0", "211"), count("B", "3", "9.4")))
    assert trace["mode"] == "lines" and trace["connectgaps"] is False
    assert trace["y"][:2] == [211.0, 9.4]


times = st.sampled_from(["exact", "0..2", "~4", "after A", "after A; before Z"])


@given(st.lists(times, min_size=1, max_size=8))
def test_d8_a_line_joins_neighbours_whose_times_are_both_exact_and_no_others(kinds):
    made = [
        count(f"E{number}", str(10 + number) if kind == "exact" else kind, str(number + 2), seq=number + 1)
        for number, kind in enumerate(kinds)
    ]
    figure = figure_of(count("A", "0", "1", seq=0), *made, event("Z", "50", seq=99))
    (points,) = [trace for trace in figure["data"] if trace["name"] == "blood_counts:values"]
    values = dict(zip(points["customdata"], points["x"], strict=True))
    exact = {"A"} | {f"E{number}" for number, kind in enumerate(kinds) if kind == "exact"}
    wanted = {
        (values[one], values[two])
        for one, two in pairwise(["A", *(f"E{number}" for number in range(len(kinds)))])
        if {one, two} <= exact
    }
    found = joins(figure)
    drawn = set()
    for trace in found:
        drawn |= {pair for pair in pairwise(trace["x"]) if None not in pair}
    assert drawn == wanted


def test_d8_a_bounded_count_between_two_exact_ones_breaks_the_line():
    figure = figure_of(count("A", "0"), count("B", "1..3"), count("C", "4"), count("D", "5"))
    (trace,) = joins(figure)
    assert [value for value in trace["x"] if value is not None] == trace["x"][:2]


def test_d8_counts_of_another_quantity_are_never_joined():
    events = [event(f"E{day}", str(day), kind=Kind.LAB, term="Blasts/100 leukocytes in Blood", value="90", unit="%")
              for day in range(4)]  # fmt: skip
    assert joins(figure_of(*events)) == []


@pytest.mark.parametrize(("name", "zero"), ZEROS)
def test_d13_an_order_only_event_has_no_day_in_the_figure(name, zero):
    """No solid or hollow symbol stands at it; its only place is its chip, which is a place in the order."""
    figure = shipped_figure(name, zero=zero)
    ordered = {item.event.id: item for item in placed_of(name, zero) if item.time.mark is Mark.ORDER_ONLY}
    assert ordered
    for trace in figure["data"]:
        for event_id in trace.get("customdata", ()):
            assert event_id not in ordered
    assert all(item.time.nominal is None for item in ordered.values())
    text = json.dumps(figure["layout"]["meta"]["marks"])
    assert '"day"' not in text and '"nominal"' not in text


@pytest.mark.parametrize("kind", list(Kind))
def test_d13_an_order_only_event_is_drawn_as_a_chip_and_never_as_a_symbol(kind):
    around = Kind.OUTCOME if kind in (Kind.NOTE, Kind.ENCOUNTER) else Kind.NOTE
    more = (
        {"term": LEUKOCYTES, "value": "12", "unit": "10*9/L"} if kind is Kind.LAB else {"components": ("vincristine",)}
    )
    figure = figure_of(
        event("A", "0", kind=around, label="a"),
        event("B", "after A; before Z", kind=kind, label="b", seq=2, **more),
        event("Z", "20", kind=around, label="z"),
    )
    marks = figure["layout"]["meta"]["marks"]
    (lane,) = {mark["lane"] for mark in marks if mark["id"] == "B"} - {"order_only"}
    kinds = {trace["name"].split(":")[1] for trace in figure["data"] if trace["name"].startswith(f"{lane}:")}
    assert "chips" in kinds
    assert not {"marks", "values"} & kinds


def test_d13_moving_a_window_without_moving_the_order_moves_no_chip_to_a_day():
    """Two events of one window stand apart by order; their places do not depend on which days the window holds."""

    def places(latest):
        ordered = [event(name, "after A; before Z", seq=seq) for name, seq in (("B", 2), ("C", 3))]
        figure = figure_of(event("A", "0"), *ordered, event("Z", latest), view=View(linear=True))
        (trace,) = [trace for trace in figure["data"] if trace["name"] == "order_only:chips"]
        return [x / figure["layout"]["meta"]["segments"][-1]["x1"] for x in trace["x"]]

    assert places("20") == pytest.approx(places("40"), abs=0.02)


@pytest.mark.parametrize("name", SHIPPED)
def test_d9_symbols_of_exact_days_stand_proportionally_to_their_days(name):
    figure = shipped_figure(name, View(linear=True))
    days = [part for part in figure["layout"]["meta"]["segments"] if part["zone"] == "days"]
    assert len(days) == 1
    scale = (days[0]["x1"] - days[0]["x0"]) / (days[0]["d1"] - days[0]["d0"])
    symbols = {x for trace in figure["data"] if trace["name"].endswith((":marks", ":values")) for x in trace["x"]}
    exact = [item for item in placed_of(name) if item.time.mark is Mark.EXACT and item.event.kind is not Kind.TREATMENT]
    assert exact
    for item in exact:
        wanted = days[0]["x0"] + (item.time.earliest - days[0]["d0"]) * scale
        assert any(abs(x - wanted) < 0.1 for x in symbols), item.event.id


def test_d9_distances_are_proportional_on_each_side_of_a_break():
    """Days 0, 4, 10 and, behind a break, 1000, 1003, 1010."""
    days = [0, 4, 10, 1000, 1003, 1010]
    figure = figure_of(*(count(f"E{day}", str(day), str(day + 1)) for day in days))
    (trace,) = [trace for trace in figure["data"] if trace["name"] == "blood_counts:values"]
    for at in (0, 3):
        x, d = trace["x"][at : at + 3], days[at : at + 3]
        assert (x[1] - x[0]) / (x[2] - x[0]) == pytest.approx((d[1] - d[0]) / (d[2] - d[0]), abs=1e-3)
    assert any(part["zone"] == "break" for part in figure["layout"]["meta"]["segments"])
    assert any("scale" in said["text"] for said in figure["layout"]["annotations"])
