"""The HTML document: few files, in the order that shows a timeline soonest. Dash by itself would ask for forty."""

from collections.abc import Callable
from typing import Any

from dash import Dash
from flask import request

from dashboard.web.shelf import Shelf

# No page uses the data table; the polyfill serves browsers of 2015, but for regenerator, which is in our bundle.
LEFT_OUT = ("/deps/polyfill@", "/dash_table/")
PLOTLY = "assets/vendor/plotly-basic-4.1.1.min.js"


class Document(Dash):
    """Dash with a document of its own; its assets are bundled, so `include_assets_files` is off.

    `first_page` gives what the document of a path shows before Dash starts, "" where Dash draws the whole page.
    """

    shelf: Shelf
    first_page: Callable[[str], str] = staticmethod(lambda path: "")

    def interpolate_index(self, **parts: Any) -> str:
        """The document: one style sheet and one script of ours, Dash's scripts without those left out. Where a first
        page comes along, Plotly is next and Dash waits in a template until the script has drawn the page."""
        dash = "\n".join(tag for tag in parts["scripts"].split("\n") if not any(name in tag for name in LEFT_OUT))
        own = _script(self.shelf.bundle("app.js"))
        first = self.first_page(request.path.removeprefix(self.config.requests_pathname_prefix))
        parts["css"] = f'<link rel="stylesheet" href="{self.shelf.bundle("app.css")}">'
        parts["favicon"] = f'<link rel="icon" type="image/svg+xml" href="{self.shelf.bundle("favicon.svg")}">'
        parts["scripts"] = f"{own}\n{dash}"
        if first:
            plotly = _script(self.config.requests_pathname_prefix + PLOTLY)
            parts["app_entry"] = first + parts["app_entry"]
            parts["scripts"] = f'{own}\n{plotly}\n<template id="dash-scripts">{dash}{parts["renderer"]}</template>'
            parts["renderer"] = ""
        return super().interpolate_index(**parts)


def _script(address: str) -> str:
    return f'<script src="{address}"></script>'
