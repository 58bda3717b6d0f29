"""The import page: what comes in, and the report to be read before others see it."""

import dash
from dash import html

from dashboard.components import importing, shell

dash.register_page(__name__, path="/import", title="Import · Clinical timeline")


def layout(dates: str = "", **_: object) -> html.Div:
    """The page of imports."""
    return html.Div(
        [
            html.Header([html.H1("Import"), shell.navigation("/import", dates)], className="library-header"),
            html.Main(importing.layout(), id=shell.CONTENT),
        ],
        className="library-page importing-page",
    )
