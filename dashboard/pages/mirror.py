"""Cases side by side: the page comes with the document; Dash knows its title, and that there is such an address."""

import dash
from dash import html

from dashboard.components import mirror, shell

dash.register_page(__name__, path="/mirror", title=mirror.TITLE)


def layout(dates: str = "", **_: object) -> html.Main:
    """The way to the page."""
    return shell.with_document("/mirror", dates)
