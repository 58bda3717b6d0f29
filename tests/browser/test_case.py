"""A case in a real browser: drawn whole, legible, every picture at its moment."""

import json
import re

import pytest

CASES = ("case-1", "case-2")
SIZES = ((1366, 768), (1920, 1080), (3840, 2160))
STUDIES = {"case-1": 4, "case-2": 7}

WORDS = """() => [...document.querySelectorAll('#timeline-plot .textpoint text')].map(node => {
  const box = node.getBoundingClientRect();
  return {text: node.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom};
})"""
BOXES = """selector => [...document.querySelectorAll(selector)].map(node => {
  const box = node.getBoundingClientRect();
  return {text: node.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom};
})"""


def overlapping(boxes, slack=2.0):
    """Pairs of texts that lie on one another by more than `slack` px both ways."""
    found = []
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            across = min(one["right"], other["right"]) - max(one["left"], other["left"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            # Lines of text may touch by their ascenders' room, which holds no ink.
            if across > slack and down > 5:
                found.append((one["text"], other["text"], round(across), round(down)))
    return found


@pytest.mark.parametrize(("size", "theme"), list(zip(SIZES, ("dark", "light", "light"), strict=True)), ids=str)
@pytest.mark.parametrize("case", CASES)
def test_no_words_overlap_and_none_is_cut(open_case, case, size, theme):
    page = open_case(case, size=size, theme=theme)
    words = page.evaluate(WORDS)
    assert len(words) > 40
    assert overlapping(words) == []
    frame = page.locator("#timeline").bounding_box()
    cut = [word["text"] for word in words if word["right"] > frame["x"] + frame["width"] + 1]
    assert cut == []
    assert [word["text"] for word in words if word["text"].endswith("…")] == []


def test_a_long_code_of_a_case_stays_clear_of_who_it_is(open_case):
    page = open_case("case-1", size=(1366, 768))
    page.locator(".patient-code").evaluate("node => { node.textContent = 'laboratory-export-10019003'; }")
    assert overlapping(page.evaluate(BOXES, ".patient-code, .patient-person, .patient-diagnosis, .question")) == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("case", CASES)
def test_labels_of_lanes_do_not_overlap(open_case, case, size):
    page = open_case(case, size=size)
    assert overlapping(page.evaluate(BOXES, ".lane-title, .lane-sub, .latest, .lane-row")) == []


@pytest.mark.parametrize("case", CASES)
def test_all_lanes_stand_on_the_first_screen_at_1920_by_1080(open_case, case):
    page = open_case(case)
    lanes = page.evaluate(BOXES, ".lane")
    assert len(lanes) == 10
    assert max(lane["bottom"] for lane in lanes) <= 1080
    assert page.locator(".numbers").bounding_box()["y"] < 1080


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("case", CASES)
def test_every_picture_hangs_at_its_moment_and_none_hides_another(open_case, case, size):
    page = open_case(case, size=size)
    pictures = page.evaluate(BOXES, ".film-picture")
    assert len(pictures) == STUDIES[case]
    assert overlapping(pictures) == []
    meeting = page.evaluate("""() => {
      const one = window.dash_clientside.timeline.now, lane = one.meta.lanes.find(lane => lane.film);
      const own = one.meta.marks.filter(mark => mark.lane === lane.name);
      const marks = Object.fromEntries(own.map(mark => [mark.id, mark]));
      return [...document.querySelectorAll('.leaders polyline')].map(line => [
        line.points[0].x, window.dash_clientside.timeline.toPx(marks[line.dataset.event].x)]);
    }""")
    assert len(meeting) == STUDIES[case]
    assert all(abs(at - mark) < 1 for at, mark in meeting)


@pytest.mark.parametrize("size", [(1280, 1024), *SIZES], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_page_never_scrolls_sideways_and_the_patient_line_stays(open_case, size):
    page = open_case("case-1", size=size)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#table-box summary").click()
    page.locator("#event-table tbody tr").first.wait_for()
    page.locator("#event-table tbody tr").nth(20).scroll_into_view_if_needed()
    line = page.locator(".patient-line").bounding_box()
    assert line["y"] >= 0 and line["y"] + line["height"] < 140


def test_pictures_say_that_they_are_illustrations(open_case):
    page = open_case("case-2", "?event=P2-29")
    captions = page.locator("#timeline-panel figcaption").all_text_contents()
    assert len(captions) == 2
    assert all("ILLUSTRATION" in caption for caption in captions)


@pytest.mark.parametrize("case", CASES)
def test_the_four_numbers_add_up_and_equal_the_table(open_case, case):
    page = open_case(case)
    numbers = [int(number) for number in re.findall(r"\d+", page.locator(".numbers").inner_text())]
    assert numbers[0] == sum(numbers[1:])
    page.locator("#table-box summary").click()
    page.locator("#event-table tbody tr").first.wait_for()
    assert page.locator("#event-table tbody tr").count() == numbers[0]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("case", CASES)
def test_axe_finds_nothing_serious(open_case, axe, case, theme):
    page = open_case(case, "?event=P2-29" if case == "case-2" else "?event=P1-15", theme=theme)
    page.locator("#table-box summary").click()
    page.locator("#event-table tbody tr").first.wait_for()
    assert axe(page) == []


def test_no_chart_offers_to_share_and_nothing_needs_webgl(open_case):
    page = open_case("case-2")
    assert page.locator(".modebar").count() == 0
    assert page.locator("[title*='hare' i], [data-title*='hare' i], [aria-label*='share' i]").count() == 0
    assert page.evaluate("[...document.querySelectorAll('canvas')].every((canvas) => canvas.getContext('2d'))")


def test_the_page_of_a_case_takes_no_script_that_it_does_not_need(open_page, watches):
    page = open_page("/cases/case-1")
    page.locator("#timeline[data-drawn]").wait_for()
    scripts = page.evaluate(
        "() => performance.getEntriesByType('resource').map(one => one.name).filter(name => /[.]js([?]|$)/.test(name))"
    )
    assert sorted(re.search(r"/([a-z]+)[^/]*$", name)[1] for name in scripts) == ["app", "plotly"]


def test_an_unknown_case_says_so_and_stays_calm(open_page, watches):
    page = open_page("/cases/no-such-case")
    watches[0].expected = ("404 (NOT FOUND)",)
    watches[0].faults.clear()
    page.get_by_role("heading", name="There is no such case").wait_for()
    assert page.locator("#timeline, #event-table, [data-act], [data-export-open]").count() == 0
    theme = page.locator("html").get_attribute("data-theme")
    page.locator("[data-theme-switch]").click()
    assert page.locator("html").get_attribute("data-theme") != theme


def test_the_table_says_for_every_row_where_it_comes_from(open_case):
    page = open_case("case-1")
    page.locator("#table-box summary").click()
    rows = page.locator("#event-table tbody tr")
    rows.first.wait_for()
    heads = page.locator("#event-table thead th").all_text_contents()
    place = next(number for number, head in enumerate(heads) if "ource" in head or head.startswith("Place"))
    texts = json.loads(json.dumps([row.locator("th, td").nth(place).inner_text() for row in rows.all()]))
    assert all(texts)
