"""A whole study: which files belong to it, what its persons are, what stands on no day, and what its links are."""

import zipfile
from pathlib import Path

import pytest

from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.events import Kind
from dashboard.domain.timing import TimeKind, place
from dashboard.domain.when import When, parse_when
from dashboard.importers.base import Choices, Import, ImportRefused
from dashboard.importers.cbioportal import IMPORTER
from tests.importers.cbioportal.studies import OTHERS, STUDY, meta, tabbed, write

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1585\n"
HEADER = "PATIENT_ID|START_DATE|EVENT_TYPE"
TIMELINE = "data_timeline_x.txt"


@pytest.fixture
def made_up(tmp_path: Path) -> Import:
    return IMPORTER.read(write(tmp_path / "study"))


def case_of(found: Import, patient: str) -> Case:
    return next(case for case in found.cases if case.patient_id == patient)


def read(tmp_path: Path, files: dict[str, str | bytes], choices: Choices | None = None) -> Import:
    return IMPORTER.read(write(tmp_path / "study", files), choices or Choices())


def test_every_row_of_a_study_is_accounted_for(made_up):
    report = made_up.report
    assert (report.rows_read, report.accepted, report.merged, report.rows_refused) == (45, 43, 0, 0)
    assert report.not_imported == {
        "links of the study, which are of no patient": 1,
        "words for links that no patient has": 1,
    }
    assert report.notes == ("data_mutations.txt holds no timeline, clinical or resource data and was not read",)
    assert len(report.files) == len(STUDY) - 1
    assert made_up.origin == "made_up"


def test_the_report_says_which_kind_each_event_type_went_to_and_why(made_up):
    routes = {one.what: (one.kind, one.count) for one in made_up.report.routes}
    assert routes["event type LAB_TEST"] == ("lab", 12)
    assert routes["event type ECOG_STATUS"] == ("other", 2)
    assert all(one.why for one in made_up.report.routes)


def test_day_0_is_a_moment_of_the_name_that_the_format_gives_and_no_event(made_up):
    for case in made_up.cases:
        assert (case.zero, case.moments) == ("first diagnosis", {"first diagnosis": parse_when("0")})
        assert case.event(case.zero) is None
        solve(case)


@pytest.mark.parametrize(
    ("day", "zero"), [("-30", "study day zero"), ("0", "first diagnosis"), ("30", "first diagnosis")]
)
def test_a_diagnosis_before_day_0_says_that_days_do_not_count_from_it(tmp_path, day, zero):
    rows = tabbed(HEADER, f"P1|{day}|DIAGNOSIS", "P2|5|STATUS")
    patients = tabbed("PATIENT_ID|AGE|OS_STATUS|OS_MONTHS", "P2|61|1:DECEASED|12")
    found = read(tmp_path, {"data_timeline_x.txt": rows, "data_clinical_patient.txt": patients})
    assert {case.zero for case in found.cases} == {zero}
    case = case_of(found, "P2")
    died = case.event("survival")
    assert died.at == (parse_when("330..397") if zero == "first diagnosis" else When())
    assert case.age == ("61 years" if zero == "first diagnosis" else "61 years at first diagnosis")


@pytest.mark.parametrize(
    ("description", "zero"),
    [
        ("Invented. Day 0: admission to hospital. More.", "admission to hospital"),
        ("Day 0: after 2 events.", "first diagnosis"),
        ("No word of it.", "first diagnosis"),
    ],
)
def test_the_description_of_a_study_may_say_what_day_0_is(tmp_path, description, zero):
    about = f"type_of_cancer: mixed\ncancer_study_identifier: x\nname: X\ndescription: {description}\n"
    found = read(tmp_path, {"meta_study.txt": about, TIMELINE: tabbed(HEADER, "P1|-5|DIAGNOSIS")})
    expected = zero if zero != "first diagnosis" else "study day zero"
    assert found.cases[0].zero == expected and solve(found.cases[0])


