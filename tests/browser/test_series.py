"""The series and the library of ten thousand cases in a real browser: only what is in sight is there, all is found."""

import pytest

from bench.crowd import fill
from dashboard.store.prepare import open_store
from tests.browser.conftest import serving, until
from tests.browser.test_case import BOXES, overlapping

MANY = 10_000
ROWS = "#series-rows .series-row:not(.waiting)"
TITLES = "rows => rows.map(row => row.querySelector('.title').textContent)"
PAINTED = """() => {
  const canvas = document.querySelector('#series-paint canvas'), { width, height } = canvas;
  const dots = canvas.getContext('2d').getImageData(0, 0, width, Math.min(height, 400)).data;
  return dots.filter((value, at) => at % 4 === 3 && value > 0).length;
}"""


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """The address of a server whose library holds the two published cases and ten thousand small ones."""
    folder = tmp_path_factory.mktemp("crowd")
    store = open_store(f"sqlite:///{folder / 'data' / 'timeline.db'}")
    fill(store, MANY)
    store.close()
    with serving(folder) as address:
        yield address


@pytest.fixture
def series(open_page, crowd):
    """`series(query, size, theme)`: the series of all cases, its first rows painted."""

    def opened(query="", size=(1920, 1080), theme="light"):
        page = open_page(f"/series{query}", size=size, theme=theme, server=crowd)
        page.locator(ROWS).first.wait_for()
        until(page, "document.querySelector('#series-paint canvas').width > 300")
        return page

    return opened


def titles(page):
    return page.locator(ROWS).evaluate_all(TITLES)


@pytest.mark.parametrize(("wide", "high", "theme"), [(1366, 768, "dark"), (1920, 1080, "light"), (3840, 2160, "dark")])
def test_ten_thousand_cases_are_rows_of_which_few_are_there(series, axe, wide, high, theme):
    page = series(size=(wide, high), theme=theme)
    assert page.locator("#series-count").inner_text().startswith("10\u202f002 of 10\u202f002 cases")
    assert len(titles(page)) < 90
    assert page.locator("#series-grid").get_attribute("aria-rowcount") == "10003"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(PAINTED) > 2000
    cells = page.evaluate(
        BOXES, ".series-head .cell button, .series-head .course-word, .series-controls button, .series-controls select"
    )
    assert overlapping(cells) == []
    assert axe(page) == []


def test_the_last_row_comes_when_it_is_scrolled_to_and_the_first_again(series):
    page = series()
    page.keyboard.press("End")
    page.locator("#series-row-10001:not(.waiting)").wait_for()
    assert titles(page)[-1] == "Case 2"
    assert len(titles(page)) < 90
    assert page.evaluate(PAINTED) > 2000
    page.keyboard.press("Home")
    page.locator("#series-row-0:not(.waiting)").wait_for()
    assert titles(page)[0] == "Case 1"


def test_rows_are_walked_and_opened_by_keys_on_the_same_day_0(series):
    page = series("?day0=visit")
    for key in ("ArrowDown", "ArrowDown", "PageDown", "PageUp", "ArrowUp"):
        page.keyboard.press(key)
    assert page.locator(".series-row.here").get_attribute("data-index") == "1"
    assert page.locator("#series-grid").get_attribute("aria-activedescendant") == "series-row-1"
    page.keyboard.press("Enter")
    page.locator("#timeline[data-drawn='c-00002']").wait_for()
    assert page.url.endswith("/cases/c-00002?zero=visit")


def test_a_head_sorts_turns_and_restores(series):
    page = series()
    head = page.get_by_role("columnheader", name="Interval").get_by_role("button")
    head.click()
    page.locator("[aria-sort=ascending].interval").wait_for()
    until(page, "document.querySelector('.series-row .interval').textContent.includes('before')")
    head.click()
    page.locator("[aria-sort=descending].interval").wait_for()
    until(page, "document.querySelector('.series-row .interval').textContent.includes('after')")
    assert "sort=interval" in page.url and "desc=1" in page.url
    page.reload()
    page.locator("[aria-sort=descending].interval").wait_for()
    page.get_by_role("columnheader", name="Interval").get_by_role("button").click()
    until(page, "!document.querySelector('[aria-sort]')")
    assert titles(page)[:2] == ["Case 1", "Case 2"]


