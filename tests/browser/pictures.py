"""A case folder with one study for each way in which a series can be stored and lie, and what numpy makes of each."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    CTImageStorage,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLSLossless,
    MRImageStorage,
    RLELossless,
    generate_uid,
)

CANARY = "CANARY-Jane-Doe"
SLICES, ROWS, COLUMNS = 3, 40, 48
AXIAL, CORONAL, SAGITTAL = (1, 0, 0, 0, 1, 0), (1, 0, 0, 0, 0, -1), (0, 1, 0, 0, 0, -1)
FLIPPED, OBLIQUE = (-1, 0, 0, 0, -1, 0), (0.8, 0.6, 0, -0.6, 0.8, 0)
CT = {"Modality": "CT", "RescaleSlope": 1, "RescaleIntercept": -1024, "WindowCenter": 40, "WindowWidth": 80}
MR = {"Modality": "MR", "WindowCenter": 600, "WindowWidth": 1200}
PET_LIKE = MR | {"RescaleSlope": 0.37, "RescaleIntercept": 3}


@dataclass(frozen=True)
class Made:
    """One study: its id, how it lies, what its header says, and the letters left, right, top and bottom."""

    id: str
    orientation: tuple[float, ...] | None
    letters: tuple[str, str, str, str] | None
    header: dict[str, Any]
    signed: bool = False
    syntax: str = ""
    frame: str = "1.2.3.4.1"
    spacing: float | None = 0.5
    extra: dict[str, Any] = field(default_factory=dict)
    table: NDArray[np.uint16] | None = None

    def window(self, number: int) -> tuple[float, float]:
        """Centre and width of slice `number`; a header with several has one for each slice."""
        center, width = self.header.get("WindowCenter", 0), self.header.get("WindowWidth", 0)
        return (center[number], width[number]) if isinstance(center, list) else (center, width)

    def stored(self, number: int) -> NDArray[Any]:
        """The numbers in the file of slice `number`: noise over a ramp, each slice another."""
        noise = np.random.default_rng([number, *self.id.encode()])
        ramp = np.linspace(0, 2000, ROWS * COLUMNS).reshape(ROWS, COLUMNS)
        made = ramp + noise.integers(0, 400, (ROWS, COLUMNS)) + 100 * number
        return (made - 500).astype(np.int16) if self.signed else made.astype(np.uint16)

    def grey(self, number: int, center: float, width: float) -> NDArray[np.uint8]:
        """What PS3.3 C.11.2.1.2 makes of the slice in that window."""
        slope, intercept = self.header.get("RescaleSlope", 1), self.header.get("RescaleIntercept", 0)
        values = self.stored(number).astype(np.float64) * slope + intercept
        if self.table is not None:
            places = np.clip(values.astype(int) - FIRST, 0, len(self.table) - 1)
            return np.floor(self.table[places] / 4095 * 255 + 0.5).astype(np.uint8)
        level = np.floor(((values - (center - 0.5)) / (width - 1) + 0.5) * 255 + 0.5)
        level[values <= center - 0.5 - (width - 1) / 2] = 0
        level[values > center - 0.5 + (width - 1) / 2] = 255
        level = 255 - level if self.extra.get("PhotometricInterpretation") == "MONOCHROME1" else level
        if "PixelPaddingValue" in self.extra:
            level[self.stored(number) == self.extra["PixelPaddingValue"]] = 0
        return level.astype(np.uint8)


FIRST, CURVE = 300, (4095 * np.linspace(0, 1, 1500) ** 2).astype(np.uint16)
WINDOWS = {"Modality": "DX", "WindowCenter": [500, 900, 1300], "WindowWidth": [400, 800, 1200]}

SERIES = (
    Made("ct-axial", AXIAL, ("R", "L", "A", "P"), CT, signed=True),
    Made("ct-again", AXIAL, ("R", "L", "A", "P"), CT, signed=True),
    Made("ct-coronal", CORONAL, ("R", "L", "H", "F"), CT),
    Made("mr-sagittal", SAGITTAL, ("A", "P", "H", "F"), MR),
    Made("ct-flipped", FLIPPED, ("L", "R", "P", "A"), CT, frame="1.2.3.4.2"),
    Made("mr-oblique", OBLIQUE, ("RA", "LP", "AL", "PR"), MR),
    Made("mr-slope", AXIAL, ("R", "L", "A", "P"), PET_LIKE, frame="1.2.3.4.3"),
    Made("cr-mono1", None, None, {"Modality": "CR", "WindowCenter": 1000, "WindowWidth": 2000}, spacing=None,
         extra={"PhotometricInterpretation": "MONOCHROME1"}),
    Made("dx-table", None, None, {"Modality": "DX"}, spacing=None, table=CURVE),
    Made("dx-windows", None, None, WINDOWS, spacing=None),
    Made("ct-padding", AXIAL, ("R", "L", "A", "P"), CT, signed=True, extra={"PixelPaddingValue": 700}),
    Made("ct-jpegls", AXIAL, ("R", "L", "A", "P"), CT, syntax=JPEGLSLossless),
    Made("mr-rle", AXIAL, ("R", "L", "A", "P"), MR, syntax=RLELossless),
    Made("ct-j2k", AXIAL, ("R", "L", "A", "P"), CT, signed=True, syntax=JPEG2000Lossless),
)  # fmt: skip


def write_case(folder: Path) -> None:
    """The case "series": one study a day."""
    folder.mkdir(parents=True)
    head = 'code = "series"\ntitle = "Series"\nquestion = "Which?"\nzero = "E0"\n'
    rows = ["id,kind,term,at,value,unit,study", "E0,encounter,Admission,0,,,"]
    for number, made in enumerate(SERIES, start=1):
        head += f'\n[[studies]]\nid = "{made.id}"\nevent = "E{number}"\nlabel = "{made.id}"\n'
        head += f'modality = "{made.header["Modality"]}"\n'
        rows.append(f"E{number},imaging,Picture {made.id},{number},,,{made.id}")
        for place in range(SLICES):
            # Where the header tells positions, the names of the files run the other way.
            name = SLICES - place if made.orientation else place + 1
            file = folder / "images" / made.id / "series" / f"{name}.dcm"
            file.parent.mkdir(parents=True, exist_ok=True)
            _dicom(made, place).save_as(file, enforce_file_format=True)
    (folder / "case.toml").write_text(head)
    (folder / "events.csv").write_text("\n".join(rows) + "\n")


def _dicom(made: Made, place: int) -> Dataset:
    pixels, header = made.stored(place), Dataset()
    header.file_meta = FileMetaDataset()
    header.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    storage = MRImageStorage if made.header["Modality"] == "MR" else CTImageStorage
    header.SOPClassUID = header.file_meta.MediaStorageSOPClassUID = storage
    header.SOPInstanceUID = header.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    header.SeriesInstanceUID, header.StudyInstanceUID = f"1.2.3.{len(made.id)}.7", "1.2.3.4.5"
    header.Rows, header.Columns, header.SamplesPerPixel = ROWS, COLUMNS, 1
    header.BitsAllocated = header.BitsStored = 16
    header.HighBit, header.PixelRepresentation = 15, int(made.signed)
    header.PhotometricInterpretation = "MONOCHROME2"
    for keyword in ("PatientName", "PatientID", "InstitutionName", "SeriesDescription", "AccessionNumber"):
        setattr(header, keyword, CANARY[:16])
    if made.orientation is not None:
        row, column = np.array(made.orientation[:3]), np.array(made.orientation[3:])
        header.ImageOrientationPatient = list(made.orientation)
        header.ImagePositionPatient = [float(part) for part in np.cross(row, column) * 5.0 * place]
        header.FrameOfReferenceUID = made.frame
    if made.spacing is not None:
        header.PixelSpacing = [made.spacing, made.spacing]
    for keyword, value in (made.header | made.extra).items():
        setattr(header, keyword, value[place] if isinstance(value, list) else value)
    if made.table is not None:
        item = Dataset()
        item.add_new("LUTDescriptor", "US", [len(made.table), FIRST, 12])
        item.add_new("LUTData", "OW", made.table.tobytes())
        header.VOILUTSequence = Sequence([item])
    header.InstanceNumber = place + 1
    header.PixelData = pixels.tobytes()
    header["PixelData"].VR = "OW"
    if made.syntax:
        header.compress(made.syntax, generate_instance_uid=False)
    return header
