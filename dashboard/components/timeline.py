"""The timeline of a case: the boxes that assets/timeline.js fills, and the controls round them.

The page comes with the document and needs no Dash, so that the timeline stands at once.
"""

from urllib.parse import quote

from dash import get_relative_path, html
from dash.development.base_component import Component

from dashboard.components import board, event_table, export_menu, patient_line
from dashboard.components.shell import CONTENT, plain_links
from dashboard.domain.cases import Case
from dashboard.domain.discretion import NOTHING, Hidden

ROOT = "case-root"
TITLE = "Timeline · Clinical timeline"

PRESETS = (
    ("hours", "72 h", "First 72 hours (h)"),
    ("month", "30 d", "First month (H)"),
    ("around", "event", "Around this event (e)"),
    ("everything", "all", "Everything (0)"),
)
WAYS = (("before", "‹", "Previous case (p)"), ("after", "›", "Next case (n)"))
KEYS = (
    ("→ ← Space Page", "next and previous event in the order of the record"),
    ("Shift+→ ←", "next and previous event of the same lane, through a heap or a group one by one"),
    ("Home End", "first and last event"),
    ("[ ]", "move the focus line by a day"),
    ("+ − 0", "zoom in, out, show everything (also wheel, drag, double click)"),
    ("h H e", "first 72 hours, first month, around the selected event"),
    ("z", "day 0: any event, clock, extreme or value, found by typing"),
    ("m", "pin the selected moment, or take its pin away; up to five, side by side"),
    ("r", "ruler: the selected moment is an end; twice measures"),
    ("s", "light what came after the selected moment; again shows everything"),
    ("c", "beside the days: nothing, dates, ages"),
    ("n p", "the next and the previous case: of its meeting, else of the library"),
    ("D", "hide every date, or show them again"),
    ("P", "present: the story of the case for a room, without names"),
    ("l", "leukocytes on a log or a linear scale"),
    ("t", "threshold lines on or off"),
    ("x", "one linear axis without breaks"),
    ("Enter", "pictures of the selected study; again with another selected: side by side"),
    ("d", "write down what the board decides"),
    ("k", "checklist of the meeting, what is new, review notes"),
    ("S", "light what is new since the case was last discussed"),
    ("↑ ↓ wheel", "in the pictures: slice by slice; Page: ten, Home End: ends"),
    ("+ − 0 1", "in the pictures: zoom, fit, one pixel for one"),
    ("i w s", "in the pictures: invert, tie the windows, tie the scrolling"),
    ("Esc", "close the pictures; clear the selection"),
    ("?", "this list"),
)


def page(
    asked: str,
    case: Case | None,
    hidden: Hidden = NOTHING,
    beside: tuple[str, str] = ("", ""),
    look: Component | None = None,
    *,
    on_agenda: bool = False,
) -> html.Main:
    """The page of the case `asked` as the document brings it: patient line, ways to the cases `beside` it, controls,
    boxes that the script fills, and a first `look` where the timeline will stand; with the bar of its meeting where it
    is on an agenda; below, the table. Without a case only the line that says so. The links of a page that hides
    something lead to pages that hide it too."""
    given = {"data-case": asked, "data-found": "yes" if case else ""}
    own = parts(asked, case, hidden, beside, on_agenda=on_agenda)
    root = html.Div([*own, *([body(look)] if case else [])], id=ROOT, className="case-root", **given)
    return html.Main([root, *([event_table.layout()] if case else [])], id=CONTENT, className="case-page")


def parts(
    asked: str, case: Case | None, hidden: Hidden, beside: tuple[str, str], *, on_agenda: bool
) -> list[Component]:
    """What of the page is of its case alone, from above: all else stays where a reader goes to the next case."""
    places = _places(asked if case else "", hidden, beside)
    head = html.Header([patient_line.layout(case), places], className="case-header")
    return [head, *([board.marker(asked)] if case else []), *([board.bar()] if case and on_agenda else [])]


def _places(case_id: str, hidden: Hidden, beside: tuple[str, str]) -> html.Nav:
    """The links to the other pages; plain ones, as this part of the page lives without Dash."""
    ways = [_way(*way, "?dates=0" if hidden.dates else "") for way in zip(WAYS, beside, strict=True)]
    links = plain_links("", hidden, case_id)
    switch = html.Button(
        "Theme", type="button", className="theme-switch", title="Light or dark", **{"data-theme-switch": ""}
    )
    acts = (*_presenter(), export_menu.opener(), switch) if case_id else (switch,)
    return html.Nav([*ways, *links, *acts], className="navigation", **{"aria-label": "Pages"})


def _presenter() -> tuple[html.Button, html.Button]:
    """The buttons that begin the presentation, as its key does, and that lead to its story with the view on screen."""
    acts = (("present", "Present", "Present this case to a room"), ("story", "Story", "What is presented, and notes"))
    given = {"type": "button", "className": "navigation-link"}
    first, second = (html.Button(words, title=title, **given, **{"data-act": act}) for act, words, title in acts)
    return first, second


def _way(way: tuple[str, str, str], case_id: str, query: str) -> Component:
    """The link to the case before or after; without one the place stays, so that the other does not move."""
    name, sign, words = way
    if not case_id:
        return html.Span(sign, className="case-way", **{"aria-hidden": "true"})
    href = get_relative_path(f"/cases/{quote(case_id, safe='')}") + query
    given = {"data-beside": name, "aria-label": words.split(" (")[0]}
    return html.A(sign, href=href, className="navigation-link case-way", title=words, **given)


