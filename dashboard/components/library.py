"""The library: the boxes that assets/library.js fills with the cases, and what to do while there is none.

A case is some hundred elements; drawn by React, fifty of them would take half a minute.
"""

from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, get_relative_path, html

ASK = "library-ask"
OPENED = "library-opened"
LIMITS = "A display of what the record says: no diagnosis, dose, alert, prognosis or measurement is computed."
EMPTY = (
    "Put a case folder into the folder of the library and start the program again, or load one from the command line "
    "with: python -m dashboard import FOLDER",
    "docs/case-format.md says what a case folder holds; python -m dashboard check FOLDER tells what would be loaded.",
)


def layout() -> html.Div:
    """The empty library."""
    return html.Div(
        [
            dcc.Store(id=ASK, data=get_relative_path("/")),
            dcc.Store(id=OPENED),
            html.Div(
                [
                    html.P(id="library-intro", className="library-intro", role="status"),
                    html.Div(id="library-search", className="library-search", hidden=True),
                ],
                className="library-top",
            ),
            html.Div(id="library-pair", className="library-pair", hidden=True),
            html.Div(id="library-cases", className="library-cases"),
            html.P(id="library-more", className="library-more", hidden=True),
            html.P(id="library-chosen", className="library-chosen", role="status", hidden=True),
            _empty(),
            html.Footer(
                [
                    html.Section([html.H2("In the strips"), html.Ul(id="library-legend")], className="course-legend"),
                    html.P(LIMITS, className="library-limits"),
                ],
                id="library-footer",
                hidden=True,
            ),
        ],
        className="library",
    )


def _empty() -> html.Section:
    said = [html.H2("No case is loaded yet"), *(html.P(words) for words in EMPTY)]
    return html.Section(said, id="library-empty", className="library-empty", hidden=True)


clientside_callback(ClientsideFunction("library", "open"), Output(OPENED, "data"), Input(ASK, "data"))
