"""A case as a cBioPortal study: what the validator would say, what is left out and told, and that it comes back."""

from dataclasses import replace
from typing import Any

import pytest

from dashboard.domain.cases import Case, Grain
from dashboard.domain.chronology import solve
from dashboard.domain.events import End, Event, Kind, Quantity, State
from dashboard.domain.timing import place
from dashboard.domain.when import When, parse_when
from dashboard.exporters.base import Exporter
from dashboard.exporters.cbioportal import EXPORTER
from dashboard.importers import case_folder
from dashboard.importers.base import Import
from dashboard.importers.cbioportal import IMPORTER
from tests.exporters.portal_exports import LIBRARY, again, exported, plain, rows, timeline
from tests.exporters.portal_rules import problems
from tests.importers.cbioportal.studies import STUDY, tabbed, write


@pytest.fixture(scope="module")
def made_up(tmp_path_factory) -> Import:
    return IMPORTER.read(write(tmp_path_factory.mktemp("made_up")))


def case_with(*events: Event, **more: Any) -> Case:
    moments = {"first diagnosis": parse_when("0")}
    return Case("case-x", "Case X", "", "first diagnosis", moments=moments, events=events, **more)


def test_it_is_an_exporter():
    assert isinstance(EXPORTER, Exporter)
    assert EXPORTER.suffix == ".zip" and not EXPORTER.choices


@pytest.mark.parametrize("patient", ["P1", "P2", "P3"])
def test_a_study_that_came_in_goes_out_by_the_rules_and_comes_back_the_same(made_up, tmp_path, patient):
    case = next(one for one in made_up.cases if one.patient_id == patient)
    _, files = exported(case)
    assert problems(files) == []
    back = again(case, tmp_path)
    dated = tuple(event for event in case.events if event.detail("event_type") != "STATUS" or event.at)
    assert plain(back) == plain(replace(case, events=dated))
    assert exported(back)[0] == exported(replace(case, events=dated))[0]


@pytest.mark.parametrize("name", ["case-1", "case-2"])
def test_a_case_from_elsewhere_goes_out_by_the_rules_and_is_then_stable(tmp_path, name):
    case = case_folder.read(LIBRARY / name)
    _, files = exported(case)
    assert problems(files) == []
    back = again(case, tmp_path)
    first, second = exported(back)[1], exported(again(back, tmp_path))[1]
    assert first == second
    same = [one for one in files if one.startswith("data_timeline")]
    assert {one: files[one] for one in same} == {one: first[one] for one in same if one in first}


@pytest.mark.parametrize("name", ["case-1", "case-2"])
def test_no_row_has_a_day_that_the_record_does_not_give(name):
    case = case_folder.read(LIBRARY / name)
    _, files = exported(case)
    exact = {
        item.event.term: item.time.nominal
        for item in place(case, solve(case))
        if item.time.earliest == item.time.latest is not None
    }
    for row in timeline(files):
        term = row.get("TEST") or row.get("EVENT_TYPE_DETAILED") or row["AGENT"]
        assert float(row["START_DATE"]) == exact[term]
    left = rows(files, "not_exported.txt")
    assert len(timeline(files)) + len({row["EVENT"] for row in left}) >= len(case.events)
    assert all(row["REASON"] for row in left)


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"at": "2..6"}, "its day is not known, only its limits"),
        ({"at": "~14"}, "its day is approximate"),
        ({"at": "after E0"}, "only its order is known"),
        ({"at": ""}, "it is not dated"),
        ({"at": "12.5"}, "its day is no whole number"),
        ({"at": "3", "state": State.ABSENT}, "it is stated as absent, and a portal would show it as having happened"),
        ({"at": "3", "state": State.PRESUMED}, "it is presumed or considered, and a portal"),
        ({"at": "3", "state": State.REJECTED}, "it was considered and rejected, and a portal"),
        ({"at": "3", "state": State.NOT_REPORTED}, "the record says that it is not reported"),
    ],
)
def test_what_the_format_cannot_say_is_not_exported_and_told_with_its_reason(event, reason):
    at = parse_when(event.pop("at"))
    case = case_with(
        Event("E0", Kind.OUTCOME, "first", parse_when("0")), Event("E1", Kind.OUTCOME, "told", at, **event)
    )
    _, files = exported(case)
    assert [row["START_DATE"] for row in timeline(files)] == ["0"]
    (left,) = rows(files, "not_exported.txt")
    assert (left["EVENT"], left["TERM"]) == ("E1", "told") and left["REASON"].startswith(reason)


