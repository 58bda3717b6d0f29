"""Thumbnails: size, pixels, no metadata; placeholders; names made of content."""

import io

import numpy as np
import pytest
from PIL import Image

from dashboard.imaging import ImageRefused, Window
from dashboard.imaging.frames import apply_window
from dashboard.imaging.thumbnails import placeholder, thumbnail


def opened(data):
    return Image.open(io.BytesIO(data))


def test_a_thumbnail_has_two_pixels_for_each_css_pixel(make_dicom):
    path = make_dicom("a.dcm", np.zeros((400, 300), np.uint16))
    assert opened(thumbnail(path, 96)).size == (144, 192)


def test_a_small_picture_is_not_enlarged(make_dicom):
    assert opened(thumbnail(make_dicom("a.dcm"), 96)).size == (8, 8)


def test_a_thumbnail_is_the_windowed_picture_averaged_over_boxes(make_dicom):
    pixels = np.random.default_rng(2).integers(0, 2000, (128, 128)).astype(np.uint16)
    path = make_dicom("a.dcm", pixels, WindowCenter=1000, WindowWidth=2000)
    levels = apply_window(pixels.astype(np.float32), Window(1000, 2000)).astype(float)
    boxes = levels.reshape(32, 4, 32, 4).mean((1, 3))
    assert np.abs(np.asarray(opened(thumbnail(path, 16, "PNG")), float) - boxes).max() <= 2  # shrunk in two steps


@pytest.mark.parametrize("encoding", ["WEBP", "JPEG", "PNG"])
def test_a_photo_is_encoded_anew_without_its_metadata(tmp_path, encoding):
    photo = Image.new("RGB", (300, 300), "navy")
    exif = photo.getexif()
    exif[0x010E] = "SECRET NAME"
    photo.save(tmp_path / "photo.jpg", exif=exif, comment=b"SECRET NAME")
    data = thumbnail(tmp_path / "photo.jpg", 96, encoding)
    assert opened(data).format == encoding
    assert b"SECRET" not in data
    assert not opened(data).getexif()


def test_a_placeholder_is_a_square_card_with_words():
    card = opened(placeholder("CT 2: IM0001.dcm cannot be decoded", 96, "PNG")).convert("L")
    assert card.size == (192, 192)
    assert np.asarray(card).max() > 180
    assert np.asarray(card)[:10].max() < 80


@pytest.mark.parametrize("size", [0, -5, 100_000])
def test_a_size_out_of_reason_is_refused(make_dicom, size):
    with pytest.raises(ImageRefused, match="A thumbnail is 16 to 1024 pixels wide"):
        thumbnail(make_dicom("a.dcm"), size)
    with pytest.raises(ImageRefused, match="not as TIFF"):
        thumbnail(make_dicom("a.dcm"), 96, "TIFF")
