"""Rows of a lane: nothing overlaps, every event is found, and words give way before marks do."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.events import Kind, State
from dashboard.figures.canvas import WORD_SIZE, Canvas
from dashboard.figures.packing import SPACE, Rows
from dashboard.figures.rows import draw_rows
from dashboard.figures.stack import View
from dashboard.figures.text import text_width
from dashboard.figures.theme import LIGHT
from dashboard.figures.timeline import build_scale
from dashboard.figures.words import Words, label_of, note_of, write
from tests.figures.samples import drawn, event, timed

extents = st.lists(st.tuples(st.floats(0, 1300), st.floats(0, 400)).map(lambda e: (e[0], e[0] + e[1])), max_size=40)
times = st.sampled_from(
    ["0", "1", "9", "0..3", "4..30", "~14", "~2 wk", "after E0; before Z", "after E0", "28..", "with Z"]
)
ends = st.sampled_from([None, None, "unknown", "ongoing", "35", "33..38"])
labels = st.sampled_from(["x", "unresponsive, posturing", "leukapheresis twice within two days of arrival", "MRI"])


def rows_of(*events, view=None, **more):
    _, placed = timed(*events, **more)
    canvas = Canvas(build_scale(placed, view or View()), LIGHT)
    draw_rows(canvas, placed, lambda item: "circle", Rows(16.0, 10.5))
    return canvas, placed


@given(extents, st.integers(0, 5))
def test_what_is_put_into_rows_never_overlaps(found, first):
    rows, taken = Rows(16.0, 10.5), []
    for left, right in found:
        taken.append((rows.take(left, right, first=first), left, right))
    for number, (y, left, right) in enumerate(taken):
        assert y >= rows.y(first)
        for other_y, low, high in taken[:number]:
            assert y != other_y or right + SPACE <= low or high + SPACE <= left


@given(extents)
def test_the_rows_are_as_tall_as_what_they_hold(found):
    rows = Rows(16.0, 10.5)
    lowest = max((rows.take(*extent) for extent in found), default=10.5)
    assert rows.height == lowest + 10.5


def overlaps(one, two):
    """True when two texts stand in one row and over each other."""
    return one["y"] == two["y"] and one["x0"] < two["x1"] - 0.5 and two["x0"] < one["x1"] - 0.5


def boxes(canvas):
    for word in canvas.words:
        bold = word["weight"] == 600
        width = text_width(word["text"], word["size"], bold=bold)
        start = {"middle right": 0.0, "middle left": width, "middle center": width / 2}[word["position"]]
        yield {"y": word["y"], "x0": word["x"] - start, "x1": word["x"] - start + width, "text": word["text"]}


events = st.lists(st.tuples(times, ends, labels, st.integers(1, 6) | st.none(), st.sampled_from(State)), max_size=14)


views = st.sampled_from(
    [View(), View(linear=True), View(width=700), View(start="2", stop="12"), View(start="order:0.2")]
)


@given(events, views)
def test_no_word_stands_over_another(listed, view):
    made = [
        event(
            f"E{number + 1}",
            at,
            until=until if at not in ("with Z", "28..") else None,
            label=label,
            seq=seq,
            state=state,
        )
        for number, (at, until, label, seq, state) in enumerate(listed)
    ]
    canvas, placed = rows_of(
        event("E0", "0", label="start"), *made, event("Z", "30", label="end"), zero="E0", view=view
    )
    found = list(boxes(canvas))
    for number, one in enumerate(found):
        clash = [two for two in found[:number] if overlaps(one, two)]
        assert not clash, (one, clash)
    assert {hit.event for hit in canvas.hits} == {item.event.id for item in placed}


@given(events, views)
def test_no_symbol_stands_under_a_word(listed, view):
    made = [event(f"E{number + 1}", at, label=label, seq=seq) for number, (at, _, label, seq, _) in enumerate(listed)]
    canvas, _ = rows_of(event("E0", "0", label="start"), *made, event("Z", "30", label="end"), zero="E0", view=view)
    for word in boxes(canvas):
        for dot in canvas.dots:
            assert dot["y"] != word["y"] or not word["x0"] + 1 < dot["x"] < word["x1"] - 1, (word, dot)


def test_events_of_one_moment_share_a_mark_and_a_row():
    canvas, _ = rows_of(event("A", "0", label="one"), event("B", "0", label="two"), event("C", "9", label="three"))
    assert len(canvas.dots) == 2
    assert len({word["y"] for word in canvas.words}) == 1


def test_events_of_one_window_share_a_rail_and_name_their_numbers():
    canvas, _ = rows_of(
        event("A", "0", label="a"),
        *(event(f"E{number}", "after A; before Z", seq=number, label=f"event {number}") for number in (1, 2, 3)),
        event("Z", "20", label="z"),
    )
    rails = [shape for shape in canvas.shapes if shape["type"] == "line" and shape["line"]["dash"] != "solid"]
    assert len(rails) == 1
    said = [word["text"] for word in canvas.words]
    assert [said[said.index(f"event {number}") - 1] for number in (1, 2, 3)] == ["1", "2", "3"]


def test_words_before_the_right_edge_stand_before_their_mark():
    long = "a label that is far too long to stand behind the last day of all"
    canvas, _ = rows_of(event("A", "0", label="a"), event("B", "30", label=long), view=View(linear=True))
    (word,) = [word for word in canvas.words if word["text"] == long]
    assert word["x"] + text_width(long, WORD_SIZE) < canvas.scale.px(30)


def test_an_event_left_of_the_window_keeps_a_hit_outside_of_it():
    canvas, _ = rows_of(event("A", "0", label="a"), event("B", "30", label="b"), view=View(start="10", stop="25"))
    (hit,) = [hit for hit in canvas.hits if hit.event == "A"]
    assert hit.x1 < 0


def words_for(**more):
    return Words.of(timed(event("A", "0"), event("B", "1", **more))[1][1])


def test_the_note_goes_first_then_the_last_words_of_the_label():
    words = Words("unresponsive, posturing", "end not reported", State.ABSENT, False)
    assert words.fitted(words.width) == words
    bare = words.fitted(words.width - 1)
    assert (bare.label, bare.note) == (words.label, "")
    cut = bare.fitted(bare.width - 1)
    assert cut.label == "unresponsive…" and cut.width <= bare.width - 1
    assert words.fitted(5).label == ""


@given(st.floats(0, 300), st.sampled_from(State), st.booleans())
def test_fitted_words_need_no_more_than_the_room_or_their_glyph(room, state, bold):
    words = Words("unresponsive, posturing, fixed pupils", "end not reported", state, bold)
    assert words.fitted(room).width <= max(room, 18.0)


@pytest.mark.parametrize("state", list(State))
def test_written_words_are_as_wide_as_they_said(state):
    canvas = Canvas(build_scale(timed(event("A", "0"))[1], View()), LIGHT)
    words = Words("unresponsive", "end not reported", state, True)
    assert write(canvas, words, 10, 10) == pytest.approx(10 + words.width)


def test_the_words_of_an_event_are_its_label_or_its_term():
    plain = SimpleNamespace(event=event("A", "0", term="Hospital discharge"))
    named = SimpleNamespace(event=event("A", "0", term="Hospital discharge", label="home"))
    assert (label_of(plain), label_of(named)) == ("Hospital discharge", "home")


@pytest.mark.parametrize(
    ("more", "note"),
    [({}, ""), ({"until": "unknown"}, "end not reported"), ({"until": "ongoing"}, "ongoing"),
     ({"state": State.ABSENT}, "absent"), ({"state": State.NOT_REPORTED, "until": "unknown"}, "not reported"),
     ({"conflict": "X02"}, "X02"),
     ({"term": "Creatinine [Mass/volume] in Serum", "value": "1.5", "unit": "mg/dL"}, "1.5 mg/dL")],
)  # fmt: skip
def test_the_note_says_state_value_end_and_conflict(more, note):
    assert words_for(**more).note == note


def test_a_time_on_another_clock_is_told_in_that_clock_s_words():
    from dashboard.domain.cases import Clock

    _, placed = timed(
        event("A", "0"), event("B", "0..2"), event("C", "hospital day 4"), clocks=(Clock("hospital day", "B"),)
    )
    assert note_of(placed[2]) == "hospital day 4"


@given(extents, st.floats(0, 1300), st.floats(0, 400))
def test_a_row_is_free_where_nothing_that_was_put_there_is_near(found, left, width):
    rows = Rows(16.0, 10.5)
    for extent in found:
        rows.reserve(0, *extent)
    right = left + width
    assert rows.free(0, left, right) == all(right + SPACE <= low or high + SPACE <= left for low, high in found)


def test_the_words_of_a_mark_at_the_very_end_of_the_axis_stand_before_it():
    found = drawn(
        "outcomes", event("A", "0", kind=Kind.OUTCOME), event("B", "90..120", kind=Kind.OUTCOME, label="died")
    )
    (word,) = [word for word in found.canvas.words if word["text"] == "died"]
    mark = next(hit for hit in found.canvas.hits if hit.event == "B")
    assert word["x"] < found.canvas.scale.px(90) < found.canvas.scale.width and mark.x0 <= word["x"]
