"""A canvas told as pieces of a scene: what `traces` is for the browser, this is for paper."""

from collections.abc import Sequence
from html import unescape
from itertools import pairwise
from typing import Final

import numpy as np

from dashboard.figures.canvas import CHIP_PX, Canvas, Curve, Json
from dashboard.figures.outlines import path_runs, pattern_runs, symbol_runs
from dashboard.figures.scene import Anchor, Disc, Pen, Piece, Shape, Text, box, line, moved
from dashboard.figures.theme import FONT_CONDENSED
from dashboard.figures.value_scale import value_y

PITCH: Final = 5.0
HATCH_PITCH: Final = 6.0
PATTERN_PX: Final = 1.2
FAR_PX: Final = 40.0  # what is drawn beyond the plot, which cuts it off
NOTHING: Final = "rgba(0,0,0,0)"
ANCHOR_OF: Final[dict[str, Anchor]] = {"middle right": "left", "middle left": "right", "middle center": "center"}


def canvas_pieces(canvas: Canvas) -> list[Piece]:
    """Everything that a lane has drawn, from back to front, px from the left of the plot and the top of the lane."""
    found = [piece for shape in canvas.shapes if (piece := _shape(shape)) is not None]
    found += [_comb(colour, teeth) for colour, teeth in canvas.combs.items()]
    for curve in canvas.curves:
        found += _curve(curve, canvas)
    for bar in canvas.bars:
        found += _bar(bar, canvas.scale.width)
    found += _joins(canvas)
    found += [_dot(dot) for dot in canvas.dots]
    found += _values(canvas)
    for chip in canvas.chips:
        found += _chip(chip, canvas)
    return found + [_word(word, canvas.theme.bg) for word in canvas.words]


def value_axis_pieces(canvas: Canvas) -> list[Piece]:
    """The scale of values at the left of the plot, if the lane has one."""
    axis = canvas.value_axis
    if axis is None:
        return []
    pen = Pen(canvas.theme.rule2)
    found: list[Piece] = [line(0, axis.top, 0, axis.bottom, pen)]
    for tick in axis.ticks:
        y = value_y(axis, tick)
        found += [line(-4, y, 0, y, pen), Text(-7, y, f"{tick:g}", colour=canvas.theme.ink2, anchor="right")]
    return found


def swatch(x: float, y: float, colour: str, pattern: str, ground: str) -> list[Piece]:
    """A small box in the pattern of a drug class, its middle left at x, y."""
    return _bar({"x0": x, "x1": x + 18, "y": y, "height": 9, "pattern": pattern, "line": colour, "fg": ground,
                 "bg": colour}, x + 18)  # fmt: skip


def not_reported(x: float, y: float, width: float, height: float, colour: str, ground: str) -> list[Piece]:
    """The hatch of what is not reported, its middle left at x, y."""
    return _bar({"x0": x, "x1": x + width, "y": y, "height": height, "pattern": "/", "line": colour, "fg": colour,
                 "bg": ground, "hatch": True}, x + width)  # fmt: skip


def _pen(given: Json) -> Pen | None:
    if given["color"] == NOTHING or not given["width"]:
        return None
    dash = given.get("dash", "solid")
    lengths = () if dash == "solid" else tuple(float(part.removesuffix("px")) for part in dash.split(","))
    return Pen(given["color"], given["width"], lengths)


def _fill(colour: str) -> str:
    return "" if colour == NOTHING else colour


def _shape(shape: Json) -> Piece | None:
    pen = _pen(shape["line"])
    if shape["type"] == "line":
        return None if pen is None else line(shape["x0"], shape["y0"], shape["x1"], shape["y1"], pen)
    fill = _fill(shape["fillcolor"])
    if shape["type"] == "rect":
        x0, x1, y0, y1 = (shape[name] for name in ("x0", "x1", "y0", "y1"))
        return box(x0, y0, x1, y1, pen=pen, fill=fill, opacity=shape["opacity"])
    return moved(Shape(path_runs(shape["path"]), pen, fill), shape["xanchor"], shape["yanchor"])


