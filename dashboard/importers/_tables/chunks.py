"""The rows of a table, many at a time and turned into columns. Every row is as long as the header, or refused with its
number; nothing is converted, and nothing but a blank cell is blank.

Blocks of the file in which every row is as long as the header are read by pandas. In one in which a row is not, or
holds a NUL, the rows are looked at one by one; where quotation marks stand in such a block, so are all rows after it,
for nothing but reading them tells then where a row ends.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, BinaryIO

import numpy as np
import pandas as pd

from dashboard.importers._tables.coded import Coded, Numbers, coded, coded_array
from dashboard.importers._tables.specs import folded
from dashboard.importers._tables.texts import Text, Unreadable

SIZE = 100_000
BLOCK = 16 * 1024**2
LONGEST_CELL = 200_000
Refuse = Callable[[int, str], None]
"""Told the number of a row as a spreadsheet counts, and the reason."""

_QUOTE, _NUL, _RETURN, _LINE = ord('"'), 0, 13, 10


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows with their numbers; `columns` by folded name."""

    numbers: Numbers
    columns: dict[str, Coded]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a text file in their order, those that are read, what stands between two cells, and how many bytes
    the header takes."""

    names: list[str]
    used: list[str]
    delimiter: str
    length: int = 0


def layout_of(file: BinaryIO, text: Text, wanted: frozenset[str]) -> Layout:
    """The columns by the header with which the file begins; the file then stands behind it. Raises Unreadable."""
    read: list[str] = []
    rows = csv.reader(_noted(_lines(file), read), delimiter=text.delimiter)
    names = checked_header(_header(rows, text.above), wanted)
    used = [name for name in names if not wanted or name in wanted]
    return Layout(names, used, text.delimiter, sum(len(line.encode()) for line in read))


def text_chunks(text: Text, wanted: frozenset[str], refuse: Refuse) -> Iterator[Chunk]:
    """The chunks of a text file, with the columns that are wanted (all of them if none is named). Raises Unreadable."""
    with text.opened() as file:
        layout, number = layout_of(file, text, wanted), text.above + 1
        for data, rest in whole_blocks(file):
            found = chunks_of(data, layout, number, refuse)
            if found is None:
                yield from slow_chunks(data + rest, file, layout, number, refuse)
                return
            yield from found
            number += count_rows(data)


def chunks_of(data: bytes, layout: Layout, number: int, refuse: Refuse) -> Iterable[Chunk] | None:
    """The rows of a block, of which `number` come before; None where it cannot be told without the rows before them
    where a row ends. Raises Unreadable."""
    found = _fast(data, layout, number) if data else None
    if found is not None:
        return (found,)
    return None if b'"' in data or not data else slow_chunks(data, io.BytesIO(), layout, number, refuse)


def row_chunks(rows: Iterable[list[str]], wanted: frozenset[str], refuse: Refuse, above: int = 0) -> Iterator[Chunk]:
    """The chunks of the rows of a sheet, of which the first is the header; `above` it stood so many others. A row that
    ends early has blank cells there."""
    steady = iter(rows)
    names = checked_header(next(steady, []), wanted)
    used = [name for name in names if not wanted or name in wanted]
    whole = (row + [""] * (len(names) - len(row)) for row in steady)
    yield from _sifted(whole, names, used, above + 1, refuse)


def checked_header(row: Sequence[str], wanted: frozenset[str] = frozenset()) -> list[str]:
    """The names of the columns, folded. Raises Unreadable where one that is wanted (any, if none is named) is there
    twice or has no name; others get a name of our own."""
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    names = [folded(cell.removeprefix("\ufeff")) for cell in row[:width]]
    if not names:
        raise Unreadable("the file is empty, expected a header row")
    if "" in names and not wanted:
        raise Unreadable(f"column {names.index('') + 1} of the header has no name", 1)
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name in seen and (not wanted or name in wanted):
            raise Unreadable("the header has this column twice", 1, name)
        if not name or name in seen:
            names[place] = f"\0{place}"
        seen.add(name)
    return names


def _lines(file: BinaryIO) -> Iterator[str]:
    for line in iter(file.readline, b""):
        yield line.decode("utf-8")


def _noted(lines: Iterator[str], read: list[str]) -> Iterator[str]:
    for line in lines:
        read.append(line)
        yield line


def _header(rows: Iterator[list[str]], above: int) -> list[str]:
    try:
        return next(islice(rows, above, None), [])
    except csv.Error as problem:
        raise Unreadable(f"the header cannot be read ({problem})", 1) from problem


def whole_blocks(file: BinaryIO, size: int = BLOCK) -> Iterator[tuple[bytes, bytes]]:
    """The rest of a file in blocks of whole rows, each with what was read behind it. A block is empty where a row is
    too long to be one."""
    rest, block = b"", b"more"
    while block:
        block = file.read(size)
        data, rest = _whole(rest + block, last=not block)
        if data or len(rest) > 4 * BLOCK:
            yield data, rest


def count_rows(data: bytes) -> int:
    """How many rows a block of whole rows holds, blank ones too."""
    return len(_breaks(np.frombuffer(data, dtype=np.uint8))) if b'"' in data else data.count(b"\n")


def _whole(data: bytes, *, last: bool) -> tuple[bytes, bytes]:
    """The data up to the end of its last whole row, and the rest. A line break between quotation marks ends no row."""
    if last:
        return (data if not data or data.endswith(b"\n") else data + b"\n"), b""
    end = data.rfind(b"\n")
    if b'"' in data:
        breaks = _breaks(np.frombuffer(data, dtype=np.uint8))
        end = int(breaks[-1]) if len(breaks) else -1
    return data[: end + 1], data[end + 1 :]


def _breaks(signs: Any) -> Any:
    """Where rows end: the line breaks that are not between quotation marks."""
    breaks, quotes = np.flatnonzero(signs == _LINE), np.flatnonzero(signs == _QUOTE)
    return breaks[np.searchsorted(quotes, breaks) % 2 == 0] if len(quotes) else breaks


def _fast(data: bytes, layout: Layout, number: int) -> Chunk | None:
    """The rows of a block; None where not every row is as long as the header."""
    names, used, delimiter = layout.names, layout.used, layout.delimiter
    signs = np.frombuffer(data, dtype=np.uint8)
    cells, returns = np.flatnonzero(signs == ord(delimiter)), np.flatnonzero(signs == _RETURN)
    if (signs == _NUL).any() or not (signs[np.minimum(returns + 1, len(signs) - 1)] == _LINE).all():
        return None
    breaks = _breaks(signs)
    if b'"' in data:
        cells = cells[np.searchsorted(np.flatnonzero(signs == _QUOTE), cells) % 2 == 0]
    begins = np.concatenate(([0], breaks[:-1] + 1))
    lengths = breaks - begins - (signs[np.maximum(breaks - 1, 0)] == _RETURN)
    empty = lengths <= 0
    widths = np.diff(np.searchsorted(cells, breaks), prepend=0)
    if (widths[~empty] != len(names) - 1).any():
        return None
    frame = _parsed(data, names, used, delimiter)
    if frame is None or len(frame) != len(breaks) - int(empty.sum()):
        return None
    numbers = np.flatnonzero(~empty) + number + 1
    hollow = lengths[~empty] == len(names) - 1  # nothing but delimiters
    if hollow.any():
        frame, numbers = frame[~hollow], numbers[~hollow]
    columns = {name: coded_array(frame[name].to_numpy(dtype=object)) for name in used}
    if any(len(text) > LONGEST_CELL for column in columns.values() for text in column.texts):
        return None
    return Chunk(numbers, columns)


def _parsed(data: bytes, names: list[str], used: list[str], delimiter: str) -> pd.DataFrame | None:
    try:
        return pd.read_csv(
            io.BytesIO(data),
            sep=delimiter,
            header=None,
            names=names,
            usecols=used,
            index_col=False,
            dtype=object,
            na_filter=False,
            keep_default_na=False,
            engine="c",
            encoding="utf-8",
            low_memory=False,
        )
    except (pd.errors.ParserError, ValueError):
        return None


def slow_chunks(start: bytes, file: BinaryIO, layout: Layout, number: int, refuse: Refuse) -> Iterator[Chunk]:
    """The rows from here on, one by one: those of `start`, and those of the file behind it. Raises Unreadable."""
    csv.field_size_limit(LONGEST_CELL)
    end = start.rfind(b"\n") + 1
    lines = chain(_lines(io.BytesIO(start[:end])), _joined(start[end:], file))
    reader = csv.reader(lines, delimiter=layout.delimiter, strict=True)
    try:
        yield from _sifted(reader, layout.names, layout.used, number, refuse)
    except csv.Error as problem:
        hint = "" if "field limit" in str(problem) else "; a quotation mark may be missing or too many"
        raise Unreadable(f"the table breaks off ({problem}){hint}", number + reader.line_num) from problem


def _joined(start: bytes, file: BinaryIO) -> Iterator[str]:
    first = start + file.readline()
    if first:
        yield first.decode("utf-8")
    yield from _lines(file)


def _sifted(
    rows: Iterator[list[str]], names: list[str], used: list[str], number: int, refuse: Refuse
) -> Iterator[Chunk]:
    """The rows that are whole. Wholly blank ones are passed over, and blank cells right of the table are left out."""
    width = len(names)
    while part := list(islice(rows, SIZE)):
        numbers, kept = [], []
        for row in part:
            number += 1
            end = len(row)
            while end > width and not row[end - 1].strip():
                end -= 1
            if not any(cell.strip() for cell in row):
                continue
            reason = _wrong(row, end, width)
            if reason:
                refuse(number, reason)
            else:
                numbers.append(number)
                kept.append(row)
        columns = {name: coded(row[place] for row in kept) for place, name in enumerate(names) if name in set(used)}
        yield Chunk(np.array(numbers, dtype=np.int64), columns)


def _wrong(row: Sequence[str], end: int, width: int) -> str:
    if end != width:
        hint = "; a delimiter within a cell needs quotation marks around the cell" if end > width else ""
        return f"there are {end} cells and {width} columns in the header{hint}"
    return "a cell holds a NUL character, which no text has" if any("\0" in cell for cell in row) else ""
