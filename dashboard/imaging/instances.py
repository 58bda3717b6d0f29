"""One file to an Instance: what kind of object it is, and where each of its frames lies."""

from pathlib import Path

from pydicom.multival import MultiValue
from pydicom.uid import UID

from dashboard.imaging import geometry
from dashboard.imaging.functional_groups import flattened, has_functional_groups
from dashboard.imaging.headers import Header, frame_count, is_picture, read_header
from dashboard.imaging.model import FrameHeader, ImageRefused, Instance, Numbers

# Objects with pixels that are no pictures of their own: a mask, a grid of doses.
NO_PICTURES = {
    "1.2.840.10008.5.1.4.1.1.66.4": "Segmentation",
    "1.2.840.10008.5.1.4.1.1.66.7": "Label map segmentation",
    "1.2.840.10008.5.1.4.1.1.481.2": "RT Dose",
}
PROJECTIONS = frozenset({"CR", "DX", "MG", "IO", "PX", "XA", "RF"})
ALWAYS_LOSSY = frozenset({"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.81"})
# What tells two frames at one position apart, by the element or the one an enhanced object has in its place.
MARKS = {
    "time point": ("TemporalPositionIdentifier", "TemporalPositionIndex"),
    "echo time": ("EchoTime", "EffectiveEchoTime"),
    "b": ("DiffusionBValue",),
    "inversion time": ("InversionTime", "InversionTimes"),
    "trigger time": ("TriggerTime", "NominalCardiacTriggerDelayTime"),
    "stack": ("StackID",),
    "image type": ("ImageType", "FrameType"),
    "acquisition": ("AcquisitionNumber", "FrameAcquisitionNumber"),
    "acquired": ("AcquisitionTime", "FrameReferenceDateTime"),
    "made": ("ContentTime",),
}


def read_instance(path: Path) -> Instance:
    """What the header of a file says. Raises ImageRefused with one sentence."""
    if is_picture(path):
        return Instance(path, "photo", "photo", frames=(FrameHeader(),))
    header = read_header(path)
    try:
        return _instance(path, header)
    except ImageRefused:
        raise
    except Exception as error:  # elements of a wrong kind fail in as many ways as there are kinds
        raise ImageRefused(f"{path.name} has a header that contradicts itself.") from error


def is_colour(header: Header) -> bool:
    """Whether the pixels are colours and no grey levels."""
    return bool(header.get("SamplesPerPixel", 1) != 1) or header.get("PhotometricInterpretation") == "PALETTE COLOR"


def holds_picture(header: Header) -> bool:
    """Whether the object has pixels that are a picture of their own."""
    return header.get("SOPClassUID") not in NO_PICTURES and bool(header.get("Rows")) and bool(header.get("Columns"))


def object_name(header: Header) -> str:
    """What kind of object it is, in the standard's words."""
    uid = header.get("SOPClassUID") or header.dataset.file_meta.get("MediaStorageSOPClassUID")
    # The name of a UID that nobody registered is the UID itself, which is for nobody's eyes.
    known = isinstance(uid, UID) and uid.name != str(uid)
    return NO_PICTURES.get(str(uid)) or (uid.name.removesuffix(" Storage") if known else "object of unknown kind")


def pixel_spacing(header: Header) -> Numbers | None:
    """Millimetres in the patient from row to row and from column to column; None where the header does not say.

    A projection whose spacing is that of its detector says nothing of the patient.
    """
    spacing = positive_pair(header.get("PixelSpacing"))
    at_detector = spacing == positive_pair(header.get("ImagerPixelSpacing"))
    projected = str(header.get("Modality", "")) in PROJECTIONS and not header.get("PixelSpacingCalibrationType")
    return None if projected and at_detector else spacing


def pixel_aspect(header: Header) -> float:
    """The height of a pixel by its width."""
    names = ("PixelSpacing", "ImagerPixelSpacing", "PixelAspectRatio")
    pairs = [pair for name in names if (pair := positive_pair(header.get(name)))]
    down, across = pairs[0] if pairs else (1.0, 1.0)
    return down / across


def positive_pair(value: object) -> Numbers | None:
    """Two numbers greater than 0, or None."""
    found = geometry.numbers(value, 2)
    return found if found and min(found) > 0 else None


def is_lossy(header: Header) -> bool:
    """Whether pixels were lost by compression, now or before."""
    return header.get("LossyImageCompression") == "01" or header.syntax in ALWAYS_LOSSY


def _instance(path: Path, header: Header) -> Instance:
    kind = _kind(header)
    frames = () if kind == "none" else _frames(header, frame_count(header, path.name))
    first = flattened(header, 0)
    return Instance(
        path=path,
        kind=kind,
        what=object_name(header),
        rows=int(header.get("Rows") or 0),
        columns=int(header.get("Columns") or 0),
        frames=frames,
        modality=_word(header, "Modality"),
        description=_word(header, "SeriesDescription"),
        study_uid=_word(header, "StudyInstanceUID"),
        series_uid=_word(header, "SeriesInstanceUID"),
        instance_uid=_word(header, "SOPInstanceUID"),
        patient_id=_word(header, "PatientID"),
        date=_word(header, "StudyDate"),
        time=_word(header, "AcquisitionTime") or _word(header, "ContentTime"),
        accession=_word(header, "AccessionNumber"),
        frame_of_reference=_word(header, "FrameOfReferenceUID"),
        aspect=pixel_aspect(first),
        letters=geometry.stated_letters(header.get("PatientOrientation")),
        laterality=_side(header),
        mosaic="MOSAIC" in _image_type(header),
        lossy=is_lossy(header),
        illustration=header.get("QualityControlImage") == "YES",
    )


def _kind(header: Header) -> str:
    if not holds_picture(header):
        return "none"
    return "colour" if is_colour(header) else "grey"


def _frames(header: Header, count: int) -> tuple[FrameHeader, ...]:
    if not has_functional_groups(header):
        return (_frame(header),) * count
    return tuple(_frame(flattened(header, frame)) for frame in range(count))


def _frame(flat: Header) -> FrameHeader:
    return FrameHeader(
        orientation=geometry.direction_cosines(flat.get("ImageOrientationPatient")),
        corner=geometry.numbers(flat.get("ImagePositionPatient"), 3),
        spacing=pixel_spacing(flat),
        marks=tuple((name, mark) for name, elements in MARKS.items() if (mark := _mark(flat, elements))),
    )


def _mark(flat: Header, elements: tuple[str, ...]) -> str:
    found = [value for name in elements if (value := flat.get(name)) not in (None, "")]
    # What an enhanced frame says of itself stands last and goes before what the whole object says.
    value = found[-1] if found else ""
    return "/".join(map(str, value)) if isinstance(value, MultiValue) else str(value)


def _word(header: Header, name: str) -> str:
    value = header.get(name)
    return str(value[0] if isinstance(value, MultiValue) and value else value or "").strip(" \0")


def _side(header: Header) -> str:
    side = _word(header, "ImageLaterality") or _word(header, "Laterality")
    return side if side in ("R", "L", "B") else ""


def _image_type(header: Header) -> tuple[str, ...]:
    value = header.get("ImageType")
    return tuple(map(str, value)) if isinstance(value, MultiValue) else (str(value or ""),)
