"""What every registered lane promises: it says what it is, and draws whatever is its own."""

from dataclasses import replace

import plotly.graph_objects as go
import pytest

from dashboard.domain.cases import Case, Study
from dashboard.domain.chronology import solve
from dashboard.domain.events import Kind, State
from dashboard.domain.timing import place
from dashboard.figures.lane import Drawing, LaneInput, Options
from dashboard.figures.scale import drawable
from dashboard.figures.stack import View
from dashboard.figures.theme import DARK
from dashboard.figures.timeline import build_scale, timeline_figure
from tests.figures.samples import (
    LANES,
    LEUKOCYTES,
    MARK_OF,
    event,
    found_in,
    one_of_each_mark,
    placed_of,
    shipped,
    timed,
)

each_lane = pytest.mark.parametrize("lane", LANES, ids=lambda lane: lane.name)
LAB = {"term": LEUKOCYTES, "unit": "10*9/L"}
CONTENTS = {
    **{kind.value: {"kind": kind, "components": ("vincristine", "dexamethasone")} for kind in Kind},
    "count": {"kind": Kind.LAB, "value": "12.5", **LAB},
    "count of zero": {"kind": Kind.LAB, "value": "0", **LAB},
    "count below a limit": {"kind": Kind.LAB, "value": "<0.1", **LAB},
    "count above a limit": {"kind": Kind.LAB, "value": ">500", **LAB},
    "blasts": {"kind": Kind.LAB, "term": "Blasts/100 leukocytes in Blood", "value": "90", "unit": "%"},
    "creatinine": {"kind": Kind.LAB, "term": "Creatinine [Mass/volume] in Serum", "value": "1.5", "unit": "mg/dL"},
    "ranked status": {"kind": Kind.NEURO_STATUS, "rank": "3", "flags": "posturing; fixed pupils"},
    "trend": {"kind": Kind.NEURO_STATUS, "rank": "1..3", "trend": "worsening"},
    "flag": {"kind": Kind.NEURO_STATUS, "flags": "blindness"},
    "score": {"kind": Kind.NEURO_STATUS, "value": "10", "scale": "Glasgow Coma Scale", "components": ("E4", "VT")},
    "intrathecal": {"kind": Kind.TREATMENT, "components": ("methotrexate",), "route": "intrathecal"},
    "ventilation": {"kind": Kind.PROCEDURE, "flags": "ventilated"},
}  # fmt: skip


def owner(item):
    return next((lane for lane in LANES if lane.takes(item)), None)


@each_lane
def test_a_lane_says_its_name_its_title_and_what_it_is_about(lane):
    assert lane.name.isidentifier() and lane.name == lane.name.lower()
    assert lane.title and lane.title[0].isupper()
    assert len(lane.about) > 20 and not lane.about.endswith(".")
    assert lane.spare >= 0


def test_no_two_lanes_share_a_name_a_title_or_a_place():
    for value in ("name", "title", "order"):
        found = [getattr(lane, value) for lane in LANES]
        assert len(set(found)) == len(found), value


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_event_has_a_lane(kind):
    _, (item,) = timed(event("A", "0", kind=kind))
    assert owner(item) is not None


@each_lane
@pytest.mark.parametrize("density", [0, 1, 2])
def test_a_lane_without_events_draws_nothing_and_does_not_fail(lane, density):
    case = Case("case", "", "", "")
    options = Options(thresholds=True, density=density)
    found = lane.draw(LaneInput((), (), case, build_scale((), View()), View().theme, options), 50.0)
    assert isinstance(found, Drawing)
    assert found.canvas.hits == [] and found.canvas.dots == [] and found.canvas.bars == []
    assert found.latest is None and found.film is None and found.height >= 0


def test_a_lane_that_has_nothing_to_say_is_not_on_the_page():
    case, placed = timed(event("A", "0", kind=Kind.PROCEDURE))
    lanes = timeline_figure(case, placed, LANES, View())["layout"]["meta"]["lanes"]
    assert [lane["name"] for lane in lanes] == ["procedures"]


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("content", CONTENTS)
def test_any_event_of_any_time_and_state_is_drawn_and_found_in_its_lane(content, state):
    more = dict(CONTENTS[content])
    case = one_of_each_mark(more.pop("kind"), state, **more)
    placed = place(case, solve(case))
    for view in (View(), View(theme=DARK, linear=True, options=Options(True, False, 2)), View(start="2", stop="5")):
        figure = timeline_figure(case, placed, LANES, view)
        go.Figure(figure)
        marks = {(mark["id"], mark["lane"]) for mark in figure["layout"]["meta"]["marks"]}
        for item in placed:
            assert ((item.event.id, owner(item).name) in marks) == drawable(item), (item.event.id, view)


@pytest.mark.parametrize("until", ["unknown", "ongoing", "9", "~9 in 7..11", "7..9", "with last", "with publication"])
@pytest.mark.parametrize("content", CONTENTS)
def test_an_interval_with_any_end_is_drawn(content, until):
    more = dict(CONTENTS[content])
    sample = one_of_each_mark(more.pop("kind"), **more)
    times = dict.fromkeys(MARK_OF, "3" if until != "9" else "2")
    times |= {"bounded": "2..6", "approximate": "~4 in 1..6"}
    for name, at in times.items():
        own = event(name, at, until=until, kind=CONTENTS[content]["kind"], **more)
        case = replace(sample, events=(*sample.events[:3], own))
        figure = timeline_figure(case, place(case, solve(case)), LANES, View())
        assert name in {mark["id"] for mark in figure["layout"]["meta"]["marks"]}


@pytest.mark.parametrize("content", CONTENTS)
def test_thirty_events_on_one_day_are_all_drawn(content):
    more = dict(CONTENTS[content])
    kind = more.pop("kind")
    case, placed = timed(*(event(f"E{number}", "0", kind=kind, **more) for number in range(30)))
    figure = timeline_figure(case, placed, LANES, View())
    go.Figure(figure)
    assert len(found_in(figure)) == 30


def test_a_study_whose_event_has_another_kind_is_drawn_twice_and_owned_once():
    studies = (Study("slide", "A", "Histology", "SM"),)
    case, placed = timed(event("A", "0", kind=Kind.PATHOLOGY, study="slide"), studies=studies)
    meta = timeline_figure(case, placed, LANES, View())["layout"]["meta"]
    assert {mark["lane"] for mark in meta["marks"]} == {"imaging_studies", "procedures"}
    assert meta["numbers"]["drawn"] == meta["numbers"]["read"] == 1


@each_lane
@pytest.mark.parametrize("name", ["case-1", "case-2"])
def test_free_height_goes_only_to_lanes_that_ask_for_it(lane, name):
    case, placed = shipped(name)[0], placed_of(name)
    own = tuple(item for item in placed if drawable(item) and owner(item) is lane)
    given = LaneInput(own, placed, case, build_scale(placed, View()), View().theme, Options())
    low, high = lane.draw(given, 0.0).height, lane.draw(given, 60.0).height
    assert high == pytest.approx(low) if not lane.spare or (not own and not lane.shows) else high > low
