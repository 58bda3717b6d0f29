"""Cases side by side: the boxes that assets/mirror.js fills, and the controls round them.

As the page of a case it comes with the document and needs no Dash.
"""

from dash import get_relative_path, html
from dash.development.base_component import Component

from dashboard.components.shell import CONTENT, plain_links
from dashboard.domain.discretion import NOTHING, Hidden

ROOT = "mirror-root"
TITLE = "Cases side by side · Clinical timeline"

KEYS = (
    ("→ ←", "next and previous day on which something is reported"),
    ("[ ]", "move the focus line by a day"),
    ("Home End", "first and last such day"),
    ("+ − 0", "zoom in, out, show everything (also wheel, drag, double click)"),
    ("l", "leukocytes on a log or a linear scale"),
    ("t", "threshold lines on or off"),
    ("x", "one linear axis without breaks"),
    ("c", "choose cases"),
    ("D", "hide every date, or show them again"),
    ("Esc", "clear the focus line"),
    ("?", "this list"),
)
FLAGS = (("thresholds", "Threshold lines"), ("plain", "Linear counts"), ("linear", "No breaks"))


def page(hidden: Hidden = NOTHING) -> html.Main:
    """The page as the document brings it: heading, controls, boxes that the script fills."""
    root = html.Div(
        [_header(hidden), _controls(), _stage(), _footer(), _chooser(), _help()],
        id=ROOT,
        className="mirror-root",
        **{"data-root": get_relative_path("/")},
    )
    return html.Main([root], id=CONTENT, className="case-page mirror-page")


def _header(hidden: Hidden) -> html.Header:
    switch = html.Button(
        "Theme", type="button", className="theme-switch", title="Light or dark", **{"data-theme-switch": ""}
    )
    who = html.Div(id="mirror-who", className="mirror-who")
    return html.Header(
        [
            html.Div(
                [html.H1("Cases side by side", id="mirror-title", className="patient-code"), who],
                className="patient-line",
            ),
            html.Nav([*plain_links("/mirror", hidden), switch], className="navigation", **{"aria-label": "Pages"}),
        ],
        className="case-header",
    )


def _controls() -> html.Div:
    return html.Div(
        [
            html.Span("Aligned on", className="zero-name"),
            html.Div(id="mirror-zeros", className="zeros", role="group", **{"aria-label": "Day 0 of all cases"}),
            html.Div(
                [
                    html.Button("Intervals", type="button", id="mirror-down", className="flag mirror-down"),
                    html.Button(
                        "Cases and lanes",
                        type="button",
                        id="mirror-choose",
                        className="flag",
                        **{"aria-haspopup": "dialog"},
                    ),
                    *(_flag(name, words) for name, words in FLAGS),
                ],
                className="choices",
            ),
        ],
        className="zero-row",
    )


def _flag(name: str, words: str) -> html.Button:
    return html.Button(words, type="button", className="flag", **{"data-mirror-flag": name, "aria-pressed": "false"})


def _stage() -> html.Div:
    boxes = [
        html.Div(id="mirror-plot", className="plot"),
        html.Div(id="mirror-labels", className="labels"),
        html.Div(id="mirror-film", className="film"),
        html.Div(id="mirror-tags", className="mirror-tags", **{"aria-hidden": "true"}),
        html.Div(id="mirror-axis-name", className="axis-name"),
        html.Div(html.Span(id="mirror-day-name"), id="mirror-line", className="mirror-line", hidden=True),
        html.Div(id="mirror-axis", className="axis-bar mirror-axis", hidden=True, **{"aria-hidden": "true"}),
        html.Div(id="mirror-ring", className="ring", hidden=True),
        html.Div(id="mirror-tip", className="tip", hidden=True, role="tooltip"),
        html.Div(id="mirror-message", className="message", role="status"),
    ]
    said = "Cases over one axis; the keys [ and ] move the focus line, the table beside it lists the intervals"
    chart = html.Div(boxes, id="mirror", className="mirror", tabIndex=0, role="group", **{"aria-label": said})
    table = html.Aside(id="mirror-table", className="mirror-table", tabIndex=0, **{"aria-label": "Intervals"})
    day = html.Section(
        id="mirror-day", className="mirror-day", hidden=True, **{"aria-live": "polite", "aria-label": "At the line"}
    )
    return html.Div([html.Div(chart, className="chart"), table, day], className="stage")


def _footer() -> html.Footer:
    return html.Footer(
        [
            html.P(id="mirror-numbers", className="mirror-numbers"),
            html.P(id="mirror-pictures"),
        ],
        className="mirror-footer",
    )


def _chooser() -> Component:
    found = html.Ul(id="mirror-found", className="mirror-found", **{"aria-label": "Cases found"})
    return html.Dialog(
        [
            html.H2("Cases"),
            html.Div(id="mirror-cases", className="mirror-cases"),
            html.Div(id="mirror-search"),
            found,
            html.H2("Lanes"),
            html.Div(id="mirror-lanes", className="mirror-lanes"),
            html.Button("Close", type="button", id="mirror-close", className="flag"),
        ],
        id="mirror-chooser",
        className="help mirror-chooser",
        **{"aria-label": "Cases and lanes"},
    )


def _help() -> Component:
    rows = [html.Tr([html.Th(keys, scope="row"), html.Td(words)]) for keys, words in KEYS]
    return html.Dialog(
        [html.H2("Keys"), html.Table(html.Tbody(rows)), html.P("Esc closes this list.")],
        id="mirror-help",
        className="help",
    )
