"""Frames as they are seen: rescaled, windowed, inverted where the file asks for it, padding black, pixels square."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut

from dashboard.imaging.decoding import Stored, decode, refusing
from dashboard.imaging.headers import Header, is_picture
from dashboard.imaging.instances import is_colour, pixel_aspect
from dashboard.imaging.model import ImageRefused, Slice, Window
from dashboard.imaging.photos import photo
from dashboard.imaging.windows import (
    Bytes,
    Grey,
    apply_to_stored,
    apply_window,
    automatic_window,
    first_number,
    stored_window,
)

__all__ = ["Grey", "Window", "apply_window", "colour_levels", "decoded_grey", "grey_levels", "picture"]


def picture(source: Slice, window: Window | None = None) -> Image.Image:
    """The frame as an 8-bit picture, L or RGB, in the given window, else the file's own, else an automatic one."""
    if is_picture(source.path):
        return photo(source.path)
    header, stored = decode(source)
    with refusing(source.path):
        colour = stored.ndim == 3 or is_colour(header)
        levels = colour_levels(stored, header) if colour else _grey(stored, header, window)
        return _square_pixels(Image.fromarray(levels), header)


def grey_levels(source: Slice) -> Grey:
    """The rescaled values of a grey frame (CT: HU), before any window."""
    return decoded_grey(source)[1]


def decoded_grey(source: Slice) -> tuple[Header, Grey]:
    """The header as it holds for a grey frame, and its rescaled values. Raises ImageRefused, for colour too."""
    header, stored = decode(source)
    if stored.ndim != 2 or is_colour(header):
        raise ImageRefused(f"{source.path.name} is a colour picture and has no grey levels.")
    with refusing(source.path):
        return header, _rescaled(stored, header)


def _rescale(header: Header) -> tuple[float, float]:
    slope, intercept = first_number(header.get("RescaleSlope")), first_number(header.get("RescaleIntercept"))
    return (1.0 if slope is None else slope), (intercept or 0.0)


def _rescaled(stored: Stored, header: Header) -> Grey:
    if header.get("ModalityLUTSequence"):
        return apply_modality_lut(stored, header.dataset).astype(np.float32)
    slope, intercept = _rescale(header)
    values = stored.astype(np.float32)
    if slope != 1:
        values *= np.float32(slope)
    if intercept:
        values += np.float32(intercept)
    return values


def _grey(stored: Stored, header: Header, window: Window | None) -> Bytes:
    padding = _padding(stored, header)
    window = window or stored_window(header)
    if window is not None and _is_one_step(stored, header, window):
        levels = apply_to_stored(stored, window, *_rescale(header))
    else:
        values = _rescaled(stored, header)
        shown = values if padding is None else values[~padding]
        levels = apply_window(values, window or automatic_window(shown))
    if header.get("PhotometricInterpretation") == "MONOCHROME1":
        levels = 255 - levels
    if padding is not None:
        levels[padding] = 0
    return levels


def _is_one_step(stored: Stored, header: Header, window: Window) -> bool:
    straight = window.function in ("LINEAR", "LINEAR_EXACT") and not header.get("ModalityLUTSequence")
    return straight and stored.dtype.kind in "iu" and stored.dtype.itemsize <= 2


def _padding(stored: Stored, header: Header) -> NDArray[np.bool_] | None:
    """Where the frame is filling and no picture; None = nowhere."""
    first = header.get("PixelPaddingValue")
    if not isinstance(first, int):
        return None
    last = header.get("PixelPaddingRangeLimit")
    low, high = sorted((first, last if isinstance(last, int) else first))
    found: NDArray[np.bool_] = (stored >= low) & (stored <= high) if high > low else stored == low
    return found


def colour_levels(stored: NDArray[Any], header: Header) -> Bytes:
    """A colour frame as 8-bit red, green and blue; a palette is looked up."""
    bits = int(header.get("BitsStored"))
    if header.get("PhotometricInterpretation") == "PALETTE COLOR":
        stored = apply_color_lut(stored, header.dataset)
        bits = stored.dtype.itemsize * 8
    if stored.dtype == np.uint8 and bits == 8:
        return stored
    return (stored.astype(np.int64) >> max(bits - 8, 0)).astype(np.uint8)


def _square_pixels(image: Image.Image, header: Header) -> Image.Image:
    """The picture squeezed where its pixels are not square (ultrasound, some scanners)."""
    aspect = pixel_aspect(header)
    if abs(aspect - 1) < 0.01:
        return image
    width = image.width if aspect < 1 else max(1, round(image.width / aspect))
    height = image.height if aspect > 1 else max(1, round(image.height * aspect))
    return image.resize((width, height))
