"""timeline_figure: the lanes of one case stacked over one axis, as a plain Plotly dict.

What the browser needs besides the figure (where marks, lanes and pictures are) travels in `layout.meta`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.domain.cases import Case
from dashboard.domain.timing import Mark, Placed, Timing
from dashboard.figures.axis import Axis, Zone, ticks
from dashboard.figures.canvas import Json, shapes, traces
from dashboard.figures.lane import Drawing, Lane, LaneInput, Options
from dashboard.figures.scale import Scale, chip_places, drawable
from dashboard.figures.stretches import build_axis
from dashboard.figures.theme import FONT, LIGHT, Theme

AXIS_PX: Final = 30.0
LEFT_PX: Final = 180.0
RIGHT_PX: Final = 8.0
FOLDED_PX: Final = 19.0
SMALL_SCREEN_PX: Final = 700.0


@dataclass(frozen=True, slots=True)
class View:
    """What the reader looks at: size in px, window (address tokens of `Axis.place`), and choices."""

    width: float = 1532.0
    height: float = 900.0
    start: str = ""
    stop: str = ""
    zero: str = ""
    theme: Theme = LIGHT
    linear: bool = False
    hidden: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class Strip:
    """A lane in its place: `top` px below the axis row."""

    lane: Lane
    drawing: Drawing
    events: tuple[Placed, ...]
    top: float
    folded: bool


def timeline_figure(case: Case, placed: Sequence[Placed], lanes: Sequence[Lane], view: View) -> Json:
    """The figure of one case: `{"data": …, "layout": …}`, days relative to the zero that `placed` counts from."""
    scale = build_scale(placed, view)
    strips = stack(case, placed, lanes, view, scale)
    height = max(view.height, AXIS_PX + sum(strip.drawing.height for strip in strips))
    data: list[Json] = []
    drawn: list[Json] = []
    layout = _layout(view, scale, height)
    for number, strip in enumerate(strips, start=2):
        axis = f"y{number}"
        values = f"y{number + 100}"
        layout[f"yaxis{number}"] = _lane_axis(strip, height)
        if strip.drawing.canvas.value_axis is not None:
            layout[f"yaxis{number + 100}"] = _value_axis(strip, height, view.theme, scale)
        data += traces(strip.drawing.canvas, strip.lane.name, axis, values)
        drawn += shapes(strip.drawing.canvas, axis)
    layout["shapes"] = _frame(strips, scale, height, view.theme) + drawn
    layout["meta"] = _meta(case, placed, strips, scale, view, height)
    return {"data": data, "layout": layout}


def build_scale(placed: Sequence[Placed], view: View) -> Scale:
    """Axis, window and chip places of a view."""
    width = view.width - LEFT_PX - RIGHT_PX
    axis = axis_of(placed, width, linear=view.linear)
    start, stop = axis.place(view.start), axis.place(view.stop)
    x0 = 0.0 if start is None else start
    x1 = axis.width if stop is None or stop <= x0 else stop
    return Scale(axis, width, x0, width / (x1 - x0), chip_places(order_only(placed), axis))


def order_only(placed: Iterable[Placed]) -> list[Placed]:
    """The events that have an order and no day."""
    return [item for item in placed if item.time.mark is Mark.ORDER_ONLY and drawable(item)]


def axis_of(placed: Sequence[Placed], width: float, *, linear: bool) -> Axis:
    """The axis that this case needs."""
    dated: list[tuple[float, float]] = []
    for item in placed:
        if item.time.mark in (Mark.ORDER_ONLY, Mark.AS_OF_WRITING) or not drawable(item):
            continue
        dated += [span for time in (item.time, item.end) if isinstance(time, Timing) and (span := _span(time))]
    dated += _bounded_order(placed, dated)
    columns = {item.rank for item in order_only(placed) if item.time.latest is None and item.rank is not None}
    writing = any(item.time.mark is Mark.AS_OF_WRITING for item in placed)
    return build_axis(dated, width, columns=len(columns), writing=writing, linear=linear)


def _span(time: Timing) -> tuple[float, float] | None:
    low = time.latest if time.earliest is None else time.earliest
    high = time.earliest if time.latest is None else time.latest
    return None if low is None or high is None else (low, high)


def _bounded_order(placed: Sequence[Placed], dated: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Windows of order-only events widen the axis only where no dated event speaks of those days."""
    windows = [span for item in order_only(placed) if item.time.latest is not None and (span := _span(item.time))]
    if not dated:
        return windows
    low, high = min(span[0] for span in dated), max(span[1] for span in dated)
    return [span for span in windows if span[0] < low or span[1] > high]


