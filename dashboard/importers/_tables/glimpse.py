"""The first rows of the tables at a path, for a person who says what their columns are. Nothing is imported here."""

import csv
import io
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from dashboard.importers._tables.finding import files_at, recognised
from dashboard.importers._tables.sheets import Workbook, is_workbook
from dashboard.importers._tables.texts import Unreadable, text_of
from dashboard.importers._tables.zipped import Unpacked, holds_tables
from dashboard.importers.base import Dialect

ROWS = 400
MOST_FILES = 60
LONGEST = 200
_START = 2 * 1024 * 1024


def glimpse(path: Path, said: Dialect) -> dict[str, Any]:
    """The tables at a path: name, header, first rows, how the text is read, or why it cannot be; and the shipped
    mapping that knows them, if one does."""
    unpacked = Unpacked(path) if path.is_file() and holds_tables(path) else None
    files = files_at(path if unpacked is None else unpacked.folder)
    known = recognised(files)
    return {
        "tables": [_table(name, file, said) for name, file in islice(files.items(), MOST_FILES)],
        "more": max(len(files) - MOST_FILES, 0),
        "known": "" if known is None else known.mapping.name,
    }


def _table(name: str, path: Path, said: Dialect) -> Mapping[str, Any]:
    try:
        found = _of_workbook(path) if is_workbook(path) else _of_text(path, said)
    except (Unreadable, OSError, EOFError) as problem:
        reason = getattr(problem, "reason", "") or getattr(problem, "strerror", "") or "it ends too early"
        return {"name": name, "header": [], "rows": [], "problem": reason}
    return {"name": name, "problem": "", **found}


def _of_text(path: Path, said: Dialect) -> dict[str, Any]:
    text = text_of(path, said, frozenset())
    with text.opened() as file:
        start = file.read(_START).decode("utf-8", "replace")
    rows = list(islice(csv.reader(io.StringIO(start, newline=""), delimiter=text.delimiter), ROWS + 1))
    return {**_rows(rows), "encoding": text.encoding, "delimiter": text.delimiter}


def _of_workbook(path: Path) -> dict[str, Any]:
    book = Workbook(path)
    rows = list(islice(book.rows(), ROWS + 1))
    book.close()
    return {**_rows(rows), "sheet": book.sheet}


def _rows(rows: list[list[str]]) -> dict[str, Any]:
    header = [cell.strip().removeprefix("\ufeff")[:LONGEST] for cell in (rows[0] if rows else [])]
    return {"header": header, "rows": [[cell[:LONGEST] for cell in row[: len(header)]] for row in rows[1:]]}
