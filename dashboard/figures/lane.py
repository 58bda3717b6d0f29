"""The contract of a lane: one file under `lanes/` with one `LANE`."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from dashboard.domain.cases import Case
from dashboard.domain.timing import Placed
from dashboard.figures.canvas import Canvas
from dashboard.figures.scale import Scale
from dashboard.figures.series import Series
from dashboard.figures.theme import Theme


@dataclass(frozen=True, slots=True)
class Options:
    """What the reader chose for the whole figure, and how dense it must be to fit: 0 roomy, 1 tight, 2 folded (small
    screens: small pictures, findings in one line, no secondary words in the label column). Without `film` the studies
    keep their marks and lose pictures and findings, as those are shown larger elsewhere; without `findings` they keep
    their pictures. `unfolded` are the crowds that are to be drawn event by event: lanes, or rows of them by
    `RowLabel.toggle`."""

    thresholds: bool = False
    log: bool = True
    density: int = 0
    film: bool = True
    findings: bool = True
    unfolded: frozenset[str] = frozenset()

    @property
    def pitch(self) -> float:
        """Px from one row to the next."""
        return (16.0, 14.0, 14.0)[self.density]

    @property
    def top(self) -> float:
        """Px from the edge of a lane to the middle of its first and last row."""
        return (10.5, 8.0, 8.0)[self.density]


@dataclass(frozen=True, slots=True)
class LaneInput:
    """What a lane draws from: its own events, those of the whole case, the case, and the view; `series` are its own
    results of analytes that have very many, which are in neither of the former. `lane` is its name; `beside` are the
    events of the same lane in the other cases of one figure, so that all can have one scale of values."""

    events: tuple[Placed, ...]
    all_events: tuple[Placed, ...]
    case: Case
    scale: Scale
    theme: Theme
    options: Options
    series: tuple[Series, ...] = ()
    lane: str = ""
    beside: tuple[Placed, ...] = ()

    @property
    def unfolded(self) -> bool:
        """Whether the reader wants every event of the lane for itself."""
        return self.lane in self.options.unfolded

    def canvas(self) -> Canvas:
        """An empty canvas of this view."""
        return Canvas(self.scale, self.theme)


@dataclass(frozen=True, slots=True)
class RowLabel:
    """Words in the label column beside a row of the lane, `value` in bold behind them; `drug` names a drug class whose
    swatch is shown. A click puts `toggle` among what is unfolded, or takes it out."""

    y: float
    text: str
    drug: str = ""
    value: str = ""
    toggle: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a lane has drawn: a canvas of `height` px. `spare` says how strongly the lane would take free height
    (0 = not at all); `film` and `findings` are the y at which the browser lays out pictures and finding cells. What is
    `folded` is named as such in the label column and counted as hidden. `sub_time`: the first line of `sub` is the time
    of that event in words, and what follows it."""

    canvas: Canvas
    height: float
    sub: tuple[str, ...] = ()
    latest: tuple[str, str] | None = None
    rows: tuple[RowLabel, ...] = ()
    film: tuple[float, float] | None = None
    sub_time: tuple[str, str] | None = None
    findings: tuple[str, ...] = field(default=())
    findings_top: float = 0.0
    folded: tuple[Placed, ...] = ()
    folded_series: tuple[Series, ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: which events are its own, and how it draws them.

    `takes` says whether an event belongs here; the first lane by `order` that takes an event draws it. `draw` gets
    the free height that it may use beyond what it needs (px, often 0). `shows` picks events of other lanes that this
    one repeats. `series` says that it draws series by itself; other lanes get their results one by one. `about` is the
    lane's line in the docs.
    """

    name: str
    title: str
    order: int
    about: str
    takes: Callable[[Placed], bool]
    draw: Callable[[LaneInput, float], Drawing]
    spare: int = 0
    shows: Callable[[Placed], bool] | None = None
    part: Callable[[Placed], str] | None = None
    series: bool = False


def owner_of(item: Placed, lanes: Iterable[Lane]) -> Lane | None:
    """The lane that draws an event: the first that takes it."""
    return next((lane for lane in lanes if lane.takes(item)), None)


def divided(lanes: Sequence[Lane], placed: Iterable[Placed]) -> tuple[Lane, ...]:
    """The lanes of a case: one that is divided gives way to a lane for each part that the case has, by title."""
    if all(lane.part is None for lane in lanes):
        return tuple(lanes)
    parts: dict[str, dict[str, str]] = {lane.name: {} for lane in lanes if lane.part is not None}
    for item in placed:
        lane = owner_of(item, lanes)
        if lane is not None and lane.part is not None:
            title = lane.part(item)
            parts[lane.name][title.casefold()] = min(title, parts[lane.name].get(title.casefold(), title))
    taken = {lane.name for lane in lanes if lane.part is None}
    return tuple(one for lane in lanes for one in _in_parts(lane, parts.get(lane.name, {}), taken))


def _in_parts(lane: Lane, parts: dict[str, str], taken: set[str]) -> Iterable[Lane]:
    if lane.part is None:
        return [lane]
    return [_part(lane, key, parts[key], taken) for key in sorted(parts)]


def _part(lane: Lane, key: str, title: str, taken: set[str]) -> Lane:
    name = re.sub(r"[^a-z]+", "_", key).strip("_")[:32].strip("_") or lane.name
    while name in taken:
        name += "_x"
    taken.add(name)

    def takes(item: Placed) -> bool:
        return lane.takes(item) and lane.part is not None and lane.part(item).casefold() == key

    return replace(lane, name=name, title=title, takes=takes, part=None)
