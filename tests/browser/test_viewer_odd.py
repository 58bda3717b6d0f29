"""What is no plain stack of slices: said as what it is, where a reader looks; and nothing of any header gets out."""

from tests.browser.odd_pictures import STUDIES
from tests.browser.viewing import go, server, shown, until, words
from tests.planted import traces

__all__ = ["server", "shown"]

ALSO = "Segmentation, 2 × Basic Text SR (not shown: no picture); 1 file that cannot be read"


def test_what_a_study_holds_besides_pictures_and_what_is_not_regular_is_said_in_viewer_and_panel(shown):
    page = shown("mixed", case="odd")
    assert "1 slice is missing." in words(page, "bl")
    assert ALSO in page.locator(".viewer-caption").inner_text()
    page.keyboard.press("Escape")
    page.locator(".film-picture", has_text="mixed").click()
    panel = page.locator("#timeline-panel").inner_text()
    assert "In the pictures" in panel and "1 slice is missing." in panel and ALSO in panel


def test_a_study_without_a_picture_says_what_it_holds(open_page):
    page = open_page("/cases/odd?pictures=report")
    until(page, "document.querySelector('.viewer-text.middle')?.innerText")
    assert words(page, "middle") == "It holds no picture, but Basic Text SR."
    page.keyboard.press("Escape")
    until(page, "document.querySelector('#timeline').dataset.drawn")


def test_a_picture_that_cannot_be_decoded_has_the_reason_in_its_place(open_page, watches):
    page = open_page("/cases/odd?pictures=broken")
    watches[-1].expected = ("422",)
    until(page, "document.querySelector('.viewer-text.middle')?.innerText")
    assert words(page, "middle") == "The picture in the file cannot be decoded."


def test_a_film_in_colour_is_shown_frame_by_frame_with_square_pixels(shown):
    page = shown("film", case="odd")
    assert words(page, "bl") == "picture 2/3" and "lossy" in words(page, "tr")
    assert [words(page, side) for side in ("left", "bottom")] == ["", ""]
    go(page, "ArrowUp", 2)
    wide = page.evaluate("""() => { const { info } = viewer.panes[0].series; return viewer_geometry.size(info); }""")
    assert wide == [32, 12]


def test_photos_of_one_folder_keep_each_its_own_shape(shown):
    page, shape = shown("photos", case="odd"), "viewer_geometry.size(viewer.panes[0].series.info)"
    shapes = []
    for key, at in (("Home", 0), ("End", 1), ("Home", 0)):
        go(page, key, at)
        shapes.append(page.evaluate(shape))
    assert [across / down for across, down in shapes] == [1.5, 2 / 3, 1.5]


def test_of_thirty_four_identifiers_in_the_headers_the_browser_receives_none(open_page):
    page, received, found, assets = open_page("/"), [], {}, {}

    def read(route):
        url = route.request.url
        if url in assets:
            route.fulfill(response=assets[url])
            return
        answer = route.fetch()
        if "/assets/" in url or "/_dash-component-suites/" in url:
            assets[url] = answer
        whole = route.request.url.encode() + repr(answer.headers).encode() + answer.body()
        received.append(route.request.url)
        found.update({route.request.url: traces(whole)} if traces(whole) else {})
        route.fulfill(response=answer)

    page.route("**/*", read)
    opened = [f"?pictures={study}" for study in STUDIES] + ["?pictures=mixed&pictures=film&event=E1"]
    for path in ("/", "/cases/odd", *(f"/cases/odd{query}" for query in opened)):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert traces(page.content().encode()) == []
    assert traces(page.request.get("/cases/odd/table.csv").body()) == []
    assert found == {}
    for route in ("/opening/", "/slices/", "?size=", "timeline.json", "table.json", "library.json"):
        assert any(route in url for url in received), route


def test_the_browser_of_these_tests_has_no_webgl(open_page):
    page = open_page("/cases/odd")
    for kind in ("webgl", "webgl2"):
        assert page.evaluate(f"document.createElement('canvas').getContext('{kind}')") is None
