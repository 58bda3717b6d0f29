"""Real samples of other systems, checked against counts by plain JSON. They are not part of the project: the variable
TIMELINE_SAMPLES says where they lie."""

import json
import os
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.domain.chronology import solve
from dashboard.domain.events import Kind, State
from dashboard.importers.base import Choices
from dashboard.importers.fhir import IMPORTER

SAMPLES = os.environ.get("TIMELINE_SAMPLES", "")
pytestmark = pytest.mark.skipif(not SAMPLES, reason="TIMELINE_SAMPLES names no folder of samples")
MAPPING = Path(__file__).parents[3] / "data" / "mappings" / "mimic-iv-fhir.toml"
NEVER = ("Claim", "ExplanationOfBenefit", "Goal", "Organization", "Practitioner")


def plain_resources(folder):
    for path in sorted(folder.glob("*.json")):
        yield from (entry["resource"] for entry in json.loads(path.read_text(encoding="utf-8"))["entry"])
    for path in sorted(folder.glob("*.ndjson")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="module")
def synthea():
    folder = Path(SAMPLES) / "fhir_synthea"
    return IMPORTER.read(folder), list(plain_resources(folder))


@pytest.fixture(scope="module")
def mimic():
    folder = Path(SAMPLES) / "mimic_fhir"
    return IMPORTER.read(folder, Choices(mapping=MAPPING)), list(plain_resources(folder))


def test_every_synthea_resource_is_accounted_for_by_type(synthea):
    brought, plain = synthea
    counts = Counter(one["resourceType"] for one in plain)
    groups = sum(
        "conclusion" not in one and "result" in one for one in plain if one["resourceType"] == "DiagnosticReport"
    )
    left = dict(brought.report.not_imported)
    assert brought.report.rows_read == len(plain)
    assert left == {kind: counts[kind] for kind in NEVER} | {"DiagnosticReport: only groups results": groups}
    assert brought.report.accepted == len(plain) - sum(left.values())
    assert (brought.report.merged, brought.report.refused) == (0, ())
    assert len(brought.cases) == counts["Patient"]


def test_the_kinds_of_synthea_events_are_those_of_their_resources(synthea):
    brought, plain = synthea
    kinds = Counter(event.kind for case in brought.cases for event in case.events)
    counts = Counter(one["resourceType"] for one in plain)
    laboratory = sum(
        one["category"][0]["coding"][0]["code"] == "laboratory" for one in plain if one["resourceType"] == "Observation"
    )
    assert kinds[Kind.LAB] == laboratory
    assert kinds[Kind.DIAGNOSIS] == counts["Condition"] and kinds[Kind.ENCOUNTER] == counts["Encounter"]
    assert kinds[Kind.PROCEDURE] == counts["Procedure"] and kinds[Kind.TREATMENT] == counts["MedicationRequest"]
    planned = [event for case in brought.cases for event in case.events if event.kind is Kind.TREATMENT]
    assert {event.state for event in planned} == {State.PLANNED}
    assert {study.uid[:6] for case in brought.cases for study in case.studies} == {"1.2.84"}


def test_synthea_values_are_those_of_the_files(synthea):
    brought, plain = synthea
    wanted = Counter(
        (one["code"]["coding"][0]["code"], repr(one["valueQuantity"]["value"]))
        for one in plain if one["resourceType"] == "Observation" and "valueQuantity" in one
    )  # fmt: skip
    found = Counter(
        (event.detail("code"), event.quantity.received)
        for case in brought.cases for event in case.events
        if event.quantity is not None and event.id.startswith("Observation") and ":" not in event.id
        and event.quantity.received.lstrip("-")[:1].isdigit()
    )  # fmt: skip
    assert found == wanted
    leukocytes = [event for case in brought.cases for event in case.events if event.detail("analyte") == "leukocytes"]
    assert len(leukocytes) == sum(count for (code, _), count in wanted.items() if code == "6690-2")
    assert {event.quantity.unit for event in leukocytes} == {"10*9/L"}


def test_the_mimic_patient_has_all_leukocytes_once_the_mapping_is_confirmed(mimic):
    brought, plain = mimic
    (case,) = brought.cases
    values = [Decimal(str(one["valueQuantity"]["value"])) for one in plain
              if one["resourceType"] == "Observation" and one["code"]["coding"][0]["code"] == "51301"]  # fmt: skip
    found = [event.quantity.number for event in case.events if event.detail("analyte") == "leukocytes"]
    assert (len(values), min(values), max(values)) == (205, Decimal("0.3"), Decimal("182.6"))
    assert sorted(found) == sorted(values)


def test_every_mimic_resource_is_accepted_and_states_are_those_of_the_source(mimic):
    brought, plain = mimic
    assert (brought.report.rows_read, brought.report.accepted, brought.report.refused) == (len(plain), len(plain), ())
    (case,) = brought.cases
    given = Counter(one["status"] for one in plain if one["resourceType"] == "MedicationAdministration")
    states = Counter(event.state for event in case.events if event.id.startswith("MedicationAdmin"))
    assert states[State.ABSENT] == given["not-done"] and states[State.NOT_REPORTED] == given["unknown"]
    assert states[State.PRESENT] == given["completed"] + given["in-progress"] + given["stopped"]
    undated = [event for event in case.events if event.kind is Kind.DIAGNOSIS]
    assert len(undated) == 171 and not any(event.at for event in undated)
    assert all(event.detail("encounter") for event in undated)
    assert (case.sex, case.age, case.zero, case.origin) == ("female", "64 or 65 years", "first event", "2148-11-24")
    solve(case)


def test_without_the_mapping_no_local_code_is_taken_for_an_analyte():
    brought = IMPORTER.read(Path(SAMPLES) / "mimic_fhir")
    assert not [e for case in brought.cases for e in case.events if e.detail("analyte") not in ("", "none")]
    told = {one.coding.code: one for one in brought.report.unmapped}
    assert told["51301"].count == 205 and "leukocytes" in told["51301"].why
