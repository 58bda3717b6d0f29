"""The timeline on paper: scenes, their pieces and what they are made of."""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.cases import Trend
from dashboard.domain.chronology import solve
from dashboard.domain.timing import place
from dashboard.figures.film import Room, slots, trend_mark
from dashboard.figures.legend import drug_pieces, legend_pieces
from dashboard.figures.outlines import path_runs, pattern_runs, symbol_runs
from dashboard.figures.printed import Printed, lay_out, page_scenes, whole_scene
from dashboard.figures.scene import Cut, Disc, Pen, Photo, Scene, Shape, Text, box, line, moved, scaled, texts
from dashboard.figures.stack import View
from dashboard.figures.strip import Look, strip_scene
from dashboard.figures.svg import svg_text
from dashboard.figures.text import fitted_text, text_width, wrapped
from dashboard.figures.theme import LIGHT
from dashboard.figures.timeline import timeline_figure
from dashboard.importers import case_folder
from dashboard.lanes import all_lanes

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
PIECES = (
    box(1, 2, 3, 4, pen=Pen("#000000", 2, (1, 2)), fill="#ffffff", opacity=0.5),
    Disc(5, 5, 2, Pen("#000000"), "#111111"),
    Text(1, 1, 'a <b> & "c"\x0b', colour="#000000", anchor="center", rim="#ffffff", bold=True),
    Photo(0, 0, 10, 10, b"jpeg", "CT 1"),
)


WIDE = View(1300, 400)


def printed(name: str, view: View = WIDE) -> Printed:
    case = case_folder.read(ROOT / "data" / "cases" / name)
    return lay_out(case, place(case, solve(case)), all_lanes(), view, "visit", {"ct-1": b"jpeg"})


def test_a_path_of_a_mark_becomes_runs_with_y_downwards() -> None:
    assert path_runs("M3,5.5H0V-5.5H3") == (((3, -5.5), (0, -5.5), (0, 5.5), (3, 5.5)),)
    assert path_runs("M0,1L2,3ZM-4,.5V2") == (((0, -1), (2, -3), (0, -1)), ((-4, -0.5), (-4, -2)))


@pytest.mark.parametrize(
    ("symbol", "corners"),
    [("circle", []), ("square", [4]), ("square-dot", [4]), ("diamond", [4]), ("diamond-wide", [4]), ("cross", [12]),
     ("triangle-up", [3]), ("triangle-down", [3]), ("pentagon", [5]), ("hexagon", [6]), ("star", [10]),
     ("line-ns-open", [2]), ("line-ne", [2]), ("x-thin", [2, 2])],
)  # fmt: skip
def test_every_symbol_of_the_lanes_has_an_outline_of_its_size(symbol: str, corners: list[int]) -> None:
    runs = symbol_runs(symbol, 10)
    assert [len(run) for run in runs] == corners
    assert all(abs(x) <= 8 and abs(y) <= 8 for run in runs for x, y in run)


def test_no_symbol_that_is_drawn_anywhere_becomes_a_circle_unnoticed() -> None:
    shapes = "square|diamond|triangle|pentagon|hexagon|star|cross|x-|line-|hourglass|bowtie|hash|asterisk|arrow"
    names = re.compile(rf'"((?:{shapes})[a-z-]*)"')
    folder = Path(__file__).resolve().parents[2] / "dashboard"
    files = [*folder.glob("lanes/*.py"), folder / "figures" / "marks.py"]
    found = {name for file in files for name in names.findall(file.read_text(encoding="utf-8"))} - {"triangle"}
    assert found and all(symbol_runs(name, 10) for name in found), found


@given(st.sampled_from("/\\x-|+."), st.floats(1, 300), st.floats(4, 40), st.floats(3, 9))
def test_a_pattern_stays_in_its_box(pattern: str, width: float, height: float, pitch: float) -> None:
    runs = pattern_runs(pattern, 10, 20, 10 + width, 20 + height, pitch)
    slack = pitch if pattern == "." else 1e-6
    assert all(
        10 - slack <= x <= 10 + width + slack and 20 - slack <= y <= 20 + height + slack for run in runs for x, y in run
    )
    if min(width, height) > 2 * pitch:
        assert runs


