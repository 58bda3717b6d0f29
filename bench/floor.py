"""Serves the floor and the peers: each page is a document with its data in it and the libraries it names, packed and
cached as the program does with its own. Nothing of Dash is in it."""

import os
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort

from dashboard.web.compression import PACKERS, accepted_encoding

ROOT = Path(__file__).resolve().parents[1]
PLOTLY = next((ROOT / "assets" / "vendor").glob("plotly-basic-*.min.js"))
TYPES = {".html": "text/html", ".json": "application/json", ".js": "text/javascript", ".css": "text/css"}
KEPT = (".js", ".css")


@lru_cache(maxsize=64)
def _packed(file: Path, encoding: str | None) -> bytes:
    body = file.read_bytes()
    return PACKERS[encoding](body, True) if encoding else body


def wsgi() -> Flask:
    """What gunicorn serves: the files of one folder."""
    server = Flask("floor", static_folder=None)
    pages = Path(os.environ["FLOOR_PAGES"])

    @server.get("/<name>")
    def file(name: str) -> Response:
        found = pages / Path(name).name
        if found.suffix not in TYPES or not found.is_file():
            abort(404)
        encoding = accepted_encoding()
        answer = Response(_packed(found, encoding), mimetype=TYPES[found.suffix])
        cached = found.suffix in KEPT
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if cached else "no-store"
        if encoding:
            answer.headers["Content-Encoding"] = encoding
        return answer

    return server
