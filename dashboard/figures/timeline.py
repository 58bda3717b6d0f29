"""timeline_figure: the lanes of one case stacked over one axis, as a plain Plotly dict.

What the browser needs besides the figure (where marks, lanes and pictures are) travels in `layout.meta`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, log10
from types import MappingProxyType
from typing import Any, Final
from zlib import crc32

import orjson

from dashboard.domain.cases import Case, Grain
from dashboard.domain.timing import Mark, Placed, Timing
from dashboard.figures.axis import Axis, Tick, ticks
from dashboard.figures.canvas import Json
from dashboard.figures.frame import LEFT_PX, RIGHT_PX, axis_words, frame_shapes
from dashboard.figures.lane import Lane
from dashboard.figures.ledger import Ledger, as_ledger
from dashboard.figures.meta import lowered, marks_of, meta_of
from dashboard.figures.overview import overview_of
from dashboard.figures.scale import Scale, chip_places, drawable
from dashboard.figures.stack import Strip, View, lanes_of, owned_by, stack
from dashboard.figures.stretches import build_axis, runs_of
from dashboard.figures.theme import FONT, Theme
from dashboard.figures.traces import shapes, traces

LEAST_TICK_PX: Final = 56.0
LEAST_DATED_TICK_PX: Final = 84.0
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Parts:
    """What is drawn of one lane; the marks are px below its top."""

    traces: list[Json]
    shapes: list[Json]
    marks: list[Json]

    @property
    def hash(self) -> str:
        """Another text whenever something of it is another."""
        return f"{crc32(orjson.dumps([self.traces, self.shapes, self.marks])):08x}"


def timeline_figure(
    case: Case,
    placed: Sequence[Placed] | Ledger,
    lanes: Sequence[Lane],
    view: View,
    have: Mapping[str, str] = NOTHING,
) -> Json:
    """The figure of one case: `{"data": …, "layout": …}`, days relative to the zero that `placed` counts from. What is
    drawn of a lane is left out where somebody `have`s it: lane to hash, as `layout.meta.lanes` tells."""
    ledger = as_ledger(placed)
    scale = build_scale(ledger, view)
    strips = stack(case, ledger, lanes, view, scale)
    height = max(view.height, view.axis_px + sum(strip.drawing.height for strip in strips))
    data: list[Json] = []
    drawn: list[Json] = []
    marks: list[Json] = []
    told: dict[str, str] = {}
    layout = layout_of(view, scale, height, hours=case.grain is Grain.INSTANT)
    numbers = {lane.name: number for number, lane in enumerate(lanes_of(ledger, lanes), start=2)}
    for strip in strips:
        number = numbers[strip.lane.name]  # the same whatever other lanes are shown
        axis = f"y{number}"
        values = f"y{number + 100}"
        layout[f"yaxis{number}"] = lane_axis(strip, height - view.axis_px)
        if strip.drawing.canvas.value_axis is not None:
            layout[f"yaxis{number + 100}"] = value_axis(strip, height - view.axis_px, view.theme)
        parts = Parts(
            traces(strip.drawing.canvas, strip.lane.name, axis, values),
            shapes(strip.drawing.canvas, strip.lane.name, axis),
            marks_of(strip, scale),
        )
        told[strip.lane.name] = parts.hash
        if have.get(strip.lane.name) != parts.hash:
            data, drawn, marks = data + parts.traces, drawn + parts.shapes, marks + lowered(parts.marks, strip.top)
    layout["shapes"] = frame_shapes([strip.top for strip in strips], scale, height, view.theme, view.axis_px) + drawn
    layout["annotations"] = axis_words(scale, view.theme, case.writing, view.axis_px)
    layout["meta"] = meta_of(case, ledger, strips, scale, height) | {"marks": marks, "axis_px": view.axis_px}
    for lane in layout["meta"]["lanes"]:
        name = lane["name"]
        lane |= {"axis": numbers[name], "hash": told[name], "kept": have.get(name) == told[name]}
    overview = ledger.once(("overview", view.width, view.linear), lambda: overview_of(owned_by(ledger, lanes), scale))
    layout["meta"]["overview"] = overview
    return {"data": data, "layout": layout}


def build_scale(placed: Sequence[Placed] | Ledger, view: View) -> Scale:
    """Axis, window and chip places of a view."""
    ledger, width = as_ledger(placed), plot_width(view)
    axis, chips = ledger.once(("axis", width, view.linear), lambda: _axis_and_chips(ledger, width, view.linear))
    return scale_on(axis, chips, view)


def plot_width(view: View) -> float:
    """Px between the label column and the right edge."""
    return view.width - LEFT_PX - RIGHT_PX


def scale_on(axis: Axis, chips: dict[str, float], view: View) -> Scale:
    """The window of a view on that axis, with these chip places."""
    width = plot_width(view)
    start, stop = axis.place(view.start), axis.place(view.stop)
    x0 = 0.0 if start is None else start
    x1 = axis.width if stop is None or stop <= x0 else stop
    return Scale(axis, width, x0, width / (x1 - x0), chips)


def _axis_and_chips(ledger: Ledger, width: float, linear: bool) -> tuple[Axis, dict[str, float]]:
    axis = axis_of(ledger, width, linear=linear)
    return axis, chip_places(order_only(ledger.placed), axis)


def order_only(placed: Iterable[Placed]) -> list[Placed]:
    """The events that have an order and no day."""
    return [item for item in placed if item.time.mark is Mark.ORDER_ONLY and drawable(item)]


def axis_of(placed: Sequence[Placed] | Ledger, width: float, *, linear: bool) -> Axis:
    """The axis that this case needs."""
    """The axis that this case needs."""
    ledger = as_ledger(placed)
    runs = [run for one in ledger.series for run in runs_of(one.days)]
    spans = day_spans(ledger.placed, [(low, high) for low, high, _ in runs])
    columns, writing = order_columns(ledger.placed), has_writing(ledger.placed)
    return build_axis(spans, width, columns=columns, writing=writing, linear=linear, runs=runs)


def order_columns(placed: Sequence[Placed]) -> int:
    """How many ranks the zone of order-only events without an upper limit must hold side by side."""
    return len({item.rank for item in order_only(placed) if item.time.latest is None and item.rank is not None})


def has_writing(placed: Sequence[Placed]) -> bool:
    """Whether something holds as of writing."""
    return any(item.time.mark is Mark.AS_OF_WRITING for item in placed)


def day_spans(placed: Sequence[Placed], beside: Sequence[tuple[float, float]] = ()) -> list[tuple[float, float]]:
    """The days of which these events speak, from earliest to latest, their ends included; `beside` are days of which
    others of the case speak."""
    dated: list[tuple[float, float]] = []
    for item in placed:
        if item.time.mark in (Mark.ORDER_ONLY, Mark.AS_OF_WRITING) or not drawable(item):
            continue
        dated += [span for time in (item.time, item.end) if isinstance(time, Timing) and (span := _span(time))]
    return dated + _bounded_order(placed, [*dated, *beside])


def _span(time: Timing) -> tuple[float, float] | None:
    low = time.latest if time.earliest is None else time.earliest
    high = time.earliest if time.latest is None else time.latest
    return None if low is None or high is None else (low, high)


def _bounded_order(placed: Sequence[Placed], dated: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The limits of order-only events widen the axis only where no dated event speaks of those days; what lies between
    the limits of a wide window may be a break."""
    windows = [span for item in order_only(placed) if item.time.latest is not None and (span := _span(item.time))]
    low, high = min((span[0] for span in dated), default=inf), max((span[1] for span in dated), default=-inf)
    wider = [span for span in windows if span[0] < low or span[1] > high]
    return [(limit, limit) for span in wider for limit in span]


