"""Reported neurological status (D15): words first, rank second, flags beside it, and nothing carried forward."""

from itertools import pairwise

import pytest

from dashboard.domain.events import Kind, State
from dashboard.figures.marks import PENNANT
from dashboard.figures.stack import View
from dashboard.figures.text import text_width
from dashboard.lanes.neuro_status import LANE, RANKS, level_of, level_y
from tests.figures.samples import drawn, event, placed_of, shipped_drawing, timed, words_of


def status(event_id, at, label="agitated", **more):
    return event(event_id, at, kind=Kind.NEURO_STATUS, label=label, **more)


def pennants(found):
    return [shape for shape in found.canvas.shapes if shape.get("path") == PENNANT]


def hatches(found):
    return [bar for bar in found.canvas.bars if bar.get("hatch")]


def heights(found):
    return {hit.event: hit.y0 for hit in found.canvas.hits}


@pytest.mark.parametrize("rank", ["", "NR", "normal", "three", "?"])
@pytest.mark.parametrize("label", ["unresponsive", "5 normal", "GCS 3", "rank 1"])
def test_no_rank_is_made_from_words(rank, label):
    _, (item,) = timed(status("A", "0", label, rank=rank))
    assert level_of(item) is None


@pytest.mark.parametrize(("rank", "low", "high"), [("3", 3, 3), ("1..3", 1, 3), ("1..4", 1, 4)])
def test_a_rank_is_the_one_that_the_record_was_given(rank, low, high):
    _, (item,) = timed(status("A", "0", rank=rank))
    assert (level_of(item).low, level_of(item).high) == (low, high)


def test_no_scale_of_another_kind_is_named():
    assert sorted(RANKS) == [1, 3, 4, 5]
    told = " ".join(RANKS.values()) + LANE.about
    assert not any(scale in told for scale in ("GCS", "AVPU", "Glasgow"))


def test_a_ranked_status_stands_at_its_rank_and_says_its_words():
    for rank in RANKS:
        found = drawn("neuro_status", status("A", "0", "awake and alert", rank=str(rank)))
        assert [dot["y"] for dot in found.canvas.dots] == [level_y(rank)]
        assert "awake and alert" in words_of(found)


def test_a_status_without_rank_stands_below_the_ranks():
    found = drawn("neuro_status", status("A", "0"))
    assert [dot["y"] > level_y(1) for dot in found.canvas.dots] == [True]


def test_a_trend_is_a_box_between_two_ranks_with_an_arrow_and_no_level():
    worse, better = (
        drawn("neuro_status", status("A", "0", rank="1..3", trend=trend)) for trend in ("worsening", "improving")
    )
    for found in (worse, better):
        assert found.canvas.dots == []
        boxes = [shape for shape in found.canvas.shapes if shape["type"] == "rect"]
        assert [(box["y0"], box["y1"]) for box in boxes] == [(level_y(3), level_y(1))]
    arrows = [[shape["path"] for shape in found.canvas.shapes if shape["type"] == "path"] for found in (worse, better)]
    assert arrows[0] != arrows[1] and len(arrows[0]) == len(arrows[1]) == 1


def test_flags_stand_beside_a_normal_examination_and_are_named():
    found = drawn("neuro_status", status("A", "0", "normal examination", rank="5", flags="blindness"))
    assert [dot["y"] for dot in found.canvas.dots] == [level_y(5)]
    assert [flag["yanchor"] for flag in pennants(found)] == [level_y(5)]
    assert "blindness" in words_of(found)


def test_every_flag_has_its_own_pennant():
    found = drawn("neuro_status", status("A", "0", rank="1", flags="posturing; fixed pupils"))
    places = [flag["xanchor"] for flag in pennants(found)]
    assert len(set(places)) == 2


def test_a_flag_of_another_lane_stands_here_too():
    found = drawn("neuro_status", status("A", "0", rank="3"), event("B", "1", kind=Kind.PROCEDURE, flags="ventilated"))
    assert len(pennants(found)) == 1
    assert "B" in heights(found)


