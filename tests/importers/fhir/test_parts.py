"""FHIR read in many parts: the cases, the report and what is withdrawn are those of one reading."""

from pathlib import Path

import pytest

from dashboard.domain.cases import Case
from dashboard.importers._assembly.packed import PackedCase, unpack_case
from dashboard.importers._child.wire import packed_cases
from dashboard.importers._spread.hands import Hands, Spread
from dashboard.importers.base import Choices, Import, ImportRefused
from dashboard.importers.fhir import IMPORTER
from tests.importers.fhir.builders import Json, bundle, leukocytes, lines, medication, of, patient, quantity

PART = Spread(part=3000)


def of_person(number: int, resource: Json, **more: object) -> Json:
    """The resource, of another patient."""
    return resource | {"subject": {"reference": f"Patient/p{number}"}} | more


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Two files of lines and a Bundle, with versions, duplicates, damage, and results of somebody else later."""
    folder = tmp_path / "export"
    folder.mkdir()
    people = [patient(id=f"p{number}", birthDate=f"19{50 + number}-01-02") for number in range(9)]
    results = [
        of_person(number % 9, leukocytes(id=f"o{number}", valueQuantity=quantity(100 + number, "/uL", "/uL")))
        for number in range(60)
    ]
    drugs = [
        of_person(number % 9, medication("MedicationAdministration", id=f"m{number}", effectiveDateTime="2024-03-02"))
        for number in range(20)
    ]
    later = [
        of_person(1, leukocytes(id="o0", status="entered-in-error", meta={"versionId": "2"})),  # told of p0 before
        of_person(2, leukocytes(id="o1", status="corrected", meta={"versionId": "2"})),  # told of p1 before
        of_person(3, leukocytes(id="o3", status="corrected", valueQuantity=quantity(7, "/uL", "/uL"))),
        results[4],
        of("Claim", id="c1"),
        of_person(77, leukocytes(id="o77")),
    ]
    (folder / "a.ndjson").write_text(lines(results) + "{broken\n" + lines(drugs), encoding="utf-8")
    (folder / "b.ndjson").write_text("\ufeff" + lines(people), encoding="utf-8")
    deleted = {"fullUrl": "Observation/o5", "request": {"method": "DELETE", "url": "Observation/o5"}}
    whole = bundle(*later, urls=False)
    whole["entry"].append(deleted)
    (folder / "c.json").write_text(lines([whole]), encoding="utf-8")
    return folder


def cases(brought: Import) -> dict[str, tuple[Case, PackedCase]]:
    """The cases with their events, and packed with nothing in them."""
    found = {one.head.id: one for one in packed_cases(brought)}
    return {name: (unpack_case(one), one) for name, one in found.items()}


def test_an_export_read_in_parts_gives_the_cases_and_the_report_of_one_reading(export: Path) -> None:
    whole, parted = IMPORTER.read(export), IMPORTER.read(export, hands=Hands(PART))
    assert not parted.cases and len(parted.packed) == len(whole.cases) == 10
    assert parted.report == whole.report
    expected, found = cases(whole), cases(parted)
    assert {name: one for name, (one, _) in found.items()} == {name: one for name, (one, _) in expected.items()}
    for name, (_, one) in expected.items():
        other = found[name][1]
        assert (one.summary, one.rows, one.parted) == (other.summary, other.rows, other.parted)
        assert set(one.withdrawn) == set(other.withdrawn)
    assert {name for name, (_, one) in found.items() if one.withdrawn} >= {"fhir-p0", "fhir-p1"}
    assert "Observation-o1" in {event.id for event in found["fhir-p2"][0].events}
    assert "Observation-o1" not in {event.id for event in found["fhir-p1"][0].events}


def test_a_broken_line_is_told_with_its_number_in_whichever_part_it_stands(export: Path) -> None:
    report = IMPORTER.read(export, hands=Hands(PART)).report
    assert [(one.file, one.line) for one in report.refused] == [("a.ndjson", 61)]


def test_one_case_cannot_be_named_for_many_patients(export: Path) -> None:
    with pytest.raises(ImportRefused) as refused:
        IMPORTER.read(export, Choices(case_id="x"), Hands(PART))
    assert "10 patients" in str(refused.value)


def test_a_folder_that_serves_a_second_reading_keeps_no_names_of_the_first(export: Path, tmp_path: Path) -> None:
    for sex in ("female", "male"):
        (export / "b.ndjson").write_text(lines([patient(id="p1", gender=sex)]), encoding="utf-8")
        (export / "d.ndjson").write_text(lines([of("Location", id="ward", name=f"Ward {sex}")]), encoding="utf-8")
        stay = of_person(
            1, of("Encounter", id="e1", status="finished", location=[{"location": {"reference": "Location/ward"}}])
        )
        (export / "e.ndjson").write_text(lines([stay]), encoding="utf-8")
        found = cases(IMPORTER.read(export, hands=Hands(PART, tmp_path / "parts")))["fhir-p1"][0]
        event = found.event("Encounter-e1")
        assert event is not None and f"Ward {sex}" in str(event)


def test_what_is_small_is_read_at_once(export: Path) -> None:
    assert IMPORTER.read(export, hands=Hands(Spread(part=10**6))).cases
