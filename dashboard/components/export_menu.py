"""The menu by which a case is carried away: the button that opens it, and the box that its script fills."""

import json

from dash import html

from dashboard.services.exports import formats

DIALOG = "export-menu"


def opener() -> html.Button:
    """The button that opens the menu."""
    given = {"data-export-open": "", "aria-haspopup": "dialog"}
    return html.Button("Export", type="button", className="export-open", title="Carry this case away", **given)


def layout() -> html.Dialog:
    """The menu, closed and empty; it knows the formats."""
    told = [{"name": one.name, "title": one.title, "about": one.about, "choices": {**one.choices}} for one in formats()]
    given = {"data-formats": json.dumps(told), "aria-label": "Export this case"}
    return html.Dialog(id=DIALOG, className="export-menu", **given)
