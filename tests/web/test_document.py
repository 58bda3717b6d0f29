"""The HTML document: few files, and text of a record stays text in it."""

import re

import pytest


def test_the_document_asks_for_few_files(client):
    for address in ("/", "/about", "/cases/case-1"):
        found = re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"', client.get(address).text)
        assert len(found) <= 12, address
        assert not [one for one in found if "polyfill" in one or "dash_table" in one]


@pytest.mark.parametrize("text", ["{%scripts%}", "{%app_entry%}", "{%config%}", "</template>", "<b>bold</b>", "&amp;"])
def test_a_first_page_is_put_into_the_document_as_it_is(app, monkeypatch, text):
    monkeypatch.setattr(app, "first_page", lambda path: f"<p>[[{text}]]</p>")
    with app.server.test_request_context("/cases/x"):
        document = app.index()
    assert f"[[{text}]]" in document
    assert document.count("dash_renderer") == 1
    assert document.index('<template id="dash-scripts">') < document.index("dash_renderer")


def test_without_a_first_page_dash_starts_by_itself(client):
    text = client.get("/about").text
    assert "<template" not in text
    assert text.count("new DashRenderer(") == 1
