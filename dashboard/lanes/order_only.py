"""The strip "order known, day unknown": every ranked order-only event of the case, joined in its order.

It repeats the chips of the other lanes; no event belongs to it alone.
"""

from collections import defaultdict
from typing import Final

from dashboard.domain.timing import Mark, Placed
from dashboard.figures.canvas import CHIP_PX, WORD_SIZE, Canvas
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.marks import CHIP_HALF, draw_rail
from dashboard.figures.scale import drawable
from dashboard.figures.text import shorten, text_width
from dashboard.figures.words import label_of

PITCH: Final = 16.0
TOP: Final = 11.0
LEAST_WORDS_PX: Final = 60.0
WORDS_BELOW: Final = 15.0
LINE_PX: Final = 13.0


def draw(given: LaneInput, spare: float) -> Drawing:
    """Chips in columns by rank, on one line; words below where they have room."""
    canvas = given.canvas()
    columns: dict[float, list[Placed]] = defaultdict(list)
    for item in given.all_events:
        if takes_part(item):
            columns[round(canvas.scale.chip(item.event.id), 1)].append(item)
    groups = _crowds(sorted(columns))
    _line(canvas, sorted(columns), columns)
    deepest = TOP
    for places in groups:
        if len(places) == 1:
            deepest = max(deepest, _column(canvas, places[0], columns[places[0]]))
        else:
            _crowd(canvas, places, [item for place in places for item in columns[place]])
    words = _words(canvas, groups, columns, deepest + WORDS_BELOW) if given.options.density == 0 else 0
    height = deepest + words * LINE_PX + (TOP if not words else 10)
    return Drawing(canvas, height, sub=("chips show order, never days",))


def _crowds(places: list[float]) -> list[list[float]]:
    """The columns in groups: those too near to be told apart stand as one."""
    groups: list[list[float]] = []
    for place in places:
        if groups and place - groups[-1][-1] < CHIP_PX:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _column(canvas: Canvas, x: float, items: list[Placed]) -> float:
    """Chips of one place, one below the other; returns the y of the last."""
    y = TOP
    for number, item in enumerate(items):
        y = TOP + number * PITCH
        canvas.chip(x, y, str(item.rank))
        canvas.hit(item.event.id, x - CHIP_HALF, x + CHIP_HALF, y, 9)
    return y


def _crowd(canvas: Canvas, places: list[float], items: list[Placed]) -> None:
    """One box with the first and the last rank of many."""
    ranks = sorted(item.rank for item in items if item.rank is not None)
    words = f"{ranks[0]}\u2013{ranks[-1]}"
    x, half = (places[0] + places[-1]) / 2, text_width(words, WORD_SIZE, bold=True) / 2 + 4
    canvas.box(x - half, x + half, TOP - 8, TOP + 8, fill=canvas.theme.bg, colour=canvas.theme.ink, px=1.4)
    canvas.word(x, TOP, words, anchor="center", bold=True)
    for item in items:
        canvas.hit(item.event.id, x - half, x + half, TOP, 9)


def _line(canvas: Canvas, places: list[float], columns: dict[float, list[Placed]]) -> None:
    """The rails of the windows, and the thread through the chips."""
    windows = {(item.time.earliest, item.time.latest) for items in columns.values() for item in items}
    for earliest, latest in sorted(windows, key=lambda window: tuple(-1.0 if day is None else day for day in window)):
        low, high = canvas.scale.rail(earliest, latest)
        draw_rail(canvas, low, high, TOP, open_end=latest is None)
    if len(places) > 1:
        canvas.line(places[0], TOP, places[-1], TOP, px=1, colour=canvas.theme.ink3)


def _words(canvas: Canvas, groups: list[list[float]], columns: dict[float, list[Placed]], y: float) -> int:
    """Writes what stands in each column below it, in two lines turn by turn; returns how many lines were used. Crowds
    have no words, nor do columns without room: the lanes have them."""
    end = min(canvas.scale.width, canvas.scale.right)
    free = [float("-inf"), float("-inf")]
    used = 0
    for number, places in enumerate(groups):
        line, x = number % 2, places[0]
        if len(places) > 1:
            free = [places[-1] + CHIP_HALF] * 2
            continue
        room = 2 * min(x - free[line], _room_behind(groups, number, end)) - 8
        if room <= LEAST_WORDS_PX:
            continue
        label = shorten("; ".join(label_of(item) for item in columns[x]), WORD_SIZE, room)
        width = canvas.word(x, y + line * LINE_PX, label, anchor="center", colour=canvas.theme.ink2)
        if label:
            free[line] = x + width / 2
            used = max(used, line + 1)
    return used


def _room_behind(groups: list[list[float]], number: int, end: float) -> float:
    """Px from a column to where its words must end: half the way to the next column of its line, a crowd, the end."""
    x, following = groups[number][0], groups[number + 1 : number + 3]
    crowd = next((places[0] - CHIP_HALF - x for places in following if len(places) > 1), float("inf"))
    return min(crowd, (following[1][0] - x) / 2 if len(following) == 2 else end - x)


def takes_part(item: Placed) -> bool:
    """Order-only events that have a rank."""
    return item.time.mark is Mark.ORDER_ONLY and drawable(item) and item.rank is not None


def takes(item: Placed) -> bool:
    """None: every event has its own lane."""
    return False


LANE = Lane(
    "order_only",
    "Order known, day unknown",
    10,
    "order-only events of all lanes as numbered chips, joined in order",
    takes,
    draw,
    shows=takes_part,
)
