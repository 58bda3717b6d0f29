"""One tab-separated file of a cBioPortal study, line by line: comment lines, header, rows with their line numbers.

Nothing is guessed here: every cell stays the text that it is. What a column means lives in the modules beside this one.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TextIO

LONGEST_LINE: Final = 1_000_000
LONGEST_CELL: Final = 20_000
MOST_COLUMNS: Final = 2_000
COMMENT: Final = ("#", '"#')
_POINTER: Final = "version https://git-lfs.github.com/spec/"
_IS_POINTER: Final = "the file is a Git LFS pointer that stands for the data; fetch the data itself (git lfs pull)"
_OTHER_MARKS: Final = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK\x03\x04": "a spreadsheet workbook or zip",
    b"\x1f\x8b": "packed with gzip",
}
_MISSING: Final = frozenset(
    ("", "na", "n/a", "nan", "[not applicable]", "[not available]", "[pending]", "[discrepancy]", "[completed]")
    + ("[null]", "[unknown]")
)
_LONGEST_MISSING: Final = max(map(len, _MISSING))


class FileRefused(Exception):
    """A file of which no row can be read; the reason is a sentence without its full stop."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True)
class Line:
    """One row: where it stands, its filled cells by column (in capitals), trimmed, or why it cannot be read."""

    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    wrong: str = ""

    def get(self, *columns: str) -> str:
        """The first of the columns that is filled; "" where none is."""
        for column in columns:
            if column in self.cells:
                return self.cells[column]
        return ""


def given(text: str) -> str:
    """The cell without the spaces around it; "" where it says in one of the format's words that it is missing."""
    plain = text.strip()
    return "" if len(plain) <= _LONGEST_MISSING and plain.lower() in _MISSING else plain


class Table:
    """A file that is read from its start: `comments` and `columns` are known at once, `lines` gives the rows."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._number = 0
        self.comments: list[list[str]] = []
        self.columns: tuple[str, ...] = self._header()

    def lines(self) -> Iterator[Line]:
        """The rows in their order; blank lines and comment lines are none."""
        while (text := self._next()) is not None:
            if isinstance(text, Line):
                yield text
            elif text.strip() and not text.startswith(COMMENT):
                yield self._line(text)

    def _header(self) -> tuple[str, ...]:
        while (text := self._next()) is not None:
            if isinstance(text, Line):
                raise FileRefused(text.wrong, text.number)
            if text.startswith(_POINTER):
                raise FileRefused(_IS_POINTER)
            if text.startswith(COMMENT):
                self.comments.append([cell.removeprefix("#") for cell in split(text)])
            elif text.strip():
                return _columns(split(text), self._number)
        raise FileRefused("the file is empty, expected a header row")

    def _line(self, text: str) -> Line:
        cells = split(text, len(self.columns))
        wrong = _misfit(cells, self.columns)
        if wrong:
            return Line(self._number, wrong=wrong)
        pairs = zip(self.columns, cells, strict=False)
        return Line(self._number, {column: text for column, cell in pairs if (text := given(cell))})

    def _next(self) -> str | Line | None:
        """The next line without its end; a Line where it is no text, None at the end of the file."""
        text = self._file.readline(LONGEST_LINE)
        if not text:
            return None
        self._number += 1
        if len(text) == LONGEST_LINE and not text.endswith("\n"):
            while (more := self._file.readline(LONGEST_LINE)) and not more.endswith("\n"):
                pass
            return Line(self._number, wrong=f"the line has more than {LONGEST_LINE} characters")
        wrong = _no_text(text)
        return Line(self._number, wrong=wrong) if wrong else text.removesuffix("\n")


@contextmanager
def opened(path: Path) -> Iterator[Table]:
    """The table in a file, with any line ends and with or without a byte order mark. Raises FileRefused."""
    with path.open("rb") as raw:
        start = raw.read(4)
    for mark, name in _OTHER_MARKS.items():
        if start.startswith(mark):
            raise FileRefused(f"the file is {name}, expected tab-separated text in UTF-8")
    # A byte that is no UTF-8 refuses its own row, not the file.
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
        yield Table(file)


def split(text: str, width: int | None = None) -> list[str]:
    """The cells of a line. The format knows no quotation marks, but spreadsheets and R write them: a cell that is
    quoted as a whole loses its marks, and where a line has too many cells, tabs within such a cell are part of it."""
    cells = text.split("\t")
    if width is not None and len(cells) > width and '"' in text:
        joined = list(_joined(cells))
        cells = joined if len(joined) <= width else cells
    return [_unquoted(cell) for cell in cells] if '"' in text else cells


def _joined(cells: Sequence[str]) -> Iterator[str]:
    held: list[str] = []
    for cell in cells:
        held.append(cell)
        whole = "\t".join(held)
        if not whole.startswith('"') or _is_quoted(whole):
            yield whole
            held = []
    yield from held


def _is_quoted(cell: str) -> bool:
    return len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in cell[1:-1].replace('""', "")


def _unquoted(cell: str) -> str:
    plain = cell.strip(" ")
    return plain[1:-1].replace('""', '"') if _is_quoted(plain) else cell


def _columns(cells: list[str], line: int) -> tuple[str, ...]:
    names = [name.strip().upper() for name in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) == 1:
        raise FileRefused("the columns are not separated by tabs", line)
    if len(names) > MOST_COLUMNS:
        raise FileRefused(f"the header has {len(names)} columns; at most {MOST_COLUMNS} are read", line)
    if "" in names:
        raise FileRefused(f"column {names.index('') + 1} of the header has no name", line)
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise FileRefused(f"the header has the column {twice} twice", line)
    return tuple(names)


def _misfit(cells: Sequence[str], columns: Sequence[str]) -> str:
    """Why the cells do not fit the header; blank ones to the right are none, and missing ones are blank."""
    if len(cells) > len(columns):
        filled = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
        if filled > len(columns):
            return f"there are {filled} cells and {len(columns)} columns in the header"
    if cells[0].strip().upper() == columns[0] and [cell.strip().upper() for cell in cells] == list(columns):
        return "the header stands here again"
    longest = max(map(len, cells))
    return f"a cell has {longest} characters; it may have {LONGEST_CELL}" if longest > LONGEST_CELL else ""


def _no_text(text: str) -> str:
    if "\0" in text:
        return "the line holds a NUL character, which no text has"
    bad = next((sign for sign in text if "\udc80" <= sign <= "\udcff"), "")
    return f"the line is not UTF-8 (byte 0x{ord(bad) - 0xDC00:02X}); save the file as UTF-8" if bad else ""
