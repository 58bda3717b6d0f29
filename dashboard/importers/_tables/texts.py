"""A file as text: its encoding, its delimiter, and why it cannot be read. Detected where the content proves it, and
never guessed: what content does not prove somebody must confirm."""

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from dashboard.importers._tables.heads import NEAR, names_in, place_of
from dashboard.importers.base import Dialect

MOST_BYTES = 64 * 1024**3
"""As many bytes are read of one file at most, unpacked."""

MOST_COLUMNS = 4000
_STEP = 4 * 1024**2
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_DELIMITERS = (",", ";", "\t", "|")
_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|"}
_GZIP = b"\x1f\x8b"
_POINTER = b"version https://git-lfs.github.com/spec/v1"


class Unreadable(Exception):
    """A file that cannot be read as a table: why, and on which line where that is known."""

    def __init__(self, reason: str, line: int | None = None, field: str = "") -> None:
        super().__init__(reason)
        self.reason, self.line, self.field = reason, line, field


@dataclass(frozen=True, slots=True)
class Text:
    """A file that can be read: its encoding and delimiter, its header, and how many rows stand above that. `returns`: a
    carriage return alone ends its lines, as old systems write."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...] = ()
    returns: bool = False
    above: int = 0

    @property
    def can_be_cut(self) -> bool:
        """Whether reading can begin at any byte of the file: it is in UTF-8 and not packed."""
        with self.path.open("rb") as file:
            packed = file.read(2) == _GZIP
        return self.encoding.startswith("utf-8") and not self.returns and not packed

    @contextmanager
    def opened(self, start: int = 0) -> Iterator[BinaryIO]:
        """The text in UTF-8 from its beginning, header included; or from a byte of a file that can be cut."""
        with opened(self.path, start) as file:
            if self.encoding == "utf-8-sig" and not start:
                file.read(len(codecs.BOM_UTF8))
            plain = self.encoding.startswith("utf-8") and not self.returns
            yield (
                file if plain else cast(BinaryIO, io.BufferedReader(_Recoded(file, self.encoding, self.returns), _STEP))
            )


def text_of(path: Path, said: Dialect, wanted: frozenset[str]) -> Text:
    """How to read a file. `wanted` are columns that tell the delimiter and the header: those that give them. Raises
    Unreadable."""
    encoding, returns = _encoding(path, said.encoding)
    text = Text(path, encoding, _NAMES.get(said.delimiter, said.delimiter), (), returns)
    if len(text.delimiter) > 1 or text.delimiter == '"':
        raise Unreadable(f'"{text.delimiter}" is no delimiter: one sign is expected, or comma, semicolon, tab or pipe')
    with text.opened() as file:
        start = file.read(1024 * 1024).decode("utf-8", "ignore")
    if not start.strip():
        raise Unreadable("the file is empty, expected a header row")
    choices = (text.delimiter,) if text.delimiter else _DELIMITERS
    found = [(one, rows, place_of(rows, wanted)) for one in choices if (rows := _first_rows(start, one))]
    if not found:
        raise Unreadable("no row of it can be read: a quote may stand open, or its first cell is too long", 1)
    delimiter, rows, above = max(found, key=lambda one: (len(wanted & names_in(one[1][one[2]])), len(one[1][one[2]])))
    if len(rows[above]) > MOST_COLUMNS:
        reason = f"the header has {len(rows[above])} columns; at most {MOST_COLUMNS} are read"
        raise Unreadable(reason, above + 1)
    return Text(path, encoding, delimiter, rows[above], returns, above)


def header_of(path: Path) -> tuple[str, ...]:
    """The first row of a file that is not blank, however it is delimited; () where it is no text. Never raises."""
    heads = heads_of(path)
    return max((rows[place_of(rows, ())] for rows in heads), key=len, default=())


def heads_of(path: Path, said: str = "") -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The first rows of a file by each delimiter, of which one may be its header; () where it is no text. Its encoding
    is the one `said`, else UTF-8 or, only to find the header, that of Windows. Never raises."""
    try:
        with opened(path) as file:
            start = file.read(256 * 1024)
        text = _roughly(start, said)
        if "\0" in text[:2000] or start.startswith(_POINTER):
            return ()
        return tuple(rows for one in _DELIMITERS if (rows := tuple(_first_rows(text, one))))
    except (OSError, EOFError, Unreadable, ValueError, LookupError):
        return ()


def _roughly(start: bytes, said: str) -> str:
    """The beginning of a text, by the encoding that it seems to have."""
    mark = next((name for bom, name in _MARKS.items() if start.startswith(bom)), "")
    for encoding in filter(None, (mark, said, "utf-8")):
        try:
            return codecs.getincrementaldecoder(encoding)().decode(start)
        except UnicodeDecodeError:
            continue
    return start.decode("cp1252", "replace")


