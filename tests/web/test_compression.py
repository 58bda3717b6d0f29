"""Packed answers: only text, only when it helps, only as the browser accepts."""

import gzip

import brotli
import pytest
from flask import Flask, Response

from dashboard.web import compression

TEXT = "leukocytes " * 500


@pytest.fixture
def browser():
    server = Flask("answers")
    compression.install(server)
    server.add_url_rule("/text", "text", lambda: TEXT)
    server.add_url_rule("/short", "short", lambda: "short")
    server.add_url_rule("/image", "image", lambda: Response(b"x" * 5000, mimetype="image/png"))
    server.add_url_rule("/nothing", "nothing", lambda: Response(status=204))
    server.add_url_rule("/stream", "stream", lambda: Response(iter([TEXT]), mimetype="text/plain"))
    server.add_url_rule("/packed", "packed", lambda: Response(TEXT, headers={"Content-Encoding": "x"}))
    server.add_url_rule("/tagged", "tagged", tagged)
    return server.test_client()


def tagged():
    answer = Response(TEXT)
    answer.set_etag("one")
    return answer


@pytest.mark.parametrize(
    ("accepts", "encoding", "unpack"),
    [
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("br;q=0", None, bytes),
    ],
)
def test_text_is_packed_as_the_browser_accepts(browser, accepts, encoding, unpack):
    answer = browser.get("/text", headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.data).decode() == TEXT
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.data)


@pytest.mark.parametrize("address", ["/short", "/image", "/nothing", "/stream", "/packed"])
def test_what_would_not_get_smaller_is_left_alone(browser, address):
    assert browser.get(address, headers={"Accept-Encoding": "br"}).headers.get("Content-Encoding") in (None, "x")


def test_a_packed_answer_is_only_weakly_the_same(browser):
    answer = browser.get("/tagged", headers={"Accept-Encoding": "br"})
    assert answer.headers["ETag"] == 'W/"one"'
