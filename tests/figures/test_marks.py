"""Every way a time can be known, and every state of a fact, is drawn differently: by form, never by colour alone."""

from itertools import combinations

import pytest

from dashboard.domain.chronology import solve
from dashboard.domain.events import End, State
from dashboard.domain.timing import Mark, place
from dashboard.figures.canvas import Canvas
from dashboard.figures.marks import STATE_WORDS, end_mark, fade, pennant, state_glyph, time_mark
from dashboard.figures.scale import drawable
from dashboard.figures.stack import View
from dashboard.figures.theme import DARK, LIGHT
from dashboard.figures.timeline import build_scale
from tests.figures.samples import event, one_of_each_mark, timed

CASE = one_of_each_mark()
PLACED = {item.event.id: item for item in place(CASE, solve(CASE))}
SCALE = build_scale(tuple(PLACED.values()), View())
DRAWN = {name: item for name, item in PLACED.items() if drawable(item) and name not in ("zero", "arrival", "last")}


def form(canvas):
    """What is left of a drawing in grey and without its place: kinds of shape, solid or hollow, dashes, opacities."""
    dark = {canvas.theme.ink, canvas.theme.ink2, canvas.theme.ink3}

    def of_shape(shape):
        filled = shape.get("fillcolor", "") in dark
        return shape["type"], shape.get("path"), shape["line"].get("dash"), shape.get("opacity"), filled

    return (
        frozenset(of_shape(shape) for shape in canvas.shapes),
        frozenset((dot["symbol"], dot["fill"] in dark) for dot in canvas.dots),
        frozenset(chip["text"].isdigit() for chip in canvas.chips),
        frozenset(word["text"] for word in canvas.words),
        len(canvas.bars),
    )


def mark_of(name, theme=LIGHT):
    canvas = Canvas(SCALE, theme)
    extent = time_mark(canvas, DRAWN[name], 10.0)
    return canvas, extent


def test_the_sample_has_every_mark_that_is_drawn():
    assert {item.time.mark for item in DRAWN.values()} == set(Mark) - {Mark.NOT_DATED}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("one", "two"), list(combinations(sorted(set(DRAWN) - {"as of writing"}), 2)))
def test_two_kinds_of_time_are_told_apart_without_colour(one, two, theme):
    assert form(mark_of(one, theme)[0]) != form(mark_of(two, theme)[0])


def test_as_of_writing_is_told_apart_by_its_place_past_the_last_break():
    _, written = mark_of("as of writing")
    assert written.left >= SCALE.screen(SCALE.axis.segments[-2].x1)
    for name in set(DRAWN) - {"as of writing", "open order"}:
        assert mark_of(name)[1].x < SCALE.days_end


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_states_of_a_fact_are_told_apart_without_colour_and_have_words(theme):
    forms = {}
    for state in State:
        canvas = Canvas(SCALE, theme)
        width = state_glyph(canvas, state, 50, 10)
        forms[state] = form(canvas)
        assert (width == 0) == (state is State.PRESENT)
    assert len(set(forms.values())) == len(State)
    assert len({STATE_WORDS[state] for state in State if state is not State.PRESENT}) == len(State) - 1


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_a_mark_stands_over_the_days_that_it_claims(name):
    item, (_, extent) = DRAWN[name], mark_of(name)
    assert extent.left <= extent.x <= extent.right
    if item.time.mark in (Mark.EXACT, Mark.CLOCK, Mark.BOUNDED):
        assert extent.x == pytest.approx((SCALE.px(item.time.earliest) + SCALE.px(item.time.latest)) / 2)
    if item.time.mark is Mark.APPROXIMATE:
        assert extent.x == pytest.approx(SCALE.px(item.time.nominal))
        assert extent.left == pytest.approx(SCALE.px(item.time.earliest))
        assert extent.right == pytest.approx(SCALE.px(item.time.latest))


def test_brackets_stand_at_the_earliest_and_the_latest_day():
    canvas, _ = mark_of("bounded")
    time = DRAWN["bounded"].time
    brackets = sorted(shape["xanchor"] for shape in canvas.shapes if shape["type"] == "path")
    assert brackets == [SCALE.px(time.earliest), SCALE.px(time.latest)]


def test_an_open_side_of_a_window_is_an_arrow_and_never_a_bracket():
    _, placed = timed(event("A", "0"), event("B", "5.."), event("C", "..5"))
    both = {item.event.id: item for item in placed}
    for name, side in (("B", "M-5"), ("C", "M-5")):
        canvas = Canvas(build_scale(placed, View()), LIGHT)
        time_mark(canvas, both[name], 0)
        paths = [shape["path"] for shape in canvas.shapes if shape["type"] == "path"]
        assert len(paths) == 2 and any(path.startswith(side) for path in paths)


def test_an_approximate_bar_fades_towards_both_ends():
    canvas, extent = mark_of("approximate")
    boxes = sorted((shape["x0"], shape["x1"], shape["opacity"]) for shape in canvas.shapes)
    left = [opacity for x0, x1, opacity in boxes if x1 <= extent.x + 0.01]
    right = [opacity for x0, x1, opacity in boxes if x0 >= extent.x - 0.01]
    assert left == sorted(left) and right == sorted(right, reverse=True)
    assert left[0] == right[-1] == 0.15


def test_a_chip_has_its_rank_and_a_dash_where_there_is_no_order():
    assert [chip["text"] for chip in mark_of("order only")[0].chips] == ["5"]
    assert [chip["text"] for chip in mark_of("open order")[0].chips] == ["\u2013"]


@pytest.mark.parametrize("until", ["9", "7..9", "~9 in 7..11", "unknown", "ongoing"])
def test_the_end_of_an_interval_is_drawn_by_what_is_known_of_it(until):
    _, placed = timed(event("A", "0", until=until), event("B", "12"))
    scale = build_scale(placed, View())
    canvas = Canvas(scale, LIGHT)
    start = time_mark(canvas, placed[0], 0)
    whole = end_mark(canvas, placed[0], start, 0)
    assert whole.right > start.right and whole.x == start.x
    faded = {shape.get("opacity") for shape in canvas.shapes} - {None, 1.0}
    assert bool(faded) == (until in ("unknown", "ongoing", "~9 in 7..11"))
    if isinstance(placed[0].end, End):
        assert whole.right < scale.px(2)  # nothing is drawn over days that the record does not speak of


def test_a_moment_and_an_order_only_event_have_no_end_drawn():
    canvas = Canvas(SCALE, LIGHT)
    for name in ("exact", "order only"):
        start = time_mark(canvas, DRAWN[name], 0)
        before = len(canvas.shapes)
        assert end_mark(canvas, DRAWN[name], start, 0) == start
        assert len(canvas.shapes) == before


def test_a_fading_end_and_a_flag_are_forms_of_their_own():
    faded, flagged = Canvas(SCALE, LIGHT), Canvas(SCALE, LIGHT)
    fade(faded, 10, 10, 9, LIGHT.ink)
    pennant(flagged, 10, 10)
    assert form(faded) != form(flagged) != form(Canvas(SCALE, LIGHT))


def test_no_symbol_is_drawn_where_none_is_asked_for():
    canvas = Canvas(SCALE, LIGHT)
    time_mark(canvas, DRAWN["exact"], 10.0, "")
    assert canvas.dots == []
