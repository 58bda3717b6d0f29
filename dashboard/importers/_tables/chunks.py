"""The rows of a table, many at a time and turned into columns. Every row is as long as the header, or refused with its
number; nothing is converted, and nothing but a blank cell is blank."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from dashboard.importers._tables.specs import folded
from dashboard.importers._tables.texts import Text, Unreadable

SIZE = 50_000
LONGEST_CELL = 200_000
Refuse = Callable[[int, str, str], None]
"""Told the number of a row as a spreadsheet counts, the column and the reason."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows with their numbers; `columns` by folded name, each as long as there are rows."""

    numbers: Sequence[int]
    columns: dict[str, Sequence[str]]


def text_chunks(text: Text, refuse: Refuse) -> Iterator[Chunk]:
    """The chunks of a text file. Raises Unreadable where it breaks off."""
    csv.field_size_limit(LONGEST_CELL)
    with text.opened() as file:
        reader = csv.reader(file, delimiter=text.delimiter, strict=True)
        try:
            yield from row_chunks(reader, refuse, check_nul=text.holds_nul)
        except csv.Error as problem:
            hint = "" if "field limit" in str(problem) else "; a quotation mark may be missing or too many"
            raise Unreadable(f"the table breaks off ({problem}){hint}", reader.line_num) from problem


def row_chunks(rows: Iterable[list[str]], refuse: Refuse, *, check_nul: bool = False) -> Iterator[Chunk]:
    """The chunks of rows, of which the first is the header."""
    steady = iter(rows)
    names = checked_header(next(steady, []))
    number = 1
    while part := list(islice(steady, SIZE)):
        numbers: Sequence[int] = range(number + 1, number + 1 + len(part))
        number += len(part)
        if set(map(len, part)) != {len(names)} or check_nul:
            numbers, part = _sifted(numbers, part, len(names), refuse)
        if part:
            yield Chunk(numbers, dict(zip(names, zip(*part, strict=True), strict=True)))


def checked_header(row: Sequence[str]) -> list[str]:
    """The names of the columns, folded. Raises Unreadable where one is there twice or has no name."""
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    names = [folded(cell.removeprefix("\ufeff")) for cell in row[:width]]
    if not names:
        raise Unreadable("the file is empty, expected a header row")
    if "" in names:
        raise Unreadable(f"column {names.index('') + 1} of the header has no name", 1)
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Unreadable("the header has this column twice", 1, name)
        seen.add(name)
    return names


def _sifted(
    numbers: Sequence[int], rows: Sequence[list[str]], width: int, refuse: Refuse
) -> tuple[list[int], list[list[str]]]:
    """The rows that are whole. Wholly blank ones are passed over, and blank cells right of the table are left out."""
    kept_numbers, kept = [], []
    for number, row in zip(numbers, rows, strict=True):
        end = len(row)
        while end > width and not row[end - 1].strip():
            end -= 1
        if not any(cell.strip() for cell in row):
            continue
        if end != width:
            hint = "; a delimiter within a cell needs quotation marks around the cell" if end > width else ""
            refuse(number, "", f"there are {end} cells and {width} columns in the header{hint}")
        elif any("\0" in cell for cell in row):
            refuse(number, "", "a cell holds a NUL character, which no text has")
        else:
            kept_numbers.append(number)
            kept.append(row[:width])
    return kept_numbers, kept
