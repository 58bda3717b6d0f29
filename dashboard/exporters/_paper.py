"""A scene drawn on a page of PDF: lines as lines, words as words in the embedded fonts."""

import io
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from dashboard.exporters._fonts import FILES
from dashboard.exporters._signs import printable
from dashboard.figures.scene import Cut, Disc, Pen, Photo, Piece, Scene, Shape, Text
from dashboard.figures.svg import MIDDLE
from dashboard.figures.text import text_width

POINT: Final = 72 / 25.4
RIM_ALPHA: Final = 0.8
Canvas = Any  # reportlab carries no types


@cache
def register_fonts() -> None:
    """Make the four faces known to reportlab, with bold for the flowing text."""
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(file)))
    for name in ("PlexSans", "PlexCondensed"):
        pdfmetrics.registerFontFamily(name, normal=name, bold=f"{name}-Bold", italic=name, boldItalic=f"{name}-Bold")


def draw_scene(canvas: Canvas, scene: Scene, left: float, top: float, width: float) -> None:
    """Draw the scene `width` points wide, its upper left corner at `left`, `top` (points from the lower left of the
    page)."""
    scale = width / scene.width
    canvas.saveState()
    canvas.translate(left, top)
    canvas.scale(scale, scale)
    canvas.setLineCap(0)
    canvas.setLineJoin(1)
    _draw(canvas, scene.pieces)
    canvas.restoreState()


def _draw(canvas: Canvas, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        match piece:
            case Shape():
                _shape(canvas, piece)
            case Disc():
                _paint(canvas, piece.fill, piece.pen, 1.0)
                canvas.circle(piece.x, -piece.y, piece.r, stroke=int(piece.pen is not None), fill=int(bool(piece.fill)))
            case Text():
                _text(canvas, piece)
            case Photo():
                _photo(canvas, piece)
            case Cut():
                canvas.saveState()
                _clip(canvas, piece.x0, piece.y0, piece.x1, piece.y1)
                _draw(canvas, piece.pieces)
                canvas.restoreState()


def _clip(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    path = canvas.beginPath()
    path.rect(x0, -y1, x1 - x0, y1 - y0)
    canvas.clipPath(path, stroke=0, fill=0)


def _shape(canvas: Canvas, piece: Shape) -> None:
    _paint(canvas, piece.fill, piece.pen, piece.opacity)
    path = canvas.beginPath()
    for run in piece.runs:
        path.moveTo(run[0][0], -run[0][1])
        for x, y in run[1:]:
            path.lineTo(x, -y)
        if piece.closed:
            path.close()
    canvas.drawPath(path, stroke=int(piece.pen is not None), fill=int(bool(piece.fill)))


def _paint(canvas: Canvas, fill: str, pen: Pen | None, opacity: float) -> None:
    if fill:
        canvas.setFillColor(HexColor(fill), opacity)
    if pen is not None:
        canvas.setStrokeColor(HexColor(pen.colour))
        canvas.setLineWidth(pen.px)
        canvas.setDash(list(pen.dash))


def _text(canvas: Canvas, piece: Text) -> None:
    words = printable(piece.text)
    font = f"Plex{'Condensed' if piece.condensed else 'Sans'}{'-Bold' if piece.bold else ''}"
    width = text_width(words, piece.size, condensed=piece.condensed, bold=piece.bold)
    x = piece.x - {"left": 0.0, "center": width / 2, "right": width}[piece.anchor]
    if piece.rim and words:  # a second, outlined text below would be found twice by whoever searches the file
        canvas.setFillColor(HexColor(piece.rim), RIM_ALPHA)
        canvas.rect(x - 1, -piece.y - piece.size * 0.42, width + 2, piece.size * 0.84, stroke=0, fill=1)
    canvas.setFillColor(HexColor(piece.colour), 1)
    canvas.setFont(font, piece.size)
    canvas.drawString(x, -(piece.y + MIDDLE * piece.size), words)


def _photo(canvas: Canvas, piece: Photo) -> None:
    """The picture cut to fill its box."""
    image = ImageReader(io.BytesIO(piece.content))
    across, down = image.getSize()
    scale = max(piece.width / across, piece.height / down)
    width, height = across * scale, down * scale
    canvas.saveState()
    _clip(canvas, piece.x, piece.y, piece.x + piece.width, piece.y + piece.height)
    x = piece.x - (width - piece.width) / 2
    y = piece.y - (height - piece.height) / 2
    canvas.drawImage(image, x, -y - height, width, height)
    canvas.restoreState()
