"""Several cases over one axis: the same lanes on the same scales, nothing blank, each on its own day 0."""

from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from dashboard.domain.cases import Grain
from dashboard.domain.events import Kind
from dashboard.domain.when import parse_when
from dashboard.figures.axis import Zone
from dashboard.figures.frame import AXIS_PX
from dashboard.figures.lane import Options
from dashboard.figures.mirror import Shown, mirror_figure
from dashboard.figures.stack import View
from dashboard.figures.theme import DARK
from tests.figures.samples import LANES, LEUKOCYTES, event, figure_of, placed_of, shipped, timed

FOUR = ("blood_counts", "treatments", "imaging_studies", "neuro_status")
OTHERS = tuple(lane.name for lane in LANES if lane.name not in FOUR)
SIGN = {"case-1": "P1-05", "case-2": "P2-24"}
VIEW = View(width=1520, height=900, hidden=OTHERS, options=Options(findings=False))
DAY_0 = "first neurological sign, day 0"


def side_by_side(cases, view=VIEW, zero=DAY_0):
    return mirror_figure(cases, LANES, view, zero)


def boys(zeros=SIGN):
    return [Shown(shipped(name)[0], placed_of(name, zero)) for name, zero in zeros.items()]


def made(*events, **more):
    """A case of these events as one of the figure; the first is day 0."""
    case, placed = timed(*events, **more)
    return Shown(case, placed)


def count(name, at, value):
    return event(name, at, kind=Kind.LAB, term=LEUKOCYTES, value=value, unit="10*9/L")


def meta_of(figure):
    return figure["layout"]["meta"]


def values_of(figure):
    """The value axes, by the number of their strip."""
    return [axis for name, axis in figure["layout"].items() if name.startswith("yaxis") and len(name) > 7]


