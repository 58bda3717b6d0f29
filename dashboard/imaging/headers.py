"""What a folder of pictures holds, by its headers alone: series, and their slices in order. No pixels here."""

import math
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pydicom
from pydicom import config as pydicom_config
from pydicom.dataset import Dataset

from dashboard.errors import Refused
from dashboard.imaging.inflate import refuse_if_it_unpacks_too_far

MAX_FILES = 20_000
MAX_FRAMES = 10_000
QUIET_SUFFIXES = frozenset({".txt", ".md", ".toml", ".json", ".csv"})
PICTURE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
HEADER_TAGS = [
    "SOPClassUID", "SeriesInstanceUID", "SeriesDescription", "Modality", "QualityControlImage",
    "ImageOrientationPatient", "ImagePositionPatient", "NumberOfFrames", "Rows", "Columns", "SamplesPerPixel",
    "PhotometricInterpretation", "BitsAllocated", "BitsStored", "PixelRepresentation", "PixelPaddingValue",
    "PixelPaddingRangeLimit", "PixelSpacing", "PixelAspectRatio", "RescaleSlope", "RescaleIntercept",
    "ModalityLUTSequence", "WindowCenter", "WindowWidth", "VOILUTFunction", "VOILUTSequence",
    "RedPaletteColorLookupTableDescriptor", "GreenPaletteColorLookupTableDescriptor",
    "BluePaletteColorLookupTableDescriptor", "RedPaletteColorLookupTableData", "GreenPaletteColorLookupTableData",
    "BluePaletteColorLookupTableData",
]  # fmt: skip

# A file from outside may break a value rule that has nothing to do with its picture: read on, do not warn.
pydicom_config.settings.reading_validation_mode = pydicom_config.IGNORE
warnings.filterwarnings("ignore", module="pydicom")


class ImageRefused(Refused):
    """A picture that cannot be shown; the text is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One frame of one file. `position` is in mm along the normal of its series; None = no geometry."""

    path: Path
    frame: int = 0
    position: float | None = None


