"""Characters that the embedded fonts lack: told by their number, so that no word of the record vanishes from paper."""

from dataclasses import replace
from functools import cache
from typing import Final

from reportlab.pdfbase.ttfonts import TTFontFace

from dashboard.exporters._fonts import FILES
from dashboard.figures.scene import Cut, Piece, Scene, Text

BLANKS: Final = frozenset("\n\r\t")


def printable(text: str) -> str:
    """`text` as the fonts can print it: `[U+4E2D]` for a character that they lack, blanks for those that are none."""
    known = _known()
    return "".join(sign if sign in known else _told(sign) for sign in text)


def printable_scene(scene: Scene) -> Scene:
    """The scene with all its words printable."""
    return replace(scene, pieces=tuple(map(_piece, scene.pieces)))


def _told(sign: str) -> str:
    if sign in BLANKS:
        return " "
    return f"[U+{ord(sign):04X}]"


def _piece(piece: Piece) -> Piece:
    if isinstance(piece, Text):
        return replace(piece, text=printable(piece.text))
    return replace(piece, pieces=tuple(map(_piece, piece.pieces))) if isinstance(piece, Cut) else piece


@cache
def _known() -> frozenset[str]:
    """The characters that all four faces hold."""
    held = [set(TTFontFace(str(file)).charToGlyph) for file in FILES.values()]
    return frozenset(map(chr, set.intersection(*held)))
