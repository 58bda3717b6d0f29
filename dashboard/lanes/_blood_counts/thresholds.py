"""Lines that people draw through leukocyte counts, each with who draws it; shown at the reader's wish only."""

from dataclasses import dataclass
from typing import Final

from dashboard.figures.canvas import WORD_SIZE, Canvas
from dashboard.figures.lane import LaneInput
from dashboard.figures.text import text_width
from dashboard.figures.value_scale import value_y

THRESHOLD_WORDS_PX: Final = 13.0


@dataclass(frozen=True, slots=True)
class Threshold:
    """A line that people draw, with who draws it."""

    value: float
    source: str


THRESHOLDS: Final = (
    Threshold(100, "usual definition of hyperleukocytosis"),
    Threshold(300, "definition of blastic hyperleukocytosis in one report, no unit printed"),
    Threshold(400, "CNS hemorrhage only above it, 178 children above 200"),
)


def draw_thresholds(given: LaneInput, canvas: Canvas) -> None:
    """The lines that the reader asked for, from low to high, their words pushed apart where the lines are near."""
    axis = canvas.value_axis
    if not given.options.thresholds or axis is None:
        return
    end = min(canvas.scale.days_end, canvas.scale.width)
    free_below = float("inf")
    for line in THRESHOLDS:
        y = value_y(axis, line.value)
        at = min(y, free_below - THRESHOLD_WORDS_PX)
        words = f"{line.value:g}: {line.source}"
        stop = end - text_width(words, WORD_SIZE) - 22
        canvas.line(canvas.scale.screen(0), y, stop, y, px=1, dash="4px,3px", colour=canvas.theme.ink3)
        canvas.line(stop, y, stop + 12, at, px=1, colour=canvas.theme.ink3)
        canvas.word(stop + 16, at, words, colour=canvas.theme.ink3)
        free_below = at
