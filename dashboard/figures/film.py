"""The film strip on paper: a picture for every study at its mark, and what each study says of each finding.

In the browser assets/film.js does the same, so that pictures can move with a zoom; a test holds the two together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.domain.cases import Case, Finding, Study, Trend
from dashboard.figures.axis import Zone
from dashboard.figures.lane import Drawing
from dashboard.figures.pieces import not_reported
from dashboard.figures.scene import Disc, Pen, Photo, Piece, Shape, Text, box, line
from dashboard.figures.text import fitted_text
from dashboard.figures.theme import Theme

PITCH_PX: Final = 104.0
LAST_PX: Final = 136.0
FINDING_PX: Final = 12.5
MARKS_PX: Final = 18.0
GAP_PX: Final = 10.0


@dataclass(frozen=True, slots=True)
class Room:
    """Where pictures may stand, in px from the left of the plot: between `low` and `high`; `reach` is the end of the
    plot, beyond which a mark is not seen."""

    low: float
    high: float
    reach: float


def film_room(drawing: Drawing) -> Room:
    """The room of a film strip: pictures end before the zone of what holds as of writing, below whose heading they
    would seem to be of that time."""
    scale = drawing.canvas.scale
    writing = scale.axis.zone(Zone.WRITING)
    end = scale.width if writing is None else scale.screen(writing.x0) - 16
    high = min(end, scale.width) if end > 300 else scale.width
    size = drawing.film[1] if drawing.film else 0.0
    return Room(0.0, high - max(0.0, LAST_PX - size), scale.width)


def slots(anchors: Sequence[float], size: float, gap: float, room: Room) -> list[float | None]:
    """Left edges of pictures `size` wide for marks at `anchors` (sorted): each as near its mark as the others allow, no
    two on one another. None for marks outside the plot."""
    shown = [at for at, x in enumerate(anchors) if room.low - 1 <= x <= room.reach + 1]
    space = room.high - room.low
    pitch = size + gap
    if len(shown) > 1:
        pitch = min(pitch, max((space - size) / (len(shown) - 1), 1.0))
    lefts: list[float] = []
    for at in shown:
        lefts.append(max(anchors[at] - size / 2, lefts[-1] + pitch if lefts else room.low))
    limit = room.high - size + pitch
    for place in reversed(range(len(lefts))):
        lefts[place] = limit = min(lefts[place], limit - pitch)
    _relax(lefts, [anchors[at] - size / 2 for at in shown], pitch, room.low, room.high - size)
    found: list[float | None] = [None] * len(anchors)
    for at, left in zip(shown, lefts, strict=True):
        found[at] = left
    return found


def _relax(lefts: list[float], wanted: Sequence[float], pitch: float, low: float, high: float) -> None:
    """Moves touching pictures as a block to where their leaders are shortest."""
    start = 0
    while start < len(lefts):
        end = start
        while end + 1 < len(lefts) and lefts[end + 1] - lefts[end] <= pitch + 0.5:
            end += 1
        block = range(start, end + 1)
        off = sum(wanted[at] - lefts[at] for at in block) / len(block)
        least = (lefts[start - 1] + pitch if start else low) - lefts[start]
        most = (lefts[end + 1] - pitch if end + 1 < len(lefts) else high) - lefts[end]
        move = min(max(off, least), max(most, least))
        for at in block:
            lefts[at] += move
        start = end + 1


def film_pieces(
    case: Case, drawing: Drawing, order: Mapping[str, int], keys: Mapping[str, bytes], theme: Theme, left: float
) -> list[Piece]:
    """Pictures, captions, leaders and cells of findings, px from the left of the plot and the top of the lane. `order`
    gives the place of an event in the record, `keys` the JPEG of a study ("no picture" without one)."""
    if drawing.film is None:
        return []
    top, size = drawing.film
    marks = {hit.event: hit for hit in reversed(drawing.canvas.hits)}
    studies = sorted((one for one in case.studies if one.event in marks), key=lambda one: order[one.event])
    room = film_room(drawing)
    found: list[Piece] = []
    shown: list[tuple[Study, float]] = []
    lefts = slots([marks[one.event].x for one in studies], size, max(GAP_PX, PITCH_PX - size), room)
    for study, at in zip(studies, lefts, strict=True):
        if at is not None:
            shown.append((study, at))
            found += _picture(study, marks[study.event].x, at, top, size, keys.get(study.id, b""), theme)
    return found + _cells(case, drawing, shown, room, theme, left)


def _picture(study: Study, x: float, at: float, top: float, size: float, content: bytes, theme: Theme) -> list[Piece]:
    middle = at + size / 2
    leader = ((x, MARKS_PX), (x, top - 9), (middle, top - 5), (middle, top))
    label = Text(middle, top + size + 8, study.label, 12, bold=True, colour=theme.ink, anchor="center", rim=theme.bg)
    found: list[Piece] = [Shape((leader,), Pen(theme.rule2))]
    if content:
        found.append(Photo(at, top, size, size, content, study.label))
    else:
        words = fitted_text("no picture", 12, size - 4)
        found.append(box(at, top, at + size, top + size, fill=theme.break_band))
        found.append(Text(middle, top + size / 2, words, 12, colour=theme.ink2, anchor="center"))
    return [*found, box(at, top, at + size, top + size, pen=Pen(theme.rule2)), label]


def _cells(
    case: Case, drawing: Drawing, shown: Sequence[tuple[Study, float]], room: Room, theme: Theme, left: float
) -> list[Piece]:
    """One row a finding, one cell a study; what a study does not speak of is hatched, never blank."""
    said = {(one.study, one.finding): one for one in case.findings}
    conflicts = {issue.id for issue in case.issues if issue.conflict}
    size = drawing.film[1] if drawing.film else 0.0
    found: list[Piece] = []
    for row, name in enumerate(drawing.findings if shown else ()):
        y = drawing.findings_top + row * FINDING_PX + FINDING_PX / 2
        end = shown[0][1] - 6
        words = fitted_text(name, 12, max(end + left, 120.0))
        found.append(Text(max(end, 120.0 - left), y, words, colour=theme.ink, anchor="right", rim=theme.bg))
        for place, (study, at) in enumerate(shown):
            following = shown[place + 1][1] - 4 if place + 1 < len(shown) else room.reach
            found += _cell(said.get((study.id, name)), conflicts, at, y, min(following - at, size + 60), theme)
    return found


def _cell(cell: Finding | None, conflicts: set[str], x: float, y: float, width: float, theme: Theme) -> list[Piece]:
    if cell is None or cell.trend is Trend.NOT_REPORTED:
        return not_reported(x, y, 12, 8, theme.hatch, theme.bg)
    words = " ".join([cell.word or str(cell.trend), *(issue for issue in cell.issues if issue in conflicts)])
    fitted = fitted_text(words, 12, width - 15)
    return [*trend_mark(cell.trend, x + 5, y, theme), Text(x + 15, y, fitted, colour=theme.ink2, rim=theme.bg)]


def trend_mark(trend: Trend, x: float, y: float, theme: Theme) -> list[Piece]:
    """The mark of what a study says of a finding, round x, y; drawn, since fonts do not have these signs."""
    pen, thin = Pen(theme.ink, 1.1), Pen(theme.ink, 1.3)
    match trend:
        case Trend.NEW:
            cross = Shape((((x - 3.5, y), (x + 3.5, y)), ((x, y - 3.5), (x, y + 3.5))), thin)
            return [box(x - 3.5, y - 3.5, x + 3.5, y + 3.5, pen=pen), cross]
        case Trend.MORE:
            return [Shape((((x - 4, y + 3), (x + 4, y + 3), (x, y - 4)),), fill=theme.ink, closed=True)]
        case Trend.LESS:
            return [Shape((((x - 4, y - 3), (x + 4, y - 3), (x, y + 4)),), pen, closed=True)]
        case Trend.SAME:
            return [line(x - 3.5, y - 1.5, x + 3.5, y - 1.5, thin), line(x - 3.5, y + 1.5, x + 3.5, y + 1.5, thin)]
        case Trend.ABSENT:
            return [Disc(x, y, 3.2, pen), line(x - 3.5, y + 4, x + 3.5, y - 4, pen)]
        case Trend.PRESENT:
            return [Disc(x, y, 2.4, fill=theme.ink)]
        case _:
            return not_reported(x - 5, y, 12, 8, theme.hatch, theme.bg)
