"""Blocks: the lanes of several cases one below the other, each case with the same lanes, drawn as its own page draws
them. With two cases the second block is the first one's mirror. The axis lives in `mirror`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from dashboard.domain.cases import Case
from dashboard.domain.timing import Placed
from dashboard.figures.canvas import WORD_SIZE, Canvas
from dashboard.figures.lane import Drawing, Lane, LaneInput, owner_of
from dashboard.figures.ledger import Ledger, as_ledger
from dashboard.figures.scale import Scale, drawable
from dashboard.figures.stack import DENSEST, Owned, Strip, View, assign, draw_lane
from dashboard.figures.text import text_width

NEAREST: Final = ("neuro_status", "imaging_studies", "treatments", "blood_counts")  # to the axis, nearest first
SILENT_PX: Final = 34.0
SILENT_HATCH_PX: Final = 20.0
GROUND_PX: Final = 17.0
GAP_PX: Final = 10.0  # between blocks that do not mirror one another
NOT_REPORTED: Final = "not reported"


@dataclass(frozen=True)
class Shown:
    """A case of the figure with its times on its own day 0. `note` says why nothing of it can be shown, if so."""

    case: Case
    placed: tuple[Placed, ...]
    note: str = ""

    @cached_property
    def ledger(self) -> Ledger:
        """The same events as the lanes draw them: what is very many as series."""
        return as_ledger(self.placed)


@dataclass(frozen=True, slots=True)
class Block:
    """The strips of one case, and where they are: px below the top of the figure."""

    shown: Shown
    scale: Scale
    strips: tuple[Strip, ...]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A lane of one case: what it draws from, or the words of its silence."""

    lane: Lane
    given: LaneInput
    silence: str = ""

    @property
    def spare(self) -> int:
        return 0 if self.silence else self.lane.spare

    def drawn(self, extra: float) -> Drawing:
        if self.silence:
            return _silent(self.given, self.silence)
        return draw_lane(self.lane, self.given, extra, folded=False)


def blocks_of(
    shown: Sequence[Shown], lanes: Sequence[Lane], view: View, scales: Sequence[Scale], axis_px: float
) -> list[Block]:
    """Every case's lanes, as roomy as they fit into the height that the axis leaves. Lanes that no case has are left
    out; one that only some have says in the others that it is silent."""
    ordered = present(shown, lanes, view)
    mirrored = len(shown) == 2
    room = view.height - axis_px - (0 if mirrored else GAP_PX * (len(shown) - 1))
    for density in range(view.options.density, DENSEST + 1):
        dense = replace(view, options=replace(view.options, density=density))
        rows = [_rows(one, ordered, lanes, dense, scale, shown) for one, scale in zip(shown, scales, strict=True)]
        drawings = [[row.drawn(0.0) for row in of_case] for of_case in rows]
        if _height(drawings) <= room:
            break
    return _stacked(shown, scales, rows, _filled(rows, drawings, room), axis_px)


def present(shown: Sequence[Shown], lanes: Sequence[Lane], view: View) -> list[Lane]:
    """The lanes that at least one case has, from the one farthest from the axis to the nearest."""
    found = {own.lane.name for one in shown for own in assign(one.ledger, lanes)} - set(view.hidden)
    near = {name: place for place, name in enumerate(reversed(NEAREST), start=1)}
    return sorted((lane for lane in lanes if lane.name in found), key=lambda lane: (near.get(lane.name, 0), lane.order))


def drawn_items(placed: Sequence[Placed], lanes: Sequence[Lane], view: View) -> tuple[Placed, ...]:
    """The events that the lanes of this view draw: their own, and those of other lanes that they repeat."""
    visible = [lane for lane in lanes if lane.name not in view.hidden]
    repeated = [lane.shows for lane in visible if lane.shows is not None]
    return tuple(item for item in placed if owner_of(item, lanes) in visible or any(shows(item) for shows in repeated))