def stack(case: Case, placed: Sequence[Placed], lanes: Sequence[Lane], view: View, scale: Scale) -> list[Strip]:
    """The lanes that have something to say, drawn and put one below the other; free height goes to those that ask."""
    options = Options(view.options.thresholds, view.options.log, view.options.compact or view.height < SMALL_SCREEN_PX)
    strips: list[Strip] = []
    chosen = assign(placed, lanes)
    inputs = {lane.name: LaneInput(events, tuple(placed), case, scale, view.theme, options) for lane, events in chosen}
    shown = [(lane, events) for lane, events in _ordered(chosen, view.order) if lane.name not in view.hidden]
    plain = {lane.name: _draw(lane, inputs[lane.name], 0.0, lane.name in view.folded) for lane, _ in shown}
    free = max(view.height - AXIS_PX - sum(drawing.height for drawing in plain.values()), 0.0)
    weights = {lane.name: lane.spare for lane, _ in shown if lane.name not in view.folded}
    top = 0.0
    for lane, events in shown:
        extra = free * weights.get(lane.name, 0) / max(sum(weights.values()), 1)
        folded = lane.name in view.folded
        drawing = _draw(lane, inputs[lane.name], extra, folded) if extra >= 1 else plain[lane.name]
        strips.append(Strip(lane, drawing, events, top, folded))
        top += drawing.height
    return strips


def _draw(lane: Lane, given: LaneInput, extra: float, folded: bool) -> Drawing:
    return Drawing(given.canvas(), FOLDED_PX) if folded else lane.draw(given, extra)


def _ordered(
    chosen: list[tuple[Lane, tuple[Placed, ...]]], order: tuple[str, ...]
) -> list[tuple[Lane, tuple[Placed, ...]]]:
    wanted = {name: number for number, name in enumerate(order)}
    return sorted(chosen, key=lambda pair: (wanted.get(pair[0].name, pair[0].order * 1000), pair[0].order))


def assign(placed: Sequence[Placed], lanes: Sequence[Lane]) -> list[tuple[Lane, tuple[Placed, ...]]]:
    """Every event on the axis to the first lane that takes it; lanes without events are left out."""
    found: dict[str, list[Placed]] = {lane.name: [] for lane in lanes}
    for item in placed:
        if not drawable(item):
            continue
        lane = next((lane for lane in lanes if lane.takes(item)), None)
        if lane is not None:
            found[lane.name].append(item)
    return [(lane, tuple(found[lane.name])) for lane in lanes if found[lane.name] or repeats(lane, placed)]


def repeats(lane: Lane, placed: Sequence[Placed]) -> bool:
    """True when the lane shows events that belong to others."""
    return lane.shows is not None and any(lane.shows(item) for item in placed)


def _domain(top: float, bottom: float, height: float) -> list[float]:
    span = height - AXIS_PX
    return [round(max(1 - bottom / span, 0.0), 6), round(1 - top / span, 6)]


def _lane_axis(strip: Strip, height: float) -> Json:
    """One unit is one px, counted downwards from the top of the lane."""
    tall = strip.drawing.height
    return {
        "domain": _domain(strip.top, strip.top + tall, height),
        "range": [tall, 0],
        "visible": False,
        "fixedrange": True,
        "anchor": "x",
        "title": {"text": strip.lane.title},
    }


def _value_axis(strip: Strip, height: float, theme: Theme, scale: Scale) -> Json:
    axis = strip.drawing.canvas.value_axis
    assert axis is not None
    return {
        "domain": _domain(strip.top + axis.top, strip.top + axis.bottom, height),
        "fixedrange": True,
        "type": "log" if axis.log else "linear",
        "range": _value_range(axis.low, axis.high, axis.log),
        "tickvals": list(axis.ticks),
        "ticktext": [f"{tick:g}" for tick in axis.ticks],
        "anchor": "x",
        "tickfont": {"size": 12, "color": theme.ink2},
        "showgrid": False,
        "zeroline": False,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": theme.rule2,
        "showline": True,
        "linecolor": theme.rule2,
        "title": {"text": ""},
    }


def _value_range(low: float, high: float, log: bool) -> list[float]:
    from math import log10

    return [log10(low), log10(high)] if log else [low, high]


