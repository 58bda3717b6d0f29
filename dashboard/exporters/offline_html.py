"""The case in one HTML file that needs no server and no network: timeline, table, pictures, viewer, story. The scripts
are those of the page; what they ask the server is answered from within the file (assets/offline.js)."""

import io
import json
import re
import tempfile
import zipfile
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, BinaryIO, Final

from dashboard.domain.story import StoryView
from dashboard.errors import Refused
from dashboard.exporters import _telling as telling
from dashboard.exporters._fonts import ASSETS
from dashboard.exporters._gathering import Gathered, gather
from dashboard.exporters.base import Dossier, Step
from dashboard.exporters.case_folder import EXPORTER as FOLDER

PLOTLY: Final = "vendor/plotly-basic-*.min.js"
_URL: Final = re.compile(r'url\("(vendor/[^"]+\.woff2)"\)')
_END: Final = re.compile(r"</(script)", re.IGNORECASE)
THEME: Final = (
    "(function(){var c=matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';"
    "document.documentElement.dataset.theme=c})()"
)


class OfflineHtml:
    """One file to carry on a stick and open anywhere."""

    name = "html"
    title = "Offline page, HTML"
    about = "One file that opens in a browser without server and network: timeline, table, pictures, story."
    suffix = ".html"
    media_type = "text/html; charset=utf-8"
    choices: Mapping[str, Sequence[str]] = {}

    def write(self, given: Dossier, out: BinaryIO, step: Step) -> None:
        """The file."""
        if given.page is None:
            raise Refused("An offline page can be made by the program as a whole only.")
        story = telling.story(given)
        with tempfile.TemporaryDirectory(prefix="timeline-") as folder:
            unpacked = _folder(given, Path(folder), step)
            with given.page(unpacked) as page:
                found = gather(page, _zeros(given), list(map(_window, story)), step)
                body = page.body()
        step(0.95, "writing")
        for part in _document(given, body, found, story):
            out.write(part.encode())


def _zeros(given: Dossier) -> list[str]:
    """The days 0 that the file holds, the one that it opens with first; the case's own is the empty one."""
    of_story = [view.zero for view in given.story]
    chosen = (given.zero, "", *given.case.zeros, *of_story)
    return list(dict.fromkeys("" if zero == given.case.zero else zero for zero in chosen))


def _window(view: StoryView) -> tuple[str, str]:
    """The window of a view; one that counts from a day 0 of its own is shown whole."""
    return ("", "") if view.zero else (view.start, view.stop)


def _folder(given: Dossier, root: Path, step: Step) -> Path:
    """The case as a folder: all that the page is made of."""
    packed = io.BytesIO()
    FOLDER.write(given, packed, lambda share, words: step(0.1 * share, words))
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(root)
    return root / given.case.id


def _document(given: Dossier, body: str, found: Gathered, story: Sequence[StoryView]) -> list[str]:
    scripts = [_safe(text) for text in (THEME, *_scripts())]
    policy = "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src", *(f"'sha256-{_hash(text)}'" for text in scripts))),
            "style-src 'unsafe-inline'",  # plotly.js sets style attributes
            "img-src data: blob:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    theme, *rest = scripts
    return [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f'<meta name="generator" content="{escape(given.stamp.product)}">\n',
        f"<title>{escape(given.case.title)}</title>\n<script>{theme}</script>\n<style>{_style()}</style>\n</head>\n<body>\n",
        body,
        '\n<template id="dash-scripts"></template>\n',
        f'<script type="application/json" id="offline-data">{_data(given, found, story)}</script>\n',
        *(f"<script>{text}</script>\n" for text in rest),
        "</body>\n</html>\n",
    ]


def _data(given: Dossier, found: Gathered, story: Sequence[StoryView]) -> str:
    """What the file answers with, its story and its stamp, as JSON that cannot end its own element."""
    pictures = f"{found.slices} of {found.all_slices} slices are in this file"
    told: dict[str, Any] = {
        "case": given.case.id,
        "zero": _zeros(given)[0],
        "answers": found.answers,
        "figures": found.figures,
        "story": [
            {"title": one.title, "event": one.event, "start": _window(one)[0], "stop": _window(one)[1],
             "studies": one.studies, "sentence": f"{one.own} {one.sentence}".strip(), "zero": one.zero}
            for one in story
        ],
        "stamp": [*given.stamp.lines(), ("pictures", pictures)],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _scripts() -> list[str]:
    """Plotly, then the page's own scripts in the order in which the server packs them."""
    plotly = next(iter(sorted(ASSETS.glob(PLOTLY))))
    own = "\n;\n".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.js")))
    return [plotly.read_text(encoding="utf-8"), own]


def _style() -> str:
    """Every style sheet of ours, the fonts inside."""
    sheets = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.css")))
    return _URL.sub(lambda found: f"url(data:font/woff2;base64,{_file(found[1])})", sheets)


def _file(name: str) -> str:
    return b64encode((ASSETS / name).read_bytes()).decode()


def _safe(script: str) -> str:
    """A script that cannot end its own element."""
    return _END.sub(r"<\\/\1", script).replace("<!--", "<\\!--")


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


EXPORTER = OfflineHtml()
