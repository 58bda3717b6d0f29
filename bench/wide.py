"""A case of two CT studies of 200 slices each, as noisy as real ones: what the viewer is measured with."""

from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

SLICES, EDGE = 200, 512
CT: dict[str, Any] = {
    "Modality": "CT",
    "SamplesPerPixel": 1,
    "PhotometricInterpretation": "MONOCHROME2",
    "BitsAllocated": 16,
    "BitsStored": 16,
    "HighBit": 15,
    "PixelRepresentation": 1,
    "RescaleSlope": 1,
    "RescaleIntercept": 0,
    "WindowCenter": 40,
    "WindowWidth": 400,
    "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
    "PixelSpacing": [0.5, 0.5],
    "FrameOfReferenceUID": "1.2.3",
    "Rows": EDGE,
    "Columns": EDGE,
}


def write_wide_case(folder: Path) -> None:
    """The case "wide": study a and study b."""
    folder.mkdir(parents=True)
    rows = ["id,kind,term,at,value,unit,study", "E0,encounter,Admission,0,,,"]
    head = 'code = "wide"\ntitle = "Wide"\nquestion = "How fast?"\nzero = "E0"\n'
    for day, study in enumerate("ab", start=1):
        head += f'\n[[studies]]\nid = "{study}"\nevent = "{study}1"\nlabel = "CT {day}"\nmodality = "CT"\n'
        rows.append(f"{study}1,imaging,CT,{day},,,{study}")
        _write_series(folder / "images" / study / "ct")
    (folder / "case.toml").write_text(head, encoding="utf-8")
    (folder / "events.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _write_series(folder: Path) -> None:
    folder.mkdir(parents=True)
    noise, (y, x) = np.random.default_rng(1), np.mgrid[-1 : 1 : EDGE * 1j, -1 : 1 : EDGE * 1j]
    head = Dataset()
    head.file_meta = FileMetaDataset()
    head.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    for keyword, value in CT.items():
        setattr(head, keyword, value)
    head.SOPClassUID = head.file_meta.MediaStorageSOPClassUID = CTImageStorage
    head.SeriesInstanceUID = generate_uid()
    for place in range(SLICES):
        body = np.where(x**2 + y**2 < 0.7, 40 + 30 * np.sin(9 * x + place / 9), -1000.0)
        pixels = (body + noise.normal(0, 8, body.shape)).astype(np.int16)
        head.SOPInstanceUID = head.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        head.ImagePositionPatient = [0, 0, float(place)]
        head.PixelData = pixels.tobytes()
        head["PixelData"].VR = "OW"
        head.save_as(folder / f"{place:03}.dcm", enforce_file_format=True)
