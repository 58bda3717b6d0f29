"""Meetings: the boxes that assets/meetings.js fills with the list, and assets/agenda.js with one agenda."""

from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, get_relative_path, html

LIST_ASK, LIST_OPENED = "meetings-ask", "meetings-opened"
AGENDA_ASK, AGENDA_OPENED = "agenda-ask", "agenda-opened"


def listing() -> html.Div:
    """The empty list of meetings."""
    return html.Div(
        [
            dcc.Store(id=LIST_ASK, data=get_relative_path("/")),
            dcc.Store(id=LIST_OPENED),
            html.P(id="meetings-said", className="meeting-said", role="status"),
            html.Div(id="meetings-list", className="meetings-list"),
        ],
        className="meetings",
    )


def agenda(meeting_id: str) -> html.Div:
    """The empty agenda of a meeting."""
    return html.Div(
        [
            dcc.Store(id=AGENDA_ASK, data=meeting_id),
            dcc.Store(id=AGENDA_OPENED),
            html.Div(id="agenda-heading", className="agenda-heading"),
            html.P(id="agenda-said", className="meeting-said", role="status"),
            html.Div(id="agenda-cases", className="agenda-cases"),
            html.Section(id="agenda-print", className="agenda-print"),
        ],
        className="agenda",
    )


clientside_callback(ClientsideFunction("meetings", "open"), Output(LIST_OPENED, "data"), Input(LIST_ASK, "data"))
clientside_callback(ClientsideFunction("agenda", "open"), Output(AGENDA_OPENED, "data"), Input(AGENDA_ASK, "data"))
