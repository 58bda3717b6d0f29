"""A DICOM file without what tells whose picture it is: a new object with the pixels, decoded and written plainly, and
those elements of an allow list that show and sort them. For workers and tests only.

Nothing is copied as it stands: texts are known words or gone, numbers are written anew, UIDs are mapped by a key, and a
compressed picture is unpacked, since a codec's own comments may hold a name. What is burned into the pixels stays.
"""

import hmac
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import UID, ExplicitVRLittleEndian, SecondaryCaptureImageStorage

from dashboard.imaging.decoding import decode, refusing
from dashboard.imaging.descriptions import known_words
from dashboard.imaging.frames import colour_levels
from dashboard.imaging.headers import Header, frame_count, read_header
from dashboard.imaging.instances import is_colour, object_name
from dashboard.imaging.model import ImageRefused, Slice

LARGEST = 400_000_000
METHOD = "allow list of elements; pixels decoded and written anew"
WORDS = {
    "ImageType": {"ORIGINAL", "DERIVED", "PRIMARY", "SECONDARY", "AXIAL", "LOCALIZER", "REFORMATTED", "MPR", "MOSAIC",
                  "M", "P", "R", "I", "FFE", "SE", "IR", "ADC", "DIFFUSION", "TRACEW", "NORM", "DIS2D", "OTHER",
                  "MIXED", "VOLUME", "NONE", "ILLUSTRATION"},
    "Modality": {"CT", "MR", "US", "PT", "XR", "CR", "DX", "SM", "NM", "XA", "RF", "MG", "OT", "IO", "PX", "SC"},
    "Laterality": {"L", "R", "B"},
    "ImageLaterality": {"L", "R", "B", "U"},
    "PatientOrientation": {"R", "L", "A", "P", "H", "F", "RA", "RP", "LA", "LP", "AR", "AL", "PR", "PL", "RH", "RF",
                           "LH", "LF", "AH", "AF", "PH", "PF", "HR", "HL", "FR", "FL", "HA", "HP", "FA", "FP"},
    "VOILUTFunction": {"LINEAR", "LINEAR_EXACT", "SIGMOID"},
    "QualityControlImage": {"YES", "NO", "BOTH"},
    "LossyImageCompression": {"00", "01"},
    "PixelSpacingCalibrationType": {"GEOMETRY", "FIDUCIAL"},
}  # fmt: skip
NUMBERS = frozenset(
    ("PixelSpacing", "ImagerPixelSpacing", "PixelAspectRatio", "RescaleSlope", "RescaleIntercept", "WindowCenter")
    + ("WindowWidth", "ImageOrientationPatient", "ImagePositionPatient", "TemporalPositionIdentifier", "EchoTime")
    + ("DiffusionBValue", "InversionTime", "TriggerTime", "TemporalPositionIndex", "EffectiveEchoTime")
    + ("PixelPaddingValue", "PixelPaddingRangeLimit")
)
TEXTS = frozenset({"SeriesDescription", "WindowCenterWidthExplanation"})
MAPPED = frozenset({"SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "FrameOfReferenceUID"})
SEQUENCES = frozenset(
    ("ModalityLUTSequence", "VOILUTSequence", "SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence")
    + ("PixelMeasuresSequence", "PlanePositionSequence", "PlaneOrientationSequence", "FrameVOILUTSequence")
    + ("PixelValueTransformationSequence", "MREchoSequence", "MRDiffusionSequence", "MRModifierSequence")
    + ("TemporalPositionSequence", "CTPixelDataPropertiesSequence")
)
TABLES = frozenset({"LUTDescriptor", "LUTData"})

MapUid = Callable[[str], str]


def cleaned(path: Path, key: bytes, code: str) -> bytes:
    """The file anew, its patient called by `code`. Raises ImageRefused where its pixels cannot be decoded."""
    header = read_header(path)
    made = _elements(header.dataset, lambda uid: mapped_uid(uid, key))
    made.SOPClassUID = _class_of(header)
    made.PatientName = made.PatientID = code
    made.PatientIdentityRemoved = "YES"
    made.DeidentificationMethod = METHOD
    _put_pixels(made, path, header)
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made.file_meta.MediaStorageSOPClassUID = made.SOPClassUID
    made.file_meta.MediaStorageSOPInstanceUID = made.get("SOPInstanceUID", mapped_uid(path.name, key))
    out = io.BytesIO()
    made.save_as(out, enforce_file_format=True)
    return out.getvalue()


def mapped_uid(uid: str, key: bytes) -> str:
    """The new UID of an object: the same for the same UID and key, and nothing to be learned from it."""
    return f"2.25.{int.from_bytes(hmac.digest(key, uid.encode(), 'sha256')[:15], 'big')}"


def _elements(given: Dataset, map_uid: MapUid) -> Dataset:
    """The elements that may stay, those of sequences within too."""
    made = Dataset()
    for element in given:
        name, value = element.keyword, element.value
        if name in SEQUENCES and isinstance(value, Iterable):
            inner = [_elements(item, map_uid) for item in value if isinstance(item, Dataset)]
            setattr(made, name, Sequence(inner))
        elif value not in (None, "") and (kept := _kept(name, value, map_uid)) is not None:
            setattr(made, name, kept)
    return made


def _kept(name: str, value: Any, map_uid: MapUid) -> Any:
    """What stays of a value; None where nothing does."""
    if name in WORDS:
        words = [str(one) for one in _listed(value) if str(one) in WORDS[name]]
        return words or None
    if name in NUMBERS:
        numbers = [float(one) for one in _listed(value)]
        whole = all(number.is_integer() for number in numbers)
        plain = [int(number) if whole else round(number, 6) for number in numbers]
        return plain if len(plain) > 1 else plain[0]
    if name in TEXTS:
        return known_words(" ".join(map(str, _listed(value)))) or None
    if name in MAPPED:
        return map_uid(str(value))
    return value if name in TABLES else None


def _listed(value: Any) -> list[Any]:
    return list(value) if not isinstance(value, str | bytes) and isinstance(value, Iterable) else [value]


def _class_of(header: Header) -> UID:
    """The class of the object where the standard knows it."""
    known = header.get("SOPClassUID")
    registered = isinstance(known, UID) and known.name != str(known) and object_name(header)
    return UID(str(known)) if registered else SecondaryCaptureImageStorage


def _put_pixels(made: Dataset, path: Path, header: Header) -> None:
    """Every frame, decoded and written plainly."""
    count = frame_count(header, path.name)
    frames, size = [], 0
    for number in range(count):
        flat, stored = decode(Slice(path, number))
        if is_colour(flat):
            with refusing(path):
                stored = colour_levels(stored, flat)
        if stored.dtype.kind not in "iu" or stored.dtype.itemsize > 2:
            raise ImageRefused(f"{path.name} holds numbers that are no grey levels or colours.")
        size += stored.nbytes
        if size > LARGEST:
            raise ImageRefused(f"{path.name} unpacks to more than {LARGEST // 1_000_000} MB.")
        frames.append(stored)
    first = frames[0]
    bits = first.dtype.itemsize * 8
    made.Rows, made.Columns = first.shape[:2]
    made.NumberOfFrames = count
    made.SamplesPerPixel = 3 if first.ndim == 3 else 1
    colour = first.ndim == 3
    inverted = header.get("PhotometricInterpretation") == "MONOCHROME1"
    made.PhotometricInterpretation = "RGB" if colour else "MONOCHROME1" if inverted else "MONOCHROME2"
    if colour:
        made.PlanarConfiguration = 0
    made.BitsAllocated = made.BitsStored = bits
    made.HighBit = bits - 1
    made.PixelRepresentation = int(first.dtype.kind == "i")
    plain = np.stack(frames).astype(first.dtype.newbyteorder("<")).tobytes()
    made.add_new("PixelData", "OW" if bits == 16 else "OB", plain + b"\0" * (len(plain) % 2))
