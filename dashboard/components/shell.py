"""The frame of every page: document, theme, skip link, navigation. Pages draw a header and a `main` with CONTENT."""

from collections.abc import Iterator

import dash
from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html
from dash.development.base_component import Component

CONTENT = "content"
THEME = "theme-switch"
PLACES = (("/", "Cases"), ("/meetings", "Meetings"), ("/about", "About"))

# Sets the theme before anything is painted; a choice is kept in this browser, it says nothing about a patient.
THEME_SCRIPT = (
    "(function(){var c=null;try{c=localStorage.getItem('timeline-theme')}catch(e){}"
    "if(c!=='light'&&c!=='dark'){c=matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'}"
    "document.documentElement.dataset.theme=c})()"
)


def document() -> str:
    """The page that Dash fills: its language, and the theme before the first paint. Fonts are not preloaded: they
    would take the connections that style and scripts need first."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
{{%metas%}}
<title>{{%title%}}</title>
<script>{THEME_SCRIPT}</script>
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


def layout() -> html.Div:
    """The outermost layout of every page."""
    return html.Div([html.A("Skip to content", href=f"#{CONTENT}", className="skip-link"), dash.page_container])


def navigation(current: str) -> html.Nav:
    """The links between the pages, `current` (a path) marked, and the switch between light and dark."""
    return html.Nav([*_links(current), theme_switch()], className="navigation", **{"aria-label": "Pages"})


def _links(current: str) -> Iterator[Component]:
    for path, name in PLACES:
        if path == current:
            yield html.Span(name, className="navigation-link", **{"aria-current": "page"})
        else:
            yield dcc.Link(name, href=dash.get_relative_path(path), className="navigation-link")


def theme_switch() -> html.Button:
    """The button that turns light into dark and back."""
    return html.Button("Theme", id=THEME, className="theme-switch", type="button", title="Light or dark")


clientside_callback(
    ClientsideFunction("shell", "switch_theme"),
    Output(THEME, "title"),
    Input(THEME, "n_clicks"),
)
