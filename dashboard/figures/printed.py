"""The timeline as a scene for paper: the lanes' own canvases, with axis, label column and film strip round them.

It is cut into pages between lanes, and inside a lane that is taller than a page, so that nothing is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dashboard.domain.cases import Case, Grain
from dashboard.domain.timing import Placed
from dashboard.figures.axis import Tick, Zone, ticks
from dashboard.figures.canvas import Json
from dashboard.figures.film import film_pieces
from dashboard.figures.frame import LEFT_PX, RIGHT_PX, ZIGZAG, axis_words
from dashboard.figures.labels import label_pieces
from dashboard.figures.lane import EVERY, Lane
from dashboard.figures.ledger import Ledger, as_ledger
from dashboard.figures.meta import numbers
from dashboard.figures.outlines import path_runs
from dashboard.figures.pieces import canvas_pieces, value_axis_pieces
from dashboard.figures.scale import Scale
from dashboard.figures.scene import Cut, Pen, Piece, Scene, Shape, Text, all_moved, box, line, moved
from dashboard.figures.stack import Strip, View, stack
from dashboard.figures.text import wrapped
from dashboard.figures.timeline import LEAST_DATED_TICK_PX, LEAST_TICK_PX, build_scale

TICK_PX: Final = 4.0
LEAST_SLICE_PX: Final = 60.0
ROW_HALF: Final = 9.0
HEAD_PX: Final = 18.0
DENSEST: Final = 1  # paper has no hover: findings are never folded into a line


@dataclass(frozen=True, slots=True)
class Printed:
    """A timeline laid out for paper: its lanes, its scale, and what became of every row."""

    case: Case
    ledger: Ledger
    view: View
    scale: Scale
    strips: tuple[Strip, ...]
    zero: str
    keys: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def numbers(self) -> Json:
        """Rows read, drawn, between the points of a curve, outside the window, without a time, hidden."""
        return numbers(self.ledger, self.strips, self.scale)

    @property
    def drug_classes(self) -> tuple[str, ...]:
        """The drug classes that are drawn, in the order of the theme."""
        used = {row.drug for strip in self.strips for row in strip.drawing.rows}
        return tuple(name for name in self.view.theme.drug if name in used)

    @property
    def height(self) -> float:
        """Px of axis and lanes together."""
        return self.view.axis_px + sum(strip.drawing.height for strip in self.strips)


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of a lane from px `start` to `stop` of it."""

    strip: Strip
    start: float
    stop: float

    @property
    def whole(self) -> bool:
        """Whether it is the whole lane."""
        return self.start == 0 and self.stop == self.strip.drawing.height

    @property
    def head(self) -> float:
        """Px above it for the words that it goes on."""
        return HEAD_PX if self.start else 0.0

    @property
    def height(self) -> float:
        """Px that it takes."""
        return self.head + self.stop - self.start


def lay_out(
    case: Case, placed: Sequence[Placed], lanes: Sequence[Lane], view: View, zero: str, keys: Mapping[str, bytes]
) -> Printed:
    """The timeline of a view; `zero` is what day 0 is called, `keys` the JPEG of each study that has one."""
    ledger = as_ledger(placed)
    view = replace(view, options=replace(view.options, unfolded=view.options.unfolded | {EVERY}))
    scale = build_scale(ledger, view)
    strips = stack(case, ledger, lanes, view, scale, DENSEST)
    return Printed(case, ledger, view, scale, tuple(strips), zero, keys)


def whole_scene(printed: Printed) -> Scene:
    """All lanes in one picture, as tall as they need."""
    return _scene(printed, [Slice(strip, 0, strip.drawing.height) for strip in printed.strips])


def page_scenes(printed: Printed, height: float) -> list[Scene]:
    """The lanes on as many pages of `height` px as they need, each with the axis above them."""
    return [_scene(printed, slices) for slices in _pages(printed.strips, height - printed.view.axis_px)]


def _pages(strips: Sequence[Strip], room: float) -> list[list[Slice]]:
    pages: list[list[Slice]] = [[]]
    left = room
    for strip in strips:
        tall = strip.drawing.height
        if tall > left and pages[-1] and (tall <= room or left < LEAST_SLICE_PX):
            pages.append([])
            left = room
        start = 0.0
        while tall - start > left:
            stop = _cut(strip, start, left)
            pages[-1].append(Slice(strip, start, stop))
            pages.append([])
            start, left = stop, room - HEAD_PX
        pages[-1].append(Slice(strip, start, tall))
        left -= tall - start
    return pages


def _cut(strip: Strip, start: float, room: float) -> float:
    """Where a lane may be cut, `room` px after `start` at the latest: where no event and no words of a row stand."""
    boxes = [(hit.y0, hit.y1) for hit in strip.drawing.canvas.hits]
    boxes += [(row.y - ROW_HALF, row.y + ROW_HALF) for row in strip.drawing.rows]
    stop = start + room
    at = stop
    while at > start + LEAST_SLICE_PX:
        crossed = [low for low, high in boxes if low < at < high]
        if not crossed:
            return at
        at = min(crossed)
    return stop


def _scene(printed: Printed, slices: Sequence[Slice]) -> Scene:
    theme, width = printed.view.theme, printed.view.width
    order = {study.event: printed.ledger.rank(study.event) or 0 for study in printed.case.studies}
    rules: list[Piece] = []
    drawn: list[Piece] = []
    y = printed.view.axis_px
    for one in slices:
        rules.append(line(0, y, width, y, Pen(theme.rule)))
        drawn += _slice(printed, one, order, y)
        y += one.height
    return Scene(width, y, theme.bg, (*_ground(printed, y), *rules, *drawn, *_axis(printed)))