@pytest.mark.parametrize("theme", [View().theme, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("height", [420.0, 900.0, 1900.0])
def test_the_two_boys_are_a_figure_that_plotly_takes(theme, height):
    go.Figure(side_by_side(boys(), replace(VIEW, height=height, theme=theme)))


def test_two_cases_mirror_each_other_and_their_status_lanes_meet_at_the_axis():
    meta = meta_of(side_by_side(boys()))
    above, below = ([lane["name"] for lane in block["lanes"]] for block in meta["blocks"])
    assert above == list(FOUR)
    assert below == list(reversed(FOUR))
    assert meta["blocks"][0]["bottom"] == meta["axis_top"]
    assert meta["blocks"][1]["top"] == meta["axis_top"] + AXIS_PX


def test_strips_stand_below_one_another_and_marks_inside_their_strip():
    meta = meta_of(side_by_side(boys()))
    for block in meta["blocks"]:
        lanes = {lane["name"]: lane for lane in block["lanes"]}
        for one, following in pairwise(block["lanes"]):
            assert one["top"] + one["height"] == pytest.approx(following["top"])
        for mark in block["marks"]:
            lane = lanes[mark["lane"]]
            assert lane["top"] - 4 <= mark["y0"] and mark["y1"] <= lane["top"] + lane["height"] + 4


def test_counts_share_one_range_and_one_height():
    figure = side_by_side(boys())
    first, second = values_of(figure)
    assert first["range"] == second["range"]
    tall = [axis["domain"][1] - axis["domain"][0] for axis in (first, second)]
    assert tall[0] == pytest.approx(tall[1], abs=1e-5)
    alone = figure_of(count("a", "0", "5"), count("b", "1", "9"))
    assert values_of(alone)[0]["range"] != first["range"]


def test_a_scale_holds_the_counts_of_every_case_but_no_limit():
    low, high = (
        made(count("a", "0", "2"), count("z", "3", "<0.1")),
        made(count("a", "0", "700"), count("z", "3", ">900")),
    )
    for axis in values_of(side_by_side([low, high])):
        assert 10 ** axis["range"][0] < 2 and 700 < 10 ** axis["range"][1] < 1000


def test_every_case_has_its_own_day_0_at_one_place():
    figure = side_by_side(boys())
    meta = meta_of(figure)
    for block, zero in zip(meta["blocks"], SIGN.values(), strict=True):
        assert {mark["x"] for mark in block["marks"] if mark["id"] == zero and mark["x0"] == mark["x"] - 6} <= {
            meta["zero"]
        }
        (mark, *_) = [mark for mark in block["marks"] if mark["id"] == zero]
        assert mark["x0"] <= meta["zero"] <= mark["x1"]


def test_a_lane_is_drawn_as_on_the_page_of_its_case():
    """The same marks in the same order: only places and heights differ."""
    figure = side_by_side(boys())
    for name, block in zip(SIGN, meta_of(figure)["blocks"], strict=True):
        from tests.figures.samples import shipped_figure

        own = meta_of(shipped_figure(name, View(width=1520, height=900), SIGN[name]))
        for lane in ("blood_counts", "treatments", "neuro_status"):
            ours, theirs = ({mark["id"] for mark in found["marks"] if mark["lane"] == lane} for found in (block, own))
            assert ours == theirs


def test_no_line_joins_counts_whose_times_are_not_exact():
    """D8, on this figure too."""
    data = side_by_side(boys())["data"]
    assert not [trace for trace in data if trace["name"].endswith(":joins")]


def test_a_lane_that_one_case_does_not_have_says_so_and_is_hatched():
    treated = made(event("zero", "0"), event("t", "2", kind=Kind.TREATMENT, components=("vincristine",)))
    silent = made(event("zero", "0"), count("c", "1", "5"))
    figure = side_by_side([treated, silent])
    above, below = meta_of(figure)["blocks"]
    assert [lane["name"] for lane in above["lanes"]] == ["blood_counts", "treatments"]
    assert [lane["name"] for lane in below["lanes"]] == ["treatments", "blood_counts"]
    words = [text for trace in figure["data"] if trace["name"].endswith(":words") for text in trace["text"]]
    assert words.count("not reported") == 2
    hatched = [
        trace
        for trace in figure["data"]
        if trace["name"].endswith(":patterns") and "/" in trace["marker"]["pattern"]["shape"]
    ]
    assert {trace["name"] for trace in hatched} == {"blood_counts:patterns", "treatments:patterns"}


@pytest.mark.parametrize(
    ("times", "words"), [(("",), "1 statement without a time"), (("", ".."), "2 statements without a time")]
)
def test_a_lane_with_statements_without_a_time_says_how_many(times, words):
    timeless = made(event("zero", "0"), *(event(f"t{n}", at, kind=Kind.TREATMENT) for n, at in enumerate(times)))
    treated = made(event("zero", "0"), event("t", "2", kind=Kind.TREATMENT))
    figure = side_by_side([timeless, treated])
    assert words in [text for trace in figure["data"] if trace["name"] == "treatments:words" for text in trace["text"]]


def test_a_lane_that_no_case_has_is_left_out():
    one, two = (made(event("zero", "0"), count("c", "1", value)) for value in ("5", "7"))
    assert [lane["name"] for block in meta_of(side_by_side([one, two]))["blocks"] for lane in block["lanes"]] == [
        "blood_counts",
        "blood_counts",
    ]


def test_a_case_that_cannot_be_aligned_has_one_strip_that_says_why():
    first, second = boys()
    figure = side_by_side([first, Shown(second.case, (), "first scan: not reported")])
    block = meta_of(figure)["blocks"][1]
    assert len(block["lanes"]) == 1 and block["marks"] == [] and block["note"] == "first scan: not reported"
    assert "first scan: not reported" in [text for trace in figure["data"] if "text" in trace for text in trace["text"]]


def test_where_no_case_can_be_aligned_each_says_why():
    figure = side_by_side([Shown(one.case, (), f"{one.case.id}: not reported") for one in boys()])
    said = [text for trace in figure["data"] if "text" in trace for text in trace["text"]]
    assert [f"{one.case.id}: not reported" in said for one in boys()] == [True, True]


def test_three_to_six_cases_stand_below_the_axis_in_one_order():
    six = [*boys(), *boys(), *boys()]
    view = replace(VIEW, options=replace(VIEW.options, film=False))
    for many in (three := six[:3], six):
        meta = meta_of(figure := side_by_side(many, view))
        go.Figure(figure)
        assert meta["axis_top"] == 0
        assert {tuple(lane["name"] for lane in block["lanes"]) for block in meta["blocks"]} == {FOUR}
        assert all(one["bottom"] < other["top"] for one, other in pairwise(meta["blocks"]))
        assert not any(lane["film"] for block in meta["blocks"] for lane in block["lanes"])
    assert len(three) == 3


def test_chips_are_spread_for_each_case_by_itself():
    """Two cases may use the same ids and the same ranks."""
    one = made(
        event("zero", "0"), event("x", "after zero; before y", kind=Kind.NEURO_STATUS, rank="3", seq=1), event("y", "9")
    )
    two = made(
        event("zero", "0"),
        event("x", "after zero; before y", kind=Kind.NEURO_STATUS, rank="3", seq=1),
        event("y", "30"),
    )
    blocks = meta_of(side_by_side([one, two]))["blocks"]
    places = [next(mark["x"] for mark in block["marks"] if mark["id"] == "x") for block in blocks]
    assert places[0] < places[1]


def test_what_is_a_break_in_each_case_is_one_in_the_figure():
    far = made(event("zero", "0"), count("a", "1", "5"), count("b", "400", "6"))
    near = made(event("zero", "0"), count("a", "2", "5"))
    zones = [piece["zone"] for piece in meta_of(side_by_side([far, near]))["segments"]]
    assert zones == [Zone.DAYS, Zone.BREAK, Zone.DAYS]
    linear = meta_of(side_by_side([far, near], replace(VIEW, linear=True)))["segments"]
    assert [piece["zone"] for piece in linear] == [Zone.DAYS]


def test_rails_are_not_cut_short_by_lanes_that_are_not_shown():
    late = event("late", "~3 a", kind=Kind.OUTCOME)
    case = made(event("zero", "0"), late, event("x", "after zero; before late", kind=Kind.NEURO_STATUS, rank="3"))
    meta = meta_of(side_by_side([case, made(event("zero", "0"), count("c", "1", "4"))]))
    assert max(piece["d1"] for piece in meta["segments"]) >= 914


def test_the_name_of_day_0_covers_no_tick_and_stays_inside_the_plot():
    for events in ((event("zero", "0"), count("c", "30", "5")), (event("zero", "0"), count("c", "-30", "5"))):
        figure = side_by_side([made(*events), made(*events)])
        (name,) = [note for note in figure["layout"]["annotations"] if note.get("bgcolor")]
        left = name["x"] + name["xshift"]
        assert left >= 0 and left + 200 < VIEW.width
        axis = figure["layout"]["xaxis"]
        assert all(not left < place < left + 170 for place in axis["tickvals"])
        assert all(
            text[0] == "+" for place, text in zip(axis["tickvals"], axis["ticktext"], strict=True) if place > name["x"]
        )


def test_a_window_beside_day_0_shows_no_name_of_it():
    figure = side_by_side(boys(), replace(VIEW, start="5", stop="20"))
    assert not [note for note in figure["layout"]["annotations"] if note.get("bgcolor")]
    assert meta_of(figure)["zoom"] > 2


def test_what_is_drawn_is_counted_against_what_was_read():
    whole, part = (meta_of(side_by_side(boys(), view)) for view in (VIEW, replace(VIEW, start="-3", stop="3")))
    assert whole["read"] == part["read"] == [44, 52]
    assert all(0 < block["drawn"] <= read for block, read in zip(whole["blocks"], whole["read"], strict=True))
    assert all(one["drawn"] < other["drawn"] for one, other in zip(part["blocks"], whole["blocks"], strict=True))


def test_moments_of_writing_that_differ_are_named_alike():
    def case(writing):
        moments = {writing: parse_when("after zero")} if writing else {}
        sign = event("x", f"with {writing}" if writing else "1", kind=Kind.NEURO_STATUS, rank="5")
        return made(event("zero", "0"), sign, moments=moments, writing=writing)

    named = [
        ("publication", "publication", "at publication"),
        ("publication", "review", "at writing"),
        ("", "", "at writing"),
    ]
    for first, second, words in named:
        assert meta_of(side_by_side([case(first), case(second)]))["writing"] == words


def test_hours_are_ticked_where_a_case_counts_in_instants():
    hourly = made(event("zero", "0"), event("x", "zero + 6 h", kind=Kind.NEURO_STATUS, rank="3"), grain=Grain.INSTANT)
    texts = side_by_side([hourly, hourly], zero="")["layout"]["xaxis"]["ticktext"]
    assert any("h" in text for text in texts)


def test_a_case_without_any_event_is_silent_and_not_an_error():
    empty = Shown(shipped("case-1")[0], (), "own day 0: not reported")
    go.Figure(side_by_side([boys()[0], empty]))
    go.Figure(side_by_side([empty, empty]))