@contextmanager
def opened(path: Path, start: int = 0) -> Iterator[BinaryIO]:
    """The bytes of a file from `start` on, unpacked where it is packed by gzip, and no more than may be."""
    with path.open("rb") as file:
        packed = not start and file.read(2) == _GZIP
        file.seek(start)
        raw = gzip.GzipFile(fileobj=file) if packed else file
        yield cast(BinaryIO, io.BufferedReader(_Limited(raw), _STEP))


class _Limited(io.RawIOBase):
    """Reads on until too many bytes have come."""

    def __init__(self, file: BinaryIO | gzip.GzipFile) -> None:
        self._file, self._left = file, MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        try:
            data = self._file.read(len(buffer))
        except (zlib.error, EOFError, gzip.BadGzipFile) as problem:
            raise Unreadable("the packed file is damaged") from problem
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(f"it holds more than {MOST_BYTES // 1024**3} GB")
        buffer[: len(data)] = data
        return len(data)


class _Recoded(io.RawIOBase):
    """A text of another encoding as UTF-8."""

    def __init__(self, file: BinaryIO, encoding: str, returns: bool) -> None:
        self._text = io.TextIOWrapper(file, encoding, newline="")
        self._returns, self._rest = returns, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self._rest:
            text = self._text.read(_STEP)
            self._rest = (text.replace("\r", "\n") if self._returns else text).encode("utf-8", "surrogatepass")
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _encoding(path: Path, said: str) -> tuple[str, bool]:
    """The encoding, and whether lines end by a carriage return alone. A file in UTF-8 proves itself; others must be
    confirmed."""
    with opened(path) as file:
        start = file.read(1024)
    if start.startswith(_POINTER):
        raise Unreadable("the file is a pointer of Git LFS: its content is elsewhere, fetch it with git lfs pull")
    mark = next((name for bom, name in _MARKS.items() if start.startswith(bom)), "")
    if not mark and not said and start.count(b"\0") > len(start) // 4:
        raise Unreadable(
            'the text is not UTF-8, by its look UTF-16: confirm with encoding = "utf-16-le", or say another'
        )
    try:
        encoding = mark or codecs.lookup(said or "utf-8").name
    except LookupError:
        raise Unreadable(f'"{said}" is no encoding that is known, such as utf-8 or cp1252') from None
    return encoding, _decoded(path, encoding, confirmed=bool(said))


def _decoded(path: Path, encoding: str, *, confirmed: bool) -> bool:
    """Decode the whole file once, so that nothing of it is taken where it is not what it seems."""
    decoder, done, newline, returns = codecs.getincrementaldecoder(encoding)(), 0, False, False
    plain = encoding.startswith("utf-8")
    with opened(path) as file:
        while True:
            block = file.read(_STEP)
            if plain and block.isascii() and block and not decoder.getstate()[0]:
                newline, returns = newline or b"\n" in block, returns or b"\r" in block
                done += len(block)
                continue
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as problem:
                place = done - len(decoder.getstate()[0]) + problem.start
                raise Unreadable(_not_text(problem, encoding, confirmed), _line(path, max(place, 0))) from problem
            newline, returns = newline or "\n" in text, returns or "\r" in text
            done += len(block)
            if not block:
                return returns and not newline


def _line(path: Path, place: int) -> int:
    """The line in which a byte stands."""
    lines = 1
    with opened(path) as file:
        while place > 0 and (block := file.read(min(place, _STEP))):
            lines += block.count(b"\n")
            place -= len(block)
    return lines


def _not_text(problem: UnicodeDecodeError, encoding: str, confirmed: bool) -> str:
    byte = problem.object[problem.start : problem.start + 1]
    what = f"the text is not {encoding.upper()} here (byte 0x{byte.hex().upper()})"
    if confirmed:
        return what
    try:
        guess = byte.decode("cp1252")
    except UnicodeDecodeError:
        return f"{what}; say the encoding"
    return (
        f'{what}; in cp1252, the encoding of Windows, it is "{guess}": confirm with encoding = "cp1252", or say another'
    )


def _first_rows(text: str, delimiter: str) -> list[tuple[str, ...]]:
    """The rows at the beginning of a text, as far as they can be read, without the spaces around their cells."""
    found: list[tuple[str, ...]] = []
    try:
        for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), NEAR):
            found.append(tuple(cell.strip().removeprefix("\ufeff") for cell in row))
    except csv.Error:
        pass  # what stands before it may hold the header
    return found
