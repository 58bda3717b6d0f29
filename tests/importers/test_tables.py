"""Tables by a mapping: long, wide and entity-attribute-value, joins, filters, persons, and what becomes of each row."""

from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.domain.chronology import solve
from dashboard.domain.events import End, Kind, Quantity, State
from dashboard.importers._assembly.summary import summary_of
from dashboard.importers.base import Choices, ImportRefused
from dashboard.importers.tables import IMPORTER
from tests.importers.table_files import ROWS, cases, read, write


def test_a_long_table_gives_a_case_for_each_patient(tmp_path: Path) -> None:
    brought = read(write(tmp_path, *ROWS))
    report, found = brought.report, cases(brought)
    assert list(found) == ["labs-A", "labs-B"] and brought.origin == "labs"
    assert (report.rows_read, report.accepted, report.merged, report.rows_refused) == (4, 4, 0, 0)
    first, second = found["labs-A"].events
    assert (first.id, first.term, str(first.at)) == ("labs-1", "WBC", "2024-03-01T08:00")
    assert first.quantity == Quantity("10851", "/uL", Decimal("10.851"), "10*9/L")
    assert (first.source, first.place, first.detail("analyte")) == ("Laboratory, labs", "labs.csv, row 2", "leukocytes")
    assert second.quantity is not None and second.quantity.comparator == "<"
    words = found["labs-B"].events[1].quantity
    assert words is not None and (words.received, words.number) == ("atypical cells", None)


def test_the_summary_of_columns_is_that_of_the_events_one_by_one(tmp_path: Path) -> None:
    brought = read(write(tmp_path, *ROWS, "5,B,,Sodium,138,mmol/L", "6,B,2024-02,Sodium,139,mmol/L"))
    for packed in brought.packed:
        assert packed.summary == summary_of(cases(brought)[packed.head.id])


def test_a_table_is_found_by_the_mapping_that_ships_for_it(tmp_path: Path) -> None:
    (tmp_path / "patients.csv").write_text("subject_id,gender,anchor_age,anchor_year,dod\n1,F,65,2148,\n")
    assert IMPORTER.sniff(tmp_path) and IMPORTER.sniff(tmp_path / "patients.csv")
    brought = IMPORTER.read(tmp_path)
    (case,) = cases(brought).values()
    assert (brought.report.format, case.id, case.sex, case.age) == ("mimic-iv", "mimic-iv-1", "female", "65 years")
    assert "mimic-iv" in IMPORTER.also


