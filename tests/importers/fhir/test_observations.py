"""Observations: every type of value, what makes a value readable, components, panels, and where each goes."""

from decimal import Decimal

import pytest

from dashboard.domain.events import Kind, State
from dashboard.domain.received import Confirmed
from dashboard.importers.base import Choices
from tests.importers.fhir.builders import (
    DAY,
    GONE,
    LOINC,
    TIME,
    concept,
    events_of,
    leukocytes,
    observation,
    quantity,
)


def test_a_count_is_kept_as_received_and_in_its_canonical_unit(event):
    found = event(leukocytes())
    assert (found.id, found.kind, found.term, str(found.at)) == (
        "Observation-o1", Kind.LAB, "Leukocytes", "2024-03-01T10:30:00+01:00",
    )  # fmt: skip
    assert (found.quantity.received, found.quantity.unit_received) == ("211000", "/uL")
    assert (found.quantity.number, found.quantity.unit) == (Decimal(211), "10*9/L")
    assert found.details == {
        "category": "laboratory", "system": LOINC, "code": "6690-2", "analyte": "leukocytes",
    }  # fmt: skip
    assert (found.source, found.place) == ("FHIR", "Observation/o1")


@pytest.mark.parametrize(
    ("value", "received", "unit", "number"),
    [
        ({"valueQuantity": quantity(7.10, "g/dL")}, "7.1", "g/dL", "7.1"),
        ({"valueQuantity": quantity(3, "mg/dL", "mg/dL", "<")}, "<3", "mg/dL", "3"),
        ({"valueQuantity": quantity(3, "odd")}, "3", "odd", "3"),
        ({"valueQuantity": quantity(1e-7, "g/L")}, "1e-07", "g/L", "0.0000001"),
        ({"valueCodeableConcept": concept("Positive", ("x", "p"))}, "Positive", "", None),
        ({"valueCodeableConcept": concept("", ("x", "p", "Shown"))}, "Shown", "", None),
        ({"valueCodeableConcept": concept("", ("x", "p"))}, "p", "", None),
        ({"valueString": "few blasts seen"}, "few blasts seen", "", None),
        ({"valueString": "<0.1"}, "<0.1", "", "0.1"),
        ({"valueInteger": 4}, "4", "", "4"),
        ({"valueBoolean": False}, "false", "", None),
        ({"valueRange": {"low": quantity(2, "mg"), "high": quantity(5, "mg")}}, "2 to 5 mg", "", None),
        ({"valueRange": {"low": quantity(2, "mg")}}, "at least 2 mg", "", None),
        ({"valueRange": {"high": quantity(2, "mg")}}, "at most 2 mg", "", None),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 128}}}, "1:128", "", None),
        ({"valueRatio": {"numerator": quantity(5, "mg"), "denominator": quantity(1, "h")}}, "5 mg per 1 h", "", None),
        ({"valueTime": "10:30:00"}, "10:30:00", "", None),
        ({"valueDateTime": DAY}, DAY, "", None),
        ({"valuePeriod": {"start": DAY, "end": "2024-03-04"}}, "2024-03-01 to 2024-03-04", "", None),
    ],
)  # fmt: skip
def test_a_value_of_every_type_is_kept_as_received(event, value, received, unit, number):
    found = event(observation(value)).quantity
    assert (found.received, found.unit_received) == (received, unit)
    assert found.number == (None if number is None else Decimal(number))


def test_zeros_behind_the_decimal_mark_are_kept(imported, tmp_path):
    from tests.importers.fhir import builders

    text = builders.lines([builders.patient(), observation({"valueQuantity": quantity(1, "mg/dL")})])
    brought = builders.read(tmp_path, text.replace('"value": 1', '"value": 1.500'))
    assert events_of(brought)[0].quantity.received == "1.500"


def test_sampled_data_are_kept_as_text(event):
    data = {"origin": quantity(0, "mV"), "period": 10, "dimensions": 1, "data": "1 2 3 E"}
    found = event(observation({"valueSampledData": data}))
    assert found.quantity.received == "sampled data, 4 values, origin 0 mV, one in 10 ms"
    assert found.detail("data") == "1 2 3 E"


