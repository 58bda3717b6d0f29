"""The display rules, each on small files: order, letters, rescale and windows, black and white, millimetres."""

import base64
import io
import json
import struct

import numpy as np
import pytest
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import JPEG2000Lossless, JPEGLSLossless, RLELossless

from dashboard.imaging import Letters, Slice, Window, scan_study, stack_of, thumbnail, wire_slice
from dashboard.imaging.frames import grey_levels, picture

AXIAL = [1, 0, 0, 0, 1, 0]
PLANES = {
    "axial": (AXIAL, Letters("R", "L", "A", "P"), "axial"),
    "coronal": ([1, 0, 0, 0, 0, -1], Letters("R", "L", "H", "F"), "coronal"),
    "sagittal": ([0, 1, 0, 0, 0, -1], Letters("A", "P", "H", "F"), "sagittal"),
    "flipped": ([-1, 0, 0, 0, -1, 0], Letters("L", "R", "P", "A"), "axial"),
    "oblique": ([0.95, 0.3122, 0, -0.3122, 0.95, 0], Letters("RA", "LP", "AL", "PR"), "axial"),
    "tilted": ([1, 0, 0, 0, 0.8, 0.6], Letters("R", "L", "AF", "PH"), "oblique"),
}


@pytest.mark.parametrize("modality", ["CT", "MR"])
@pytest.mark.parametrize("name", PLANES)
def test_letters_and_order_follow_the_directions_of_the_header(tmp_path, make_dicom, name, modality):
    orientation, letters, plane = PLANES[name]
    normal = np.cross(orientation[:3], orientation[3:])
    for number, step in enumerate((12.0, -4.0, 4.0)):
        corner = list(np.array([-50.0, 20.0, 7.0]) + step * normal)
        place = {"ImageOrientationPatient": orientation, "ImagePositionPatient": corner}
        make_dicom(f"{number}.dcm", Modality=modality, InstanceNumber=number, **place)
    (series,) = scan_study(tmp_path, "s").series
    assert series.letters == letters
    assert series.plane == plane
    assert [one.path.name for one in series.slices] == ["1.dcm", "2.dcm", "0.dcm"]
    assert np.diff([one.position for one in series.slices]) == pytest.approx([8, 8], abs=0.01)


@pytest.mark.parametrize(
    "elements",
    [
        {},
        {"ImageOrientationPatient": [0, 0, 0, 0, 0, 0]},
        {"ImageOrientationPatient": [1, 0, 0, 1, 0, 0]},
        {"PatientOrientation": ["L", ""]},
        {"PatientOrientation": ["LE", "V"]},
    ],
)
def test_without_directions_there_are_no_letters(tmp_path, make_dicom, elements):
    make_dicom("a.dcm", **elements)
    (series,) = scan_study(tmp_path, "s").series
    assert series.letters is None


def test_a_projection_says_its_own_letters_and_side(tmp_path, make_dicom):
    make_dicom("a.dcm", Modality="DX", PatientOrientation=["L", "F"], ImageLaterality="R")
    (series,) = scan_study(tmp_path, "s").series
    assert (series.letters, series.laterality) == (Letters("R", "L", "H", "F"), "R")


def stack(make_dicom, heights, **elements):
    for number, height in enumerate(heights):
        own = {name: value[number] if isinstance(value, tuple) else value for name, value in elements.items()}
        make_dicom(f"{number:02d}.dcm", ImageOrientationPatient=AXIAL, ImagePositionPatient=[0, 0, height], **own)


@pytest.mark.parametrize(
    ("heights", "said"),
    [
        ([0, 5, 10, 15], ()),
        ([0, 5, 10, 20, 25], ("1 slice is missing.",)),
        ([0, 5, 10, 25, 30, 35], ("2 slices are missing.",)),
        ([0, 5, 11, 15], ("The gaps between slices are uneven (4.0 to 6.0 mm).",)),
        ([0, 5, 5, 10], ("2 slices share their position with another one.",)),
        ([0], ()),
    ],
)
def test_what_is_not_regular_is_said(tmp_path, make_dicom, heights, said):
    stack(make_dicom, heights)
    (series,) = scan_study(tmp_path, "s").series
    assert series.warnings == said


