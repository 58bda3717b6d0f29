"""One case: its page comes with the document; Dash knows its title, and that there is such an address."""

from urllib.parse import quote

import dash
from dash import html

from dashboard.components import shell, timeline

dash.register_page(__name__, path_template="/cases/<case_id>", title=timeline.TITLE)


def layout(case_id: str = "", dates: str = "", **_: object) -> html.Main:
    """The way to the page."""
    return shell.with_document(f"/cases/{quote(case_id, safe='')}", dates)
