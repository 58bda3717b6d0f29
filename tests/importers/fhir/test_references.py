"""References: whose a resource is, by every way in which FHIR says it."""

import json

import pytest

from tests.importers.fhir.builders import GONE, bundle, leukocytes, patient, read

SERVER = "http://server.example/fhir"
BY_NUMBER = {"system": "http://hospital.example", "value": "4711"}


def cases(brought):
    return {case.id: len(case.events) for case in brought.cases}


@pytest.mark.parametrize(
    "subject",
    [
        {"reference": "Patient/p1"}, {"reference": "Patient/p1/_history/4"}, {"reference": " Patient/p1 "},
        {"reference": "urn:uuid:p1"}, {"reference": f"{SERVER}/Patient/p1"},
        {"reference": f"{SERVER}/Patient/p1/_history/2"},
        {"identifier": BY_NUMBER}, {"type": "Patient", "identifier": BY_NUMBER},
        {"reference": "Patient?identifier=http://hospital.example|4711"},
        {"reference": "Patient?identifier=http%3A%2F%2Fhospital.example%7C4711"},
    ],
)  # fmt: skip
def test_a_patient_is_found_by_every_kind_of_reference(tmp_path, subject):
    who = patient(identifier=[BY_NUMBER])
    absolute = SERVER in str(subject)
    entries = [
        {"fullUrl": f"{SERVER}/Patient/p1" if absolute else "urn:uuid:p1", "resource": who},
        {"fullUrl": f"{SERVER}/Observation/o1" if absolute else "urn:uuid:o1", "resource": leukocytes(subject=subject)},
    ]
    brought = read(tmp_path, {"resourceType": "Bundle", "entry": entries})
    assert list(cases(brought).values()) == [1]
    assert brought.report.notes == ()


def test_a_relative_reference_means_the_server_of_its_own_entry(tmp_path):
    entries = [
        {"fullUrl": f"{SERVER}/Patient/p1", "resource": patient()},
        {"fullUrl": f"{SERVER}/Observation/o1", "resource": leukocytes()},
        {"fullUrl": "http://other.example/Observation/o2", "resource": leukocytes(id="o2")},
        {"resource": leukocytes(id="o3")},
    ]
    found = cases(read(tmp_path, {"resourceType": "Bundle", "entry": entries}))
    assert sorted(found.values()) == [1, 2]


def test_patients_of_two_servers_stay_apart_and_so_do_files(tmp_path):
    for name, server in (("a", "http://a.example"), ("b", "http://b.example")):
        entries = [
            {"fullUrl": f"{server}/Patient/p1", "resource": patient()},
            {"resource": leukocytes(id=f"o-{name}")},
        ]
        (tmp_path / f"{name}.json").write_text(json.dumps({"resourceType": "Bundle", "entry": entries}))
    from dashboard.importers.fhir import IMPORTER

    assert list(cases(IMPORTER.read(tmp_path)).values()) == [1, 1]


def test_two_people_of_one_key_are_refused_and_not_mixed(tmp_path):
    for name, birth in (("a", "1950-01-01"), ("b", "1960-01-01")):
        who = patient(birthDate=birth, identifier=[{"system": "h", "value": name}])
        (tmp_path / f"{name}.json").write_text(json.dumps(bundle(who, leukocytes(id=name), urls=False)))
    from dashboard.importers.fhir import IMPORTER

    brought = IMPORTER.read(tmp_path)
    assert (brought.cases, brought.report.rows_refused) == ((), 4)
    assert "two different people" in brought.report.refused[0].reason


def test_a_patient_who_is_not_there_has_a_case_and_is_said(tmp_path):
    brought = read(tmp_path, [leukocytes(subject={"reference": "Patient/p9"})])
    assert cases(brought) == {"fhir-p9": 1}
    assert brought.report.notes == ("1 references lead to a Patient that is not in these files",)


def test_a_contained_patient_is_known_by_its_identifier_alone(tmp_path):
    inside = {"resourceType": "Patient", "id": "me", "identifier": [BY_NUMBER]}
    mine = leukocytes(contained=[inside], subject={"reference": "#me"})
    found = cases(read(tmp_path, [patient(identifier=[BY_NUMBER]), mine, leukocytes(id="o2")]))
    assert found == {"fhir-p1": 2}
    nobody = leukocytes(contained=[{"resourceType": "Patient", "id": "me"}], subject={"reference": "#me"})
    assert "of whom" in read(tmp_path, [nobody]).report.refused[0].reason


@pytest.mark.parametrize("kind", ["Group", "Device", "Location"])
def test_what_is_not_about_a_patient_is_counted_so(tmp_path, kind):
    report = read(tmp_path, [leukocytes(subject={"reference": f"{kind}/1"})]).report
    assert dict(report.not_imported) == {"Observation: not about a patient": 1}


def test_an_identifier_that_nobody_has_makes_a_case_that_does_not_show_it(tmp_path):
    (case,) = read(tmp_path, [leukocytes(subject={"identifier": BY_NUMBER})]).cases
    assert "4711" not in case.id + case.title + case.patient_id


@pytest.mark.parametrize(
    "more", [{"modifierExtension": [{"url": "x"}]}, {"component": [{"modifierExtension": [{"url": "x"}]}]}]
)
def test_a_modifier_extension_anywhere_keeps_a_resource_out_and_is_said(tmp_path, more):
    report = read(tmp_path, [patient(), leukocytes(**more)]).report
    assert list(report.not_imported) == ["Observation: carries a modifierExtension, which changes what it means"]


def test_implicit_rules_keep_a_resource_out_and_are_said(tmp_path):
    report = read(tmp_path, [patient(), leukocytes(implicitRules="http://x.example")]).report
    assert list(report.not_imported) == ["Observation: carries implicitRules, which changes what it means"]


@pytest.mark.parametrize(
    ("named", "url", "place"),
    [({"id": GONE}, "urn:uuid:9f1c", "Observation-9f1c"), ({"id": "x" * 64}, "", None), ({"id": "a/b é"}, "", None)],
)
def test_an_event_has_an_id_that_fits_whatever_the_resource_is_called(tmp_path, named, url, place):
    from dashboard.importers._folder.header import NAME

    entry = {"resource": leukocytes(**named)} | ({"fullUrl": url} if url else {})
    (case,) = read(tmp_path, {"resourceType": "Bundle", "entry": [entry]}).cases
    assert NAME.fullmatch(case.events[0].id)
    assert place is None or case.events[0].id == place


def test_a_resource_without_any_name_has_an_id_of_its_content(tmp_path):
    raw = [leukocytes(id=GONE), leukocytes(id=GONE), leukocytes(id=GONE, effectiveDateTime="2024")]
    brought = read(tmp_path, raw)
    assert len(brought.cases[0].events) == 2
    assert (brought.report.accepted, brought.report.merged) == (2, 1)