@pytest.mark.parametrize(
    ("until", "stop", "status", "back"),
    [
        (None, "", None, None),
        (parse_when("9"), "9", None, parse_when("9")),
        (parse_when("0"), "0", None, parse_when("0")),
        (End.ONGOING, "", "ongoing", End.ONGOING),
        (End.UNKNOWN, "", "unknown", End.UNKNOWN),
        (parse_when("7..9"), "", "7–9 (bounded)", End.UNKNOWN),
    ],
)
def test_an_end_is_a_day_or_told_in_words(tmp_path, until, stop, status, back):
    case = case_with(Event("E1", Kind.TREATMENT, "X", parse_when("0"), until, components=("X",)))
    _, files = exported(case)
    (row,) = timeline(files)
    assert (row["STOP_DATE"], row.get("END_STATUS")) == (stop, status)
    (found,) = (event for event in again(case, tmp_path).events if event.kind is Kind.TREATMENT)
    assert found.until == back
    assert ("not_exported.txt" in files) and len(rows(files, "not_exported.txt")) == (status or "").count("bounded")


def test_censored_values_and_words_stay_as_they_were_received(tmp_path):
    values = ("<0.1", ">1000", "10851", "hemolytic")
    labs = [
        Event(f"E{day}", Kind.LAB, "Leukocytes", parse_when(str(day)), quantity=Quantity(value, "/uL"))
        for day, value in enumerate(values)
    ]
    _, files = exported(case_with(*labs))
    assert [(row["TEST"], row["RESULT"], row["UNIT"]) for row in timeline(files)] == [
        ("Leukocytes", value, "/uL") for value in values
    ]


def test_instants_go_out_as_their_calendar_day():
    times = ("2024-03-01T23:50", "2024-03-02T00:10", "2024-03-04T12:00")
    labs = [Event(f"E{one}", Kind.ENCOUNTER, f"visit {one}", parse_when(at)) for one, at in enumerate(times)]
    case = replace(case_with(*labs, origin="2024-03-01"), grain=Grain.INSTANT)
    _, files = exported(case)
    assert [row["START_DATE"] for row in timeline(files)] == ["0", "1", "3"]
    assert rows(files, "dates_first_diagnosis.txt") == [{"PATIENT_ID": "case-x", "DATE": "2024-03-01"}]


def test_without_leave_to_identify_neither_the_number_nor_a_date_goes_out():
    case = case_with(Event("E0", Kind.OUTCOME, "x", parse_when("0")), origin="2024-03-01", patient_id="MRN-77")
    identified, hidden = exported(case)[1], exported(case, identified=False)[1]
    assert "MRN-77" in "".join(identified.values()) and "2024-03-01" in "".join(identified.values())
    assert "MRN-77" not in "".join(hidden.values()) and "2024-03-01" not in "".join(hidden.values())
    assert problems(hidden) == []


@pytest.mark.parametrize(
    ("zero", "kind", "words"),
    [
        ("first diagnosis", Kind.NOTE, "first diagnosis"),
        ("E0", Kind.DIAGNOSIS, "first diagnosis"),
        ("E0", Kind.ENCOUNTER, "visit to ward-4 B"),
    ],
)
def test_the_study_says_what_its_day_0_is_and_that_comes_back(tmp_path, zero, kind, words):
    event = Event("E0", kind, "visit to ward 4 B", parse_when("0"))
    case = replace(case_with(event, age="9 years"), zero=zero)
    _, files = exported(case)
    assert f"Day 0: {words}." in files["meta_study.txt"]
    assert again(case, tmp_path).zero == words
    (patient,) = rows(files, "data_clinical_patient.txt")
    assert patient.get("AGE") == ("9" if words == "first diagnosis" else None)


