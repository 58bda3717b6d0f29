"""Leukocytes: the scale says what it is, thresholds stay off, and nothing is drawn where it has no place."""

from dataclasses import replace
from itertools import combinations

import pytest

from dashboard.domain.events import Kind, State
from dashboard.figures.lane import LaneInput, Options
from dashboard.figures.stack import View
from dashboard.figures.text import text_width
from dashboard.figures.timeline import build_scale
from dashboard.figures.value_scale import linear_ticks, log_ticks
from dashboard.lanes._blood_counts.thresholds import THRESHOLDS
from tests.figures.samples import BY_NAME, LEUKOCYTES, drawn, event, shipped_drawing, timed, words_of

PLAIN = View(options=Options(log=False))
LINES = View(options=Options(thresholds=True))


def count(event_id, at, value, unit="10*9/L", **more):
    return event(event_id, at, kind=Kind.LAB, term=LEUKOCYTES, value=value, unit=unit, **more)


def points(found):
    return {value["event"]: value["y"] for value in found.canvas.values}


def dashed(found):
    return [shape for shape in found.canvas.shapes if shape["type"] == "line" and shape["line"]["dash"] == "4px,3px"]


def test_d7_the_lane_says_which_scale_it_has():
    series = [count("A", "0", "211000", "/uL"), count("B", "9", "0.4")]
    assert any("log scale" in line for line in drawn("blood_counts", *series).sub)
    plain = drawn("blood_counts", *series, view=PLAIN)
    assert any("linear scale" in line for line in plain.sub)
    assert not any("log" in line for line in plain.sub)


@pytest.mark.parametrize(
    ("low", "high", "height", "found"),
    [(0.5, 1500, 400, (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)), (0.5, 1500, 60, (1, 10, 100, 1000)),
     (150, 1400, 60, (200, 500, 1000)), (4, 9, 60, (5,))],
)  # fmt: skip
def test_d7_the_log_axis_has_powers_of_ten_with_2_and_5_where_there_is_room(low, high, height, found):
    assert log_ticks(low, high, height) == pytest.approx(found)


@pytest.mark.parametrize("high", [0.14, 1.4, 7, 11, 99, 295, 1452])
def test_the_linear_axis_begins_at_0_and_has_a_few_round_numbers(high):
    found = linear_ticks(high)
    assert found[0] == 0 and found[-1] <= high and 3 <= len(found) <= 6
    steps = {round(right - left, 9) for left, right in zip(found, found[1:], strict=False)}
    assert len(steps) == 1 and f"{steps.pop():e}"[0] in "125"


def test_every_value_lies_inside_its_axis():
    series = [count("A", "0", "0.02"), count("B", "1", "1900"), count("C", "2", "12")]
    for view in (View(), PLAIN, LINES):
        axis = drawn("blood_counts", *series, view=view).canvas.value_axis
        assert axis.low < 0.02 and axis.high > 1900
        assert axis.log == (view is not PLAIN)
        assert all(axis.low <= tick <= axis.high for tick in axis.ticks)


def test_d6_thresholds_are_off_until_the_reader_asks_and_then_say_their_source():
    series = [count("A", "0", "211"), count("B", "9", "40")]
    off, on = drawn("blood_counts", *series), drawn("blood_counts", *series, view=LINES)
    assert dashed(off) == []
    assert len(dashed(on)) == len(THRESHOLDS) == 3
    for line in THRESHOLDS:
        assert any(f"{line.value:g}" in words and line.source in words for words in words_of(on))
        assert not any(line.source in words for words in words_of(off))


def test_d6_a_count_exactly_on_a_line_is_not_marked_as_above_it():
    on_it, above = (drawn("blood_counts", count("A", "0", value), view=LINES) for value in ("100", "101"))
    symbols = [[(value["fill"], value["event"]) for value in found.canvas.values] for found in (on_it, above)]
    assert symbols[0] == symbols[1]
    said = [[words for words in words_of(found) if "above" in words] for found in (on_it, above)]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("value", "symbol"), [("0", "triangle-down"), ("<0.1", "triangle-down"), (">500", "triangle-up")]
)
def test_d7_zero_and_what_lies_beyond_a_limit_stand_on_the_rail_and_not_on_the_scale(value, symbol):
    found = drawn("blood_counts", count("A", "0", "12"), count("B", "2", value))
    assert set(points(found)) == {"A"}
    assert [dot["symbol"] for dot in found.canvas.dots] == [symbol]
    assert found.canvas.dots[0]["y"] > found.canvas.value_axis.bottom
    assert any(value.replace("<", "&lt;").replace(">", "&gt;") in words for words in words_of(found))
    assert "B" in {hit.event for hit in found.canvas.hits}