def _bar(bar: Json, right: float) -> list[Piece]:
    """A bar as far as it may be seen; its pattern is made of single lines, so that any printer gives it alike."""
    x0, x1 = max(bar["x0"], -FAR_PX), min(bar["x1"], right + FAR_PX)
    if x1 <= x0:
        return []
    y0, y1 = bar["y"] - bar["height"] / 2, bar["y"] + bar["height"] / 2
    found: list[Piece] = [box(x0, y0, x1, y1, fill=bar["bg"])]
    if bar["pattern"]:
        pitch = HATCH_PITCH if bar.get("hatch") else PITCH
        runs = pattern_runs(bar["pattern"], x0, y0, x1, y1, pitch)
        if bar["pattern"] == ".":
            found.append(Shape(runs, fill=bar["fg"], closed=True))
        elif runs:
            found.append(Shape(runs, Pen(bar["fg"], 1.0 if bar.get("hatch") else PATTERN_PX)))
    return [*found, box(x0, y0, x1, y1, pen=Pen(bar["line"]))]


def _comb(colour: str, teeth: Sequence[tuple[float, float, float]]) -> Piece:
    """All strokes of one colour."""
    return Shape(tuple(((x, top), (x, bottom)) for x, top, bottom in teeth), Pen(colour, 2.0))


def _curve(curve: Curve, canvas: Canvas) -> list[Piece]:
    """A line through many points, or small rings where their times are not exact."""
    points = list(zip(curve.x.tolist(), curve.y.tolist(), strict=True))
    if not curve.joined:
        return [Disc(x, y, 2.5, Pen(canvas.theme.ink2, 1.0), canvas.theme.bg) for x, y in points]
    starts = [0, *np.flatnonzero(curve.gaps).tolist(), len(points)]
    runs = tuple(tuple(points[first:last]) for first, last in pairwise(starts) if last - first > 1)
    return [Shape(runs, Pen(canvas.theme.ink2, 1.3))] if runs else []


def _joins(canvas: Canvas) -> list[Piece]:
    axis = canvas.value_axis
    if axis is None:
        return []
    runs: list[tuple[tuple[float, float], ...]] = []
    run: list[tuple[float, float]] = []
    for join in [*canvas.joins, None]:
        if join is not None:
            run.append((join[0], value_y(axis, join[1])))
        elif run:
            runs.append(tuple(run))
            run = []
    return [Shape(tuple(runs), Pen(canvas.theme.ink2, 1.2))] if runs else []


def _dot(dot: Json) -> Piece:
    pen, outline = Pen(dot["line"], 1.5), symbol_runs(dot["symbol"], dot["size"])
    if not outline:
        return Disc(dot["x"], dot["y"], dot["size"] / 2, pen, dot["fill"])
    closed = len(outline[0]) > 2
    return moved(Shape(outline, pen, dot["fill"] if closed else "", closed), dot["x"], dot["y"])


def _values(canvas: Canvas) -> list[Piece]:
    axis, pen = canvas.value_axis, Pen(canvas.theme.ink, 1.5)
    if axis is None:
        return []
    return [Disc(value["x"], value_y(axis, value["y"]), 5, pen, value["fill"]) for value in canvas.values]


def _chip(chip: Json, canvas: Canvas) -> list[Piece]:
    x, y, half, theme = chip["x"], chip["y"], CHIP_PX / 2, canvas.theme
    frame = box(x - half, y - half, x + half, y + half, pen=Pen(theme.ink, 1.4), fill=theme.bg)
    return [frame, Text(x, y, unescape(chip["text"]), 12, bold=True, colour=theme.ink, anchor="center")]


def _word(word: Json, ground: str) -> Piece:
    return Text(
        word["x"],
        word["y"],
        unescape(word["text"]),
        word["size"],
        bold=word["weight"] == 600,
        condensed=word["family"] == FONT_CONDENSED,
        colour=word["color"],
        anchor=ANCHOR_OF[word["position"]],
        rim=ground,
    )
