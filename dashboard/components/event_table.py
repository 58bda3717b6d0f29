"""The table of a case: the same records as the chart, for eyes, keyboards and screen readers; the script fills it."""

from dash import html

TABLE = "event-table"


def layout() -> html.Section:
    """The empty table."""
    return html.Section(
        [
            html.Details(
                [html.Summary("Table of all records"), html.Div(id=TABLE, className="table-fill")], id="table-box"
            ),
        ],
        className="table-section",
        **{"aria-label": "Table of all records"},
    )
