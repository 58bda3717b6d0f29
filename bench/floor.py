"""The floor: a page with nothing but the same Plotly bundle and the same figure, inline. Nothing of Dash is in it."""

import os
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response

from dashboard.web.compression import PACKERS, accepted_encoding

ROOT = Path(__file__).resolve().parents[1]
PLOTLY = next((ROOT / "assets" / "vendor").glob("plotly-basic-*.min.js"))
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Floor</title>
<script src="/plotly.js"></script></head>
<body style="margin:0"><div id="plot"></div>
<script>
const figure = FIGURE;
Plotly.newPlot("plot", figure.data, figure.layout, {displayModeBar: false, showSendToCloud: false})
  .then(() => requestAnimationFrame(() => performance.mark("timeline-drawn")));
</script></body></html>
"""


def page(figure: str) -> str:
    """The page that draws `figure` (JSON)."""
    return PAGE.replace("FIGURE", figure.replace("</", "<\\/"))


@lru_cache(maxsize=64)
def _packed(file: Path, encoding: str | None) -> bytes:
    body = file.read_bytes()
    return PACKERS[encoding](body, True) if encoding else body


def _answer(file: Path, mimetype: str, cached: str) -> Response:
    encoding = accepted_encoding()
    answer = Response(_packed(file, encoding), mimetype=mimetype)
    answer.headers["Cache-Control"] = cached
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    return answer


def wsgi() -> Flask:
    """What gunicorn serves."""
    server = Flask("floor", static_folder=None)
    pages = Path(os.environ["FLOOR_PAGES"])

    @server.get("/plotly.js")
    def script() -> Response:
        return _answer(PLOTLY, "text/javascript", "public, max-age=31536000, immutable")

    @server.get("/<name>.html")
    def document(name: str) -> Response:
        return _answer(pages / f"{Path(name).name}.html", "text/html", "no-store")

    return server
