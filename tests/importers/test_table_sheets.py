"""Workbooks: what a cell shows is read, and what a reader should know of the workbook is told."""

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook as NewWorkbook

from dashboard.importers._tables import sheets
from dashboard.importers._tables.sheets import Workbook, cell_text
from dashboard.importers._tables.texts import Unreadable
from tests.importers.table_files import HEADER, LABS, ROWS, cases, read, write


def book(folder: Path, *rows: tuple[object, ...], hidden: str = "", other: str = "", merged: str = "") -> Path:
    made = NewWorkbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Labs"
    for row in (tuple(HEADER.split(",")), *rows):
        sheet.append(row)
    for name, state in ((hidden, "hidden"), (other, "visible")):
        if name:
            made.create_sheet(name, 0).sheet_state = state
    if merged:
        sheet.merge_cells(merged)
    made.save(folder / "labs.xlsx")
    (folder / "m.toml").write_text(LABS, encoding="utf-8")
    return folder


def test_a_workbook_gives_what_a_table_of_text_gives(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    folder = book(
        tmp_path,
        (1, "A", datetime(2024, 3, 1, 8), "WBC", 10851, "/uL"),
        (2, "A", date(2024, 3, 2), "WBC", "<0.1", "K/uL"),
        ("3", "B", "2024-03-01", "Sodium", 140.0, "mmol/L"),
        (None, None, None, None, None, None),
        (4, "B", datetime(2024, 3, 2), "Smear", "atypical cells", None),
    )
    found, plain = cases(read(folder)), cases(read(write(tmp_path / "x", *ROWS)))
    assert [[(e.id, str(e.at)[:16], e.quantity) for e in found[name].events] for name in found] == [
        [(e.id, str(e.at)[:16], e.quantity) for e in plain[name].events] for name in plain
    ]
    dialect = read(folder).report.dialects["labs.xlsx"]
    assert dialect.encoding == "workbook, sheet Labs"


def test_hidden_and_other_sheets_and_merged_cells_are_told(tmp_path: Path) -> None:
    folder = book(tmp_path, (1, "A", "2024-03-01", "WBC", 5, "K/uL"), hidden="Old", merged="A4:B4")
    assert set(read(folder).report.notes) == {
        "labs.xlsx: hidden sheets are not read: Old",
        "labs.xlsx: merged cells hold their text in the first cell only",
    }
    book(tmp_path, other="First")
    assert Workbook(tmp_path / "labs.xlsx").notes == ["labs.xlsx: the sheet First is read, and not Labs"]
    assert Workbook(tmp_path / "labs.xlsx", "Labs").sheet == "Labs"
    with pytest.raises(Unreadable, match='there is no sheet "Wards", but First, Labs'):
        Workbook(tmp_path / "labs.xlsx", "Wards")


def test_a_formula_without_its_value_is_refused_with_its_row(tmp_path: Path) -> None:
    folder = book(tmp_path, (1, "A", "2024-03-01", "WBC", "=1+1", "K/uL"))
    (refusal,) = read(folder).report.refused
    assert refusal.line == 2 and refusal.reason.startswith("a formula (=1+1) was saved without its value")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "true"), (False, "false"), (5, "5"), (5.0, "5"), (0.1, "0.1"),
        (1e20, "100000000000000000000"),        (1e-7, "0.0000001"), (datetime(2024, 3, 1), "2024-03-01"),
        (datetime(2024, 3, 1, 8, 5, 6), "2024-03-01 08:05:06"),
        (date(2024, 3, 1), "2024-03-01"), (time(8, 5), "08:05:00"), ("=1+1", "=1+1"),
    ],
)  # fmt: skip
def test_a_cell_is_the_text_that_it_shows(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)
    with pytest.raises(Unreadable, match="suspiciously much"):
        Workbook(tmp_path / "bomb.xlsx")
    monkeypatch.setattr(sheets, "MOST_BYTES", 1000)
    with pytest.raises(Unreadable, match="it unpacks to more than"):
        Workbook(tmp_path / "bomb.xlsx")


@pytest.mark.parametrize("data", [b"PK\x03\x04nothing", b"", b"words"])
def test_what_is_no_workbook_says_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(data)
    with pytest.raises(Unreadable, match="the workbook is damaged"):
        Workbook(tmp_path / "x.xlsx")


def test_a_zip_that_is_no_workbook_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr("a.txt", "words")
    with pytest.raises(Unreadable, match="the workbook cannot be read"):
        Workbook(tmp_path / "x.xlsx")
