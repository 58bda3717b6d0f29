"""The course of a case in one line, for slides and a room: an axis, the marks of the events that a story tells, their
names as far as they fit, and a band over the one in focus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dashboard.domain.cases import Case, Grain
from dashboard.domain.timing import Mark, Placed
from dashboard.figures.axis import Tick, Zone, ticks
from dashboard.figures.canvas import CHIP_PX, Canvas
from dashboard.figures.frame import ORDER_WORDS
from dashboard.figures.marks import Extent, order_mark, span_px, time_mark
from dashboard.figures.pieces import canvas_pieces
from dashboard.figures.scale import Scale, drawable
from dashboard.figures.scene import Cut, Pen, Piece, Scene, Text, box, line, moved, scaled
from dashboard.figures.stack import View
from dashboard.figures.text import shorten, text_width
from dashboard.figures.theme import Theme
from dashboard.figures.timeline import build_scale

PLOT_LEFT: Final = 180.0  # what build_scale keeps for the label column, which a strip has not
PLOT_RIGHT: Final = 8.0
EDGE: Final = 12.0
GAP: Final = 10.0
LEAST_TICK: Final = 70.0
OVERLAP: Final = 4.0  # px by which the air of two chips may lie over each other
CHIP_WORDS: Final = 12.0
CHIP: Final = 30.0  # what is no wider is a chip, or a symbol without a window


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in px: of the letters, of a mark by its size on the page, and how many rows of names there are."""

    size: float = 17.0
    mark: float = 1.4
    rows: int = 2

    @property
    def row(self) -> float:
        """Px from one row of names to the next."""
        return self.size * 1.25


def strip_scene(
    case: Case, placed: Sequence[Placed], told: Sequence[str], focus: str, view: View, look: Look = Look()
) -> Scene:
    """The strip of a view: `told` are the events that have a mark, `focus` the one in the band; width and theme are
    those of the view, the height follows from the look."""
    small = replace(view, width=(view.width - 2 * EDGE) / look.mark + PLOT_LEFT + PLOT_RIGHT, beside=None)
    scale = build_scale(placed, small)
    shown = [item for item in placed if drawable(item) and (item.event.id in told or item.event.id == focus)]
    trial = Canvas(scale, view.theme)
    shown = [item for item in shown if item.event.id == focus or _is_whole(_mark(trial, item), scale)]
    canvas = Canvas(scale, view.theme)
    runs = _crowded([item for item in shown if item.event.id != focus], trial)
    alone = {item.event.id for run in runs for item in run}
    extents = {item.event.id: _mark(trial if item.event.id in alone else canvas, item) for item in shown}
    rail = look.rows * look.row + look.size * 1.1
    drawing = _Drawing(scale, view.theme, look, rail)
    focused = next((item for item in shown if item.event.id == focus), None)
    pieces: list[Piece] = []
    if focused is not None:
        pieces += drawing.band(focused, extents[focus], canvas)
    pieces += drawing.axis(case)
    symbols = [extents[item.event.id].x for item in shown if item.event.id not in alone]
    crowds = [drawing.crowd(run, extents, symbols) for run in runs]
    pieces += [frame for frame, _ in crowds]
    pieces += [_larger(piece, look.mark, EDGE, rail) for piece in canvas_pieces(canvas)]
    pieces += [piece for _, words in crowds for piece in words]
    pieces += drawing.names(shown, extents, focus)
    height = rail + look.size * 2.6
    return Scene(view.width, height, view.theme.bg, (Cut(0, 0, view.width, height, tuple(pieces)),))


def _is_whole(extent: Extent, scale: Scale) -> bool:
    """Whether a mark stands inside the window; half of a chip tells nothing."""
    return 0 <= extent.x <= scale.width and (extent.right - extent.left > CHIP or extent.right <= scale.width)


def _crowded(items: Sequence[Placed], trial: Canvas) -> list[list[Placed]]:
    """Chips that would lie on one another, in runs of two and more: half of a number is another number."""
    chips = [(item, _mark(trial, item)) for item in items if item.time.mark is Mark.ORDER_ONLY]
    runs: list[list[Placed]] = []
    last = None
    for item, extent in sorted(chips, key=lambda one: one[1].x):
        if last is not None and extent.left < last - OVERLAP:
            runs[-1].append(item)
        else:
            runs.append([item])
        last = extent.right
    return [run for run in runs if len(run) > 1]


