"""Scene: a drawing in px as a list of plain pieces, which is written as SVG or PDF without knowing what it shows.

The timeline in the browser is told to Plotly (`traces`), that on paper is a scene (`printed`): both from one canvas.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

Point = tuple[float, float]
Anchor = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn; `dash` are lengths of line and gap in px."""

    colour: str
    px: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """One or more runs of straight lines, open or closed, filled or not."""

    runs: tuple[tuple[Point, ...], ...]
    pen: Pen | None = None
    fill: str = ""
    closed: bool = False
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle."""

    x: float
    y: float
    r: float
    pen: Pen | None = None
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words, `y` px down to the middle of its letters; `rim` is the colour of the ground that keeps lines
    away from them."""

    x: float
    y: float
    text: str
    size: float = 12.0
    bold: bool = False
    condensed: bool = True
    colour: str = ""
    anchor: Anchor = "left"
    rim: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG in its box, cut to fill it."""

    x: float
    y: float
    width: float
    height: float
    content: bytes
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """Pieces of which only what lies in the box is seen."""

    x0: float
    y0: float
    x1: float
    y1: float
    pieces: "tuple[Piece, ...]"


Piece = Shape | Disc | Text | Photo | Cut


@dataclass(frozen=True, slots=True)
class Scene:
    """Pieces from back to front on a ground of one colour."""

    width: float
    height: float
    ground: str
    pieces: tuple[Piece, ...] = field(default=())


def line(x0: float, y0: float, x1: float, y1: float, pen: Pen) -> Shape:
    """A straight line."""
    return Shape((((x0, y0), (x1, y1)),), pen)


def box(
    x0: float, y0: float, x1: float, y1: float, *, pen: Pen | None = None, fill: str = "", opacity: float = 1.0
) -> Shape:
    """A rectangle."""
    return Shape((((x0, y0), (x1, y0), (x1, y1), (x0, y1)),), pen, fill, True, opacity)


def moved(piece: Piece, dx: float, dy: float) -> Piece:
    """The piece, so many px further to the right and down."""
    if isinstance(piece, Shape):
        return replace(piece, runs=tuple(tuple((x + dx, y + dy) for x, y in run) for run in piece.runs))
    if isinstance(piece, Cut):
        inner = tuple(moved(one, dx, dy) for one in piece.pieces)
        return Cut(piece.x0 + dx, piece.y0 + dy, piece.x1 + dx, piece.y1 + dy, inner)
    return replace(piece, x=piece.x + dx, y=piece.y + dy)


def scaled(piece: Piece, factor: float) -> Piece:
    """The piece so many times as large, measured from 0, 0."""
    match piece:
        case Shape():
            runs = tuple(tuple((x * factor, y * factor) for x, y in run) for run in piece.runs)
            return replace(piece, runs=runs, pen=_thicker(piece.pen, factor))
        case Disc():
            x, y, r = piece.x * factor, piece.y * factor, piece.r * factor
            return replace(piece, x=x, y=y, r=r, pen=_thicker(piece.pen, factor))
        case Text():
            return replace(piece, x=piece.x * factor, y=piece.y * factor, size=piece.size * factor)
        case Photo():
            width, height = piece.width * factor, piece.height * factor
            return replace(piece, x=piece.x * factor, y=piece.y * factor, width=width, height=height)
        case Cut():
            inner = tuple(scaled(one, factor) for one in piece.pieces)
            return Cut(piece.x0 * factor, piece.y0 * factor, piece.x1 * factor, piece.y1 * factor, inner)


def _thicker(pen: Pen | None, factor: float) -> Pen | None:
    return pen and Pen(pen.colour, pen.px * factor, tuple(length * factor for length in pen.dash))


def all_moved(pieces: Iterable[Piece], dx: float, dy: float) -> tuple[Piece, ...]:
    """All pieces, moved alike."""
    return tuple(moved(piece, dx, dy) for piece in pieces)


def texts(pieces: Sequence[Piece]) -> list[Text]:
    """Every line of words, those in cut pieces included."""
    found: list[Text] = []
    for piece in pieces:
        if isinstance(piece, Text):
            found.append(piece)
        elif isinstance(piece, Cut):
            found += texts(piece.pieces)
    return found
