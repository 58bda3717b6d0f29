"""The committed pictures: every scan of both cases is there, decodes, says that it is drawn, and names no one."""

from pathlib import Path

import numpy as np
import pydicom
import pytest

from dashboard.imaging import Slice, key_images, key_slice, scan_study, thumbnail
from dashboard.imaging.frames import picture
from data.illustrations.mark import BOTTOM_ROWS, TOP_ROWS, WORDS, mark

CASES = Path(__file__).parents[2] / "data" / "cases"
STUDIES = {
    "case-1": {"ct-1": ["ct"], "ct-2": ["ct"], "mri-1": ["flair", "t1-contrast"], "mri-2": ["flair"]},
    "case-2": {
        "ct-1": ["ct"],
        "mri-1": ["flair", "t1-contrast"],
        "mri-2": ["flair", "t1-contrast"],
        "mri-3": ["flair"],
        "mri-4": ["flair"],
        "mri-5": ["flair"],
        "histology": ["pictures"],
    },
}
EVERY_STUDY = [(case, study) for case, studies in STUDIES.items() for study in studies]
FILES = sorted(CASES.glob("*/images/**/*.dcm"))
MOST_BYTES = 11_000_000


def images(case):
    return CASES / case / "images"


@pytest.mark.parametrize(("case", "study"), EVERY_STUDY)
def test_each_study_has_its_series_whole_and_in_order(case, study):
    found = scan_study(images(case) / study, study)
    assert [series.name for series in found.series] == STUDIES[case][study]
    assert found.refused == ()
    for series in found.series:
        heights = [one.position for one in series.slices]
        if study != "histology":
            assert len(heights) == 24
            assert set(np.round(np.diff(heights), 6)) == {4.5}
            assert series.illustration


@pytest.mark.parametrize(("case", "study"), EVERY_STUDY)
def test_the_index_names_a_key_slice_that_makes_a_thumbnail(case, study):
    key = key_images(images(case))[study]
    assert key.caption
    assert key.illustration
    assert len(thumbnail(key_slice(scan_study(images(case) / study, study), key), 96)) > 1500


def test_there_is_no_folder_or_index_entry_without_a_study():
    for case, studies in STUDIES.items():
        assert {path.name for path in images(case).iterdir() if path.is_dir()} == set(studies)
        assert set(key_images(images(case))) == set(studies)


def test_every_slice_carries_the_words_in_its_pixels():
    ink = mark(192)
    above, below = slice(0, TOP_ROWS), slice(192 - BOTTOM_ROWS, 192)
    for path in FILES:
        shown = np.asarray(picture(Slice(path)), np.float32)
        for band in (above, below):
            letters, ground = shown[band][ink[band] > 0.9], shown[band][ink[band] == 0]
            assert letters.size > 100
            assert letters.min() > 220, path
            assert ground.mean() < 30, path


def test_every_header_says_that_nobody_is_shown():
    for path in FILES:
        header = pydicom.dcmread(path, stop_before_pixels=True)
        assert str(header.PatientName) == "ILLUSTRATION^NOT A PATIENT"
        assert header.QualityControlImage == header.QualityControlSubject == "YES"
        assert WORDS in header.ImageComments
        assert "(ILLUSTRATION)" in header.SeriesDescription
        assert header.StudyDate == header.PatientBirthDate == header.PatientSex == ""
        assert header.file_meta.TransferSyntaxUID.name.startswith("JPEG-LS Lossless")


def test_uids_are_unique_and_instance_numbers_run_against_the_position():
    headers = [pydicom.dcmread(path, stop_before_pixels=True) for path in FILES]
    assert len({header.SOPInstanceUID for header in headers}) == len(FILES) == 312
    assert len({header.SeriesInstanceUID for header in headers}) == 13
    first = [header for header in headers if header.SeriesInstanceUID == headers[0].SeriesInstanceUID]
    first.sort(key=lambda header: header.ImagePositionPatient[2])
    assert [header.InstanceNumber for header in first] == list(range(24, 0, -1))


def test_the_scan_without_a_stated_side_says_so():
    for path in images("case-2").glob("mri-5/**/*.dcm"):
        header = pydicom.dcmread(path, stop_before_pixels=True)
        assert "states no side" in header.ImageComments
        note = mark(192, "SIDE OF\nBLEED NOT\nSTATED") - mark(192)
        assert np.asarray(picture(Slice(path)))[note > 0.9].min() > 220


def test_the_template_notice_lies_beside_the_pictures():
    notice = (CASES.parent / "illustrations" / "NOTICE.txt").read_text(encoding="utf-8")
    assert "Copyright (C) 1993-2004 Louis Collins" in notice
    for case in STUDIES:
        assert (images(case) / "NOTICE.txt").read_text(encoding="utf-8") == notice


def test_all_pictures_together_stay_small():
    assert sum(path.stat().st_size for path in CASES.glob("*/images/**/*") if path.is_file()) <= MOST_BYTES
