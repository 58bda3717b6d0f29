"""Frames: grey levels against numpy in float64, colour, odd pixels, and broken or hostile files."""

import io

import numpy as np
import pytest
from PIL import Image
from pydicom.uid import JPEGLSLossless, RLELossless

from dashboard.imaging import ImageRefused, Slice, Window, decoding
from dashboard.imaging.frames import apply_window, grey_levels, picture


def linear(values, center, width):
    """PS3.3 C.11.2.1.2.1 word for word, in float64."""
    shown = ((values - (center - 0.5)) / (width - 1) + 0.5) * 255
    shown = np.where(values <= center - 0.5 - (width - 1) / 2, 0, shown)
    return np.where(values > center - 0.5 + (width - 1) / 2, 255, shown)


@pytest.fixture
def hounsfield():
    return np.random.default_rng(1).integers(0, 4096, (32, 32)).astype(np.uint16)


@pytest.mark.parametrize(("center", "width"), [(40, 80), (-600, 1500), (75, 215), (35.5, 60.25), (40, 2)])
def test_the_linear_window_is_that_of_the_standard(make_dicom, hounsfield, center, width):
    path = make_dicom("a.dcm", hounsfield, RescaleIntercept=-1024, RescaleSlope=1)
    shown = np.asarray(picture(Slice(path), Window(center, width)), np.float64)
    assert np.abs(shown - linear(hounsfield.astype(float) - 1024, center, width)).max() <= 0.501


@pytest.mark.parametrize("compress", [None, JPEGLSLossless, RLELossless])
def test_compressed_files_give_the_same_grey_levels(make_dicom, hounsfield, compress):
    path = make_dicom("a.dcm", hounsfield, compress, RescaleIntercept=-1024, RescaleSlope=2)
    np.testing.assert_array_equal(grey_levels(Slice(path)), hounsfield.astype(np.float32) * 2 - 1024)


def test_signed_values_keep_their_sign(make_dicom):
    pixels = np.array([[-1000, 40], [0, 3000]], np.int16)
    np.testing.assert_array_equal(grey_levels(Slice(make_dicom("a.dcm", pixels))), pixels)


def test_the_first_window_of_the_file_is_used(make_dicom, hounsfield):
    path = make_dicom("a.dcm", hounsfield, WindowCenter=[1000, 40], WindowWidth=[2000, 80])
    np.testing.assert_array_equal(picture(Slice(path)), picture(Slice(path), Window(1000, 2000)))


def test_without_a_window_the_middle_of_the_values_is_shown(make_dicom):
    pixels = np.arange(10_000, dtype=np.uint16).reshape(100, 100)
    pixels[0, 0] = 65_535
    shown = np.asarray(picture(Slice(make_dicom("a.dcm", pixels))))
    assert shown[50, 50] in range(120, 135)
    assert (shown.min(), shown.max()) == (0, 255)


def test_monochrome1_is_inverted_once(make_dicom, hounsfield):
    window = {"WindowCenter": 2048, "WindowWidth": 4096}
    plain = np.asarray(picture(Slice(make_dicom("a.dcm", hounsfield, **window))))
    path = make_dicom("b.dcm", hounsfield, PhotometricInterpretation="MONOCHROME1", **window)
    np.testing.assert_array_equal(picture(Slice(path)), 255 - plain)


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_padding_is_black_and_out_of_the_automatic_window(make_dicom, photometric):
    pixels = np.full((10, 10), -2000, np.int16)
    pixels[2:8, 2:8] = np.arange(36).reshape(6, 6)
    path = make_dicom("a.dcm", pixels, PixelPaddingValue=-2000, PhotometricInterpretation=photometric)
    shown = np.asarray(picture(Slice(path)))
    assert shown[0, 0] == 0
    assert np.ptp(shown[2:8, 2:8].astype(int)) == 255


@pytest.mark.parametrize(("function", "middle"), [("LINEAR_EXACT", 127.5), ("SIGMOID", 127.5)])
def test_other_window_functions_put_their_centre_in_the_middle(function, middle):
    values = np.array([0, 50, 100], np.float32)
    low, centre, high = apply_window(values, Window(50, 100, function))
    assert low < 35
    assert abs(int(centre) - middle) <= 1
    assert high > 220


