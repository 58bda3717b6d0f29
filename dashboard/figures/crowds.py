"""Crowds: a lane with more events than rows can hold side by side. One row for each name, marks without words, and
heaps with their count where marks would touch."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from dashboard.domain.events import State
from dashboard.domain.placed import Placed
from dashboard.figures.heaps import SymbolOf, draw_heaps, spots_of
from dashboard.figures.lane import Drawing, LaneInput, RowLabel
from dashboard.figures.marks import STATE_WORDS
from dashboard.figures.words import label_of

MOST_NAMES: Final = (5, 4, 3)  # by density
ROW_PX: Final = 17.0
TOP: Final = 26.0  # rows begin below the title of the lane in the label column


def drawn_as_crowd(given: LaneInput, symbol_of: SymbolOf, sub: tuple[str, ...] = ()) -> Drawing:
    """The lane as rows of its most frequent names, the others in one row; the label of a row unfolds the lane."""
    canvas = given.canvas()
    labels = []
    for number, (text, items) in enumerate(named(given.events, MOST_NAMES[given.options.density])):
        y = TOP + number * ROW_PX
        draw_heaps(canvas, spots_of(canvas, items, symbol_of), y)
        labels.append(RowLabel(y, f"{text} ({len(items)})", toggle=given.lane))
    return Drawing(canvas, TOP + len(labels) * ROW_PX - 4, sub=sub, rows=tuple(labels))


def named(items: Sequence[Placed], most: int) -> list[tuple[str, list[Placed]]]:
    """The events by name, the `most` most frequent first; those of the names that have no row of their own last."""
    counts = Counter(map(name_of, items))
    own = [text for text, _ in counts.most_common(most if len(counts) > most + 1 else None)]
    found = {text: [item for item in items if name_of(item) == text] for text in own}
    others = [item for item in items if name_of(item) not in found]
    rest = len(counts) - len(own)
    return [*found.items(), *([(f"{rest} other names", others)] if others else [])]


def name_of(item: Placed) -> str:
    """What an event is called, with the state of a fact that is not present."""
    state = item.event.state
    return label_of(item) if state is State.PRESENT else f"{label_of(item)}: {STATE_WORDS[state]}"
