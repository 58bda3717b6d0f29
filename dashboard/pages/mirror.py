"""Cases side by side: the page comes with the document; Dash knows its title, and that there is such an address."""

import dash
from dash import get_relative_path, html

from dashboard.components import shell

dash.register_page(__name__, path="/mirror", title="Cases side by side · Clinical timeline")


def layout(**_: object) -> html.Main:
    """The way to the page."""
    return shell.with_document(get_relative_path("/mirror"))
