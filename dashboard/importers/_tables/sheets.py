"""The rows of a workbook (XLSX) as text: what a cell shows, not what a formula would compute. Nothing of it is run."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from dashboard.importers._tables.texts import Unreadable

MOST_BYTES = 2 * 1024**3
MOST_RATIO = 200
_MERGED = b"<mergeCell "
_HALF = 500_000
_ROUNDED = timedelta(milliseconds=5)


def is_workbook(path: Path) -> bool:
    """Whether the file is a zip, as a workbook is."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


class Workbook:
    """One sheet of a workbook: the one named, else the first that is not hidden. `notes` are sentences about it;
    `decimal` is the mark that its numbers are shown with."""

    def __init__(self, path: Path, sheet: str = "", decimal: str = ".") -> None:
        self._path, self._decimal = path, decimal
        self.notes: list[str] = []
        self._refuse_bomb()
        from openpyxl import load_workbook  # most tables are text, and need not wait for it

        try:
            self._shown = load_workbook(path, read_only=True, data_only=True, keep_links=False)
            self._formulas = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        except Exception as problem:  # a hostile or damaged workbook raises nearly anything
            raise Unreadable(f"the workbook cannot be read ({type(problem).__name__})") from problem
        self.sheet = self._chosen(sheet)

    def rows(self) -> Iterator[list[str]]:
        """The rows as text, the header first. Raises Unreadable where a formula was saved without its value."""
        try:
            shown = self._shown[self.sheet].iter_rows(values_only=True)
            formulas = self._formulas[self.sheet].iter_rows(values_only=True)
            for number, (values, written) in enumerate(zip(shown, formulas, strict=False), start=1):
                yield [self._text(value, raw, number) for value, raw in zip(values, written, strict=False)]
        except Unreadable:
            raise
        except Exception as problem:
            raise Unreadable(f"the sheet {self.sheet} breaks off ({type(problem).__name__})") from problem

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets that are not hidden."""
        return tuple(one.title for one in self._shown.worksheets if one.sheet_state == "visible")

    def close(self) -> None:
        """Close the file."""
        self._shown.close()
        self._formulas.close()

    def _text(self, value: Any, written: Any, number: int) -> str:
        if value is None and isinstance(written, str) and written.startswith("="):
            raise Unreadable(
                f"a formula ({written[:40]}) was saved without its value: open and save the file anew", number
            )
        text = cell_text(value)
        return text.replace(".", self._decimal) if isinstance(value, float) else text

    def _chosen(self, wanted: str) -> str:
        hidden = [one.title for one in self._shown.worksheets if one.sheet_state != "visible"]
        visible = [one.title for one in self._shown.worksheets if one.sheet_state == "visible"]
        if hidden:
            self.notes.append(f"{self._path.name}: hidden sheets are not read: {', '.join(hidden)}")
        if wanted and wanted not in self._shown.sheetnames:
            raise Unreadable(f'there is no sheet "{wanted}", but {", ".join(self._shown.sheetnames)}')
        chosen = wanted or next(iter(visible), "")
        if not chosen:
            raise Unreadable("the workbook has no sheet that is shown")
        others = [one for one in visible if one != chosen]
        if others and not wanted:
            self.notes.append(f"{self._path.name}: the sheet {chosen} is read, and not {', '.join(others)}")
        return chosen

    def _refuse_bomb(self) -> None:
        """A workbook is a zip: what would unpack to too much is not opened. Merged cells are told."""
        try:
            with zipfile.ZipFile(self._path) as archive:
                members = archive.infolist()
                if sum(one.file_size for one in members) > MOST_BYTES:
                    raise Unreadable(f"it unpacks to more than {MOST_BYTES // 1024**3} GB")
                size = self._path.stat().st_size
                if sum(one.file_size for one in members) > 10 * 1024**2 + MOST_RATIO * size:
                    raise Unreadable("it unpacks to suspiciously much")
                for one in members:
                    if one.filename.startswith("xl/worksheets/") and _holds(archive, one, _MERGED):
                        self.notes.append(f"{self._path.name}: merged cells hold their text in the first cell only")
                        break
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as problem:
            raise Unreadable("the workbook is damaged") from problem


def cell_text(value: Any) -> str:
    """A cell as text: dates in ISO 8601, numbers with the 15 digits that a workbook shows, true and false in words."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        moment = _whole_second(value)
        midnight = moment.time() == time()
        return moment.date().isoformat() if midnight else moment.isoformat(sep=" ", timespec="auto")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(Decimal(f"{value:.15g}"), "f")
    return str(value)


def _whole_second(moment: datetime) -> datetime:
    """A workbook keeps a moment as a fraction of a day, which hits whole seconds by a few thousandths."""
    near = moment.replace(microsecond=0) + timedelta(seconds=moment.microsecond >= _HALF)
    return near if abs(moment - near) <= _ROUNDED else moment


def _holds(archive: zipfile.ZipFile, member: zipfile.ZipInfo, words: bytes) -> bool:
    with archive.open(member) as file:
        before = b""
        while block := file.read(1024 * 1024):
            if words in before + block:
                return True
            before = block[-len(words) :]
    return False
