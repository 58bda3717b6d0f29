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


def plain(text: str) -> str:
    """`text` safe as a Plotly label: its own markup signs are shown, never obeyed."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ").replace("$", "&#36;")
