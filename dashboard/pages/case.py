"""One case: patient line, timeline, and the table with the same records."""

import dash
from dash import html

from dashboard.components import event_table, patient_line, shell, timeline

dash.register_page(__name__, path_template="/cases/<case_id>", title="Timeline · Clinical timeline")


def layout(case_id: str = "", **_: object) -> html.Div:
    """The page of a case, still empty: its parts fetch what they show."""
    return html.Div(
        [
            html.Header([patient_line.layout(), shell.navigation("")], className="case-header"),
            html.Main([timeline.layout(case_id), event_table.layout()], id=shell.CONTENT, className="case-main"),
        ],
        className="case-page",
    )
