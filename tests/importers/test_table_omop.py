"""Exports of the OMOP common data model as other systems write them: with times of day and without, with operators,
and with what no standard concept is known for."""

from pathlib import Path

from dashboard.domain.cases import Case
from dashboard.domain.events import Event
from dashboard.importers._assembly.packed import unpack_case
from dashboard.importers.base import Import
from dashboard.importers.tables import IMPORTER

PERSON = "person_id\tgender_concept_id\tyear_of_birth\tmonth_of_birth\tday_of_birth\n1\t8532\t1960\t4\t\n"
CONCEPT = (
    "concept_id\tconcept_name\tvocabulary_id\tconcept_code\n0\tNo matching concept\tNone\tNo matching concept\n"
    "10\tLeukocytes [#/volume] in Blood\tLOINC\t6690-2\n20\tthousand per microliter\tUCUM\t10*3/uL\n"
    "30\tCytarabine\tRxNorm\t3041\n40\tPositive\tSNOMED\t10828004\n50\tECOG performance\tLOINC\t89247-1\n"
)
MEASURED = (
    "measurement_id,person_id,measurement_concept_id,measurement_date,measurement_datetime,operator_concept_id,"
    "value_as_number,value_as_concept_id,unit_concept_id,range_low,range_high,measurement_source_value,"
    "unit_source_value,value_source_value"
)


def brought(folder: Path) -> Import:
    found = IMPORTER.read(folder)
    assert not found.report.refused
    return found


def events(found: Import) -> dict[str, Event]:
    cases: list[Case] = [unpack_case(one) for one in found.packed]
    assert len(cases) == 1
    return {event.id: event for event in cases[0].events}


def measured(folder: Path, *rows: str) -> dict[str, Event]:
    (folder / "CONCEPT.csv").write_text(CONCEPT)
    (folder / "MEASUREMENT.csv").write_text("\n".join((MEASURED, *rows)) + "\n")
    return events(brought(folder))


def test_a_measurement_has_its_time_of_day_and_midnight_is_the_day(tmp_path: Path) -> None:
    found = measured(
        tmp_path,
        "1,1,10,2024-03-01,2024-03-01 08:05:00,,4.5,,20,,,51301,,4.5",
        "2,1,10,2024-03-02,2024-03-02 00:00:00,,4.6,,20,,,51301,,4.6",
        "3,1,10,2024-03-03,2024-03-03T00:00:00.000Z,,4.6,,20,,,51301,,4.6",
        "4,1,10,2024-03-04,,,4.6,,20,,,51301,,4.6",
        "5,1,10,,2024-03-05 00:00:00,,4.6,,20,,,51301,,4.6",
    )
    times = [str(event.at) for event in found.values()]
    assert times[0] == "2024-03-01T08:05:00" and times[1:4] == ["2024-03-02", "2024-03-03", "2024-03-04"]
    assert times[4].startswith("2024-03-05")


def test_an_operator_stays_with_its_number_and_each_value_with_its_own_unit(tmp_path: Path) -> None:
    found = measured(
        tmp_path,
        "1,1,10,2024-03-01,,4171756,0.1,,20,,,51301,K/uL,",
        "2,1,10,2024-03-02,,4171755,500,,20,,,51301,K/uL,500",
        "3,1,10,2024-03-03,,4171756,0.1,,20,,,51301,K/uL,<0.1",
        "4,1,10,2024-03-04,,0,10.851,,20,4,11,51301,/uL,10851",
        "5,1,10,2024-03-05,,0,10.851,,20,4,11,51301,/uL,",
        "6,1,10,2024-03-06,,0,,40,0,,,51301,,",
        "7,1,10,2024-03-07,,0,,0,0,,,51301,,",
    )
    told = [
        (one.quantity.received, one.quantity.unit_received, one.quantity.unit, str(one.quantity.number))
        for one in found.values()
        if one.quantity
    ]
    assert told[:5] == [
        ("<0.1", "10*3/uL", "10*9/L", "0.1"),
        (">=500", "K/uL", "10*9/L", "500"),
        ("<0.1", "K/uL", "10*9/L", "0.1"),
        ("10851", "/uL", "10*9/L", "10.851"),
        ("10.851", "10*3/uL", "10*9/L", "10.851"),
    ]
    assert told[5][0] == "Positive" and len(found) == 6
    assert sum(brought(tmp_path).report.not_imported.values()) == 1


