"""The library: one row a case."""

from dash import Input, Output, callback, dcc, get_relative_path, html
from dash.development.base_component import Component

from dashboard import caller
from dashboard.services import cases

LIBRARY = "library"
ASK = "library-ask"


def layout() -> html.Div:
    """The empty library."""
    return html.Div([dcc.Store(id=ASK, data=True), html.Div(id=LIBRARY)])


@callback(Output(LIBRARY, "children"), Input(ASK, "data"))
def show(_: bool) -> list[Component]:
    """A row for every case that the user may see."""
    return [row(summary) for summary in cases.library(caller.user(), caller.context())]


def row(summary: cases.CaseSummary) -> html.Section:
    """One case."""
    return html.Section(
        [
            html.H2(dcc.Link(summary.title, href=get_relative_path(f"/cases/{summary.id}"))),
            html.P(f"{summary.age}, {summary.sex}; {summary.diagnosis}"),
            html.P(summary.question),
        ],
        className="library-row",
    )
