"""The frame of every page: document, theme, skip link, navigation. Pages draw a header and a `main` with CONTENT."""

from collections.abc import Iterator
from urllib.parse import urlencode

import dash
from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html
from dash.development.base_component import Component

from dashboard.domain.discretion import NOTHING, Hidden

CONTENT = "content"
THEME = "theme-switch"
PLACES = (
    ("/", "Cases"),
    ("/mirror", "Compare cases"),
    ("/series", "Series"),
    ("/meetings", "Meetings"),
    ("/import", "Import"),
    ("/about", "About"),
)
WITH_DOCUMENT = frozenset({"/mirror"})  # pages that come with the document, which a link of Dash would not ask for


def layout() -> html.Div:
    """The outermost layout of every page that Dash draws."""
    return html.Div([skip_link(), dash.page_container])


def skip_link() -> html.A:
    """The first stop of the tab key on every page."""
    return html.A("Skip to content", href=f"#{CONTENT}", className="skip-link")


def with_document(path: str, dates: str = "") -> html.Main:
    """Where a link of Dash leads to a page that comes with the document: the plain way there; `dates` as in
    `navigation`."""
    link = html.A("Open the page", href=_address(path, _query(dates)))
    return html.Main(html.P(link), id=CONTENT, className="prose")


def navigation(current: str, dates: str = "") -> html.Nav:
    """The links between the pages, `current` (a path) marked, and the switch between light and dark; `dates` is what
    the address of the page says of dates, which the next page says as well."""
    links = _links(current, _query(dates))
    return html.Nav([*links, theme_switch()], className="navigation", **{"aria-label": "Pages"})


def _links(current: str, query: str) -> Iterator[Component]:
    for path, name in PLACES:
        if path == current:
            yield _here(name)
        elif path in WITH_DOCUMENT:
            yield _plain(path, name, query)
        else:
            yield dcc.Link(name, href=_address(path, query), className="navigation-link")


def plain_links(current: str, hidden: Hidden = NOTHING, case_id: str = "") -> list[Component]:
    """The same links without Dash, for what comes with the document; none is marked where `current` is no such page.
    On the page of a case the way to a comparison takes it along; what is hidden stays hidden on the next page."""
    query = [("dates", "0")] if hidden.dates else []
    beside = {"/mirror": [("case", case_id)]} if case_id else {}
    return [
        _here(name) if path == current else _plain(path, name, urlencode([*beside.get(path, []), *query]))
        for path, name in PLACES
    ]


def _here(name: str) -> Component:
    return html.Span(name, className="navigation-link", **{"aria-current": "page"})


def _plain(path: str, name: str, query: str = "") -> Component:
    return html.A(name, href=_address(path, query), className="navigation-link")


def _query(dates: str) -> str:
    return "dates=0" if dates == "0" else ""


def _address(path: str, query: str) -> str:
    address: str = dash.get_relative_path(path)
    return f"{address}?{query}" if query else address


def theme_switch() -> html.Button:
    """The button that turns light into dark and back."""
    return html.Button("Theme", id=THEME, className="theme-switch", type="button", title="Light or dark")


clientside_callback(
    ClientsideFunction("shell", "switch_theme"),
    Output(THEME, "title"),
    Input(THEME, "n_clicks"),
)
