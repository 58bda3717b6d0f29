"""The first look at a case: its latest values and its pictures, in the document until the timeline stands in their
place. The pictures are those of the film strip, which takes them over: they are asked for once."""

from collections.abc import Callable

from dash import html

from dashboard.services.images import StudyPicture
from dashboard.services.looks import FirstLook, LatestValue

LOOK = "timeline-look"


def layout(look: FirstLook, addresses: Callable[[StudyPicture], tuple[str, str]]) -> html.Div:
    """Values in a row, pictures in a row; `addresses` are where the browser finds a picture, also for a fine screen."""
    values = html.Dl([part for one in look.values for part in _value(one)], className="look-values")
    pictures = html.Div([_picture(one, *addresses(one)) for one in look.pictures], className="look-pictures")
    return html.Div([*([html.H2("Latest"), values] if look.values else []), pictures], id=LOOK, className="look")


def _value(one: LatestValue) -> tuple[html.Dt, html.Dd]:
    return html.Dt(one.name), html.Dd(html.Strong(one.value))


def _picture(one: StudyPicture, address: str, sharp: str) -> html.Button:
    """As assets/film.js makes it."""
    words = f"{one.study.label}: {one.caption}"
    shown = html.Img(src=address, srcSet=f"{address}, {sharp} 2x", alt=words, draggable="false")
    label = html.Span(one.study.label, className="film-label")
    given = {"data-event": one.study.event, "data-picture": address}
    return html.Button([shown, label], type="button", className="film-picture", title=one.caption, tabIndex=-1, **given)