@pytest.mark.parametrize(
    ("keyword", "values", "names"),
    [
        ("TemporalPositionIdentifier", (1, 1, 2, 2), ["time point 1", "time point 2"]),
        ("EchoTime", (80.0, 80.0, 12.5, 12.5), ["echo time 12.5 ms", "echo time 80 ms"]),
        ("DiffusionBValue", (0.0, 0.0, 1000.0, 1000.0), ["b 0 s/mm2", "b 1000 s/mm2"]),
        ("AcquisitionNumber", (10, 10, 9, 9), ["acquisition 9", "acquisition 10"]),
        ("AcquisitionTime", ("101500", "101500", "093000", "093000"), ["time point 1", "time point 2"]),
        ("ImageType", (["A", "M"], ["A", "M"], ["A", "P"], ["A", "P"]), ["kind 1", "kind 2"]),
    ],
)
def test_pictures_at_one_position_are_told_apart(tmp_path, make_dicom, keyword, values, names):
    stack(make_dicom, [0, 5, 0, 5], SeriesDescription="T1", **{keyword: values})
    series = scan_study(tmp_path, "s").series
    assert [one.description for one in series] == [f"T1, {name}" for name in names]
    assert all([slice.position for slice in one.slices] == [0, 5] for one in series)
    assert all(one.warnings == () for one in series)


def test_an_acquisition_number_that_counts_slices_parts_nothing(tmp_path, make_dicom):
    stack(make_dicom, [0, 5, 10], AcquisitionNumber=(1, 2, 3))
    assert len(scan_study(tmp_path, "s").series) == 1


def test_a_mosaic_stays_as_it_is(tmp_path, make_dicom):
    stack(make_dicom, [0, 0, 0], ImageType=["ORIGINAL", "PRIMARY", "MOSAIC"], AcquisitionTime=("3", "1", "2"))
    (series,) = scan_study(tmp_path, "s").series
    assert series.shown_as == "mosaics"
    assert [one.path.name for one in series.slices] == ["01.dcm", "02.dcm", "00.dcm"]
    assert {one.position for one in series.slices} == {None}


def functional(**macros):
    item = Dataset()
    for keyword, elements in macros.items():
        inner = Dataset()
        for name, value in elements.items():
            setattr(inner, name, value)
        setattr(item, keyword, Sequence([inner]))
    return item


def test_an_enhanced_object_has_its_geometry_and_rescale_in_functional_groups(tmp_path, make_dicom):
    frames = [
        functional(
            PlanePositionSequence={"ImagePositionPatient": [0, 0, height]},
            PixelValueTransformationSequence={"RescaleSlope": slope, "RescaleIntercept": -10},
            FrameVOILUTSequence={"WindowCenter": 50 * slope, "WindowWidth": 100},
            FrameContentSequence={"TemporalPositionIndex": moment},
        )
        for height, slope, moment in ((9, 2, 1), (3, 3, 1), (9, 4, 2), (3, 5, 2))
    ]
    shared = functional(
        PlaneOrientationSequence={"ImageOrientationPatient": AXIAL},
        PixelMeasuresSequence={"PixelSpacing": [0.5, 0.5]},
    )
    path = make_dicom(
        "a.dcm", np.full((4, 2, 2), 7, np.uint8).reshape(8, 2), Rows=2, NumberOfFrames=4,
        SharedFunctionalGroupsSequence=Sequence([shared]), PerFrameFunctionalGroupsSequence=Sequence(frames),
    )  # fmt: skip
    series = scan_study(tmp_path, "s").series
    placed = [[(one.frame, one.position) for one in each.slices] for each in series]
    assert placed == [[(1, 3), (0, 9)], [(3, 3), (2, 9)]]
    assert {(each.spacing, each.letters) for each in series} == {((0.5, 0.5), Letters("R", "L", "A", "P"))}
    assert [grey_levels(Slice(path, frame))[0, 0] for frame in range(4)] == [4, 11, 18, 25]
    assert stack_of(series[0]).windows[0][1] == Window(100, 100)


def test_slope_and_intercept_of_each_slice_are_its_own(make_dicom):
    pixels = np.full((2, 2), 100, np.uint16)
    first = make_dicom("a.dcm", pixels, Modality="PT", RescaleSlope=0.5, RescaleIntercept=0)
    second = make_dicom("b.dcm", pixels, Modality="PT", RescaleSlope=2.0, RescaleIntercept=1)
    assert (grey_levels(Slice(first))[0, 0], grey_levels(Slice(second))[0, 0]) == (50, 201)


def table(first, entries, bits=8):
    item = Dataset()
    item.add_new("LUTDescriptor", "US", [len(entries), first, bits])
    item.add_new("LUTData", "US", list(entries))
    return Sequence([item])


