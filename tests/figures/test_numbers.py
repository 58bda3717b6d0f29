"""The numbers on screen: every row that was read is drawn, outside the window, without a time, hidden or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.timing import Mark
from dashboard.figures.axis import Zone
from dashboard.figures.lane import Options
from dashboard.figures.stack import View
from tests.figures.samples import BY_NAME, LANES, SHIPPED, event, figure_of, placed_of, shipped, shipped_figure

names = st.lists(st.sampled_from(sorted(BY_NAME)), unique=True, max_size=len(LANES)).map(tuple)
tokens = st.sampled_from(["", "0", "-3", "2", "19", "40", "900", "1100", "order:0.3", "writing:0.5", "nonsense"])
views = st.builds(
    View,
    width=st.sampled_from([600.0, 1186.0, 1540.0, 3840.0]),
    height=st.sampled_from([200.0, 900.0]),
    start=tokens,
    stop=tokens,
    linear=st.booleans(),
    hidden=names,
    folded=names,
    options=st.builds(Options, thresholds=st.booleans(), log=st.booleans(), density=st.sampled_from([0, 2])),
)
zeros = {name: [None, *shipped(name)[0].zeros] for name in SHIPPED}


def numbers_of(figure):
    return figure["layout"]["meta"]["numbers"]


def total(numbers):
    return sum(numbers[name] for name in ("drawn", "outside", "timeless", "hidden", "refused"))


@given(st.sampled_from(SHIPPED), views, st.data())
def test_no_row_is_lost_in_any_view(name, view, data):
    figure = shipped_figure(name, view, data.draw(st.sampled_from(zeros[name])))
    found = numbers_of(figure)
    assert found["read"] == total(found) == len(placed_of(name))
    assert min(found[key] for key in ("drawn", "outside", "timeless", "hidden")) >= 0
    assert found["timeless"] == len(found["timeless_ids"])
    shown = {lane["name"] for lane in figure["layout"]["meta"]["lanes"]}
    assert not shown & set(view.hidden)
    assert {lane["name"] for lane in figure["layout"]["meta"]["lanes"] if lane["folded"]} == shown & set(view.folded)


@pytest.mark.parametrize("name", SHIPPED)
def test_as_it_opens_everything_with_a_time_is_drawn(name):
    found = numbers_of(shipped_figure(name))
    assert (found["outside"], found["hidden"], found["refused"]) == (0, 0, 0)
    assert found["drawn"] == found["read"] - found["timeless"]


@pytest.mark.parametrize("lane", sorted(BY_NAME))
@pytest.mark.parametrize("name", SHIPPED)
def test_hiding_or_folding_a_lane_counts_its_own_events(name, lane):
    own = sum(1 for item in placed_of(name) if _lane(item) == lane and item.event.id not in _timeless(name))
    for view in (View(hidden=(lane,)), View(folded=(lane,))):
        assert numbers_of(shipped_figure(name, view))["hidden"] == own


def _lane(item):
    return next(one.name for one in LANES if one.takes(item))


def _timeless(name):
    return set(numbers_of(shipped_figure(name))["timeless_ids"])


def test_all_lanes_hidden_or_folded_leave_only_what_has_no_time():
    for name in SHIPPED:
        for view in (View(hidden=tuple(BY_NAME)), View(folded=tuple(BY_NAME))):
            found = numbers_of(shipped_figure(name, view))
            assert found["hidden"] == found["read"] - found["timeless"]
            assert found["drawn"] == found["outside"] == 0


def test_an_event_outside_the_window_is_counted_as_such():
    events = (event("A", "0"), event("B", "10"), event("C", ""))
    found = numbers_of(figure_of(*events, view=View(start="8", stop="12")))
    assert (found["read"], found["drawn"], found["outside"], found["timeless"]) == (3, 1, 1, 1)


def test_a_therapy_that_began_before_the_window_is_drawn():
    from dashboard.domain.events import Kind

    events = (event("A", "0", until="20", kind=Kind.TREATMENT, components=("vincristine",)), event("B", "30"))
    found = numbers_of(figure_of(*events, view=View(start="8", stop="12")))
    assert (found["drawn"], found["outside"]) == (1, 1)


def test_a_window_past_the_last_break_shows_only_what_is_as_of_writing():
    view = View(start="writing:0", stop="writing:1")
    figure = shipped_figure("case-2", view)
    zone = next(part for part in figure["layout"]["meta"]["segments"] if part["zone"] == Zone.WRITING)
    assert figure["layout"]["xaxis"]["range"] == pytest.approx([zone["x0"], zone["x1"]], abs=0.1)
    written = {item.event.id for item in placed_of("case-2") if item.time.mark is Mark.AS_OF_WRITING}
    assert numbers_of(figure)["drawn"] >= len(written)
