"""Files that mean harm, each small and made here: bombs, lies about sizes, deep nests, cut streams."""

import io
import random
import struct
import warnings
import zlib
from functools import cache
from pathlib import Path

import numpy as np
import pydicom
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLSLossless,
    RLELossless,
)

MOST_CHANGES = 12
RLE_FRAME = struct.pack("<16L", 2, 64, 66, *[0] * 13) + b"\xff\x00\xff\x00"


def dataset(syntax: str = ExplicitVRLittleEndian, rows: int = 4, columns: int = 4, **elements: object) -> Dataset:
    header = Dataset()
    header.file_meta = FileMetaDataset()
    header.file_meta.TransferSyntaxUID = syntax
    header.SOPClassUID = header.file_meta.MediaStorageSOPClassUID = CTImageStorage
    header.SOPInstanceUID = header.file_meta.MediaStorageSOPInstanceUID = "1.2.3.4"
    header.Modality, header.Rows, header.Columns = "CT", rows, columns
    header.SamplesPerPixel, header.PhotometricInterpretation = 1, "MONOCHROME2"
    header.BitsAllocated, header.BitsStored, header.HighBit, header.PixelRepresentation = 16, 16, 15, 0
    for keyword, value in elements.items():
        setattr(header, keyword, value)
    return header


def saved(header: Dataset, pixels: bytes | None) -> bytes:
    if pixels is not None:
        header.PixelData = pixels
        header["PixelData"].VR = "OW" if header.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian else "OB"
        header["PixelData"].is_undefined_length = header.file_meta.TransferSyntaxUID.is_encapsulated
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is wrong is wrong on purpose
        header.save_as(out, enforce_file_format=True)
    return out.getvalue()


def deflated_bomb(megabytes: int) -> bytes:
    """A header of a few kilobytes that unpacks to that many megabytes."""
    whole = saved(dataset(DeflatedExplicitVRLittleEndian, rows=4), bytes(32))
    start = 144 + int.from_bytes(whole[140:144], "little")
    packer = zlib.compressobj(9, wbits=-15)
    element = struct.pack("<HH2sHL", 0x0009, 0x1001, b"OB", 0, megabytes * 1024 * 1024)
    packed = packer.compress(element)
    for _ in range(megabytes):
        packed += packer.compress(bytes(1024 * 1024))
    return whole[:start] + packed + packer.flush()


def nested(depth: int) -> bytes:
    """Sequences within sequences, of undefined length, so that a reader must follow each."""
    whole = saved(dataset(), bytes(32))
    start = 144 + int.from_bytes(whole[140:144], "little")
    sequence = struct.pack("<HH2sHL", 0x0008, 0x1140, b"SQ", 0, 0xFFFFFFFF)
    item = struct.pack("<HHL", 0xFFFE, 0xE000, 0xFFFFFFFF)
    return whole[:start] + (sequence + item) * depth


@cache
def every_bomb() -> dict[str, bytes]:
    """All of them by name; the sizes are those that hurt."""
    noise = np.random.default_rng(3).integers(0, 4000, (16, 16)).astype(np.uint16)
    loco = dataset(rows=16, columns=16)
    loco.PixelData = noise.tobytes()
    loco["PixelData"].VR = "OW"
    loco.compress(JPEGLSLossless, generate_instance_uid=False)
    whole = saved(loco, None)
    jpeg = io.BytesIO()
    Image.new("L", (64, 64)).save(jpeg, "JPEG")
    lying = jpeg.getvalue().replace(struct.pack(">HH", 64, 64), struct.pack(">HH", 65000, 65000), 1)
    byte = {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}
    plain = saved(dataset(), bytes(32))
    photo = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(photo, "PNG")
    return {
        "deflated": deflated_bomb(600),
        "rle-size": saved(dataset(RLELossless, 65535, 65535), encapsulate([RLE_FRAME])),
        "raw-size": saved(dataset(rows=65535, columns=65535), bytes(32)),
        "frames": saved(dataset(NumberOfFrames=2_000_000_000), bytes(32)),
        "nested": nested(30_000),
        "jpeg-ls-cut": whole[:-120],
        "jpeg-ls-no-stream": saved(dataset(JPEGLSLossless), encapsulate([b"\xff\xd8\xff\xf7"])),
        "jpeg-lies": saved(dataset(JPEGBaseline8Bit, 64, 64, **byte), encapsulate([lying])),
        "jpeg2000-garbage": saved(dataset(JPEG2000Lossless), encapsulate([b"\xff\x4f\xff\x51" + bytes(range(200))])),
        "long-element": plain[:-40] + struct.pack("<HH2sHL", 0x7FE0, 0x0010, b"OW", 0, 0xFFFFFFF0) + bytes(8),
        "no-pixels": plain[: plain.index(struct.pack("<HH", 0x7FE0, 0x0010))],
        "many-windows": saved(dataset(WindowCenter=[1] * 60_000, WindowWidth=[1] * 60_000), bytes(32)),
        "palette": saved(dataset(PhotometricInterpretation="PALETTE COLOR"), bytes(32)),
        "png-bomb": photo.getvalue(),
        "preamble": b"MZ" + bytes(126),
    }  # fmt: skip


def foreign_files() -> list[Path]:
    """The files that pydicom carries for its own tests, good and broken."""
    found = sorted((Path(pydicom.__file__).parent / "data" / "test_files").rglob("*"))
    return [path for path in found if path.is_file() and path.suffix not in (".py", ".pyc")]


@cache
def victims() -> tuple[bytes, ...]:
    """Whole files of many kinds, to be changed at random."""
    names = {"CT_small.dcm", "MR_small_jpeg_ls_lossless.dcm", "MR_small_RLE.dcm", "JPEG2000.dcm", "SC_rgb_jpeg.dcm",
             "image_dfl.dcm", "examples_palette.dcm", "liver_1frame.dcm"}  # fmt: skip
    return tuple(path.read_bytes() for path in foreign_files() if path.name in names)


def changed(content: bytes, chance: random.Random) -> bytes:
    """The file with a few bytes taken out, put in or written over, and perhaps cut."""
    fuzzed = bytearray(content)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        at = chance.randrange(132, min(len(fuzzed), chance.choice((800, 5000, len(fuzzed)))))
        fuzzed[at : at + chance.choice((1, 1, 2, 4))] = chance.randbytes(chance.choice((0, 1, 2, 4)))
    kept = chance.choice((len(fuzzed), chance.randrange(200, len(fuzzed))))
    return bytes(fuzzed[:kept])


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
