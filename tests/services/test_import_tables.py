"""Imports of other systems through the services: read apart, all or nothing, accounted for row by row."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.domain.people import LOCAL_USER, Role
from dashboard.errors import Denied, NotFound, Refused
from dashboard.importers._child.client import read_apart
from dashboard.importers.base import Choices, ImportRefused
from dashboard.importers.tables import IMPORTER
from dashboard.services import cases, imports
from dashboard.services.context import Context
from dashboard.services.imports import Outcome, found_at, import_path
from dashboard.services.reports import report
from dashboard.store import audit
from tests.importers.table_files import ROWS, write
from tests.services.folders import write_case


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite alone: what the two databases do with imports is tested in the store."""
    return f"sqlite:///{tmp_path / 'data' / 'timeline.db'}"


def bring(context: Context, folder: Path, **choices: str) -> Outcome:
    said = Choices(mapping=folder / "m.toml", **choices)  # type: ignore[arg-type]
    (outcome,) = import_path(LOCAL_USER, context, folder, choices=said)
    return outcome


def numbers(outcome: Outcome) -> tuple[int, int, int, int]:
    found = report([outcome])
    assert found["rows_read"] == sum(
        (found["accepted"], found["merged"], found["refused_rows"], *found["not_imported"].values())
    )
    return found["rows_read"], found["accepted"], found["merged"], found["refused_rows"]


def test_importing_twice_adds_nothing_and_a_corrected_file_updates(context: Context, tmp_path: Path) -> None:
    folder = write(tmp_path, *ROWS)
    assert numbers(bring(context, folder)) == (4, 4, 0, 0)
    assert numbers(bring(context, folder)) == (4, 0, 4, 0)
    write(folder, ROWS[0].replace("10851", "9000"), ROWS[1], "9,A,2024-03-04,WBC,7,K/uL")
    corrected = bring(context, folder)
    assert numbers(corrected) == (3, 2, 1, 0)
    (saved,) = corrected.saved
    assert (saved.change.added, saved.change.changed, saved.change.version) == (("labs-9",), ("labs-1",), 2)
    past = cases.event_history(LOCAL_USER, context, "labs-A", "labs-1")
    assert [one.event.quantity.received for one in past if one.event.quantity] == ["10851", "9000"]
    assert len(cases.open_case(LOCAL_USER, context, "labs-B").case.events) == 2


def test_the_report_names_cases_days_and_analytes(context: Context, tmp_path: Path) -> None:
    found = report([bring(context, write(tmp_path, *ROWS))])
    assert (found["format"], found["files"]) == ("labs", ["labs.csv"])
    first = found["cases"][0]
    assert (first["id"], first["events"], first["by_kind"], first["first_day"], first["last_day"]) == (
        "labs-A", 2, {"lab": 2}, 0.333333, 2,
    )  # fmt: skip
    assert first["analytes"] == [
        {"code": None, "name": "WBC", "unit": "10*9/L", "n": 2, "min": 0.1, "max": 10.851, "first": 0.333333, "last": 2}
    ]
    assert found["unmapped"][0]["name"] == "Smear" and found["went_to"][0]["kind"] == "lab"
    assert found["read_as"] == {"labs.csv": {"encoding": "utf-8", "delimiter": ",", "decimal": "point"}}


def test_a_file_joins_the_case_that_is_named_on_its_clock(context: Context, library: Path, tmp_path: Path) -> None:
    write_case(library / "a")
    imports.load_library(context)
    folder = write(tmp_path, *ROWS[:2])
    refused = bring(context, folder, case_id="a")
    assert "day numbers and dates" in str(refused.refusals[0]), "the case counts days and tells no date"
    assert numbers(refused)[1] == 0
    made = bring(context, folder, case_id="new")
    later = bring(context, write(tmp_path, "7,A,2024-02-20,WBC,5,K/uL"), case_id="new")
    assert made.saved[0].shift == 0 and later.saved[0].shift == 10
    (case,) = report([later])["cases"]
    assert (case["id"], case["first_day"], case["analytes"][0]["first"]) == ("new", -10, -10)
    opened = cases.open_case(LOCAL_USER, context, "new").case
    assert (opened.origin, opened.zero, len(opened.events)) == ("2024-03-01", "first event", 3)


