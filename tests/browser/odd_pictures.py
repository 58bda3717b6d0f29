"""The case "odd": studies that hold more or less than pictures, every header and file name full of identifiers."""

from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, JPEGLSLossless, generate_uid

from tests.planted import PLANTED

MR, US, SR, SEG = (
    f"1.2.840.10008.5.1.4.1.1.{number}" for number in ("4", "3.1", "88.11", "66.4")
)  # fmt: skip
STUDIES = ("mixed", "report", "film", "photos", "broken")


def write_odd_case(folder: Path) -> None:
    """One study a day: slices of which one is missing, beside a segmentation, two reports and a file that is none; a
    report alone; a film in colour; photos; a slice that was cut."""
    head = 'code = "odd"\ntitle = "Odd"\nquestion = "What is there?"\nzero = "E0"\n'
    rows = ["id,kind,term,at,value,unit,study", "E0,encounter,Admission,0,,,"]
    for number, study in enumerate(STUDIES, start=1):
        head += f'\n[[studies]]\nid = "{study}"\nevent = "E{number}"\nlabel = "{study}"\nmodality = "MR"\n'
        rows.append(f"E{number},imaging,Picture {study},{number},,,{study}")
        (folder / "images" / study).mkdir(parents=True)
    (folder / "case.toml").write_text(head)
    (folder / "events.csv").write_text("\n".join(rows) + "\n")
    _mixed(folder / "images" / "mixed")
    _save(_without_picture(SR), folder / "images" / "report" / "CANARY report")
    _save(_film(), folder / "images" / "film" / "CANARY film")
    _photos(folder / "images" / "photos")
    cut = folder / "images" / "broken" / "CANARY cut"
    _save(_slice(0, JPEGLSLossless), cut)
    cut.write_bytes(cut.read_bytes()[:-400])


def _mixed(folder: Path) -> None:
    for height in (0, 5, 10, 20):
        _save(_slice(height), folder / f"CANARY {height}")
    for number, kind in enumerate((SEG, SR, SR)):
        _save(_without_picture(kind), folder / f"CANARY other {number}")
    (folder / "CANARY none").write_bytes(b"CANARY" * 99)


def _photos(folder: Path) -> None:
    photo = Image.effect_noise((60, 40), 50).convert("RGB")
    exif = photo.getexif()
    exif[0x010E] = "CANARY"
    photo.save(folder / "CANARY.jpg", exif=exif, comment=b"CANARY")
    told = PngInfo()
    told.add_text("Comment", "CANARY")
    photo.rotate(90, expand=True).save(folder / "CANARY.png", pnginfo=told)


def _header(kind: str) -> Dataset:
    header = Dataset()
    header.file_meta = FileMetaDataset()
    header.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    header.SOPClassUID = header.file_meta.MediaStorageSOPClassUID = kind
    header.SOPInstanceUID = header.file_meta.MediaStorageSOPInstanceUID = generate_uid("1.2.777.")
    header.add_new(0x00090010, "LO", "CANARY")
    header.add_new(0x00091001, "LT", "CANARY " * 9)
    for keyword, value in PLANTED.items():
        setattr(header, keyword, value)
    return header


def _without_picture(kind: str) -> Dataset:
    header = _header(kind)
    header.Modality = "SEG" if kind == SEG else "SR"
    return header


def _slice(height: float, syntax: str = "") -> Dataset:
    header, pixels = _header(MR), np.random.default_rng(1).integers(0, 999, (32, 32)).astype(np.uint16)
    header.Modality, header.PhotometricInterpretation = "MR", "MONOCHROME2"
    header.Rows = header.Columns = 32
    header.SamplesPerPixel, header.PixelRepresentation = 1, 0
    header.BitsAllocated = header.BitsStored = 16
    header.HighBit, header.WindowCenter, header.WindowWidth = 15, 500, 900
    header.ImageOrientationPatient, header.ImagePositionPatient = [1, 0, 0, 0, 1, 0], [0, 0, height]
    header.PixelData = pixels.tobytes()
    header["PixelData"].VR = "OW"
    if syntax:
        header.compress(syntax, generate_instance_uid=False)
    return header


def _film() -> Dataset:
    header, pixels = _header(US), np.random.default_rng(2).integers(0, 255, (3, 24, 32, 3)).astype(np.uint8)
    header.Modality, header.PhotometricInterpretation, header.PlanarConfiguration = "US", "RGB", 0
    header.NumberOfFrames, header.Rows, header.Columns = 3, 24, 32
    header.SamplesPerPixel, header.PixelRepresentation = 3, 0
    header.BitsAllocated = header.BitsStored = 8
    header.HighBit, header.PixelAspectRatio = 7, [1, 2]
    header.PixelData = pixels.tobytes()
    header["PixelData"].VR = "OB"
    return header


def _save(header: Dataset, path: Path) -> None:
    header.save_as(path, enforce_file_format=True)
