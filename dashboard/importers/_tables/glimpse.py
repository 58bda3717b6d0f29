"""The first rows of the tables at a path, for a person who says what their columns are. Nothing is imported here."""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from dashboard.importers._tables.finding import files_at, recognised
from dashboard.importers._tables.heads import NEAR
from dashboard.importers._tables.sheets import Workbook, is_workbook
from dashboard.importers._tables.texts import Unreadable, text_of
from dashboard.importers._tables.zipped import Unpacked, holds_tables
from dashboard.importers.base import Dialect

ROWS = 400
MOST_FILES = 60
MOST_SHEETS = 20
LONGEST = 200
_NEARLY = 0.8
_START = 2 * 1024 * 1024


def glimpse(path: Path, said: Dialect) -> dict[str, Any]:
    """The tables at a path: name, header, first rows, how the text is read, or why it cannot be; and the shipped
    mapping that knows them, if one does."""
    unpacked = Unpacked(path) if path.is_file() and holds_tables(path) else None
    files = files_at(path if unpacked is None else unpacked.folder)
    known = recognised(files)
    return {
        "tables": [one for name, file in islice(files.items(), MOST_FILES) for one in _tables(name, file, said)],
        "more": max(len(files) - MOST_FILES, 0),
        "known": "" if known is None else known.mapping.name,
    }


def _tables(name: str, path: Path, said: Dialect) -> Iterator[Mapping[str, Any]]:
    try:
        found = list(_of_workbook(path)) if is_workbook(path) else [_of_text(path, said)]
        yield from ({"name": name, "sheet": "", "problem": "", **one} for one in found)
    except csv.Error:
        yield {"name": name, "sheet": "", "header": [], "rows": [], "problem": "a quote in it may stand open"}
    except (Unreadable, OSError, EOFError) as problem:
        reason = getattr(problem, "reason", "") or getattr(problem, "strerror", "") or "it ends too early"
        yield {"name": name, "sheet": "", "header": [], "rows": [], "problem": reason}


def _of_text(path: Path, said: Dialect) -> dict[str, Any]:
    text = text_of(path, said, frozenset())
    with text.opened() as file:
        start = file.read(_START).decode("utf-8", "replace")
    rows = list(islice(csv.reader(io.StringIO(start, newline=""), delimiter=text.delimiter), ROWS + 1))
    return {**_rows(rows), "encoding": text.encoding, "delimiter": text.delimiter}


def _of_workbook(path: Path) -> Iterator[dict[str, Any]]:
    first = Workbook(path)
    sheets = first.sheets
    first.close()
    for sheet in sheets[:MOST_SHEETS]:
        book = Workbook(path, sheet)
        rows = list(islice(book.rows(), ROWS + 1))
        book.close()
        yield {**_rows(rows), "sheet": sheet if len(sheets) > 1 else ""}


def _rows(rows: list[list[str]]) -> dict[str, Any]:
    """Header and rows. The header is the first row that has nearly as many filled cells as any: titles stand above."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[:NEAR]]
    above = next((at for at, count in enumerate(filled) if count >= max(filled) * _NEARLY), 0)
    header = [cell.strip().removeprefix("\ufeff")[:LONGEST] for cell in (rows[above] if rows else [])]
    body = [[cell[:LONGEST] for cell in row[: len(header)]] for row in rows[above + 1 :] if any(row)]
    return {"header": header if any(header) else [], "rows": body, "problem": "" if any(header) else "it is empty"}