def test_nothing_is_joined_and_nothing_carried_forward():
    """Between and after reported states there is no line and no bar, on the way from one to the next or further."""
    found = drawn("neuro_status", status("A", "0", rank="3"), status("B", "9", rank="5"), event("Z", "20"))
    assert found.canvas.joins == [] and found.canvas.bars == []
    grid = {level_y(rank) for rank in RANKS}
    lines = [shape for shape in found.canvas.shapes if shape["type"] == "line"]
    assert all(shape["y0"] == shape["y1"] and shape["y0"] in grid and shape["line"]["width"] < 1 for shape in lines)


def test_not_reported_is_hatched_over_all_ranks_and_says_so():
    found = drawn(
        "neuro_status", status("A", "0", "not reported", state=State.NOT_REPORTED, until="19"), event("Z", "25")
    )
    (hatch,) = hatches(found)
    scale = found.canvas.scale
    assert (hatch["x0"], hatch["x1"]) == (scale.px(0), scale.px(19))
    assert hatch["y"] - hatch["height"] / 2 <= level_y(5) and hatch["y"] + hatch["height"] / 2 >= level_y(1)
    assert "not reported" in words_of(found)


def test_not_reported_reaches_only_as_far_as_is_sure_and_the_rest_is_dashed():
    found = drawn("neuro_status", status("A", "0", state=State.NOT_REPORTED, until="17..19"), event("Z", "25"))
    (hatch,) = hatches(found)
    assert hatch["x1"] == found.canvas.scale.px(17)
    dashes = [shape for shape in found.canvas.shapes if shape["type"] == "line" and shape["line"]["dash"] == "2px,2px"]
    assert dashes and all(shape["x1"] == found.canvas.scale.px(19) for shape in dashes)


@pytest.mark.parametrize(("at", "until"), [("0", None), ("0", "unknown"), ("0", "ongoing"), ("3..5", None)])
def test_not_reported_is_never_too_narrow_to_be_seen(at, until):
    silent = status("A", at, state=State.NOT_REPORTED, until=until)
    found = drawn("neuro_status", event("N", "0"), silent, event("Z", "900"), view=View(linear=True))
    (hatch,) = hatches(found)
    assert hatch["x1"] - hatch["x0"] >= 12


def test_a_status_not_reported_has_no_level_even_where_a_rank_is_typed():
    found = drawn("neuro_status", status("A", "0", state=State.NOT_REPORTED, rank="3"))
    assert found.canvas.dots == [] and len(hatches(found)) == 1


def test_the_rank_labels_stand_beside_their_lines():
    found = drawn("neuro_status", status("A", "0", rank="3"))
    assert {(row.text, row.y) for row in found.rows} == {(text, level_y(rank)) for rank, text in RANKS.items()}
    assert "words first, rank second" in found.sub


def test_case_2_is_not_reported_until_the_first_sign():
    found = shipped_drawing("neuro_status", "case-2")
    (hatch,) = hatches(found)
    assert (hatch["x0"], hatch["x1"]) == (found.canvas.scale.px(0), found.canvas.scale.px(19))
    assert len(pennants(found)) == 1


def test_case_1_ends_normal_with_its_blindness_beside_it():
    found = shipped_drawing("neuro_status", "case-1", View(width=1920))
    normal = [dot for dot in found.canvas.dots if dot["y"] == level_y(5)]
    assert len(normal) == 1
    beside = [flag for flag in pennants(found) if flag["yanchor"] == level_y(5)]
    assert len(beside) == 1 and beside[0]["xanchor"] > normal[0]["x"]
    assert {item.event.id for item in placed_of("case-1") if LANE.takes(item)} - {"P1-35", "P1-35a"} <= set(
        heights(found)
    )


def test_words_stand_right_beside_their_mark_where_the_row_has_room_and_never_on_others():
    few = drawn("neuro_status", *(status(f"E{day}", str(day), f"state {day}", rank="3") for day in (0, 20, 40)))
    assert [word["y"] for word in few.canvas.words] == [level_y(3)] * 3
    found = drawn("neuro_status", *(status(f"E{day}", str(day), f"state {day}", rank="3") for day in range(40)))
    rows = {level_y(3): [(dot["x"] - 5, dot["x"] + 5) for dot in found.canvas.dots]}
    for word in found.canvas.words:
        rows.setdefault(word["y"], []).append(
            (word["x"], word["x"] + text_width(word["text"], word["size"], bold=True))
        )
    for spans in rows.values():
        assert all(one[1] <= two[0] for one, two in pairwise(sorted(spans)))
