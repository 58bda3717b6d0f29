"""Encounters, procedures, immunizations, orders and plans; the person and their death."""

import pytest

from dashboard.domain.events import Kind, State
from tests.importers.fhir.builders import DAY, concept, events_of, of, patient, quantity, read

PERIOD = {"start": DAY, "end": "2024-03-09"}


def test_a_stay_tells_its_class_its_places_and_where_it_led(events):
    ward = {"resourceType": "Location", "id": "w", "name": "Ward 3"}
    found = events(
        ward,
        of(
            "Encounter", status="finished", period=PERIOD, type=[concept("Emergency")], serviceType=concept("Oncology"),
            location=[
                {"location": {"reference": "Location/w"}, "period": {"start": DAY, "end": "2024-03-02"}},
                {"location": {"display": "ICU"}},
            ],
            hospitalization={"admitSource": concept("from home"), "dischargeDisposition": concept("hospice")},
            **{"class": {"code": "IMP"}},
        ),
    )  # fmt: skip
    stay, place = sorted(found, key=lambda one: one.id)
    assert (stay.kind, stay.term, str(stay.at), str(stay.until)) == (
        Kind.ENCOUNTER, "Emergency (inpatient)", DAY, "2024-03-09",
    )  # fmt: skip
    assert stay.details == {
        "location": "Ward 3; ICU", "service": "Oncology", "admitted_from": "from home",
        "discharged_to": "hospice",
    }  # fmt: skip
    assert (place.id, place.term, str(place.until)) == ("Encounter-e1:l1", "Ward 3 (inpatient)", "2024-03-02")


@pytest.mark.parametrize(
    ("status", "state", "until"),
    [
        ("planned", State.PLANNED, "unknown"),
        ("in-progress", State.PRESENT, "ongoing"),
        ("finished", State.PRESENT, "unknown"),
    ],
)
def test_the_status_of_an_encounter(event, status, state, until):
    found = event(of("Encounter", status=status, period={"start": DAY}))
    assert (found.state, str(found.until), found.term) == (state, until, "Encounter")


@pytest.mark.parametrize("status", ["cancelled", "entered-in-error"])
def test_an_encounter_that_was_not_is_not_shown(left, status):
    assert left(of("Encounter", status=status)) == f"Encounter: {status.replace('-', ' ')}"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("completed", State.PRESENT), ("in-progress", State.PRESENT), ("stopped", State.PRESENT), ("not-done",
        State.ABSENT),
        ("preparation", State.PLANNED), ("unknown", State.NOT_REPORTED),
    ],
)  # fmt: skip
def test_the_status_of_a_procedure(event, status, state):
    found = event(of("Procedure", status=status, code=concept("Lumbar puncture"), performedDateTime=DAY))
    assert (found.kind, found.state, str(found.at)) == (Kind.PROCEDURE, state, DAY)


@pytest.mark.parametrize(
    ("performed", "at", "until", "note"),
    [
        ({"performedPeriod": PERIOD}, DAY, "2024-03-09", ""),
        ({"performedString": "in spring"}, "", "None", 'time as received: "in spring"'),
        ({"performedAge": quantity(2, "a", "a")}, "1952-03-14..1953-03-13", "None",
        "age 2 years"),
        ({"performedRange": {"low": quantity(2, "a", "a"), "high": quantity(3, "a", "a")}},
        "1952-03-14..1954-03-13", "None",
         "age 2 years to 3 years"),
        ({}, "", "None", ""),
    ],
)  # fmt: skip
def test_when_a_procedure_was(event, performed, at, until, note):
    found = event(of("Procedure", status="completed", code=concept("x"), **performed))
    assert (str(found.at), str(found.until), found.note) == (at, until, note)


def test_radiotherapy_is_a_treatment(event):
    found = event(
        of("Procedure", status="completed", category=concept("", ("x", "108290001")), code=concept("Cranial"))
    )
    assert (found.kind, found.components, found.detail("drug_class")) == (Kind.TREATMENT, ("Cranial",), "irradiation")


def test_a_vaccination_and_one_that_was_not_given(event):
    found = event(of("Immunization", status="completed", vaccineCode=concept("zoster"), occurrenceDateTime=DAY))
    assert (found.kind, found.detail("event_type"), found.state) == (Kind.OTHER, "Immunizations", State.PRESENT)
    assert event(of("Immunization", status="not-done", vaccineCode=concept("zoster"))).state is State.ABSENT


