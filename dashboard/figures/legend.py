"""The legend on paper: every kind of time and every state of a fact with the mark that stands for it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from dashboard.domain.cases import Trend
from dashboard.figures.film import trend_mark
from dashboard.figures.marks import AHEAD, ARROW, LEFT_BRACKET, PENNANT, RAIL_END, RIGHT_BRACKET
from dashboard.figures.outlines import path_runs, symbol_runs
from dashboard.figures.pieces import not_reported, swatch
from dashboard.figures.scene import Disc, Pen, Piece, Shape, Text, all_moved, box, line, moved
from dashboard.figures.text import text_width
from dashboard.figures.theme import DRUG_PATTERN, Theme

SIZE: Final = 11.0
LINE_PX: Final = 15.0
BOX_PX: Final = 30.0
WIDE_PX: Final = 66.0
MOST_PIECES: Final = 6
GAP_PX: Final = 14.0
FADES: Final = (0.6, 0.35, 0.15)

Drawing = Callable[[Theme], list[Piece]]


def legend_pieces(theme: Theme, width: float) -> tuple[list[Piece], float]:
    """The legend in lines of `width` px, and how tall it is."""
    found: list[Piece] = []
    x, y = 0.0, LINE_PX / 2
    for words, pieces in _entries(theme):
        box_px = WIDE_PX if len(pieces) > MOST_PIECES else BOX_PX
        wide = box_px + text_width(words, SIZE) + GAP_PX + 4
        if x and x + wide > width:
            x, y = 0.0, y + LINE_PX
        found += all_moved(pieces, x, y)
        found.append(Text(x + box_px + 4, y, words, SIZE, colour=theme.ink))
        x += wide
    return found, y + LINE_PX / 2


def drug_pieces(theme: Theme, classes: Sequence[str], width: float) -> tuple[list[Piece], float]:
    """The patterns of these drug classes in lines of `width` px, and how tall that is."""
    found: list[Piece] = []
    x, y = 0.0, LINE_PX / 2
    for name in classes:
        wide = 18 + text_width(name, SIZE) + GAP_PX + 5
        if x and x + wide > width:
            x, y = 0.0, y + LINE_PX
        found += swatch(x, y, theme.drug[name], DRUG_PATTERN[name], theme.bg)
        found.append(Text(x + 23, y, name, SIZE, colour=theme.ink))
        x += wide
    return found, y + LINE_PX / 2 if classes else 0.0


def _entries(theme: Theme) -> Iterator[tuple[str, list[Piece]]]:
    """Words and drawing of each entry; a drawing stands in a box 30 px wide round the middle of the line."""
    ink, thin = Pen(theme.ink, 1.5), Pen(theme.ink3, 1.2, (1.5, 3.0))
    solid, hollow = Disc(15, 0, 4.5, ink, theme.ink), Disc(15, 0, 4.5, ink, theme.bg)
    yield "exact", [solid]
    yield "exact on another clock, bar = window here", [box(4, -2, 26, 2, fill=theme.ink), solid]
    brackets = [_glyph(3, LEFT_BRACKET, ink), _glyph(27, RIGHT_BRACKET, ink)]
    yield "bounded, earliest to latest", [*brackets, line(3, 0, 27, 0, ink), hollow]
    faded = [box(low, -2, high, 2, fill=theme.ink, opacity=opacity) for low, high, opacity in _FADED]
    yield "approximate, ends fade", [*faded, hollow]
    rail = [line(1, 0, 29, 0, thin), _glyph(1, RAIL_END, Pen(theme.ink3, 1.2))]
    yield "order known, day unknown", [*rail, _glyph(29, RAIL_END, Pen(theme.ink3, 1.2)), *_chip("7", theme)]
    yield "no order either", [*rail[:1], _glyph(29, ARROW, Pen(theme.ink3, 1.2)), *_chip("\u2013", theme)]
    yield "as of writing, past a break", [_glyph(6, "M0,-7L3,-4L0,-1L3,2L0,5", Pen(theme.rule2)), moved(solid, 7, 0)]
    given = box(1, -4, 10, 4, fill=theme.ink)
    ends = [box(20 + 3 * at, -4, 23 + 3 * at, 4, fill=theme.ink, opacity=opacity) for at, opacity in enumerate(FADES)]
    yield "given, possible, end not reported", [given, box(10.5, -3.5, 19, 3.5, pen=Pen(theme.ink)), *ends]
    yield "absent", [hollow, moved(Shape(symbol_runs("line-ne", 10), ink), 15, 0)]
    yield "presumed", [hollow, Text(15, 0, "?", 9, bold=True, colour=theme.ink, anchor="center")]
    yield "planned", [hollow, _glyph(15, AHEAD, ink)]
    yield "considered, rejected", [hollow, moved(Shape(symbol_runs("x-thin", 10), ink), 15, 0)]
    yield "not reported", not_reported(6, 0, 18, 10, theme.hatch, theme.bg)
    yield "flag beside a status", [moved(Shape(path_runs(PENNANT), Pen(theme.ink), theme.ink), 11, 0)]
    trends = (Trend.NEW, Trend.MORE, Trend.SAME, Trend.LESS, Trend.PRESENT)
    marks = [piece for at, trend in enumerate(trends) for piece in trend_mark(trend, 8 + 13 * at, 0, theme)]
    yield f"finding: {', '.join(trends)}", marks


_FADED: Final = ((2.0, 7.0, 0.25), (7.0, 23.0, 0.75), (23.0, 28.0, 0.25))


def _glyph(x: float, path: str, pen: Pen) -> Piece:
    return moved(Shape(path_runs(path), pen), x, 0)


def _chip(text: str, theme: Theme) -> list[Piece]:
    frame = box(8.5, -6.5, 21.5, 6.5, pen=Pen(theme.ink, 1.4), fill=theme.bg)
    return [frame, Text(15, 0, text, 10, bold=True, colour=theme.ink, anchor="center")]
