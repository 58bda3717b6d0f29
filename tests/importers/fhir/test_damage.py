"""Damage of every kind fails alone and says what and where; whatever is read, every row has one fate."""

import copy
import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.chronology import solve
from dashboard.domain.packs import event_of, row_of
from dashboard.importers.base import Import
from dashboard.store.text import trouble
from tests.importers.fhir.builders import (
    DAY,
    TIME,
    bundle,
    concept,
    condition,
    leukocytes,
    lines,
    medication,
    of,
    patient,
    quantity,
    read,
)

GOOD = [patient(), leukocytes(), condition(), leukocytes(id="o2")]
BROKEN_LINES = {
    "cut off": ('{"resourceType": "Observation", "id"', "ends in the middle"),
    "a comma too many": ('{"resourceType": "Observation",}', "not JSON"),
    "a name twice": ('{"resourceType": "Observation", "id": "1", "id": "2"}', "stands twice"),
    "no number": ('{"resourceType": "Observation", "valueInteger": NaN}', "NaN"),
    "no object": ("[1, 2]", "no JSON object"),
    "bare words": ("nothing of it", "not JSON"),
    "half of a character": ('{"resourceType": "Observation", "id": "\\ud800"}', "half of a character"),
    "a NUL": ('{"resourceType": "Observation", "id": "\\u0000"}', "NUL"),
    "very deep": ('{"resourceType": "Observation", "x": ' + "[" * 3000 + "]" * 3000 + "}", "deep"),
    "no type": ('{"id": "1"}', "no resourceType"),
    "a type that is no text": ('{"resourceType": 5}', "no resourceType"),
    "of nobody": ('{"resourceType": "Observation", "code": {"text": "x"}}', "of whom"),
    "a shape that is none": ('{"resourceType": "Observation", "subject": [1]}', "no object"),
    "trailing garbage": ('{"resourceType": "Observation"} x', "after the end"),
}


def accounted(brought: Import) -> None:
    """The numbers add up, and what was read can be solved, stored and shown."""
    report = brought.report
    assert report.rows_read == report.accepted + report.merged + report.rows_refused + sum(report.not_imported.values())
    assert all(one.reason and "Traceback" not in one.reason for one in report.refused)
    for case in brought.cases:
        solve(case)
        assert len({event.id for event in case.events}) == len(case.events)
        for event in case.events:
            assert event_of(row_of(event, 0)) == event
            assert not trouble(event.id + event.term + event.note + "".join(event.details.values()))


@pytest.mark.parametrize("name", BROKEN_LINES)
def test_a_broken_line_is_refused_alone_with_its_number(tmp_path, name):
    line, reason = BROKEN_LINES[name]
    brought = read(tmp_path, lines(GOOD[:2]) + line + "\n" + lines(GOOD[2:]), name="labs.ndjson")
    (refusal,) = brought.report.refused
    assert (refusal.file, refusal.line) == ("labs.ndjson", 3)
    assert reason in refusal.reason
    assert (brought.report.accepted, brought.report.rows_refused, brought.report.rows_read) == (4, 1, 5)
    accounted(brought)


@pytest.mark.parametrize("name", BROKEN_LINES)
def test_a_broken_entry_of_a_bundle_is_refused_and_loses_no_other_that_can_be_read(tmp_path, name):
    line, reason = BROKEN_LINES[name]
    good = [json.dumps({"resource": one}) for one in GOOD]
    text = (
        '{"resourceType": "Bundle",\n"entry": [\n'
        + ",\n".join([*good[:2], f'{{"resource": {line}}}', *good[2:]])
        + "]}"
    )
    brought = read(tmp_path, text)
    assert brought.report.refused and brought.report.accepted >= 2
    accounted(brought)


def test_invalid_bytes_in_a_line_are_refused_alone(tmp_path):
    raw = lines(GOOD[:2]).encode() + b'{"resourceType": "Observation", "id": "\xff"}\n' + lines(GOOD[2:]).encode()
    brought = read(tmp_path, raw)
    assert [one.line for one in brought.report.refused] == [3] and "UTF-8" in brought.report.refused[0].reason


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_bundle_that_is_cut_off_keeps_what_came_whole_and_says_where_it_ends(tmp_path, share):
    text = json.dumps(bundle(*GOOD, *(leukocytes(id=f"x{number}") for number in range(50))), indent=1)
    cut = text[: int(len(text) * share)]
    brought = read(tmp_path, cut)
    (refusal,) = brought.report.refused
    assert "ends in the middle" in refusal.reason and 1 < refusal.line <= cut.count("\n") + 1
    accounted(brought)


def test_a_million_broken_lines_fill_no_memory_and_are_all_counted(tmp_path):
    brought = read(tmp_path, lines(GOOD) + "{broken}\n" * 5000)
    assert brought.report.rows_refused == 5000
    assert len(brought.report.refused) == 2000
    accounted(brought)


PAYLOAD = '<img src=x onerror=alert(1)> {{7*7}} %{x} $x$ =cmd() \u202e\u0007 "quoted" </script>'


def test_text_is_kept_letter_by_letter_wherever_it_stands(tmp_path):
    ordered = medication(
        "MedicationRequest", medicationCodeableConcept=concept(PAYLOAD), dosageInstruction=[{"text": PAYLOAD}]
    )
    count = leukocytes(code=concept(PAYLOAD), note=[{"text": PAYLOAD}])
    brought = read(tmp_path, [patient(), count, condition(code=concept(PAYLOAD)), ordered])
    (case,) = brought.cases
    assert [event.term for event in case.events] == [PAYLOAD] * 3
    assert {event.note for event in case.events} >= {PAYLOAD}
    accounted(brought)