def _layout(view: View, scale: Scale, height: float) -> dict[str, Any]:
    theme = view.theme
    marks = ticks(scale.axis, scale.zoom, 44.0)
    return {
        "width": round(view.width),
        "height": round(height),
        "autosize": False,
        "margin": {"l": LEFT_PX, "r": RIGHT_PX, "t": AXIS_PX, "b": 0, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "hovermode": False,
        "dragmode": "zoom",
        "barmode": "overlay",
        "bargap": 0,
        "font": {"family": FONT, "size": 13, "color": theme.ink},
        "xaxis": {
            "range": [round(scale.x0, 3), round(scale.x0 + scale.width / scale.zoom, 3)],
            "side": "top",
            "tickvals": [round(mark.x, 2) for mark in marks],
            "ticktext": [f"<b>{mark.text}</b>" if mark.day == 0 else mark.text for mark in marks],
            "showgrid": True,
            "gridcolor": theme.rule,
            "zeroline": False,
            "anchor": "free",
            "position": 1,
            "ticks": "outside",
            "ticklen": 4,
            "tickcolor": theme.rule2,
            "tickangle": 0,
            "fixedrange": False,
            "tickfont": {"size": 13, "color": theme.ink},
        },
        "yaxis": {"domain": [0, 1], "range": [height - AXIS_PX, 0], "visible": False, "fixedrange": True},
    }


def _frame(strips: Sequence[Strip], scale: Scale, height: float, theme: Theme) -> list[Json]:
    """Bands of the breaks, the rules between lanes, and the line of day zero."""
    found: list[Json] = []
    flat = {"xref": "x", "yref": "paper", "layer": "below", "y0": 0, "y1": 1}
    for segment in scale.axis.segments:
        if segment.zone is Zone.BREAK:
            found.append(
                {
                    **flat,
                    "type": "rect",
                    "x0": segment.x0,
                    "x1": segment.x1,
                    "fillcolor": theme.break_band,
                    "line": {"width": 0},
                }
            )
    span = height - AXIS_PX
    for strip in strips:
        y = 1 - strip.top / span
        found.append(
            {
                "type": "line",
                "xref": "paper",
                "yref": "paper",
                "x0": -LEFT_PX / scale.width,
                "x1": 1,
                "y0": y,
                "y1": y,
                "layer": "below",
                "line": {"color": theme.rule, "width": 1},
            }
        )
    metric = scale.axis.metric
    if any(segment.d0 <= 0 <= segment.d1 for segment in metric):
        x = round(scale.axis.x(0), 2)
        found.append({**flat, "type": "line", "x0": x, "x1": x, "line": {"color": theme.rule2, "width": 1.2}})
    return found


def _meta(
    case: Case, placed: Sequence[Placed], strips: Sequence[Strip], scale: Scale, view: View, height: float
) -> Json:
    return {
        "case": case.id,
        "axis_px": AXIS_PX,
        "left_px": LEFT_PX,
        "right_px": RIGHT_PX,
        "height": height,
        "segments": [
            {
                "zone": piece.zone.value,
                "x0": round(piece.x0, 2),
                "x1": round(piece.x1, 2),
                "d0": piece.d0,
                "d1": piece.d1,
            }
            for piece in scale.axis.segments
        ],
        "zoom": scale.zoom,
        "full": view.start == "" and view.stop == "",
        "lanes": [_lane_meta(strip) for strip in strips],
        "marks": [_mark_meta(strip, hit, scale) for strip in strips for hit in strip.drawing.canvas.hits],
        "numbers": numbers(placed, strips, scale),
    }


def _lane_meta(strip: Strip) -> Json:
    drawing = strip.drawing
    return {
        "name": strip.lane.name,
        "title": strip.lane.title,
        "top": strip.top,
        "height": drawing.height,
        "folded": strip.folded,
        "events": len(strip.events),
        "sub": list(drawing.sub),
        "latest": list(drawing.latest) if drawing.latest else None,
        "rows": [{"y": row.y, "text": row.text, "drug": row.drug} for row in drawing.rows],
        "film": list(drawing.film) if drawing.film else None,
        "findings": list(drawing.findings),
        "findings_top": drawing.findings_top,
    }


def _mark_meta(strip: Strip, hit: Any, scale: Scale) -> Json:
    return {
        "id": hit.event,
        "lane": strip.lane.name,
        "x0": round(scale.place(hit.x0), 2),
        "x1": round(scale.place(hit.x1), 2),
        "y0": round(strip.top + hit.y0, 1),
        "y1": round(strip.top + hit.y1, 1),
    }


def numbers(placed: Sequence[Placed], strips: Sequence[Strip], scale: Scale) -> Json:
    """Rows read = drawn + outside the window + without a time + in hidden or folded lanes (+ refused, by the store)."""
    timeless = [item.event.id for item in placed if not drawable(item)]
    visible: set[str] = set()
    held: set[str] = set()
    for strip in strips:
        held |= {item.event.id for item in strip.events}
        if strip.folded:
            continue
        visible |= {hit.event for hit in strip.drawing.canvas.hits if hit.x1 >= 0 and hit.x0 <= scale.width}
    folded = {item.event.id for strip in strips if strip.folded for item in strip.events}
    hidden = {item.event.id for item in placed} - held - set(timeless)
    outside = held - visible - folded
    return {
        "read": len(placed),
        "drawn": len(visible & held),
        "outside": len(outside),
        "timeless": len(timeless),
        "timeless_ids": timeless,
        "hidden": len(hidden | folded),
        "refused": 0,
    }