def test_modality_and_voi_tables_are_looked_up(make_dicom):
    pixels = np.arange(16, dtype=np.uint8).reshape(4, 4)
    path = make_dicom("a.dcm", pixels, ModalityLUTSequence=table(0, [value * 3 for value in range(16)], 16))
    np.testing.assert_array_equal(grey_levels(Slice(path)), pixels * 3.0)
    path = make_dicom("b.dcm", pixels, VOILUTSequence=table(0, [255 - value for value in range(16)]))
    np.testing.assert_array_equal(picture(Slice(path)), 255 - pixels)
    steps = {"VOILUTSequence": table(4, [0, 1023, 2047, 4095], 12), "WindowCenter": 5, "WindowWidth": 9}
    path = make_dicom("c.dcm", pixels, **steps)
    shown = np.asarray(picture(Slice(path))).ravel()
    assert shown.tolist() == [0] * 5 + [64, 127] + [255] * 9


def test_all_windows_of_a_file_are_a_menu_and_presets_are_for_values_in_hu(tmp_path, make_dicom):
    told = {"WindowCenter": [40, 600, 50], "WindowWidth": [80, 2800, 90]}
    names = {"WindowCenterWidthExplanation": ["BRAIN Muster", "BONE", "BONE"]}
    make_dicom("ct/a.dcm", RescaleIntercept=-1024, RescaleSlope=1, **told, **names)
    make_dicom("mr/a.dcm", Modality="MR", SeriesInstanceUID="1.2.4", **told)
    make_dicom("page/a.dcm", SeriesInstanceUID="1.2.5")
    make_dicom("other/a.dcm", SeriesInstanceUID="1.2.6", RescaleIntercept=0, RescaleSlope=1, RescaleType="Z_EFF")
    found = {series.name: stack_of(series) for series in scan_study(tmp_path, "s").series}
    ct, mr = found["ct"].windows, found["mr"].windows
    assert ct[:3] == (("BRAIN", Window(40, 80)), ("BONE 1", Window(600, 2800)), ("BONE 2", Window(50, 90)))
    assert dict(ct)["stroke"] == Window(35, 40)
    assert mr == tuple((f"stored {at}", Window(*pair)) for at, pair in enumerate([(40, 80), (600, 2800), (50, 90)], 1))
    assert {name: one.unit for name, one in found.items()} == {"ct": "HU", "mr": "", "page": "", "other": ""}
    assert found["page"].windows == found["other"].windows == ()


def test_tables_of_a_file_come_first_in_its_menu_and_a_broken_one_counts_as_absent(tmp_path, make_dicom):
    steps = table(4, [0, 1023, 2047, 4095], 12)
    steps[0].LUTExplanation = "BRAIN of Muster"
    broken = Sequence([*table(0, [1, 2], 40), *steps])
    make_dicom("a.dcm", VOILUTSequence=broken, WindowCenter=50, WindowWidth=100)
    windows = stack_of(scan_study(tmp_path, "s").series[0]).windows
    levels = base64.b64encode(bytes([0, 64, 127, 255])).decode()
    assert windows == (("BRAIN of", Window(6, 4, "TABLE", levels)), ("stored", Window(50, 100)))


def test_pictures_that_make_no_stack_bring_their_own_windows_along(tmp_path, make_dicom):
    path = make_dicom("a.dcm", Modality="DX", WindowCenter=70, WindowWidth=10, PhotometricInterpretation="MONOCHROME1")
    sent = wire_slice(Slice(path), alone=True)
    (length,) = struct.unpack_from("<L", sent, 20)
    assert json.loads(sent[24 : 24 + length]) == {
        "windows": [{"name": "stored", "center": 70, "width": 10, "function": "LINEAR"}], "inverted": True
    }  # fmt: skip
    plain = wire_slice(Slice(path))
    assert (plain[24:], struct.unpack_from("<L", plain, 20)) == (sent[24 + length :], (0,))


def test_pictures_of_other_sides_lengths_or_frames_make_stacks_of_their_own(tmp_path, make_dicom):
    for number, side in enumerate("RLR"):
        make_dicom(f"{number}.dcm", Modality="MG", ImageLaterality=side, SeriesDescription="Breast")
    for number, spacing in enumerate((0.5, 0.5001, 0.7)):
        place = {"ImageOrientationPatient": AXIAL, "ImagePositionPatient": [0, 0, number], "SeriesInstanceUID": "1.2.4"}
        make_dicom(f"mr{number}.dcm", Modality="MR", PixelSpacing=[spacing, spacing], **place)
    found = [(one.description, one.laterality, len(one.slices)) for one in scan_study(tmp_path, "s").series]
    assert found == [("Breast, right", "R", 2), ("Breast, left", "L", 1), ("", "", 2), ("", "", 1)]


