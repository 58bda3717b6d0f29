"""A stream of bytes cut into the JSON texts of single resources, without reading it whole: a file of lines (NDJSON), or
documents of which a Bundle is cut into its entries. What the texts hold is read in `json_text`."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from dashboard.importers._fhir.cuts import Cuts, Part, Piece
from dashboard.importers._fhir.json_text import JsonRefused, read_json

STEP = 1 << 20
LONGEST = 32 << 20
# What lies before the next bracket, strings whole, and that bracket; a quotation mark begins what does not end here.
_STEP = re.compile(rb'(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+([{}\[\]"]|\Z)', re.DOTALL)
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|["{}\[\]]', re.DOTALL)
_ARRAY = re.compile(rb"\s*(?::\s*(\[)?)?")
_BLANKS = re.compile(rb"[ \t\r\n]*")
_LOOKED_AT = 20
_TOO_LONG = f"one resource is longer than {LONGEST >> 20} MB"
_ENDS = "the file ends in the middle of what begins here"
_MARK = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def pieces(file: BinaryIO, cuts: Cuts | None = None) -> Iterator[Piece]:
    """The JSON texts of a file, one after the other. A broken line of NDJSON is one piece; where a document is broken,
    the rest of the file is. `cuts` notes the places of a document's pieces, and knows them when the file is read again.
    """
    if cuts is not None and cuts.whole:
        yield from cuts.again(file)
        return
    start = file.read(STEP)
    if start[:2] in _WIDE or b"\0" in start[:4]:
        yield Piece(Part.WRONG, b"", 1, "the text is UTF-16 or UTF-32, and FHIR is UTF-8")
        return
    text = start.removeprefix(_MARK)
    if is_of_lines(text):
        yield from _lines(file, text)
        return
    cutter, noted = _Cutter(file, text), Cuts() if cuts is None else cuts
    for piece in cutter.cut():
        noted.note(piece, len(start) - len(text) + cutter.passed - len(piece.raw))
        yield piece
    noted.whole = True


def is_of_lines(start: bytes) -> bool:
    """One resource a line: at least half of the first lines are whole resources. A text that is one line alone is
    taken so too, where it is short."""
    *whole, last = start.split(b"\n", _LOOKED_AT)
    lines = [line for line in (whole if len(start) >= STEP else [*whole, last]) if line.strip()]
    return start.lstrip().startswith(b"{") and bool(lines) and 2 * sum(map(_is_resource, lines)) >= len(lines)


def line_pieces(file: BinaryIO, before: int) -> Iterator[Piece]:
    """The JSON texts of a stretch of a file of lines, so many of which come before."""
    start = file.read(STEP)
    yield from _lines(file, start if before else start.removeprefix(_MARK), before)


def _is_resource(line: bytes) -> bool:
    try:
        found = read_json(line)
    except JsonRefused:
        return False
    return isinstance(found, dict) and "resourceType" in found


def _lines(file: BinaryIO, start: bytes, number: int = 0) -> Iterator[Piece]:
    kept, too_long, more = b"", False, start
    while more:
        *whole, kept = (kept + more).split(b"\n")
        for line in whole:
            number += 1
            yield from _line(line, number, too_long)
            too_long = False
        if len(kept) > LONGEST:
            kept, too_long = b"", True
        more = file.read(STEP)
    yield from _line(kept, number + 1, too_long)


def _line(line: bytes, number: int, too_long: bool) -> Iterator[Piece]:
    if too_long or len(line) > LONGEST:
        yield Piece(Part.WRONG, b"", number, _TOO_LONG)
    elif line.strip():
        yield Piece(Part.DOCUMENT, line, number)


class _Broken(Exception):
    """The text cannot be cut any further."""


class _Cutter:
    """Cuts documents and the entries of Bundles out of a stream. `_start` is where the piece at hand begins in the
    buffer; all other places are counted from there, so that the buffer may move. `passed` are the bytes before it."""

    def __init__(self, file: BinaryIO, start: bytes) -> None:
        self._file = file
        self._buffer = start
        self._start = 0
        self._line = 1
        self.passed = 0

    def cut(self) -> Iterator[Piece]:
        """Every piece up to the first place that is no JSON."""
        try:
            while sign := self._skip_blanks():
                if sign == b"{":
                    yield from self._document()
                elif sign == b"[":
                    self._advance(1)
                    yield from self._elements(Part.DOCUMENT)
                else:
                    raise _Broken("here stands text that is no JSON object; the rest of the file was not read")
        except _Broken as broken:
            yield Piece(Part.WRONG, b"", self._line, str(broken))

    def _document(self) -> Iterator[Piece]:
        """A resource whole; of one with an array named entry, its elements first and then what is left."""
        head, line, at = b"", self._line, 1
        while True:
            sign, begin, end = self._token(at)
            if sign == b"}":
                yield Piece(Part.HEAD if head else Part.DOCUMENT, head + self._taken(end), line)
                return
            if sign in (b"{", b"["):
                end = self._end_of_value(begin)
            elif sign == b"]":
                raise _Broken("a bracket closes what was not opened; the rest of the file was not read")
            elif self._text(begin, end) == b'"entry"' and (array := self._array_at(end)):
                head += self._taken(array)
                yield from self._elements(Part.ENTRY)
                head, end = head + b"]", 0
            at = end

    def _elements(self, part: Part) -> Iterator[Piece]:
        """The objects of an array whose bracket is behind us, up to the one that closes it."""
        first = True
        while (sign := self._skip_blanks()) != b"]":
            if not first and sign == b",":
                self._advance(1)
                sign = self._skip_blanks()
            elif not first:
                raise _Broken("a comma lacks between two entries" if sign else _ENDS)
            if sign != b"{":
                raise _Broken("an entry is no object; the rest of the file was not read" if sign else _ENDS)
            line = self._line
            yield Piece(part, self._taken(self._end_of_value(0)), line)
            first = False
        self._advance(1)

    def _end_of_value(self, at: int) -> int:
        """Where the object or array that begins at `at` ends."""
        depth, place = 0, at
        while True:
            place, depth, ended = self._balanced(place, depth)
            if ended:
                return place
            self._refill()

    def _balanced(self, at: int, depth: int) -> tuple[int, int, bool]:
        """Goes over what the buffer holds from `at` on: where to go on, how deep it is there, and whether that is the
        end of the value."""
        buffer, start = self._buffer, self._start
        for step in _STEP.finditer(buffer, start + at):
            sign = step[1]
            if sign == b"{" or sign == b"[":
                depth += 1
            elif sign == b"}" or sign == b"]":
                depth -= 1
                if depth == 0:
                    return step.end() - start, 0, True
            else:  # the buffer ends, or a string in it goes on in what is not read yet
                return step.end() - len(sign) - start, depth, False
        return len(buffer) - start, depth, False

    def _token(self, at: int) -> tuple[bytes, int, int]:
        """The next bracket or string from `at` on."""
        while True:
            token = _TOKEN.search(self._buffer, self._start + at)
            if token is not None and token[0] != b'"':
                return token[0][:1], token.start() - self._start, token.end() - self._start
            self._refill()

    def _array_at(self, at: int) -> int:
        """The place behind `: [`, or 0 where something else follows the string before `at`."""
        while True:
            found = _ARRAY.match(self._buffer, self._start + at)
            if found is None:
                return 0
            if found[1]:
                return found.end() - self._start
            if found.end() < len(self._buffer):
                return 0
            self._refill()

    def _skip_blanks(self) -> bytes:
        """The next sign that is no blank, b"" at the end."""
        while True:
            found = _BLANKS.match(self._buffer, self._start)
            assert found is not None, "no blanks are blanks too"
            self._advance(found.end() - self._start)
            if self._start < len(self._buffer):
                return self._buffer[self._start : self._start + 1]
            if not self._read():
                return b""

    def _text(self, begin: int, end: int) -> bytes:
        return self._buffer[self._start + begin : self._start + end]

    def _taken(self, length: int) -> bytes:
        text = self._text(0, length)
        self._advance(length)
        return text

    def _advance(self, length: int) -> None:
        self._line += self._buffer.count(b"\n", self._start, self._start + length)
        self._start += length
        self.passed += length

    def _refill(self) -> None:
        if len(self._buffer) - self._start > LONGEST:
            raise _Broken(f"{_TOO_LONG}; the rest of the file was not read")
        if not self._read():
            raise _Broken(_ENDS)

    def _read(self) -> bool:
        more = self._file.read(STEP)
        self._buffer = self._buffer[self._start :] + more
        self._start = 0
        return bool(more)
