"""Below a path, as behind a hospital's proxy: every address keeps the path."""


def test_every_request_stays_below_the_path(open_page, server_below_a_path):
    page = open_page("/", server=server_below_a_path)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="of Case 2").first.click()
    page.locator("#timeline-plot .main-svg").first.wait_for()
    page.reload()
    page.locator("#timeline-plot .main-svg").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="About").click()
    page.get_by_role("heading", name="About the clinical timeline").wait_for()
    page.get_by_role("link", name="Cases", exact=True).click()
    page.wait_for_load_state("networkidle")
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith((f"{server_below_a_path}/", "data:", "blob:"))] == []


def test_nothing_is_served_above_the_path(open_page, server_below_a_path):
    page = open_page("/about", server=server_below_a_path)
    root = server_below_a_path.removesuffix("/timeline")
    for path in ("/", "/about", "/cases/case-1", "/assets/shell.js", "/health/live", "/_dash-layout"):
        assert page.request.get(root + path).status == 404, path
