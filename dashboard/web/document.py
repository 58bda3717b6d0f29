"""The HTML document: few files, in the order that shows a timeline soonest. Dash by itself would ask for forty."""

from collections.abc import Callable
from secrets import token_hex
from typing import Any

from dash import Dash
from flask import request

from dashboard.web.shelf import Shelf

# No page uses the data table; the polyfill serves browsers of 2015, but for regenerator, which is in our bundle.
LEFT_OUT = ("/deps/polyfill@", "/dash_table/")
HOLE = f"<!-- {token_hex(16)} -->"  # where the first page comes, at a place that no page can name
PLOTLY = "assets/vendor/plotly-basic-4.1.1.min.js"


class Document(Dash):
    """Dash with a document of its own; its assets are bundled, so `include_assets_files` is off.

    `first_page` gives what the document of a path shows before Dash starts, "" where Dash draws the whole page. What
    stands round it is the same for every request, and is made once.
    """

    shelf: Shelf
    first_page: Callable[[str], str] = staticmethod(lambda path: "")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self._frames: dict[tuple[str, ...], tuple[str, str]] = {}
        self._has_first = False

    def index(self, *args: Any, **given: Any) -> str:
        """The document of the address that is asked for."""
        first = self.first_page(request.path.removeprefix(self.config.requests_pathname_prefix))
        key = ("first" if first else "", self.shelf.bundle("app.js"), self.shelf.bundle("app.css"))
        if key not in self._frames:
            self._has_first = bool(first)
            before, _, after = super().index(*args, **given).partition(HOLE)
            self._frames[key] = before, after
        before, after = self._frames[key]
        return f"{before}{first}{after}"

    def interpolate_index(self, **parts: Any) -> str:
        """The document: one style sheet and one script of ours, Dash's scripts without those left out. Where a first
        page comes along, Plotly comes when our script asks for it, and Dash waits in a template until the page is
        drawn."""
        dash = "\n".join(tag for tag in parts["scripts"].split("\n") if not any(name in tag for name in LEFT_OUT))
        own = _script(self.shelf.bundle("app.js"))
        parts["css"] = f'<link rel="stylesheet" href="{self.shelf.bundle("app.css")}">'
        parts["favicon"] = f'<link rel="icon" type="image/svg+xml" href="{self.shelf.bundle("favicon.svg")}">'
        parts["scripts"] = f"{own}\n{dash}"
        if self._has_first:
            plotly = self.config.requests_pathname_prefix + PLOTLY
            parts["css"] += f'\n<link rel="preload" as="script" id="plotly-script" href="{plotly}">'
            parts["app_entry"] = HOLE + parts["app_entry"]
            parts["scripts"] = f'{own}\n<template id="dash-scripts">{dash}{parts["renderer"]}</template>'
            parts["renderer"] = ""
        return super().interpolate_index(**parts)


def _script(address: str) -> str:
    return f'<script src="{address}"></script>'
