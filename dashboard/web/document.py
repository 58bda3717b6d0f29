"""The HTML document: few files, in the order that shows a timeline soonest. Dash by itself would ask for forty."""

import re
from collections.abc import Callable
from html import escape
from typing import Any, NamedTuple

from dash import Dash
from flask import request

from dashboard import caller
from dashboard.web import themes
from dashboard.web.shelf import Shelf, script_tags

# No page uses the data table; the polyfill serves browsers of 2015, but for regenerator, which is in our bundle.
LEFT_OUT = ("/deps/polyfill@", "/dash_table/")
METAS = '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">'
PLACE = re.compile(r"{%(\w+)%}")
PLOTLY = "assets/vendor/plotly-basic-4.1.1.min.js"
FONTS = (
    "assets/vendor/plex-sans-1.1.0/IBMPlexSans-Regular-Latin1.woff2",
    "assets/vendor/plex-sans-1.1.0/IBMPlexSans-SemiBold-Latin1.woff2",
    "assets/vendor/plex-sans-condensed-2.0.0/IBMPlexSansCondensed-SemiBold-Latin1.woff2",
)
"""Those of the first look."""


def frame() -> str:
    """The page that Dash fills, or that comes whole: its language, and the theme before the first paint."""
    return f"""<!DOCTYPE html>
<html lang="en"{themes.PLACE}>
<head>
{{%metas%}}
<title>{{%title%}}</title>
<script>{themes.SCRIPT}</script>
{{%favicon%}}
{{%css%}}
</head>
<body>
{{%app_entry%}}
<footer>
{{%config%}}
{{%scripts%}}
{{%renderer%}}
</footer>
</body>
</html>"""


class WholePage(NamedTuple):
    """A page that comes with the document and needs no Dash: its HTML, its title, and the bundles that it takes."""

    body: str
    title: str
    bundles: tuple[str, ...]


class Document(Dash):
    """Dash with a document of its own; its assets are bundled, so `include_assets_files` is off.

    `whole_page` gives the page of a path that has its timeline with the document, None where Dash draws the page.
    """

    shelf: Shelf
    whole_page: Callable[[str], WholePage | None] = staticmethod(lambda path: None)

    def index(self, *args: Any, **given: Any) -> str:
        """The document of the address that is asked for."""
        page = self.whole_page(request.path.removeprefix(self.config.requests_pathname_prefix))
        return self._whole(page) if page else super().index(*args, **given)

    def interpolate_index(self, **parts: Any) -> str:
        """The document of a page of Dash: our styles and scripts, then Dash's without those left out."""
        dash = [tag for tag in parts["scripts"].split("\n") if not any(name in tag for name in LEFT_OUT)]
        scripts = "\n".join([self.shelf.scripts(), *dash])
        own = {"favicon": self.shelf.icon(), "css": self.shelf.styles(), "scripts": scripts}
        return super().interpolate_index(**parts | own).replace(themes.PLACE, themes.attribute(caller.theme()), 1)

    def _whole(self, page: WholePage) -> str:
        """The document of a whole page: Plotly comes when its script asks for it, and nothing of Dash does. What is
        needed first is sent for before the pictures, of which a browser asks for six at a time."""
        prefix, own = self.config.requests_pathname_prefix, self.shelf.addresses("js", page.bundles)
        sent_for = [
            *(f'<link rel="preload" as="script" href="{one}">' for one in own),
            *(f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{prefix}{one}">' for one in FONTS),
            f'<link rel="preload" as="script" id="plotly-script" href="{prefix}{PLOTLY}">',
        ]
        told = {
            "theme": themes.attribute(caller.theme()),
            "metas": METAS,
            "title": escape(page.title),
            "favicon": self.shelf.icon(),
            "css": "\n".join([self.shelf.styles(page.bundles), *sent_for]),
            "app_entry": page.body,
            "scripts": script_tags(own),
        }
        return PLACE.sub(lambda place: told.get(place[1], ""), self.index_string)
