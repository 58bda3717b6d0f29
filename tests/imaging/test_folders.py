"""Which folder and which slice stand for a study."""

import pytest

from dashboard.imaging import ImageRefused, KeyImage, key_images, key_slice, scan_study, study_folder

AXIAL = [1, 0, 0, 0, 1, 0]


@pytest.fixture
def study(tmp_path, make_dicom):
    for height in range(5):
        make_dicom(f"s/ct/{height}.dcm", ImageOrientationPatient=AXIAL, ImagePositionPatient=[0, 0, height])
        make_dicom(f"s/late/{height}.dcm", SeriesInstanceUID="1.2.4")
    return scan_study(tmp_path / "s", "ct-1")


def test_a_sites_own_pictures_come_before_those_of_the_case(tmp_path, make_dicom):
    cases, own = tmp_path / "cases", tmp_path / "own"
    of_the_case = cases / "case-1" / "images" / "ct-1"
    assert study_folder("case-1", "ct-1", cases) == of_the_case
    assert study_folder("case-1", "ct-1", cases, own) == of_the_case
    (own / "case-1" / "ct-1").mkdir(parents=True)
    assert study_folder("case-1", "ct-1", cases, own) == of_the_case
    make_dicom("own/case-1/ct-1/a.dcm")
    assert study_folder("case-1", "ct-1", cases, own) == own / "case-1" / "ct-1"


@pytest.mark.parametrize("name", ["..", "", ".", "a/b", "../x", "a\0b", "a\\b"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    with pytest.raises(ImageRefused):
        study_folder(name, "ct-1", tmp_path)
    with pytest.raises(ImageRefused):
        study_folder("case-1", name, tmp_path)


def test_the_index_names_the_key_image(tmp_path, study):
    (tmp_path / "index.toml").write_text('[ct-1]\nseries = "ct"\nslice = 2\ncaption = "c"\nillustration = true\n')
    keys = key_images(tmp_path)
    assert keys == {"ct-1": KeyImage("ct", 2, "c", True)}
    assert key_slice(study, keys["ct-1"]).path.name == "1.dcm"


def test_the_first_finding_of_a_study_that_names_a_slice_goes_before_the_index(tmp_path, study):
    images = tmp_path / "images"
    images.mkdir()
    (images / "index.toml").write_text('[ct-1]\nseries = "ct"\nslice = 2\ncaption = "c"\n')
    head, blank = "study,finding,trend,Slice,series\n", "ct-1,edema,new,,\n"
    rows = {"ct-1,edema,new,4,\nct-1,mass effect,new,5,\n": ("ct", 4), "ct-1,edema,new,1,late\n": ("late", 1)}
    for named, expected in rows.items():
        (tmp_path / "findings.csv").write_text(head + blank + named)
        key = key_images(images)["ct-1"]
        assert (key.series, key.slice, key.caption) == (*expected, "c")
    assert key_slice(study, key).path.parts[-2:] == ("late", "0.dcm")
    for wrong in ("ct-1,edema,new,0,\n", "ct-1,edema,new,x,\n", ",edema,new,3,\n", '"', "ct-1\n"):
        (tmp_path / "findings.csv").write_text(head + wrong)
        assert key_images(images)["ct-1"].slice == 2
    (tmp_path / "findings.csv").write_bytes(b"\xff\xfe")
    assert key_images(images)["ct-1"].slice == 2


def test_without_an_index_the_middle_of_the_first_series_stands_for_the_study(tmp_path, study):
    assert key_images(tmp_path) == {}
    assert key_slice(study).path.parts[-2:] == ("ct", "2.dcm")
    assert key_slice(study, KeyImage("late")).path.parts[-2:] == ("late", "2.dcm")
    assert key_slice(study, KeyImage("gone", 1)).path.parts[-2:] == ("ct", "2.dcm")


def test_another_series_is_shown_at_the_position_of_the_key_slice(tmp_path, make_dicom):
    for height in range(9):
        place = {"ImageOrientationPatient": AXIAL, "ImagePositionPatient": [0, 0, height]}
        make_dicom(f"s/thin/{height}.dcm", **place)
    for height in (2.2, 5.1, 7.0):
        place = {"ImageOrientationPatient": AXIAL, "ImagePositionPatient": [0, 0, height]}
        make_dicom(f"s/thick/{height}.dcm", SeriesInstanceUID="1.2.4", **place)
    study = scan_study(tmp_path / "s", "mri-1")
    assert key_slice(study, KeyImage("thin", 4), "thick").path.name == "2.2.dcm"
    assert key_slice(study, KeyImage("thin", 7), "thick").path.name == "5.1.dcm"
    assert key_slice(study, KeyImage("thin", 1), "thick").path.name == "5.1.dcm"
    assert key_slice(study, KeyImage("thin", 3), "thin").path.name == "2.dcm"


@pytest.mark.parametrize("number", [0, 6, -1])
def test_a_slice_that_is_not_there_is_refused(study, number):
    with pytest.raises(ImageRefused, match=rf"names slice {number} of ct-1; ct has 5"):
        key_slice(study, KeyImage("ct", number))


def test_a_study_without_pictures_is_refused(tmp_path):
    with pytest.raises(ImageRefused, match="no picture of mri-9"):
        key_slice(scan_study(tmp_path, "mri-9"))


@pytest.mark.parametrize("text", ["[ct-1", "ct-1 = 3", '[ct-1]\nslice = "two"', "[ct-1]\nsize = 3"])
def test_a_wrong_index_gives_a_sentence(tmp_path, text):
    (tmp_path / "index.toml").write_text(text)
    with pytest.raises(ImageRefused, match=r"index\.toml"):
        key_images(tmp_path)
