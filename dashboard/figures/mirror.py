"""mirror_figure: two to six cases over one axis of days, each counted from its own day 0, as a plain Plotly dict.

Two cases stand on either side of the axis, more of them below it. Lanes are drawn by the lanes themselves; values share
one scale. What the browser needs besides travels in `layout.meta`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dashboard.domain.cases import Grain
from dashboard.figures.axis import Axis
from dashboard.figures.blocks import Block, Shown, blocks_of, drawn_items
from dashboard.figures.canvas import Json
from dashboard.figures.frame import AXIS_PX, LEFT_PX, RIGHT_PX, axis_words, frame_shapes
from dashboard.figures.lane import Lane
from dashboard.figures.meta import lane_meta, lowered, marks_of, seen_in, segments_meta
from dashboard.figures.scale import Scale, chip_places
from dashboard.figures.stack import Strip, View
from dashboard.figures.stretches import axis_over, shared_stretches
from dashboard.figures.text import plain, text_width
from dashboard.figures.theme import FONT
from dashboard.figures.timeline import (
    day_spans,
    has_writing,
    lane_axis,
    layout_of,
    order_columns,
    order_only,
    plot_width,
    scale_on,
    value_axis,
)
from dashboard.figures.traces import shapes, traces

__all__ = ["Shown", "mirror_figure"]

ZERO_SIZE: Final = 13.0
ZERO_BORDER: Final = 5.0
TICK_HALF: Final = 18.0


def mirror_figure(shown: Sequence[Shown], lanes: Sequence[Lane], view: View, zero: str = "") -> Json:
    """The figure of these cases: `{"data": …, "layout": …}`. `zero` is what day 0 is called."""
    read = [len(one.placed) for one in shown]
    spans = [day_spans(one.placed) for one in shown]  # of all events, so that no rail is cut short
    shown = [replace(one, placed=drawn_items(one.placed, lanes, view)) for one in shown]
    whole = scale_on(_shared_axis(shown, spans, view), {}, view)
    scales = [replace(whole, chips=chip_places(order_only(one.placed), whole.axis)) for one in shown]
    blocks = blocks_of(shown, lanes, view, scales, AXIS_PX)
    strips = [strip for block in blocks for strip in block.strips]
    height = max(view.height, blocks[-1].bottom)
    data, layout = _drawn(strips, whole, view, height, hours=any(one.case.grain is Grain.INSTANT for one in shown))
    foot = _foot(blocks)
    share = 1 - foot / height
    writing = _writing(shown)
    layout["shapes"] = [
        *frame_shapes(_rules(blocks, foot), whole, height + AXIS_PX, view.theme, foot=share),
        *layout["shapes"],
    ]
    layout["annotations"] = [
        *axis_words(whole, view.theme, writing, foot=share),
        *_zero_words(whole, view, zero, share),
    ]
    layout["xaxis"] |= {"position": share} | _signed(layout["xaxis"], whole, zero)
    layout["meta"] = _meta(blocks, whole, height, foot, f"at {writing}") | {"read": read}
    return {"data": data, "layout": layout}


def _shared_axis(shown: Sequence[Shown], spans: Sequence[list[tuple[float, float]]], view: View) -> Axis:
    """One axis for all: the stretches of each, and zones without a scale that are wide enough for any of them."""
    return axis_over(
        shared_stretches(spans, linear=view.linear),
        [span for own in spans for span in own],
        plot_width(view),
        columns=max(order_columns(one.placed) for one in shown),
        writing=any(has_writing(one.placed) for one in shown),
    )


def _drawn(strips: Sequence[Strip], scale: Scale, view: View, height: float, *, hours: bool) -> tuple[list[Json], Json]:
    """Traces and layout of all strips. The axis row lies among the lanes here, so that nothing lies above the plot."""
    layout = layout_of(view, scale, height, hours=hours)
    layout["margin"] |= {"t": 0}
    layout["shapes"] = []
    data: list[Json] = []
    for number, strip in enumerate(strips, start=2):
        axis, values = f"y{number}", f"y{number + 100}"
        layout[f"yaxis{number}"] = lane_axis(strip, height)
        if strip.drawing.canvas.value_axis is not None:
            layout[f"yaxis{number + 100}"] = value_axis(strip, height, view.theme)
        data += traces(strip.drawing.canvas, strip.lane.name, axis, values)
        layout["shapes"] += shapes(strip.drawing.canvas, strip.lane.name, axis)
    return data, layout


def _foot(blocks: Sequence[Block]) -> float:
    """Px from the top of the figure to the line that the axis stands on."""
    return blocks[1].top if len(blocks) == 2 else blocks[0].top


def _rules(blocks: Sequence[Block], foot: float) -> list[float]:
    """The rules above the lanes; the axis row has one on each side where it lies between two blocks."""
    tops = {strip.top for block in blocks for strip in block.strips}
    ends = {block.bottom for block in blocks}
    return sorted(tops | ends | {foot})


def _writing(shown: Sequence[Shown]) -> str:
    """What the moment of writing is called, where all that have one call it the same."""
    names = {one.case.writing for one in shown if one.case.writing}
    return names.pop() if len(names) == 1 else "writing"


def _zero_words(scale: Scale, view: View, zero: str, share: float) -> list[Json]:
    """The name of day 0 in a box on the axis, where day 0 is in view."""
    x, (left, _) = scale.screen(scale.axis.x(0)), _zero_box(scale, zero)
    if not zero or not 0 <= x <= scale.width:
        return []
    return [
        {
            "xref": "x",
            "yref": "paper",
            "x": round(scale.axis.x(0), 2),
            "y": share,
            "xanchor": "left",
            "xshift": round(left - x, 1),
            "yshift": AXIS_PX / 2,
            "yanchor": "middle",
            "text": plain(zero),
            "showarrow": False,
            "bgcolor": view.theme.ink,
            "borderpad": ZERO_BORDER,
            "font": {"size": ZERO_SIZE, "weight": 600, "color": view.theme.on_ink, "family": FONT},
        }
    ]


def _zero_box(scale: Scale, zero: str) -> tuple[float, float]:
    """From and to which px the name of day 0 reaches: round day 0, and inside the plot where that is near its edge."""
    width = text_width(zero, ZERO_SIZE, condensed=False, bold=True) + 2 * ZERO_BORDER
    left = min(max(scale.screen(scale.axis.x(0)) - width / 2, 0.0), max(scale.width - width, 0.0))
    return left, left + width


def _signed(axis: Json, scale: Scale, zero: str) -> Json:
    """The ticks with a sign on either side of day 0, without those that would lie under its name."""
    (left, right), middle = _zero_box(scale, zero), scale.axis.x(0)
    kept = [
        (place, text)
        for place, text in zip(axis["tickvals"], axis["ticktext"], strict=True)
        if not zero or not left - TICK_HALF < scale.screen(place) < right + TICK_HALF
    ]
    return {
        "tickvals": [place for place, _ in kept],
        "ticktext": [f"+{text}" if place > middle and text[:1].isdigit() else text for place, text in kept],
    }


def _meta(blocks: Sequence[Block], scale: Scale, height: float, foot: float, writing: str) -> Json:
    return {
        "axis_top": foot - AXIS_PX,
        "axis_px": AXIS_PX,
        "left_px": LEFT_PX,
        "right_px": RIGHT_PX,
        "height": height,
        "segments": segments_meta(scale.axis),
        "zoom": scale.zoom,
        "writing": writing,
        "zero": round(Axis.x(scale.axis, 0), 2),
        "blocks": [_block_meta(block) for block in blocks],
    }


def _block_meta(block: Block) -> Json:
    strips, scale = block.strips, block.scale
    return {
        "case": block.shown.case.id,
        "top": block.top,
        "bottom": block.bottom,
        "note": block.shown.note,
        "lanes": [lane_meta(strip) for strip in strips],
        "marks": [mark for strip in strips for mark in lowered(marks_of(strip, scale), strip.top)],
        "drawn": len(set[str]().union(*(seen_in(strip, scale) for strip in strips))),
    }
