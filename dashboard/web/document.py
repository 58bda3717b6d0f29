"""The HTML document: few files, in the order that shows a timeline soonest. Dash by itself would ask for forty."""

from typing import Any

from dash import Dash

from dashboard.web.shelf import Shelf

# No page uses the data table; the polyfill serves browsers of 2015, but for regenerator, which is in our bundle.
LEFT_OUT = ("/deps/polyfill@", "/dash_table/")
PLOTLY = "assets/vendor/plotly-basic-4.1.1.min.js"


class Document(Dash):
    """Dash with a document of its own; its assets are bundled, so `include_assets_files` is off."""

    shelf: Shelf

    def interpolate_index(self, **parts: Any) -> str:
        """The document: one style sheet and one script of ours, Dash's scripts without those left out, Plotly."""
        dash = [tag for tag in parts["scripts"].split("\n") if not any(name in tag for name in LEFT_OUT)]
        plotly = self.config.requests_pathname_prefix + PLOTLY
        parts["scripts"] = "\n".join([_script(self.shelf.bundle("app.js")), *dash, _script(plotly)])
        parts["css"] = f'<link rel="stylesheet" href="{self.shelf.bundle("app.css")}">'
        return super().interpolate_index(**parts)


def _script(address: str) -> str:
    return f'<script src="{address}"></script>'
