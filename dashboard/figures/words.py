"""The words beside a mark: a label, a note in grey, and before them the glyph of the fact's state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from dashboard.domain.events import End, State
from dashboard.domain.timing import Mark, Placed
from dashboard.figures.canvas import WORD_SIZE, Canvas
from dashboard.figures.marks import STATE_WORDS, state_glyph
from dashboard.figures.text import shorten, text_width

GAP: Final = 6.0
GLYPH_PX: Final = {State.PRESENT: 0.0, State.NOT_REPORTED: 18.0}
STATE_PX: Final = 16.0


@dataclass(frozen=True, slots=True)
class Words:
    """What is written beside a mark."""

    label: str
    note: str
    state: State
    bold: bool

    @staticmethod
    def of(item: Placed) -> Words:
        """The words of an event; the glyph of its state stands here only where the mark is a chip."""
        state = item.event.state if item.time.mark is Mark.ORDER_ONLY else State.PRESENT
        return Words(label_of(item), note_of(item), state, is_prominent(item))

    @property
    def width(self) -> float:
        """Px that they need."""
        note = GAP + text_width(self.note, WORD_SIZE) if self.note else 0.0
        return GLYPH_PX.get(self.state, STATE_PX) + text_width(self.label, WORD_SIZE, bold=self.bold) + note

    def fitted(self, room: float) -> Words:
        """As much as fits `room` px: first the note goes, then the label's last words."""
        if self.width <= room:
            return self
        bare = replace(self, note="")
        if bare.width <= room:
            return bare
        left = room - GLYPH_PX.get(self.state, STATE_PX)
        return replace(bare, label=shorten(self.label, WORD_SIZE, left, bold=self.bold))


def label_of(item: Placed) -> str:
    """The short name of an event."""
    return item.event.detail("label") or item.event.term


def note_of(item: Placed) -> str:
    """Secondary words: how the fact is stated, its own clock, its value, its end, the mark of a conflict."""
    event = item.event
    said = [STATE_WORDS.get(event.state, "")]
    if item.time.mark is Mark.CLOCK:
        said.append(item.time.clock_words)
    if event.quantity is not None:
        said.append(event.quantity.as_received.replace("{", "").replace("}", ""))
    if item.end is End.UNKNOWN and event.state is not State.NOT_REPORTED:
        said.append("end not reported")
    if item.end is End.ONGOING and item.time.mark is not Mark.AS_OF_WRITING:
        said.append("ongoing")
    said.append(event.detail("conflict"))
    return ", ".join(word for word in said if word)


def is_prominent(item: Placed) -> bool:
    """What a reader must find first stands in bold, where the case marks it so."""
    return item.event.detail("emphasis") == "strong"


def write(canvas: Canvas, words: Words, x: float, y: float) -> float:
    """Writes state glyph, label and note from x on; returns where they end."""
    x += state_glyph(canvas, words.state, x, y)
    x += canvas.word(x, y, words.label, bold=words.bold)
    if words.note:
        x += GAP + canvas.word(x + GAP, y, words.note, colour=canvas.theme.ink3)
    return x
