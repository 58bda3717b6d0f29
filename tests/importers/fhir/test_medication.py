"""Medication: what was ordered is planned, what was not done is absent, and nothing is filled in."""

import pytest

from dashboard.domain.events import Kind, State
from tests.importers.fhir.builders import DAY, GONE, concept, events_of, medication, quantity

REQUEST, GIVEN, STATED, HANDED = (
    "MedicationRequest",
    "MedicationAdministration",
    "MedicationStatement",
    "MedicationDispense",
)


@pytest.mark.parametrize(
    ("kind", "status", "state"),
    [
        (REQUEST, "active", State.PLANNED), (REQUEST, "completed", State.PLANNED), (REQUEST, "on-hold", State.PLANNED),
        (REQUEST, "stopped", State.PLANNED), (REQUEST, "draft", State.PLANNED), (REQUEST, "unknown", State.PLANNED),
        (REQUEST, "cancelled", State.REJECTED),
        (GIVEN, "completed", State.PRESENT), (GIVEN, "in-progress", State.PRESENT), (GIVEN, "stopped", State.PRESENT),
        (GIVEN, "on-hold", State.PRESENT), (GIVEN, "not-done", State.ABSENT), (GIVEN, "unknown", State.NOT_REPORTED),
        (GIVEN, "", State.NOT_REPORTED),
        (STATED, "active", State.PRESENT), (STATED, "completed", State.PRESENT), (STATED, "stopped", State.PRESENT),
        (STATED, "on-hold", State.PRESENT), (STATED, "intended", State.PLANNED), (STATED, "not-taken", State.ABSENT),
        (STATED, "unknown", State.NOT_REPORTED),
        (HANDED, "completed", State.PLANNED), (HANDED, "in-progress", State.PLANNED),
        (HANDED, "cancelled", State.REJECTED), (HANDED, "declined", State.REJECTED),
    ],
)  # fmt: skip
def test_a_status_says_whether_it_was_given(event, kind, status, state):
    found = event(medication(kind, status=status))
    assert (found.kind, found.state) == (Kind.TREATMENT, state)


@pytest.mark.parametrize("kind", [REQUEST, GIVEN, STATED, HANDED])
def test_what_was_entered_in_error_is_not_shown(left, kind):
    assert left(medication(kind, status="entered-in-error")) == f"{kind}: entered in error"


def test_a_request_not_to_give_is_rejected(event):
    found = event(medication(REQUEST, status="active", doNotPerform=True))
    assert (found.state, found.note) == (State.REJECTED, "not to be given")


@pytest.mark.parametrize("intent", ["proposal", "plan", "order", "option"])
def test_the_intent_of_a_request_is_told(event, intent):
    assert event(medication(REQUEST, intent=intent)).detail("intent") == intent


def test_a_request_goes_over_the_bounds_of_its_timing_else_stands_at_its_order(event):
    timing = {"repeat": {"boundsPeriod": {"start": DAY, "end": "2024-03-08"}}}
    found = event(medication(REQUEST, authoredOn="2024-02-28", dosageInstruction=[{"text": "x"}, {"timing": timing}]))
    assert (str(found.at), str(found.until), found.detail("authored")) == (DAY, "2024-03-08", "2024-02-28")
    ordered = event(medication(REQUEST, authoredOn="2024-02-28"))
    assert (str(ordered.at), ordered.until, ordered.note) == ("2024-02-28", None, "the time is that of the order")


def test_an_end_before_the_start_is_told_and_not_used(event):
    bounds = {"start": "2153-04-14T12:00:00-05:00", "end": "2153-04-14T11:00:00-05:00"}
    found = event(medication(REQUEST, dosageInstruction=[{"timing": {"repeat": {"boundsPeriod": bounds}}}]))
    assert str(found.until) == "unknown"
    assert "before the start: 2153-04-14T11:00:00-05:00" in found.note


def test_dose_route_schedule_and_reason_are_told_as_they_are(event):
    dosage = {
        "doseAndRate": [{"doseQuantity": quantity(1.5, "mg"), "rateQuantity": quantity(10, "mL/h")}],
        "route": concept("Intrathecal route (qualifier value)"),
        "site": concept("lumbar"),
        "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d", "boundsDuration": quantity(3, "d")}},
        "asNeededBoolean": True,
    }
    found = event(
        medication(REQUEST, dosageInstruction=[dosage], reasonCode=[concept("CNS leukemia")], note=[{"text": "slowly"}])
    )
    assert found.details == {
        "indication": "CNS leukemia", "route": "intrathecal", "dose": "1.5 mg, 10 mL/h", "sites": "lumbar",
        "schedule": "2 times per 1 d; for 3 d; as needed", "order": "completed",
    }  # fmt: skip
    assert (found.components, found.note) == (("vincristine",), "slowly")
    given = event(medication(GIVEN, dosage={"dose": quantity(2, "mg"), "route": concept("IV")}))
    assert (given.detail("dose"), given.detail("route")) == ("2 mg", "IV")
    assert event(medication(GIVEN, dosage={"text": "as told"})).detail("dose") == "as told"
    assert event(medication(GIVEN)).detail("dose") == ""


