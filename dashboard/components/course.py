"""The course of a case as a strip of plain boxes, with its legend. Which boxes there are is decided in the figures."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.figures.course import Course, Gap, Look, Row, Word, chips

LEGEND = (
    (Look.EXACT, "exact day"),
    (Look.WINDOW, "window, bounded or approximate"),
    (Look.ORDER, "window, order only"),
    ("order open", "window without an upper limit"),
    ("chip", "order only, no upper limit: one event"),
    ("chip solid", "as of writing: one event"),
    (Look.LASTING, "lasts at least so long"),
    (Look.SILENT, "stated as not reported"),
)


def strip(course: Course, zero: str) -> html.Div:
    """The strip of one case; a reader that sees no boxes gets a sentence."""
    words = f"days from {zero}"
    return html.Div(
        [
            html.Div([_gap(gap, "course-break") for gap in course.breaks], className="course-breaks"),
            *(_row(row, course) for row in course.rows),
            html.Div(
                [
                    html.Span(words, className="course-name course-zero", title=words),
                    html.Div([_word(word) for word in course.words], className="course-line"),
                ],
                className="course-axis",
            ),
        ],
        className="course",
        role="img",
        **{"aria-label": sentence(course, zero)},
    )


def sentence(course: Course, zero: str) -> str:
    """What the strip holds, in words."""
    rows = ", ".join(f"{row.title} {row.events}" for row in course.rows)
    return f"Strip of the course, in days from {zero}. Statements in each lane: {rows or 'none'}."


def legend(courses: Sequence[Course]) -> html.Section:
    """The looks that these strips use, in words."""
    boxes = [box for one in courses for row in one.rows for box in row.boxes]
    used = {box.look for box in boxes} | {"order open" for box in boxes if box.open}
    used |= {"chip" for one in courses for row in one.rows if row.unlimited}
    used |= {"chip solid" for one in courses for row in one.rows if row.writing}
    entries = [html.Li([html.Span(className=f"sample {look}"), words]) for look, words in LEGEND if look in used]
    return html.Section([html.H2("In the strips"), html.Ul(entries)], className="course-legend")


def _row(row: Row, course: Course) -> html.Div:
    boxes: list[Component] = [
        html.I(
            className=f"box {box.look}{' open' * box.open}", style={"left": f"{box.left}%", "width": f"{box.width}%"}
        )
        for box in row.boxes
    ]
    for count, zone, look in ((row.unlimited, course.order, "chip"), (row.writing, course.writing, "chip solid")):
        if count and zone:
            boxes.append(_chips(count, zone, look))
    return html.Div(
        [html.Span(row.title, className="course-name"), html.Div(boxes, className="course-line")],
        className="course-row",
    )


def _chips(count: int, zone: Gap, look: str) -> html.Div:
    shown, counted = chips(count, zone)
    parts: list[Component | str] = [html.I(className=look) for _ in range(shown)]
    return html.Div(parts + [f"+{counted}"] * bool(counted), className="course-chips", style=_place(zone))


def _gap(gap: Gap, name: str) -> html.Div:
    return html.Div(className=name, style=_place(gap), title=gap.words or None)


def _word(word: Word) -> html.Span:
    names = ["course-word", *["centred"] * word.centred, *["strong"] * word.strong]
    return html.Span(word.text, className=" ".join(names), style={"left": f"{word.left}%"})


def _place(gap: Gap) -> dict[str, str]:
    return {"left": f"{gap.left}%", "width": f"{gap.width}%"}