def test_another_person_is_not_put_into_a_case(context: Context, tmp_path: Path) -> None:
    mapping = '\n[[table]]\nid = "who"\nfile = "who.csv"\npatient = "patient"\n[table.person]\nsex = "sex"\n'
    folder = write(tmp_path, *ROWS[:1])
    (folder / "m.toml").write_text((folder / "m.toml").read_text() + mapping)
    (folder / "who.csv").write_text("patient,sex\nA,F\n")
    bring(context, folder)
    (folder / "who.csv").write_text("patient,sex\nA,M\n")
    refused = bring(context, folder)
    assert "is of a female patient and the import says male" in str(refused.refusals[0])


def test_counts_of_two_imports_are_verified_together(context: Context, tmp_path: Path) -> None:
    bring(context, write(tmp_path, "1,A,2024-03-01,WBC,10,K/uL"))
    bring(context, write(tmp_path, "2,A,2024-03-02,WBC,50,K/uL"))
    events = cases.open_case(LOCAL_USER, context, "labs-A").case.events
    assert [event.detail("verify") for event in events] == ["", "verify: ×5.0 within 48 h"]


def test_an_import_is_all_or_nothing(context: Context, tmp_path: Path) -> None:
    folder = write(tmp_path, *ROWS)
    bring(context, write(tmp_path, ROWS[2]), source="other")
    said = Choices(mapping=folder / "m.toml", source="labs", case_id="")
    write(folder, *ROWS)
    narrow = replace(LOCAL_USER, cases=frozenset({"labs-A"}))
    with pytest.raises(NotFound):
        import_path(narrow, context, folder, choices=said)
    with pytest.raises(Denied):
        import_path(replace(LOCAL_USER, role=Role.VIEWER), context, folder, choices=said)
    assert [one.id for one in cases.library(LOCAL_USER, context)] == ["other-B"]
    with context.store.reading() as db:
        outcomes = [entry.line.outcome for entry in audit.entries(db)][:6]
    assert "denied" in outcomes and "not found" in outcomes


def test_a_folder_of_several_formats_imports_each(context: Context, tmp_path: Path) -> None:
    write_case(tmp_path / "case-x")
    (tmp_path / "patients.csv").write_text("subject_id,gender,anchor_age,anchor_year,dod\n1,F,65,2148,2150-01-01\n")
    outcomes = import_path(LOCAL_USER, context, tmp_path)
    assert [outcome.format for outcome in outcomes] == ["mimic-iv", "case-folder"]
    assert {one.id for one in cases.library(LOCAL_USER, context)} == {"mimic-iv-1", "case-x"}


def test_a_format_that_does_not_exist_is_told_with_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no format 'excel'. Known: .*mimic-iv"):
        found_at(tmp_path, Choices("excel"))
    assert found_at(tmp_path, Choices("mimic-iv"))[0][1].name == "tables"


def test_what_breaks_the_reading_process_is_refused_with_a_sentence(tmp_path: Path) -> None:
    folder = write(tmp_path, *ROWS)
    said = Choices(mapping=folder / "m.toml")
    with pytest.raises(ImportRefused, match="needs more than 100 MB of memory or 60 s|needs more memory than"):
        read_apart(IMPORTER, folder, said, megabytes=100, seconds=60)
    with pytest.raises(ImportRefused, match="takes longer than 0 s|needs more than"):
        read_apart(IMPORTER, folder, said, seconds=0)
    assert read_apart(IMPORTER, folder, said).report == IMPORTER.read(folder, said).report


def test_what_is_read_apart_is_what_is_read_here(tmp_path: Path) -> None:
    folder = write(tmp_path, *ROWS, "5,A,2024-02-31,WBC,5,K/uL", "6,,2024-02-01,WBC,5,K/uL")
    said = Choices(mapping=folder / "m.toml")
    apart, here = read_apart(IMPORTER, folder, said), IMPORTER.read(folder, said)
    assert apart.report == here.report and apart.origin == here.origin
    assert [(one.head, list(one.packs), one.summary, one.rows) for one in apart.packed] == [
        (one.head, list(one.packs), one.summary, one.rows) for one in here.packed
    ]
