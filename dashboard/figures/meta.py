"""What the browser must know besides the figure: where lanes and marks are, and what became of every row."""

from collections.abc import Sequence

from dashboard.domain.cases import Case
from dashboard.domain.timing import Placed
from dashboard.figures.axis import Axis
from dashboard.figures.canvas import Hit, Json
from dashboard.figures.frame import AXIS_PX, LEFT_PX, RIGHT_PX
from dashboard.figures.scale import Scale, drawable
from dashboard.figures.stack import Strip


def meta_of(case: Case, placed: Sequence[Placed], strips: Sequence[Strip], scale: Scale, height: float) -> Json:
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
        "marks": [mark_meta(strip, hit, scale) for strip in strips for hit in strip.drawing.canvas.hits],
        "numbers": numbers(placed, strips, scale),
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
        "events": len(strip.events),
        "sub": list(drawing.sub),
        "sub_time": list(drawing.sub_time) if drawing.sub and drawing.sub_time else None,
        "latest": list(drawing.latest) if drawing.latest else None,
        "rows": [{"y": row.y, "text": row.text, "drug": row.drug} for row in drawing.rows],
        "film": list(drawing.film) if drawing.film else None,
        "findings": list(drawing.findings),
        "findings_top": drawing.findings_top,
    }


def mark_meta(strip: Strip, hit: Hit, scale: Scale) -> Json:
    """Where a mark is, in places of the axis and px of the figure."""
    return {
        "id": hit.event,
        "lane": strip.lane.name,
        "x0": round(scale.place(hit.x0), 2),
        "x1": round(scale.place(hit.x1), 2),
        "x": round(scale.place(hit.x), 2),
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
        "drawn": len((visible & held) - folded),
        "outside": len(outside),
        "timeless": len(timeless),
        "timeless_ids": timeless,
        "hidden": len(hidden | folded),
        "refused": 0,
    }