def test_no_pattern_is_no_line() -> None:
    assert pattern_runs("", 0, 0, 10, 10, 5) == ()


def test_pieces_move_and_grow_with_what_they_hold() -> None:
    cut = Cut(0, 0, 10, 10, PIECES)
    for piece in (*PIECES, cut, line(0, 0, 1, 1, Pen("#000000"))):
        assert scaled(moved(piece, 3, 4), 1) == moved(piece, 3, 4)
        assert moved(moved(piece, 3, 4), -3, -4) == piece
    grown = scaled(cut, 2)
    assert isinstance(grown, Cut) and grown.x1 == 20 and [one.text for one in texts([grown])] == [PIECES[2].text]
    first = grown.pieces[0]
    assert isinstance(first, Shape) and first.pen == Pen("#000000", 4, (2, 4))


def test_a_scene_as_svg_is_well_formed_and_its_words_are_words() -> None:
    scene = Scene(100, 50, "#ffffff", (Cut(0, 0, 10, 10, PIECES), *PIECES))
    root = ElementTree.fromstring(svg_text(scene, style="a{}", metadata="m & m\x0b", title="t <", millimetres=200))
    assert (root.attrib["width"], root.attrib["height"]) == ("200mm", "100.00mm")
    found = [one.text for one in root.iter(f"{SVG}text")]
    assert found == ['a <b> & "c" '] * 2
    assert [one.tag for one in root.iter() if "clip" in one.tag] == [f"{SVG}clipPath"]
    assert ElementTree.fromstring(svg_text(scene)).attrib["width"] == "100"


@pytest.mark.parametrize(
    ("name", "zero"), [("case-1", None), ("case-1", "P1-21"), ("case-2", None), ("case-2", "P2-25")]
)
def test_paper_and_page_show_the_same_words(name: str, zero: str | None) -> None:
    """One model, two outputs: every word of the figure in the browser stands in the scene, and no other."""
    view = View(1560, 1000)
    case = case_folder.read(ROOT / "data" / "cases" / name)
    placed = place(case, solve(case), zero)
    figure = timeline_figure(case, placed, all_lanes(), view)
    shown = [words for trace in figure["data"] for words in trace.get("text", ())]
    on_paper = [one.text for one in texts(whole_scene(lay_out(case, placed, all_lanes(), view, "visit", {})).pieces)]
    for words in shown:
        assert words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#36;", "$") in on_paper


def test_the_lanes_are_cut_into_pages_and_nothing_is_lost() -> None:
    whole = printed("case-1")
    pages = page_scenes(whole, 300)
    assert len(pages) > 2 and all(page.height <= 301 for page in pages)
    every, cut = (
        [one.text for page in scenes for one in texts(page.pieces)] for scenes in ([whole_scene(whole)], pages)
    )
    assert set(every) <= set(cut)
    assert any(text.endswith(", continued") for text in cut)
    assert len(page_scenes(whole, 5000)) == 1


def test_hidden_and_folded_lanes_and_a_window_are_those_of_the_view() -> None:
    view = View(1300, 400, "0", "20", hidden=("laboratory",), folded=("outcomes",))
    words = [one.text for one in texts(whole_scene(printed("case-2", view)).pieces)]
    assert "Other laboratory" not in words and any("folded" in text for text in words)
    assert printed("case-2", view).numbers["hidden"] > 0


def test_a_second_line_of_the_axis_has_its_room() -> None:
    view = View(1300, 400, beside=lambda day: f"date {day:g}")
    words = [one.text for one in texts(whole_scene(printed("case-2", view)).pieces)]
    assert "date 0" in words and view.axis_px > View().axis_px


SLOTS = """
const film = require("./assets/film.js");
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const slots = ({ anchors, size }) => film.slots(anchors, size, 10, 0, 1200, 1350);
console.log(JSON.stringify(asked.map(slots)));
"""


