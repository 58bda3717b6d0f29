"""A DICOM file anew: the same picture, the same place, and nothing of whose it was."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import JPEGBaseline8Bit

from dashboard.imaging import Slice, cleaned, read_instances, scan_study
from dashboard.imaging.cleaning import cleaned as cleaned_here
from dashboard.imaging.cleaning import mapped_uid
from dashboard.imaging.frames import picture
from dashboard.imaging.model import ImageRefused

KEY = b"k" * 32
CODE = "C-TEST"
GEOMETRY = {
    "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
    "ImagePositionPatient": [-10.5, 20, 33],
    "PixelSpacing": [0.5, 0.5],
    "FrameOfReferenceUID": "1.2.777.3",
    "StudyInstanceUID": "1.2.777.1",
}


def again(path: Path, tmp_path: Path) -> Path:
    """The file anew, beside it."""
    made = tmp_path / f"again-{path.name}"
    made.write_bytes(cleaned_here(path, KEY, CODE))
    return made


@pytest.mark.parametrize(
    "elements",
    [
        {},
        {"WindowCenter": 400, "WindowWidth": 900, "RescaleSlope": 2, "RescaleIntercept": -1024},
        {"PhotometricInterpretation": "MONOCHROME1"},
        {"PixelPaddingValue": 0},
        {"BitsStored": 12, "HighBit": 11},
    ],
)
def test_the_picture_is_the_same(make_dicom, tmp_path, elements):
    path = make_dicom("a.dcm", **elements)
    assert np.array_equal(picture(Slice(path)), picture(Slice(again(path, tmp_path))))


@pytest.mark.parametrize("dtype", [np.int16, np.uint8])
def test_signed_and_small_numbers_stay_what_they_are(make_dicom, tmp_path, dtype):
    path = make_dicom("a.dcm", (np.arange(64) - 20).astype(dtype).reshape(8, 8))
    assert np.array_equal(picture(Slice(path)), picture(Slice(again(path, tmp_path))))


BUNDLED = (
    *("CT_small.dcm", "MR_small_bigendian.dcm", "MR_small_jpeg_ls_lossless.dcm", "JPEG2000.dcm", "image_dfl.dcm"),
    *("SC_rgb_jpeg_dcmtk.dcm", "SC_rgb_rle_2frame.dcm", "SC_ybr_full_422_uncompressed.dcm", "examples_palette.dcm"),
    *("examples_ybr_color.dcm", "examples_overlay.dcm", "SC_rgb_small_odd.dcm"),
)


@pytest.mark.parametrize("name", BUNDLED)
def test_colour_compressed_and_many_frames_come_out_alike(name, tmp_path):
    path = Path(get_testdata_file(name, download=False))
    made = again(path, tmp_path)
    old, new = (read_instances([one])[0][0] for one in (path, made))
    assert (len(new.frames), new.rows, new.columns, new.letters) == (
        len(old.frames),
        old.rows,
        old.columns,
        old.letters,
    )
    corners = zip((frame.corner for frame in new.frames), (frame.corner for frame in old.frames), strict=True)
    assert all(one == other or one == pytest.approx(other, abs=1e-5) for one, other in corners)
    for number in range(len(old.frames)):
        assert np.array_equal(picture(Slice(path, number)), picture(Slice(made, number)))


def test_a_palette_is_looked_up(make_dicom, tmp_path):
    ramp = np.arange(256, dtype=np.uint16) * 257
    tables = {f"{colour}PaletteColorLookupTableData": ramp.tobytes() for colour in ("Red", "Green", "Blue")}
    descriptors = {f"{colour}PaletteColorLookupTableDescriptor": [256, 0, 16] for colour in ("Red", "Green", "Blue")}
    pixels = np.arange(64, dtype=np.uint8).reshape(8, 8)
    path = make_dicom("p.dcm", pixels, PhotometricInterpretation="PALETTE COLOR", **descriptors, **tables)
    assert np.array_equal(picture(Slice(path)), picture(Slice(again(path, tmp_path))))


def test_the_place_stays_and_uids_are_mapped_alike(make_dicom, tmp_path):
    paths = [make_dicom(f"{name}.dcm", SOPInstanceUID=f"1.2.777.9.{name}", **GEOMETRY) for name in ("1", "2")]
    one, two = (dcmread(again(path, tmp_path)) for path in paths)
    assert one.StudyInstanceUID == two.StudyInstanceUID == mapped_uid("1.2.777.1", KEY)
    assert one.SOPInstanceUID != two.SOPInstanceUID
    assert one.file_meta.MediaStorageSOPInstanceUID == one.SOPInstanceUID
    assert list(one.ImagePositionPatient) == [-10.5, 20, 33]
    assert mapped_uid("1.2.777.1", KEY) != mapped_uid("1.2.777.1", b"other" * 8)
    assert (one.PatientName, one.PatientID, one.PatientIdentityRemoved) == (CODE, CODE, "YES")


PLANTED = {
    "PatientName": "CANARY^A", "PatientID": "CANARY-B", "PatientBirthDate": "19330303", "OtherPatientIDs": "CANARY-C",
    "PatientAddress": "CANARY D", "PatientComments": "CANARY E", "InstitutionName": "CANARY F",
    "StationName": "CANARY G", "AccessionNumber": "CANARY H", "StudyID": "CANARY I",
    "StudyDescription": "CANARY J", "ImageComments": "CANARY K",
    "SeriesDescription": "FLAIR CANARY L", "ProtocolName": "CANARY M", "WindowCenterWidthExplanation": "CANARY N",
    "StudyDate": "19330304", "AcquisitionTime": "193305", "ContentTime": "193306", "DeviceSerialNumber": "CANARY O",
    "ImageType": ["ORIGINAL", "PRIMARY", "CANARY"], "OperatorsName": "CANARY^P", "TextValue": "CANARY Q",
    "PatientOrientation": ["CANARY", "F"], "Laterality": "CANARY", "RetrieveURL": "http://canary/1933",
    "SOPInstanceUID": "1.2.777.4", "StudyInstanceUID": "1.2.777.1", "SeriesInstanceUID": "1.2.777.2",
    "FrameOfReferenceUID": "1.2.777.3", "CurveData": b"CANARY", "OverlayComments": "CANARY R",
}  # fmt: skip


def planted(make_dicom) -> Path:
    """A file with an identifier in every kind of element, private, nested and before the header."""
    given = {name: value for name, value in PLANTED.items() if name not in ("CurveData", "OverlayComments")}
    path = make_dicom("planted.dcm", WindowCenter=4, WindowWidth=9, **given)
    header = dcmread(path)
    header.private_block(0x0011, "CANARY S", create=True).add_new(1, "LO", "CANARY T")
    header.add_new(0x50003000, "OW", b"CANARY")
    header.add_new(0x60004000, "LT", "CANARY U")
    header.add_new(0x60003000, "OW", b"CANARY")
    inner = Dataset()
    inner.LUTDescriptor, inner.LUTExplanation, inner.LUTData = [4, 0, 8], "CANARY V", b"\x00\x40\x80\xff"
    inner.PatientName = "CANARY^W"
    header.VOILUTSequence = Sequence([inner])
    nested = Dataset()
    nested.PersonName = "CANARY^X"
    header.RequestAttributesSequence = Sequence([nested])
    header.preamble = b"CANARY Y".ljust(128, b"\0")
    header.save_as(path, enforce_file_format=True)
    return path


def test_no_planted_identifier_is_in_the_file_and_the_known_words_stay(make_dicom, tmp_path):
    path = planted(make_dicom)
    assert path.read_bytes().count(b"CANARY") > 25
    content = cleaned(path, KEY, CODE)
    lowered = content.lower()
    for word in (b"canary", b"1.2.777", b"1933"):
        assert word not in lowered
    (tmp_path / "new.dcm").write_bytes(content)
    header = dcmread(tmp_path / "new.dcm")
    assert header.SeriesDescription == "FLAIR" and list(header.ImageType) == ["ORIGINAL", "PRIMARY"]
    assert "LUTExplanation" not in header.VOILUTSequence[0]


def test_a_comment_inside_a_compressed_picture_does_not_go_along(make_dicom, tmp_path):
    out = io.BytesIO()
    Image.fromarray(np.arange(64, dtype=np.uint8).reshape(8, 8)).save(out, "JPEG", comment=b"CANARY JPG")
    header = dcmread(make_dicom("a.dcm", np.zeros((8, 8), np.uint8)))
    header.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    header.PixelData = encapsulate([out.getvalue()])
    header["PixelData"].VR = "OB"
    path = tmp_path / "spoiled.dcm"
    header.save_as(path, enforce_file_format=True)
    assert b"CANARY JPG" in path.read_bytes()
    assert b"CANARY" not in cleaned(path, KEY, CODE)


def test_an_object_of_a_class_that_nobody_registered_becomes_a_plain_picture(make_dicom, tmp_path):
    made = dcmread(again(make_dicom("a.dcm", SOPClassUID="1.2.777.8"), tmp_path))
    assert made.SOPClassUID.name == "Secondary Capture Image Storage"


def test_what_cannot_be_decoded_is_refused_with_a_sentence(tmp_path):
    broken = tmp_path / "broken.dcm"
    broken.write_bytes(b"no dicom")
    with pytest.raises(ImageRefused, match="is not a readable"):
        cleaned(broken, KEY, CODE)


def test_a_giant_is_refused(make_dicom, monkeypatch):
    path = make_dicom("a.dcm")
    monkeypatch.setattr("dashboard.imaging.cleaning.LARGEST", 10)
    with pytest.raises(ImageRefused, match="unpacks"):
        cleaned_here(path, KEY, CODE)


def test_a_series_is_sorted_as_before(make_dicom, tmp_path):
    folder, new = tmp_path / "old", tmp_path / "new"
    new.mkdir()
    for at in range(3):
        place = GEOMETRY | {"ImagePositionPatient": [0, 0, 5 * (2 - at)]}
        path = make_dicom(f"old/{at}.dcm", np.full((8, 8), at, np.uint16), SOPInstanceUID=f"1.2.777.{at}", **place)
        (new / path.name).write_bytes(cleaned_here(path, KEY, CODE))
    (old,), (made,) = (scan_study(one, "s").series for one in (folder, new))
    assert [one.path.name for one in made.slices] == [one.path.name for one in old.slices]
    assert [one.position for one in made.slices] == [one.position for one in old.slices]
    assert (made.letters, made.spacing) == (old.letters, old.spacing)
