"""One meeting: its agenda."""

import dash
from dash import html

from dashboard.components import meetings, shell

dash.register_page(__name__, path_template="/meetings/<meeting_id>", title="Meeting · Clinical timeline")


def layout(meeting_id: str = "", dates: str = "", **_: object) -> html.Div:
    """The agenda of a meeting, still empty."""
    return html.Div(
        [
            html.Header([html.H1("Meeting"), shell.navigation("", dates)], className="library-header"),
            html.Main(meetings.agenda(meeting_id), id=shell.CONTENT),
        ],
        className="library-page meeting-page",
    )