def test_what_makes_a_value_readable_stands_beside_it(event):
    found = event(
        leukocytes(
            status="corrected",
            interpretation=[concept("", ("x", "HH", "Critical high"))],
            referenceRange=[
                {
                    "low": quantity(4.5, "10*9/L"),
                    "high": quantity(13.5, "10*9/L"),
                    "type": concept("normal"),
                    "appliesTo": [concept("female")],
                    "age": {"low": quantity(2, "a"), "high": quantity(10, "a")},
                },
                {"text": "see the report"},
            ],
            bodySite=concept("left arm"),
            method=concept("automated"),
            note=[{"text": "hemolytic"}, {"text": "repeated"}],
        )
    )
    assert found.detail("interpretation") == "Critical high"
    assert found.detail("reference_range") == "4.5 to 13.5 10*9/L (normal, female, age 2 to 10 a); see the report"
    assert (found.detail("status"), found.detail("sites"), found.detail("method")) == (
        "corrected", "left arm", "automated",
    )  # fmt: skip
    assert found.note == "hemolytic; repeated"


def test_a_value_that_is_not_there_is_not_reported_and_says_why(event):
    found = event(leukocytes(valueQuantity=GONE, dataAbsentReason=concept("", ("x", "not-performed"))))
    assert (found.state, found.quantity, found.note) == (State.NOT_REPORTED, None, "no value: not-performed")
    assert event(leukocytes(valueQuantity=GONE)).state is State.NOT_REPORTED


@pytest.mark.parametrize("status", ["preliminary", "amended", "corrected", "unknown"])
def test_a_status_that_is_not_final_is_told(event, status):
    found = event(leukocytes(status=status))
    assert (found.state, found.detail("status")) == (State.PRESENT, status)


def test_a_time_is_that_of_the_sample_or_the_limit_by_which_it_was_told(event):
    assert str(event(leukocytes(effectiveDateTime="2024-03", issued=TIME)).at) == "2024-03"
    only_told = event(leukocytes(effectiveDateTime=GONE, issued=TIME))
    assert str(only_told.at) == f"..{TIME}"
    assert "only when it was told" in only_told.note
    assert str(event(leukocytes(effectiveDateTime=GONE)).at) == ""
    span = event(leukocytes(effectiveDateTime=GONE, effectivePeriod={"start": DAY, "end": "2024-03-02"}))
    assert (str(span.at), str(span.until)) == (DAY, "2024-03-02")


def test_blood_pressure_is_two_events_and_one_row(imported):
    parts = [
        {"code": concept("Systolic", (LOINC, "8480-6")), "valueQuantity": quantity(120, "mmHg", "mm[Hg]")},
        {"code": concept("Diastolic", (LOINC, "8462-4")), "valueQuantity": quantity(80, "mmHg", "mm[Hg]")},
    ]
    brought = imported(observation(category="vital-signs", code=concept("BP", (LOINC, "85354-9")), component=parts))
    assert (brought.report.rows_read, brought.report.accepted) == (2, 2)
    found = events_of(brought)
    assert {(one.id, one.term, one.quantity.received) for one in found} == {
        ("Observation-o1:8480-6", "Systolic", "120"), ("Observation-o1:8462-4", "Diastolic", "80"),
    }  # fmt: skip
    assert {(one.kind, one.detail("event_type")) for one in found} == {(Kind.OTHER, "Vital signs")}


def test_a_differential_is_one_event_a_cell_and_its_own_value_stays(imported):
    parts = [
        {"code": concept("Neutrophils", (LOINC, "770-8")), "valueQuantity": quantity(60, "%", "%")},
        {"code": concept("Comment"), "valueString": "toxic granules"},
        {"code": concept("Blasts"), "dataAbsentReason": concept("not seen")},
    ]
    found = events_of(imported(leukocytes(component=parts)))
    assert [one.term for one in found] == ["Leukocytes", "Neutrophils"]
    assert found[0].components == ("Comment: toxic granules", "Blasts: not seen")
    assert found[1].detail("analyte") == "neutrophils-share"


def test_a_panel_that_only_groups_others_is_counted_and_not_shown(left):
    assert left(leukocytes(valueQuantity=GONE, hasMember=[{"reference": "Observation/o2"}])) == (
        "Observation: only groups others"
    )
    assert left(leukocytes(valueQuantity=GONE, status="registered")) == "Observation: registered, no value yet"


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled"])
def test_a_result_that_does_not_hold_is_not_shown(left, status):
    assert left(leukocytes(status=status)) == f"Observation: {status.replace('-', ' ')}"


