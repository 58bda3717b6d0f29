"""One case: the timeline that came with the document, and the table with the same records."""

import dash
from dash import html

from dashboard.components import event_table, shell, timeline

dash.register_page(__name__, path_template="/cases/<case_id>", title="Timeline · Clinical timeline")


def layout(case_id: str = "", **_: object) -> html.Main:
    """The page of a case: where the timeline moves in, and the table, which fills itself."""
    return html.Main([timeline.layout(case_id), event_table.layout()], id=shell.CONTENT, className="case-page")
