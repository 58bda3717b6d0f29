"""CSV, read strictly: strings only, every row as long as the header. What a cell means is not known here."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dashboard.importers._folder.files import read_text
from dashboard.importers._folder.problems import Problems, quoted

MOST_ROWS = 250_000
MOST_COLUMNS = 200
LONGEST_CELL = 20_000


class _Reader(Protocol):
    """What is used of csv.reader, which has no name of its own."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the number that a spreadsheet shows for it, and its cells by column, exactly as they stand. A row that
    is not `whole` was refused; it still tells its id, so that what refers to it is not refused as well."""

    number: int
    cells: dict[str, str]
    whole: bool = True

    def free(self, column: str) -> str:
        """The cell as it stands, "" where there is no such column."""
        return self.cells.get(column, "")

    def word(self, column: str) -> str:
        """The cell without the spaces around it."""
        return self.free(column).strip()

    def words(self, column: str, separator: str = ";") -> tuple[str, ...]:
        """The parts of a cell, blank ones left out."""
        return tuple(part for part in (piece.strip() for piece in self.free(column).split(separator)) if part)


def read_table(path: Path, required: Sequence[str], problems: Problems) -> list[Row] | None:
    """The rows of a CSV file; None when it cannot be read as a table. Rows that are wholly blank are passed over."""
    text = read_text(path, problems)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = _trimmed(next(reader, []), 0)
        columns = [column.strip().lower() for column in header]
        if not _header_is_good(path.name, columns, required, problems):
            return None
        return list(_rows(path.name, columns, reader, problems))
    except csv.Error as error:
        problems.add(path.name, f"the table breaks off ({error}); a quotation mark may be missing")
        return None


def _rows(name: str, columns: list[str], reader: _Reader, problems: Problems) -> Iterator[Row]:
    for number, cells in enumerate(reader, start=2):
        if number > MOST_ROWS + 1:
            problems.add(name, f"the table has more than {MOST_ROWS} rows")
            return
        if any(cell.strip() for cell in cells):
            cells = _trimmed(cells, len(columns))
            whole = _fits(name, number, cells, len(columns), reader.line_num, problems)
            yield Row(number, dict(zip(columns, cells, strict=whole)), whole)


def _header_is_good(name: str, columns: list[str], required: Sequence[str], problems: Problems) -> bool:
    before = len(problems.found)
    missing = [column for column in required if column not in columns]
    if not columns:
        problems.add(name, "the file is empty, expected a header row")
    elif len(columns) == 1 and missing and any(mark in columns[0] for mark in ";\t"):
        problems.add(name, "the columns are not separated by commas; save the file with commas", 1)
    elif missing:
        problems.add(name, f"the header lacks the column {' and the column '.join(missing)}", 1)
    if len(columns) > MOST_COLUMNS:
        problems.add(name, f"the header has {len(columns)} columns; at most {MOST_COLUMNS} are read", 1)
    if "" in columns and any(columns):
        problems.add(name, f"column {columns.index('') + 1} of the header has no name", 1)
    for column in dict.fromkeys(column for column in columns if column and columns.count(column) > 1):
        problems.add(name, "the header has this column twice", 1, column)
    return len(problems.found) == before


def _fits(name: str, number: int, cells: list[str], width: int, line: int, problems: Problems) -> bool:
    if len(cells) != width:
        where = "" if line == number else f" (line {line} of the file)"
        hint = "; a comma within a cell needs quotation marks around the cell" if len(cells) > width else ""
        problems.add(name, f"there are {len(cells)} cells{where} and {width} columns in the header{hint}", number)
        return False
    longest = max(cells, key=len)
    if len(longest) > LONGEST_CELL:
        reason = f"{quoted(longest)} has {len(longest)} characters; a cell has at most {LONGEST_CELL}"
        problems.add(name, reason, number)
        return False
    return True


def _trimmed(cells: list[str], width: int) -> list[str]:
    """Without the blank cells that spreadsheets leave to the right of a table."""
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
