"""timeline_figure: the lanes of one case stacked over one axis, as a plain Plotly dict.

What the browser needs besides the figure (where marks, lanes and pictures are) travels in `layout.meta`.
"""

from collections.abc import Iterable, Sequence
from math import inf, log10
from typing import Any, Final

from dashboard.domain.cases import Case, Grain
from dashboard.domain.timing import Mark, Placed, Timing
from dashboard.figures.axis import Axis, Tick, ticks
from dashboard.figures.canvas import Json
from dashboard.figures.frame import LEFT_PX, RIGHT_PX, axis_words, frame_shapes
from dashboard.figures.lane import Lane
from dashboard.figures.meta import meta_of
from dashboard.figures.scale import Scale, chip_places, drawable
from dashboard.figures.stack import Strip, View, stack
from dashboard.figures.stretches import build_axis
from dashboard.figures.theme import FONT, Theme
from dashboard.figures.traces import shapes, traces

LEAST_TICK_PX: Final = 56.0
LEAST_DATED_TICK_PX: Final = 84.0


def timeline_figure(case: Case, placed: Sequence[Placed], lanes: Sequence[Lane], view: View) -> Json:
    """The figure of one case: `{"data": …, "layout": …}`, days relative to the zero that `placed` counts from."""
    scale = build_scale(placed, view)
    strips = stack(case, placed, lanes, view, scale)
    height = max(view.height, view.axis_px + sum(strip.drawing.height for strip in strips))
    data: list[Json] = []
    drawn: list[Json] = []
    layout = layout_of(view, scale, height, hours=case.grain is Grain.INSTANT)
    for number, strip in enumerate(strips, start=2):
        axis = f"y{number}"
        values = f"y{number + 100}"
        layout[f"yaxis{number}"] = lane_axis(strip, height - view.axis_px)
        if strip.drawing.canvas.value_axis is not None:
            layout[f"yaxis{number + 100}"] = value_axis(strip, height - view.axis_px, view.theme)
        data += traces(strip.drawing.canvas, strip.lane.name, axis, values)
        drawn += shapes(strip.drawing.canvas, axis)
    layout["shapes"] = frame_shapes([strip.top for strip in strips], scale, height, view.theme, view.axis_px) + drawn
    layout["annotations"] = axis_words(scale, view.theme, case.writing, view.axis_px)
    layout["meta"] = meta_of(case, placed, strips, scale, height) | {"axis_px": view.axis_px}
    return {"data": data, "layout": layout}


def build_scale(placed: Sequence[Placed], view: View) -> Scale:
    """Axis, window and chip places of a view."""
    return scale_on(axis_of(placed, plot_width(view), linear=view.linear), placed, view)


def plot_width(view: View) -> float:
    """Px between the label column and the right edge."""
    return view.width - LEFT_PX - RIGHT_PX


def scale_on(axis: Axis, placed: Sequence[Placed], view: View) -> Scale:
    """The window of a view on that axis, and the chip places of these events."""
    width = plot_width(view)
    start, stop = axis.place(view.start), axis.place(view.stop)
    x0 = 0.0 if start is None else start
    x1 = axis.width if stop is None or stop <= x0 else stop
    return Scale(axis, width, x0, width / (x1 - x0), chip_places(order_only(placed), axis))


def order_only(placed: Iterable[Placed]) -> list[Placed]:
    """The events that have an order and no day."""
    return [item for item in placed if item.time.mark is Mark.ORDER_ONLY and drawable(item)]


def axis_of(placed: Sequence[Placed], width: float, *, linear: bool) -> Axis:
    """The axis that this case needs."""
    return build_axis(
        day_spans(placed), width, columns=order_columns(placed), writing=has_writing(placed), linear=linear
    )


def order_columns(placed: Sequence[Placed]) -> int:
    """How many ranks the zone of order-only events without an upper limit must hold side by side."""
    return len({item.rank for item in order_only(placed) if item.time.latest is None and item.rank is not None})


def has_writing(placed: Sequence[Placed]) -> bool:
    """Whether something holds as of writing."""
    return any(item.time.mark is Mark.AS_OF_WRITING for item in placed)


def day_spans(placed: Sequence[Placed]) -> list[tuple[float, float]]:
    """The days of which these events speak, from earliest to latest, their ends included."""
    dated: list[tuple[float, float]] = []
    for item in placed:
        if item.time.mark in (Mark.ORDER_ONLY, Mark.AS_OF_WRITING) or not drawable(item):
            continue
        dated += [span for time in (item.time, item.end) if isinstance(time, Timing) and (span := _span(time))]
    return dated + _bounded_order(placed, dated)


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
    return f'<span style="font-size:12px;color:{view.theme.ink2}">{view.beside(tick.day)}</span><br>{words}'
