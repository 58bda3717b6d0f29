"""One frame at a time: decoded, rescaled and windowed as DICOM PS3.3 C.11 says. Sizes are checked before decoding."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut, apply_voi_lut
from pydicom.pixels.utils import pixel_array
from pydicom.uid import DeflatedExplicitVRLittleEndian

from dashboard.imaging.headers import ImageRefused, Slice, is_picture, numbers, read_header

MAX_PIXELS = 64_000_000
Grey = NDArray[np.float32]
Bytes = NDArray[np.uint8]

# Pillow only warns of a picture up to twice its limit; here such a picture is refused.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Window:
    """A grey window in the units of the rescaled values (CT: HU). `function` as VOI LUT Function (0028,1056)."""

    center: float
    width: float
    function: str = "LINEAR"


def picture(source: Slice, window: Window | None = None) -> Image.Image:
    """The frame as an 8-bit picture, L or RGB, in the given window, else the file's own, else an automatic one."""
    if is_picture(source.path):
        return _plain_picture(source.path)
    header = read_header(source.path)
    with _refusing(source.path):
        stored = _decode(source, header)
        colour = stored.ndim == 3 or header.get("PhotometricInterpretation") == "PALETTE COLOR"
        levels = _colour(stored, header) if colour else _grey(stored, header, window)
        return _square_pixels(Image.fromarray(levels), header)


def grey_levels(source: Slice) -> Grey:
    """The rescaled values of a grey frame (CT: HU), before any window."""
    header = read_header(source.path)
    with _refusing(source.path):
        stored = _decode(source, header)
        if stored.ndim != 2:
            raise ImageRefused(f"{source.path.name} is a colour picture and has no grey levels.")
        return _rescale(stored, header)


def apply_window(values: Grey, window: Window) -> Bytes:
    """Grey levels 0 to 255; the linear function of PS3.3 C.11.2.1.2.1, in float32 (C.11.2.1.3 for the others)."""
    if window.function == "SIGMOID":
        share = 1 / (1 + np.exp(-4 * (values - np.float32(window.center)) / np.float32(max(window.width, 1e-6))))
    elif window.function == "LINEAR_EXACT":
        share = (values - np.float32(window.center)) / np.float32(max(window.width, 1e-6)) + np.float32(0.5)
    else:
        share = (values - np.float32(window.center - 0.5)) / np.float32(max(window.width - 1, 1e-6)) + np.float32(0.5)
    levels: Bytes = np.rint(np.nan_to_num(np.clip(share, 0, 1) * np.float32(255))).astype(np.uint8)
    return levels


def stored_window(header: Dataset) -> Window | None:
    """The first window that the header names, or None."""
    center, width = _first(header.get("WindowCenter")), _first(header.get("WindowWidth"))
    if center is None or width is None or width < 0:
        return None
    return Window(center, width, str(header.get("VOILUTFunction") or "LINEAR"))


def automatic_window(values: Grey) -> Window:
    """A window over the middle 99 % of the values."""
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return Window(0.0, 1.0, "LINEAR_EXACT")
    low, high = (float(value) for value in np.percentile(finite, (0.5, 99.5)))
    return Window((low + high) / 2, max(high - low, 1e-6), "LINEAR_EXACT")


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turns what pydicom, Pillow and the codecs raise on a broken file, which is nearly anything, into one sentence."""
    try:
        yield
    except ImageRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageRefused(f"{path.name} has more than {MAX_PIXELS // 1_000_000} million pixels.") from error
    except Exception as error:
        raise ImageRefused(f"The picture in {path.name} cannot be decoded.") from error


def _decode(source: Slice, header: Dataset) -> NDArray[np.generic]:
    _check_size(source.path.name, int(header.Columns), int(header.Rows))
    if header.get("SamplesPerPixel", 1) not in (1, 3):
        raise ImageRefused(f"{source.path.name} has {header.SamplesPerPixel} samples a pixel; 1 and 3 can be shown.")
    if header.file_meta.TransferSyntaxUID == DeflatedExplicitVRLittleEndian:  # pydicom finds no pixels there by path
        return pixel_array(dcmread(source.path), index=source.frame)
    return pixel_array(source.path, index=source.frame)


def _check_size(name: str, columns: int, rows: int) -> None:
    if not 0 < columns * rows <= MAX_PIXELS:
        limit = MAX_PIXELS // 1_000_000
        raise ImageRefused(f"{name} is {columns} x {rows} pixels; at most {limit} million are shown.")


def _rescale(stored: NDArray[np.generic], header: Dataset) -> Grey:
    if header.get("ModalityLUTSequence"):
        return apply_modality_lut(stored, header).astype(np.float32)
    slope, intercept = _first(header.get("RescaleSlope")), _first(header.get("RescaleIntercept"))
    values = stored.astype(np.float32)
    values *= np.float32(1 if slope is None else slope)
    values += np.float32(0 if intercept is None else intercept)
    return values


def _grey(stored: NDArray[np.generic], header: Dataset, window: Window | None) -> Bytes:
    values = _rescale(stored, header)
    padding = _padding(stored, header)
    if window is None and header.get("VOILUTSequence"):
        values = apply_voi_lut(np.rint(values).astype(np.int32), header).astype(np.float32)
    window = window or stored_window(header) or automatic_window(values if padding is None else values[~padding])
    levels = apply_window(values, window)
    if header.get("PhotometricInterpretation") == "MONOCHROME1":
        levels = 255 - levels
    if padding is not None:
        levels[padding] = 0
    return levels


def _padding(stored: NDArray[np.generic], header: Dataset) -> NDArray[np.bool_] | None:
    """Where the frame is filling and no picture; None = nowhere."""
    first = header.get("PixelPaddingValue")
    if not isinstance(first, int):
        return None
    last = header.get("PixelPaddingRangeLimit")
    low, high = sorted((first, last if isinstance(last, int) else first))
    values = stored.astype(np.int64)
    return (values >= low) & (values <= high)


def _colour(stored: NDArray[np.generic], header: Dataset) -> Bytes:
    bits = int(header.BitsStored)
    if header.get("PhotometricInterpretation") == "PALETTE COLOR":
        stored = apply_color_lut(stored, header)
        bits = stored.dtype.itemsize * 8
    return (stored.astype(np.int64) >> max(bits - 8, 0)).astype(np.uint8)


def _square_pixels(image: Image.Image, header: Dataset) -> Image.Image:
    """The picture squeezed where its pixels are not square (ultrasound, some scanners)."""
    down, across = numbers(header.get("PixelSpacing") or header.get("PixelAspectRatio"), 2) or (1.0, 1.0)
    if min(down, across) <= 0 or abs(down / across - 1) < 0.01:
        return image
    width = image.width if down < across else max(1, round(image.width * across / down))
    height = image.height if down > across else max(1, round(image.height * down / across))
    return image.resize((width, height))


def _plain_picture(path: Path) -> Image.Image:
    with _refusing(path), Image.open(path, formats=("PNG", "JPEG")) as opened:
        _check_size(path.name, *opened.size)
        image = ImageOps.exif_transpose(opened)
        if image.mode.startswith("I"):
            return Image.fromarray((np.asarray(image, np.int64) >> 8).clip(0, 255).astype(np.uint8))
        if image.has_transparency_data:
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
        return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _first(value: object) -> float | None:
    """The first number of an element that may hold several, or None where there is none."""
    if isinstance(value, MultiValue):
        value = value[0] if value else None
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if np.isfinite(number) else None
