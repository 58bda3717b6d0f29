"""FHIR into the store: twice adds nothing, what is corrected replaces, what is withdrawn goes, and history keeps it."""

import json
from pathlib import Path
from typing import Any

from dashboard.domain.people import LOCAL_USER
from dashboard.services import cases, imports
from dashboard.services.context import Context
from dashboard.services.imports import Outcome
from tests.importers.fhir.builders import GONE, LOINC, bundle, concept, leukocytes, of, patient, quantity

CASE = "fhir-p1"


def bring(context: Context, folder: Path, *resources: dict[str, Any]) -> Outcome:
    """Imports a Bundle of these resources, as the command does."""
    path = folder / "bundle.json"
    path.write_text(json.dumps(bundle(*resources, urls=False)), encoding="utf-8")
    (outcome,) = imports.import_path(LOCAL_USER, context, path)
    assert not outcome.refusals
    return outcome


def values(context: Context) -> dict[str, str]:
    """What the events of the case say, by id."""
    events = cases.open_case(LOCAL_USER, context, CASE).case.events
    return {event.id: event.quantity.received if event.quantity else "" for event in events}


def past(context: Context, event_id: str) -> list[str]:
    """What the event has said, oldest first."""
    found = cases.event_history(LOCAL_USER, context, CASE, event_id)
    return [one.event.quantity.received for one in found if one.event.quantity is not None]


def pressure(*codes: str, **more: Any) -> dict[str, Any]:
    """An Observation of parts."""
    parts = [{"code": concept(code, (LOINC, code)), "valueQuantity": quantity(90, "mm[Hg]")} for code in codes]
    return leukocytes(id="bp", code=concept("BP"), valueQuantity=GONE, component=parts, **more)


def test_the_same_twice_adds_nothing_and_is_merged(context: Context, tmp_path: Path) -> None:
    first = bring(context, tmp_path, patient(), leukocytes(), leukocytes(id="o2"))
    again = bring(context, tmp_path, leukocytes(id="o2"), patient(), leukocytes())
    assert (first.saved[0].change.version, again.saved[0].change.anything) == (1, False)
    assert again.report is not None and (again.report.accepted, again.report.merged) == (0, 3)


def test_a_corrected_result_replaces_and_a_withdrawn_one_goes_with_their_history(
    context: Context, tmp_path: Path
) -> None:
    bring(context, tmp_path, patient(), leukocytes(), leukocytes(id="o2"), pressure("8480-6", "8462-4"))
    bring(context, tmp_path, leukocytes(status="corrected", valueQuantity=quantity(8400, "/uL")), pressure("8480-6"))
    assert values(context) == {"Observation-o1": "8400", "Observation-o2": "211000", "Observation-bp:8480-6": "90"}
    outcome = bring(context, tmp_path, leukocytes(id="o2", status="entered-in-error"))
    assert outcome.saved[0].change.removed == ("Observation-o2",)
    assert set(values(context)) == {"Observation-o1", "Observation-bp:8480-6"}
    assert past(context, "Observation-o1") == ["211000", "8400"]
    assert past(context, "Observation-o2") == ["211000"]
    assert past(context, "Observation-bp:8462-4") == ["90"]


def test_another_person_of_the_same_id_is_not_put_into_the_case(context: Context, tmp_path: Path) -> None:
    bring(context, tmp_path, patient(birthDate="1950"), leukocytes())
    path = tmp_path / "other.json"
    path.write_text(json.dumps(bundle(patient(birthDate="1953"), leukocytes(id="o9"), urls=False)), encoding="utf-8")
    (outcome,) = imports.import_path(LOCAL_USER, context, path)
    assert "73 or 74 years" in str(outcome.refusals[0]) and "70 or 71 years" in str(outcome.refusals[0])
    assert list(values(context)) == ["Observation-o1"]


def test_what_is_only_withdrawn_makes_no_case(context: Context, tmp_path: Path) -> None:
    bring(context, tmp_path, leukocytes(status="entered-in-error"))
    assert [one.id for one in cases.library(LOCAL_USER, context)] == []


def test_a_study_joins_the_case_that_is_there_and_goes_when_withdrawn(context: Context, tmp_path: Path) -> None:
    uid = [{"system": "urn:dicom:uid", "value": "urn:oid:1.2.3"}]
    bring(context, tmp_path, patient(), leukocytes())
    bring(context, tmp_path, of("ImagingStudy", status="available", identifier=uid, started="2024-03-02"))
    (study,) = cases.open_case(LOCAL_USER, context, CASE).case.studies
    assert (study.uid, study.event) == ("1.2.3", "ImagingStudy-i1")
    bring(context, tmp_path, of("ImagingStudy", status="cancelled", identifier=uid))
    assert cases.open_case(LOCAL_USER, context, CASE).case.studies == ()
