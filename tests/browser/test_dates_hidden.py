"""One switch hides every date: with it a browser receives none, in no byte of any answer."""

import pytest

from tests.browser.clock_cases import TRACES

T = "window.dash_clientside.timeline"
SCRIPTS = ("/assets/", "_dash-component-suites")


@pytest.fixture
def received(open_page, clock_server):
    """`received(path)`: a page, and all that comes to it, as text by address; scripts hold no case."""
    pages = []

    def opened(path):
        kept = {}

        def keep(route):
            answer = route.fetch(max_redirects=0)
            kept[route.request.url] = answer.body().decode("utf-8", "replace")
            route.fulfill(response=answer)

        page = open_page(path, server=clock_server)
        page.route(lambda url: not any(part in url for part in SCRIPTS), keep)
        page.reload()
        pages.append(page)
        return page, kept

    yield opened
    for page in pages:
        page.unroute_all(behavior="ignoreErrors")  # what is still on its way when a test ends


def traces(texts):
    """What was planted and came through, with where."""
    return [(address[-60:], trace) for address, text in texts.items() for trace in TRACES if trace in text]


def test_everything_that_a_browser_receives_holds_no_date(received, clock_server, open_page):
    page, texts = received("/cases/dated?dates=0&table=1&zero=highest:leukocytes")
    page.locator("#timeline[data-drawn]").wait_for()
    page.locator("#event-table tbody tr").nth(7).wait_for()
    page.keyboard.press("z")
    page.locator("#chooser-number").wait_for()
    page.keyboard.press("Escape")
    for _ in range(8):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("m")
    page.keyboard.press("s")
    page.evaluate(f"{T}.select('row-2')")
    page.keyboard.press("Enter")
    page.locator("#timeline-viewer canvas[data-slice]").wait_for()
    page.keyboard.press("Escape")
    page.evaluate(f"{T}.zero('row-2')")
    page.evaluate("window.__settled()")
    csv = page.evaluate("fetch(document.querySelector('#event-table a').href).then(answer => answer.text())")
    assert "[date hidden]" in csv and "vincristine" in csv
    assert len([address for address in texts if "timeline.json" in address]) >= 2
    assert [address for address in texts if "/opening/" in address]
    texts = texts | {"the file": csv, "the page": page.content(), "the title": page.title(), "the address": page.url}
    assert traces(texts) == []
    assert ">day 0<" in page.content() and "[date hidden]" in page.content()


def test_the_library_hides_them_too_and_leads_on_to_pages_without(received):
    page, texts = received("/?dates=0")
    page.get_by_role("link", name="Open the timeline").first.wait_for()
    assert traces(texts) == []
    page.locator("a[href*='/cases/dated']").click()
    page.locator("#timeline[data-drawn]").wait_for()
    assert page.url.endswith("/cases/dated?dates=0")
    assert page.get_by_role("link", name="Cases", exact=True).get_attribute("href").endswith("?dates=0")


def test_the_switch_keeps_the_view_and_leaves_no_dated_id_in_the_address(open_case, clock_server):
    page = open_case("dated", "?event=scan-20240301&pin=visit-2024-03-01&pin=C1&zero=C1", server=clock_server)
    assert "5 Mar 2024" in page.locator("#timeline-panel").inner_text()
    assert "4 Mar 2024" in page.locator(".xtick, #timeline-plot").first.inner_text() or "Mar 2024" in page.content()
    page.keyboard.press("Shift+D")
    page.wait_for_url("**dates=0**")
    page.locator("#timeline[data-drawn]").wait_for()
    page.evaluate("window.__settled()")
    assert "event=row-2" in page.url and "pin=row-1&pin=C1" in page.url and "zero=C1" in page.url
    assert not [trace for trace in TRACES if trace in page.url]
    assert page.evaluate("document.getElementById('timeline-hide-dates').getAttribute('aria-pressed')") == "true"
    assert page.locator("#timeline-beside button").count() == 0
    page.locator("#timeline-hide-dates").click()
    page.wait_for_url(lambda url: "dates=0" not in url)
    page.locator("#timeline[data-drawn]").wait_for()
    assert page.locator("#timeline-beside button").count() == 3


def test_a_comparison_holds_no_date_and_leads_to_cases_without(received):
    page, answers = received("/mirror?case=dated&case=exact&zero=scan-20240301&zero=nth:imaging/MR:2")
    page.locator("#mirror[data-drawn]").wait_for()
    answers.clear()
    page.keyboard.press("Shift+D")
    page.wait_for_url("**dates=0**")
    page.locator("#mirror[data-drawn]").wait_for()
    assert "zero=row-2&zero=nth" in page.url
    page.keyboard.press("c")
    page.locator("#mirror-found li").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    told = answers | {"the page": page.content(), "the title": page.title(), "the address": page.url}
    assert len([address for address in told if "mirror.json" in address or "cases.json" in address]) >= 2
    assert traces(told) == []
    assert page.locator("#mirror-who a").first.get_attribute("href").endswith("/cases/dated?zero=row-2&dates=0")


def test_presenting_holds_no_date_with_names_or_without_and_leads_back_to_a_page_without(received):
    page, texts = received("/cases/dated?dates=0")
    page.locator("#timeline[data-drawn]").wait_for()
    page.keyboard.press("Shift+P")
    page.get_by_role("link", name="Present without them").click()
    page.locator(".present-stage[data-view='1']").wait_for()
    assert "/present/" in page.url and "dates=0" in page.url
    page.keyboard.press("i")
    page.locator("#present-identify").click()
    page.wait_for_url("**identified=1**")
    for _ in range(12):
        page.keyboard.press("PageDown")
    page.keyboard.press("e")
    page.wait_for_load_state("networkidle")
    told = texts | {"the page": page.content(), "the title": page.title(), "the address": page.url}
    assert [address for address in told if "/present/" in address and ".json" in address]
    assert traces(told) == []
    page.keyboard.press("Escape")
    page.wait_for_url("**/cases/dated?**")
    page.locator("#timeline[data-drawn]").wait_for()
    assert "dates=0" in page.url
    page.evaluate("window.__settled()")
    assert traces(texts | {"the page": page.content(), "the address": page.url}) == []


def test_a_day_0_that_a_case_does_not_have_gives_way_to_the_common_one(open_page, clock_server, watches):
    page = open_page("/mirror?case=dated&case=exact&dates=0", server=clock_server)
    page.locator("#mirror[data-drawn]").wait_for()
    watches[0].expected = ("422 (UNPROCESSABLE ENTITY)",)
    page.evaluate("window.dash_clientside.mirror.change({ zeros: ['scan-20240301'] })")
    page.locator(".zero-own", has_text="All cases are aligned alike").wait_for()
    assert page.url.endswith("dates=0") and "zero=" not in page.url


def test_a_series_holds_no_date_and_leads_to_cases_without(received):
    page, answers = received("/series?dates=0&day0=visit&q=Treat")
    page.locator(".series-row", has_text="hidden").first.wait_for()
    told = answers | {"the page": page.content(), "the title": page.title(), "the address": page.url}
    assert [address for address in told if "series.json" in address and "dates=0" in address]
    assert traces(told) == []
    assert "dates=0" in page.locator(".series-row a").first.get_attribute("href")
    page.locator("#series-controls [data-day0='first-count']").click()
    page.wait_for_url(lambda url: "day0=first-count" in url)
    assert page.url.endswith("dates=0")
    page.locator("#series-grid").focus()
    page.keyboard.press("Shift+D")
    page.wait_for_url(lambda url: "dates=0" not in url)
    page.locator(".series-row", has_text="2024").first.wait_for()
