"""Where an Observation goes: scales, stages and status by their codes, all else by its category."""

import pytest

from dashboard.domain.events import Kind
from tests.importers.fhir.builders import LOINC, concept, events_of, observation, quantity

GCS_PARTS = [
    {"code": concept("", (LOINC, "9267-6")), "valueQuantity": quantity(4, "{score}")},
    {"code": concept("", (LOINC, "9270-0")), "valueString": "T"},
    {
        "code": concept("", (LOINC, "9268-4")),
        "valueCodeableConcept": {
            "text": "obeys commands",
            "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 6}],
        },
    },
]


def test_a_coma_scale_is_one_scored_event_with_its_parts(event):
    found = event(
        observation(
            {"valueQuantity": quantity(10, "{score}", "{score}")}, "exam", code=concept("GCS", (LOINC, "9269-2")),
            component=GCS_PARTS,
        )
    )  # fmt: skip
    assert (found.kind, found.detail("scale")) == (Kind.NEURO_STATUS, "Glasgow Coma Scale")
    assert (found.quantity.received, found.components) == ("10", ("E4", "VT", "M6"))
    assert found.detail("rank") == ""


@pytest.mark.parametrize(
    ("code", "scale"),
    [
        ("89247-1", "ECOG performance status"), ("89243-0", "Karnofsky performance status"),
        ("C38144", "Lansky play-performance status"),
    ],
)  # fmt: skip
def test_performance_status_is_scored_and_never_converted(event, code, scale):
    found = event(observation({"valueInteger": 80}, "exam", code=concept("", ("x", code))))
    assert (found.kind, found.detail("scale"), found.quantity.received) == (Kind.OTHER, scale, "80")


def test_a_score_of_a_survey_goes_under_its_own_name(event):
    found = event(observation({"valueQuantity": quantity(27, "(score)")}, "survey", code=concept("MMSE")))
    assert (found.detail("scale"), found.quantity.received) == ("MMSE", "27")


@pytest.mark.parametrize(
    ("more", "kind", "event_type"),
    [
        ({"category": "exam", "value": {"valueString": "normal"}}, Kind.OTHER, "Examination"),
        ({"category": "social-history", "value": {"valueString": "smoker"}}, Kind.OTHER, "Social history"),
        ({"category": "unheard-of", "value": {"valueString": "x"}}, Kind.OTHER, "Observations"),
        ({"category": "", "value": {"valueString": "x"}}, Kind.OTHER, "Observations"),
        ({"category": "", "value": {"valueQuantity": quantity(3, "mg/dL")}}, Kind.LAB, ""),
        ({"category": "", "code": concept("", (LOINC, "29463-7")), "value": {"valueQuantity": quantity(9, "kg")}},
         Kind.OTHER, "Vital signs"),
        ({"category": "exam", "code": concept("", (LOINC, "6690-2")),
        "value": {"valueQuantity": quantity(9, "10*9/L")}},
         Kind.LAB, ""),
        ({"category": "exam", "code": concept("", (LOINC, "80288-4")), "value": {"valueString": "drowsy"}},
         Kind.NEURO_STATUS, ""),
        ({"category": "exam", "code": concept("", (LOINC, "97509-4")), "value": {"valueString": "stable"}},
         Kind.OUTCOME, ""),
        ({"category": "exam", "code": concept("", (LOINC, "21908-9")), "value": {"valueString": "IIA"}},
         Kind.OTHER, "Cancer stage"),
        ({"category": "exam", "code": concept("", (LOINC, "69453-9")), "value": {"valueString": "x"}},
        Kind.OUTCOME, ""),
        ({"category": "laboratory", "code": concept("", (LOINC, "69548-6")), "value": {"valueString": "x"}},
         Kind.PATHOLOGY, ""),
        ({"category": "exam", "value": {"valueString": "x"},
          "meta": {"profile": ["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-lymphoma-stage"]}},
         Kind.OTHER, "Cancer stage"),
    ],
)  # fmt: skip
def test_where_an_observation_goes_and_why(imported, more, kind, event_type):
    brought = imported(observation(more.pop("value"), **more))
    (found,) = events_of(brought)
    assert (found.kind, found.detail("event_type")) == (kind, event_type)
    (route,) = [one for one in brought.report.routes if one.what == "Observation"]
    assert route.kind == str(kind) and route.why and route.count == 1
