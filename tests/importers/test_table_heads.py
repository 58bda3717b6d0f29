"""Tables as laboratories write them: titles above the header, letters of an old encoding in it, columns without a name,
several sheets of one workbook."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook as NewWorkbook

from dashboard.importers._tables.sheets import cell_text
from dashboard.importers._tables.texts import header_of
from dashboard.importers.base import Choices, Dialect, ImportRefused
from dashboard.importers.tables import IMPORTER
from tests.importers.table_files import cases, read

MAPPING = """
name = "lis"
[text]
decimal = "comma"
dates = "day first"
[[table]]
file = "labor*.*"
patient = "Pat"
kind = "lab"
at = "Entnahme"
name = "Größe"
value = "Wert"
unit = "Einheit"
"""
ABOVE = 'Laborbericht;"Haus; Nord";;;;\r\n;;\r\n\r\n'
TABLE = (
    "Pat;Entnahme;Größe;Wert;Einheit;;Notiz;Notiz\r\n"
    "A;03.01.2024;Leukozyten;12,5;G/l;;x;y\r\n"
    ";04.01.2024;CRP;1;mg/l;;;\r\n"
)


def lab(folder: Path, data: bytes, name: str = "labor.csv", mapping: str = MAPPING) -> Path:
    (folder / "m.toml").write_text(mapping, encoding="utf-8")
    (folder / name).write_bytes(data)
    return folder


def test_rows_above_the_header_are_left_out_and_told_and_lines_count_on(tmp_path: Path) -> None:
    plain = read(lab(tmp_path, TABLE.encode()))
    brought = read(lab(tmp_path, (ABOVE + TABLE).encode("utf-8-sig")))
    assert brought.report.notes == ("labor.csv: 3 rows above the header left out",)
    assert [str(one) for one in brought.report.refused] == [
        "labor.csv, row 6, column pat: the cell is blank: whose row is it."
    ]
    assert (brought.report.rows_read, brought.report.accepted) == (2, 1)
    (before,), (after,) = (case["lis-A"].events for case in (cases(plain), cases(brought)))
    assert (before.id, before.quantity) == (after.id, after.quantity) and after.place.endswith("row 5")
    assert header_of(tmp_path / "labor.csv")[0] == "Laborbericht"


def test_a_header_in_another_encoding_asks_for_it_and_is_read_when_it_is_confirmed(tmp_path: Path) -> None:
    folder = lab(tmp_path, (ABOVE + TABLE).encode("latin-1"))
    refused = read(folder).report.refused
    assert [(one.line, "confirm with encoding" in one.reason) for one in refused] == [(4, True)]
    said = Choices(mapping=folder / "m.toml", dialect=Dialect(encoding="latin-1"))
    assert IMPORTER.read(folder, said).report.accepted == 1
    lab(folder, TABLE.encode("utf-16"))
    assert read(folder).report.accepted == 1


def test_a_column_that_is_wanted_may_not_stand_twice(tmp_path: Path) -> None:
    folder = lab(tmp_path, TABLE.replace("Notiz", "Wert").encode())
    assert [one.reason for one in read(folder).report.refused] == ["the header has this column twice"]


def test_the_nearest_header_says_what_is_lacking(tmp_path: Path) -> None:
    folder = lab(tmp_path, (ABOVE + TABLE.replace("Einheit", "Dim")).encode())
    assert [one.reason for one in read(folder).report.refused] == ["the header lacks the column einheit"]


def test_a_file_of_any_ending_that_the_mapping_names_is_read_in_its_folder(tmp_path: Path) -> None:
    folder = lab(tmp_path, TABLE.encode(), "labor.txt", MAPPING.replace("labor*.*", "labor*.txt"))
    lab(folder, b"words", "other.txt", MAPPING.replace("labor*.*", "labor*.txt"))
    brought = read(folder)
    assert brought.report.files == ("labor.txt",) and brought.report.accepted == 1
    with pytest.raises(ImportRefused):
        read(lab(folder, b"", "x.dat"))


SHEETS = """
name = "book"
[text]
decimal = "comma"
[[table]]
id = "lab"
file = "*.xlsx"
sheet = "Labs"
patient = "Pat"
kind = "lab"
at = "Day"
name = "Test"
value = "Value"
unit = "Unit"
[[table]]
id = "drug"
file = "*.xlsx"
sheet = "Drugs"
patient = "Pat"
kind = "treatment"
term = "Drug"
at = "Day"
"""


def book(folder: Path, *, formula: bool = False, sheet: str = "Drugs") -> Path:
    made = NewWorkbook()
    first = made.active
    assert first is not None
    first.append(("Export", "of today"))
    labs = made.create_sheet("Labs")
    rows: list[tuple[object, ...]] = [
        ("Report",),
        ("Pat", "Day", "Test", "Value", "Unit", "Note"),
        ("A", date(2024, 3, 1), "WBC", 12.5, "K/uL"),
        ("A", datetime(2024, 3, 2, 7, 59, 59, 999_000), "WBC", 0.1 + 0.2, "K/uL", "far"),
        ("A", date(2024, 3, 3), "WBC", "<0,1", "K/uL"),
    ]
    for row in rows:
        labs.append(row)
    if formula:
        labs.append(("A", date(2024, 3, 4), "WBC", "=1+1", "K/uL"))
    drugs = made.create_sheet(sheet)
    drugs.append(("Pat", "Day", "Drug"))
    drugs.append(("A", date(2024, 3, 1), "Cytarabine"))
    made.save(folder / "export.xlsx")
    (folder / "m.toml").write_text(SHEETS, encoding="utf-8")
    return folder


def test_each_sheet_that_the_mapping_names_is_read_with_its_numbers_as_they_are_shown(tmp_path: Path) -> None:
    brought = read(book(tmp_path))
    found = cases(brought)["book-A"].events
    values = [(one.quantity.received, str(one.quantity.number)) for one in found if one.quantity]
    assert values == [("12,5", "12.5"), ("0,3", "0.3"), ("<0,1", "0.1")]
    assert [str(one.at)[:16] for one in found if one.quantity] == ["2024-03-01", "2024-03-02T08:00", "2024-03-03"]
    assert brought.report.files == ("export.xlsx, sheet Labs", "export.xlsx, sheet Drugs")
    assert brought.report.accepted == 4 and "export.xlsx, sheet Labs: 1 row above the header left out" in (
        brought.report.notes
    )


def test_a_sheet_that_is_missing_or_cannot_be_read_is_told(tmp_path: Path) -> None:
    report = read(book(tmp_path, formula=True)).report
    assert [str(one) for one in report.refused] == [
        "export.xlsx, sheet Labs, row 6: a formula (=1+1) was saved without its value: open and save the file anew."
    ]
    report = read(book(tmp_path, sheet="Other")).report
    assert [str(one) for one in report.refused] == [
        'export.xlsx, sheet Drugs: there is no sheet "Drugs", but Sheet, Labs, Other.'
    ]
    assert report.accepted == 3


def test_a_moment_of_a_workbook_is_a_whole_second_where_it_is_nearly_one() -> None:
    assert cell_text(datetime(2024, 3, 1, 7, 59, 59, 997_000)) == "2024-03-01 08:00:00"
    assert cell_text(datetime(2024, 3, 1, 23, 59, 59, 999_000)) == "2024-03-02"
    assert cell_text(datetime(2024, 3, 1, 8, 0, 0, 3_000)) == "2024-03-01 08:00:00"
    assert cell_text(datetime(2024, 3, 1, 8, 0, 0, 250_000)) == "2024-03-01 08:00:00.250000"
