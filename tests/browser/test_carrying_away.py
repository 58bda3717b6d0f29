"""Carrying a case away from its page: the menu by keyboard, an offline page without a network, the browser's print."""

import csv
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LISTEN, Watch, until

DRAWN = ".viewer-pane canvas:not([data-slice=''])[data-slice]"
SLICE = "document.querySelector('.viewer-pane canvas')?.dataset.slice"
VIEW = "window.dash_clientside.timeline.now.view"
META = "window.dash_clientside.timeline.now.meta"


def settled(page: Page) -> None:
    page.evaluate("window.__settled()")


def choose(page: Page, name: str) -> None:
    """Walk down the list of formats with the arrow key until the one of that name is chosen."""
    for _ in range(20):
        if page.evaluate("document.activeElement.value") == name:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no format {name}")


def opened_menu(page: Page) -> None:
    page.locator("[data-export-open]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#export-menu")).to_be_visible()
    page.keyboard.press("Tab") if page.evaluate("document.activeElement.name") != "format" else None
    assert page.evaluate("document.activeElement.name") == "format"


def offline(browser, path: Path, size: tuple[int, int] = (1920, 1080), theme: str = "light") -> tuple[Page, Watch]:
    """A file in a browser that has no network; the watch allows no request but for the file itself."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=theme, offline=True)
    context.add_init_script(LISTEN)
    page = context.new_page()
    watch = Watch(page, path.as_uri())
    page.goto(path.as_uri())
    page.locator("#timeline[data-drawn]").wait_for()
    settled(page)
    return page, watch


@pytest.fixture(scope="module")
def carried(tmp_path_factory) -> Path:
    """Where files that were carried away are kept."""
    return tmp_path_factory.mktemp("carried")


def test_the_menu_is_used_by_keyboard_alone_and_the_file_arrives(open_case, axe, carried):
    page = open_case("case-2")
    opened_menu(page)
    assert axe(page) == []
    choose(page, "html")
    with page.expect_download(timeout=180_000) as arrived:
        page.keyboard.press("Enter")
        expect(page.locator("#export-menu progress")).to_be_visible()
        assert page.locator(".export-start").is_disabled()
    assert re.fullmatch(r"timeline-C-[0-9A-Z]{6}\.html", arrived.value.suggested_filename)
    arrived.value.save_as(carried / "case.html")
    expect(page.locator(".export-progress [role=status]")).to_contain_text("Done.")
    page.keyboard.press("Escape")
    assert page.locator("#export-menu").is_hidden()
    assert page.evaluate("document.activeElement.hasAttribute('data-export-open')")


def test_a_long_export_is_stopped_and_nothing_is_saved(open_case):
    page = open_case("case-1")
    opened_menu(page)
    page.locator("#export-identity-deidentified").check()
    page.locator(".export-words summary").click()
    expect(page.locator(".export-words li").first).to_be_visible()
    choose_html = page.locator("#export-format-html")
    choose_html.check()
    page.locator(".export-start").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".export-progress [role=status]")).to_have_text("Stopped. Nothing was saved. ", timeout=60_000)
    assert page.locator(".export-start").is_enabled()


@pytest.fixture(scope="module")
def case_file(carried) -> Path:
    path = carried / "case.html"
    if not path.exists():
        pytest.fail("the menu has not given the file")
    return path


@pytest.fixture
def page(browser, case_file) -> Iterator[Page]:
    page, watch = offline(browser, case_file)
    yield page
    faults = watch.finish()
    page.context.close()
    assert not faults, faults


def test_an_offline_page_tells_the_whole_case_without_a_network(page, open_case, axe):
    online = open_case("case-2", "?table=1")
    expect(online.locator("#event-table tbody tr")).to_have_count(52)
    page.locator("#table-box > summary").click()
    expect(page.locator("#event-table tbody tr")).to_have_count(52)
    for told in ("#event-table table", ".patient-line", "#timeline-numbers", "#timeline-timeless", "#timeline-legend"):
        assert page.locator(told).inner_text() == online.locator(told).inner_text(), told
    drawn = "[...document.querySelectorAll('#timeline-plot .textpoint text')].map(one => one.textContent)"
    assert page.evaluate(drawn) == online.evaluate(drawn)
    assert page.locator("#timeline-labels").inner_text() == online.locator("#timeline-labels").inner_text()
    page.locator("th[data-column=event] button").click()
    labels = page.locator("#event-table tbody .table-label").all_inner_texts()
    assert labels == sorted(labels, key=str.casefold)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download as CSV").click()
    with Path(saved.value.path()).open(encoding="utf-8-sig", newline="") as file:
        assert sorted(row["Event"] for row in csv.DictReader(file)) == sorted(labels)
    page.locator(".offline-stamp summary").click()
    stamp = page.locator("#offline-stamp").inner_text()
    assert "IDENTIFIED" in stamp and "193 of 193 slices are in this file" in stamp and "50 drawn of 52" in stamp
    assert axe(page) == []


def test_its_timeline_is_stepped_zoomed_folded_and_counted_anew(page):
    page.locator("#timeline").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(f"{VIEW}.event") == "P2-02" and "fatigue" in page.locator("#timeline-sentence").inner_text()
    whole = page.evaluate(f"{META}.numbers.drawn")
    for _ in range(3):
        page.keyboard.press("+")
        settled(page)
    zoomed = page.evaluate(f"{META}.numbers")
    assert zoomed["drawn"] < whole
    assert zoomed["read"] == zoomed["drawn"] + zoomed["outside"] + zoomed["timeless"] + zoomed["hidden"]
    page.keyboard.press("0")
    settled(page)
    assert page.evaluate(f"{META}.numbers.drawn") == whole
    page.locator(".lane-title").nth(2).click()
    settled(page)
    assert page.evaluate(f"{META}.lanes[2].folded") is True
    page.get_by_role("button", name="arrival", exact=True).click()
    settled(page)
    assert "Days from" in page.locator("#timeline-axis-name").inner_text()
    assert "arrival" in page.locator("#timeline-axis-name").inner_text()
    page.keyboard.press("z")
    assert "Any other day 0 needs the program itself" in page.locator("#timeline-sentence").inner_text()
    page.locator("[data-theme-switch]").click()
    settled(page)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.locator("#timeline-message").inner_text() == ""


def test_its_story_leads_to_the_pictures_and_the_viewer_scrolls_and_compares(page):
    views = page.locator("#offline-story button[title]")
    assert 5 <= views.count() <= 8
    sentences = []
    for at in range(views.count()):
        page.get_by_role("button", name="Next view").click()
        settled(page)
        assert views.nth(at).get_attribute("aria-current") == "true"
        sentences.append(page.locator("#timeline-sentence").inner_text())
        assert page.evaluate(f"{VIEW}.event"), sentences[-1]
    assert len(set(sentences)) == views.count()
    page.locator("#offline-story button[title]").filter(has_text="Imaging").last.click()
    settled(page)
    page.keyboard.press("Enter")
    page.locator(DRAWN).first.wait_for()
    before = page.evaluate(SLICE)
    page.keyboard.press("ArrowDown")
    until(page, f"{SLICE} !== '{before}' && {SLICE} !== ''")
    page.keyboard.press("i")
    page.locator("select[aria-label='Compare with']").select_option(index=1)
    until(page, f'document.querySelectorAll("{DRAWN}").length === 2')
    page.keyboard.press("Escape")


def test_on_a_small_dark_screen_nothing_lies_over_the_story(browser, case_file):
    page, watch = offline(browser, case_file, (1366, 768), "dark")
    page.locator("#offline-story button[title]").last.click()
    settled(page)
    for button in page.locator("#offline-story button").all():
        assert button.evaluate("""one => {
          const {left, top, width, height} = one.getBoundingClientRect();
          return document.elementFromPoint(left + width / 2, top + height / 2) === one; }""")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert watch.finish() == []
    page.context.close()


@pytest.mark.parametrize(("size", "theme"), [((1920, 1080), "light"), ((1366, 768), "dark")])
def test_the_browser_prints_a_case_on_paper_across(open_case, tmp_path, size, theme):
    page = open_case("case-2", size=size, theme=theme)
    until(page, "document.querySelectorAll('#event-table tbody tr').length === 52")
    events = page.evaluate("window.dash_clientside.timeline.now.events.map(one => one.label)")
    page.pdf(path=tmp_path / "case.pdf", prefer_css_page_size=True)
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    said = subprocess.run(["pdftotext", tmp_path / "case.pdf", "-"], capture_output=True, check=True, text=True).stdout
    told = " ".join(said.split())
    for label in events:
        assert label in told, label
    assert "What caused the white-matter lesions?" in told and "Theme" not in told and "any event" not in told
    about = subprocess.run(["pdfinfo", tmp_path / "case.pdf"], capture_output=True, check=True, text=True).stdout
    assert "841.92 x 594.96 pts (A4)" in about