@pytest.mark.parametrize("compress", [None, JPEGLSLossless, JPEG2000Lossless, RLELossless])
def test_monochrome1_is_inverted_once_in_every_encoding(tmp_path, make_dicom, compress):
    pixels = (np.arange(4096, dtype=np.uint16).reshape(64, 64) * 5) % 4096
    window = {"WindowCenter": 2048, "WindowWidth": 4096, "BitsStored": 12, "HighBit": 11}
    plain = make_dicom("a.dcm", pixels, compress, **window)
    other = make_dicom("b.dcm", pixels, compress, PhotometricInterpretation="MONOCHROME1", **window)
    np.testing.assert_array_equal(np.asarray(picture(Slice(other))), 255 - np.asarray(picture(Slice(plain))))
    small = Image.open(io.BytesIO(thumbnail(Slice(other), 64, "PNG")))
    np.testing.assert_array_equal(small, picture(Slice(other)))


@pytest.mark.parametrize("signed", [False, True])
def test_bits_that_are_no_value_are_masked_and_the_sign_is_kept(make_dicom, signed):
    values = np.array([[-5, 100], [-2048, 2047]] if signed else [[5, 100], [0, 4095]])
    overlay = ((values & 0xFFF) | 0xA000).astype(np.uint16)
    path = make_dicom("a.dcm", overlay, BitsStored=12, HighBit=11, PixelRepresentation=int(signed))
    np.testing.assert_array_equal(grey_levels(Slice(path)), values)
    path = make_dicom("b.dcm", (overlay << 4) | 9, BitsStored=12, HighBit=15, PixelRepresentation=int(signed))
    np.testing.assert_array_equal(grey_levels(Slice(path)), values)


@pytest.mark.parametrize(
    ("elements", "spacing"),
    [
        ({"PixelSpacing": [0.5, 0.7]}, (0.5, 0.7)),
        ({"ImagerPixelSpacing": [0.2, 0.2]}, None),
        ({"Modality": "DX", "PixelSpacing": [0.2, 0.2], "ImagerPixelSpacing": [0.2, 0.2]}, None),
        ({"Modality": "DX", "PixelSpacing": [0.18, 0.18], "ImagerPixelSpacing": [0.2, 0.2]}, (0.18, 0.18)),
        ({"PixelSpacing": [0, 0]}, None),
        ({}, None),
    ],
)
def test_millimetres_only_where_the_header_gives_them_in_the_patient(tmp_path, make_dicom, elements, spacing):
    make_dicom("a.dcm", **elements)
    assert scan_study(tmp_path, "s").series[0].spacing == spacing


def test_palette_and_luminance_become_rgb(make_dicom):
    def ramp(name):
        table = f"{name}PaletteColorLookupTable"
        return {f"{table}Descriptor": [256, 0, 8], f"{table}Data": bytes(range(256))}

    tables = ramp("Red") | ramp("Green") | ramp("Blue")
    path = make_dicom("a.dcm", np.full((2, 2), 77, np.uint8), PhotometricInterpretation="PALETTE COLOR", **tables)
    assert picture(Slice(path)).getpixel((0, 0)) == (77, 77, 77)
    luminance = np.full((2, 2, 3), (76, 85, 255), np.uint8)
    path = make_dicom("b.dcm", luminance, PhotometricInterpretation="YBR_FULL")
    red, green, blue = picture(Slice(path)).getpixel((0, 0))
    assert red > 250 and green < 5 and blue < 5


def test_colour_and_films_are_pictures(tmp_path, make_dicom):
    film = {"NumberOfFrames": 3, "Rows": 2, "SeriesInstanceUID": "1.2.5"}
    make_dicom("film/a.dcm", np.zeros((6, 2, 3), np.uint8), Modality="US", PixelAspectRatio=[1, 2], **film)
    make_dicom("still/a.dcm", np.zeros((2, 2, 3), np.uint8), Modality="US", SeriesInstanceUID="1.2.6")
    film, still = scan_study(tmp_path, "s").series
    assert (film.shown_as, len(film.slices), film.aspect, film.kind) == ("colour film", 3, 0.5, "colour")
    assert (still.shown_as, still.spacing) == ("colour pictures", None)


def test_sizes_and_orientations_are_not_mixed_in_one_stack(tmp_path, make_dicom):
    stack(make_dicom, [0, 5])
    small = np.zeros((4, 4), np.uint16)
    make_dicom("small.dcm", small, ImageOrientationPatient=AXIAL, ImagePositionPatient=[0, 0, 10])
    make_dicom("nearly.dcm", ImageOrientationPatient=[1, 0.0005, 0, 0, 1, 0], ImagePositionPatient=[0, 0, 10])
    assert [len(one.slices) for one in scan_study(tmp_path, "s").series] == [3, 1]
