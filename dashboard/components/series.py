"""The series: the boxes that assets/series.js fills with a row for every case that is in sight, and the controls above
them. Ten thousand rows are never on the page at once.
"""

from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, get_relative_path, html
from dash.development.base_component import Component

ASK = "series-ask"
OPENED = "series-opened"
KEYS = (
    ("↑ ↓ Page", "move from case to case"),
    ("Home End", "first and last case"),
    ("Enter", "open the case, counted from the same day 0"),
    ("Space", "choose the case for a comparison, or no longer"),
    ("c", "compare the chosen cases"),
    ("/", "search"),
    ("D", "hide every date, or show them again"),
    ("?", "this list"),
)


def layout() -> html.Div:
    """The empty series."""
    return html.Div(
        [
            dcc.Store(id=ASK, data=get_relative_path("/")),
            dcc.Store(id=OPENED),
            html.Div(
                id="series-controls", className="series-controls", role="group", **{"aria-label": "What is shown"}
            ),
            html.P(id="series-count", className="series-count", role="status"),
            _grid(),
            html.Footer(
                [
                    html.Ul(id="series-legend", className="series-legend"),
                    html.P(id="series-chosen", className="series-chosen"),
                ],
                className="series-footer",
            ),
            _help(),
        ],
        className="series",
    )


def _grid() -> html.Div:
    """The head, which stays, and below it the rows; the script makes only those that are in sight."""
    space = html.Div(
        [html.Div(id="series-paint", **{"aria-hidden": "true"}), html.Div(id="series-rows", role="rowgroup")],
        id="series-space",
        className="series-space",
        role="presentation",
    )
    head = html.Div(html.Div(id="series-head", className="series-head", role="row"), role="rowgroup")
    grid = html.Div(
        [head, space], id="series-grid", className="series-grid", role="grid", tabIndex=0, **{"aria-label": "Cases"}
    )
    message = html.P(id="series-message", className="series-message", hidden=True)
    return html.Div([grid, message, html.Div(id="series-tip", className="tip", hidden=True)], className="series-box")


def _help() -> Component:
    rows = [html.Tr([html.Th(keys, scope="row"), html.Td(words)]) for keys, words in KEYS]
    return html.Dialog(
        [html.H2("Keys"), html.Table(html.Tbody(rows)), html.P("Esc closes this list.")],
        id="series-help",
        className="help",
    )


clientside_callback(ClientsideFunction("series", "open"), Output(OPENED, "data"), Input(ASK, "data"))