def test_a_date_of_first_diagnosis_dates_day_0_and_nothing_else(tmp_path):
    files = {
        "data_timeline_x.txt": tabbed(HEADER, "P1|0|STATUS", "P2|0|STATUS"),
        "dates_first_diagnosis.txt": tabbed(
            "PATIENT_ID|DATE", "P1|2020-11-01", "P2|NA", "P3|01.11.2020", "P1|2020-11-02"
        ),
    }
    found = read(tmp_path, files)
    assert (case_of(found, "P1").origin, case_of(found, "P2").origin) == ("2020-11-01", "")
    assert [(one.line, one.reason.split(";")[0]) for one in found.report.refused] == [
        (4, '"01.11.2020" is not a date'),
        (5, "the patient has another date of first diagnosis above (2020-11-01)"),
    ]
    assert found.report.not_imported == {"dates of first diagnosis that are blank": 1}


def test_clinical_files_tell_of_the_person_and_their_attributes_stand_on_no_day(made_up):
    case = case_of(made_up, "P1")
    assert (case.age, case.sex, case.diagnosis) == ("9 years", "male", "Leukemia")
    (patient,) = (event for event in case.events if event.detail("event_type") == "patient attributes")
    assert patient.at == When() and patient.details["os_months"] == "4.2" and "smoking" not in patient.details
    placed = {item.event.id: item.time.kind for item in place(case, solve(case))}
    assert placed[patient.id] is placed["sample-P1-T1"] is TimeKind.NOT_DATED


def test_a_patient_without_events_is_a_case_of_what_is_known(made_up):
    case = case_of(made_up, "P3")
    assert (case.age, case.sex, [event.kind for event in case.events]) == ("44 years", "female", [Kind.NOTE])


@pytest.mark.parametrize("head", [4, 5, 0])
def test_clinical_files_are_read_with_four_or_five_heading_rows_and_without(tmp_path, head):
    rows = ["#Patient|Sample|Type", "#Patient|Sample|Type", "#STRING|STRING|STRING", "#PATIENT|SAMPLE|SAMPLE", "#1|1|1"]
    chosen = {4: [*rows[:3], rows[4]], 5: rows, 0: []}[head]
    found = read(tmp_path, {"data_clinical.txt": tabbed(*chosen, "PATIENT_ID|SAMPLE_ID|CANCER_TYPE", "P1|S1|Glioma")})
    (case,) = found.cases
    assert case.diagnosis == "Glioma" and case.event("sample-S1").details["cancer_type"] == "Glioma"


def test_facts_that_differ_between_samples_are_all_told(tmp_path):
    rows = ("PATIENT_ID|SAMPLE_ID|AGE|CANCER_TYPE", "P1|S1|60|Glioma", "P1|S2|62|Melanoma")
    found = read(tmp_path, {"data_clinical_sample.txt": tabbed(*rows)})
    assert (found.cases[0].diagnosis, found.cases[0].age) == ("Glioma / Melanoma", "60 / 62 years")
    assert len(found.report.notes) == 1


def test_an_event_of_a_sample_carries_what_is_known_of_the_sample_and_its_links(made_up):
    event = case_of(made_up, "P1").event("SPECIMEN.0.P1-T1")
    assert event.group == "P1-T1"
    assert event.details["sample cancer_type"] == "Leukemia"
    assert event.details["sample pathology slide"] == "https://slides.example.org/p1-t1?x=1"


def test_a_link_of_a_patient_has_the_words_of_the_study(made_up):
    (link,) = (event for event in case_of(made_up, "P1").events if event.term == "Tumor board notes")
    assert (link.details["link"], link.details["resource_id"], link.at) == (
        "https://notes.example.org/p1",
        "NOTES",
        When(),
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://example.org/x", "data:text/html,x", "slide.svs", "https://"]
)
def test_only_addresses_of_the_web_are_links(tmp_path, address):
    rows = tabbed("PATIENT_ID|RESOURCE_ID|URL", f"P1|X|{address}", "P1|X|HTTP://Example.org/a")
    found = read(tmp_path, {"data_resource_patient.txt": rows, "data_timeline_x.txt": tabbed(HEADER, "P1|0|STATUS")})
    ((refusal),) = found.report.refused
    assert (refusal.line, refusal.field) == (2, "URL") and "begins with http or https" in refusal.reason


