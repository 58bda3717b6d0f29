"""Cases come whole or not at all; the library is brought up at the start and what is refused changes nothing."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.domain.people import LOCAL_USER
from dashboard.errors import Misconfigured, NotFound
from dashboard.services import cases, imports
from dashboard.services.context import Context
from dashboard.services.reports import report
from dashboard.store import audit
from tests.services.folders import ROWS, write_case

CONTRADICTION = (*ROWS, "E4,note,Later,E1 + 3 d; with E1,,,")


def stored_titles(context: Context) -> list[tuple[str, str, int]]:
    return [(one.id, one.title, one.version) for one in cases.library(LOCAL_USER, context)]


def count_lines(context: Context) -> int:
    with context.store.reading() as db:
        return len(audit.entries(db))


def test_the_first_start_loads_the_library_and_the_next_does_nothing(context: Context) -> None:
    first = imports.load_library(context)
    assert [change.version for outcome in first for change in outcome.changes] == [1, 1]
    lines = count_lines(context)
    again = imports.load_library(context)
    assert [change.anything for outcome in again for change in outcome.changes] == [False, False]
    assert count_lines(context) == lines


def test_a_changed_folder_updates_its_case_and_no_other(context: Context, library: Path) -> None:
    imports.load_library(context)
    write_case(library / "b", title="Corrected")
    imports.load_library(context)
    assert stored_titles(context) == [("a", "Case a", 1), ("b", "Corrected", 2)]


def test_a_refused_case_changes_nothing_and_is_told(
    context: Context, library: Path, caplog: pytest.LogCaptureFixture
) -> None:
    imports.load_library(context)
    write_case(library / "a", title="Broken", rows=CONTRADICTION)
    write_case(library / "b", title="Corrected")
    with caplog.at_level(logging.ERROR):
        refused, taken = imports.load_library(context)
    assert refused.refusals and not refused.cases and taken.changes
    assert "a refused, nothing changed" in caplog.text
    assert stored_titles(context) == [("a", "Case a", 1), ("b", "Corrected", 2)]


def test_a_case_whose_text_cannot_be_stored_is_refused_the_same_way(context: Context, library: Path) -> None:
    folder = write_case(library / "c")
    outcome = imports.read(folder, imports.formats()[0])
    broken = replace(outcome, cases=(replace(outcome.cases[0], diagnosis="a\0b"),))
    refused = imports._save(LOCAL_USER, context, broken)
    assert [refusal.reason for refusal in refused.refusals] == [
        "Case c, diagnosis holds a NUL character; such text cannot be stored"
    ]
    assert stored_titles(context) == []


def test_one_case_or_a_folder_of_them_can_be_imported(context: Context, library: Path) -> None:
    assert len(imports.import_path(LOCAL_USER, context, library / "a")) == 1
    both = imports.import_path(LOCAL_USER, context, library)
    assert [outcome.changes[0].anything for outcome in both] == [False, True]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_path_with_nothing_to_import_is_not_found(context: Context, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound, match=r"nothing"):
        imports.import_path(LOCAL_USER, context, tmp_path / name)


def test_a_folder_that_cannot_be_read_is_refused(library: Path) -> None:
    class Unreadable:
        name, title = "x", "X"

        def read(self, path: Path, choices: object) -> None:
            raise PermissionError(13, "Permission denied", str(path / "events.csv"))

    outcome = imports.read(library / "a", Unreadable())  # type: ignore[arg-type]
    assert [str(refusal) for refusal in outcome.refusals] == ["a: events.csv cannot be read: Permission denied."]


def test_a_library_that_is_no_folder_stops_the_start(context: Context, tmp_path: Path) -> None:
    settings = replace(context.settings, cases_dir=tmp_path / "nowhere")
    with pytest.raises(Misconfigured, match="TIMELINE_CASES_DIR"):
        imports.load_library(replace(context, settings=settings))


def test_the_report_accounts_for_every_row(context: Context, library: Path) -> None:
    found = report(imports.import_path(LOCAL_USER, context, library / "a"))
    case = found["cases"][0]
    assert found["rows_read"] == found["accepted"] + found["merged"] + sum(found["not_imported"].values()) == 3
    assert (case["id"], case["events"], case["by_kind"]) == ("a", 3, {"encounter": 1, "imaging": 1, "lab": 1})
    assert (case["first_day"], case["last_day"]) == (0, 2)
    analyte = case["analytes"][0]
    assert (analyte["n"], analyte["min"], analyte["max"], analyte["unit"]) == (1, 211, 211, "10*9/L")
    assert (analyte["first"], analyte["last"]) == (0, 2)


def test_the_report_of_a_refused_case_gives_file_row_and_column(context: Context, library: Path) -> None:
    write_case(library / "a", rows=(*ROWS[:2], "E3,imaging,MRI of the brain,after E9,,,mri-1"))
    found = report(imports.import_path(LOCAL_USER, context, library / "a"))
    assert found["cases"] == []
    assert [(one["file"], one["line"], one["field"]) for one in found["refused"]] == [("events.csv", 4, "at")]
