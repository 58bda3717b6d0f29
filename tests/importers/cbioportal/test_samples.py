"""The sample studies, counted a second time by the csv module alone (TIMELINE_SAMPLES names their folder)."""

import csv
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.domain.chronology import solve
from dashboard.domain.events import End
from dashboard.importers.base import Import
from dashboard.importers.cbioportal import IMPORTER

SAMPLES = os.environ.get("TIMELINE_SAMPLES", "")
pytestmark = pytest.mark.skipif(not SAMPLES, reason="TIMELINE_SAMPLES names no folder of sample files")
STUDIES = ("cbio_tcga_lung", "cbio_testpatient")


def folder(name: str) -> Path:
    return Path(SAMPLES) / name


@pytest.fixture(scope="module", params=STUDIES)
def found(request) -> tuple[str, Import]:
    return request.param, IMPORTER.read(folder(request.param))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = (line for line in file if not line.startswith("#") and line.strip())
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def tables(name: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for path in sorted(folder(name).glob("*.txt")):
        if path.name.startswith(("data_", "dates_")):
            yield path.name, rows(path)


def timeline(name: str) -> list[dict[str, str]]:
    return [row for file, found in tables(name) if file.startswith("data_timeline") for row in found]


def test_the_numbers_are_those_of_an_independent_count(found):
    name, imported = found
    read = dict(tables(name))
    assert imported.report.rows_read == sum(map(len, read.values()))
    assert imported.report.rows_refused == 0
    patients = {row["PATIENT_ID"] for table in read.values() for row in table if "PATIENT_ID" in row}
    assert {case.patient_id for case in imported.cases} == patients


def test_events_by_type_and_patient_are_those_of_the_files(found):
    name, imported = found
    expected = Counter((row["PATIENT_ID"], row["EVENT_TYPE"]) for row in timeline(name))
    counted = Counter(
        (case.patient_id, event.details["event_type"])
        for case in imported.cases
        for event in case.events
        if event.place.startswith("data_timeline")
    )
    assert counted == expected


def test_days_are_those_of_the_files(found):
    name, imported = found
    expected = Counter((row["PATIENT_ID"], row["START_DATE"], row["STOP_DATE"]) for row in timeline(name))
    counted: Counter[tuple[str, str, str]] = Counter()
    for case in imported.cases:
        solve(case)
        for event in case.events:
            if event.place.startswith("data_timeline"):
                stop = "" if event.until is None else event.detail("stop_date") or str(event.until).removesuffix(" d")
                counted[case.patient_id, str(event.at).removesuffix(" d"), stop] += 1
    assert counted == expected


def test_a_stop_that_its_row_calls_unknown_is_an_open_end():
    imported = IMPORTER.read(folder("cbio_tcga_lung"))
    said = sum(row["COMMENTS"] == "End date is NA" for row in timeline("cbio_tcga_lung"))
    opened = sum(event.until is End.UNKNOWN for case in imported.cases for event in case.events)
    assert opened == said == 20
