"""A scene as SVG: plain shapes, words as words, pictures and fonts inside the file."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape
from itertools import count
from typing import Final

from dashboard.figures.scene import Cut, Disc, Pen, Photo, Piece, Scene, Shape, Text
from dashboard.figures.theme import FONT, FONT_CONDENSED

RIM_PX: Final = 3.0
MIDDLE: Final = 0.345  # from the middle of the letters down to their baseline, by their size
ANCHORS: Final = {"left": "start", "center": "middle", "right": "end"}


def svg_text(scene: Scene, *, style: str = "", metadata: str = "", title: str = "", millimetres: float = 0.0) -> str:
    """The SVG file. `style` is CSS, such as embedded fonts; `millimetres` is its width on paper (px without)."""
    names = count(1)
    height = millimetres * scene.height / scene.width
    size = f'width="{millimetres:g}mm" height="{height:.2f}mm"' if millimetres else ""
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size or _size(scene)} '
        f'viewBox="0 0 {_n(scene.width)} {_n(scene.height)}">',
        f"<title>{escape(_printable(title))}</title>" if title else "",
        f"<metadata>{escape(_lines(metadata))}</metadata>" if metadata else "",
        f"<style>{style}</style>" if style else "",
        f'<rect width="100%" height="100%" fill="{scene.ground}"/>',
    ]
    return "\n".join([*filter(None, head), *_all(scene.pieces, names), "</svg>", ""])


def _size(scene: Scene) -> str:
    return f'width="{_n(scene.width)}" height="{_n(scene.height)}"'


def _all(pieces: Iterable[Piece], names: Iterator[int]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case Shape():
                yield _shape(piece)
            case Disc():
                place = f'cx="{_n(piece.x)}" cy="{_n(piece.y)}" r="{_n(piece.r)}"'
                yield f"<circle {place}{_paint(piece.fill, piece.pen)}/>"
            case Text():
                yield _text(piece)
            case Photo():
                yield _photo(piece)
            case Cut():
                yield from _cut(piece, names)


def _shape(piece: Shape) -> str:
    end = "Z" if piece.closed else ""
    path = "".join("M" + "L".join(f"{_n(x)},{_n(y)}" for x, y in run) + end for run in piece.runs)
    faint = "" if piece.opacity == 1 else f' opacity="{piece.opacity:g}"'
    return f'<path d="{path}"{_paint(piece.fill, piece.pen)}{faint}/>'


def _paint(fill: str, pen: Pen | None) -> str:
    painted = f' fill="{fill or "none"}"'
    if pen is not None:
        painted += f' stroke="{pen.colour}" stroke-width="{_n(pen.px)}"'
        if pen.dash:
            painted += f' stroke-dasharray="{" ".join(map(_n, pen.dash))}"'
    return painted


def _text(piece: Text) -> str:
    family = FONT_CONDENSED if piece.condensed else FONT
    given = f'x="{_n(piece.x)}" y="{_n(piece.y + MIDDLE * piece.size)}" font-size="{_n(piece.size)}"'
    given += f' font-family="{escape(family)}" fill="{piece.colour}"'
    if piece.bold:
        given += ' font-weight="600"'
    if piece.anchor != "left":
        given += f' text-anchor="{ANCHORS[piece.anchor]}"'
    if piece.rim:
        given += f' stroke="{piece.rim}" stroke-width="{_n(RIM_PX)}" stroke-linejoin="round" paint-order="stroke"'
    return f"<text {given}>{escape(_printable(piece.text), quote=False)}</text>"


def _photo(piece: Photo) -> str:
    address = f"data:image/jpeg;base64,{b64encode(piece.content).decode()}"
    place = f'x="{_n(piece.x)}" y="{_n(piece.y)}" width="{_n(piece.width)}" height="{_n(piece.height)}"'
    words = f"<title>{escape(_printable(piece.words), quote=False)}</title>" if piece.words else ""
    return f'<image {place} preserveAspectRatio="xMidYMid slice" href="{address}">{words}</image>'


def _cut(piece: Cut, names: Iterator[int]) -> Iterator[str]:
    name = f"cut{next(names)}"
    size = f'width="{_n(piece.x1 - piece.x0)}" height="{_n(piece.y1 - piece.y0)}"'
    yield f'<clipPath id="{name}"><rect x="{_n(piece.x0)}" y="{_n(piece.y0)}" {size}/></clipPath>'
    yield f'<g clip-path="url(#{name})">'
    yield from _all(piece.pieces, names)
    yield "</g>"


def _printable(text: str) -> str:
    """The text without signs that XML cannot hold."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _lines(text: str) -> str:
    return "\n".join(map(_printable, text.split("\n")))


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
