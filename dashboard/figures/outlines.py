"""Outlines in px: of symbols, of the short paths that marks are made of, and of patterns inside a box."""

import re
from math import cos, pi, sin, sqrt
from typing import Final

from dashboard.figures.scene import Point

_STEP: Final = re.compile(r"([MLHVZ])([^MLHVZ]*)")
_NUMBER: Final = re.compile(r"-?[0-9]*\.?[0-9]+")
_CORNERS: Final = {"pentagon": 5, "hexagon": 6}
_ARM, _THICK = 1.2, 0.4  # of a cross
_SYMBOLS: Final[dict[str, tuple[tuple[Point, ...], ...]]] = {
    # as plotly.js draws them, for half the size
    "square": (((-1, -1), (1, -1), (1, 1), (-1, 1)),),
    "diamond": (((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),),
    "diamond-wide": (((0, -1), (1.4, 0), (0, 1), (-1.4, 0)),),
    "triangle-up": (((-2 / sqrt(3), 0.5), (2 / sqrt(3), 0.5), (0, -1)),),
    "triangle-down": (((-2 / sqrt(3), -0.5), (2 / sqrt(3), -0.5), (0, 1)),),
    "cross": (
        ((_ARM, _THICK), (_THICK, _THICK), (_THICK, _ARM), (-_THICK, _ARM), (-_THICK, _THICK), (-_ARM, _THICK),
         (-_ARM, -_THICK), (-_THICK, -_THICK), (-_THICK, -_ARM), (_THICK, -_ARM), (_THICK, -_THICK), (_ARM, -_THICK)),
    ),
    "star": (
        tuple((1.4 * far * sin(pi * at / 5), -1.4 * far * cos(pi * at / 5)) for at in range(10)
              for far in ((1.0, 0.382)[at % 2],)),
    ),
    "line-ns": (((0, -1.4), (0, 1.4)),),
    "line-ne": (((1, -1), (-1, 1)),),
    "x-thin": (((1, 1), (-1, -1)), ((1, -1), (-1, 1))),
}  # fmt: skip
DOT: Final = 0.28  # half the edge of a dot, by the pitch of its pattern

Run = tuple[Point, ...]


def path_runs(path: str) -> tuple[Run, ...]:
    """The runs of a path of M, L, H, V and Z, whose y points up, as px round its anchor, y down."""
    runs: list[list[Point]] = []
    x = y = 0.0
    for name, given in _STEP.findall(path):
        numbers = [float(text) for text in _NUMBER.findall(given)]
        if name == "Z":
            runs[-1].append(runs[-1][0])
            continue
        if name in "ML":
            x, y = numbers
        else:
            x, y = (numbers[0], y) if name == "H" else (x, numbers[0])
        if name == "M":
            runs.append([])
        runs[-1].append((x, -y))
    return tuple(tuple(run) for run in runs)


def symbol_runs(symbol: str, size: float) -> tuple[Run, ...]:
    """The outline of a symbol `size` px wide round 0, 0, or the strokes of one without a face; () for a circle."""
    r, name = size / 2, symbol.removesuffix("-open").removesuffix("-dot")
    if name in _CORNERS:
        turns = [2 * pi * number / _CORNERS[name] - pi / 2 for number in range(_CORNERS[name])]
        return (tuple((r * cos(turn), r * sin(turn)) for turn in turns),)
    return tuple(tuple((r * x, r * y) for x, y in run) for run in _SYMBOLS.get(name, ()))


def pattern_runs(pattern: str, x0: float, y0: float, x1: float, y1: float, pitch: float) -> tuple[Run, ...]:
    """The lines (for "." the squares) of a pattern inside a box, `pitch` px apart."""
    found: list[Run] = []
    if pattern in ("/", "x"):
        found += _diagonals(x0, y0, x1, y1, pitch, rising=True)
    if pattern in ("\\", "x"):
        found += _diagonals(x0, y0, x1, y1, pitch, rising=False)
    if pattern in ("-", "+"):
        found += [((x0, y), (x1, y)) for y in _steps(y0, y1, pitch)]
    if pattern in ("|", "+"):
        found += [((x, y0), (x, y1)) for x in _steps(x0, x1, pitch)]
    if pattern == ".":
        d = pitch * DOT
        for x in _steps(x0, x1, pitch):
            found += [((x - d, y - d), (x + d, y - d), (x + d, y + d), (x - d, y + d)) for y in _steps(y0, y1, pitch)]
    return tuple(found)


def _steps(low: float, high: float, pitch: float) -> list[float]:
    """Places `pitch` apart and centred between two ends."""
    count = max(int((high - low) / pitch), 1)
    first = (low + high) / 2 - (count - 1) * pitch / 2
    return [first + number * pitch for number in range(count)]


def _diagonals(x0: float, y0: float, x1: float, y1: float, pitch: float, *, rising: bool) -> list[Run]:
    height, step = y1 - y0, pitch * sqrt(2)
    found: list[Run] = []
    start = x0 - height + step / 2
    while start < x1:
        # from the bottom edge up to the right: x = start + t, y = y1 - t
        low, high = max(x0 - start, 0.0), min(x1 - start, height)
        if high > low:
            ends = [(start + t, y1 - t) for t in (low, high)]
            found.append(tuple((x, y if rising else y0 + y1 - y) for x, y in ends))
        start += step
    return found
