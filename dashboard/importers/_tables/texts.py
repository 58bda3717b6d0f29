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
from pathlib import Path
from typing import BinaryIO, cast

from dashboard.importers._tables.specs import folded
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
    """A file that can be read: its encoding and delimiter, and its header. `returns`: a carriage return alone ends its
    lines, as old systems write."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...] = ()
    returns: bool = False

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
    """How to read a file. `wanted` are columns that tell the delimiter: it is the one that gives them. Raises
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
    found = [(one, _header(start, one)) for one in choices]
    best = max(found, key=lambda one: (len(wanted & set(map(folded, one[1]))), len(one[1])))
    return Text(path, encoding, *best, returns)


def header_of(path: Path) -> tuple[str, ...]:
    """The first row of a file, however it is delimited; () where it is no text. Never raises."""
    try:
        with opened(path) as file:
            start = file.read(256 * 1024)
        mark = next((name for bom, name in _MARKS.items() if start.startswith(bom)), "")
        text = start.decode(mark or "utf-8", "replace") if mark else start.decode("utf-8", "replace")
        if "\0" in text[:2000] or start.startswith(_POINTER):
            return ()
        return max((_header(text, one) for one in _DELIMITERS), key=len)
    except (OSError, EOFError, Unreadable, ValueError):
        return ()


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


def _header(text: str, delimiter: str) -> tuple[str, ...]:
    try:
        row = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return ()
    if len(row) > MOST_COLUMNS:
        raise Unreadable(f"the header has {len(row)} columns; at most {MOST_COLUMNS} are read", 1)
    return tuple(cell.strip().removeprefix("\ufeff") for cell in row)