def test_an_order_is_a_decision_of_the_day_on_which_it_was_made(event):
    found = event(of("ServiceRequest", status="active", intent="order", code=concept("MRI"), authoredOn=DAY,
                     occurrencePeriod=PERIOD, priority="urgent"))  # fmt: skip
    assert (found.kind, found.state, str(found.at), found.until) == (Kind.DECISION, State.PLANNED, DAY, None)
    assert found.details == {"intent": "order", "priority": "urgent", "planned_for": "2024-03-01 to 2024-03-09"}
    assert str(event(of("ServiceRequest", code=concept("MRI"), occurrenceDateTime=DAY)).at) == DAY


@pytest.mark.parametrize("more", [{"status": "revoked"}, {"status": "active", "doNotPerform": True}])
def test_what_was_revoked_or_is_not_to_be_done_is_rejected(event, more):
    assert event(of("ServiceRequest", code=concept("MRI"), **more)).state is State.REJECTED


def test_a_plan_tells_its_activities(event):
    activity = [{"detail": {"code": concept("Diet"), "status": "in-progress"}}, {"detail": {"description": "Rest"}}, {}]
    found = event(
        of("CarePlan", status="active", intent="plan", title="Induction", period={"start": DAY}, activity=activity)
    )
    assert (found.kind, found.state, found.term, str(found.until)) == (
        Kind.DECISION,
        State.PLANNED,
        "Induction",
        "ongoing",
    )
    assert found.components == ("Diet (in progress)", "Rest")
    assert event(of("CarePlan", status="revoked", category=[concept("x")], created=DAY)).state is State.REJECTED


@pytest.mark.parametrize("kind", ["Procedure", "ServiceRequest", "CarePlan"])
def test_what_does_not_say_what_it_is_is_refused(refused, kind):
    assert refused(of(kind))[1].startswith("it does not say")


@pytest.mark.parametrize("kind", ["Procedure", "Immunization", "ServiceRequest", "CarePlan"])
def test_what_was_entered_in_error_is_not_shown(left, kind):
    assert left(of(kind, status="entered-in-error")) == f"{kind}: entered in error"


@pytest.mark.parametrize(
    "kind", ["Claim", "FamilyMemberHistory", "Goal", "Questionnaire", "MadeUp", "Specimen", "Practitioner"]
)
def test_other_types_are_counted_by_their_name(left, kind):
    assert left(of(kind)) == kind


def test_a_person_is_told_without_names_and_numbers(tmp_path):
    who = patient(
        birthDate="2083", name=[{"family": "Hidden"}], telecom=[{"value": "0123"}],
        identifier=[
            {"type": concept("", ("x", "MR")), "system": "h", "value": "MRN-4711"}, {"system": "ssn",
            "value": "999-12"},
        ],
        deceasedDateTime="2155-12-03",
    )  # fmt: skip
    (case,) = read(tmp_path, [who]).cases
    assert (case.sex, case.age, case.patient_id) == ("female", "71 or 72 years", "MRN-4711")
    (death,) = case.events
    assert (death.kind, death.term, str(death.at), death.id) == (Kind.OUTCOME, "Death", "2155-12-03", "Patient-p1")
    hidden = str(case).replace("patient_id='MRN-4711'", "")
    assert not any(word in hidden for word in ("Hidden", "0123", "4711", "999-12"))


def test_a_patient_whose_id_is_an_identifier_is_called_by_a_hash(tmp_path):
    who = patient(id="12345678", identifier=[{"system": "h", "value": "12345678"}])
    (case,) = read(tmp_path, [who, of("Procedure", subject={"reference": "Patient/12345678"}, code=concept("x"))]).cases
    assert "12345678" not in case.id + case.title
    assert len(case.events) == 1


@pytest.mark.parametrize(("more", "count"), [({"deceasedBoolean": True}, 1), ({"deceasedBoolean": False}, 0), ({}, 0)])
def test_a_death_without_a_date_is_not_dated(tmp_path, more, count):
    found = events_of(read(tmp_path, [patient(**more)]))
    assert [str(one.at) for one in found] == [""] * count


def test_two_record_numbers_are_none(tmp_path):
    numbers = [{"type": concept("", ("x", "MR")), "value": value} for value in ("1", "2")]
    (case,) = read(tmp_path, [patient(identifier=numbers)]).cases
    assert case.patient_id == "p1"


def test_a_birth_date_that_is_none_is_told_and_left_out(tmp_path):
    brought = read(tmp_path, [patient(birthDate="14.03.1950")])
    assert (brought.cases[0].age, brought.report.accepted) == ("", 1)
    assert brought.report.verify == (("Patient", 'birthDate as received: "14.03.1950", which is no time', 1),)
