"""How wide a text is drawn, from the advance widths of the embedded fonts. Nothing is measured in a browser."""

import json
from functools import cache
from pathlib import Path
from typing import Final

METRICS: Final = Path(__file__).with_name("font_metrics.json")
ELLIPSIS: Final = "…"


@cache
def _advances() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = json.loads(METRICS.read_text(encoding="utf-8"))
    return loaded


@cache
def _face(condensed: bool, bold: bool) -> tuple[dict[str, float], float]:
    face = _advances()[f"{'condensed' if condensed else 'sans'}-{600 if bold else 400}"]
    return face, face.get("n", 560)


def text_width(text: str, size: float, *, condensed: bool = True, bold: bool = False) -> float:
    """Width of `text` in px at `size` px; a character that the font lacks counts as an "n"."""
    face, fallback = _face(condensed, bold)
    return sum(face.get(char, fallback) for char in text) * size / 1000


def shorten(text: str, size: float, width: float, *, condensed: bool = True, bold: bool = False) -> str:
    """`text`, or as many of its whole words as fit `width` px with an ellipsis; "" when not even one word fits."""
    if text_width(text, size, condensed=condensed, bold=bold) <= width:
        return text
    words = text.split(" ")
    while len(words) > 1:
        words.pop()
        cut = " ".join(words).rstrip(",;:") + ELLIPSIS
        if text_width(cut, size, condensed=condensed, bold=bold) <= width:
            return cut
    return ""


def fitted_text(text: str, size: float, width: float, *, condensed: bool = True, bold: bool = False) -> str:
    """`text`, or as many of its words, at least of its letters, as fit `width` px with an ellipsis."""
    fitted = shorten(text, size, width, condensed=condensed, bold=bold)
    if fitted or not text:
        return fitted
    room = width - text_width(ELLIPSIS, size, condensed=condensed, bold=bold)
    return text[: _fitting(text, size, room, condensed=condensed, bold=bold)].rstrip() + ELLIPSIS


def wrapped(text: str, size: float, width: float, *, condensed: bool = True, bold: bool = False) -> list[str]:
    """The lines of `text` at `width` px; a word that is longer than a line is cut."""
    lines: list[str] = []
    now = ""
    for word in text.split():
        longer = f"{now} {word}".strip()
        if text_width(longer, size, condensed=condensed, bold=bold) <= width:
            now = longer
            continue
        lines += [now] if now else []
        while text_width(word, size, condensed=condensed, bold=bold) > width and len(word) > 1:
            cut = _fitting(word, size, width, condensed=condensed, bold=bold)
            lines.append(word[:cut])
            word = word[cut:]
        now = word
    return [*lines, now] if now else lines


def _fitting(word: str, size: float, width: float, *, condensed: bool, bold: bool) -> int:
    """How many letters of `word` fit, one at least."""
    cut = len(word)
    while cut > 1 and text_width(word[:cut], size, condensed=condensed, bold=bold) > width:
        cut -= 1
    return cut


def plain(text: str) -> str:
    """`text` safe as a Plotly label: its own markup signs are shown, never obeyed."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ").replace("$", "&#36;")
