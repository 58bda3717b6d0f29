"""The timeline as PNG in print size, 300 dots an inch: no browser needed."""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from dashboard.errors import Refused
from dashboard.exporters._drawn import png
from dashboard.exporters._picture import INCH, PAPERS, picture
from dashboard.exporters.base import Dossier, Step

DOTS: Final = 300
LEAST_DOTS: Final = 120
MOST_DOTS: Final = 60_000_000  # in all: four bytes of memory each while it is drawn
START: Final = b"\x89PNG\r\n\x1a\n"


class TimelinePng:
    """One picture for slides and letters."""

    name = "png"
    title = "Timeline, PNG"
    about = "The timeline as a picture for slides, letters and posters."
    suffix = ".png"
    media_type = "image/png"
    choices: Mapping[str, Sequence[str]] = {"paper": ("A4", "A3")}

    def write(self, given: Dossier, out: BinaryIO, step: Step) -> None:
        """The picture; its stamp is printed below it and stands in the file's own text too."""
        paper = given.choices["paper"]
        scene = picture(given, paper, step)
        inches = PAPERS[paper][0] / INCH
        dots = _dots(inches, inches * scene.height / scene.width)
        step(0.7, "drawing")
        out.write(_with_words(png(scene, round(inches * dots)), dots, given.stamp.text()))


def _dots(wide: float, tall: float) -> int:
    """Dots an inch of a picture of that size in inches: fewer where it is very tall. Raises Refused where its words
    could not be read any more."""
    dots = min(DOTS, int((MOST_DOTS / (wide * tall)) ** 0.5))
    if dots < LEAST_DOTS:
        raise Refused("The timeline is too tall for one picture. Hide or fold lanes, or take the PDF, which has pages.")
    return dots


def _with_words(drawn: bytes, dots: int, words: str) -> bytes:
    """The file with its dots an inch and a text of its own."""
    per_metre = round(dots / INCH * 1000)
    added = _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
    added += _chunk(b"iTXt", b"Comment\0\0\0\0\0" + words.encode())
    kept = list(_chunks(drawn))
    return START + kept[0][1] + added + b"".join(chunk for name, chunk in kept[1:] if name != b"pHYs")


def _chunks(drawn: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(START)
    while at < len(drawn):
        (size,) = struct.unpack(">I", drawn[at : at + 4])
        yield drawn[at + 4 : at + 8], drawn[at : at + size + 12]
        at += size + 12


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


EXPORTER = TimelinePng()
