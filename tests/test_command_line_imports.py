"""`import`, `check` and `show` with exports of other systems: the contract of their JSON, and sentences for people."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dashboard.config import ROOT
from tests.importers.table_files import ROWS, write

KEYS = {"format", "files", "rows_read", "accepted", "merged", "refused", "not_imported", "cases"}


def run(tmp_path: Path, *words: str, status: int = 0) -> str:
    (tmp_path / "cases").mkdir(exist_ok=True)
    environ = {
        "TIMELINE_DATA_DIR": str(tmp_path / "data"),
        "TIMELINE_CASES_DIR": str(tmp_path / "cases"),
        "PATH": "/usr/bin",
    }
    command = [sys.executable, "-m", "dashboard", *words]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == status, done.stderr
    return done.stdout if status == 0 else done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "export").mkdir()
    return write(tmp_path / "export", *ROWS, "5,,2024-03-01,WBC,5,K/uL", "6,A,2024-03-01,WBC,,K/uL")


def test_the_report_keeps_its_contract_and_twice_is_merged(tmp_path: Path, folder: Path) -> None:
    words = ("import", str(folder), "--mapping", str(folder / "m.toml"), "--json")
    found: dict[str, Any] = json.loads(run(tmp_path, *words))
    assert set(found) >= KEYS
    assert found["rows_read"] == found["accepted"] + found["merged"] + len(found["refused"]) + sum(
        found["not_imported"].values()
    )
    assert found["refused"] == [
        {"file": "labs.csv", "line": 6, "field": "patient", "reason": "the cell is blank: whose row is it"}
    ]
    assert (found["rows_read"], found["accepted"], found["refused_rows"]) == (6, 4, 1)
    assert set(found["cases"][0]) >= {"id", "events", "by_kind", "first_day", "last_day", "analytes"}
    assert set(found["cases"][0]["analytes"][0]) == {"code", "name", "unit", "n", "min", "max", "first", "last"}
    again = json.loads(run(tmp_path, *words))
    assert (again["accepted"], again["merged"]) == (0, 4)
    shown = json.loads(run(tmp_path, "show", "labs-A", "--json"))
    assert (shown["case"], shown["day_zero"], len(shown["events"])) == ("labs-A", "first event", 2)
    first = shown["events"][0]
    assert (first["value"], first["unit"], first["value_received"], first["unit_received"], first["place"]) == (
        10.851, "10*9/L", "10851", "/uL", "labs.csv, row 2",
    )  # fmt: skip


def test_people_are_told_what_became_of_the_rows(tmp_path: Path, folder: Path) -> None:
    mapping = ("--mapping", str(folder / "m.toml"))
    told = run(tmp_path, "check", str(folder), *mapping)
    for line in (
        "would load as labs-A",
        "day 0 is the first event (2024-03-01)",
        "6 rows read: 4 accepted, 0 merged, 1 refused, 1 not imported",
        "not imported: labs.csv: without value: 1",
        "not read: labs.csv, row 6, column patient: the cell is blank: whose row is it.",
        "as received: Smear: no analyte of this code or name is known (1)",
        "read as: labs.csv: utf-8, delimiter ,, point",
    ):
        assert line in told
    assert not (tmp_path / "data" / "timeline.db").exists(), "check stores nothing"
    assert "labs-A: events 2 added" in run(tmp_path, "import", str(folder), *mapping)
    assert "labs-A: nothing new; its 2 events are stored" in run(tmp_path, "import", str(folder), *mapping)


def test_what_must_be_confirmed_stops_the_import_until_somebody_does(tmp_path: Path, folder: Path) -> None:
    write(folder, '1,A,03/04/2024,WBC,"4,5",K/uL')
    words = ("import", str(folder), "--mapping", str(folder / "m.toml"))
    told = run(tmp_path, *words, status=1)
    assert "column time: dates such as" in told and "nothing of it was loaded" in told
    said = ("--confirm", "dates=day first", "--confirm", "decimal=comma")
    assert "labs-A: events 1 added" in run(tmp_path, *words, *said, "--source", "labs")
    assert "expected one of encoding, delimiter" in run(tmp_path, *words, "--confirm", "colour=red", status=1)
    assert "expected point or comma" in run(tmp_path, *words, "--confirm", "decimal=dot", status=1)
    assert "There is no format" in run(tmp_path, "import", str(folder), "--as", "excel", status=1)