BOUNDS = {"repeat": {"boundsPeriod": {"start": DAY, "end": "2023"}}}
RICH = [
    leukocytes(
        referenceRange=[{"low": quantity(1, "x"), "age": {"high": quantity(2, "a")}}], interpretation=[concept("H")]
    ),
    leukocytes(component=[{"code": concept("a"), "valueQuantity": quantity(3, "mg", "mg")}], issued=TIME),
    condition(onsetAge=quantity(62, "a", "a"), abatementString="x", stage=[{"summary": concept("x")}]),
    medication(
        "MedicationRequest",
        authoredOn=TIME,
        dosageInstruction=[{"timing": BOUNDS, "doseAndRate": [{"doseQuantity": quantity(1)}]}],
    ),
    medication("MedicationAdministration", effectivePeriod={"start": DAY, "end": TIME}, dosage={"rateRatio": {}}),
    medication("MedicationStatement", effectiveTiming={"event": [DAY, TIME]}, status="active"),
    medication("MedicationDispense", whenHandedOver=DAY, daysSupply=quantity(3, "d")),
    of(
        "Encounter",
        status="finished",
        period={"start": DAY},
        location=[{"location": {"display": "x"}, "period": {"end": DAY}}],
    ),
    of("Procedure", status="completed", code=concept("x"), performedRange={"low": quantity(1, "a", "a")}),
    of(
        "ImagingStudy",
        started=TIME,
        identifier=[{"system": "urn:dicom:uid", "value": "urn:oid:1.2"}],
        series=[{"modality": {"code": "MR"}}],
    ),
    of("DiagnosticReport", conclusion="x", presentedForm=[{"contentType": "text/plain", "data": "eHg="}]),
    of("ServiceRequest", code=concept("x"), occurrencePeriod={"start": DAY}, authoredOn=DAY),
    of("CarePlan", title="x", period={"start": DAY}, activity=[{"detail": {"code": concept("x"), "status": "x"}}]),
    of("DocumentReference", date=TIME, content=[{"attachment": {"title": "x"}}], context={"period": {"start": DAY}}),
    of("AllergyIntolerance", code=concept("x"), reaction=[{"manifestation": [concept("x")]}], recordedDate=DAY),
    of("Immunization", vaccineCode=concept("x"), occurrenceString="x", doseQuantity=quantity(1, "mL")),
    of("AdverseEvent", event=concept("x"), date=DAY),
    of("Composition", title="x", date=DAY),
]
ODD = [
    *(None, "", "x", 0, -1, 1.5, True, [], {}, [None], [{}], {"x": 1}, [[]], "../..", "0", "\ud7ff", "a" * 3000),
    *("2024-13-45", "9999", "2024-03-01T25:00:00Z", {"start": "2024", "end": "2023"}, {"reference": "#x"}),
    *({"value": "x"}, {"low": {}, "high": 5}, {"coding": {"code": 5}}, {"coding": [{"code": 5, "display": None}]}),
    *({"value": 1e300}, {"value": 10**30}),
]


def places_in(value, path=()):
    """The way to every element of a resource."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*path, name)
            yield from places_in(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield (*path, number)
            yield from places_in(inner, (*path, number))


def changed(resource, draw):
    """The resource with one element taken away, doubled or replaced by something odd."""
    found = copy.deepcopy(resource)
    way = draw(st.sampled_from(list(places_in(found))))
    holder = found
    for step in way[:-1]:
        holder = holder[step]
    act = draw(st.sampled_from(["take away", "replace", "wrap", "rename"]))
    if act == "take away":
        del holder[way[-1]]
    elif act == "rename" and isinstance(holder, dict):
        holder[f"{way[-1]}X"] = holder.pop(way[-1])
    else:
        holder[way[-1]] = [holder[way[-1]]] if act == "wrap" else draw(st.sampled_from(ODD))
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=400)
@given(st.data())
def test_whatever_is_done_to_a_resource_nothing_crashes_and_the_numbers_add_up(tmp_path, data):
    resources = [data.draw(st.sampled_from(RICH)) for _ in range(data.draw(st.integers(1, 3)))]
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(resources) - 1))
        if list(places_in(resources[number])):
            resources[number] = changed(resources[number], data.draw)
    content = [patient(), *resources]
    brought = read(tmp_path, bundle(*({"id": "x"} | one for one in content)) if data.draw(st.booleans()) else content)
    assert brought.report.rows_read == len(content)
    accounted(brought)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=30)
@given(st.randoms(use_true_random=False), st.integers(0, 2**32))
def test_shuffled_and_repeated_input_gives_the_same_case(tmp_path, chance, seed):
    resources = [one | {"id": f"r{number}"} for number, one in enumerate(RICH)] + [patient(deceasedDateTime="2024-12")]
    first = read(tmp_path, resources)
    again = resources + random.Random(seed).choices(resources, k=5)
    chance.shuffle(again)
    second = read(tmp_path, bundle(*again, urls=False))
    assert second.cases == first.cases
    assert second.report.accepted == first.report.accepted == len(resources)
    assert second.report.merged == 5
