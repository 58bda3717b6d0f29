"""A canvas told as Plotly: traces and shapes on the lane's own y axis. Plain dicts; a test validates them by schema."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np

from dashboard.figures.canvas import CHIP_PX, Canvas, Curve, Json
from dashboard.figures.theme import FONT_CONDENSED

HATCH: Final = {"size": 8, "solidity": 0.12}
PATTERN: Final = {"size": 5, "solidity": 0.35}


def traces(canvas: Canvas, lane: str, axis: str, value_axis: str) -> list[Json]:
    """The traces from back to front: combs and curves, bars, lines between values, symbols, values, chips, words."""
    given: Json = {"xaxis": "x", "yaxis": axis, "hoverinfo": "skip"}
    found = [{"name": f"{lane}:comb {n}", **given, **_comb(canvas, *one)} for n, one in enumerate(canvas.combs.items())]
    found += [{"name": f"{lane}:curve {curve.name}", **given, **_curve(canvas, curve)} for curve in canvas.curves]
    for name, rows, own_axis, tell in (
        ("patterns", [row for row in canvas.bars if row["pattern"]], axis, _patterned),
        ("bars", [row for row in canvas.bars if not row["pattern"]], axis, _bars),
        ("joins", canvas.joins, value_axis, _joins),
        ("marks", canvas.dots, axis, _marks),
        ("values", canvas.values, value_axis, _values),
        ("chips", canvas.chips, axis, _chips),
        ("words", canvas.words, axis, _words),
    ):
        if rows:
            common: Json = {"name": f"{lane}:{name}", "xaxis": "x", "yaxis": own_axis, "hoverinfo": "skip"}
            found.append(common | tell(canvas))
    return found


def shapes(canvas: Canvas, lane: str, axis: str) -> list[Json]:
    """The lane's shapes, between grid and traces."""
    at, digits = canvas.scale.place, canvas.scale.digits
    found = []
    for shape in canvas.shapes:
        placed = {name: round(at(shape[name]), digits) for name in ("x0", "x1", "xanchor") if name in shape}
        found.append(shape | placed | {"name": lane, "xref": "x", "yref": axis, "layer": "between"})
    return found


def _column(rows: Sequence[Json], name: str) -> list[Any]:
    return [row[name] for row in rows]


def _places(canvas: Canvas, px: Iterable[float]) -> list[float]:
    at, digits = canvas.scale.place, canvas.scale.digits
    return [round(at(x), digits) for x in px]


def _xy(canvas: Canvas, rows: Sequence[Json]) -> Json:
    return {"x": _places(canvas, (row["x"] for row in rows)), "y": [round(row["y"], 2) for row in rows]}


def _bars(canvas: Canvas) -> Json:
    """Bars without a pattern, each in its ground."""
    rows = [row for row in canvas.bars if not row["pattern"]]
    return _bar(canvas, rows, {"color": _column(rows, "bg"), "line": {"color": _column(rows, "line"), "width": 1}})


def _patterned(canvas: Canvas) -> Json:
    """Bars with a pattern. Their marker has one colour only: with a colour a bar Plotly ignores the pattern's own."""
    rows = [row for row in canvas.bars if row["pattern"]]
    styles = [HATCH if row.get("hatch") else PATTERN for row in rows]
    pattern = {
        "shape": _column(rows, "pattern"),
        "fillmode": "replace",
        "fgcolor": _column(rows, "fg"),
        "bgcolor": _column(rows, "bg"),
        "size": _column(styles, "size"),
        "solidity": _column(styles, "solidity"),
    }
    line = {"color": _column(rows, "line"), "width": 1}
    return _bar(canvas, rows, {"color": canvas.theme.bg, "line": line, "pattern": pattern})


def _bar(canvas: Canvas, rows: Sequence[Json], marker: Json) -> Json:
    starts, ends = (_places(canvas, (row[name] for row in rows)) for name in ("x0", "x1"))
    return {
        "type": "bar",
        "orientation": "h",
        "base": starts,
        "x": [round(end - start, canvas.scale.digits) for start, end in zip(starts, ends, strict=True)],
        "y": _column(rows, "y"),
        "width": _column(rows, "height"),
        "marker": marker,
    }


