"""timeline_figure: a figure that Plotly accepts, for the shipped cases and for any odd one."""

import json
import math
from time import perf_counter

import orjson
import plotly.graph_objects as go
import pytest

from dashboard.domain.events import Kind, State
from dashboard.figures.lane import Options
from dashboard.figures.stack import View
from dashboard.figures.theme import DARK, LIGHT
from dashboard.figures.timeline import timeline_figure
from tests.figures.samples import (
    BY_NAME,
    LANES,
    LEUKOCYTES,
    SHIPPED,
    event,
    figure_of,
    one_of_each_mark,
    placed_of,
    shipped_figure,
    timed,
)

VIEWS = {
    "as it opens": View(),
    "dark": View(theme=DARK),
    "linear": View(linear=True),
    "narrow": View(width=600, height=200, options=Options(density=2)),
    "huge": View(width=3840, height=2000),
    "thresholds": View(options=Options(thresholds=True)),
    "plain": View(options=Options(log=False, thresholds=True)),
    "zoomed in": View(start="0", stop="5"),
    "past the days": View(start="writing:0", stop="writing:1"),
    "folded": View(folded=tuple(BY_NAME)),
    "hidden": View(hidden=tuple(BY_NAME)),
    "turned round": View(order=tuple(reversed(BY_NAME))),
}


def counts(*pairs, **more):
    """Leukocyte counts (time, value) in the canonical unit."""
    return [
        event(f"L{number}", at, kind=Kind.LAB, term=LEUKOCYTES, value=value, unit="10*9/L", **more)
        for number, (at, value) in enumerate(pairs)
    ]


def treatment(event_id, at, until, **more):
    return event(event_id, at, until=until, kind=Kind.TREATMENT, components=("vincristine",), **more)


EACH = one_of_each_mark(kind=Kind.IMAGING)
ODD = {
    "no event": ((), {}),
    "one event": ((event("A", "0"),), {}),
    "one event without a time": ((event("A", ""),), {}),
    "one event at an unknown time": ((event("A", "0"), event("B", "..")), {}),
    "only as of writing": ((event("A", "with print"),), {"moments": {"print": ()}, "writing": "print"}),
    "300 counts": (tuple(counts(*((str(day), str(1 + day % 40)) for day in range(300)))), {}),
    "counts of zero and below": (tuple(counts(("0", "0"), ("1", "<0.1"), ("2", "5"), ("3", ">500"))), {}),
    "only a count of zero": (tuple(counts(("0", "0"))), {}),
    "a very small and a very large count": (tuple(counts(("0", "0.01"), ("1", "1900"))), {}),
    "treatments without end": (
        (treatment("A", "0", "ongoing"), treatment("B", "0..3", "unknown"), treatment("C", "after A", "unknown"),
         treatment("D", "~20", "ongoing"), treatment("E", "3", "9"), treatment("F", "after A; before E", None)),
        {},
    ),
    "centuries": ((event("A", "0"), event("B", "40000"), event("C", "-40000")), {}),
    "every kind of time": (EACH.events, {"clocks": EACH.clocks, "moments": EACH.moments, "writing": EACH.writing}),
}  # fmt: skip


def check(figure):
    """What holds for every figure."""
    go.Figure(figure)
    assert {trace["type"] for trace in figure["data"]} <= {"scatter", "bar"}
    text = orjson.dumps(figure)  # refuses what is no JSON
    for number in _numbers(json.loads(text)):
        assert math.isfinite(number)
    assert not any(value is None for value in _leaves(figure["layout"]["shapes"]))
    names = [trace["name"] for trace in figure["data"]]
    assert len(names) == len(set(names))
    assert not {"hovertemplate", "texttemplate"} & {key for trace in figure["data"] for key in trace}
    assert all(trace["hoverinfo"] == "skip" for trace in figure["data"])
    lanes = figure["layout"]["meta"]["lanes"]
    for upper, lower in zip(lanes, lanes[1:], strict=False):
        assert upper["top"] + upper["height"] == pytest.approx(lower["top"])
    for name, axis in figure["layout"].items():
        if name.startswith("yaxis"):
            low, high = axis["domain"]
            assert 0 <= low <= high <= 1
            assert all(math.isfinite(end) for end in axis["range"])


def _leaves(value):
    if isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _leaves(part)
    else:
        yield value


def _numbers(value):
    return (leaf for leaf in _leaves(value) if isinstance(leaf, float))


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("name", SHIPPED)
def test_each_view_of_a_shipped_case_is_a_figure(name, view):
    check(shipped_figure(name, view))


@pytest.mark.parametrize(
    "view", [View(), View(theme=DARK, linear=True, options=Options(True, False, 2))], ids=["open", "dark"]
)
@pytest.mark.parametrize(("events", "more"), ODD.values(), ids=ODD)
def test_an_odd_case_is_a_figure(events, more, view):
    check(figure_of(*events, view=view, **more))