@dataclass(frozen=True, slots=True)
class SeriesImages:
    """One series: its slices in order of position (axial: from the feet up), else of file name."""

    name: str
    description: str
    modality: str
    slices: tuple[Slice, ...]
    illustration: bool = False


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file of the folder that is no picture, with the sentence that says why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class StudyImages:
    """All series of one study, by name, and the files that were refused."""

    study: str
    series: tuple[SeriesImages, ...]
    refused: tuple[RefusedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What one file tells of the series it belongs to."""

    group: tuple[object, ...]
    folder: str
    description: str
    modality: str
    illustration: bool
    slices: tuple[Slice, ...]


def scan_study(folder: Path, study: str) -> StudyImages:
    """The series in `folder` and its subfolders; a broken file is listed as refused and stops nothing."""
    found: list[_Found] = []
    refused: list[RefusedFile] = []
    for path in picture_files(folder):
        try:
            found.append(_read_picture_file(path, folder) if is_picture(path) else _read_dicom_file(path, folder))
        except ImageRefused as refusal:
            refused.append(RefusedFile(path, str(refusal)))
    return StudyImages(study, _grouped(found), tuple(refused))


def picture_files(folder: Path) -> Iterator[Path]:
    """Files of `folder` that may hold a picture, sorted; links that lead out of the folder are left out."""
    if not folder.is_dir():
        return
    root = folder.resolve()
    for count, path in enumerate(sorted(folder.rglob("*"))):
        if count >= MAX_FILES:
            raise ImageRefused(f"{folder.name} holds more than {MAX_FILES} files.")
        quiet = path.name.startswith(".") or path.suffix.lower() in QUIET_SUFFIXES or path.name == "DICOMDIR"
        if not quiet and path.is_file() and path.resolve().is_relative_to(root):
            yield path


def is_picture(path: Path) -> bool:
    """Whether the file starts as a PNG or a JPEG does, whatever its name says."""
    with path.open("rb") as file:
        return file.read(8).startswith(PICTURE_STARTS)


def read_header(path: Path) -> Dataset:
    """The header of a DICOM picture, without its pixels and only with what showing it needs. Raises ImageRefused."""
    try:
        refuse_if_it_unpacks_too_far(path)
        header: Dataset = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=[*HEADER_TAGS])
    except OverflowError as error:
        raise ImageRefused(f"{path.name} was not opened: {error}.") from error
    except Exception as error:  # a hostile file raises nearly anything, RecursionError and MemoryError included
        raise ImageRefused(f"{path.name} is not a readable DICOM, PNG or JPEG file.") from error
    _drop_what_cannot_be_parsed(header)
    if not header.get("Rows") or not header.get("Columns"):
        kind = getattr(header.get("SOPClassUID"), "name", "") or "object of unknown kind"
        raise ImageRefused(f"{path.name} holds no picture: it is a {kind}.")
    return header


def _drop_what_cannot_be_parsed(header: Dataset) -> None:
    """pydicom parses a value when it is first read; a bad one counts as absent, so that nothing raises later."""
    for tag in list(header.keys()):
        try:
            header[tag]
        except Exception:  # each value representation has its own kinds of error
            del header[tag]


def _read_dicom_file(path: Path, root: Path) -> _Found:
    header = read_header(path)
    orientation = numbers(header.get("ImageOrientationPatient"), 6)
    position = _position(orientation, numbers(header.get("ImagePositionPatient"), 3))
    folder = path.parent.relative_to(root).as_posix()
    series = str(header.get("SeriesInstanceUID", "")) or folder
    return _Found(
        group=("dicom", series, tuple(round(value, 3) for value in orientation or ())),
        folder=folder,
        description=str(header.get("SeriesDescription", "")),
        modality=str(header.get("Modality", "")),
        illustration=header.get("QualityControlImage") == "YES",
        slices=tuple(Slice(path, frame, position) for frame in range(_frame_count(header, path))),
    )


def _read_picture_file(path: Path, root: Path) -> _Found:
    folder = path.parent.relative_to(root).as_posix()
    return _Found(("picture", folder), folder, "", "", False, (Slice(path),))


def _frame_count(header: Dataset, path: Path) -> int:
    try:
        count = int(header.get("NumberOfFrames") or 1)
    except (TypeError, ValueError) as error:
        raise ImageRefused(f"{path.name} gives its number of frames in a way that cannot be read.") from error
    if not 1 <= count <= MAX_FRAMES:
        raise ImageRefused(f"{path.name} says it holds {count} frames; 1 to {MAX_FRAMES} are shown.")
    return count


def numbers(value: object, count: int) -> tuple[float, ...] | None:
    """The `count` finite numbers of a header element, or None where it holds anything else."""
    try:
        parsed = tuple(float(part) for part in value)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return None
    return parsed if len(parsed) == count and all(math.isfinite(part) for part in parsed) else None


def _position(orientation: tuple[float, ...] | None, corner: tuple[float, ...] | None) -> float | None:
    """Position in mm along the normal of the slice: cross product of its row and column directions, dot corner."""
    if orientation is None or corner is None:
        return None
    (a, b, c), (d, e, f) = orientation[:3], orientation[3:]
    normal = (b * f - c * e, c * d - a * f, a * e - b * d)
    return sum(direction * place for direction, place in zip(normal, corner, strict=True))


def _grouped(found: Iterable[_Found]) -> tuple[SeriesImages, ...]:
    groups: dict[tuple[object, ...], list[_Found]] = {}
    for item in found:
        groups.setdefault(item.group, []).append(item)
    taken: set[str] = set()
    return tuple(_series(items, taken) for items in groups.values())


def _series(items: list[_Found], taken: set[str]) -> SeriesImages:
    first = items[0]
    slices = [one for item in items for one in item.slices]
    if all(one.position is not None for one in slices):
        slices.sort(key=lambda one: one.position or 0.0)
    return SeriesImages(
        name=_free_name("pictures" if first.folder == "." else first.folder, taken),
        description=first.description,
        modality=first.modality,
        slices=tuple(slices),
        illustration=all(item.illustration for item in items),
    )


def _free_name(wanted: str, taken: set[str]) -> str:
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}-{count}"
    taken.add(name)
    return name