def test_an_atc_code_says_the_class_of_a_drug_and_no_name_does(event):
    coded = concept("", ("http://www.whocc.no/atc", "L01CA02", "vincristine"))
    assert event(medication(GIVEN, medicationCodeableConcept=coded)).detail("drug_class") == "vinca alkaloid"
    assert event(medication(GIVEN)).detail("drug_class") == ""


@pytest.mark.parametrize(
    ("status", "effective", "at", "until"),
    [
        ("completed", {"effectiveDateTime": DAY}, DAY, "None"),
        ("completed", {"effectivePeriod": {"start": DAY, "end": "2024-03-02"}}, DAY, "2024-03-02"),
        ("completed", {"effectivePeriod": {"start": DAY}}, DAY, "unknown"),
        ("completed", {"effectivePeriod": {"end": DAY}}, "..", DAY),
        ("completed", {"effectivePeriod": {"start": DAY, "end": DAY}}, DAY, "None"),
        ("in-progress", {"effectiveDateTime": DAY}, DAY, "unknown"),
        ("in-progress", {"effectivePeriod": {"start": DAY}}, DAY, "ongoing"),
        ("completed", {}, "", "None"),
    ],
)
def test_when_it_was_given(event, status, effective, at, until):
    found = event(medication(GIVEN, status=status, **effective))
    assert (str(found.at), str(found.until)) == (at, until)


def test_a_statement_of_what_is_taken_goes_on(event):
    found = event(medication(STATED, status="active", effectivePeriod={"start": "2024"}, dateAsserted=DAY))
    assert (str(found.at), str(found.until), found.detail("asserted")) == ("2024", "ongoing", DAY)


def test_what_was_handed_out_is_not_what_was_taken(event):
    found = event(
        medication(HANDED, whenHandedOver=DAY, daysSupply=quantity(30, "days"), quantity=quantity(60, "tablet"))
    )
    assert str(found.at) == DAY
    assert found.note == "dispensed; whether it was taken is not reported; for 30 days"
    assert found.detail("quantity") == "60 tablet"


def test_a_medication_is_named_by_what_is_contained_what_is_there_or_how_it_is_shown(events):
    inside = {"resourceType": "Medication", "id": "m", "code": concept("methotrexate")}
    mixed = {
        "resourceType": "Medication", "id": "mix",
        "ingredient": [{"itemCodeableConcept": concept("cytarabine")}, {"itemCodeableConcept": concept("prednisone")}],
    }  # fmt: skip
    none = {"medicationCodeableConcept": GONE}
    found = events(
        mixed,
        medication(GIVEN, id="a", contained=[inside], medicationReference={"reference": "#m"}, **none),
        medication(GIVEN, id="b", medicationReference={"reference": "Medication/mix/_history/3"}, **none),
        medication(GIVEN, id="c", medicationReference={"reference": "Medication/x", "display": "shown"}, **none),
        medication(GIVEN, id="d", medicationReference={"reference": "Medication/x"}, **none),
        medication(GIVEN, id="e", medicationCodeableConcept={
            "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
        }),
    )  # fmt: skip
    assert {one.id[-1]: one.components for one in found} == {
        "a": ("methotrexate",), "b": ("cytarabine", "prednisone"), "c": ("shown",),
        "d": ("Medication without a name",), "e": ("Medication without a name (unknown)",),
    }  # fmt: skip


def test_a_reference_that_leads_to_nothing_is_said(imported):
    brought = imported(
        medication(GIVEN, medicationCodeableConcept=GONE, medicationReference={"reference": "Medication/x"})
    )
    assert "1 references lead to a Medication that is not in these files" in brought.report.notes


def test_the_reason_of_a_treatment_is_borrowed_from_its_condition(imported):
    from tests.importers.fhir.builders import condition

    brought = imported(condition(), medication(GIVEN, reasonReference=[{"reference": "Condition/c1"}]))
    found = next(one for one in events_of(brought) if one.kind is Kind.TREATMENT)
    assert found.detail("indication") == "Acute leukemia"
