"""Headers of DICOM files, read with what showing a picture needs and nothing else. No pixels here."""

import warnings
from pathlib import Path
from typing import BinaryIO

import pydicom
from pydicom import config as pydicom_config
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filereader import read_dataset, read_preamble
from pydicom.tag import BaseTag, Tag
from pydicom.uid import UID, DeflatedExplicitVRLittleEndian

from dashboard.imaging.inflate import refuse_if_it_unpacks_too_far
from dashboard.imaging.model import ImageRefused

MAX_FRAMES = 10_000
PICTURE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
HEADER_TAGS = [
    "SpecificCharacterSet", "ImageType", "SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID",
    "FrameOfReferenceUID", "PatientID", "AccessionNumber", "StudyDate", "AcquisitionTime", "ContentTime",
    "SeriesDescription", "Modality", "Laterality", "ImageLaterality", "PatientOrientation", "QualityControlImage",
    "LossyImageCompression", "ImageOrientationPatient", "ImagePositionPatient", "NumberOfFrames", "Rows", "Columns",
    "SamplesPerPixel", "PhotometricInterpretation", "PlanarConfiguration", "BitsAllocated", "BitsStored", "HighBit",
    "PixelRepresentation", "PixelPaddingValue", "PixelPaddingRangeLimit", "PixelSpacing", "ImagerPixelSpacing",
    "PixelSpacingCalibrationType", "PixelAspectRatio", "RescaleSlope", "RescaleIntercept", "RescaleType",
    "ModalityLUTSequence", "WindowCenter", "WindowWidth", "WindowCenterWidthExplanation", "VOILUTFunction",
    "VOILUTSequence", "RedPaletteColorLookupTableDescriptor", "GreenPaletteColorLookupTableDescriptor",
    "BluePaletteColorLookupTableDescriptor", "RedPaletteColorLookupTableData", "GreenPaletteColorLookupTableData",
    "BluePaletteColorLookupTableData", "SegmentedRedPaletteColorLookupTableData",
    "SegmentedGreenPaletteColorLookupTableData", "SegmentedBluePaletteColorLookupTableData",
    "TemporalPositionIdentifier", "EchoTime", "DiffusionBValue", "InversionTime", "TriggerTime", "AcquisitionNumber",
    "SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence", "ExtendedOffsetTable",
    "ExtendedOffsetTableLengths",
]  # fmt: skip
_PIXELS = (0x7FE00008, 0x7FE00009, 0x7FE00010)

# A file from outside may break a value rule that has nothing to do with its picture: read on, do not warn.
pydicom_config.settings.reading_validation_mode = pydicom_config.IGNORE
warnings.filterwarnings("ignore", module="pydicom")


def is_picture(path: Path) -> bool:
    """Whether the file starts as a PNG or a JPEG does, whatever its name says."""
    with path.open("rb") as file:
        return file.read(8).startswith(PICTURE_STARTS)


def read_header(path: Path) -> Dataset:
    """The header of a DICOM file, without its pixels. Raises ImageRefused."""
    with path.open("rb") as file:
        return header_of(file, path.name)


def header_of(file: BinaryIO, name: str) -> Dataset:
    """The header of an open DICOM file, which is left at the element of its pixels. Raises ImageRefused."""
    try:
        header = _read(file)
    except OverflowError as error:
        raise ImageRefused(f"{name} was not opened: {error}.") from error
    except ImageRefused as error:
        raise ImageRefused(f"{name} {error}") from error
    except Exception as error:  # a hostile file raises nearly anything, RecursionError and MemoryError included
        raise ImageRefused(f"{name} is not a readable DICOM, PNG or JPEG file.") from error
    _drop_what_cannot_be_parsed(header)
    return header


def frame_count(header: Dataset, name: str) -> int:
    """The number of frames. Raises ImageRefused where it is none."""
    try:
        count = int(header.get("NumberOfFrames") or 1)
    except (TypeError, ValueError) as error:
        raise ImageRefused(f"{name} gives its number of frames in a way that cannot be read.") from error
    if not 1 <= count <= MAX_FRAMES:
        raise ImageRefused(f"{name} says it holds {count} frames; 1 to {MAX_FRAMES} are shown.")
    return count


def _read(file: BinaryIO) -> Dataset:
    meta = _meta(file)
    syntax = meta.get("TransferSyntaxUID")
    if not isinstance(syntax, UID):
        raise ImageRefused("does not say how it is encoded (transfer syntax).")
    if syntax == DeflatedExplicitVRLittleEndian:
        refuse_if_it_unpacks_too_far(file, meta)
        file.seek(0)
        return pydicom.dcmread(file, stop_before_pixels=True, specific_tags=[*HEADER_TAGS])
    if syntax.is_private or not syntax.is_transfer_syntax:
        raise ImageRefused("is encoded in a way that is not known (transfer syntax).")
    header = read_dataset(
        file,
        is_implicit_VR=syntax.is_implicit_VR,
        is_little_endian=syntax.is_little_endian,
        stop_when=_at_pixels,
        specific_tags=[Tag(name) for name in HEADER_TAGS],
    )
    header.file_meta = FileMetaDataset(meta)
    return header


def _meta(file: BinaryIO) -> Dataset:
    file.seek(0)
    read_preamble(file, force=False)
    return read_dataset(file, is_implicit_VR=False, is_little_endian=True, stop_when=_after_meta)


def _after_meta(tag: BaseTag, _vr: str | None, _length: int) -> bool:
    return tag >> 16 != 2


def _at_pixels(tag: BaseTag, _vr: str | None, _length: int) -> bool:
    return tag in _PIXELS


def _drop_what_cannot_be_parsed(header: Dataset) -> None:
    """pydicom parses a value when it is first read; a bad one counts as absent, so that nothing raises later."""
    for tag in list(header.keys()):
        try:
            header[tag]
        except Exception:  # each value representation has its own kinds of error
            del header[tag]