LOCAL = concept("White Blood Cells", ("http://lab.example/codes", "51301"))


def test_a_local_code_is_proposed_by_its_name_and_never_taken_silently(imported):
    brought = imported(leukocytes(code=LOCAL, valueQuantity=quantity(11.2, "K/uL")))
    (found,) = events_of(brought)
    assert found.detail("analyte") == "none"
    assert (found.quantity.received, found.quantity.number, found.quantity.unit) == ("11.2", Decimal("11.2"), "10*3/uL")
    (told,) = brought.report.unmapped
    assert (told.coding.code, told.unit, told.count) == ("51301", "K/uL", 1)
    assert "leukocytes" in told.why and "confirm" in told.why


@pytest.mark.parametrize("said", ["51301", "White Blood Cells", "http://lab.example/codes|51301"])
def test_a_confirmed_code_or_name_is_taken(imported, said):
    choices = Choices(confirmed=Confirmed(analytes={said: "leukocytes"}))
    brought = imported(leukocytes(code=LOCAL, valueQuantity=quantity(11.2, "K/uL")), choices=choices)
    (found,) = events_of(brought)
    assert (found.detail("analyte"), found.quantity.unit) == ("leukocytes", "10*9/L")
    assert brought.report.unmapped == ()


def test_what_a_person_said_is_no_analyte_stays_none(imported):
    choices = Choices(confirmed=Confirmed(analytes={"6690-2": ""}))
    (found,) = events_of(imported(leukocytes(), choices=choices))
    assert found.detail("analyte") == "none"


def test_leukocytes_of_spinal_fluid_are_not_those_of_blood(imported):
    fluid = {"resourceType": "Specimen", "id": "s1", "type": concept("Cerebrospinal fluid")}
    count = leukocytes(code=LOCAL, specimen={"reference": "Specimen/s1"}, valueQuantity=quantity(3, "/uL"))
    brought = imported(fluid, count)
    (found,) = events_of(brought)
    assert (found.detail("specimen"), found.detail("analyte")) == ("Cerebrospinal fluid", "none")
    assert "csf-leukocytes" in brought.report.unmapped[0].why
    assert found.term == "White Blood Cells in Cerebrospinal fluid"
    assert brought.report.not_imported == {"Specimen": 1}


def test_a_printed_unit_that_its_code_contradicts_is_to_be_verified(imported):
    brought = imported(leukocytes(valueQuantity=quantity(211, "10*9/L", "/uL")))
    (found,) = events_of(brought)
    assert (found.quantity.received, found.quantity.number) == ("211", None)
    assert "printed" in found.detail("verify")
    assert [(what, count) for what, _, count in brought.report.verify] == [("Leukocytes", 1)]


def test_a_unit_is_read_by_its_code_where_its_print_is_not_known(event):
    found = event(leukocytes(valueQuantity=quantity(8.4, "thousands per microlitre", "10*3/uL"))).quantity
    assert (found.unit_received, found.number, found.unit) == ("thousands per microlitre", Decimal("8.4"), "10*9/L")


@pytest.mark.parametrize(
    ("more", "field", "reason"),
    [
        ({"code": GONE}, "Observation.code", "does not say what"),
        ({"valueString": "x"}, "Observation.value", "second value"),
        ({"valueQuantity": GONE, "valueAttachment": {}}, "Observation.valueAttachment", "no value of this type"),
        ({"valueQuantity": "3"}, "Observation.valueQuantity", "is no object"),
        ({"code": "x"}, "Observation.code", "is no object"),
        ({"component": {}}, "Observation.component", "no array"),
        ({"subject": GONE}, "Observation.subject", "of whom"),
        ({"subject": {"reference": "#x"}}, "Observation.subject", "not contained"),
        ({"subject": {"reference": "nobody"}}, "Observation.subject", "no reference"),
    ],
)  # fmt: skip
def test_an_observation_that_cannot_be_read_is_refused_with_its_element(refused, more, field, reason):
    found = refused(leukocytes(**more))
    assert found[0].startswith(field) and reason in found[1]
