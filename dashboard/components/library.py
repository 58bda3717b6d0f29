"""The library: for each case who it is, what is asked, how its times are known, and the way to its timeline."""

from collections.abc import Iterator, Sequence

from dash import Input, Output, callback, dcc, get_relative_path, html
from dash.development.base_component import Component

from dashboard import caller
from dashboard.components import course
from dashboard.services import overview
from dashboard.services.overview import CasePicture, LatestCount, Overview

LIBRARY = "library"
ASK = "library-ask"
PICTURE_PX = 176
MOST_OUTCOMES = 5
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
LIMITS = "A display of what the record says: no diagnosis, dose, alert, prognosis or measurement is computed."
EMPTY = (
    "Put a case folder into the folder of the library and start the program again, or load one from the command line "
    "with: python -m dashboard import FOLDER",
    "docs/case-format.md says what a case folder holds; python -m dashboard check FOLDER tells what would be loaded.",
)


def layout() -> html.Div:
    """The empty library."""
    return html.Div([dcc.Store(id=ASK, data=True), html.Div(id=LIBRARY, className="library")])


@callback(Output(LIBRARY, "children"), Input(ASK, "data"))
def show(_: bool) -> list[Component]:
    """Every case that the user may see."""
    return children(overview.overviews(caller.user(), caller.context()))


def children(found: Sequence[Overview]) -> list[Component]:
    """The library of these cases; of none, what to do."""
    if not found:
        return [html.H2("No case is loaded yet"), *(html.P(words) for words in EMPTY)]
    return [
        html.P(intro(found), className="library-intro"),
        html.Div([case(one) for one in found], className="library-cases"),
        html.Footer([course.legend([one.course for one in found]), html.P(LIMITS, className="library-limits")]),
    ]


def intro(found: Sequence[Overview]) -> str:
    """What there is, in a sentence or two."""
    count, rows = len(found), sum(one.read for one in found)
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    said = f"{number} {_plural(count, 'case')}, {rows} {_plural(rows, 'statement')} of the record."
    pictures = [one.picture for one in found if one.picture and one.picture.image_id]
    drawn = [picture for picture in pictures if picture.illustration]
    if drawn:
        said += f" {'Pictures' if len(drawn) == len(pictures) else 'Some pictures'} are illustrations."
    return said


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


def case(one: Overview) -> html.Article:
    """One case, in three columns."""
    address = get_relative_path(f"/cases/{one.id}")
    facts = [*([picture(one.picture)] if one.picture else []), html.Div(list(_key_facts(one)), className="key-facts")]
    return html.Article(
        [
            html.Div(
                [
                    html.H2(one.title),
                    html.P(one.person, className="library-person"),
                    html.P(one.diagnosis, className="library-diagnosis"),
                    html.Div(facts, className="library-facts"),
                ],
                className="library-who",
            ),
            html.Div(
                [html.P(one.question, className="library-question"), course.strip(one.course, one.zero)],
                className="library-course",
            ),
            html.Div([_way(one, address), *_times(one), *_at_writing(one)], className="library-times"),
        ],
        className="library-case",
    )


def _way(one: Overview, address: str) -> html.P:
    return html.P(
        dcc.Link(["Open the timeline", html.Span(f" of {one.title}", className="sr")], href=address),
        className="library-way",
    )


def picture(shown: CasePicture) -> Component:
    """The picture that stands for the case, or the place where it would be."""
    if not shown.image_id:
        return html.Div(f"{shown.label}: no picture", className="library-no-picture")
    says = ", ".join(part for part in (shown.label, shown.caption, "illustration" * shown.illustration) if part)
    source = get_relative_path(f"/images/{shown.image_id}?size={PICTURE_PX}")
    return html.Img(src=source, alt=says, className="library-picture")


def _key_facts(one: Overview) -> Iterator[Component]:
    if one.picture and one.picture.image_id:
        flag = [html.Span("illustration", className="fact-flag")] if one.picture.illustration else []
        yield html.P([one.picture.label, *flag], className="fact-name")
        yield html.P(one.picture.when, className="fact-words")
    if one.count:
        yield from _count(one.count)
    if one.studies:
        yield html.P(one.studies, className="fact-name fact-studies")


def _count(count: LatestCount) -> Iterator[Component]:
    yield html.P(count.number, className="fact-number")
    yield html.P(f"{count.unit}, latest leukocyte count", className="fact-words")
    yield html.P(count.when, className="fact-words")
    if count.verify:
        yield html.P(count.verify, className="fact-verify")


def _times(one: Overview) -> Iterator[Component]:
    yield html.H3("How its times are known")
    rows = [html.Tr([html.Td(str(count)), html.Th(words, scope="row")]) for count, words in one.kinds]
    yield html.Table(html.Tbody(rows), className="library-kinds")
    yield html.P(
        f"{one.read} rows read, {one.drawn} drawn, {one.timeless} without a time, {one.refused} refused",
        className="library-numbers",
    )


def _at_writing(one: Overview) -> Iterator[Component]:
    if not one.at_writing:
        return
    more = len(one.at_writing) - MOST_OUTCOMES
    said = "; ".join(one.at_writing[:MOST_OUTCOMES]) + (f"; and {more} more" if more > 0 else "")
    yield html.P(f"At {one.writing}: {said}", className="library-numbers")
