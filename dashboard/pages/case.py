"""One case: its page comes with the document; Dash knows its title, and that there is such an address."""

from urllib.parse import quote

import dash
from dash import get_relative_path, html

from dashboard.components import shell

dash.register_page(__name__, path_template="/cases/<case_id>", title="Timeline · Clinical timeline")


def layout(case_id: str = "", **_: object) -> html.Main:
    """The way to the page."""
    return shell.with_document(get_relative_path(f"/cases/{quote(case_id, safe='')}"))
