"""Encodings that the programs of the tests cannot write: small streams made elsewhere, and what is in them."""

from base64 import b64decode

import numpy as np
import pytest
from pydicom.encaps import encapsulate
from pydicom.uid import HTJ2K, HTJ2KLossless, HTJ2KLosslessRPCL, JPEGExtended12Bit

from dashboard.imaging import ImageRefused, Slice
from dashboard.imaging.frames import grey_levels
from tests.imaging.hostile import dataset, saved, write

VALUES = np.add.outer(np.arange(16), np.arange(16)) * 130
HIGH_THROUGHPUT = b64decode(
    "/0//UQApQAAAAAAQAAAAEAAAAAAAAAAAAAAAEAAAABAAAAAAAAAAAAABDwEB/1AACAACAAAACv9SAAwAAgABAAUEBEAB/1wAEyCIkJCQkJCQkJCQ"
    "kJCQiIiI/2QAFwABT3BlbkpQSCBWZXIgMC4yNi4zLv+QAAoAAAAAAIYAAf+TwAAmt/YFB3QAAMAAE0AAEwBG+QMHdABG+QMHdADAABPAABOAoIDy"
    "AoJ0AKAE5QCjVADAABVQAAVYSJAgQfKqcgJ1AEgiQYLkwEIB7LYAwAAtCAAFpgICAgICAgIC58p6enGCeAACBQQEBAQEBP79jGB79jGB7LoA/9k="
)
TWELVE_BITS = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"
    "AQEBAQH/wQALDAAQABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAADgD/xAAbEAABBAMAAAAAAAAAAAAAAAAMACg4R1dldf/aAAgBAQAAPwA43jXw"
    "19Adg+Na15msSCAGvhr6A7B8a1rzNYoa+GvoDsHxrWvM1iQQA18NfQHYPjWteZrF/9k="
)


def written(folder, syntax, stream, **elements):
    given = {"BitsStored": 12, "HighBit": 11} | elements
    return write(folder, "a.dcm", saved(dataset(syntax, 16, 16, **given), encapsulate([stream])))


@pytest.mark.parametrize("syntax", [HTJ2K, HTJ2KLossless, HTJ2KLosslessRPCL])
def test_high_throughput_jpeg_2000_is_decoded_to_the_value(tmp_path, syntax):
    path = written(tmp_path, syntax, HIGH_THROUGHPUT)
    np.testing.assert_array_equal(grey_levels(Slice(path)), VALUES)


@pytest.mark.parametrize("photometric", ["MONOCHROME2", "MONOCHROME1"])
def test_12_bit_jpeg_is_decoded_to_the_value(tmp_path, photometric):
    path = written(tmp_path, JPEGExtended12Bit, TWELVE_BITS, PhotometricInterpretation=photometric)
    np.testing.assert_array_equal(grey_levels(Slice(path)), VALUES)


@pytest.mark.parametrize(
    "elements", [{"PixelRepresentation": 1}, {"Rows": 32}, {"BitsStored": 14, "HighBit": 13}, {"SamplesPerPixel": 3}]
)
def test_12_bit_jpeg_that_contradicts_its_header_gives_a_sentence(tmp_path, elements):
    with pytest.raises(ImageRefused, match=r"The picture in a\.dcm cannot be decoded\."):
        grey_levels(Slice(written(tmp_path, JPEGExtended12Bit, TWELVE_BITS, **elements)))


@pytest.mark.parametrize("stream", [TWELVE_BITS[:100], TWELVE_BITS[:20] + bytes(150), b"\xff\xd8\xff\xd9"])
def test_12_bit_jpeg_that_is_broken_gives_a_sentence(tmp_path, stream):
    with pytest.raises(ImageRefused, match="cannot be decoded"):
        grey_levels(Slice(written(tmp_path, JPEGExtended12Bit, stream)))