def test_a_log_axis_holds_neither_bars_nor_areas():
    found = drawn("blood_counts", count("A", "0", "12"), count("B", "2", "40"))
    assert found.canvas.bars == []


def test_d3_the_last_count_reported_is_a_number_with_its_unit_as_precise_as_received():
    assert drawn("blood_counts", count("A", "0", "12"), count("B", "2", "4.50")).latest == ("4.50", "×10⁹/L")
    assert shipped_drawing("blood_counts", "case-1").latest == ("1037", "×10⁹/L")


def test_the_latest_count_is_the_last_one_even_where_it_has_no_place_on_the_scale():
    found = drawn("blood_counts", count("A", "0", "12"), count("B", "2", "<0.1"))
    assert found.latest == ("<0.1", "×10⁹/L")
    assert any("day 2" in line for line in found.sub)


@pytest.mark.parametrize("state", [State.PLANNED, State.REJECTED, State.PRESUMED, State.ABSENT])
def test_a_count_that_the_record_does_not_state_is_neither_on_the_scale_nor_the_latest(state):
    found = drawn("blood_counts", count("A", "0", "12"), count("B", "2", "300", state=state))
    assert found.latest == ("12", "×10⁹/L") and set(points(found)) == {"A"}
    assert "B" in {hit.event for hit in found.canvas.hits}, "it stands below the axis"


def test_no_later_count_is_said_only_after_the_last_one_of_all():
    later = "no later count reported"
    one, two = drawn("blood_counts", count("A", "0", "12")), count("B", "2", "<0.1")
    assert any(later in words for words in words_of(one))
    assert not any(later in words for words in words_of(drawn("blood_counts", count("A", "0", "12"), two)))


def test_a_converted_count_says_what_was_received():
    assert any("211000 /uL" in line for line in drawn("blood_counts", count("A", "0", "211000", "/uL")).sub)
    assert not any(";" in line for line in drawn("blood_counts", count("A", "0", "211")).sub[:1])


def test_d5_no_adult_range_is_drawn_for_anyone():
    for name in ("case-1", "case-2"):
        assert any("no range for age" in line for line in shipped_drawing("blood_counts", name).sub)


def test_d4_a_count_to_verify_says_so_and_stays():
    found = shipped_drawing("blood_counts", "case-1")
    assert points(found)["P1-08"] == 1037
    assert any(words.startswith("verify") for words in words_of(found))


def test_d8_only_two_exact_counts_are_joined():
    def joined(*times):
        return len(
            [
                join
                for join in drawn("blood_counts", *(count(f"E{n}", at, "9") for n, at in enumerate(times))).canvas.joins
                if join
            ]
        )

    assert joined("0", "3") == 2
    assert joined("0", "3", "9") == 4
    assert joined("0", "1..3") == joined("0", "~3") == joined("0", "after E0") == 0
    assert joined("0", "1..3", "9") == 0


def test_a_bounded_count_is_hollow_and_an_exact_one_solid():
    found = drawn("blood_counts", count("A", "0", "9"), count("B", "1..3", "9"), count("C", "~5", "9"))
    ink = found.canvas.theme.ink
    assert {value["event"]: value["fill"] == ink for value in found.canvas.values} == {
        "A": True,
        "B": False,
        "C": False,
    }


def test_other_cells_and_fluids_stay_out_of_the_curve():
    _, placed = timed(
        event("A", "0", kind=Kind.LAB, term="Leukocytes [#/volume] in Cerebral spinal fluid", value="12", unit="/uL"),
        event("B", "0", kind=Kind.LAB, term="Blasts/100 leukocytes in Blood", value="90", unit="%"),
        event("C", "0", kind=Kind.LAB, term="Creatinine [Mass/volume] in Serum", value="1.5", unit="mg/dL"),
        event("D", "0", kind=Kind.LAB, term=LEUKOCYTES, value="12", unit="10*9/L"),
        event("E", "0", kind=Kind.LAB, term="WBC count", value="12", unit="10*9/L"),
    )
    assert {item.event.id for item in placed if BY_NAME["blood_counts"].takes(item)} == {"B", "D", "E"}
    found = drawn("blood_counts", *(item.event for item in placed))
    assert set(points(found)) == {"D", "E"}


