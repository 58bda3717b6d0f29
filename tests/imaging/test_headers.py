"""Study folders: grouping into series, order of slices, and files that are no pictures."""

import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom.uid import DeflatedExplicitVRLittleEndian

from dashboard.imaging import ImageRefused, Listed, headers, inflate, scan, scan_study

AXIAL = [1, 0, 0, 0, 1, 0]
SAGITTAL = [0, 1, 0, 0, 0, -1]


def test_slices_are_ordered_by_position_and_not_by_instance_number(tmp_path, make_dicom):
    for number, height in ((1, 20.0), (2, -10.0), (3, 5.0)):
        make_dicom(
            f"ct/{number}.dcm",
            InstanceNumber=number,
            ImageOrientationPatient=AXIAL,
            ImagePositionPatient=[0, 0, height],
        )
    (series,) = scan_study(tmp_path, "ct-1").series
    assert [one.position for one in series.slices] == [-10.0, 5.0, 20.0]
    assert [one.path.name for one in series.slices] == ["2.dcm", "3.dcm", "1.dcm"]


def test_position_is_measured_along_the_normal(tmp_path, make_dicom):
    make_dicom("a.dcm", ImageOrientationPatient=SAGITTAL, ImagePositionPatient=[7, 100, -50])
    (series,) = scan_study(tmp_path, "ct-1").series
    assert series.slices[0].position == pytest.approx(-7.0)


def test_two_orientations_in_one_series_become_two_stacks(tmp_path, make_dicom):
    make_dicom("ct/a.dcm", ImageOrientationPatient=AXIAL, ImagePositionPatient=[0, 0, 0])
    make_dicom("ct/b.dcm", ImageOrientationPatient=SAGITTAL, ImagePositionPatient=[0, 0, 0])
    assert [series.name for series in scan_study(tmp_path, "ct-1").series] == ["ct", "ct-2"]


def test_slices_without_geometry_keep_the_order_of_their_names(tmp_path, make_dicom):
    make_dicom("b.dcm", InstanceNumber=1)
    make_dicom("a.dcm", InstanceNumber=2)
    (series,) = scan_study(tmp_path, "ct-1").series
    assert [one.path.name for one in series.slices] == ["a.dcm", "b.dcm"]
    assert {one.position for one in series.slices} == {None}


def test_loose_files_of_two_series_are_told_apart(tmp_path, make_dicom):
    make_dicom("a.dcm", SeriesDescription="FLAIR")
    make_dicom("b.dcm", SeriesInstanceUID="1.2.4", SeriesDescription="T1")
    series = scan_study(tmp_path, "mri-1").series
    assert [(one.name, one.description) for one in series] == [("pictures", "FLAIR"), ("pictures-2", "T1")]


def test_frames_of_one_file_are_slices(tmp_path, make_dicom):
    make_dicom("a.dcm", np.zeros((4, 4), np.uint8), NumberOfFrames=3, PixelData=bytes(48))
    (series,) = scan_study(tmp_path, "us").series
    assert [one.frame for one in series.slices] == [0, 1, 2]


def test_a_series_is_an_illustration_only_if_every_file_says_so(tmp_path, make_dicom):
    make_dicom("drawn/a.dcm", QualityControlImage="YES")
    make_dicom("mixed/a.dcm", QualityControlImage="YES", SeriesInstanceUID="1.2.4")
    make_dicom("mixed/b.dcm", SeriesInstanceUID="1.2.4")
    assert [(one.name, one.illustration) for one in scan_study(tmp_path, "x").series] == [
        ("drawn", True),
        ("mixed", False),
    ]


def test_png_and_jpeg_are_known_by_content(tmp_path):
    Image.new("L", (4, 4)).save(tmp_path / "scan.bin", "PNG")
    Image.new("L", (4, 4)).save(tmp_path / "photo", "JPEG")
    (series,) = scan_study(tmp_path, "histology").series
    assert len(series.slices) == 2


def test_a_folder_that_is_missing_has_no_series(tmp_path):
    assert scan_study(tmp_path / "nowhere", "ct-1").series == ()


def test_files_that_are_no_picture_are_listed_and_stop_nothing(tmp_path, make_dicom):
    make_dicom("good.dcm")
    make_dicom("report.dcm", SOPClassUID="1.2.840.10008.5.1.4.1.1.88.11", Rows=None)
    make_dicom("endless.dcm", NumberOfFrames=2_000_000_000)
    (tmp_path / "random.dcm").write_bytes(b"DICM" * 100)
    (tmp_path / "empty.dcm").write_bytes(b"")
    (tmp_path / "cut.dcm").write_bytes((tmp_path / "good.dcm").read_bytes()[:150])
    (tmp_path / "NOTICE.txt").write_text("about the pictures")
    study = scan_study(tmp_path, "ct-1")
    assert [one.path.name for one in study.series[0].slices] == ["good.dcm"]
    reasons = {refused.path.name: refused.reason for refused in study.refused}
    assert set(reasons) == {"endless.dcm", "random.dcm", "empty.dcm", "cut.dcm"}
    assert study.listed == (Listed("Basic Text SR", "CT", 1),)
    assert "2000000000 frames" in reasons["endless.dcm"]
    assert all(name in reason and reason.endswith(".") for name, reason in reasons.items())


def test_a_value_that_cannot_be_parsed_counts_as_absent(make_dicom):
    path = make_dicom("a.dcm", PixelPaddingValue=5)
    path.write_bytes(path.read_bytes().replace(b"\x28\x00\x20\x01US\x02", b"\x28\x00\x20\x01UL\x02"))
    assert headers.read_header(path).get("PixelPaddingValue") is None
    assert headers.read_header(path).get("Rows") == 8


def test_a_file_that_unpacks_too_far_is_refused_before_it_is_read(make_dicom, monkeypatch):
    path = make_dicom("a.dcm")
    whole = path.read_bytes()
    start = inflate.PREAMBLE_AND_GROUP_LENGTH + int.from_bytes(whole[140:144], "little")
    deflated = str(DeflatedExplicitVRLittleEndian).encode()
    meta = whole[:start].replace(b"1.2.840.10008.1.2.1\x00", deflated)
    packer = zlib.compressobj(wbits=-15)
    growth = len(meta) - start
    meta = meta[:140] + (int.from_bytes(meta[140:144], "little") + growth).to_bytes(4, "little") + meta[144:]
    length_at = meta.index(deflated) - 2
    meta = meta[:length_at] + len(deflated).to_bytes(2, "little") + meta[length_at + 2 :]
    path.write_bytes(meta + packer.compress(whole[start:] + bytes(5_000_000)) + packer.flush())
    assert headers.read_header(path).get("Rows") == 8
    monkeypatch.setattr(inflate, "MAX_UNPACKED", 3_000_000)
    with pytest.raises(ImageRefused, match=r"a\.dcm was not opened: it unpacks to more than"):
        headers.read_header(path)


def test_links_out_of_the_folder_are_not_followed(tmp_path, make_dicom):
    outside = make_dicom("outside/a.dcm")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.dcm").symlink_to(outside)
    assert scan_study(inside, "ct-1").series == ()


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(scan, "MAX_FILES", 2)
    for name in "abc":
        (tmp_path / name).touch()
    with pytest.raises(ImageRefused, match="more than 2 files"):
        scan_study(tmp_path, "ct-1")