def body(look: Component | None = None, *, offline: bool = False) -> html.Div:
    """What stands below the patient line; an offline file carries nothing away."""
    menu = [] if offline else [export_menu.layout()]
    return html.Div(
        [
            _controls(),
            html.P(id="timeline-sentence", className="sentence", **{"aria-live": "polite"}),
            _tray(),
            html.Section(id="timeline-viewer", className="viewer", hidden=True, **{"aria-label": "Pictures"}),
            html.Div(
                [
                    _stage(look),
                    html.Aside(id="timeline-panel", className="panel", tabIndex=0, **{"aria-label": "Details"}),
                ],
                className="stage",
            ),
            _footer(),
            _help(),
            *menu,
        ],
        className="case-body",
    )


def _controls() -> html.Div:
    return html.Div(
        [
            html.Span("Day 0 is the", className="zero-name"),
            html.Div(id="timeline-zeros", className="zeros", role="group", **{"aria-label": "Day 0"}),
            html.Div(id="timeline-chooser", className="chooser", hidden=True, role="dialog", **{"aria-label": "Day 0"}),
            html.Div(
                id="timeline-choices",
                className="choices",
                children=[
                    html.Div(
                        id="timeline-beside", className="beside", role="group", **{"aria-label": "Beside the days"}
                    ),
                    _act("hide-dates", "Hide dates", id="timeline-hide-dates"),
                    _act("ruler", "Ruler", **{"data-ruler": ""}),
                    _flag("thresholds", "Threshold lines"),
                    _flag("plain", "Linear counts"),
                    _flag("linear", "No breaks"),
                ],
            ),
        ],
        className="zero-row",
    )


def _flag(name: str, words: str) -> html.Button:
    return html.Button(words, type="button", className="flag", **{"data-view-flag": name, "aria-pressed": "false"})


def _act(name: str, words: str, **given: str) -> html.Button:
    """A button that does what the key of that action does."""
    return html.Button(words, type="button", className="flag", **{"data-act": name, "aria-pressed": "false", **given})


def _tray() -> html.Div:
    """What a reader holds on to: a moment since when, two points of the ruler, up to five pinned moments."""
    return html.Div(
        [
            html.P(id="timeline-said", className="said", hidden=True, role="status"),
            html.Div(id="timeline-since", className="since-line", hidden=True, role="status"),
            html.Div(id="timeline-ruler", className="ruler-line", hidden=True, role="status"),
            html.Div(
                id="timeline-pins", className="pins", hidden=True, role="group", **{"aria-label": "Pinned moments"}
            ),
        ],
        id="timeline-tray",
        className="tray",
    )


def _stage(look: Component | None) -> html.Div:
    return html.Div(
        [
            html.Div(
                [
                    html.Div(id="timeline-focus", className="focus-band", hidden=True),
                    html.Div(id="timeline-axis", className="axis-bar", hidden=True, **{"aria-hidden": "true"}),
                    html.Div(id="timeline-axis-name", className="axis-name"),
                    html.Div(id="timeline-plot", className="plot"),
                    html.Div(id="timeline-zero", className="zero-line", hidden=True),
                    html.Canvas(id="timeline-veil", className="veil", hidden=True, **{"aria-hidden": "true"}),
                    html.Div(id="timeline-ruler-marks", className="layer", **{"aria-hidden": "true"}),
                    html.Div(id="timeline-pin-marks", className="layer", **{"aria-hidden": "true"}),
                    html.Div(id="timeline-labels", className="labels"),
                    html.Div(id="timeline-film", className="film"),
                    html.Div(id="timeline-ring", className="ring", hidden=True),
                    html.Div(id="timeline-hover", className="ring hover", hidden=True),
                    html.Div(id="timeline-line", className="hairline", hidden=True),
                    html.Div(id="timeline-tip", className="tip", hidden=True, role="tooltip"),
                    html.Div(id="timeline-message", className="message", role="status"),
                    *([look] if look else []),
                ],
                id="timeline",
                className="timeline",
                tabIndex=0,
                role="group",
                **{
                    "aria-label": "Timeline; arrow keys step through the events, the table below holds the same records"
                },
            ),
            _overview(),
        ],
        className="chart",
    )


def _overview() -> html.Div:
    """The presets of the window, in the label column of the strip that the script draws."""
    buttons = [
        html.Button(name, type="button", title=words, className="preset", **{"data-preset": key, "aria-label": words})
        for key, name, words in PRESETS
    ]
    presets = html.Div(buttons, className="presets", role="group", **{"aria-label": "Shown part of the course"})
    return html.Div([presets], id="timeline-overview", className="overview")


def _footer() -> html.Footer:
    return html.Footer(
        [
            html.Details(
                [html.Summary("Legend"), html.Ul(id="timeline-legend", className="legend")],
                open=True,
                className="legend-box",
            ),
            html.Div(id="timeline-numbers", className="numbers-box"),
            html.P(id="timeline-timeless", className="timeless"),
        ],
        className="case-footer",
    )


def _help() -> Component:
    rows = [html.Tr([html.Th(keys, scope="row"), html.Td(words)]) for keys, words in KEYS]
    return html.Dialog(
        [html.H2("Keys"), html.Table(html.Tbody(rows)), html.P("Esc closes this list.")],
        id="timeline-help",
        className="help",
    )
