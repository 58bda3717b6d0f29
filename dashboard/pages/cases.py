"""The start page: all cases."""

import dash
from dash import html

from dashboard.components import library, shell

dash.register_page(__name__, path="/", title="Cases · Clinical timeline")


def layout(dates: str = "", **_: object) -> html.Div:
    """The library, still empty."""
    return html.Div(
        [
            html.Header([html.H1("Cases"), shell.navigation("/", dates)], className="library-header"),
            html.Main(library.layout(), id=shell.CONTENT),
        ],
        className="library-page",
    )
