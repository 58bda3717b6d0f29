"""Smaller answers: brotli or gzip, as the browser accepts. Files are packed once, in web/shelf.py."""

import gzip
from collections.abc import Callable

import brotli
from flask import Flask, Response, request

SMALLEST = 800
TEXT = frozenset(
    {
        "application/javascript",
        "application/json",
        "image/svg+xml",
        "text/css",
        "text/html",
        "text/javascript",
        "text/plain",
    }
)


def _brotli(body: bytes, best: bool) -> bytes:
    return bytes(brotli.compress(body, quality=9 if best else 4))


def _gzip(body: bytes, best: bool) -> bytes:
    return gzip.compress(body, compresslevel=9 if best else 5, mtime=0)


PACKERS: dict[str, Callable[[bytes, bool], bytes]] = {"br": _brotli, "gzip": _gzip}


def accepted_encoding() -> str | None:
    """The encoding to answer this request with; None when the browser takes neither brotli nor gzip."""
    offered = request.accept_encodings
    return next((name for name in PACKERS if offered[name] > 0), None)


def compress_text(answer: Response) -> Response:
    """The answer, packed when it is text of some length and not packed yet."""
    if answer.mimetype not in TEXT or answer.direct_passthrough or answer.is_streamed:
        return answer
    if "Content-Encoding" in answer.headers or answer.status_code in (204, 304):
        return answer
    answer.vary.add("Accept-Encoding")
    encoding = accepted_encoding()
    body = answer.get_data()
    if encoding is None or len(body) < SMALLEST or request.method == "HEAD":
        return answer
    answer.set_data(PACKERS[encoding](body, False))
    answer.headers["Content-Encoding"] = encoding
    etag, weak = answer.get_etag()
    if etag and not weak:
        answer.set_etag(etag, weak=True)
    return answer


def install(server: Flask) -> None:
    """Pack the answers of `server`."""
    server.after_request(compress_text)