def _slice(printed: Printed, one: Slice, order: Mapping[str, int], y: float) -> list[Piece]:
    """A lane, or the part of it that stands on this page, from px `y` of the picture on."""
    pieces, theme = _lane(printed, one.strip, order), printed.view.theme
    if one.whole:
        return list(all_moved(pieces, 0, y))
    inner = all_moved(_spoken(pieces, one.start, one.stop), 0, y + one.head - one.start)
    cut: list[Piece] = [Cut(0, y + one.head, printed.view.width, y + one.height, inner)]
    if one.start:
        words = f"{one.strip.lane.title}, continued"
        cut.append(Text(0, y + 10, words, 12, colour=theme.ink2, rim=theme.bg))
    return cut


def _spoken(pieces: Iterable[Piece], start: float, stop: float) -> list[Piece]:
    """The pieces without the words that the cut would hide: a reader of the file would find them all the same."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Cut):
            found.append(replace(piece, pieces=tuple(_spoken(piece.pieces, start, stop))))
        elif not isinstance(piece, Text) or start <= piece.y <= stop:
            found.append(piece)
    return found


def _lane(printed: Printed, strip: Strip, order: Mapping[str, int]) -> list[Piece]:
    """A lane with its labels, px from the left of the picture and the top of the lane."""
    drawing, theme = strip.drawing, printed.view.theme
    labels = label_pieces(strip, theme)
    if strip.folded:
        return labels
    drawn = all_moved(canvas_pieces(drawing.canvas), LEFT_PX, 0)
    plot = Cut(LEFT_PX, -8, LEFT_PX + drawing.canvas.scale.width, drawing.height + 8, drawn)
    film = film_pieces(printed.case, drawing, order, printed.keys, theme, LEFT_PX)
    return [plot, *all_moved([*value_axis_pieces(drawing.canvas), *film], LEFT_PX, 0), *labels]


def _ground(printed: Printed, height: float) -> list[Piece]:
    """Bands of breaks, the grid, and the line of day zero, behind all lanes."""
    scale, theme, top = printed.scale, printed.view.theme, printed.view.axis_px
    found: list[Piece] = []
    for segment in scale.axis.segments:
        if segment.zone is Zone.BREAK:
            found.append(box(scale.screen(segment.x0), 0, scale.screen(segment.x1), height, fill=theme.break_band))
    for tick in _ticks(printed):
        x = scale.screen(tick.x)
        found.append(line(x, top, x, height, Pen(theme.rule)))
    if any(segment.d0 <= 0 <= segment.d1 for segment in scale.axis.metric):
        x = scale.px(0)
        found.append(line(x, top, x, height, Pen(theme.rule2, 1.2)))
    return [Cut(LEFT_PX, 0, LEFT_PX + scale.width, height, all_moved(found, LEFT_PX, 0))]


def _axis(printed: Printed) -> list[Piece]:
    """The row of the axis: its name, ticks, names of zones and scales, and the ragged edges of its breaks."""
    scale, theme, top = printed.scale, printed.view.theme, printed.view.axis_px
    found: list[Piece] = []
    for tick in _ticks(printed):
        x = scale.screen(tick.x)
        found.append(line(x, top - TICK_PX, x, top, Pen(theme.rule2)))
        words = Text(x, top - 12, tick.text, 13, bold=tick.day == 0, condensed=False, colour=theme.ink)
        found.append(_centred(words))
        if printed.view.beside is not None:
            found.append(_centred(Text(x, top - 28, printed.view.beside(tick.date_day), 12, colour=theme.ink2)))
    found += [_zone_words(given, scale, top) for given in axis_words(scale, theme, printed.case.writing, top)]
    for segment in scale.axis.segments:
        if segment.zone is Zone.BREAK:
            edges = (segment.x0, segment.x1)
            found += [moved(Shape(path_runs(ZIGZAG), Pen(theme.rule2)), scale.screen(edge), top) for edge in edges]
    row = Cut(LEFT_PX - 30, -2, LEFT_PX + scale.width + RIGHT_PX, top + 2, all_moved(found, LEFT_PX, 0))
    name = wrapped(f"Days from {printed.zero}", 13, LEFT_PX - 34, condensed=False, bold=True)[:2]
    named = [Text(0, 10 + 15 * at, words, 13, True, condensed=False, colour=theme.ink) for at, words in enumerate(name)]
    return [row, *named]


def _ticks(printed: Printed) -> tuple[Tick, ...]:
    scale = printed.scale
    window = (scale.x0, scale.x0 + scale.width / scale.zoom)
    hours = printed.case.grain is Grain.INSTANT
    least = LEAST_TICK_PX if printed.view.beside is None else LEAST_DATED_TICK_PX
    return ticks(scale.axis, scale.zoom, least, hours=hours, window=window)


def _zone_words(given: Json, scale: Scale, top: float) -> Piece:
    x = scale.screen(given["x"]) + given["xshift"]
    font = given["font"]
    words = Text(x, top - given["yshift"] - font["size"] / 2, given["text"], font["size"], font["weight"] == 600,
                 colour=font["color"])  # fmt: skip
    return _centred(words) if given["xanchor"] == "center" else words


def _centred(words: Text) -> Text:
    return replace(words, anchor="center")
