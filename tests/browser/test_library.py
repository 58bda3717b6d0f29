"""The start page and the table of a case, in a real browser: for the mouse, for the keyboard, at every size."""

import re

import pytest

from tests.browser.conftest import until

SIZES = [(1280, 1024), (1366, 768), (1920, 1080), (3840, 2160)]
ROWS = "#event-table tr[data-row]"
TOUCHING = """[...document.querySelectorAll('.course-axis .course-line')].flatMap(line => {
  const all = [...line.children].map(word => word.getBoundingClientRect()).sort((a, b) => a.left - b.left);
  return all.slice(1).filter((box, place) => box.left < all[place].right);
}).length"""


@pytest.fixture
def library(open_page):
    """`library(size, theme)`: the start page with its cases on it."""

    def opened(size=(1920, 1080), theme="light"):
        page = open_page("/", size=size, theme=theme)
        page.locator(".library-case").first.wait_for()
        return page

    return opened


@pytest.fixture
def table(open_page):
    """`table(query)`: the page of case 1 with its table open."""

    def opened(query="", size=(1366, 768)):
        page = open_page(f"/cases/case-1?table=1{query}", size=size)
        page.locator(ROWS).first.wait_for()
        return page

    return opened


def order(page):
    return page.locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.row)")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_both_cases_are_told_of_and_nothing_is_wider_than_the_page(library, size):
    page = library(size)
    assert page.locator(".library-case h2").all_inner_texts() == ["Case 1", "Case 2"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_words_of_a_strip_touch_each_other(library, size):
    assert library(size).evaluate(TOUCHING) == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_library(library, axe, theme):
    assert axe(library(theme=theme)) == []


def test_headings_stand_in_order(library):
    levels = library().evaluate(
        "[...document.querySelectorAll('h1, h2, h3')].filter(one => one.checkVisibility()).map(one => +one.tagName[1])"
    )
    assert levels == [1, 2, 3, 2, 3, 2]


def test_the_keyboard_opens_a_timeline(library):
    page = library()
    page.get_by_role("link", name="Open the timeline of Case 2").focus()
    page.keyboard.press("Enter")
    page.locator("#timeline[data-drawn='case-2']").wait_for()


def test_the_library_comes_back_from_another_page(library):
    page = library()
    page.get_by_role("link", name="About", exact=True).click()
    page.get_by_role("heading", level=1, name="About").wait_for()
    page.get_by_role("link", name="Cases", exact=True).click()
    page.locator(".library-case").first.wait_for()


def test_every_picture_of_the_library_is_there(library):
    page = library()
    until(page, "[...document.querySelectorAll('.library-picture')].every(one => one.complete)")
    widths = page.locator(".library-picture").evaluate_all("all => all.map(one => one.naturalWidth)")
    assert len(widths) == 2
    assert all(widths)


def test_a_click_on_a_column_sorts_and_the_third_restores_the_record(table):
    page = table()
    record, head = order(page), page.get_by_role("button", name="Event", exact=True)
    head.click()
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    assert order(page) != record
    head.press("Enter")
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    head.press("Enter")
    assert page.locator("th[aria-sort]").count() == 0
    assert order(page) == record


def test_a_row_selects_its_event_by_mouse_and_by_keyboard(table):
    page = table()
    page.locator("[data-row='P1-08'] .column-state").click()
    until(page, "location.search.includes('event=P1-08')")
    page.get_by_role("button", name="P1-15", exact=True).press("Enter")
    until(page, "location.search.includes('event=P1-15')")
    assert page.locator("tr.selected").get_attribute("data-row") == "P1-15"
    assert page.locator("[aria-current=true][data-row]").count() == 1


def test_the_selected_event_of_the_address_is_marked_in_the_table(table):
    page = table("&event=P1-21")
    page.locator("tr.selected[data-row='P1-21']").wait_for()


def test_the_table_counts_from_the_day_zero_of_the_address_and_of_the_chart(table):
    page = table("&zero=P1-21")
    assert page.locator("[data-row='P1-21'] .column-words").inner_text() == "day 0"
    page.evaluate("document.dispatchEvent(new CustomEvent('timeline-zero', { detail: { zero: '' } }))")
    page.locator("[data-row='P1-03'] .column-words", has_text=re.compile("^day 0$")).wait_for()
    assert page.locator("#event-table a").get_attribute("href").endswith("/cases/case-1/table.csv")


def test_an_open_table_is_open_again_after_a_reload(open_page):
    page = open_page("/cases/case-2")
    page.locator("#timeline[data-drawn]").wait_for()
    page.locator("#event-table").wait_for(state="attached")
    page.locator("#table-box summary").click()
    until(page, "location.search.includes('table=1')")
    page.reload()
    page.locator(ROWS).first.wait_for()


def test_the_file_has_the_name_of_the_case(table):
    page = table()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    assert download.value.suggested_filename == "case-1.csv"


def test_the_table_scrolls_in_its_own_box(table):
    assert table().evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_table(open_page, axe, theme):
    page = open_page("/cases/case-1?table=1&event=P1-08", theme=theme)
    page.locator(ROWS).first.wait_for()
    assert [one for one in axe(page) if "table" in one or "events" in one] == []