def test_colours_and_shapes_stand_in_every_row_of_a_file_or_in_none(tmp_path):
    colour, shape = {"style_color": "#aa0000"}, {"style_shape": "star"}
    styles = ({}, colour, shape, colour | shape, {"style_color": "red", "style_shape": "blob"})
    events = [
        Event(f"E{day}", Kind.OTHER, f"t{day}", parse_when(str(day)), details={"event_type": "X", **style})
        for day, style in enumerate(styles)
    ]
    case = case_with(*events)
    _, files = exported(case)
    assert problems(files) == []
    assert len([name for name in files if name.startswith("data_timeline_x")]) == 4
    found = [event for event in again(case, tmp_path).events if event.kind is Kind.OTHER]
    assert [{k: v for k, v in event.details.items() if k != "event_type"} for event in found] == list(styles)


def test_event_types_of_one_file_name_do_not_share_a_file():
    events = [
        Event(f"E{day}", Kind.OTHER, "t", parse_when(str(day)), details={"event_type": name})
        for day, name in enumerate(("PD-L1", "PD_L1", "ß", "é"))
    ]
    _, files = exported(case_with(*events))
    assert problems(files) == []
    assert len([name for name in files if name.startswith("data_timeline_")]) == 4


ODD = tabbed(
    "PATIENT_ID|AGE|OS_STATUS|OS_MONTHS|DFS_STATUS|DFS_MONTHS|PFS_STATUS|PFS_MONTHS|SAMPLE_TYPE|CODE|1|MUTATION_COUNT|SEEN",
    "P1|over 89|LOST|about 12|1:Recurred|4|maybe|3|Primary|NA-1|x|7|Jan-99",
)


def test_what_breaks_a_rule_of_the_portal_is_kept_under_another_name_and_comes_back(tmp_path):
    samples = tabbed("PATIENT_ID|SAMPLE_ID|CANCER_TYPE|SAMPLE_TYPE|CODE", "P1|S 1/2|Glioma|Primary|c")
    found = IMPORTER.read(
        write(tmp_path / "in", {"data_clinical_patient.txt": ODD, "data_clinical_sample.txt": samples})
    )
    (case,) = found.cases
    _, files = exported(case)
    assert problems(files) == []
    (patient,) = rows(files, "data_clinical_patient.txt")
    assert (patient["AGE_AS_GIVEN"], patient["SEEN_AS_GIVEN_DATE"]) == ("over 89", "Jan-99")
    (folder := tmp_path / "out").mkdir()
    (back,) = IMPORTER.read(write(folder, files)).cases
    before, after = (one.event("patient").details for one in (case, back))
    assert before == after and back.age == case.age


def test_older_studies_with_one_clinical_file_come_back_the_same(tmp_path):
    text = tabbed(
        "SAMPLE_ID|PATIENT_ID|AGE|GENDER|OS_MONTHS|OS_STATUS|DAYS_TO_DEATH|STAGE",
        "S1|P1|62|Male|5.4|DECEASED|164|IIA",
        "S2|P1|62|Male|5.4|DECEASED|164|IIB",
    )
    (case,) = IMPORTER.read(write(tmp_path / "old_study", {"data_clinical.txt": text})).cases
    assert problems(exported(case)[1]) == []
    assert plain(again(case, tmp_path)) == plain(replace(case, events=case.events))


def test_the_whole_made_up_study_has_a_feature_of_each_kind_in_its_export(made_up):
    case = next(one for one in made_up.cases if one.patient_id == "P1")
    _, files = exported(case)
    assert {"data_resource_definition.txt", "data_resource_sample.txt", "data_resource_patient.txt"} <= set(files)
    of_timelines = [text for name, text in STUDY.items() if name.startswith("data_timeline") or name == "pictures.tsv"]
    expected = sum(text.count("\nP1\t") + text.count("\tP1\t") for text in of_timelines)
    assert len(timeline(files)) == expected - 1
    assert [row["REASON"] for row in rows(files, "not_exported.txt")] == ["it is not dated"]
    assert case.event("survival").at != When() and "survival" not in "".join(files.values())