def _joins(canvas: Canvas) -> Json:
    """Lines, with a gap wherever two values must not be joined."""
    at, digits = canvas.scale.place, canvas.scale.digits
    return {
        "type": "scatter",
        "mode": "lines",
        "connectgaps": False,
        "x": [None if join is None else round(at(join[0]), digits) for join in canvas.joins],
        "y": [None if join is None else join[1] for join in canvas.joins],
        "line": {"color": canvas.theme.ink2, "width": 1.2},
    }


def _curve(canvas: Canvas, curve: Curve) -> Json:
    """A line through many points, or small rings where their times are not exact."""
    x: list[float | None] = list(_places(canvas, curve.x.tolist()))
    y: list[float | None] = list(np.round(curve.y, 1).tolist())
    events: list[str | None] = list(curve.events)
    for at in reversed(np.flatnonzero(curve.gaps).tolist()):
        for column in (x, y, events):
            column.insert(at, None)
    found: Json = {"type": "scatter", "connectgaps": False, "x": x, "y": y, "customdata": events}
    if curve.joined:
        return found | {"mode": "lines", "line": {"color": canvas.theme.ink2, "width": 1.3}}
    ring = {"symbol": "circle-open", "size": 5, "color": canvas.theme.ink2, "line": {"width": 1}}
    return found | {"mode": "markers", "marker": ring}


def _comb(canvas: Canvas, colour: str, teeth: Sequence[tuple[float, float, float]]) -> Json:
    """All strokes of one colour as one path."""
    places = _places(canvas, (x for x, _, _ in teeth))
    return {
        "type": "scatter",
        "mode": "lines",
        "connectgaps": False,
        "x": [place for x in places for place in (x, x, None)],
        "y": [px for _, top, bottom in teeth for px in (round(top, 1), round(bottom, 1), None)],
        "line": {"color": colour, "width": 2},
    }


def _marks(canvas: Canvas) -> Json:
    rows = canvas.dots
    return {
        "type": "scatter",
        "mode": "markers",
        **_xy(canvas, rows),
        "marker": {
            "symbol": _column(rows, "symbol"),
            "size": _column(rows, "size"),
            "opacity": 1,
            "color": _column(rows, "fill"),
            "line": {"color": _column(rows, "line"), "width": 1.5},
        },
    }


def _values(canvas: Canvas) -> Json:
    rows = canvas.values
    return {
        "type": "scatter",
        "mode": "markers",
        "x": _xy(canvas, rows)["x"],
        "y": _column(rows, "y"),
        "customdata": _column(rows, "event"),
        "marker": {
            "symbol": "circle",
            "size": 10,
            "opacity": 1,
            "color": _column(rows, "fill"),
            "line": {"color": canvas.theme.ink, "width": 1.5},
        },
    }


def _chips(canvas: Canvas) -> Json:
    """Boxes with their number; a trace of their own, so that its text gets no rim."""
    rows, theme = canvas.chips, canvas.theme
    return {
        "type": "scatter",
        "mode": "markers+text",
        **_xy(canvas, rows),
        "text": _column(rows, "text"),
        "textposition": "middle center",
        "textfont": {"size": 12, "weight": 600, "color": theme.ink, "family": FONT_CONDENSED},
        "marker": {
            "symbol": "square",
            "size": CHIP_PX,
            "opacity": 1,
            "color": theme.bg,
            "line": {"color": theme.ink, "width": 1.4},
        },
    }


def _words(canvas: Canvas) -> Json:
    rows = canvas.words
    return {
        "type": "scatter",
        "mode": "text",
        **_xy(canvas, rows),
        "text": _column(rows, "text"),
        "textposition": _column(rows, "position"),
        "textfont": {
            "size": _column(rows, "size"),
            "color": _column(rows, "color"),
            "weight": _column(rows, "weight"),
            "family": _column(rows, "family"),
        },
    }
