"""Cases side by side in a real browser: legible at every size, moved by mouse and keys, and the same after a reload."""

import pytest

from tests.browser.conftest import until
from tests.browser.test_case import BOXES, overlapping

SIZES = [(1366, 768, "dark"), (1920, 1080, "light"), (1920, 1080, "dark"), (3840, 2160, "light")]
WORDS = BOXES.replace("selector =>", "() =>").replace("(selector)", "('#mirror-plot .textpoint text')")
DRAWN = "#mirror[data-drawn='case-1 case-2']"
PICTURES = "[...document.querySelectorAll('#mirror-film img')].length > 0 && " + (
    "[...document.querySelectorAll('#mirror-film img')].every(one => one.naturalWidth > 0)"
)


@pytest.fixture
def mirror(open_page):
    """`mirror(query, size, theme)`: the two published cases side by side, drawn, their pictures there."""

    def opened(query="", size=(1920, 1080), theme="light"):
        page = open_page(f"/mirror{query}", size=size, theme=theme)
        page.locator(DRAWN).wait_for()
        until(page, PICTURES)
        return page

    return opened


@pytest.mark.parametrize(("wide", "high", "theme"), SIZES)
def test_two_cases_are_legible_and_nothing_lies_on_anything(mirror, axe, wide, high, theme):
    page = mirror(size=(wide, high), theme=theme)
    words = page.evaluate(WORDS)
    assert len(words) > 40
    assert overlapping(words) == []
    assert (
        overlapping(page.evaluate(BOXES, ".mirror .lane-title, .mirror .lane-sub, .mirror .latest, .mirror .lane-row"))
        == []
    )
    assert overlapping(page.evaluate(BOXES, ".film-picture")) == []
    assert (
        overlapping(page.evaluate(BOXES, ".zero-row button, .zero-row select, .patient-line > *, .navigation > *"))
        == []
    )
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert axe(page) == []


def test_at_a_wall_screen_everything_stands_on_one_screen(mirror):
    page = mirror()
    assert page.locator("#mirror").bounding_box()["y"] + page.evaluate("mirror.now.meta.height") <= 1080
    assert page.locator("#mirror-numbers").bounding_box()["y"] < 1075
    assert page.locator(".mirror-tag").all_inner_texts() == ["Case 1", "Case 2"]
    who = page.locator("#mirror-who").inner_text()
    assert "9 years, male, T-cell acute lymphoblastic leukemia" in who and "2 years, male" in who
    assert "illustrations" in page.locator("#mirror-pictures").inner_text()


def test_both_cases_start_on_the_first_neurological_sign_at_one_line(mirror):
    page = mirror()
    assert page.locator("#mirror-zeros [aria-pressed=true]").inner_text() == "first neurological sign"
    meeting = page.evaluate("""() => mirror.now.meta.blocks.map((block, at) => {
      const mark = block.marks.find(one => one.id === ['P1-05', 'P2-24'][at] && one.lane === 'neuro_status');
      return [mirror.toPx(mark.x0), mirror.toPx(mirror.now.meta.zero), mirror.toPx(mark.x1)];
    })""")
    assert all(low <= zero <= high for low, zero, high in meeting)


def test_the_library_leads_to_the_two_cases_first(open_page):
    page = open_page("/")
    page.locator(".library-case").first.wait_for()
    page.get_by_role("link", name="Case 1 and Case 2 on one clock").click()
    page.locator(DRAWN).wait_for()
    assert "case=case-1&case=case-2&day0=first-sign" in page.url


def test_the_line_follows_mouse_and_keys_and_lists_what_is_reported_there(mirror):
    page = mirror()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert page.locator("#mirror-day-name").inner_text() == "day \u221219"
    said = page.locator("#mirror-day").inner_text()
    assert "repeat leukocyte count 412.5" in said and "nothing reported" in said
    page.keyboard.press("]")
    assert page.locator("#mirror-day-name").inner_text() == "day \u221218"
    page.reload()
    page.locator(DRAWN).wait_for()
    assert page.locator("#mirror-day-name").inner_text() == "day \u221218"
    page.keyboard.press("Escape")
    assert page.locator("#mirror-line").is_hidden() and page.locator("#mirror-day").is_hidden()
    assert "day=" not in page.url
    box, zero = page.locator("#mirror").bounding_box(), page.evaluate("mirror.toPx(mirror.now.meta.zero)")
    page.mouse.click(box["x"] + zero, box["y"] + page.evaluate("mirror.now.meta.axis_top") + 10)
    until(page, "document.getElementById('mirror-day-name').textContent === 'day 0'")
    assert "day=0" in page.url


