"""The faces of IBM Plex for files: inside an SVG or an HTML file as the browser gets them, whole for PDF and PNG."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from dashboard.config import ROOT
from dashboard.figures.scene import Text

ASSETS: Final = ROOT / "assets"
VENDOR: Final = ASSETS / "vendor"
SANS: Final = VENDOR / "plex-sans-1.1.0"
CONDENSED: Final = VENDOR / "plex-sans-condensed-2.0.0"
FILES: Final = {
    "PlexSans": SANS / "IBMPlexSans-Regular.ttf",
    "PlexSans-Bold": SANS / "IBMPlexSans-SemiBold.ttf",
    "PlexCondensed": CONDENSED / "IBMPlexSansCondensed-Regular.ttf",
    "PlexCondensed-Bold": CONDENSED / "IBMPlexSansCondensed-SemiBold.ttf",
}
_FACE: Final = re.compile(r"@font-face \{(.*?)\}", re.DOTALL)
_PART: Final = re.compile(
    r'font-family: "([^"]+)".*?font-weight: (\d+).*?url\("([^"]+)"\).*?unicode-range: ([^;]+);', re.DOTALL
)
_RANGE: Final = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


@dataclass(frozen=True, slots=True)
class Face:
    """A part of a font: the characters that it holds, and its file."""

    family: str
    weight: int
    file: Path
    ranges: tuple[tuple[int, int], ...]

    def holds_any(self, signs: Iterable[str]) -> bool:
        """Whether it has one of these characters."""
        return any(low <= ord(sign) <= high for sign in signs for low, high in self.ranges)


@cache
def faces() -> tuple[Face, ...]:
    """Every part of the fonts that the page uses, as its style sheet names them."""
    return tuple(_faces((ASSETS / "fonts.css").read_text(encoding="utf-8")))


def embedded(used: Iterable[Face]) -> str:
    """The style sheet of these faces, the fonts inside."""
    return "\n".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"src:url(data:font/woff2;base64,{b64encode(face.file.read_bytes()).decode()}) format('woff2');"
        f"unicode-range:{','.join(f'U+{low:X}-{high:X}' for low, high in face.ranges)}}}"
        for face in used
    )


def faces_of(texts: Iterable[Text]) -> tuple[Face, ...]:
    """The faces that these words need."""
    signs: dict[tuple[str, int], set[str]] = {}
    for text in texts:
        family = "IBM Plex Sans Condensed" if text.condensed else "IBM Plex Sans"
        signs.setdefault((family, 600 if text.bold else 400), set()).update(text.text)
    return tuple(face for face in faces() if face.holds_any(signs.get((face.family, face.weight), ())))


def _faces(sheet: str) -> Iterator[Face]:
    for block in _FACE.findall(sheet):
        match = _PART.search(block)
        if match is None:
            continue
        ranges = tuple((int(low, 16), int(high or low, 16)) for low, high in _RANGE.findall(match[4]))
        yield Face(match[1], int(match[2]), ASSETS / match[3], ranges)
