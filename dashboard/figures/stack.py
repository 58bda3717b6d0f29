"""Stacking: every event to its lane, every lane drawn and put below the one before, as roomy as the screen allows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dashboard.domain.cases import Case
from dashboard.domain.sequence import position
from dashboard.domain.timing import Placed
from dashboard.figures.curves import within
from dashboard.figures.frame import AXIS_PX, TWO_LINES_PX
from dashboard.figures.lane import Drawing, Lane, LaneInput, Options, divided, owner_of
from dashboard.figures.ledger import Ledger
from dashboard.figures.scale import Scale, drawable
from dashboard.figures.series import Series
from dashboard.figures.text import text_width
from dashboard.figures.theme import LIGHT, Theme

FOLDED_PX: Final = 19.0
TITLE_PX: Final = 24.0
LATEST_PX: Final = 31.0
SUB_PX: Final = 14.0
TITLE_SIZE: Final = 14.0
TITLE_LINE_PX: Final = 14.0
LABEL_PX: Final = 174.0
DENSEST: Final = 2


@dataclass(frozen=True, slots=True)
class View:
    """What the reader looks at: size in px, window (address tokens of `Axis.place`), and choices; `beside` tells what
    stands beside a day number of the axis, its date or the age on it."""

    width: float = 1532.0
    height: float = 900.0
    start: str = ""
    stop: str = ""
    theme: Theme = LIGHT
    linear: bool = False
    hidden: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    options: Options = Options()
    beside: Callable[[float], str] | None = field(default=None, compare=False)

    @property
    def axis_px(self) -> float:
        """Height of the axis: a second line needs room."""
        return AXIS_PX if self.beside is None else TWO_LINES_PX


@dataclass(frozen=True, slots=True)
class Strip:
    """A lane in its place: `top` px below the axis row."""

    lane: Lane
    drawing: Drawing
    events: tuple[Placed, ...]
    top: float
    folded: bool
    series: tuple[Series, ...] = ()


def stack(
    case: Case, ledger: Ledger, lanes: Sequence[Lane], view: View, scale: Scale, densest: int = DENSEST
) -> list[Strip]:
    """The lanes that have something to say, drawn and put one below the other as roomy as they fit, at `densest` where
    none does; free height goes to those that ask for it."""
    owned = [one for one in _ordered(owned_by(ledger, lanes), view.order) if one.lane.name not in view.hidden]
    room = view.height - view.axis_px
    for density in range(view.options.density, densest + 1):
        options = replace(view.options, density=density)
        shown = [
            (
                one.lane,
                LaneInput(one.events, ledger.placed, case, scale, view.theme, options, one.series, lane=one.lane.name),
            )
            for one in owned
        ]
        drawings = [draw_lane(lane, given, 0.0, lane.name in view.folded) for lane, given in shown]
        if sum(drawing.height for drawing in drawings) <= room:
            break
    strips: list[Strip] = []
    top = 0.0
    for (lane, given), drawing in zip(shown, _filled(shown, drawings, room, view.folded), strict=True):
        strips.append(Strip(lane, drawing, given.events, top, lane.name in view.folded, given.series))
        top += drawing.height
    return strips


def _filled(
    shown: Sequence[tuple[Lane, LaneInput]], drawings: Sequence[Drawing], room: float, folded: Sequence[str]
) -> list[Drawing]:
    """The drawings, those of the lanes that ask for free height drawn anew with their share of it."""
    free = max(room - sum(drawing.height for drawing in drawings), 0.0)
    weights = [0 if lane.name in folded else lane.spare for lane, _ in shown]
    shares = [free * weight / max(sum(weights), 1) for weight in weights]
    return [
        draw_lane(lane, given, share, False) if share >= 1 else drawing
        for (lane, given), drawing, share in zip(shown, drawings, shares, strict=True)
    ]


def draw_lane(lane: Lane, given: LaneInput, extra: float, folded: bool) -> Drawing:
    """The lane, at least as tall as its words in the label column."""
    if folded:
        return Drawing(given.canvas(), FOLDED_PX)
    drawing = lane.draw(given, extra)
    _say_empty(drawing, given)
    sub = drawing.sub if given.options.density == 0 or drawing.latest else ()
    wraps = text_width(lane.title, TITLE_SIZE, condensed=False, bold=True) > LABEL_PX
    least = TITLE_PX + (LATEST_PX if drawing.latest else 0) + SUB_PX * len(sub) + (TITLE_LINE_PX if wraps else 0)
    return replace(drawing, sub=sub, height=max(drawing.height, least))


def _say_empty(drawing: Drawing, given: LaneInput) -> None:
    """A lane whose events all lie outside the window says so: it must not read as normal."""
    canvas = drawing.canvas
    count = len(given.events) + sum(map(len, given.series))
    if not count or any(hit.x1 >= 0 and hit.x0 <= canvas.scale.width for hit in canvas.hits):
        return
    if any(within(canvas.scale, curve.x).any() for curve in canvas.curves):
        return
    words = f"{count} {'event' if count == 1 else 'events'} outside this window"
    canvas.word(12, max(drawing.height / 2, 9), words, colour=canvas.theme.ink3)


@dataclass(frozen=True, slots=True)
class Owned:
    """A lane with the events that are its own."""

    lane: Lane
    events: tuple[Placed, ...]
    series: tuple[Series, ...] = ()


def _ordered(chosen: list[Owned], order: tuple[str, ...]) -> list[Owned]:
    wanted = {name: number for number, name in enumerate(order)}
    return sorted(chosen, key=lambda one: (wanted.get(one.lane.name, one.lane.order * 1000), one.lane.order))


def lanes_of(ledger: Ledger, lanes: Sequence[Lane]) -> tuple[Lane, ...]:
    """`divided`, once for each ledger."""
    items = [*ledger.placed, *(one.sample for one in ledger.series)]
    return ledger.once(("lanes", *(lane.name for lane in lanes)), lambda: divided(lanes, items))


def owned_by(ledger: Ledger, lanes: Sequence[Lane]) -> list[Owned]:
    """`assign`, for the lanes that the case has, once for each ledger."""
    key = ("owned", *(lane.name for lane in lanes))
    return ledger.once(key, lambda: assign(ledger, lanes_of(ledger, lanes)))


def assign(ledger: Ledger, lanes: Sequence[Lane]) -> list[Owned]:
    """Every event on the axis to the first lane that takes it; lanes without events are left out."""
    found: dict[str, list[Placed]] = {lane.name: [] for lane in lanes}
    many: dict[str, list[Series]] = {lane.name: [] for lane in lanes}
    for item in ledger.placed:
        if drawable(item) and (lane := owner_of(item, lanes)) is not None:
            found[lane.name].append(item)
    for one in ledger.series:
        lane = owner_of(one.sample, lanes)
        if lane is not None and lane.series:
            many[lane.name].append(one)
        elif lane is not None:
            items = [*found[lane.name], *(one.item(at) for at in range(len(one)))]
            found[lane.name] = sorted(items, key=lambda item: position(item.time))
    return [
        Owned(lane, tuple(found[lane.name]), tuple(many[lane.name]))
        for lane in lanes
        if found[lane.name] or many[lane.name] or repeats(lane, ledger.placed)
    ]


def repeats(lane: Lane, placed: Sequence[Placed]) -> bool:
    """True when the lane shows events that belong to others."""
    return lane.shows is not None and any(lane.shows(item) for item in placed)
