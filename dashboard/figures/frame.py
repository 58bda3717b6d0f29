"""The furniture of the axis: breaks with their zigzag, words for zones and scales, rules between lanes, day zero."""

from collections.abc import Sequence
from typing import Final

from dashboard.figures.axis import Segment, Zone, day_text
from dashboard.figures.canvas import Json
from dashboard.figures.scale import Scale
from dashboard.figures.text import text_width
from dashboard.figures.theme import FONT_CONDENSED, Theme

AXIS_PX: Final = 34.0
TWO_LINES_PX: Final = 50.0
LEFT_PX: Final = 180.0
RIGHT_PX: Final = 8.0
ZIGZAG: Final = "M0,-1L3,3L0,8L3,13L0,18L3,23L0,28L3,33L0,36"
ORDER_WORDS: Final = ("no day known: order only, no scale", "order only, no scale", "order only")
NAME_SIZE: Final = 13.0
BREAK_PX: Final = 12.0


def frame_shapes(
    tops: Sequence[float],
    scale: Scale,
    height: float,
    theme: Theme,
    axis_px: float = AXIS_PX,
    foot: float = 1.0,
) -> list[Json]:
    """The line of day zero, break bands, zigzags, and the rules above each lane (`tops`, px below the axis row). `foot`
    is where the axis row stands: on the lanes, or at a share of their height between them."""
    span = height - axis_px
    found: list[Json] = [_zero_line(scale, theme)]
    for segment in scale.axis.segments:
        if segment.zone is Zone.BREAK:
            found += _break(segment, span, axis_px, theme, foot)
    for top in tops:
        y = 1 - top / span
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
    return found


def _zero_line(scale: Scale, theme: Theme) -> Json:
    """The first of the shapes, hidden where day 0 is not on the axis. A page that shifts the days draws a line of its
    own in its place (assets/zero.js)."""
    x = round(scale.axis.x(0), 2)
    return {
        "name": "day 0",
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "visible": any(segment.d0 <= 0 <= segment.d1 for segment in scale.axis.metric),
        "line": {"color": theme.rule2, "width": 1.2},
    }


def _break(segment: Segment, span: float, axis_px: float, theme: Theme, foot: float) -> list[Json]:
    """A grey band through all lanes, ragged where it cuts the axis."""
    band = {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": segment.x0,
        "x1": segment.x1,
        "y0": 0,
        "y1": 1 + axis_px / span,
        "layer": "below",
        "fillcolor": theme.break_band,
        "line": {"width": 0},
    }
    edges = [
        {
            "type": "path",
            "path": ZIGZAG,
            "xref": "x",
            "yref": "paper",
            "xsizemode": "pixel",
            "ysizemode": "pixel",
            "xanchor": x,
            "yanchor": foot,
            "layer": "above",
            "line": {"color": theme.rule2, "width": 1},
        }
        for x in (segment.x0, segment.x1)
    ]
    return [band, *edges]


def axis_words(scale: Scale, theme: Theme, writing: str, axis_px: float = AXIS_PX, foot: float = 1.0) -> list[Json]:
    """Names of the zones without a scale, and of every stretch whose scale differs from the first one's."""
    found = []
    first = scale.axis.metric[0].px_per_day
    for segment in scale.axis.segments:
        room = segment.width * scale.zoom + BREAK_PX
        order = next((words for words in ORDER_WORDS if text_width(words, NAME_SIZE, bold=True) <= room), "")
        words = {Zone.ORDER: order, Zone.WRITING: f"at {writing}"}.get(segment.zone, "")
        if segment.zone is Zone.DAYS and segment is not scale.axis.metric[0]:
            words = f"scale {ratio_words(first / segment.px_per_day)}"
        if words:
            found.append(_words(segment, words, theme, axis_px - AXIS_PX) | {"y": foot})
    return found


def _words(segment: Segment, words: str, theme: Theme, raised: float) -> Json:
    named = segment.zone is not Zone.DAYS
    x = segment.x0 if named else (segment.x0 + segment.x1) / 2
    return {
        "xref": "x",
        "yref": "paper",
        "x": x,
        "y": 1,
        "text": words,
        "showarrow": False,
        "xanchor": "left" if named else "center",
        "yanchor": "bottom",
        "yshift": 3 if named else 20 + raised,
        "xshift": 4 if named else 0,
        "font": {
            "size": 13 if named else 12,
            "weight": 600 if named else 400,
            "color": theme.ink if named else theme.ink2,
            "family": FONT_CONDENSED,
        },
    }


def ratio_words(ratio: float) -> str:
    """A ratio of scales as people write it: `1 : 8`, `1.5 : 1` where the stretch is drawn larger."""
    number = max(ratio, 1 / ratio)
    told = f"{number:.0f}" if number >= 3 else f"{number:.1f}".removesuffix(".0")
    return f"1 : {told}" if ratio >= 1 else f"{told} : 1"


def break_words(segment: Segment) -> str:
    """Which days a break leaves out."""
    return f"{day_text(segment.d0)} to {day_text(segment.d1)} left out"
