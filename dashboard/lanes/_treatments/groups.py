"""Administrations that follow one another: one group that says how many they are, first and last, and claims nothing of
the time between them."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from dashboard.domain.events import State
from dashboard.domain.timing import Mark, Timing
from dashboard.figures.canvas import WORD_SIZE, Canvas, Heap
from dashboard.figures.marks import state_glyph
from dashboard.figures.series import Floats
from dashboard.figures.text import text_width
from dashboard.figures.words import GAP
from dashboard.lanes._treatments.courses import SHARED_ROWS, Course

GAP_DAYS: Final = 10.0  # an administration later than this after the one before begins another group
PITCH: Final = 9.0  # px from one to the next by which each can still be told by itself
TOOTH_PX: Final = 3.0
HALF: Final = 4.5
GLYPH_PX: Final = 22.0  # a glyph and its air


def groups_of(row: Sequence[Course], canvas: Canvas) -> list[list[Course]]:
    """The courses of a row, those that follow one another closely in groups; each by itself where there is room."""
    groups: list[list[Course]] = []
    for course in row:
        if groups and _follows(groups[-1][-1], course):
            groups[-1].append(course)
        else:
            groups.append([course])
    found: list[list[Course]] = []
    for group in groups:
        found += [group] if _crowded(group, canvas) else [[course] for course in group]
    return found


def _follows(one: Course, other: Course) -> bool:
    """Whether both are exact administrations of one agent by one route, given or not, and the other begins soon after
    the one."""
    same = (one.agent, one.route) == (other.agent, other.route)
    return same and _is_exact(one) and _is_exact(other) and _start(other) - _end(one) <= GAP_DAYS


def _is_exact(course: Course) -> bool:
    item = course.item
    ends = item.end is None or isinstance(item.end, Timing) and item.end.mark is Mark.EXACT
    return ends and item.time.mark is Mark.EXACT and item.event.state in (State.PRESENT, State.ABSENT)


def _is_given(course: Course) -> bool:
    return course.item.event.state is State.PRESENT


def _start(course: Course) -> float:
    return course.item.time.earliest or 0.0


def _end(course: Course) -> float:
    end = course.item.end
    return max((end.latest or 0.0) if isinstance(end, Timing) else _start(course), _start(course))


def _crowded(group: Sequence[Course], canvas: Canvas) -> bool:
    if len(group) < 3:
        return False
    first, last = canvas.scale.px(_start(group[0])), canvas.scale.px(_start(group[-1]))
    return (last - first) / (len(group) - 1) < PITCH


def draw_group(
    canvas: Canvas, group: Sequence[Course], y: float, following: float, limit: float, reach: float
) -> float:
    """A tooth for each administration that was given, as many as can be told apart, and behind them how many were not,
    how many were and from when to when, up to `following`, where the next mark of the row begins, and `limit`; without
    words where a bar that began before goes on to `reach`. Returns how far the marks reach."""
    given, x = [course for course in group if _is_given(course)], _places(canvas, group)
    _teeth(canvas, _places(canvas, given), y, canvas.theme.drug[group[0].drug])
    left, right = float(x[0]) - 3, float(x[-1]) + 3
    stop = min(following, limit if right <= limit else np.inf)
    mark = right
    if len(given) < len(group) and right >= reach and stop - right >= GLYPH_PX:
        mark = right + GAP + state_glyph(canvas, State.ABSENT, right + GAP, y)
        mark += _first(canvas, mark, y, _not_given(len(group) - len(given)), stop - mark - GAP, canvas.theme.ink)
    end = mark if right < reach or not given else mark + GAP
    end += 0.0 if end == mark else _first(canvas, end, y, _words(given), stop - end - GAP, canvas.theme.ink3)
    ids = tuple(course.item.event.id for course in group)
    canvas.hit(ids[0], left, end, y, heap=Heap(ids, tuple(x.tolist())))
    return mark


def _places(canvas: Canvas, group: Sequence[Course]) -> Floats:
    return canvas.scale.many(np.array([_start(course) for course in group], float))


def _teeth(canvas: Canvas, x: Floats, y: float, colour: str) -> None:
    """The first ones as far as they stand apart, and always the last."""
    last = -np.inf
    for at in [*x[:-1].tolist(), None] if len(x) else []:
        if at is None or (at >= last + TOOTH_PX and at <= x[-1] - TOOTH_PX):
            last = float(x[-1]) if at is None else at
            if canvas.scale.near(last, last):
                canvas.tooth(last, y, half=HALF, colour=colour)


def _first(canvas: Canvas, x: float, y: float, choices: Sequence[str], room: float, colour: str) -> float:
    """Writes the first words that have room; returns their px."""
    shown = next((words for words in choices if text_width(words, WORD_SIZE) <= room), "")
    return canvas.word(x, y, shown, colour=colour) if shown else 0.0


def _not_given(count: int) -> tuple[str, str]:
    return f"{count} not given", f"{count}"


def _words(group: Sequence[Course]) -> tuple[str, ...]:
    name = f"{group[0].agent}, " if group[0].drug in SHARED_ROWS else ""
    if len(group) == 1:
        return (f"{name}1 administration", f"{name}1\u00d7", "1\u00d7")
    count = f"{name}{len(group)} administrations"
    first, last = group[0].item.time.words, group[-1].item.time.words
    return (f"{count}, {_day(first)} to {_day(last)}", count, f"{name}{len(group)}\u00d7", f"{len(group)}\u00d7")


def _day(words: str) -> str:
    """The day without the time of day."""
    return words.partition(",")[0]
