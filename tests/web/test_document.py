"""The HTML document: few files, and text of a record stays text in it."""

import re

import pytest

from dashboard.web.document import WholePage
from dashboard.web.shelf import CASE


def files_of(text):
    return re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"', text)


def test_the_document_asks_for_few_files(client):
    for address in ("/", "/about", "/cases/case-1"):
        found = files_of(client.get(address).text)
        assert len(found) <= 14, address
        assert not [one for one in found if "polyfill" in one or "dash_table" in one]


@pytest.mark.parametrize("text", ["{%scripts%}", "{%app_entry%}", "{%config%}", "</template>", "<b>bold</b>", "&amp;"])
def test_a_whole_page_is_put_into_the_document_as_it_is(app, monkeypatch, text):
    monkeypatch.setattr(app, "whole_page", lambda path: WholePage(f"<p>[[{text}]]</p>", "A < B", CASE))
    with app.server.test_request_context("/cases/x"):
        document = app.index()
    assert f"[[{text}]]" in document
    assert "<title>A &lt; B</title>" in document


@pytest.mark.parametrize(("address", "bundles"), [("/cases/case-1", {"app"}), ("/mirror", {"app", "pages"})])
def test_a_whole_page_has_its_own_bundles_and_nothing_of_dash(client, address, bundles):
    text = client.get(address).text
    assert {re.search(r"assets/(\w+)\.(?:js|css)", one)[1] for one in files_of(text)} == bundles
    assert "dash" not in " ".join(files_of(text))
    assert "Renderer" not in text
    assert "{%" not in text


def test_a_page_of_dash_has_every_bundle_before_dash(client):
    text = client.get("/about").text
    assert text.count("new DashRenderer(") == 1
    assert text.index("assets/app.js") < text.index("assets/pages.js") < text.index("dash_renderer")


def test_each_script_and_style_of_ours_is_in_one_bundle_or_of_the_offline_page(app):
    shelf = app.shelf
    for kind in ("js", "css"):
        bundled = [file.name for bundle in ("app", "pages") for file in shelf._members(f"{bundle}.{kind}")]
        own = {file.name for file in shelf.assets.glob(f"*.{kind}")}
        assert len(bundled) == len(set(bundled))
        assert own - set(bundled) == {file.name for file in shelf.assets.glob(f"offline*.{kind}")}


@pytest.mark.parametrize("address", ["/about", "/cases/case-1", "/mirror", "/codes", "/cases/case-1/story"])
@pytest.mark.parametrize(
    ("cookie", "said"), [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ('x" onload=', ""), ("", "")]
)
def test_every_page_comes_in_the_theme_that_was_chosen(client, address, cookie, said):
    client.set_cookie("timeline-theme", cookie)
    assert f'<html lang="en"{said}>' in client.get(address).text


def test_what_is_needed_first_is_sent_for_before_the_pictures(client):
    text = client.get("/cases/case-1").text
    sent_for = re.findall(r'<link rel="preload" as="(\w+)"[^>]*href="([^"]+)"', text)
    assert [kind for kind, _ in sent_for] == ["script", "font", "font", "font", "script"]
    assert all(client.get(address).status_code == 200 for _, address in sent_for)
    assert text.index("preload") < text.index("<img")
