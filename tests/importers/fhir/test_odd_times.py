"""A time that is none is kept as given, flagged, and costs nothing else of its resource."""

import pytest

from tests.importers.fhir.builders import DAY, concept, events_of, leukocytes, medication, of, quantity

NONE = "2024-02-30"
DOSE = {"text": "2 mg", "timing": {"repeat": {"boundsPeriod": {"start": DAY, "end": NONE}}}}


PERFORMED = of("Procedure", code=concept("x"), performedPeriod={"start": DAY, "end": NONE})
ORDERED = medication("MedicationRequest", dosageInstruction=[DOSE])
VISIT = of("DocumentReference", description="x", context={"period": {"start": NONE}})


@pytest.mark.parametrize(
    ("resource", "field", "at", "until"),
    [
        (leukocytes(effectiveDateTime=NONE), "effectiveDateTime", "", "None"),
        (leukocytes(effectiveDateTime="01.03.2024"), "effectiveDateTime", "", "None"),
        (of("Encounter", period={"start": NONE, "end": DAY}), "period.start", "..", DAY),
        (PERFORMED, "performedPeriod.end", DAY, "unknown"),
        (ORDERED, "dosageInstruction.timing.repeat.boundsPeriod.end", DAY, "unknown"),
        (of("DocumentReference", date=NONE, description="x"), "date", "", "None"),
        (VISIT, "context.period.start", "", "None"),
    ],
)
def test_it_is_kept_as_given_and_flagged(imported, resource, field, at, until):
    brought = imported(resource)
    (found,) = events_of(brought)
    assert (str(found.at), str(found.until)) == (at, until)
    assert f"{field} as received: " in found.note and "which is no time" in found.note
    assert [(what, count) for what, _, count in brought.report.verify] == [(resource["resourceType"], 1)]
    assert (brought.report.accepted, brought.report.refused) == (2, ())
    assert sum(route.count for route in brought.report.routes) == 1


def test_the_rest_of_the_resource_is_whole(imported):
    brought = imported(medication("MedicationRequest", dosageInstruction=[DOSE], authoredOn=NONE))
    assert events_of(brought)[0].detail("dose") == "2 mg"
    brought = imported(
        leukocytes(effectiveDateTime=NONE, component=[{"code": concept("x"), "valueQuantity": quantity(1)}])
    )
    assert len(events_of(brought)) == 2


def test_several_odd_times_of_one_resource_are_all_told(imported):
    places = [{"location": {"display": "x"}, "period": {"start": NONE}}]
    stay, place = events_of(imported(of("Encounter", period=5, location=places)))
    assert 'period as received: "5"' in stay.note and f'location.period.start as received: "{NONE}"' in place.note