@pytest.mark.parametrize(
    ("cells", "at", "died"),
    [
        ("1:DECEASED|17.97|NA|NA", "538..549", True),
        ("DECEASED|12|NA|NA", "330..397", True),
        ("0:LIVING|0.0|NA|NA", "0..4", False),
        ("LIVING|24|NA|NA", "690..763", False),
        ("DECEASED|12.73|387|NA", "387", True),
        ("LIVING|3.5|NA|106", "106", False),
        ("LIVING|3.5|106|NA", "102..110", False),
    ],
)
def test_survival_is_a_window_of_its_months_or_the_day_that_is_given(tmp_path, cells, at, died):
    rows = tabbed("PATIENT_ID|OS_STATUS|OS_MONTHS|DAYS_TO_DEATH|DAYS_TO_LAST_FOLLOWUP", f"P1|{cells}")
    event = read(tmp_path, {"data_clinical_patient.txt": rows}).cases[0].event("survival")
    assert (event.at, event.kind) == (parse_when(at), Kind.OUTCOME)
    assert event.term == ("Died" if died else "Living when last heard of")
    assert event.as_printed.startswith(f"OS_STATUS {cells.split('|')[0]}")


@pytest.mark.parametrize("cells", ["NA|12", "1:DECEASED|NA", "1:DECEASED|about a year", "2:LOST|12", "|"])
def test_survival_without_a_status_or_a_time_is_no_event(tmp_path, cells):
    rows = tabbed("PATIENT_ID|OS_STATUS|OS_MONTHS", f"P1|{cells}")
    assert read(tmp_path, {"data_clinical_patient.txt": rows}).cases[0].event("survival") is None


def test_the_name_of_a_person_is_read_and_not_kept(tmp_path):
    rows = tabbed("PATIENT_ID|PATIENT_DISPLAY_NAME|AGE", "P1|Mary Jane|60")
    assert "Mary Jane" not in repr(read(tmp_path, {"data_clinical_patient.txt": rows}).cases)


def test_a_file_is_found_by_its_meta_file_by_its_name_or_by_its_content(tmp_path):
    rows = tabbed(HEADER, "P1|0|STATUS")
    for files in (
        {"meta_a.txt": meta("TIMELINE", "anything.csv"), "anything.csv": rows},
        {"data_timeline.txt": rows},
        {"data_timeline_a.txt": rows},
        {"exported.tsv": rows},
    ):
        folder = write(tmp_path / str(len(list(tmp_path.iterdir()))), files)
        assert IMPORTER.sniff(folder)
        assert IMPORTER.read(folder).report.accepted == 1


def test_a_single_file_and_a_zip_are_read_like_a_folder(tmp_path):
    folder = write(tmp_path / "study")
    assert IMPORTER.sniff(folder / "data_timeline_other.txt")
    found = IMPORTER.read(folder / "data_timeline_other.txt")
    assert found.report.rows_read == OTHERS.count("\n") - 1 and found.origin == "made_up"
    alone = IMPORTER.read(write(tmp_path / "alone", {"data_timeline_other.txt": OTHERS}) / "data_timeline_other.txt")
    assert alone.origin == "data_timeline_other" and len(alone.cases) == len(found.cases)
    archive = tmp_path / "study.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in STUDY.items():
            packed.writestr(f"made_up/{name}", text)
        packed.writestr(
            "made_up/case_lists/cases_all.txt", "cancer_study_identifier: made_up\nstable_id: made_up_all\n"
        )
    assert IMPORTER.sniff(archive)
    assert IMPORTER.read(archive).cases == IMPORTER.read(folder).cases