def test_a_crowded_curve_carries_no_numbers_but_every_point():
    found = drawn("blood_counts", *(count(f"E{day}", str(day), str(day + 1)) for day in range(60)))
    assert len(points(found)) == 60
    assert not {"30", "31", "32"} & set(words_of(found))


def test_the_shipped_cases_show_four_counts_in_all():
    assert points(shipped_drawing("blood_counts", "case-1")) == {"P1-06": 211, "P1-08": 1037}
    assert len(points(shipped_drawing("blood_counts", "case-2"))) == 2


def overlapping(found):
    """Pairs of numbers of which one lies on the other."""
    boxes = []
    for word in found.canvas.words:
        if word["weight"] == 600:
            width = text_width(word["text"], word["size"], bold=True)
            left = word["x"] - width if word["position"] == "middle left" else word["x"]
            boxes.append((left, left + width, word["y"], word["text"]))
    return [
        (one[3], two[3])
        for one, two in combinations(boxes, 2)
        if one[0] < two[1] and two[0] < one[1] and abs(one[2] - two[2]) < 12
    ]


def test_near_counts_have_no_numbers_on_one_another_and_keep_every_point():
    hours = [count(f"E{number}", f"{number}..{number}", str(100 + number)) for number in range(9)]
    found = drawn("blood_counts", *hours, event("Z", "400"))
    assert overlapping(found) == []
    assert len(points(found)) == 9
    assert {hit.event for hit in found.canvas.hits} == {f"E{number}" for number in range(9)}
    assert "108" in words_of(found)  # the last one is never the one that goes


def test_a_count_to_verify_says_so_even_where_it_is_not_the_last():
    series = [count("A", "0", "9"), count("B", "5", "90", verify="verify: ×10"), count("C", "9", "12")]
    assert "verify: ×10" in words_of(drawn("blood_counts", *series))


def test_a_number_stands_on_the_other_side_of_its_mark_where_only_there_is_room():
    found = drawn("blood_counts", count("A", "0..1", "274"), count("B", "1..2", "300"), count("C", "20", "9"))
    placed = {word["text"]: word for word in found.canvas.words if word["text"] in ("274", "300")}
    assert {text: word["position"] for text, word in placed.items()} == {
        "274": "middle right",
        "300": "middle left",
    } or {text: word["position"] for text, word in placed.items()} == {"274": "middle left", "300": "middle right"}


@pytest.mark.parametrize(
    ("at", "lines"),
    [
        ("0", ("day 0; 211000 /uL",)),
        ("~40 in 30..50", ("~day 40 (day 30–50)", "211000 /uL")),
        ("last - ~6 mo", ("day 202–232; 211000 /uL",)),
        ("after zero; before last", ("day unknown; 211000 /uL",)),
    ],
)
def test_when_the_last_count_was_stays_beside_the_scale_and_what_was_received_is_never_left_out(at, lines):
    events = event("zero", "0"), event("last", "400"), count("A", at, "211000", "/uL")
    sub = drawn("blood_counts", *events).sub
    assert sub == (*lines, "log scale; no range for age")
    assert all(text_width(line, 12) <= 138 for line in sub)


def test_other_cases_of_a_figure_widen_the_scale_and_draw_nothing_here():
    case, placed = timed(count("A", "0", "100"))
    _, others = timed(count("B", "0", "9000"), count("C", "1", "<1"), count("D", "1", "0"))
    lane = BY_NAME["blood_counts"]
    view = View()
    given = LaneInput(placed, placed, case, build_scale(placed, view), view.theme, view.options)
    alone, beside = lane.draw(given, 0), lane.draw(replace(given, beside=others), 0)
    assert alone.canvas.value_axis.high < 9000 < beside.canvas.value_axis.high
    assert alone.canvas.value_axis.low == beside.canvas.value_axis.low
    assert points(alone) == points(beside)
