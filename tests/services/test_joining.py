"""Imported studies: they join the case that is named or carries their patient id, stay there, and name nobody."""

import json
import zipfile
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.services import cases, images, imports, staging
from dashboard.services.context import Context
from dashboard.services.joining import Choice, blobs_of
from dashboard.services.reports import report
from tests.imaging.conftest import MakeDicom, make_dicom
from tests.planted import PLANTED, traces
from tests.services.conftest import context, library, settings
from tests.services.folders import write_case
from tests.store.conftest import database_url

__all__ = ["context", "database_url", "library", "make_dicom", "settings"]

PLACE = {"ImageOrientationPatient": [1, 0, 0, 0, 1, 0], "PixelSpacing": [0.5, 0.5]}
STUDY = {"StudyInstanceUID": "1.2.840.7", "StudyDate": "20240305", "SeriesDescription": "CT head", "PatientID": "0042"}
TO_A = Choice("a")


@pytest.fixture
def disc(tmp_path: Path, make_dicom: MakeDicom) -> Path:
    """A folder with one study of three slices, a report, and a file that is none."""
    for height in (5, 0, 10):
        pixels = np.full((8, 8), height, np.uint16)
        make_dicom(f"disc/{height}", pixels, ImagePositionPatient=[0, 0, height], **PLACE, **STUDY)
    words = {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.88.11", "SeriesInstanceUID": "1.2.9"}
    make_dicom("disc/report", Rows=None, **words, **STUDY)
    (tmp_path / "disc" / "broken").write_bytes(b"nothing" * 50)
    (tmp_path / "disc" / "README.TXT").write_text("about")
    return tmp_path / "disc"


def brought(context: Context, path: Path, choice: Choice = imports.NO_CHOICE):
    imports.load_library(context)
    return imports.import_path(LOCAL_USER, context, path, choice)


def joined_study(context: Context, case_id: str = "a"):
    return images.study_images(LOCAL_USER, context, case_id)[-1]


def test_the_report_keeps_its_contract(context, disc):
    told = report(brought(context, disc, TO_A))
    (study,) = told["studies"]
    assert (study["uid"], study["date"], study["modality"], study["case"]) == ("1.2.840.7", "2024-03-05", "CT", "a")
    assert study["series"][-1]["shown_as"] == "Basic Text SR"
    assert study["series"][0] == {
        "uid": "1.2.3", "modality": "CT", "description": "CT head", "instances": 3, "positions": 3, "frames": 3,
        "rows": 8, "columns": 8, "shown_as": "slices",
    }  # fmt: skip
    assert [(one["file"], one["reason"]) for one in told["refused"]] == [
        ("broken", "is not a readable DICOM, PNG or JPEG file")
    ]
    assert told["rows_read"] == told["accepted"] + len(told["refused"]) + sum(told["not_imported"].values())
    assert json.loads(json.dumps(told)) == told


def test_a_study_shows_its_pictures_in_the_case_it_joined(context, disc):
    brought(context, disc, TO_A)
    study = joined_study(context)
    assert study.available and [one.slices for one in study.series] == [3]
    shown = images.open_series(LOCAL_USER, context, study.series[0].image_id, 0).shown
    assert shown.stack.positions == (0, 5, 10)
    assert images.thumbnail(LOCAL_USER, context, study.image_id, 64).startswith(b"\xff\xd8")


def test_importing_twice_adds_nothing(context, disc):
    brought(context, disc, TO_A)
    version = cases.open_case(LOCAL_USER, context, "a").version
    files = sorted(context.settings.data_dir.rglob("pictures/*/*"))
    (again,) = brought(context, disc, TO_A)
    assert (again.joinings[0].added.new, again.joinings[0].added.same) == (0, 4)
    assert cases.open_case(LOCAL_USER, context, "a").version == version
    assert sorted(context.settings.data_dir.rglob("pictures/*/*")) == files
    assert len(joined_study(context).series[0].image_id) > 20


def test_another_version_of_a_file_is_left_out_and_said(context, disc):
    brought(context, disc, TO_A)
    whole = (disc / "5").read_bytes()
    (disc / "5").write_bytes(whole[:-1] + b"\x07")
    (again,) = brought(context, disc, TO_A)
    assert (again.joinings[0].added.new, len(again.joinings[0].added.other)) == (0, 1)


def test_without_a_case_a_study_waits_and_nothing_is_stored(context, disc):
    (outcome,) = brought(context, disc)
    assert outcome.joinings[0].case_id == ""
    assert "no single case carries its patient id" in outcome.joinings[0].reason
    assert not list(context.settings.data_dir.rglob("pictures/*/*"))
    assert len(images.study_images(LOCAL_USER, context, "a")) == 1


@pytest.mark.parametrize(("patient_id", "joins"), [("0042", True), ("42", False), ("0042 ", False), ("", False)])
def test_a_patient_id_must_match_exactly(context, library, disc, patient_id, joins):
    head = library / "a" / "case.toml"
    head.write_text(f'patient_id = "{patient_id}"\n' + head.read_text())
    (outcome,) = brought(context, disc)
    assert outcome.joinings[0].case_id == ("a" if joins else "")


def test_a_case_that_somebody_named_but_of_another_patient_id_is_told(context, library, disc):
    assert report(brought(context, disc, TO_A))["studies"][0]["verify"] is None
    head = library / "b" / "case.toml"
    head.write_text('patient_id = "77-B"\n' + head.read_text())
    told = report(brought(context, disc, Choice("b")))["studies"][0]
    doubt = "its files carry another patient id than the case"
    assert (told["case"], told["verify"]) == ("b", doubt)
    read = [imports.read(*imports.found_at(disc)[0])]
    assert [one.joinings[0].verify for one in staging.tried(LOCAL_USER, context, read, Choice("b"))] == [doubt]


def test_a_study_of_nothing_but_a_report_is_told_as_what_it_is(context, disc):
    brought(context, disc / "report", TO_A)
    study = joined_study(context)
    assert not study.available and study.reason == "It holds no picture, but Basic Text SR."
    assert images.thumbnail(LOCAL_USER, context, study.image_id, 64).startswith(b"\xff\xd8")


def test_two_cases_of_one_patient_are_no_match(context, library, disc):
    for name in ("a", "b"):
        head = library / name / "case.toml"
        head.write_text('patient_id = "0042"\n' + head.read_text())
    assert brought(context, disc)[0].joinings[0].case_id == ""


def test_the_date_of_the_study_is_the_time_of_its_event_where_the_case_has_dates(context, library, disc):
    head = library / "a" / "case.toml"
    head.write_text('origin = "2024-03-01"\n' + head.read_text())
    brought(context, disc, TO_A)
    brought(context, disc, Choice("b"))
    opened = cases.open_case(LOCAL_USER, context, "a")
    event = opened.case.event(opened.case.studies[-1].event)
    assert (str(event.at), opened.chronology.window(event.id).earliest) == ("2024-03-05", 4)
    other = cases.open_case(LOCAL_USER, context, "b").case
    event = other.event(other.studies[-1].event)
    assert (str(event.at), event.note) == ("", "Study date in the header: 2024-03-05. The case has no dates.")


def test_a_study_may_belong_to_an_event_that_is_there(context, disc):
    brought(context, disc, Choice("a", "E3"))
    case = cases.open_case(LOCAL_USER, context, "a").case
    assert len(case.events) == 3
    (study,) = images.study_images(LOCAL_USER, context, "a")
    assert (study.study.id, study.study.event, study.available) == ("mri-1", "E3", True)
    again = brought(context, disc, Choice("a", "E9"))
    assert again[0].joinings[0].case_id == "a"


@pytest.mark.parametrize("choice", [Choice("nobody"), Choice("a", "E9")])
def test_a_choice_that_names_nothing_is_refused(context, disc, choice):
    (outcome,) = brought(context, disc, choice)
    assert outcome.refusals
    assert not joined_study(context).available


def test_what_joined_stays_when_the_folder_of_the_case_is_read_again(context, library, disc):
    brought(context, disc, TO_A)
    assert [change.anything for one in imports.load_library(context) for change in one.changes] == [False, False]
    write_case(library / "a", title="Corrected")
    imports.load_library(context)
    assert cases.open_case(LOCAL_USER, context, "a").case.title == "Corrected"
    assert joined_study(context).available


def test_who_may_not_import_or_not_see_the_case_joins_nothing(context, disc):
    imports.load_library(context)
    for user in (User("viewer", Role.VIEWER), User("editor", Role.EDITOR, cases=frozenset({"b"}))):
        try:
            (outcome,) = imports.import_path(user, context, disc, TO_A)
        except Exception as problem:  # denied as a whole
            assert type(problem).__name__ == "Denied"
        else:
            assert outcome.refusals
    assert not list(context.settings.data_dir.rglob("pictures/*/*"))


def test_a_damaged_content_is_not_shown(context, disc):
    brought(context, disc, TO_A)
    kept = [path for path in context.settings.data_dir.rglob("pictures/*/*") if path.is_file()]
    for path in kept:
        assert blobs_of(context).is_whole(path.name)
        path.write_bytes(path.read_bytes()[:-1] + b"\x55")
    context.scans.__init__(8)
    assert not joined_study(context).available


def test_a_zip_is_taken_as_the_folder_in_it(context, disc, tmp_path):
    archive = tmp_path / "disc.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for path in disc.iterdir():
            written.write(path, f"DISC/{path.name}")
    (outcome,) = brought(context, archive, TO_A)
    assert outcome.joinings[0].added.new == 4
    assert [str(one) for one in outcome.report.refused] == ["DISC/broken: is not a readable DICOM, PNG or JPEG file."]


def test_thirty_four_identifiers_in_a_header_and_none_in_what_is_handed_out(context, tmp_path, make_dicom):
    assert len(PLANTED) == 34
    path = make_dicom("disc/a", SOPInstanceUID="1.2.777.4", WindowCenter=4, WindowWidth=9, **PLACE, **PLANTED)
    assert path.read_bytes().count(b"CANARY") == 30
    brought(context, tmp_path / "disc", TO_A)
    study = joined_study(context)
    (series,) = study.series
    told = [asdict(one) for one in study.series]
    shown = images.open_series(LOCAL_USER, context, series.image_id, 0).shown
    told += [asdict(shown.stack) | {"frame": ""}]
    text = json.dumps(told) + shown.frame
    body = images.series_slice(LOCAL_USER, context, series.image_id, 0)[0]
    small = images.thumbnail(LOCAL_USER, context, series.image_id, 64)
    for handed_out in (text.encode(), body, small):
        assert traces(handed_out) == []
    assert series.description == "FLAIR"
