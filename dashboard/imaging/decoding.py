"""One frame of one file, decoded: stored values as the standard means them. Sizes are checked before decoding."""

import os
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom import dcmread
from pydicom.pixels.decoders.base import get_decoder
from pydicom.pixels.utils import as_pixel_options, pixel_array
from pydicom.uid import DeflatedExplicitVRLittleEndian, RLELossless

from dashboard.imaging import jpeg_extended
from dashboard.imaging.functional_groups import flattened
from dashboard.imaging.headers import Header, frame_count, header_of, read_header
from dashboard.imaging.instances import holds_picture, object_name
from dashboard.imaging.model import ImageRefused, Slice

MAX_PIXELS = 64_000_000
READ_WHOLE = 8_000_000
Stored = NDArray[Any]
_KEYWORDS = {0x7FE00008: "FloatPixelData", 0x7FE00009: "DoubleFloatPixelData", 0x7FE00010: "PixelData"}

jpeg_extended.register()
# Pillow only warns of a picture up to twice its limit; here such a picture is refused.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def frame_header(source: Slice) -> Header:
    """The header as it holds for this frame, functional groups laid flat. Raises ImageRefused."""
    return flattened(read_header(source.path), source.frame)


def decode(source: Slice) -> tuple[Header, Stored]:
    """The header as it holds for the frame, and its stored values: grey (rows, columns), else (rows, columns, 3) RGB.
    Raises ImageRefused."""
    with source.path.open("rb") as opened:
        # Headers are read in hundreds of small steps, which memory takes better than a file.
        file = BytesIO(opened.read()) if os.fstat(opened.fileno()).st_size <= READ_WHOLE else opened
        header = header_of(file, source.path.name)
        with refusing(source.path):
            _check(source, header)
            stored = _decoded(file, source, header)
            return flattened(header, source.frame), _own_bits(stored, header)


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


def _check(source: Slice, header: Header) -> None:
    name = source.path.name
    if not holds_picture(header):
        raise ImageRefused(f"{name} holds no picture ({object_name(header)}).")
    check_size(name, int(header.get("Columns")), int(header.get("Rows")))
    if header.get("SamplesPerPixel", 1) not in (1, 3):
        raise ImageRefused(f"{name} has {header.get('SamplesPerPixel')} samples a pixel; 1 and 3 can be shown.")
    if not 0 <= source.frame < frame_count(header, name):
        raise ImageRefused(f"{name} has no frame {source.frame + 1}.")


def _decoded(file: BinaryIO, source: Slice, header: Header) -> Stored:
    syntax = header.syntax
    if syntax == DeflatedExplicitVRLittleEndian:  # its pixels are nowhere in the file as they are
        return pixel_array(dcmread(source.path), index=source.frame, correct_unused_bits=not _lowest_bit(header))
    options: dict[str, Any] = as_pixel_options(header.dataset, transfer_syntax_uid=syntax, view_only=True)
    options["correct_unused_bits"] = not _lowest_bit(header)
    order = "<" if syntax.is_little_endian else ">"
    group, element, vr, _ = struct.unpack(f"{order}HH2sH", file.read(8))
    if vr in (b"OB", b"OW", b"OF", b"OD", b"UN"):  # else the length stands there, whatever the syntax promises
        options["pixel_vr"] = vr.decode("ascii")
        file.read(4)
    options["pixel_keyword"] = _KEYWORDS[group << 16 | element]
    stored: Stored = get_decoder(syntax).as_array(file, index=source.frame, **options)[0]
    return stored


def _lowest_bit(header: Header) -> int:
    """The bit at which values begin: 0, but in old files whose high bit lies higher."""
    bits, highest = header.get("BitsStored"), header.get("HighBit")
    if not isinstance(bits, int) or not isinstance(highest, int) or header.get("SamplesPerPixel", 1) != 1:
        return 0
    syntax = header.syntax
    raw = not syntax.is_encapsulated or syntax == RLELossless
    return highest + 1 - bits if raw and bits - 1 < highest < int(header.get("BitsAllocated", 0)) else 0


def _own_bits(stored: Stored, header: Header) -> Stored:
    """The values alone, with their sign; an overlay may fill the other bits. pydicom does so for values from bit 0."""
    lowest, bits = _lowest_bit(header), int(header.get("BitsStored", 0))
    if lowest == 0 or stored.dtype.kind not in "iu":
        return stored
    own = (stored.astype(np.int64) >> lowest) & ((1 << bits) - 1)
    if stored.dtype.kind == "i":
        own = np.where(own >> (bits - 1), own - (1 << bits), own)
    return own.astype(stored.dtype)
