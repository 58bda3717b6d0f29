"""The import page: the boxes that its scripts fill, and what a person is told before anything has come."""

from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, get_relative_path, html

ASK = "importing-ask"
OPENED = "importing-opened"
INTRO = (
    "Bring what other systems export: tables, cBioPortal studies, FHIR, DICOM, case folders. Everything is read first "
    "and shown to you with every row accounted for. Nobody else sees it before you accept: all of it, or nothing."
)


def layout() -> html.Div:
    """The page, still empty."""
    return html.Div(
        [
            dcc.Store(id=ASK, data=get_relative_path("/")),
            dcc.Store(id=OPENED),
            html.P(INTRO, className="importing-intro"),
            html.Div(id="importing-root", className="importing-root"),
            html.P(id="importing-said", className="importing-said", role="status", **{"aria-live": "polite"}),
        ],
        className="importing",
    )


clientside_callback(ClientsideFunction("importing", "open"), Output(OPENED, "data"), Input(ASK, "data"))