def test_what_is_no_table_is_not_sniffed(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("words")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    assert not IMPORTER.sniff(tmp_path) and not IMPORTER.sniff(tmp_path / "notes.txt")
    assert not IMPORTER.sniff(tmp_path / "nowhere")
    assert IMPORTER.sniff(tmp_path / "other.csv")
    with pytest.raises(ImportRefused, match=r"other.csv: no mapping knows its columns \(a, b\)"):
        IMPORTER.read(tmp_path / "other.csv")
    with pytest.raises(ImportRefused, match="it holds no table"):
        IMPORTER.read(tmp_path / "nowhere")


WIDE = """
name = "wide"
[[table]]
file = "wide.csv"
patient = "Patient"
kind = "lab"
at = ["Day", "Time"]
key = ["Patient", "Day", "Time"]
[table.columns]
WBC = { name = "Leukocytes", unit = "10*9/L" }
"Hb (g/dL)" = { name = "Hemoglobin", unit = "g/dL", code = "718-7", system = "http://loinc.org" }
"""


def test_a_wide_table_gives_an_event_for_each_cell_and_counts_the_row_once(tmp_path: Path) -> None:
    rows = ("A,2024-03-01,08:00,5.1,12", "A,2024-03-02,09:00,,11", "A,2024-03-03,,,")
    brought = read(write(tmp_path, *rows, name="wide.csv", header="Patient,Day,Time,WBC,Hb (g/dL)", mapping=WIDE))
    (case,) = cases(brought).values()
    assert [(event.term, str(event.at)) for event in case.events] == [
        ("Hemoglobin", "2024-03-01T08:00"),
        ("Leukocytes", "2024-03-01T08:00"),
        ("Hemoglobin", "2024-03-02T09:00"),
    ]
    assert (brought.report.accepted, dict(brought.report.not_imported)) == (2, {"wide.csv: without value": 1})


ITEMS = """
name = "edc"
missing = ["NA"]
[[table]]
id = "lab"
file = "lb.csv"
patient = "subject"
items = { record = ["subject", "visit"], item = "item", value = "answer", split = "(?P<record>LB_[A-Z]+)_(?P<item>.+)" }
key = ["subject", "visit", "date"]
updated = "entered"
kind = "lab"
name = "RES_NAME"
value = "RES"
unit = "UNIT"
at = "date"
"""


def test_rows_of_one_record_are_one_event_and_all_are_counted(tmp_path: Path) -> None:
    header = "subject,visit,date,entered,item,answer"
    rows = [
        f"S1,V1,2024-03-01,2024-03-01,LB_WBC_{item},{answer}"
        for item, answer in (("RES", "4.2"), ("UNIT", "K/uL"), ("RES_NAME", "WBC"), ("EXTRA", "NA"))
    ]
    empty = "S1,V2,2024-03-02,2024-03-01,LB_WBC_UNIT,K/uL"
    brought = read(write(tmp_path, *rows, empty, name="lb.csv", header=header, mapping=ITEMS))
    (case,) = cases(brought).values()
    (event,) = case.events
    assert (event.term, str(event.at)) == ("WBC", "2024-03-01")
    assert event.quantity is not None and event.quantity.number == Decimal("4.2")
    assert (brought.report.rows_read, brought.report.accepted) == (5, 4)
    assert dict(brought.report.not_imported) == {"lb.csv: without value": 1}
    assert brought.packed[0].rows.of(event.id) == 4


def test_a_folder_of_tables_is_read_as_its_mapping_says(hospital: Path) -> None:
    brought = read(hospital)
    report, found = brought.report, cases(brought)
    a, b = found["hospital-A"], found["hospital-B"]
    assert (a.sex, a.diagnosis, a.age, b.sex, b.age) == ("female", "ALL", "33 years", "", "")
    by_term = {event.term: event for event in a.events}
    stay = by_term["Ward: ICU"]
    assert (stay.kind, stay.until, stay.group) == (Kind.ENCOUNTER, End.ONGOING, "1")
    assert (by_term["Death"].id, by_term["Death"].kind, str(by_term["Death"].at)) == (
        "stays.dead-1", Kind.OUTCOME, "2024-03-09",
    )  # fmt: skip
    drug = by_term["Hydroxyurea"]
    assert (drug.detail("dose"), drug.detail("route"), drug.components, drug.note) == (
        "2 g", "oral", ("hydroxycarbamide",), "first",
    )  # fmt: skip
    assert by_term["Dexamethasone"].until is End.ONGOING and by_term["Dexamethasone"].detail("dose") == ""
    assert (by_term["Vincristine"].state, by_term["Vincristine"].until) == (State.ABSENT, None)
    assert by_term["Vincristine"].detail("dose") == "mg"
    special = by_term["Leuko special"]
    assert special.quantity == Quantity("12.5", "Tsd", Decimal("12.5"), "10*9/L")
    assert [special.detail(name) for name in ("code", "reference_low", "reference_high", "interpretation")] == [
        "L1", "4", "10", "H",
    ]  # fmt: skip
    assert by_term["L3"].quantity is not None
    (backward,) = b.events
    assert backward.until is End.UNKNOWN and backward.detail("end_as_received") == "2024-03-01"
    assert report.rows_read == 3 + 4 + 3 + 3
    assert (report.accepted, report.merged, report.rows_refused) == (9, 1, 1)
    assert dict(report.not_imported) == {"stays.csv: state cancelled": 1, "other wards": 1}
    assert str(report.refused[0]) == "results.csv, row 4, column pid: the cell is blank: whose row is it."
    assert report.verify == (("Hospital, stays, column to", "it ends before it begins", 1),)
    assert report.notes == ("unknown.csv: the mapping hospital describes no such file; it was not read",)
    assert {(route.what, route.kind, route.count) for route in report.routes} >= {("stays.csv", "encounter", 2)}
    for case in found.values():
        solve(case)


def test_a_single_file_finds_the_dictionary_beside_it(hospital: Path) -> None:
    brought = read(hospital, name="results.csv")
    assert "Leuko special" in {event.term for event in cases(brought)["hospital-A"].events}
    (hospital / "tests.csv").unlink()
    brought = read(hospital, name="results.csv")
    assert "L1" in {event.term for event in cases(brought)["hospital-A"].events}


def test_a_case_can_be_named_for_one_patient_only(hospital: Path) -> None:
    with pytest.raises(ImportRefused, match="it holds 2 patients, and one case is named for them"):
        read(hospital, Choices(case_id="case-9"))
    brought = read(hospital, Choices(case_id="case-9"), name="results.csv")
    assert list(cases(brought)) == ["case-9"]


def test_two_systems_of_one_mapping_are_kept_apart_by_their_names(tmp_path: Path) -> None:
    brought = read(write(tmp_path, *ROWS), Choices(source="lab-2"))
    assert (brought.origin, list(cases(brought))) == ("lab-2", ["lab-2-A", "lab-2-B"])