def _rows(
    one: Shown, ordered: Sequence[Lane], lanes: Sequence[Lane], view: View, scale: Scale, shown: Sequence[Shown]
) -> list[_Row]:
    own = {found.lane.name: found for found in assign(one.ledger, lanes)}
    others = [item for other in shown if other is not one for item in other.placed if drawable(item)]

    def given(lane: Lane) -> LaneInput:
        beside = tuple(item for item in others if owner_of(item, lanes) is lane)
        mine = own.get(lane.name, Owned(lane, ()))
        view_of = (one.case, scale, view.theme, view.options)
        return LaneInput(mine.events, one.ledger.placed, *view_of, mine.series, lane.name, beside)

    if one.note:
        return [_Row(lane, given(lane), one.note) for lane in [*lanes, *ordered][-1:]]
    return [_Row(lane, given(lane), "" if lane.name in own else _silence(lane, one, lanes)) for lane in ordered]


def _silence(lane: Lane, one: Shown, lanes: Sequence[Lane]) -> str:
    """What a lane says for a case of which it can draw nothing."""
    timeless = sum(owner_of(item, lanes) is lane for item in one.placed)
    if not timeless:
        return NOT_REPORTED
    return f"{timeless} {'statement' if timeless == 1 else 'statements'} without a time"


def _silent(given: LaneInput, words: str) -> Drawing:
    """The hatch of "not reported" from one end of the days to the other: never blank, which would read as normal."""
    canvas = given.canvas()
    scale, y = canvas.scale, SILENT_PX / 2
    left, right = scale.screen(0), scale.days_end
    canvas.hatch(left, right, y, SILENT_HATCH_PX)
    _on_ground(canvas, words, (max(left, 0) + min(right, scale.width)) / 2, y)
    return Drawing(canvas, SILENT_PX)


def _on_ground(canvas: Canvas, words: str, x: float, y: float) -> None:
    half = text_width(words, WORD_SIZE, bold=True) / 2 + 6
    canvas.bar(x - half, x + half, y, height=GROUND_PX, colour=canvas.theme.bg, pattern="", solid=True)
    canvas.word(x, y, words, anchor="center", bold=True)


def _height(drawings: Sequence[Sequence[Drawing]]) -> float:
    return sum(drawing.height for of_case in drawings for drawing in of_case)


def _filled(rows: Sequence[Sequence[_Row]], drawings: list[list[Drawing]], room: float) -> list[list[Drawing]]:
    """Free height goes to the lanes that ask for it, to each the same in all cases: their scales stay alike."""
    share = max(room - _height(drawings), 0.0) / max(sum(row.spare for of_case in rows for row in of_case), 1)
    return [
        [
            row.drawn(share * row.spare) if share * row.spare >= 1 else drawing
            for row, drawing in zip(of_case, drawn, strict=True)
        ]
        for of_case, drawn in zip(rows, drawings, strict=True)
    ]


def _stacked(
    shown: Sequence[Shown],
    scales: Sequence[Scale],
    rows: Sequence[Sequence[_Row]],
    drawings: Sequence[Sequence[Drawing]],
    axis_px: float,
) -> list[Block]:
    """Each block in its place: two on either side of the axis, the second in mirror order; more below it."""
    mirrored = len(shown) == 2
    blocks: list[Block] = []
    at = 0.0 if mirrored else axis_px
    for number, (one, scale) in enumerate(zip(shown, scales, strict=True)):
        pairs = list(zip(rows[number], drawings[number], strict=True))
        if mirrored and number == 1:
            at += axis_px
            pairs.reverse()
        top, strips = at, []
        for row, drawing in pairs:
            strips.append(Strip(row.lane, drawing, row.given.events, at, folded=False, series=row.given.series))
            at += drawing.height
        blocks.append(Block(one, scale, tuple(strips), top, at))
        at += 0 if mirrored else GAP_PX
    return blocks
