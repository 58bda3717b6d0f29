"""The page of a case in a file of its own: the same boxes as on the server, without what leads elsewhere."""

from dash import html

from dashboard.components import event_table, patient_line, timeline
from dashboard.domain.cases import Case


def page(case: Case) -> html.Main:
    """The page before its scripts run: patient line, story, timeline, table, and what the file says of itself."""
    switch = html.Button("Theme", type="button", className="theme-switch", **{"data-theme-switch": ""})
    head = html.Header([patient_line.layout(case), html.Nav([switch], className="navigation")], className="case-header")
    given = {"data-case": case.id, "data-found": "yes"}
    root = html.Div([head, timeline.body(offline=True)], id=timeline.ROOT, className="case-root", **given)
    table = html.Details(
        [html.Summary("Table of all records"), html.Div(id=event_table.TABLE, className="table-fill")], id="table-box"
    )
    story = html.Nav(id="offline-story", className="offline-story", **{"aria-label": "Story"})
    stamp = html.Details([html.Summary("This file"), html.Dl(id="offline-stamp")], className="offline-stamp")
    rest = html.Section([table, stamp], className="table-section")
    return html.Main([root, story, rest], className="case-page", **{"data-offline": ""})
