"""Outlines in px: of symbols, of the short paths that marks are made of, and of patterns inside a box."""

import re
from math import cos, pi, sin, sqrt
from typing import Final

from dashboard.figures.scene import Point

_STEP: Final = re.compile(r"([MLHVZ])([^MLHVZ]*)")
_NUMBER: Final = re.compile(r"-?[0-9]*\.?[0-9]+")
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


def symbol_run(symbol: str, size: float) -> Run:
    """The outline of a symbol `size` px wide round 0, 0; () for a circle."""
    r = size / 2
    if symbol == "square":
        return ((-r, -r), (r, -r), (r, r), (-r, r))
    if symbol == "diamond":
        d = r * 1.3
        return ((0, -d), (d, 0), (0, d), (-d, 0))
    if symbol == "diamond-wide":
        d = r * 1.4
        return ((0, -r), (d, 0), (0, r), (-d, 0))
    if symbol in ("triangle-up", "triangle-down"):
        way = 1 if symbol == "triangle-up" else -1
        h = r * 2 / sqrt(3)
        return ((-h, way * r / 2), (h, way * r / 2), (0, -way * r))
    corners = {"pentagon": 5, "hexagon": 6}.get(symbol)
    if corners is None:
        return ((0, -1.4 * r), (0, 1.4 * r)) if symbol.startswith("line-ns") else ()
    turns = [2 * pi * number / corners - pi / 2 for number in range(corners)]
    return tuple((r * cos(turn), r * sin(turn)) for turn in turns)


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