def _mark(canvas: Canvas, item: Placed) -> Extent:
    if item.time.mark is Mark.ORDER_ONLY:
        return order_mark(canvas, item, 0, rail=False)
    return time_mark(canvas, item, 0, "square" if item.event.detail("study") else "circle")


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Places on the strip: px of the page times `look.mark`."""

    scale: Scale
    theme: Theme
    look: Look
    rail: float

    def x(self, px: float) -> float:
        """The place of a px of the plot."""
        return EDGE + px * self.look.mark

    def axis(self, case: Case) -> list[Piece]:
        """The rail, its ticks, breaks and zones."""
        theme, size = self.theme, self.look.size
        found: list[Piece] = [line(EDGE, self.rail, self.x(self.scale.width), self.rail, Pen(theme.ink, 1.5))]
        below = self.rail + size * 1.7
        for segment in self.scale.axis.segments:
            x0, x1 = self.x(self.scale.screen(segment.x0)), self.x(self.scale.screen(segment.x1))
            if segment.zone is Zone.BREAK:
                found.append(box(x0, self.rail - size, x1, self.rail + size * 0.8, fill=theme.break_band))
                found += [
                    line(x, self.rail - size, x, self.rail + size * 0.8, Pen(theme.rule2, 1, (4, 3))) for x in (x0, x1)
                ]
            words = {Zone.ORDER: ORDER_WORDS[-1], Zone.WRITING: f"at {case.writing}"}.get(segment.zone, "")
            if words:
                fitted = shorten(words, size, x1 - x0)
                found.append(Text(x0, below, fitted, size, colour=theme.ink2))
        for tick in self._ticks(case):
            x = self.x(self.scale.screen(tick.x))
            found.append(line(x, self.rail, x, self.rail + size * 0.4, Pen(theme.ink, 1.2)))
            found.append(Text(x, below, tick.text, size, tick.day == 0, colour=theme.ink, anchor="center"))
        return found

    def _ticks(self, case: Case) -> tuple[Tick, ...]:
        window = (self.scale.x0, self.scale.x0 + self.scale.width / self.scale.zoom)
        least = LEAST_TICK * self.look.size / 17 / self.look.mark
        return ticks(self.scale.axis, self.scale.zoom, least, hours=case.grain is Grain.INSTANT, window=window)

    def band(self, item: Placed, extent: Extent, canvas: Canvas) -> list[Piece]:
        """The window of the event in focus; one line for an exact day, the chip alone where no day is known."""
        low, high = (extent.left, extent.right) if item.time.mark in _NO_DAY else span_px(canvas, item.time)
        x0, x1 = self.x(low), self.x(high)
        pen = Pen(self.theme.ink, 1.5)
        bottom = self.rail + self.look.size * 0.9
        found: list[Piece] = [line(x, 0, x, bottom, pen) for x in (x0, x1)]
        return [box(x0, 0, x1, bottom, fill=self.theme.focus), *found]

    def crowd(
        self, run: Sequence[Placed], extents: Mapping[str, Extent], symbols: Sequence[float]
    ) -> tuple[Piece, list[Piece]]:
        """One box for chips that have no room beside each other, and the first and the last of their numbers, at the
        end of it that is free; without them where neither is."""
        ranks = [item.rank for item in run if item.rank is not None]
        words = f"{ranks[0]}\u2013{ranks[-1]}" if len(set(ranks)) > 1 else str(ranks[0]) if ranks else "\u2013"
        theme, size, half = self.theme, CHIP_WORDS * self.look.mark, CHIP_PX / 2 * self.look.mark
        wide = text_width(words, size, bold=True)
        x0 = self.x(extents[run[0].event.id].x) - half
        x1 = max(self.x(extents[run[-1].event.id].x) + half, x0 + wide + size)
        places = (x0 + size / 3, x1 - size / 3 - wide)
        free = [at for at in places if not any(at - half < self.x(px) < at + wide + half for px in symbols)]
        frame = box(x0, self.rail - half, x1, self.rail + half, fill=theme.bg, pen=Pen(theme.ink, 1.4 * self.look.mark))
        return frame, [Text(at, self.rail, words, size, True, colour=theme.ink) for at in free[:1]]

    def names(self, shown: Sequence[Placed], extents: dict[str, Extent], focus: str) -> list[Piece]:
        """The names above their marks: the one in focus first, then from left to right, each in the lowest row with
        room; what finds none is left out, its mark stays."""
        found: list[Piece] = []
        taken: list[list[tuple[float, float]]] = [[] for _ in range(self.look.rows)]
        ordered = sorted(shown, key=lambda item: (item.event.id != focus, extents[item.event.id].x))
        for item in ordered:
            bold = item.event.id == focus
            words = _name(item)
            width = text_width(words, self.look.size, bold=bold)
            middle = self.x(extents[item.event.id].x)
            low = min(max(middle - width / 2, 2.0), self.x(self.scale.width) - width)
            row = next((at for at, others in enumerate(taken) if _is_free(low, low + width, others)), None)
            if row is None:
                continue
            taken[row].append((low, low + width))
            y = self.rail - self.look.size * 1.1 - self.look.row * (row + 0.35)
            found.append(Text(low, y, words, self.look.size, bold, colour=self.theme.ink, rim=self.theme.bg))
        return found


_NO_DAY: Final = (Mark.ORDER_ONLY, Mark.AS_OF_WRITING)


def _name(item: Placed) -> str:
    """The name up to its first comma."""
    return (item.event.detail("label") or item.event.term).split(",")[0].split(":")[0]


def _is_free(low: float, high: float, others: Sequence[tuple[float, float]]) -> bool:
    return all(high + GAP <= left or right + GAP <= low for left, right in others)


def _larger(piece: Piece, factor: float, dx: float, dy: float) -> Piece:
    """The piece `factor` times as large, then moved."""
    return moved(scaled(piece, factor), dx, dy)
