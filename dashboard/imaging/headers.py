"""Headers of DICOM files, read with what showing a picture needs and nothing else. No pixels here."""

import warnings
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pydicom
from pydicom import config as pydicom_config
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filereader import read_dataset, read_preamble
from pydicom.tag import BaseTag, Tag
from pydicom.uid import UID, DeflatedExplicitVRLittleEndian

from dashboard.imaging.inflate import refuse_if_it_unpacks_too_far
from dashboard.imaging.model import ImageRefused
from dashboard.imaging.sifting import sifted

MAX_FRAMES = 10_000
PICTURE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
# What showing a frame needs, and what sorting files into studies and series needs besides.
DISPLAY_TAGS = [
    "SOPClassUID", "Modality", "NumberOfFrames", "Rows", "Columns", "SamplesPerPixel", "PhotometricInterpretation",
    "PlanarConfiguration", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "PixelPaddingValue",
    "PixelPaddingRangeLimit", "PixelSpacing", "ImagerPixelSpacing", "PixelAspectRatio", "RescaleSlope",
    "RescaleIntercept", "RescaleType", "ModalityLUTSequence", "WindowCenter", "WindowWidth",
    "WindowCenterWidthExplanation", "VOILUTFunction", "VOILUTSequence", "RedPaletteColorLookupTableDescriptor",
    "GreenPaletteColorLookupTableDescriptor", "BluePaletteColorLookupTableDescriptor",
    "RedPaletteColorLookupTableData", "GreenPaletteColorLookupTableData", "BluePaletteColorLookupTableData",
    "SegmentedRedPaletteColorLookupTableData", "SegmentedGreenPaletteColorLookupTableData",
    "SegmentedBluePaletteColorLookupTableData", "SharedFunctionalGroupsSequence",
    "PerFrameFunctionalGroupsSequence", "ExtendedOffsetTable", "ExtendedOffsetTableLengths",
]  # fmt: skip
SORTING_TAGS = [
    "SpecificCharacterSet", "ImageType", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID",
    "FrameOfReferenceUID", "PatientID", "AccessionNumber", "StudyDate", "AcquisitionTime", "ContentTime",
    "SeriesDescription", "Laterality", "ImageLaterality", "PatientOrientation", "QualityControlImage",
    "LossyImageCompression", "ImageOrientationPatient", "ImagePositionPatient", "PixelSpacingCalibrationType",
    "TemporalPositionIdentifier", "EchoTime", "DiffusionBValue", "InversionTime", "TriggerTime", "AcquisitionNumber",
]  # fmt: skip
_SHOWN: dict[BaseTag, str] = {Tag(name): name for name in DISPLAY_TAGS}
_ALL = _SHOWN | {Tag(name): name for name in SORTING_TAGS}
_PIXELS = frozenset({0x7FE00008, 0x7FE00009, 0x7FE00010})

# A file from outside may break a value rule that has nothing to do with its picture: read on, do not warn.
pydicom_config.settings.reading_validation_mode = pydicom_config.IGNORE
warnings.filterwarnings("ignore", module="pydicom")


class Header:
    """A header whose values were all parsed: reading one costs nothing more and cannot fail. A value that cannot be
    parsed counts as absent. `dataset` is the same for pydicom's own functions."""

    __slots__ = ("_values", "dataset")

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._values: dict[str, Any] = {}
        for tag in list(dataset.keys()):
            try:
                self._values[_ALL.get(tag) or dataset[tag].keyword] = dataset[tag].value
            except Exception:  # each value representation has its own kinds of error
                del dataset[tag]

    def get(self, name: str, default: Any = None) -> Any:
        """The value of the element of that keyword."""
        return self._values.get(name, default)

    @property
    def syntax(self) -> UID:
        """How the file is encoded."""
        found: UID = self.dataset.file_meta.TransferSyntaxUID
        return found


def is_picture(path: Path) -> bool:
    """Whether the file starts as a PNG or a JPEG does, whatever its name says."""
    with path.open("rb") as file:
        return file.read(8).startswith(PICTURE_STARTS)


def read_header(path: Path) -> Header:
    """The header of a DICOM file, without its pixels. Raises ImageRefused."""
    with path.open("rb") as file:
        return header_of(file, path.name, sorting=True)


def header_of(file: BinaryIO, name: str, *, sorting: bool = False) -> Header:
    """The header of an open DICOM file, which is left at the element of its pixels; with `sorting`, what sorts it too.
    Raises ImageRefused."""
    try:
        return Header(_read(file, [*(_ALL if sorting else _SHOWN)]))
    except OverflowError as error:
        raise ImageRefused(f"{name} was not opened: {error}.") from error
    except ImageRefused as error:
        raise ImageRefused(f"{name} {error}") from error
    except Exception as error:  # a hostile file raises nearly anything, RecursionError and MemoryError included
        raise ImageRefused(f"{name} is not a readable DICOM, PNG or JPEG file.") from error


def frame_count(header: Header, name: str) -> int:
    """The number of frames. Raises ImageRefused where it is none."""
    try:
        count = int(header.get("NumberOfFrames") or 1)
    except (TypeError, ValueError) as error:
        raise ImageRefused(f"{name} gives its number of frames in a way that cannot be read.") from error
    if not 1 <= count <= MAX_FRAMES:
        raise ImageRefused(f"{name} says it holds {count} frames; 1 to {MAX_FRAMES} are shown.")
    return count


def _read(file: BinaryIO, tags: list[BaseTag | int]) -> Dataset:
    meta = _meta(file)
    syntax = meta.get("TransferSyntaxUID")
    if not isinstance(syntax, UID):
        raise ImageRefused("does not say how it is encoded (transfer syntax).")
    if syntax == DeflatedExplicitVRLittleEndian:
        refuse_if_it_unpacks_too_far(file, meta)
        file.seek(0)
        return pydicom.dcmread(file, stop_before_pixels=True, specific_tags=tags)
    if syntax.is_private or not syntax.is_transfer_syntax:
        raise ImageRefused("is encoded in a way that is not known (transfer syntax).")
    header = read_dataset(
        _sifted(file, tags) if not syntax.is_implicit_VR and syntax.is_little_endian else file,
        is_implicit_VR=syntax.is_implicit_VR,
        is_little_endian=syntax.is_little_endian,
        stop_when=_at_pixels,
        specific_tags=tags,
    )
    header.file_meta = FileMetaDataset(meta)
    return header


def _sifted(file: BinaryIO, tags: list[BaseTag | int]) -> BinaryIO:
    """What has to be parsed of a file in memory, which is left at its pixels; else the file as it is."""
    if not isinstance(file, BytesIO):
        return file
    found = sifted(file.getbuffer(), file.tell(), frozenset(tags), _PIXELS)
    if found is None:
        return file
    file.seek(found[1])
    return BytesIO(found[0])


def _meta(file: BinaryIO) -> Dataset:
    file.seek(0)
    read_preamble(file, force=False)
    return read_dataset(file, is_implicit_VR=False, is_little_endian=True, stop_when=_after_meta)


def _after_meta(tag: BaseTag, _vr: str | None, _length: int) -> bool:
    return tag >> 16 != 2


def _at_pixels(tag: BaseTag, _vr: str | None, _length: int) -> bool:
    return tag in _PIXELS