def test_pictures_stand_where_the_page_puts_them() -> None:
    layouts = [
        {"anchors": sorted((at * 37 + number * 91) % 1500 - 50 for at in range(count)), "size": size}
        for number, (count, size) in enumerate([(0, 92), (1, 92), (4, 92), (9, 66), (14, 60), (22, 92)])
    ]
    asked = json.dumps(layouts)
    ran = subprocess.run(["node", "-e", SLOTS], input=asked, capture_output=True, text=True, cwd=ROOT, check=True)
    for one, wanted in zip(layouts, json.loads(ran.stdout), strict=True):
        found = slots(one["anchors"], one["size"], 10, Room(0, 1200, 1350))
        assert [place is None for place in found] == [place is None for place in wanted]
        assert [place for place in found if place is not None] == pytest.approx(
            [one for one in wanted if one is not None]
        )


@pytest.mark.parametrize("trend", list(Trend))
def test_every_trend_has_a_mark_of_its_own(trend: Trend) -> None:
    assert trend_mark(trend, 0, 0, LIGHT)
    assert sum(trend_mark(trend, 0, 0, LIGHT) == trend_mark(other, 0, 0, LIGHT) for other in Trend) == 1


@pytest.mark.parametrize("width", [300.0, 1200.0])
def test_the_legend_keeps_within_its_width(width: float) -> None:
    pieces, tall = legend_pieces(LIGHT, width)
    words = texts(pieces)
    assert {"exact", "bounded, earliest to latest", "absent", "not reported"} <= {one.text for one in words}
    assert all(one.x + text_width(one.text, one.size) <= width + 1 and 0 < one.y < tall for one in words)
    drugs, more = drug_pieces(LIGHT, ["intrathecal", "corticosteroid"], width)
    assert [one.text for one in texts(drugs)] == ["intrathecal", "corticosteroid"] and more > 0
    assert drug_pieces(LIGHT, [], width)[1] == 0


@pytest.mark.parametrize("name", ["case-1", "case-2"])
def test_a_strip_names_the_event_in_focus_and_no_two_names_overlap(name: str) -> None:
    case = case_folder.read(ROOT / "data" / "cases" / name)
    placed = place(case, solve(case))
    shown = [item.event.id for item in placed if item.event.detail("label")]
    for item in placed:
        if item.time.mark.value in ("not dated",) or not (item.time.on_axis or item.rank):
            continue
        scene = strip_scene(case, placed, shown, item.event.id, View(1800, 300), Look(24, 1.8, 3))
        words = texts(scene.pieces)
        bold = [one.text for one in words if one.bold and one.text.strip("0123456789\u2013") and one.text != "day 0"]
        name_ = (item.event.detail("label") or item.event.term).split(",")[0].split(":")[0]
        assert bold == [name_]
        named = [one for one in words if one.anchor == "left" and one.rim]
        for at, one in enumerate(named):
            for other in named[at + 1 :]:
                apart = one.y != other.y or one.x + text_width(one.text, 24, bold=one.bold) < other.x or (
                    other.x + text_width(other.text, 24, bold=other.bold) < one.x)  # fmt: skip
                assert apart, (one.text, other.text)


def test_words_are_cut_only_where_no_word_fits() -> None:
    assert fitted_text("leukapheresis", 12, 500) == "leukapheresis"
    assert fitted_text("two words", 12, text_width("two…", 12) + 1) == "two…"
    cut = fitted_text("leukapheresis", 12, 40)
    assert cut.startswith("leu") and cut.endswith("…") and text_width(cut, 12) <= 40
    assert fitted_text("", 12, 10) == ""


@given(st.text(alphabet="ab -", max_size=60), st.floats(10, 200))
def test_wrapping_loses_no_letter_and_keeps_the_width(text: str, width: float) -> None:
    lines = wrapped(text, 12, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(one, 12) <= width or len(one) == 1 for one in lines)


def test_a_case_of_one_event_has_a_picture_too() -> None:
    case = case_folder.read(ROOT / "data" / "cases" / "case-1")
    one = replace(case, events=tuple(event for event in case.events if event.id == case.zero), studies=(), findings=(),
                  clocks=(), moments={}, writing="", zeros=(), issues=())  # fmt: skip
    made = lay_out(one, place(one, solve(one)), all_lanes(), View(1300, 400), "visit", {})
    assert len(page_scenes(made, 400)) == 1 and made.drug_classes == ()
