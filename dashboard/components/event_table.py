"""The table of a case: the same records as the chart, for eyes, keyboards and screen readers; the script fills it."""

from dash import ClientsideFunction, Input, Output, State, clientside_callback, dcc, get_relative_path, html

from dashboard.components import timeline

TABLE = "event-table"
ROOT = "event-table-root"
OPENED = "event-table-opened"


def layout() -> html.Section:
    """The empty table."""
    return html.Section(
        [
            dcc.Store(id=ROOT, data=get_relative_path("/")),
            dcc.Store(id=OPENED),
            html.Details(
                [html.Summary("Table of all records"), html.Div(id=TABLE, className="table-fill")], id="table-box"
            ),
        ],
        className="table-section",
        **{"aria-label": "Table of all records"},
    )


clientside_callback(
    ClientsideFunction("event_table", "open"), Output(OPENED, "data"), Input(timeline.CASE, "data"), State(ROOT, "data")
)