def test_an_archive_of_two_studies_is_refused_with_a_sentence(tmp_path):
    archive = tmp_path / "two.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name in ("a", "b"):
            packed.writestr(f"{name}/data_timeline_x.txt", tabbed(HEADER, "P1|0|STATUS"))
    with pytest.raises(ImportRefused, match="the archive holds 2 studies; import each by itself"):
        IMPORTER.read(archive)
    with zipfile.ZipFile(tmp_path / "data_timeline_none.zip", "w") as packed:
        packed.writestr("data_timeline_x.md", "# no")
    with pytest.raises(ImportRefused, match="the archive holds no study"):
        IMPORTER.read(tmp_path / "data_timeline_none.zip")


@pytest.mark.parametrize(
    "files",
    [
        {"events.csv": "id,kind,term,at\n"},
        {"table.txt": "PATIENT_ID\tVALUE\nP1\t3\n"},
        {"notes.txt": "START_DATE of the study\n"},
        {"picture.png": b"\x89PNG\r\n"},
        {"empty.txt": ""},
        {"meta_analysis.txt": "Some: prose\nand more\n"},
    ],
)
def test_what_is_not_of_this_format_is_left_to_others(tmp_path, files):
    folder = write(tmp_path / "folder", files)
    assert not IMPORTER.sniff(folder)
    assert not any(IMPORTER.sniff(path) for path in folder.iterdir())
    with pytest.raises(ImportRefused):
        IMPORTER.read(folder)
    assert not IMPORTER.sniff(tmp_path / "nowhere")


def test_two_patients_of_one_code_in_two_studies_are_two_cases(tmp_path):
    files = {"data_timeline_x.txt": tabbed(HEADER, "P1|0|STATUS")}
    one, two = (IMPORTER.read(write(tmp_path / name, files)).cases[0] for name in ("a", "b"))
    assert (one.id, two.id) == ("a-P1", "b-P1")
    named = IMPORTER.read(tmp_path / "a", Choices(source="clinic", case_id="chosen"))
    assert (named.origin, named.cases[0].id) == ("clinic", "chosen")


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (TIMELINE, POINTER, "the file is a Git LFS pointer that stands for the data"),
        (TIMELINE, tabbed("PATIENT_ID|START|TYPE"), "the header lacks the column START_DATE"),
        (TIMELINE, "PATIENT_ID,START_DATE", "the columns are not separated by tabs"),
        (TIMELINE, b"\xff\xfeP\0", "the file is UTF-16, expected tab-separated text"),
        (TIMELINE, "", "the file is empty, expected a header row"),
        ("meta_x.txt", meta("TIMELINE", "gone.txt"), 'it names the data file "gone.txt", and no such file is there'),
        ("meta_x.txt", meta("TIMELINE", "../a.txt"), 'it names the data file "../a.txt", and no such file is there'),
        ("meta_x.txt", meta("TIMES", "data_timeline_good.txt"), 'its datatype "TIMES" is not one of the clinical data'),
        ("data_clinical_sample.txt", tabbed("PATIENT_ID|AGE", "P9|1"), "the header lacks the column SAMPLE_ID"),
        ("data_resource_patient.txt", tabbed("PATIENT_ID|URL"), "the header lacks the column RESOURCE_ID"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_others_are_read(tmp_path, name, text, reason):
    good = {"data_timeline_good.txt": tabbed(HEADER, "P1|0|STATUS")}
    found = read(tmp_path, {**good, name: text})
    (refusal,) = found.report.refused
    assert refusal.file == name and refusal.reason.startswith(reason)
    assert (found.report.rows_read, found.report.accepted) == (2, 1)


def test_a_study_of_which_no_file_can_be_read_is_refused_whole(tmp_path):
    with pytest.raises(ImportRefused, match="Git LFS pointer"):
        read(tmp_path, {"data_timeline_x.txt": POINTER})
