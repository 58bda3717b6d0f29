"""All cases as rows over one axis."""

import dash
from dash import html

from dashboard.components import series, shell

dash.register_page(__name__, path="/series", title="Series · Clinical timeline")


def layout(dates: str = "", **_: object) -> html.Div:
    """The series, still empty."""
    return html.Div(
        [
            html.Header(
                [html.H1("Series"), shell.navigation("/series", dates)], className="library-header series-header"
            ),
            html.Main(series.layout(), id=shell.CONTENT),
        ],
        className="library-page series-page",
    )