@pytest.mark.parametrize("days", [("0", "9"), ("0", "-9"), ("0", "0")])
def test_a_window_may_begin_and_end_at_day_0(days):
    events = [event(f"E{number}", day) for number, day in enumerate(days)]
    for start, stop in (("0", ""), ("", "0"), ("0", "0"), ("-0.5", "0"), ("0", "0.5")):
        figure = figure_of(*events, view=View(start=start, stop=stop))
        check(figure)
        low, high = figure["layout"]["xaxis"]["range"]
        assert low < high


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("linear", [False, True])
def test_every_event_that_can_be_drawn_has_a_mark_in_its_own_lane(name, linear):
    meta = shipped_figure(name, View(linear=linear))["layout"]["meta"]
    marks = {(mark["id"], mark["lane"]) for mark in meta["marks"]}
    timeless = set(meta["numbers"]["timeless_ids"])
    for item in placed_of(name):
        lane = next(lane.name for lane in BY_NAME.values() if lane.takes(item))
        assert ((item.event.id, lane) in marks) == (item.event.id not in timeless), item.event.id


@pytest.mark.parametrize("name", SHIPPED)
def test_every_mark_has_an_extent_inside_its_lane(name):
    meta = shipped_figure(name)["layout"]["meta"]
    lanes = {lane["name"]: lane for lane in meta["lanes"]}
    for mark in meta["marks"]:
        lane = lanes[mark["lane"]]
        assert mark["x0"] <= mark["x1"] and mark["y0"] < mark["y1"]
        assert lane["top"] - 1 <= mark["y0"] and mark["y1"] <= lane["top"] + lane["height"] + 1, mark


@pytest.mark.parametrize(("width", "height"), [(1540, 880), (1920, 900), (3840, 1900)])
@pytest.mark.parametrize("name", SHIPPED)
def test_the_whole_case_fits_a_large_screen_without_scrolling(name, width, height):
    assert shipped_figure(name, View(width=width, height=height))["layout"]["height"] == height


def test_both_themes_say_the_same_in_other_colours():
    def without_colours(value):
        if isinstance(value, dict):
            return {key: without_colours(part) for key, part in value.items() if key != "hash"}
        if isinstance(value, list | tuple):
            return [without_colours(part) for part in value]
        return "" if isinstance(value, str) and value.startswith("#") else value

    for name in SHIPPED:
        light, dark = (shipped_figure(name, View(theme=theme)) for theme in (LIGHT, DARK))
        assert light != dark
        assert without_colours(light) == without_colours(dark)


def test_markup_in_the_record_is_shown_and_never_obeyed():
    nasty = '<b>bold</b> & <a href="javascript:x">link</a> %{x} $y$ </script>'
    events = [
        event(kind.value, "0", kind=kind, label=nasty, state=state) for kind in Kind for state in (State.PRESENT,)
    ]
    figure = figure_of(*events)
    check(figure)
    texts = [text for trace in figure["data"] for text in trace.get("text", ())]
    written = [text for text in texts if "bold" in text]
    assert written
    for text in written:
        assert "<" not in text and "$" not in text and "&lt;b&gt;bold" in text
    said = [lane["title"] for lane in figure["layout"]["meta"]["lanes"]]
    assert not any("<" in title for title in said)


def test_the_axis_has_day_0_in_bold_and_the_ticks_of_the_view():
    axis = shipped_figure("case-1")["layout"]["xaxis"]
    assert "<b>day 0</b>" in axis["ticktext"]
    near = shipped_figure("case-1", View(start="0", stop="6"))["layout"]["xaxis"]
    assert {"1", "2", "3", "4", "5"} <= set(near["ticktext"])
    edges = [near["tickvals"][near["ticktext"].index(text)] for text in ("<b>day 0</b>", "6")]
    assert near["range"] == pytest.approx(edges, abs=0.1)


def test_a_case_in_instants_has_ticks_in_hours():
    from dashboard.domain.cases import Grain

    events = (event("A", "0"), event("B", "0.5"))
    assert any(" h" in text for text in figure_of(*events, grain=Grain.INSTANT)["layout"]["xaxis"]["ticktext"])
    assert not any(" h" in text for text in figure_of(*events)["layout"]["xaxis"]["ticktext"])


def test_ten_years_of_counts_are_drawn_at_once():
    """Long series must not compare every event with every other."""
    series = counts(*((f"{day} d", str(1 + day % 40)) for day in range(0, 3600, 2)))
    case, placed = timed(*series)
    started = perf_counter()
    figure = timeline_figure(case, placed, LANES, View())
    assert perf_counter() - started < 2
    numbers = figure["layout"]["meta"]["numbers"]
    assert numbers["drawn"] + numbers["between"] == len(series)


def test_a_zoomed_view_of_years_has_the_ticks_of_its_window_and_of_one_to_either_side():
    figure = figure_of(event("A", "0"), event("B", "3650"), view=View(start="100", stop="101", linear=True))
    axis = figure["layout"]["xaxis"]
    low, high = axis["range"]
    assert 2 < len(axis["tickvals"]) < 100
    assert all(low - (high - low) - 0.01 <= place <= high + (high - low) + 0.01 for place in axis["tickvals"])
