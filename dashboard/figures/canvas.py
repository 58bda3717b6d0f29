"""Canvas: one lane drawn in px, x from the left of the plot, y from the top of the lane.

All that lanes draw goes through here; what a mark looks like is said in `marks.py`, how Plotly is told in `traces.py`.
"""

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from dashboard.figures.scale import Scale
from dashboard.figures.series import Flags, Floats
from dashboard.figures.text import plain, text_width
from dashboard.figures.theme import FONT, FONT_CONDENSED, Theme

Json = dict[str, Any]
Anchor = Literal["left", "right", "center"]

TEXT_POSITION: Final = {"left": "middle right", "right": "middle left", "center": "middle center"}
WORD_SIZE: Final = 12.0
CHIP_PX: Final = 15.0


@dataclass(frozen=True, slots=True)
class Hit:
    """The box of an event's mark and words: what the pointer, the focus and the keyboard find it by."""

    event: str
    x0: float
    x1: float
    y0: float
    y1: float
    x: float
    heap: "Heap | None" = None


@dataclass(frozen=True, slots=True)
class Heap:
    """Events that are drawn as one mark because each for itself would lie on the next: ids, and the px of each."""

    events: tuple[str, ...]
    xs: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Points of one series, px by px: a line through them but for the places before which it has a `gap`, or points
    without a line where their times are not exact."""

    name: str
    x: Floats
    y: Floats
    events: tuple[str, ...]
    gaps: Flags
    joined: bool = True


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """A value scale inside a lane, from px `top` to px `bottom`; `low` and `high` are values."""

    top: float
    bottom: float
    low: float
    high: float
    log: bool
    ticks: tuple[float, ...]


@dataclass(slots=True)
class Canvas:
    """Collects what one lane draws. Every number is a CSS px of the view. `tells_times`: a word on it counts from day
    0, so it has to be written anew with another."""

    scale: Scale
    theme: Theme
    shapes: list[Json] = field(default_factory=list)
    bars: list[Json] = field(default_factory=list)
    dots: list[Json] = field(default_factory=list)
    words: list[Json] = field(default_factory=list)
    chips: list[Json] = field(default_factory=list)
    values: list[Json] = field(default_factory=list)
    joins: list[tuple[float, float] | None] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    combs: dict[str, list[tuple[float, float, float]]] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    value_axis: ValueAxis | None = None
    tells_times: bool = False

    def line(
        self, x0: float, y0: float, x1: float, y1: float, *, px: float = 1.5, dash: str = "solid", colour: str = ""
    ) -> None:
        """A straight line."""
        self.shapes.append(
            {
                "type": "line",
                "x0": x0,
                "x1": x1,
                "y0": y0,
                "y1": y1,
                "line": {"color": colour or self.theme.ink, "width": px, "dash": dash},
            }
        )

    def box(
        self,
        x0: float,
        x1: float,
        y0: float,
        y1: float,
        *,
        fill: str = "",
        colour: str = "",
        px: float = 0.0,
        opacity: float = 1.0,
    ) -> None:
        """A rectangle, filled, outlined or both."""
        self.shapes.append(
            {
                "type": "rect",
                "x0": x0,
                "x1": x1,
                "y0": y0,
                "y1": y1,
                "opacity": opacity,
                "fillcolor": fill or "rgba(0,0,0,0)",
                "line": {"color": colour or "rgba(0,0,0,0)", "width": px},
            }
        )

    def glyph(self, x: float, y: float, path: str, *, fill: str = "", colour: str = "", px: float = 1.5) -> None:
        """A path in px round (x, y), y upwards, that keeps its size at any zoom."""
        self.shapes.append(
            {
                "type": "path",
                "path": path,
                "xsizemode": "pixel",
                "ysizemode": "pixel",
                "xanchor": x,
                "yanchor": y,
                "fillcolor": fill or "rgba(0,0,0,0)",
                "line": {"color": colour or self.theme.ink, "width": px},
            }
        )

    def bar(self, x0: float, x1: float, y: float, *, height: float, colour: str, pattern: str, solid: bool) -> None:
        """A patterned bar: solid = stated as given, outlined = a possible window."""
        self.bars.append(
            {
                "x0": x0,
                "x1": x1,
                "y": y,
                "height": height,
                "pattern": pattern,
                "line": colour,
                "fg": self.theme.bg if solid else colour,
                "bg": colour if solid else self.theme.bg,
            }
        )

    def tooth(self, x: float, y: float, *, half: float, colour: str) -> None:
        """A short upright stroke: one of many like it, all of one colour being one path."""
        self.combs.setdefault(colour, []).append((x, y - half, y + half))

    def hatch(self, x0: float, x1: float, y: float, height: float) -> None:
        """The ground of "not reported": 45 degree hatch with a hairline round it."""
        self.bars.append(
            {
                "x0": x0,
                "x1": x1,
                "y": y,
                "height": height,
                "pattern": "/",
                "line": self.theme.hatch,
                "fg": self.theme.hatch,
                "bg": self.theme.bg,
                "hatch": True,
            }
        )

    def dot(self, x: float, y: float, symbol: str, *, size: float = 10.0, hollow: bool = False, fill: str = "") -> None:
        """A symbol: solid (in `fill`, with its edge in ink), or hollow with the page's colour inside; none for ""."""
        if not symbol:
            return
        self.dots.append(
            {
                "x": x,
                "y": y,
                "symbol": symbol,
                "size": size,
                "line": self.theme.ink,
                "fill": self.theme.bg if hollow else fill or self.theme.ink,
            }
        )

    def chip(self, x: float, y: float, text: str) -> None:
        """A box with an order rank."""
        self.chips.append({"x": x, "y": y, "text": text})

    def value(self, x: float, value: float, *, hollow: bool, event: str) -> None:
        """A point on the lane's value axis."""
        self.values.append({"x": x, "y": value, "fill": self.theme.bg if hollow else self.theme.ink, "event": event})

    def word(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: Anchor = "left",
        size: float = WORD_SIZE,
        bold: bool = False,
        colour: str = "",
        condensed: bool = True,
    ) -> float:
        """A text; returns its width in px."""
        if not text:
            return 0.0
        self.words.append(
            {
                "x": x,
                "y": y,
                "text": plain(text),
                "position": TEXT_POSITION[anchor],
                "size": size,
                "weight": 600 if bold else 400,
                "color": colour or self.theme.ink,
                "family": FONT_CONDENSED if condensed else FONT,
            }
        )
        return text_width(text, size, condensed=condensed, bold=bold)

    def hit(
        self,
        event: str,
        x0: float,
        x1: float,
        y: float,
        half: float = 7.0,
        x: float | None = None,
        heap: Heap | None = None,
    ) -> None:
        """Lets the event, or all of a heap, be found between x0 and x1 at y; `x` is where a leader meets its mark, the
        middle without."""
        self.hits.append(Hit(event, x0, x1, y - half, y + half, (x0 + x1) / 2 if x is None else x, heap))
