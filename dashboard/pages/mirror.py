"""Cases side by side: the figure and the table that came with the document."""

import dash
from dash import html

from dashboard.components import mirror, shell

dash.register_page(__name__, path="/mirror", title="Cases side by side · Clinical timeline")


def layout(**_: object) -> html.Main:
    """Where the page moves in."""
    return html.Main([mirror.layout()], id=shell.CONTENT, className="case-page mirror-page")
