"""A slice as the browser gets it: 16-bit numbers that pack well, and what turns them into grey values again.

24 bytes (slope and offset as 64-bit floats, first and last number that is padding, how many bytes of JSON follow), JSON
of what holds for this slice alone, then one byte plane with the low and one with the high halves. Each number is the
difference to its left neighbour, modulo 65536.
"""

import json
import struct

import numpy as np
from numpy.typing import NDArray

from dashboard.imaging.display import display_by
from dashboard.imaging.frames import Grey, decoded_grey
from dashboard.imaging.geometry import numbers
from dashboard.imaging.headers import Header
from dashboard.imaging.model import Slice
from dashboard.imaging.stack import menu, told_windows

HEAD = struct.Struct("<ddHHL")
LEVELS = 65536
NO_PADDING = (1, 0)
Numbers = NDArray[np.uint16]


def wire_slice(source: Slice, *, alone: bool = False) -> bytes:
    """The slice for the browser, before any compression; with `alone` it brings its own windows along, as pictures do
    that make no stack. Raises ImageRefused as `decoded_grey` does."""
    header, values = decoded_grey(source)
    stored, slope, offset = as_numbers(values, _rescale(header))
    own = _own(header) if alone else b""
    return HEAD.pack(slope, offset, *_padding(header, slope, offset), len(own)) + own + _planes(stored)


def as_numbers(values: Grey, rescale: tuple[float, float]) -> tuple[Numbers, float, float]:
    """16-bit numbers, slope and offset with value = number x slope + offset: the stored numbers of the file where they
    fit, else 65536 levels between the least and the largest value."""
    exact = values.astype(np.float64)
    for slope, intercept in (rescale, (1.0, 0.0)):
        whole = np.rint((exact - intercept) / slope)
        shift = 32768.0 if whole.min() < 0 else 0.0
        fits = whole.min() + shift >= 0 and whole.max() + shift < LEVELS
        # 32-bit arithmetic leaves a value a little off its number; where nothing was multiplied it is exact.
        if fits and np.abs(whole * slope + intercept - exact).max() <= (0 if slope == 1 else 0.02 * abs(slope)):
            return (whole + shift).astype(np.uint16), slope, intercept - shift * slope
    finite = np.nan_to_num(exact, posinf=0.0, neginf=0.0)
    low = float(finite.min())
    slope = (float(finite.max()) - low) / (LEVELS - 1) or 1.0
    return np.rint((finite - low) / slope).astype(np.uint16), slope, low


def _own(header: Header) -> bytes:
    display = display_by(header)
    return json.dumps({"windows": told_windows(menu(display)), "inverted": display.inverted}).encode()


def _rescale(header: Header) -> tuple[float, float]:
    slope, intercept = (numbers([header.get(name)], 1) for name in ("RescaleSlope", "RescaleIntercept"))
    return (slope[0] if slope and slope[0] else 1.0), (intercept[0] if intercept else 0.0)


def _padding(header: Header, slope: float, offset: float) -> tuple[int, int]:
    """The first and last number that is filling and no picture."""
    first, last = header.get("PixelPaddingValue"), header.get("PixelPaddingRangeLimit")
    if not isinstance(first, int) or header.get("ModalityLUTSequence"):  # a table leaves no number as it was
        return NO_PADDING
    file_slope, intercept = _rescale(header)
    ends = sorted((first, last if isinstance(last, int) else first))
    low, high = (round((end * file_slope + intercept - offset) / slope) for end in ends)
    return (low, high) if 0 <= low <= high < LEVELS else NO_PADDING


def _planes(stored: Numbers) -> bytes:
    steps = stored.copy()
    steps[:, 1:] -= stored[:, :-1]
    return (steps & 255).astype(np.uint8).tobytes() + (steps >> 8).astype(np.uint8).tobytes()
