"""The checker of the portal's rules sees what breaks them: else its silence would prove nothing."""

import pytest

from dashboard.importers.cbioportal import IMPORTER
from tests.exporters.portal_exports import exported
from tests.exporters.portal_rules import problems
from tests.importers.cbioportal.studies import write


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, str]:
    cases = IMPORTER.read(write(tmp_path_factory.mktemp("made_up"))).cases
    return exported(next(case for case in cases if case.patient_id == "P1"))[1]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("data_timeline_treatment.txt", "PATIENT_ID\tSTART_DATE", "START_DATE\tPATIENT_ID", "the header begins with"),
        ("data_timeline_treatment.txt", "\t3\t45", "\t3.5\t45", "START_DATE '3.5'"),
        ("data_timeline_treatment.txt", "\t45\t", "\tsoon\t", "STOP_DATE 'soon'"),
        ("data_timeline_treatment.txt", "P1\t3", "P1\t\t3", "cells for"),
        ("data_timeline_status_color_shape.txt", "#1b7f3b", "green", "STYLE_COLOR 'green'"),
        ("data_timeline_status_color_shape.txt", "star", "moon", "STYLE_SHAPE 'moon'"),
        ("data_clinical_patient.txt", "#STRING", "#TEXT", "datatype or priority"),
        ("data_clinical_patient.txt", "1:DECEASED", "GONE", "OS_STATUS 'GONE'"),
        ("data_clinical_patient.txt", "\tOS_STATUS", "\tos_status", "os_status does not belong here"),
        ("data_clinical_sample.txt", "P1-T2", "P1-T1", "P1-T1 stands twice"),
        ("data_clinical_sample.txt", "SAMPLE_TYPE", "AGE", "AGE does not belong here"),
        ("data_resource_patient.txt", "https://", "", "URL"),
        ("data_resource_patient.txt", "NOTES", "OTHER", "is not defined"),
        ("meta_study.txt", "made_up", "Made Up", "one study of small letters"),
        ("meta_study.txt", "type_of_cancer: mixed\n", "", "meta_study.txt lacks type_of_cancer"),
        ("meta_timeline_treatment.txt", "data_timeline", "gone_timeline", "is not there"),
    ],
)
def test_a_broken_rule_is_seen(files, name, old, new, said):
    assert problems(files) == []
    assert old in files[name]
    assert any(said in one for one in problems({**files, name: files[name].replace(old, new, 1)}))
