"""All meetings."""

import dash
from dash import html

from dashboard.components import meetings, shell

dash.register_page(__name__, path="/meetings", title="Meetings · Clinical timeline")


def layout(dates: str = "", **_: object) -> html.Div:
    """The list of meetings, still empty."""
    return html.Div(
        [
            html.Header([html.H1("Meetings"), shell.navigation("/meetings", dates)], className="library-header"),
            html.Main(meetings.listing(), id=shell.CONTENT),
        ],
        className="library-page meeting-page",
    )
