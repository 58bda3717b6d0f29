"""What an address without a page shows; Dash knows this page by its name."""

import dash
from dash import dcc, html

from dashboard.components import shell

dash.register_page(__name__, title="Not found")


def layout(**_: object) -> html.Div:
    """The page for an address that has none."""
    return html.Div(
        [
            html.Header(shell.navigation(""), className="page-header"),
            html.Main(
                [
                    html.H1("There is nothing at this address"),
                    html.P(dcc.Link("All cases", href=dash.get_relative_path("/"))),
                ],
                id=shell.CONTENT,
                className="prose",
            ),
        ],
        className="page",
    )