def test_what_only_may_lie_at_the_line_is_said_to(mirror):
    said = mirror("?case=case-1&case=case-2&from=-5&to=20&day=1").locator("#mirror-day").inner_text()
    assert "repeat leukocyte count 1037 × 10⁹/L (perhaps; day 0–2)" in said
    assert "3 with an order only may lie here" in said


def test_a_mark_under_the_pointer_names_its_case_and_its_source(mirror):
    page = mirror()
    page.locator("#mirror-film .film-picture").nth(4).hover()
    tip = page.locator("#mirror-tip").inner_text()
    assert tip.startswith("Case 2: CT 1") and "CR38" in tip


def test_another_day_0_moves_both_cases_and_the_table(mirror):
    page = mirror()
    page.get_by_role("button", name="first MRI", exact=True).click()
    page.get_by_role("heading", name="Seen from the first MRI").wait_for()
    row = page.locator("#mirror-table tr", has_text="first neurological sign").first
    assert row.locator("td").all_inner_texts() == ["~2 weeks before (11–19 days)", "2 days before"]
    page.get_by_label("Other moments to align on").select_option(label="first intrathecal dose (not in Case 1)")
    page.locator("#mirror-plot text", has_text="Case 1, first intrathecal dose: not reported").wait_for()
    assert "day0=first-intrathecal" in page.url


def test_any_two_milestones_can_be_asked_for(mirror):
    page = mirror()
    page.get_by_label("from…").select_option(label="diagnosis")
    page.get_by_label("to…").select_option(label="second MRI")
    row = page.locator("#mirror-table tr", has_text="diagnosis to second MRI")
    row.wait_for()
    assert row.locator("td").all_inner_texts() == ["after, within 18–41 days", "after, within 22–24 days"]
    assert "a=diagnosis&b=second-mri" in page.url


def test_a_zoom_moves_all_and_goes_back(mirror):
    page = mirror("?case=case-1&case=case-2&from=-5&to=20")
    assert page.evaluate("mirror.now.meta.zoom") > 2
    page.keyboard.press("0")
    until(page, "mirror.now.meta.zoom === 1")
    assert "from=" not in page.url
    page.keyboard.press("+")
    until(page, "mirror.now.meta.zoom > 1.5")


def test_lanes_and_an_event_of_its_own_as_day_0_are_chosen_in_the_dialog(mirror):
    page = mirror()
    page.keyboard.press("c")
    page.get_by_role("dialog", name="Cases and lanes").wait_for()
    page.get_by_role("checkbox", name="Diagnoses, complications").check()
    page.locator("#mirror-labels section[aria-label='Diagnoses, complications, Case 2']").wait_for()
    page.get_by_label("Day 0 of Case 2").select_option(label="MRI 1")
    until(page, "mirror.now.cases[1].zero === 'P2-26'")
    assert page.get_by_role("button", name="Remove Case 1").is_disabled()
    page.get_by_role("button", name="Close").click()
    assert "zero=&zero=P2-26" in page.url and "only=" in page.url
    assert page.locator("#mirror-axis-name").inner_text() == "Days before and after each day 0"


def test_the_name_of_a_case_opens_it_on_the_same_day_0(mirror):
    page = mirror()
    page.get_by_role("link", name="Case 2", exact=True).click()
    page.locator("#timeline[data-drawn='case-2']").wait_for()
    assert page.url.endswith("/cases/case-2?zero=P2-24")


def test_what_cannot_be_compared_is_said_in_a_sentence(open_page, watches):
    page = open_page("/mirror?case=case-1&case=nobody")
    watches[0].expected = ("404 (NOT FOUND)",)
    watches[0].faults.clear()
    until(page, "document.getElementById('mirror-message').textContent.includes('no case')")


def test_the_page_needs_neither_dash_nor_webgl(mirror):
    page = mirror()
    assert not page.evaluate("performance.getEntriesByType('resource').filter(one => one.name.includes('dash')).length")
    assert page.locator(".modebar, canvas").count() == 0
