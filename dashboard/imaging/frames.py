"""Frames as they are seen: rescaled, windowed, inverted where the file asks for it, padding black, pixels square."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut

from dashboard.imaging.decoding import Stored, decode, refusing
from dashboard.imaging.headers import is_picture
from dashboard.imaging.instances import is_colour, pixel_aspect
from dashboard.imaging.model import ImageRefused, Slice, Window
from dashboard.imaging.photos import photo
from dashboard.imaging.windows import (
    Bytes,
    Grey,
    apply_voi_table,
    apply_window,
    automatic_window,
    first_number,
    has_voi_lut,
    stored_window,
)

__all__ = ["Grey", "Window", "apply_window", "decoded_grey", "grey_levels", "picture"]


def picture(source: Slice, window: Window | None = None) -> Image.Image:
    """The frame as an 8-bit picture, L or RGB, in the given window, else the file's own, else an automatic one."""
    if is_picture(source.path):
        return photo(source.path)
    header, stored = decode(source)
    with refusing(source.path):
        colour = stored.ndim == 3 or is_colour(header)
        levels = _colour(stored, header) if colour else _grey(stored, header, window)
        return _square_pixels(Image.fromarray(levels), header)


def grey_levels(source: Slice) -> Grey:
    """The rescaled values of a grey frame (CT: HU), before any window."""
    return decoded_grey(source)[1]


def decoded_grey(source: Slice) -> tuple[Dataset, Grey]:
    """The header as it holds for a grey frame, and its rescaled values. Raises ImageRefused, for colour too."""
    header, stored = decode(source)
    if stored.ndim != 2 or is_colour(header):
        raise ImageRefused(f"{source.path.name} is a colour picture and has no grey levels.")
    with refusing(source.path):
        return header, _rescaled(stored, header)


def _rescaled(stored: Stored, header: Dataset) -> Grey:
    if header.get("ModalityLUTSequence"):
        return apply_modality_lut(stored, header).astype(np.float32)
    slope, intercept = first_number(header.get("RescaleSlope")), first_number(header.get("RescaleIntercept"))
    values = stored.astype(np.float32)
    if slope not in (None, 1.0):
        values *= np.float32(slope or 0.0)
    if intercept:
        values += np.float32(intercept)
    return values


def _grey(stored: Stored, header: Dataset, window: Window | None) -> Bytes:
    values, padding = _rescaled(stored, header), _padding(stored, header)
    if window is None and has_voi_lut(header):
        levels = apply_voi_table(values, header)
    else:
        window = window or stored_window(header) or automatic_window(values if padding is None else values[~padding])
        levels = apply_window(values, window)
    if header.get("PhotometricInterpretation") == "MONOCHROME1":
        levels = 255 - levels
    if padding is not None:
        levels[padding] = 0
    return levels


def _padding(stored: Stored, header: Dataset) -> NDArray[np.bool_] | None:
    """Where the frame is filling and no picture; None = nowhere."""
    first = header.get("PixelPaddingValue")
    if not isinstance(first, int):
        return None
    last = header.get("PixelPaddingRangeLimit")
    low, high = sorted((first, last if isinstance(last, int) else first))
    found: NDArray[np.bool_] = (stored >= low) & (stored <= high) if high > low else stored == low
    return found


def _colour(stored: NDArray[Any], header: Dataset) -> Bytes:
    bits = int(header.BitsStored)
    if header.get("PhotometricInterpretation") == "PALETTE COLOR":
        stored = apply_color_lut(stored, header)
        bits = stored.dtype.itemsize * 8
    if stored.dtype == np.uint8 and bits == 8:
        return stored
    return (stored.astype(np.int64) >> max(bits - 8, 0)).astype(np.uint8)


def _square_pixels(image: Image.Image, header: Dataset) -> Image.Image:
    """The picture squeezed where its pixels are not square (ultrasound, some scanners)."""
    aspect = pixel_aspect(header)
    if abs(aspect - 1) < 0.01:
        return image
    width = image.width if aspect < 1 else max(1, round(image.width / aspect))
    height = image.height if aspect > 1 else max(1, round(image.height * aspect))
    return image.resize((width, height))
