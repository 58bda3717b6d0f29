"""Static files: packed, cached where their address names the version, never outside their folders."""

import gzip
import re

import brotli
import pytest

from dashboard.web.shelf import FOREVER, REVALIDATE

PLOTLY = "/assets/vendor/plotly-basic-4.1.1.min.js"


def addresses_of(page):
    return re.findall(r'(?:src|href)="(/[^"]+)"', page)


@pytest.mark.parametrize(("page", "own"), [("/about", "dash_renderer"), ("/cases/case-1", "plotly-basic")])
def test_every_file_that_the_page_names_is_there_and_cached_for_a_year(client, page, own):
    found = addresses_of(client.get(page).text)
    assert any(own in address for address in found)
    for address in found:
        answer = client.get(address)
        assert answer.status_code == 200, address
        if address.startswith(("/assets/", "/_dash-component-suites/")):
            assert answer.headers["Cache-Control"] == FOREVER, address


def test_plotly_is_loaded_once_and_only_the_small_bundle(client):
    scripts = [address for address in addresses_of(client.get("/cases/case-1").text) if "plotly" in address.lower()]
    assert scripts == [PLOTLY]
    assert "plotly" not in client.get("/about").text.split("_dash-config")[0]


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_the_content_is_the_same_in_every_encoding(client, encoding, unpack):
    answer = client.get(PLOTLY, headers={"Accept-Encoding": encoding})
    assert answer.headers.get("Content-Encoding", "") == encoding
    assert unpack(answer.data).startswith(b"/**\n* plotly.js (basic")
    assert len(answer.data) < (420_000 if encoding else 1_300_000)


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
@pytest.mark.parametrize("address", [PLOTLY, "/assets/shell.js", "/assets/tokens.css"])
def test_a_known_file_is_not_sent_again(client, address, encoding):
    first = client.get(address, headers={"Accept-Encoding": encoding})
    again = client.get(address, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    other = client.get(address, headers={"Accept-Encoding": encoding, "If-None-Match": '"other"'})
    assert other.status_code == 200


def test_a_wrong_version_in_the_address_is_not_cached_for_long(client):
    assert client.get("/assets/shell.js?m=1").headers["Cache-Control"] == REVALIDATE
    assert client.get("/assets/shell.js").headers["Cache-Control"] == REVALIDATE


@pytest.mark.parametrize(
    "address",
    [
        "/assets/../dashboard/app.py",
        "/assets/%2e%2e/dashboard/app.py",
        "/assets/..%2fdashboard%2fapp.py",
        "/assets//etc/passwd",
        "/assets/vendor",
        "/assets/.hidden",
        "/assets/none.js",
        "/_dash-component-suites/dash/../dash.py",
        "/_dash-component-suites/dash/dash.py",
        "/_dash-component-suites/os/path.js",
        "/_dash-component-suites/none/none.js",
        "/_dash-component-suites/",
    ],
)
def test_nothing_else_is_on_the_shelf(client, address):
    assert client.get(address).status_code == 404


def test_scripts_of_our_own_go_without_their_comments_and_indents(client):
    bundle = next(address for address in addresses_of(client.get("/about").text) if "app.js" in address)
    lines = client.get(bundle).text.splitlines()
    assert not [line for line in lines if line.startswith((" ", "\t", "//"))]
    assert "const timeline = {" in lines
    assert client.get("/assets/timeline.js").text.startswith("// The timeline of one case")


def test_a_font_is_a_font(client):
    answer = client.get("/assets/vendor/plex-sans-1.1.0/IBMPlexSans-Regular-Latin1.woff2")
    assert answer.mimetype == "font/woff2"
    assert answer.data[:4] == b"wOF2"


def test_a_head_request_has_no_body(client):
    assert client.head("/assets/shell.js").data == b""