def test_what_has_no_standard_concept_is_told_in_the_words_of_its_source(tmp_path: Path) -> None:
    found = measured(tmp_path, "1,1,0,2024-03-01,,0,37,,0,,,Local score,,")
    (only,) = found.values()
    assert (only.term, only.detail("system"), only.detail("code")) == ("Local score", "", "Local score")
    assert only.quantity is not None and only.quantity.unit_received == ""
    (tmp_path / "MEASUREMENT.csv").unlink()
    (tmp_path / "DRUG_EXPOSURE.csv").write_text(
        "drug_exposure_id,person_id,drug_concept_id,drug_exposure_start_date,drug_exposure_start_datetime,"
        "drug_exposure_end_date,drug_exposure_end_datetime,verbatim_end_date,drug_source_value\n"
        "1,1,30,2024-03-01,2024-03-01 10:00:00,2024-03-03,2024-03-03 12:30:00,,x\n"
        "2,1,0,2024-03-01,\\N,NULL,NULL,NULL,Study drug 7\n"
    )
    (tmp_path / "OBSERVATION.csv").write_text(
        "observation_id,person_id,observation_concept_id,observation_date,value_as_string,value_as_number,"
        "value_as_concept_id,observation_source_value\n"
        "1,1,50,2024-03-01,,2,0,ECOG\n2,1,0,2024-03-02,low,,0,Mood\n3,1,0,2024-03-03,,,0,Seen\n"
    )
    terms = {event.term: (str(event.at), str(event.until)) for event in events(brought(tmp_path)).values()}
    assert terms == {
        "Cytarabine": ("2024-03-01T10:00:00", "2024-03-03T12:30:00"),
        "drug Study drug 7": ("2024-03-01", "unknown"),
        "ECOG performance: 2": ("2024-03-01", "None"),
        "Mood: low": ("2024-03-02", "None"),
        "Seen": ("2024-03-03", "None"),
    }


def test_devices_specimens_notes_and_moves_within_a_stay_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "PERSON.csv").write_text(PERSON)
    (tmp_path / "DEVICE_EXPOSURE.csv").write_text(
        "device_exposure_id,person_id,device_concept_id,device_exposure_start_date,device_source_value\n"
        "1,1,0,2024-03-01,PORT\n"
    )
    (tmp_path / "SPECIMEN.csv").write_text(
        "specimen_id,person_id,specimen_concept_id ,specimen_date,specimen_source_value\n1,1,0,2024-03-02,blood\n"
    )
    (tmp_path / "NOTE.csv").write_text(
        'note_id,person_id,note_date,note_title,note_text\n1,1,2024-03-03,Round,"a\nb"\n'
    )
    (tmp_path / "VISIT_DETAIL.csv").write_text(
        "visit_detail_id,person_id,visit_detail_concept_id,visit_detail_start_date,visit_detail_start_datetime,"
        "visit_detail_end_date,visit_detail_source_value\n1,1,0,2024-03-04,2024-03-04 07:00:00,2024-03-05,ICU\n"
    )
    found = events(brought(tmp_path))
    assert [(str(one.kind), one.term) for one in found.values()] == [
        ("procedure", "device PORT"),
        ("pathology", "specimen blood"),
        ("note", "Round"),
        ("encounter", "ICU"),
    ]
    assert [one.note for one in found.values() if one.note] == ["a\nb"]
