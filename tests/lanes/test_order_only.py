"""The strip "order known, day unknown": numbered chips in their order, over the windows that they may lie in."""

from dashboard.domain.timing import Mark
from dashboard.figures.lane import Options
from dashboard.figures.scale import drawable
from dashboard.figures.stack import View
from tests.figures.samples import BY_NAME, drawn, event, figure_of, placed_of, shipped_drawing, words_of

A, Z = event("A", "0"), event("Z", "20")


def ordered(event_id, seq, at="after A; before Z", **more):
    return event(event_id, at, seq=seq, label=more.pop("label", f"event {seq}"), **more)


def chips(found):
    return {chip["text"]: chip["x"] for chip in found.canvas.chips}


def test_chips_stand_in_the_order_of_their_ranks():
    found = drawn("order_only", A, ordered("C", 3), ordered("B", 2), ordered("D", 7), Z)
    assert sorted(chips(found), key=chips(found).get) == ["2", "3", "7"]


def test_equal_ranks_stand_below_each_other():
    found = drawn("order_only", A, ordered("B", 2), ordered("C", 2), Z)
    assert len({chip["x"] for chip in found.canvas.chips}) == 1
    assert len({chip["y"] for chip in found.canvas.chips}) == 2


def test_every_ranked_order_only_event_of_a_case_is_in_the_strip_and_no_other():
    for name in ("case-1", "case-2"):
        found = shipped_drawing("order_only", name)
        wanted = {
            item.event.id
            for item in placed_of(name)
            if item.time.mark is Mark.ORDER_ONLY and item.rank is not None and drawable(item)
        }
        assert {hit.event for hit in found.canvas.hits} == wanted
        assert sorted(chip["text"] for chip in found.canvas.chips) == sorted(
            str(item.rank) for item in placed_of(name) if item.event.id in wanted
        )


def test_a_chip_has_the_same_place_in_the_strip_and_in_its_lane():
    figure = figure_of(A, ordered("B", 2), ordered("C", 3), Z)
    at = {trace["name"]: sorted(trace["x"]) for trace in figure["data"] if trace["name"].endswith(":chips")}
    assert at["order_only:chips"] == at["encounters:chips"]


def test_a_rail_reaches_over_each_window_and_an_arrow_says_that_there_is_no_limit():
    found = drawn("order_only", A, ordered("B", 2), ordered("C", 3, "after Z"), Z)
    rails = [shape for shape in found.canvas.shapes if shape["type"] == "line" and shape["line"]["dash"] != "solid"]
    scale = found.canvas.scale
    assert (scale.px(0), scale.px(20)) in [(rail["x0"], rail["x1"]) for rail in rails]
    paths = {shape["path"] for shape in found.canvas.shapes if shape["type"] == "path"}
    assert len(paths) == 2  # a closed end, and an arrow


def test_the_strip_owns_no_event_and_says_that_places_are_no_days():
    lane = BY_NAME["order_only"]
    assert not any(lane.takes(item) for item in placed_of("case-1"))
    assert "never days" in " ".join(shipped_drawing("order_only", "case-1").sub)
    assert not any("day " in words for words in words_of(shipped_drawing("order_only", "case-1")))


def test_crowded_columns_have_few_words_and_a_dense_view_none_at_all():
    few = drawn("order_only", A, ordered("B", 2), ordered("C", 3), Z)
    assert "event 2" in words_of(few)
    many = drawn("order_only", A, *(ordered(f"E{seq}", seq) for seq in range(2, 60)), Z)
    assert len(words_of(many)) < 20
    assert words_of(drawn("order_only", A, ordered("B", 2), Z, view=View(options=Options(density=2)))) == []


def test_a_case_whose_days_are_all_known_has_no_strip():
    lanes = figure_of(A, Z)["layout"]["meta"]["lanes"]
    assert "order_only" not in [lane["name"] for lane in lanes]


def test_a_crowd_stands_as_one_box_and_has_no_words_of_single_events():
    found = drawn(
        "order_only", A, *(ordered(f"E{seq}", seq, "after A; before B") for seq in range(2, 60)), event("B", "3"), Z
    )
    assert words_of(found) == ["2\u201359"]
    assert found.canvas.chips == []


def test_a_column_beside_a_crowd_keeps_its_words_clear_of_it():
    near = [ordered(f"E{seq}", seq, "after A; before B", label="in the crowd") for seq in range(2, 30)]
    far = ordered("F", 40, "after B; before Z", label="after it")
    found = drawn("order_only", A, *near, event("B", "0.5"), far, Z)
    assert "after it" in words_of(found) and "in the crowd" not in words_of(found)
