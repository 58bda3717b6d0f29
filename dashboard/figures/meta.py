"""What the browser must know besides the figure: where lanes and marks are, and what became of every row."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

import numpy as np

from dashboard.domain.cases import Case
from dashboard.figures.axis import Axis
from dashboard.figures.canvas import Hit, Json
from dashboard.figures.curves import within
from dashboard.figures.frame import AXIS_PX, LEFT_PX, RIGHT_PX
from dashboard.figures.ledger import Ledger
from dashboard.figures.scale import Scale, drawable
from dashboard.figures.stack import Strip


def meta_of(case: Case, ledger: Ledger, strips: Sequence[Strip], scale: Scale, height: float) -> Json:
    """Everything that travels in `layout.meta`; places are those of the axis, so that they hold at any zoom."""
    return {
        "case": case.id,
        "writing": f"at {case.writing}",
        "axis_px": AXIS_PX,
        "left_px": LEFT_PX,
        "right_px": RIGHT_PX,
        "height": height,
        "segments": segments_meta(scale.axis),
        "zoom": scale.zoom,
        "full": scale.x0 <= 0 and scale.right <= scale.width + 0.01,
        "lanes": [lane_meta(strip) for strip in strips],
        "numbers": numbers(ledger, strips, scale),
        "tells_times": any(strip.drawing.canvas.tells_times for strip in strips),
    }


def segments_meta(axis: Axis) -> list[Json]:
    """The pieces of the axis, for whoever turns days into places."""
    return [
        {"zone": piece.zone.value, "x0": round(piece.x0, 2), "x1": round(piece.x1, 2), "d0": piece.d0, "d1": piece.d1}
        for piece in axis.segments
    ]


def lane_meta(strip: Strip) -> Json:
    """A lane: where it is, and what stands in its label column."""
    drawing = strip.drawing
    return {
        "name": strip.lane.name,
        "title": strip.lane.title,
        "top": strip.top,
        "height": drawing.height,
        "folded": strip.folded,
        "events": len(strip.events) + sum(map(len, strip.series)),
        "sub": list(drawing.sub),
        "sub_time": list(drawing.sub_time) if drawing.sub and drawing.sub_time else None,
        "latest": list(drawing.latest) if drawing.latest else None,
        "rows": [asdict(row) for row in drawing.rows],
        "curves": [curve.name for curve in drawing.canvas.curves],
        "film": list(drawing.film) if drawing.film else None,
        "findings": list(drawing.findings),
        "findings_top": drawing.findings_top,
    }


def marks_of(strip: Strip, scale: Scale) -> list[Json]:
    """Where the lane's events are found: places of the axis, px below the top of the lane."""
    return [_mark_meta(strip, hit, scale) for hit in strip.drawing.canvas.hits]


def lowered(marks: Iterable[Json], top: float) -> list[Json]:
    """The marks of a lane whose top lies `top` px below that of the figure."""
    return [mark | {name: round(top + mark[name], 1) for name in ("y0", "y1")} for mark in marks]


def _mark_meta(strip: Strip, hit: Hit, scale: Scale) -> Json:
    found = {
        "id": hit.event,
        "lane": strip.lane.name,
        "x0": round(scale.place(hit.x0), scale.digits),
        "x1": round(scale.place(hit.x1), scale.digits),
        "x": round(scale.place(hit.x), scale.digits),
        "y0": round(hit.y0, 1),
        "y1": round(hit.y1, 1),
    }
    if hit.heap is None:
        return found
    xs = [round(scale.place(x), scale.digits) for x in hit.heap.xs]
    return found | {"heap": {"ids": list(hit.heap.events), "xs": xs}}


def numbers(ledger: Ledger, strips: Sequence[Strip], scale: Scale) -> Json:
    """Rows read = drawn + outside the window + without a time + in hidden or folded lanes (+ refused, by the store)
    + results in the window that a curve has no room for (`between`)."""
    timeless = [item.event.id for item in ledger.placed if not drawable(item)]
    drawn = between = outside = shown = 0
    for strip in strips:
        if strip.folded:
            continue
        count, more, own = drawn_of(strip, scale)
        drawn, between, outside, shown = drawn + count, between + more, outside + own - count - more, shown + own
    return {
        "read": len(ledger),
        "drawn": drawn,
        "between": between,
        "outside": outside,
        "timeless": len(timeless),
        "timeless_ids": timeless,
        "hidden": len(ledger) - len(timeless) - shown,
        "refused": 0,
    }


def drawn_of(strip: Strip, scale: Scale) -> tuple[int, int, int]:
    """How many of the lane's own events are drawn in the window, how many more of its series lie there, and how many
    events it has that are not folded."""
    visible = seen_in(strip, scale)
    folded = {item.event.id for item in strip.drawing.folded} | {id(one) for one in strip.drawing.folded_series}
    singles = {item.event.id for item in strip.events if item.event.id not in folded}
    series = [one for one in strip.series if id(one) not in folded]
    curved = sum(len(visible & one.ids) for one in series)
    inside = sum(int(within(scale, scale.many(one.days)).sum()) for one in series)
    # a result right beside the window may be seen by its words
    return len(visible & singles) + curved, max(inside - curved, 0), len(singles) + sum(map(len, series))


def seen_in(strip: Strip, scale: Scale) -> set[str]:
    """The ids of the events that the lane shows in the window: as marks, in heaps, on curves."""
    canvas, visible = strip.drawing.canvas, set[str]()
    for hit in canvas.hits:
        if hit.x1 >= 0 and hit.x0 <= scale.width:
            visible.update((hit.event,) if hit.heap is None else hit.heap.events)
    for curve in canvas.curves:
        visible.update(curve.events[at] for at in np.flatnonzero(within(scale, curve.x)).tolist())
    return visible
