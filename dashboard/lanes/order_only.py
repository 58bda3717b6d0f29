"""The strip "order known, day unknown": every ranked order-only event of the case, joined in its order.

It repeats the chips of the other lanes; no event belongs to it alone.
"""

from collections import defaultdict

from dashboard.domain.timing import Mark, Placed
from dashboard.figures.canvas import Canvas
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.marks import chip, draw_rail
from dashboard.figures.rows import label_of
from dashboard.figures.scale import drawable
from dashboard.figures.text import text_width

PITCH = 18.0
TOP = 12.0


def draw(given: LaneInput, spare: float) -> Drawing:
    """Chips in columns by rank, on one line; words below where they have room."""
    canvas = given.canvas()
    columns: dict[float, list[Placed]] = defaultdict(list)
    for item in given.all_events:
        if takes_part(item):
            columns[round(canvas.scale.chip(item.event.id), 1)].append(item)
    _line(canvas, sorted(columns), columns)
    deepest = TOP
    for x, items in columns.items():
        for number, item in enumerate(items):
            y = TOP + number * PITCH
            chip(canvas, x, y, str(item.rank))
            canvas.hit(item.event.id, x - 10, x + 10, y, 9)
            deepest = max(deepest, y)
    words = _words(canvas, columns, deepest + 17)
    return Drawing(canvas, deepest + (17 if words else 0) + TOP, sub=("chips show order, never days",))


def _line(canvas: Canvas, places: list[float], columns: dict[float, list[Placed]]) -> None:
    """The rails of the windows, and the thread through the chips."""
    windows = {(item.time.earliest, item.time.latest) for items in columns.values() for item in items}
    for earliest, latest in sorted(windows, key=lambda window: tuple(-1.0 if day is None else day for day in window)):
        low, high = canvas.scale.rail(earliest, latest)
        draw_rail(canvas, low, high, TOP, open_end=latest is None)
    if len(places) > 1:
        canvas.line(places[0], TOP, places[-1], TOP, px=1, colour=canvas.theme.ink3)


def _words(canvas: Canvas, columns: dict[float, list[Placed]], y: float) -> bool:
    """Writes the labels of columns that hold one event and have room; returns whether any was written."""
    free_from = float("-inf")
    places = sorted(columns)
    written = False
    for number, x in enumerate(places):
        label = label_of(columns[x][0]) if len(columns[x]) == 1 else ""
        half = text_width(label, 12) / 2
        following = places[number + 1] - 12 if number + 1 < len(places) else canvas.scale.width
        if not label or x - half < free_from or x + half > max(following, x + 24):
            continue
        canvas.word(x, y, label, anchor="center", colour=canvas.theme.ink2)
        free_from, written = x + half + 8, True
    return written


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
