"""Versions: the newest stands, what was withdrawn does not, nothing doubles."""

import pytest

from tests.importers.fhir.builders import GONE, concept, leukocytes, patient, quantity, read


def count(number, **more):
    return leukocytes(valueQuantity=quantity(number, "10*9/L", "10*9/L"), **more)


def meta(version="", updated=""):
    found = {name: text for name, text in (("versionId", version), ("lastUpdated", updated)) if text}
    return {"meta": found} if found else {}


def values(brought):
    return [event.quantity.received for case in brought.cases for event in case.events]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (meta("1"), meta("2")), (meta("9"), meta("10")), (meta("", "2024-01-01T10:00:00Z"), meta("",
        "2024-01-01T09:30:00-02:00")),
        (meta("5", "2024-01-01T10:00:00Z"), meta("2", "2024-01-02T10:00:00Z")), ({}, meta("1")), ({},
        {"status": "corrected"}),
        ({"status": "preliminary"}, {"status": "final"} | meta("1")), ({"status": "registered"}, {"status": "amended"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newest_first", [True, False])
def test_the_newest_version_stands_and_the_other_is_merged(tmp_path, old, new, newest_first):
    pair = [count(1, **old), count(2, **new)]
    brought = read(tmp_path, [patient(), *(pair[::-1] if newest_first else pair)])
    assert values(brought) == ["2"]
    assert (brought.report.accepted, brought.report.merged, brought.report.rows_read) == (2, 1, 3)


def test_the_same_resource_twice_is_one(tmp_path):
    brought = read(tmp_path, [patient(), count(1), count(1), patient()])
    assert values(brought) == ["1"]
    assert (brought.report.accepted, brought.report.merged) == (2, 2)


def test_versions_that_nothing_orders_are_both_kept_and_said(tmp_path):
    brought = read(tmp_path, [patient(), count(1), count(2)])
    assert sorted(values(brought)) == ["1", "2"]
    assert len({event.id for event in brought.cases[0].events}) == 2
    assert any("differ" in note for note in brought.report.notes)


@pytest.mark.parametrize("version", ["", "2"])
@pytest.mark.parametrize("status", ["entered-in-error", "cancelled"])
def test_a_result_that_was_withdrawn_does_not_stand_and_its_id_goes_to_the_store(tmp_path, status, version):
    brought = read(
        tmp_path, [patient(), count(1, **meta("1" if version else "")), count(1, status=status, **meta(version))]
    )
    assert values(brought) == []
    assert brought.withdrawn == {"fhir-p1": ["Observation-o1"]}
    report = brought.report
    assert (report.accepted, report.merged, dict(report.not_imported)) == (
        1,
        1,
        {f"Observation: {status.replace('-', ' ')}": 1},
    )


def test_what_was_withdrawn_first_and_stands_in_a_later_version_stands(tmp_path):
    brought = read(tmp_path, [patient(), count(1, status="cancelled", **meta("1")), count(2, **meta("2"))])
    assert (values(brought), brought.withdrawn) == (["2"], {})


def test_a_deletion_in_a_history_withdraws_what_it_names(tmp_path):
    gone = {"fullUrl": "urn:uuid:o1", "request": {"method": "DELETE", "url": "Observation/o1"}}
    entries = [
        {"resource": patient()},
        {**gone, "fullUrl": "", "response": {"lastModified": "2024-05-01T00:00:00Z"}},
        {"resource": count(1, **meta("1", "2024-01-01T00:00:00Z"))},
    ]
    brought = read(tmp_path, {"resourceType": "Bundle", "type": "history", "entry": entries})
    assert (values(brought), brought.withdrawn) == ([], {"fhir-p1": ["Observation-o1"]})
    assert dict(brought.report.not_imported) == {"Observation: deleted": 1}


def test_versions_of_entries_without_meta_are_ordered_by_their_answers(tmp_path):
    entries = [
        {"resource": count(2), "response": {"etag": 'W/"2"'}},
        {"resource": count(1), "response": {"etag": 'W/"1"'}},
        {"resource": patient()},
    ]
    assert values(read(tmp_path, {"resourceType": "Bundle", "type": "history", "entry": entries})) == ["2"]


def test_a_corrected_version_with_fewer_components_leaves_none_behind(tmp_path):
    def parts(*names):
        return [{"code": concept(name, ("x", name)), "valueQuantity": quantity(1, "mg")} for name in names]

    old = leukocytes(valueQuantity=GONE, component=parts("a", "b"), **meta("1"))
    new = leukocytes(valueQuantity=GONE, component=parts("a"), **meta("2"))
    (case,) = read(tmp_path, [patient(), old, new]).cases
    assert [event.id for event in case.events] == ["Observation-o1:a"]


def test_a_resource_that_moved_to_another_patient_is_not_left_with_the_first(tmp_path):
    moved = count(1, subject={"reference": "Patient/p2"}, **meta("2"))
    brought = read(tmp_path, [patient(), patient(id="p2"), count(1, **meta("1")), moved])
    assert {case.id: len(case.events) for case in brought.cases} == {"fhir-p1": 0, "fhir-p2": 1}
