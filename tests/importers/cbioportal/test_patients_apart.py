"""Patients of one study are kept apart: by their samples, and when one case is named for them."""

import pytest

from dashboard.importers.base import Choices, ImportRefused
from tests.importers.cbioportal.studies import STUDY, tabbed
from tests.importers.cbioportal.test_study import HEADER, TIMELINE, case_of, read


def test_samples_of_one_name_are_each_of_their_own_patient(tmp_path):
    links = ("PATIENT_ID|SAMPLE_ID|RESOURCE_ID|URL", "P1|T1|SLIDE|https://a.example", "P2|T1|SLIDE|https://b.example")
    files = {
        "data_clinical_sample.txt": tabbed("PATIENT_ID|SAMPLE_ID|CANCER_TYPE", "P1|T1|Glioma", "P2|T1|Melanoma"),
        "data_timeline_specimen.txt": tabbed(f"{HEADER}|SAMPLE_ID", "P1|0|SPECIMEN|T1", "P2|0|SPECIMEN|T1"),
        "data_resource_sample.txt": tabbed(*links),
    }
    found = read(tmp_path, files)
    for patient, cancer, address in (("P1", "Glioma", "https://a.example"), ("P2", "Melanoma", "https://b.example")):
        event = case_of(found, patient).event("SPECIMEN.0.T1")
        assert (event.details["sample cancer_type"], event.details["sample slide"]) == (cancer, address)


def test_one_case_cannot_be_named_for_several_patients(tmp_path):
    with pytest.raises(ImportRefused, match="it holds 3 patients, and one case is named for them"):
        read(tmp_path, STUDY, Choices(case_id="mine"))
    one = read(tmp_path / "one", {TIMELINE: tabbed(HEADER, "P1|0|STATUS")}, Choices(case_id="mine"))
    assert [case.id for case in one.cases] == ["mine"]
