"""The frame of every page, in a real browser: document, navigation, theme, nothing shared with another host."""

import pytest

from tests.browser.conftest import until

ABOUT = "/about"
PAGES = ("/", ABOUT, "/cases/case-1", "/cases/case-2")
SIZES = ((1280, 1024), (1366, 768), (1920, 1080), (3840, 2160))


def test_the_about_page_opens_with_its_title(open_page):
    page = open_page(ABOUT)
    assert page.title().startswith("About")
    assert page.locator("h1").count() == 1


def test_an_unknown_address_says_so_with_status_404(open_page, watches, server):
    page = open_page(ABOUT)
    watches[0].expected = ("404 (NOT FOUND)",)
    answer = page.goto("/no/such/page")
    assert answer.status == 404
    page.get_by_role("heading", name="There is nothing at this address").wait_for()


def test_the_document_has_a_language_and_one_main(open_page):
    page = open_page(ABOUT)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("main").count() == 1
    assert page.get_by_role("navigation").count() == 1


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(open_page):
    page = open_page(ABOUT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_follows_the_system_until_the_reader_chooses(open_page, theme):
    page = open_page(ABOUT, theme=theme)
    shown = "document.documentElement.dataset.theme"
    assert page.evaluate(shown) == theme
    page.locator("#theme-switch").click()
    other = {"light": "dark", "dark": "light"}[theme]
    until(page, f"{shown} === '{other}'")
    page.reload()
    assert page.evaluate(shown) == other


def test_nothing_but_the_theme_is_kept_in_the_browser(open_page):
    page = open_page(ABOUT)
    page.locator("#theme-switch").click()
    until(page, "document.cookie.length > 0")
    (kept,) = page.context.cookies()
    assert (kept["name"], kept["sameSite"]) == ("timeline-theme", "Strict") and kept["value"] in ("light", "dark")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", ABOUT])
def test_axe_finds_nothing_serious(open_page, axe, path, theme):
    page = open_page(path, theme=theme)
    page.wait_for_load_state("networkidle")
    assert axe(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(open_page, path):
    page = open_page(path, size=SIZES[0])
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_load_state("networkidle")
        until(page, f"window.innerWidth === {width} && document.documentElement.scrollWidth <= {width}")


@pytest.mark.parametrize("path", ["/cases/case-1", "/cases/case-2"])
def test_no_chart_offers_to_share_anything(open_page, path):
    page = open_page(path)
    page.locator("#timeline-plot .main-svg").first.wait_for()
    titles = page.locator(".modebar-btn").evaluate_all("all => all.map(one => one.dataset.title || '')")
    assert not [title for title in titles if "share" in title.lower() or "cloud" in title.lower()]


def test_a_page_opened_by_another_site_has_no_way_back(open_page):
    page = open_page(ABOUT)
    assert page.evaluate("window.opener") is None
    assert page.evaluate("crossOriginIsolated") in (True, False)
    assert page.request.get("/about").headers["cross-origin-opener-policy"] == "same-origin"


def test_the_fonts_are_our_own(open_page):
    page = open_page(ABOUT)
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate("document.fonts.check('16px \"IBM Plex Sans\"')")


def test_the_about_page_says_what_it_is_not(open_page):
    text = open_page(ABOUT).locator("main").inner_text()
    for words in ("not a medical device", "no dose", "no diagnosis", "no response class", "182 days", "illustrations"):
        assert words in text, words