def test_cases_are_searched_filtered_and_counted(series, watches):
    page = series()
    page.keyboard.press("/")
    page.keyboard.type("white-matter")
    until(page, "document.getElementById('series-count').textContent.startsWith('1 of 10')")
    assert page.locator(".series-row .diagnosis").inner_text() == "pre-B acute lymphoblastic leukemia"
    page.locator(".series-search .search").fill("")
    until(page, "document.getElementById('series-count').textContent.startsWith('10')")
    page.get_by_label("Age to, in years").fill("2")
    page.get_by_label("Age to, in years").press("Enter")
    until(page, "[...document.querySelectorAll('.series-row .age')].every(one => parseInt(one.textContent) <= 2)")
    page.get_by_label("Interval from, in days").fill("10")
    page.get_by_label("Interval to, in days").fill("12")
    page.get_by_label("Interval to, in days").press("Enter")
    until(page, "document.getElementById('series-count').textContent.includes('only perhaps')")
    perhaps = page.locator(".series-row .interval.perhaps").first.inner_text()
    page.get_by_label("surely").check()
    until(page, "!document.getElementById('series-count').textContent.includes('only perhaps')")
    assert perhaps and page.locator(".series-row .interval.perhaps").count() == 0
    watches[0].expected = ("422 (UNPROCESSABLE ENTITY)",)
    page.get_by_label("Age to, in years").fill("old")
    page.get_by_label("Age to, in years").press("Enter")
    page.locator("#series-message", has_text="must be a number").wait_for()


def test_a_case_without_the_day_0_says_so_and_the_legend_names_the_marks(series):
    page = series("?day0=leukapheresis&q=acute+lymphoblastic")
    until(page, "document.querySelectorAll('.series-row').length === 2")
    assert page.locator(".series-row .strip").nth(1).get_attribute("aria-label") == "leukapheresis: not reported"
    assert "1 of them with leukapheresis" in page.locator("#series-count").inner_text()
    assert "first neurological sign" in page.locator("#series-legend").inner_text()
    page.get_by_text("Marks", exact=True).click()
    page.locator("[data-mark='first-mri']").check()
    until(page, "document.getElementById('series-legend').textContent.includes('first MRI')")


def test_two_rows_are_chosen_and_compared(series):
    page = series("?q=acute+lymphoblastic")
    until(page, "document.querySelectorAll('.series-row').length === 2")
    page.locator(".series-row .choice").nth(0).click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    page.get_by_role("link", name="Compare Case 1, Case 2").wait_for()
    page.keyboard.press("c")
    page.locator("#mirror[data-drawn='case-1 case-2']").wait_for()


def test_six_cases_of_the_crowd_stand_below_one_axis(open_page, crowd):
    query = "&".join(f"case=c-{number:05d}" for number in (1, 2, 3, 9, 12, 20))
    page = open_page(f"/mirror?{query}&day0=first-sign", server=crowd)
    page.locator("#mirror[data-drawn]").wait_for()
    assert overlapping(page.evaluate(BOXES, "#mirror-plot .textpoint text")) == []
    assert page.locator("#mirror-film img").count() == 0
    assert page.locator("#mirror-plot text", has_text="Case 20, first neurological sign: not reported").count() == 1
    page.evaluate("window.scrollTo(0, 700)")
    page.locator("#mirror-axis:visible").wait_for()
    page.get_by_role("button", name="Intervals").click()
    assert page.get_by_role("heading", name="Seen from the first neurological sign").bounding_box()["y"] < 400
    page.keyboard.press("c")
    page.locator("#mirror-found", has_text="Six cases are the most").wait_for()
    page.get_by_role("button", name="Remove Case 20").click()
    page.locator("#mirror[data-drawn$='c-00012']").wait_for()
    page.get_by_role("searchbox", name="Add a case").fill("white-matter")
    page.get_by_role("button", name="Case 2 2 years").click()
    page.locator("#mirror[data-drawn$='case-2']").wait_for()


def test_the_library_comes_in_parts_is_searched_and_chosen_from(open_page, crowd):
    page = open_page("/", server=crowd)
    page.locator(".library-case").first.wait_for()
    assert page.locator(".library-case").count() == 20
    assert "10002 cases" in page.locator("#library-intro").inner_text().replace("\u202f", "")
    page.locator("#library-more").scroll_into_view_if_needed()
    until(page, "document.querySelectorAll('.library-case').length >= 40")
    page.get_by_role("searchbox", name="Search the cases").fill("acute lymphoblastic")
    until(page, "document.querySelectorAll('.library-case').length === 2")
    assert "q=acute" in page.url
    page.get_by_label("Compare Case 1").check()
    assert "choose another" in page.locator("#library-chosen").inner_text()
    page.get_by_label("Compare Case 2").check()
    page.get_by_role("link", name="Compare Case 1, Case 2").click()
    page.locator("#mirror[data-drawn='case-1 case-2']").wait_for()
