"""One frame of one file, decoded: stored values as the standard means them. Sizes are checked before decoding."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.pixels.decoders.base import get_decoder
from pydicom.pixels.utils import as_pixel_options, pixel_array
from pydicom.uid import DeflatedExplicitVRLittleEndian, RLELossless

from dashboard.imaging.functional_groups import flattened
from dashboard.imaging.headers import frame_count, header_of, read_header
from dashboard.imaging.instances import NO_PICTURES
from dashboard.imaging.model import ImageRefused, Slice

MAX_PIXELS = 64_000_000
Stored = NDArray[Any]
_KEYWORDS = {0x7FE00008: "FloatPixelData", 0x7FE00009: "DoubleFloatPixelData", 0x7FE00010: "PixelData"}

# Pillow only warns of a picture up to twice its limit; here such a picture is refused.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def frame_header(source: Slice) -> Dataset:
    """The header as it holds for this frame, functional groups laid flat. Raises ImageRefused."""
    return flattened(read_header(source.path), source.frame)


def decode(source: Slice) -> tuple[Dataset, Stored]:
    """The header as it holds for the frame, and its stored values: grey (rows, columns), else (rows, columns, 3) RGB.
    Raises ImageRefused."""
    with source.path.open("rb") as file:
        header = header_of(file, source.path.name)
        with refusing(source.path):
            _check(source, header)
            stored = _decoded(file, source, header)
            return flattened(header, source.frame), _without_other_bits(stored, header)


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turns what pydicom, Pillow and the codecs raise on a broken file, which is nearly anything, into one sentence."""
    try:
        yield
    except ImageRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageRefused(f"{path.name} has more than {MAX_PIXELS // 1_000_000} million pixels.") from error
    except Exception as error:
        raise ImageRefused(f"The picture in {path.name} cannot be decoded.") from error


def check_size(name: str, columns: int, rows: int) -> None:
    """Raises ImageRefused for a picture that is too large to be shown, or has no pixels."""
    if not 0 < columns * rows <= MAX_PIXELS:
        limit = MAX_PIXELS // 1_000_000
        raise ImageRefused(f"{name} is {columns} x {rows} pixels; at most {limit} million are shown.")


def _check(source: Slice, header: Dataset) -> None:
    name = source.path.name
    if header.get("SOPClassUID") in NO_PICTURES:
        raise ImageRefused(f"{name} holds no picture: it is a {NO_PICTURES[header.SOPClassUID]}.")
    if not header.get("Rows") or not header.get("Columns"):
        kind = getattr(header.get("SOPClassUID"), "name", "") or "object of unknown kind"
        raise ImageRefused(f"{name} holds no picture: it is a {kind}.")
    check_size(name, int(header.Columns), int(header.Rows))
    if header.get("SamplesPerPixel", 1) not in (1, 3):
        raise ImageRefused(f"{name} has {header.SamplesPerPixel} samples a pixel; 1 and 3 can be shown.")
    if not 0 <= source.frame < frame_count(header, name):
        raise ImageRefused(f"{name} has no frame {source.frame + 1}.")


def _decoded(file: BinaryIO, source: Slice, header: Dataset) -> Stored:
    syntax = header.file_meta.TransferSyntaxUID
    if syntax == DeflatedExplicitVRLittleEndian:  # its pixels are nowhere in the file as they are
        return pixel_array(dcmread(source.path), index=source.frame)
    options: dict[str, Any] = as_pixel_options(header, transfer_syntax_uid=syntax)
    order = "<" if syntax.is_little_endian else ">"
    if syntax.is_implicit_VR:
        group, element, _ = struct.unpack(f"{order}HHL", file.read(8))
    else:
        group, element, vr, _ = struct.unpack(f"{order}HH2sH", file.read(8))
        options["pixel_vr"] = vr.decode("ascii")
        file.read(4)
    options["pixel_keyword"] = _KEYWORDS[group << 16 | element]
    stored: Stored = get_decoder(syntax).as_array(file, index=source.frame, **options)[0]
    return stored


def _without_other_bits(stored: Stored, header: Dataset) -> Stored:
    """Old files keep overlays in the bits of a number that its value does not use: those are masked, the sign kept."""
    syntax = header.file_meta.TransferSyntaxUID
    if stored.dtype.kind not in "iu" or stored.ndim != 2 or (syntax.is_compressed and syntax != RLELossless):
        return stored
    bits, highest = int(header.BitsStored), int(header.get("HighBit", header.BitsStored - 1))
    if not 0 < bits <= highest + 1 <= stored.dtype.itemsize * 8:
        return stored
    signed = stored.dtype.kind == "i"
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
    if bits == highest + 1 and stored.min() >= low and stored.max() <= high:
        return stored
    own = (stored.astype(np.int64) >> (highest + 1 - bits)) & ((1 << bits) - 1)
    if signed:
        own = np.where(own >> (bits - 1), own - (1 << bits), own)
    return own.astype(stored.dtype)