def _domain(top: float, bottom: float, span: float) -> list[float]:
    """The share of the plot, `span` px tall, between two places below its top."""
    return [round(max(1 - bottom / span, 0.0), 6), round(1 - top / span, 6)]


def lane_axis(strip: Strip, span: float) -> Json:
    """One unit is one px, counted downwards from the top of the lane."""
    tall = strip.drawing.height
    return {
        "domain": _domain(strip.top, strip.top + tall, span),
        "range": [tall, 0],
        "visible": False,
        "fixedrange": True,
        "anchor": "x",
        "title": {"text": strip.lane.title},
    }


def value_axis(strip: Strip, span: float, theme: Theme) -> Json:
    """The scale of values inside a lane of a plot `span` px tall."""
    axis = strip.drawing.canvas.value_axis
    assert axis is not None
    return {
        "domain": _domain(strip.top + axis.top, strip.top + axis.bottom, span),
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
    return [log10(low), log10(high)] if log else [low, high]


def layout_of(view: View, scale: Scale, height: float, *, hours: bool) -> dict[str, Any]:
    """Everything of the layout but the lanes: size, margins, and the axis of days above them."""
    return {
        "width": round(view.width),
        "height": round(height),
        "autosize": False,
        "margin": {"l": LEFT_PX, "r": RIGHT_PX, "t": view.axis_px, "b": 0, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "hovermode": False,
        "dragmode": "zoom",
        "barmode": "overlay",
        "bargap": 0,
        "font": {"family": FONT, "size": 13, "color": view.theme.ink},
        "xaxis": _days_axis(scale, view, hours=hours),
        "yaxis": {"domain": [0, 1], "range": [height - view.axis_px, 0], "visible": False, "fixedrange": True},
    }


def _days_axis(scale: Scale, view: View, *, hours: bool) -> Json:
    """The axis with its ticks; assets/ticks.js makes the same ones where the browser shifts the days."""
    shown, theme = scale.width / scale.zoom, view.theme
    window = (scale.x0 - shown, scale.x0 + 2 * shown)  # what a pan can bring in before the next figure comes
    least = LEAST_TICK_PX if view.beside is None else LEAST_DATED_TICK_PX
    marks = ticks(scale.axis, scale.zoom, least, hours=hours, window=window)
    return {
        "range": [round(scale.x0, 3), round(scale.x0 + shown, 3)],
        "side": "top",
        "tickvals": [round(mark.x, 3) for mark in marks],  # as the range: a tick at its very edge is in it
        "ticktext": [_tick_words(mark, view) for mark in marks],
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
    }


def _tick_words(tick: Tick, view: View) -> str:
    """The day, and above it (the plot lies below the axis) its date or age in grey."""
    words = f"<b>{tick.text}</b>" if tick.day == 0 else tick.text
    if view.beside is None:
        return words
    return f'<span style="font-size:12px;color:{view.theme.ink2}">{view.beside(tick.date_day)}</span><br>{words}'