def test_values_that_are_no_number_are_black():
    assert apply_window(np.array([np.nan], np.float32), Window(40, 80))[0] == 0


def test_colour_stays_colour(make_dicom):
    pixels = np.zeros((4, 4, 3), np.uint8)
    pixels[..., 0] = 200
    path = make_dicom("a.dcm", pixels)
    assert picture(Slice(path)).getpixel((0, 0)) == (200, 0, 0)
    with pytest.raises(ImageRefused, match="colour picture"):
        grey_levels(Slice(path))


def test_pixels_that_are_not_square_are_squeezed_and_never_enlarged(make_dicom):
    path = make_dicom("a.dcm", np.zeros((20, 20), np.uint8), PixelSpacing=[2.0, 1.0])
    assert picture(Slice(path)).size == (10, 20)
    path = make_dicom("b.dcm", np.zeros((20, 20), np.uint8), PixelAspectRatio=[1, 2])
    assert picture(Slice(path)).size == (20, 10)


def test_one_frame_of_many_is_decoded(make_dicom):
    path = make_dicom("a.dcm", np.zeros((2, 2), np.uint8), NumberOfFrames=2, PixelData=bytes([0] * 4 + [9] * 4))
    assert grey_levels(Slice(path, frame=1))[0, 0] == 9


def test_a_file_that_says_it_is_too_large_is_refused_before_decoding(make_dicom, monkeypatch):
    monkeypatch.setattr(decoding, "get_decoder", lambda *_, **__: pytest.fail("decoded"))
    path = make_dicom("a.dcm", Rows=65_535, Columns=65_535)
    with pytest.raises(ImageRefused, match=r"a\.dcm is 65535 x 65535 pixels; at most 64 million are shown\."):
        picture(Slice(path))


@pytest.mark.parametrize(
    "elements",
    [{"Rows": 60}, {"SamplesPerPixel": 2}, {"BitsAllocated": 7}, {"PhotometricInterpretation": "MOON"}],
)
def test_a_file_that_contradicts_itself_gives_a_sentence(make_dicom, elements):
    with pytest.raises(ImageRefused, match=r"a\.dcm"):
        picture(Slice(make_dicom("a.dcm", **elements)))


def test_a_broken_stream_gives_a_sentence(make_dicom, hounsfield):
    path = make_dicom("a.dcm", hounsfield, RLELossless)
    path.write_bytes(path.read_bytes()[:-900])
    with pytest.raises(ImageRefused, match=r"The picture in a\.dcm cannot be decoded\."):
        picture(Slice(path))


def test_a_photo_is_turned_upright_and_flattened_on_white(tmp_path):
    photo = Image.new("RGB", (6, 4), "red")
    exif = photo.getexif()
    exif[0x0112] = 6
    photo.save(tmp_path / "photo.jpg", exif=exif)
    assert picture(Slice(tmp_path / "photo.jpg")).size == (4, 6)
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    assert picture(Slice(tmp_path / "clear.png")).getpixel((0, 0)) == (255, 255, 255)


def test_sixteen_bit_png_keeps_its_upper_bits(tmp_path):
    Image.fromarray(np.full((2, 2), 0x8000, np.uint16)).save(tmp_path / "deep.png")
    assert picture(Slice(tmp_path / "deep.png")).getpixel((0, 0)) == 0x80


def test_a_huge_or_broken_photo_gives_a_sentence(tmp_path):
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    (tmp_path / "huge.png").write_bytes(out.getvalue())
    Image.effect_noise((90, 90), 50).save(tmp_path / "cut.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "cut.png").read_bytes()[:-2000])
    with pytest.raises(ImageRefused, match="64 million"):
        picture(Slice(tmp_path / "huge.png"))
    with pytest.raises(ImageRefused, match="cannot be decoded"):
        picture(Slice(tmp_path / "cut.png"))
