"""Where the pieces of a document lie, so that its second reading need not look for them again: brackets are slow to
find. What a piece is is told in `splitting`."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import BinaryIO

STEP = 1 << 20


class Part(Enum):
    """What a piece is: a JSON text of its own, an entry of a Bundle, or what a Bundle says besides its entries."""

    DOCUMENT = "document"
    ENTRY = "entry"
    HEAD = "head"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Piece:
    """One JSON text and the line on which it begins; of what cannot be cut out, why (`Part.WRONG`)."""

    part: Part
    raw: bytes
    line: int
    wrong: str = ""


@dataclass(slots=True)
class Cuts:
    """The places of the pieces of one file, in the order of the file; `whole` when all of them are noted."""

    whole: bool = False
    _places: "array[int]" = field(default_factory=lambda: array("Q"))
    _others: dict[int, Piece] = field(default_factory=dict)

    def note(self, piece: Piece, start: int) -> None:
        """Note a piece that begins at byte `start`. What is no text of the file is kept as it is."""
        if piece.part in (Part.HEAD, Part.WRONG):
            self._others[len(self._places) // 3] = piece
            self._places.extend((0, 0, 0))
        else:
            entry = int(piece.part is Part.ENTRY)
            self._places.extend((start, len(piece.raw), piece.line * 2 + entry))

    def again(self, file: BinaryIO) -> Iterator[Piece]:
        """The pieces once more, from the start of the same file."""
        at = 0
        for number in range(len(self._places) // 3):
            other = self._others.get(number)
            if other is not None:
                yield other
                continue
            start, length, line = self._places[3 * number : 3 * number + 3]
            _read(file, start - at)
            raw = _read(file, length)
            at = start + length
            yield Piece(Part.ENTRY if line % 2 else Part.DOCUMENT, raw, line // 2)


def _read(file: BinaryIO, length: int) -> bytes:
    """So many bytes, or all that there are."""
    found = file.read(length)
    while len(found) < length and (more := file.read(min(length - len(found), STEP))):
        found += more
    return found
