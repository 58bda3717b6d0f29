"""A case at its meeting: the bar below the patient line, and the mark by which a page of a case takes decisions.

`marker` on any page that shows a case is all that the key `d` needs there: assets/decision.js does the rest, over
whatever the page shows, and tells `decision-saved` on the document when something was saved.
"""

from dash import html

BAR = "board-bar"


def marker(case_id: str, meeting_id: str = "") -> html.Div:
    """The mark of a page on which decisions on a case can be written down; at a meeting, of that meeting."""
    return html.Div(hidden=True, **{"data-decision-case": case_id, "data-decision-meeting": meeting_id})


def bar() -> html.Section:
    """The bar of a case that is on an agenda; assets/board.js fills it."""
    return html.Section(id=BAR, className="board-bar", **{"aria-label": "Meeting"})
