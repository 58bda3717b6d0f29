"""A case that came from FHIR, as a reader sees it: what is planned, scored, absent or only recorded looks so, and text
stays text."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ROOT, serving, until
from tests.importers.fhir.builders import (
    GONE,
    LOINC,
    bundle,
    concept,
    condition,
    leukocytes,
    medication,
    observation,
    of,
    patient,
    quantity,
)

PAYLOAD = "<img src=x onerror=alert(1)> & <b>bold</b>"
GCS = [
    {"code": concept("", (LOINC, code)), "valueString": text}
    for code, text in (("9267-6", "4"), ("9270-0", "T"), ("9268-4", "6"))
]
BOUNDS = {"repeat": {"boundsPeriod": {"start": "2024-03-02", "end": "2024-03-20"}}}
RECORD: list[dict[str, Any]] = [
    patient(birthDate="2021-01"),
    condition(onsetDateTime="2024-03-01"),
    condition(id="c2", code=concept("CNS involvement"), onsetDateTime=GONE, recordedDate="2024-03-04"),
    leukocytes(effectiveDateTime="2024-03-02"),
    leukocytes(id="o2", effectiveDateTime="2024-03-09", valueQuantity=quantity(0.4, "10*3/uL", "10*3/uL")),
    observation({"valueInteger": 10}, "exam", id="o3", code=concept("", (LOINC, "9269-2")), component=GCS),
    observation({"valueString": PAYLOAD}, "exam", id="o4", code=concept("Finding"), effectiveDateTime="2024-03-06"),
    medication("MedicationRequest", dosageInstruction=[{"timing": BOUNDS}]),
    medication("MedicationAdministration", id="m2", status="not-done", effectiveDateTime="2024-03-16"),
    of("ServiceRequest", code=concept("MRI of the brain"), authoredOn="2024-03-04"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose only case was imported by the command, as a person does."""
    folder: Path = tmp_path_factory.mktemp("fhir")
    (folder / "cases").mkdir()
    (folder / "record.json").write_text(json.dumps(bundle(*RECORD)), encoding="utf-8")
    environ = os.environ | {"TIMELINE_DATA_DIR": str(folder / "data"), "TIMELINE_CASES_DIR": str(folder / "cases")}
    command = [sys.executable, "-m", "dashboard", "import", str(folder / "record.json"), "--json"]
    told = json.loads(subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True).stdout)
    assert (told["rows_read"], told["accepted"], told["refused"]) == (len(RECORD), len(RECORD), [])
    with serving(folder, TIMELINE_CASES_DIR=str(folder / "cases")) as opened:
        yield opened


def test_a_record_reads_as_it_says(
    address: str, open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = open_page("/cases/fhir-p1", server=address)
    page.locator("#timeline[data-drawn]").wait_for()
    until(page, "document.querySelectorAll('#timeline text').length > 20")
    shown = page.locator("main").inner_text() + " ".join(page.locator("#timeline text").all_text_contents())
    for words in ("Scored status", "Glasgow Coma Scale", "E4  VT  M6", "Diagnoses", "Examination", "Decisions"):
        assert words in shown, words
    assert "planned" in shown and ("absent" in shown or "not given" in shown)
    assert PAYLOAD in shown and page.locator("main img[src='x']").count() == 0
    records = page.evaluate(f"fetch('{address}/cases/fhir-p1/table.json').then(answer => answer.json())")
    assert len(records["rows"]) == len(RECORD) - 1
    assert axe(page) == []
