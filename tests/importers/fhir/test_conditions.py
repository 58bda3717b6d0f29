"""Conditions: onset, recording and age apart; what is not confirmed is presumed, what is refuted rejected."""

import pytest

from dashboard.domain.events import Kind, State
from dashboard.importers._assembly.cases import FIRST_DIAGNOSIS
from tests.importers.fhir.builders import DAY, GONE, concept, condition, events_of, of, patient, quantity, read


@pytest.mark.parametrize(
    ("verification", "state"),
    [
        ("confirmed", State.PRESENT), ("", State.PRESENT), ("unconfirmed", State.PRESUMED),
        ("provisional", State.PRESUMED), ("differential", State.PRESUMED), ("refuted", State.REJECTED),
    ],
)  # fmt: skip
def test_how_sure_a_diagnosis_is(event, verification, state):
    found = event(condition(verificationStatus=concept("", ("x", verification)) if verification else GONE))
    assert (found.kind, found.term, found.state) == (Kind.DIAGNOSIS, "Acute leukemia", state)


def test_a_condition_entered_in_error_is_not_shown(left):
    assert left(condition(verificationStatus=concept("", ("x", "entered-in-error")))) == "Condition: entered in error"


@pytest.mark.parametrize(
    ("onset", "at", "note"),
    [
        ({"onsetDateTime": "2024"}, "2024", ""),
        ({"onsetPeriod": {"start": DAY, "end": "2024-03-05"}}, DAY, ""),
        ({"onsetAge": quantity(62, "years", "a")}, "2012-03-14..2013-03-13", "age 62 years"),
        ({"onsetAge": quantity(1, "month")}, "1950-04-14..1950-05-13", "age 1 month"),
        ({"onsetAge": quantity(3, "wk", "wk")}, "1950-04-04..1950-04-10", "age 3 weeks"),
        ({"onsetAge": quantity(62.5, "a", "a")}, "2012-03-14..2013-03-13", "age 62.5 years"),
        ({"onsetAge": quantity(5000, "a", "a")}, "", "age 5000 years"),
        ({"onsetAge": quantity(3, "h", "h")}, "", "age 3 hours"),
        ({"onsetAge": quantity(3, "moons")}, "", ""),
        ({"onsetRange": {"low": quantity(60, "a", "a"), "high": quantity(62, "a", "a")}}, "2010-03-14..2013-03-13",
         "age 60 years to 62 years"),
        ({"onsetRange": {"high": quantity(62, "a", "a")}}, "..2013-03-13", "age 62 years"),
        ({"onsetString": "in childhood"}, "", 'time as received: "in childhood"'),
        ({"recordedDate": DAY}, f"..{DAY}", "the onset is not given, only when it was recorded"),
        ({"onsetString": "long ago", "recordedDate": DAY}, f"..{DAY}",
         'time as received: "long ago"; the onset is not given, only when it was recorded'),
        ({}, "", ""),
    ],
)  # fmt: skip
def test_when_it_began(event, onset, at, note):
    found = event(condition(onsetDateTime=GONE) | onset)
    assert (str(found.at), found.note) == (at, note)


@pytest.mark.parametrize(
    ("birth", "at"),
    [
        ("1950", "2012-01-01..2013-12-30"),
        ("1950-02", "2012-02-01..2013-02-27"),
        ("2083", "2145-01-01..2146-12-30"),
        (None, ""),
    ],
)
def test_an_age_is_as_well_known_as_the_birth(tmp_path, birth, at):
    who = patient(birthDate=birth) if birth else patient(birthDate=GONE)
    brought = read(tmp_path, [who, condition(onsetDateTime=GONE, onsetAge=quantity(62, "a", "a"))])
    assert str(events_of(brought)[0].at) == at


@pytest.mark.parametrize(
    ("more", "until"),
    [
        ({}, "ongoing"),
        ({"clinicalStatus": concept("", ("x", "resolved"))}, "unknown"),
        ({"clinicalStatus": concept("", ("x", "relapse"))}, "ongoing"),
        ({"clinicalStatus": GONE}, "None"),
        ({"abatementDateTime": "2024-06"}, "2024-06"),
        ({"abatementDateTime": "2023-06"}, "unknown"),
        ({"abatementAge": quantity(74, "a", "a")}, "2024-03-14..2025-03-13"),
        ({"abatementAge": quantity(10, "a", "a")}, "unknown"),
        ({"abatementString": "last year"}, "unknown"),
        ({"onsetDateTime": GONE}, "None"),
    ],
)
def test_how_it_ended(event, more, until):
    assert str(event(condition(**more)).until) == until


def test_what_else_a_condition_says(event):
    found = event(
        condition(
            category=[concept("encounter-diagnosis")],
            severity=concept("severe"),
            bodySite=[concept("marrow")],
            stage=[{"summary": concept("high risk")}],
            recordedDate=DAY,
            note=[{"text": "seen twice"}],
        )
    )
    assert found.details == {
        "system": "http://snomed.info/sct", "code": "91857003", "clinical_status": "active",
        "category": "encounter-diagnosis",
        "severity": "severe", "sites": "marrow", "stage": "high risk", "recorded": DAY,
    }  # fmt: skip


def test_a_primary_cancer_is_the_diagnosis_of_the_case_and_day_0_is_said(imported):
    profile = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition"
    (case,) = imported(condition(meta={"profile": [profile]}, onsetDateTime=DAY)).cases
    assert (case.diagnosis, case.zero, case.origin, case.age) == ("Acute leukemia", FIRST_DIAGNOSIS, DAY, "73 years")


def test_an_encounter_gives_a_condition_without_a_date_its_words_and_no_date(imported):
    visit = of("Encounter", id="e1", status="finished", period={"start": DAY, "end": DAY}, type=[concept("Check")])
    found = events_of(imported(visit, condition(onsetDateTime=GONE, encounter={"reference": "Encounter/e1"})))
    diagnosis = next(one for one in found if one.kind is Kind.DIAGNOSIS)
    assert (str(diagnosis.at), diagnosis.group, diagnosis.detail("encounter")) == ("", "Encounter-e1", "Check")


def test_an_allergy_has_its_own_lane_and_its_reactions(event):
    found = event(
        of(
            "AllergyIntolerance", patient={"reference": "Patient/p1"}, subject=GONE, code=concept("asparaginase"),
            verificationStatus=concept("", ("x", "unconfirmed")), category=["medication"], criticality="high",
            reaction=[{"manifestation": [concept("hives")]}], recordedDate=DAY,
        )
    )  # fmt: skip
    assert (found.kind, found.detail("event_type"), found.state) == (Kind.OTHER, "Allergies", State.PRESUMED)
    assert (found.components, str(found.at), found.detail("category")) == (("hives",), f"..{DAY}", "medication")


def test_an_adverse_event_is_a_complication(event):
    found = event(
        of("AdverseEvent", event=concept("sepsis"), date=DAY, actuality="actual", seriousness=concept("serious"))
    )
    assert (found.kind, found.state, str(found.at)) == (Kind.COMPLICATION, State.PRESENT, DAY)
    assert event(of("AdverseEvent", event=concept("fall"), actuality="potential")).state is State.PRESUMED


@pytest.mark.parametrize("kind", ["Condition", "AllergyIntolerance", "AdverseEvent"])
def test_what_does_not_say_what_it_is_is_refused(refused, kind):
    assert refused(of(kind))[1].startswith("it does not say")
